"""The real installer with the real program, under Wine: installed, used, upgraded, taken off.

They need what `packaging/dev.py windows` makes.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pefile
import pytest

from frozen import build_stamp
from tests.end2end.test_offline import tags_of
from tests.packages.installation import ENTRY, Installation, c_path, installation
from tests.support.processes import ROOT, wait_until
from tests.support.screen import Screen, running_screen
from tests.support.site import TOKEN, Site, running_site
from tests.support.station import StationWindow
from windows.installer import build_installer, installer_name

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

BUILT = ROOT / "build" / "package" / "windows"
DONE, NEWER_IS_THERE = 0, 4


@pytest.fixture(scope="module")
def version() -> str:
    return build_stamp.version_of(ROOT)


@pytest.fixture(scope="module")
def installer(version: str) -> Path:
    made = BUILT / installer_name(version)
    assert made.is_file(), "there is no installer: run python3 packaging/dev.py windows first"
    return made


@pytest.fixture(scope="module")
def newer(version: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same program under a higher version."""
    major, minor, _ = version.split(".", 2)
    higher = f"{major}.{int(minor) + 1}.0"
    folder = tmp_path_factory.mktemp("newer")
    return build_installer(BUILT / "wats-station", folder, higher, compressor="zlib")


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    with running_screen() as shown:
        yield shown


@pytest.fixture
def place(screen: Screen, tmp_path: Path) -> Iterator[Installation]:
    with installation(tmp_path, screen.environment["DISPLAY"]) as made:
        yield made


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    # As a variable of the machine's: whoever starts the program there has it.
    monkeypatch.setenv("WATS_STATION_TOKEN", TOKEN)
    with running_site(tmp_path / "site") as served:
        yield served


class InstalledWindow(StationWindow):
    """The installed window, known by what it logs; it may be another process by and by."""

    def __init__(self, screen: Screen, place: Installation) -> None:
        self.screen = screen
        self.folder = place.data
        self._log = place.data / "events.jsonl"

    def ready(self, times: int) -> None:
        """Wait for its start of this number; then it has the keyboard."""
        wait_until("a start", 120.0, lambda: len(self.events("station.ready")) == times)
        self.window = self.screen.activate("WATS Station")


def opened(place: Installation, screen: Screen, folder: Path) -> InstalledWindow:
    """Open the window as the Start menu does, but for its log."""
    log = c_path(place.data / "events.jsonl")
    place.start(folder / "wats-stationw.exe", "--json-log", log, folder=folder)
    window = InstalledWindow(screen, place)
    window.ready(1)
    return window


def lay_settings(place: Installation, site: Site) -> str:
    """Settings that are nobody's standard; their text."""
    text = json.dumps({"server": site.url, "station": {"name": "BENCH 7"}}, indent=2)
    place.data.mkdir()
    (place.data / "settings.json").write_text(text)
    return text


def test_it_installs_the_program_which_passes_its_self_test(
    place: Installation, installer: Path, version: str
) -> None:
    before = place.files()
    assert place.set_up(installer) == DONE
    assert place.shortcut.is_file()
    entry = place.registry(rf"HKCU\{ENTRY}")
    assert (entry["DisplayVersion"], entry["InstallLocation"]) == (version, c_path(place.folder))
    assert 20_000 < int(entry["EstimatedSize"], 16) < 200_000
    for name in ("wats-station.exe", "wats-stationw.exe"):
        assert product_version(place.folder / name) == version
    console = c_path(place.folder / "wats-station.exe")
    said = place.wine.run([console, "--version"], limit=120.0)
    assert (said.returncode, said.stdout.strip()) == (0, f"wats-station {version}")
    tested = place.wine.run([console, "self-test"], limit=600.0)
    assert tested.returncode == 0, tested.stdout[-4000:]
    place.uninstall()
    assert place.files() == before
    assert place.registry(rf"HKCU\{ENTRY}") == {}


def test_an_upgrade_while_the_window_runs_keeps_settings_and_what_waits_in_the_outbox(
    place: Installation,
    installer: Path,
    newer: Path,
    site: Site,
    screen: Screen,
) -> None:
    before = place.files()
    assert place.set_up(installer) == DONE
    settings = lay_settings(place, site)
    window = opened(place, screen, place.folder)
    window.online()
    window.scan("DEMO-1003")
    assert window.scan("CMD-PHASE-Scrapped")["outcome"] == "done"
    assert site.unit("DEMO-1003")["unitPhaseId"] == 32
    site.kill()
    window.wait_for("link.changed", 10.0, lambda event: event["state"] == "offline")
    assert window.scan("CMD-TAG-Lot=LOT 7")["outcome"] == "queued"

    assert place.set_up(newer) == DONE
    window.ready(2)
    assert place.registry(rf"HKCU\{ENTRY}")["DisplayVersion"] in newer.name
    assert (place.data / "settings.json").read_text() == settings
    site.restart()
    wait_until("the tag", 60.0, lambda: tags_of(site, "DEMO-1003").get("Lot") == "LOT 7")
    rows = [row["new"] for row in site.history("DEMO-1003") if row["kind"] == "tag"]
    assert rows.count("LOT 7") == 1

    files, entry = place.files(), place.registry(rf"HKCU\{ENTRY}")
    assert place.set_up(installer) == NEWER_IS_THERE
    assert place.registry(rf"HKCU\{ENTRY}") == entry
    assert program_files(files) == program_files(place.files())

    # The window still runs, and ends in peace.
    place.uninstall()
    left = place.files() - before
    data = str(place.data.relative_to(place.drive))
    assert {each for each in left if not each.startswith(data)} == set()
    assert (place.data / "settings.json").read_text() == settings
    assert place.registry(rf"HKCU\{ENTRY}") == {}


def test_for_all_users_it_runs_from_program_files(
    place: Installation, installer: Path, version: str
) -> None:
    before = place.files()
    assert place.set_up(installer, "/AllUsers") == DONE
    console = c_path(place.for_all / "wats-station.exe")
    said = place.wine.run([console, "--version"], limit=120.0)
    assert (said.returncode, said.stdout.strip()) == (0, f"wats-station {version}")
    assert place.registry(rf"HKLM\{ENTRY}")["DisplayVersion"] == version
    place.uninstall(place.for_all)
    assert place.files() == before
    assert place.registry(rf"HKLM\{ENTRY}") == {}


def program_files(files: set[str]) -> set[str]:
    return {each for each in files if "/Programs/" in each}


def product_version(file: Path) -> str:
    with pefile.PE(str(file)) as program:
        for block in program.FileInfo[0]:
            for table in getattr(block, "StringTable", ()):
                return str(table.entries[b"ProductVersion"].decode())
    return ""
