"""The frozen Windows program, run under Wine: `packaging/dev.py windows` makes it."""

import json
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import defusedxml.ElementTree
import pefile
import pytest

import wats_station
from tests.architecture.source import ROOT
from tests.support.processes import wait_until
from tests.support.screen import Screen, running_screen
from windows import program_check, windows_python, wine_prefix
from windows.wine import Wine, running_wine, windows_path

pytestmark = pytest.mark.timeout(900)

_PLACE = ROOT / "build" / "package" / "windows"
_PROGRAM = _PLACE / "wats-station"
_CONSOLE = _PROGRAM / "wats-station.exe"
_WINDOWED = _PROGRAM / "wats-stationw.exe"
_COMMAND = 120.0  # s, for a command's answer under Wine on a loaded machine
_SELF_TEST = 600.0
_ASM = "{urn:schemas-microsoft-com:asm.v3}"
_SETTINGS = "http://schemas.microsoft.com/SMI/{}/WindowsSettings"


@pytest.fixture(scope="module", autouse=True)
def built() -> None:
    assert _CONSOLE.is_file(), "run python3 packaging/dev.py windows first"


@pytest.fixture(scope="module")
def screen() -> Iterator[Screen]:
    with running_screen("1600x1000") as screen:
        yield screen


@pytest.fixture(scope="module")
def wine(tmp_path_factory: pytest.TempPathFactory, screen: Screen) -> Iterator[Wine]:
    place = tmp_path_factory.mktemp("wine") / "prefix"
    display = screen.environment["DISPLAY"]
    with wine_prefix.running_copy(wine_prefix.template(), place, display) as wine:
        yield wine


def _answer(wine: Wine, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    return wine.run([windows_path(_CONSOLE), *arguments], limit=_COMMAND, folder=None, **variables)


def test_the_folder_is_fit_for_a_bare_windows_and_holds_no_stand_in() -> None:
    system = program_check.windows_dlls(wine_prefix.template())
    assert program_check.problems(_PROGRAM, system) == []
    names = {path.name.lower() for path in _PROGRAM.rglob("*")}
    assert not names.intersection(wine_prefix.stand_in_names())


def test_the_builds_own_python_is_not_shipped_beside_the_program() -> None:
    names = {path.name for path in _PROGRAM.rglob("*")}
    assert not names & {"python.exe", "pythonw.exe", "PyInstaller", "pytest", "pip", "_wmi.pyd"}
    assert (windows_python.python_folder() / "python.exe").is_file()


def test_the_sums_are_those_of_the_files() -> None:
    command = ["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"]
    done = subprocess.run(command, cwd=_PLACE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    summed = (_PLACE / "SHA256SUMS").read_text("utf-8")
    assert f"wats-station-{wats_station.__version__}-setup.exe" in summed
    assert "wats-station/wats-stationw.exe" in summed


@pytest.mark.parametrize("program", [_CONSOLE, _WINDOWED], ids=lambda each: each.name)
def test_the_file_properties_tell_what_it_is(program: Path) -> None:
    texts = _file_properties(program)
    assert texts["ProductName"] == "WATS Station"
    assert texts["FileDescription"]
    assert texts["CompanyName"]
    assert texts["ProductVersion"] == wats_station.__version__
    assert texts["FileVersion"] == wats_station.__version__
    assert texts["OriginalFilename"] == program.name


@pytest.mark.parametrize("program", [_CONSOLE, _WINDOWED], ids=lambda each: each.name)
def test_the_manifest_asks_for_what_the_program_needs(program: Path) -> None:
    manifest = defusedxml.ElementTree.fromstring(_resource(program, "RT_MANIFEST"))
    settings = {
        element.tag: element.text for element in manifest.iter() if "WindowsSettings" in element.tag
    }
    wanted = {
        (2016, "dpiAwareness"): "PerMonitorV2",
        (2016, "longPathAware"): "true",
        (2019, "activeCodePage"): "UTF-8",
    }
    for (year, name), value in wanted.items():
        assert settings[f"{{{_SETTINGS.format(year)}}}{name}"] == value
    (level,) = manifest.iter(f"{_ASM}requestedExecutionLevel")
    assert level.get("level") == "asInvoker"
    supported = [element.get("Id") for element in manifest.iter() if "supportedOS" in element.tag]
    assert "{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}" in supported, "Windows 10 and 11"


@pytest.mark.parametrize("program", [_CONSOLE, _WINDOWED], ids=lambda each: each.name)
def test_the_icon_has_every_size_that_windows_shows(program: Path) -> None:
    # Of a group of icons each entry has 14 bytes behind a head of 6; a width of 0 is 256.
    group = _resource(program, "RT_GROUP_ICON")
    widths = {group[6 + 14 * index] or 256 for index in range(int.from_bytes(group[4:6], "little"))}
    assert {16, 24, 32, 48, 256} <= widths


def test_it_tells_its_version(wine: Wine) -> None:
    done = _answer(wine, "--version")
    assert done.returncode == 0
    assert done.stdout.strip() == f"wats-station {wats_station.__version__}"


def test_wrong_arguments_are_told_in_the_terminal_with_their_exit_code(wine: Wine) -> None:
    done = _answer(wine, "--frobnicate")
    assert done.returncode == 2
    assert "unrecognized arguments: --frobnicate" in done.stdout


def test_the_site_server_serves_and_the_commands_ask_it(wine: Wine, tmp_path: Path) -> None:
    folder = windows_path(tmp_path / "site")
    command = [windows_path(_CONSOLE), "serve", "--port", "0", "--demo-data"]
    options = ["--demo-units", "5", "--data-dir", folder]
    with wine.start([*command, *options]) as server:
        try:
            address = _address(server)
            with urllib.request.urlopen(f"{address}/docs", timeout=_COMMAND) as page:
                assert b"swagger" in page.read().lower()
            token = (tmp_path / "site" / "site-token").read_text("utf-8").strip()
            asked = ["--server", address, "--data-dir", windows_path(tmp_path / "station")]
            unit = _answer(wine, "unit", "DEMO-1002", "--json", *asked, WATS_STATION_TOKEN=token)
            assert unit.returncode == 0, unit.stdout
            assert "CTRL-100" in unit.stdout
            told = _answer(wine, "doctor", "--json", *asked, WATS_STATION_TOKEN=token)
            found = json.loads(told.stdout[told.stdout.index("{\n") :])
            states = {check["name"]: check["state"] for check in found["checks"]}
            assert states["server"] == states["token"] == states["disk"] == "ok", states
        finally:
            server.terminate()


def test_keys_typed_at_the_window_show_a_unit(wine: Wine, screen: Screen, tmp_path: Path) -> None:
    log = tmp_path / "events.jsonl"
    options = ["--json-log", windows_path(log), "--data-dir", windows_path(tmp_path / "data")]
    with wine.start([windows_path(_WINDOWED), "--demo", *options]) as window:
        try:
            wait_until("the station online", _COMMAND, lambda: _event(log, state="online"))
            screen.activate("WATS Station")
            screen.type("DEMO-1002\r")
            wait_until("the outcome", 60.0, lambda: _event(log, event="scan.outcome"))
            outcome = _event(log, event="scan.outcome")
            assert outcome["text"] == "DEMO-1002"
            assert outcome["source"] == "wedge"
            assert outcome["outcome"] == "done"
            screen.activate("WATS Station")
            screen.key("alt+F4")
            assert window.wait(60.0) == 0
        finally:
            window.kill()


def test_the_self_test_passes(wine: Wine) -> None:
    done = wine.run([windows_path(_CONSOLE), "self-test"], limit=_SELF_TEST)
    assert done.returncode == 0, done.stdout[-4000:]


def test_another_prefix_ends_without_ending_this_one(wine: Wine, tmp_path: Path) -> None:
    with wine.start(["winver.exe"]) as other_program:
        try:
            with running_wine(tmp_path / "other") as other:
                other.end()
            assert other_program.poll() is None
        finally:
            other_program.kill()


def _address(server: "subprocess.Popen[str]") -> str:
    """What the site server says once it accepts."""
    said = []
    for line in server.stdout or ():
        if line.startswith("site server ready: "):
            return line.removeprefix("site server ready: ").strip()
        said.append(line)
    raise AssertionError(f"the site server ended: {said}")


def _event(log: Path, **wanted: str) -> dict[str, object]:
    """The last line of the log with these fields; empty when there is none."""
    found: dict[str, object] = {}
    if log.is_file():
        for line in log.read_text("utf-8").splitlines():
            event = json.loads(line)
            if wanted.items() <= event.items():
                found = event
    return found


def _file_properties(program: Path) -> dict[str, str]:
    with pefile.PE(str(program)) as module:
        return {
            name.decode(): text.decode()
            for info in module.FileInfo[0]
            for table in getattr(info, "StringTable", [])
            for name, text in table.entries.items()
        }


def _resource(program: Path, kind: str) -> bytes:
    with pefile.PE(str(program)) as module:
        for entry in module.DIRECTORY_ENTRY_RESOURCE.entries:
            if entry.id == pefile.RESOURCE_TYPE[kind]:
                place = entry.directory.entries[0].directory.entries[0].data.struct
                return bytes(module.get_data(place.OffsetToData, place.Size))
    raise AssertionError(f"{program.name} has no {kind}")
