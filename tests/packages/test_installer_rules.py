"""What the installer promises, with a stand-in for the program: seconds, not minutes."""

from collections.abc import Iterator
from pathlib import Path

import pefile
import pytest

from tests.packages.installation import (
    ENTRY,
    RUN,
    Installation,
    c_path,
    fake_program,
    installation,
)
from tests.support.processes import wait_until
from windows.installer import build_installer

pytestmark = pytest.mark.timeout(300)

# As packaging/windows/nsis/outcomes.nsh has them.
DONE, STILL_RUNS, NEWER_IS_THERE, FOREIGN_FOLDER, OLD_WINDOWS = 0, 3, 4, 6, 8


@pytest.fixture(scope="module")
def installers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Three versions of the stand-in."""
    folder = tmp_path_factory.mktemp("installers")
    program = fake_program(folder)
    return {
        version: build_installer(program, folder / "out", version, compressor="zlib")
        for version in ("0.8.0", "0.9.0", "0.10.0")
    }


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Installation]:
    with installation(tmp_path) as made:
        yield made


def start(place: Installation, folder: Path) -> None:
    """Have the window run, and wait until it does."""
    before = starts(folder)
    place.start(folder / "wats-stationw.exe")
    wait_until("the stand-in's start", 20.0, lambda: starts(folder) > before)


def starts(folder: Path) -> int:
    file = folder / "started.txt"
    return len(file.read_text().splitlines()) if file.exists() else 0


def test_it_installs_for_one_user_and_uninstalls_without_a_trace(
    place: Installation, installers: dict[str, Path]
) -> None:
    before = place.files()
    run_before = place.registry(rf"HKCU\{RUN}")
    assert place.set_up(installers["0.9.0"]) == DONE
    assert {each.name for each in place.folder.iterdir()} == {
        "_internal", "uninstall.exe", "wats-station.exe", "wats-stationw.exe",
    }  # fmt: skip
    assert place.shortcut.is_file()
    entry = place.registry(rf"HKCU\{ENTRY}")
    folder = c_path(place.folder)
    assert entry["DisplayName"] == "WATS Station"
    assert entry["DisplayVersion"] == "0.9.0"
    assert entry["DisplayIcon"] == f"{folder}\\wats-stationw.exe"
    assert entry["InstallLocation"] == folder
    assert entry["UninstallString"] == f'"{folder}\\uninstall.exe"'
    assert entry["QuietUninstallString"] == f'"{folder}\\uninstall.exe" /S'
    assert entry["Publisher"]
    assert int(entry["EstimatedSize"], 16) > 0
    assert (entry["NoModify"], entry["NoRepair"]) == ("0x1", "0x1")
    assert place.registry(rf"HKCU\{RUN}") == run_before
    assert place.registry(rf"HKLM\{ENTRY}") == {}
    place.data.mkdir()
    (place.data / "settings.json").write_text("{}")
    place.uninstall()
    data = {str(each.relative_to(place.drive)) for each in (place.data, *place.data.iterdir())}
    assert place.files() - before == data
    assert before - place.files() == set()
    assert place.registry(rf"HKCU\{ENTRY}") == {}


def test_what_starts_at_logon_stays_over_an_upgrade_until_a_switch_says_otherwise(
    place: Installation, installers: dict[str, Path]
) -> None:
    program = f'"{c_path(place.folder)}\\wats-stationw.exe"'
    window, agent = {"WATS Station": program}, {"WATS Station agent": f"{program} agent"}
    assert place.set_up(installers["0.8.0"], "/LogonWindow=1", "/LogonAgent=1") == DONE
    assert place.registry(rf"HKCU\{RUN}") == window | agent
    assert place.set_up(installers["0.9.0"]) == DONE
    assert place.registry(rf"HKCU\{RUN}") == window | agent
    assert place.set_up(installers["0.9.0"], "/LogonWindow=0") == DONE
    assert place.registry(rf"HKCU\{RUN}") == agent
    place.uninstall()
    assert place.registry(rf"HKCU\{RUN}") == {}


def test_an_upgrade_ends_what_runs_replaces_every_file_and_starts_it_again(
    place: Installation, installers: dict[str, Path]
) -> None:
    assert place.set_up(installers["0.9.0"]) == DONE
    start(place, place.folder)
    (place.folder / "_internal" / "stale.dll").write_bytes(b"old")
    # 0.10 is newer than 0.9.
    assert place.set_up(installers["0.10.0"]) == DONE
    wait_until("the start of the new one", 20.0, lambda: starts(place.folder) == 1)
    assert not (place.folder / "_internal" / "stale.dll").exists()
    assert place.registry(rf"HKCU\{ENTRY}")["DisplayVersion"] == "0.10.0"
    assert [each.name for each in place.folder.parent.iterdir()] == [place.folder.name]


def test_a_downgrade_is_refused_and_changes_nothing(
    place: Installation, installers: dict[str, Path]
) -> None:
    assert place.set_up(installers["0.10.0"]) == DONE
    start(place, place.folder)
    before = place.files(), place.registry(rf"HKCU\{ENTRY}")
    assert place.set_up(installers["0.9.0"]) == NEWER_IS_THERE
    assert (place.files(), place.registry(rf"HKCU\{ENTRY}")) == before
    assert starts(place.folder) == 1
    assert place.log()[-1].startswith("A newer version (0.10.0) is installed; this is 0.9.0.")


def test_what_does_not_end_is_left_whole(place: Installation, installers: dict[str, Path]) -> None:
    assert place.set_up(installers["0.8.0"]) == DONE
    start(place, place.folder)
    (place.folder / "stubborn.txt").touch()
    before = place.files(), place.registry(rf"HKCU\{ENTRY}")
    assert place.set_up(installers["0.9.0"]) == STILL_RUNS
    assert (place.files(), place.registry(rf"HKCU\{ENTRY}")) == before
    place.uninstall()
    assert place.log()[-1].startswith("WATS Station does not end.")
    assert (place.files(), place.registry(rf"HKCU\{ENTRY}")) == before


def test_a_folder_with_something_else_in_it_is_left_alone(
    place: Installation, installers: dict[str, Path]
) -> None:
    other = place.drive / "other"
    other.mkdir()
    (other / "thesis.txt").write_text("mine")
    assert place.set_up(installers["0.9.0"], "/D=C:\\other") == FOREIGN_FOLDER
    assert [each.name for each in other.iterdir()] == ["thesis.txt"]
    assert place.set_up(installers["0.9.0"], "/D=C:\\stations\\one") == DONE
    assert (place.drive / "stations" / "one" / "wats-stationw.exe").is_file()
    # The next one goes where this one is.
    assert place.set_up(installers["0.10.0"]) == DONE
    assert not place.folder.exists()
    place.uninstall(place.drive / "stations" / "one")


def test_one_that_was_cut_off_between_old_and_new_is_made_whole(
    place: Installation, installers: dict[str, Path]
) -> None:
    assert place.set_up(installers["0.8.0"]) == DONE
    place.folder.rename(place.folder.with_name("WATS Station.old"))
    (place.folder.with_name("WATS Station.new") / "_internal").mkdir(parents=True)
    assert place.set_up(installers["0.9.0"]) == DONE
    assert [each.name for each in place.folder.parent.iterdir()] == [place.folder.name]
    assert (place.folder / "_internal" / "part.dll").is_file()


def test_for_all_users_it_goes_into_program_files(
    place: Installation, installers: dict[str, Path]
) -> None:
    before = place.files()
    assert place.set_up(installers["0.8.0"], "/AllUsers", "/LogonAgent=1") == DONE
    assert (place.for_all / "wats-stationw.exe").is_file()
    assert place.shortcut_for_all.is_file()
    assert place.registry(rf"HKLM\{ENTRY}")["DisplayVersion"] == "0.8.0"
    assert place.registry(rf"HKCU\{ENTRY}") == {}
    program = f'"{c_path(place.for_all)}\\wats-stationw.exe" agent'
    assert place.registry(rf"HKLM\{RUN}")["WATS Station agent"] == program
    # Without a switch it is upgraded where it is.
    assert place.set_up(installers["0.9.0"]) == DONE
    assert place.registry(rf"HKLM\{ENTRY}")["DisplayVersion"] == "0.9.0"
    assert not place.folder.exists()
    place.uninstall(place.for_all)
    assert place.files() == before
    assert place.registry(rf"HKLM\{ENTRY}") == {}
    assert "WATS Station agent" not in place.registry(rf"HKLM\{RUN}")


def test_an_old_windows_is_refused(place: Installation, installers: dict[str, Path]) -> None:
    place.wine.run(["winecfg", "-v", "win81"], limit=60.0)
    assert place.set_up(installers["0.9.0"]) == OLD_WINDOWS
    assert not place.folder.exists()


def test_its_properties_say_what_it_is(installers: dict[str, Path]) -> None:
    with pefile.PE(str(installers["0.10.0"])) as program:
        texts = {
            key.decode(): value.decode()
            for block in program.FileInfo[0]
            if hasattr(block, "StringTable")
            for key, value in block.StringTable[0].entries.items()
        }
        fixed = program.VS_FIXEDFILEINFO[0]
    assert texts["ProductName"] == "WATS Station"
    assert texts["ProductVersion"] == texts["FileVersion"] == "0.10.0"
    assert texts["CompanyName"]
    assert (fixed.FileVersionMS, fixed.FileVersionLS) == (10, 0)
