"""`wats-station unit`, `doctor` and its bundle, as programs of their own on a real server."""

import json
import os
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.processes import ROOT, station_command
from tests.support.site import TOKEN, Site, running_site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running_site(tmp_path_factory.mktemp("site")) as site:
        yield site


def ran(folder: Path, *arguments: str, token: str = TOKEN) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "WATS_STATION_TOKEN": token, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        station_command(*arguments, "--data-dir", str(folder)),
        capture_output=True, text=True, env=environment, cwd=ROOT, timeout=60, check=False,
    )  # fmt: skip


def unit(site: Site, folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return ran(folder, "unit", *arguments, "--server", site.url)


def test_a_unit_is_shown_as_the_lookup_panel_has_it(site: Site, tmp_path: Path) -> None:
    shown = unit(site, tmp_path, "DEMO-1002")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.startswith("DEMO-1002  CTRL-100")
    for text in ("Under Production", "tests       FAILED", "timeline", "created"):
        assert text in shown.stdout
    assert max(map(len, shown.stdout.splitlines())) <= 80


def test_a_program_reads_the_same(site: Site, tmp_path: Path) -> None:
    shown = unit(site, tmp_path, "DEMO-1001/CTRL-100", "--json")
    content = json.loads(shown.stdout)
    assert shown.returncode == 0
    assert (content["serial_number"], content["phase"]["id"]) == ("DEMO-1001", 2)
    assert content["verification"]["grade"] == "PASSED"
    assert content["timeline"][-1]["kind"] == "created"
    assert content["timeline"][0]["when"].endswith("Z")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("NO-SUCH",), "knows no unit NO-SUCH"),
        (("DEMO-2001",), "add --part"),
        (("   ",), "names no unit"),
        (("DEMO-2001", "--part", "NO-PART"), "knows no unit"),
    ],
)
def test_what_cannot_be_shown_is_said_in_a_line(
    site: Site, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    shown = unit(site, tmp_path, *arguments)
    assert (shown.returncode, shown.stdout) == (1, "")
    assert said in shown.stderr
    assert len(shown.stderr.splitlines()) == 1


def test_several_parts_are_told_apart_by_part(site: Site, tmp_path: Path) -> None:
    parts = {
        each["partNumber"]
        for each in site.get(
            "/api/Production/Unit/Query", **{"$filter": "serialNumber eq 'DEMO-2001'"}
        )
    }
    for part in parts:
        assert f"DEMO-2001  {part}" in unit(site, tmp_path, "DEMO-2001", "--part", part).stdout


def test_no_server_a_wrong_token_and_no_answer_say_what_to_do(site: Site, tmp_path: Path) -> None:
    nowhere = ran(tmp_path, "unit", "DEMO-1001")
    assert (nowhere.returncode, "no server is known" in nowhere.stderr) == (1, True)
    refused = ran(tmp_path, "unit", "DEMO-1001", "--server", site.url, token="d3Jvbmc=")
    assert (refused.returncode, "refuses the token" in refused.stderr) == (1, True)
    silent = ran(tmp_path, "unit", "DEMO-1001", "--server", "http://127.0.0.1:9")
    assert (silent.returncode, "cannot be reached" in silent.stderr) == (1, True)
    wrong = ran(tmp_path, "unit", "DEMO-1001", "--server", "wats")
    assert wrong.returncode == 2


def test_the_bundle_holds_what_support_needs_and_nothing_secret(site: Site, tmp_path: Path) -> None:
    data = tmp_path / "data"
    (data / "crashes").mkdir(parents=True)
    (data / "crashes" / "20261124-x.txt").write_text(f"Authorization: Basic {TOKEN}\nboom")
    (data / "token.json").write_text(json.dumps({site.url: TOKEN}))
    (data / "settings.json").write_text(json.dumps({"server": site.url}))
    (data / "outbox.sqlite").write_bytes(b"no database" * 100)
    file = tmp_path / "bundle.zip"
    made = ran(data, "doctor", "--bundle", str(file))
    assert made.returncode == 0, made.stderr
    assert str(file) in made.stdout
    with zipfile.ZipFile(file) as bundle:
        names = set(bundle.namelist())
        content = {name: bundle.read(name).decode() for name in names}
    assert names >= {"doctor.json", "system.json", "files.txt", "settings.json", "problems.txt"}
    assert not any(TOKEN in text for text in content.values())
    assert "boom" in content["crashes/20261124-x.txt"]
    assert "outbox.json: file is not a database" in content["problems.txt"]
    assert "token.json  (left out)" in content["files.txt"]
    checks = {each["name"]: each for each in json.loads(content["doctor.json"])["checks"]}
    assert checks["outbox"]["state"] == "failed"
    again = ran(data, "doctor", "--bundle", str(file))
    assert (again.returncode, "exists already" in again.stderr) == (1, True)
