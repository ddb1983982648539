"""What the doctor looks at through Qt: serial scanners and sound."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6.QtSerialPort", reason="the serial driver is Qt's")

from tests.adapters.serial_line import Cable, no_rights
from tests.support.processes import station_command
from tests.support.site import TOKEN, Site, running_site
from wats_station.adapters.scanners.serial_port import SerialScanner
from wats_station.cli import main
from wats_station.domain.scanner_port import SerialSettings
from wats_station.station.doctor.computer import check_scanners
from wats_station.station.doctor.examination import examine
from wats_station.station.doctor.finding import State

pytestmark = pytest.mark.usefixtures("qapp")

NOWHERE = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running_site(tmp_path_factory.mktemp("site"), demo_units=0) as site:
        yield site


@pytest.fixture
def cable(tmp_path: Path) -> Iterator[Cable]:
    cable = Cable(tmp_path / "gun")
    yield cable
    cable.away()


def test_the_whole_examination(
    site: Site, tmp_path: Path, cable: Cable, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    kept = {"server": site.url, "serial_ports": [{"port": str(cable.name)}]}
    (tmp_path / "settings.json").write_text(json.dumps(kept))
    monkeypatch.setenv("WATS_STATION_TOKEN", TOKEN)
    assert main(["doctor", "--json", "--data-dir", str(tmp_path)]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["ok"] is True
    names = [check["name"] for check in said["checks"]]
    assert names == [
        "program", "settings", "server", "token", "clock", f"scanner {cable.name}", "sound", "disk",
        "database", "outbox",
    ]  # fmt: skip


@pytest.mark.parametrize("state", ["missing", "busy", "denied"])
def test_a_scanner_that_cannot_be_used(tmp_path: Path, cable: Cable, state: str) -> None:

    port = SerialSettings(str(cable.name))
    (fine,) = check_scanners((port,))
    assert fine.state is State.OK
    other = SerialScanner(port)
    if state == "missing":
        cable.unplug()
        (found,) = check_scanners((port,))
    elif state == "busy":
        other.open()
        (found,) = check_scanners((port,))
    else:
        Path(cable.terminal).chmod(0o000)
        with no_rights():
            (found,) = check_scanners((port,))
    other.close()
    assert (found.state, bool(found.hint)) == (State.FAILED, True)
    said = {"missing": "not there", "busy": "another program", "denied": "may not open"}[state]
    assert said in found.detail


def test_the_command_ends_with_one_where_a_check_failed(tmp_path: Path) -> None:
    done = subprocess.run(
        station_command("doctor", "--server", NOWHERE, "--data-dir", str(tmp_path)),
        env={**os.environ, "WATS_STATION_TOKEN": TOKEN},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert f"failed  server    {NOWHERE} cannot be reached" in done.stdout
    assert "        scanners  no serial scanner is set up" in done.stdout.replace("note", "    ")


def test_no_port_is_a_note(tmp_path: Path) -> None:
    found = examine(tmp_path, NOWHERE, TOKEN)
    assert found[4].name == "scanners"
    assert found[4].state is State.NOTE
