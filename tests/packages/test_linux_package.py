"""The Debian package, installed on this computer: run, upgraded, refused, removed.

Only root can install, and whoever has WATS Station installed already keeps it: both skip.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import debian
from linux.debian_package import debian_version
from tests.packages.operating import packaged_window
from tests.support.processes import Child
from tests.support.screen import Screen
from tests.support.site import TOKEN, running_site
from wats_station import __version__
from wats_station.domain.settings_versions import VERSION

pytestmark = [
    pytest.mark.end2end,
    pytest.mark.timeout(600),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can install a package"),
    pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="this is no Debian"),
]

_COMMAND = Path("/usr/bin/wats-station")
_HOME = Path("/usr/lib/wats-station")
_VERSION = debian_version(__version__)
_SHIPPED = (
    "/usr/share/applications/wats-station.desktop",
    "/usr/share/icons/hicolor/48x48/apps/wats-station.png",
    "/usr/share/icons/hicolor/scalable/apps/wats-station.svg",
    "/usr/lib/systemd/user/wats-station-agent.service",
)


@pytest.fixture(scope="module")
def package(linux_build: Path) -> Path:
    """The package as it was built."""
    (package,) = linux_build.glob("*.deb")
    return package


@pytest.fixture(scope="module", autouse=True)
def installed(package: Path) -> Iterator[None]:
    """Installed as an administrator does it, with what it depends on; purged at the end."""
    if _version_there():
        pytest.skip("WATS Station is installed on this computer already: purge it first")
    _quiet("apt-get", "-o", "DPkg::Lock::Timeout=120", "install", "-y", str(package))
    yield
    _quiet("dpkg", "--purge", "wats-station")


@pytest.fixture(autouse=True)
def _tests_are_of_the_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATS_TESTS_PROGRAM", str(_COMMAND))


def test_it_is_there_for_users_and_administrators(nothing: Mapping[str, str]) -> None:
    assert _version_there() == _VERSION
    assert [path for path in _SHIPPED if not Path(path).is_file()] == []
    done = _run([str(_COMMAND), "--version"], nothing)
    assert (done.returncode, done.stdout) == (0, f"wats-station {__version__}\n")
    # No file has changed since it was packed.
    assert _run(["dpkg", "--verify", "wats-station"], dict(os.environ)).stdout == ""


def test_it_depends_on_all_that_a_checkouts_window_needs(package: Path) -> None:
    told = _run(["dpkg-deb", "--field", str(package), "Depends"], dict(os.environ)).stdout
    named = set(re.split(r"[ ,|()\n]+", told))
    assert [name for name in debian.RUN_PACKAGES if name not in named] == []


def test_the_installed_self_test_passes(
    nothing: Mapping[str, str], screen: Screen, tmp_path: Path
) -> None:
    shown = {**nothing, "DISPLAY": screen.environment["DISPLAY"], "TMPDIR": str(tmp_path)}
    done = _run([str(_COMMAND), "self-test"], shown)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_scan_in_the_installed_window_changes_a_unit(
    nothing: Mapping[str, str], screen: Screen, tmp_path: Path
) -> None:
    with (
        running_site(tmp_path / "site") as site,
        packaged_window(screen, tmp_path / "it", nothing, "--server", site.url) as station,
    ):
        station.online()
        station.scan("DEMO-1001")
        assert station.scan("CMD-PHASE-FINALIZED")["outcome"] == "done"
        assert site.unit("DEMO-1001")["unitPhaseId"] == 16


def test_an_upgrade_ends_what_runs_and_loses_nothing(
    package: Path,
    nothing: Mapping[str, str],
    screen: Screen,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The site server is the checkout's: it is to run on, as one on another computer does.
    monkeypatch.delenv("WATS_TESTS_PROGRAM")
    newer = _repacked(package, f"{_VERSION}+1", tmp_path)
    older = _repacked(package, "0.0.1", tmp_path)
    with running_site(tmp_path / "site") as site:
        monkeypatch.setenv("WATS_TESTS_PROGRAM", str(_COMMAND))
        _keep_settings(tmp_path / "it/data")
        with packaged_window(screen, tmp_path / "it", nothing, "--server", site.url) as station:
            station.online()
            station.scan("DEMO-1003")
            site.kill()
            station.wait_for("link.changed", 5.0, lambda event: event["state"] == "offline")
            assert station.scan("CMD-TAG-Lot=LOT 7")["outcome"] == "queued"
            upgraded = _run(["dpkg", "--install", str(newer)], dict(os.environ))
            assert upgraded.returncode == 0, upgraded.stdout + upgraded.stderr
            assert "WATS Station is running: it is asked to close." in upgraded.stdout
            assert station.child.wait(5.0) == 0
            assert station.child.errors == []
        assert _version_there() == f"{_VERSION}+1"
        assert "Bench 7" in _settings(tmp_path / "it/data", nothing)
        monkeypatch.delenv("WATS_TESTS_PROGRAM")
        site.restart()
        monkeypatch.setenv("WATS_TESTS_PROGRAM", str(_COMMAND))
        with packaged_window(screen, tmp_path / "it", nothing, "--server", site.url) as station:
            station.wait_for("outbox.delivered", 20.0)
        tags = {tag["key"]: tag["value"] for tag in site.unit("DEMO-1003")["tags"]}
        assert tags["Lot"] == "LOT 7"
    refused = _run(["dpkg", "--install", str(older)], dict(os.environ))
    assert refused.returncode != 0
    assert f"WATS Station {_VERSION}+1 is installed, which is newer than 0.0.1" in refused.stderr
    assert _version_there() == f"{_VERSION}+1"
    asked = {**os.environ, "WATS_STATION_ALLOW_DOWNGRADE": "1"}
    assert _run(["dpkg", "--install", str(package)], asked).returncode == 0
    assert _version_there() == _VERSION


def test_a_running_agent_is_ended_by_the_removal_which_leaves_the_data_alone(
    package: Path, nothing: Mapping[str, str], tmp_path: Path
) -> None:
    data = tmp_path / ".local/share/wats-station"
    command = [str(_COMMAND), "agent", "--server", "http://127.0.0.1:1"]
    agent = Child(command, {**nothing, "WATS_STATION_TOKEN": TOKEN})
    try:
        agent.wait_for_line("agent ready")
        kept = {path.name for path in data.iterdir()}
        removed = _run(["dpkg", "--purge", "wats-station"], dict(os.environ))
        assert removed.returncode == 0, removed.stdout + removed.stderr
        assert agent.wait(5.0) == 0
    finally:
        agent.close()
    assert {path.name for path in data.iterdir()} >= kept - {"outbox.sender.lock"}
    assert not _version_there()
    assert [path for path in (*_SHIPPED, str(_COMMAND), str(_HOME)) if Path(path).exists()] == []
    _quiet("dpkg", "--install", str(package))


def _keep_settings(data: Path) -> None:
    data.mkdir(parents=True)
    text = json.dumps({"version": VERSION, "station": {"name": "Bench 7"}})
    (data / "settings.json").write_text(text, encoding="utf-8")


def _settings(data: Path, nothing: Mapping[str, str]) -> str:
    return _run([str(_COMMAND), "settings", "list", "--data-dir", str(data)], nothing).stdout


def _repacked(package: Path, version: str, folder: Path) -> Path:
    """The same package under another version."""
    tree = folder / f"tree-{version}"
    _quiet("dpkg-deb", "--raw-extract", str(package), str(tree))
    for path in (tree / "DEBIAN").iterdir():
        text = path.read_text(encoding="utf-8")
        own = text.replace(f"Version: {_VERSION}\n", f"Version: {version}\n")
        path.write_text(own.replace(f'"{_VERSION}"', f'"{version}"'), encoding="utf-8")
    made = folder / f"wats-station_{version}_amd64.deb"
    _quiet("dpkg-deb", "--root-owner-group", "-Znone", "--build", str(tree), str(made))
    shutil.rmtree(tree)
    return made


def _version_there() -> str:
    form = "-f=${db:Status-Status} ${Version}"
    said = _run(["dpkg-query", "-W", form, "wats-station"], dict(os.environ)).stdout
    status, _, version = said.partition(" ")
    return version if status == "installed" else ""


def _run(command: list[str], environment: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def _quiet(*command: str) -> None:
    done = _run(list(command), {**os.environ, "DEBIAN_FRONTEND": "noninteractive"})
    assert done.returncode == 0, done.stdout + done.stderr
