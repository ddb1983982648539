"""This computer: settings, disk, the scan record, sound, and serial scanners."""

import os
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from wats_station import __version__
from wats_station.domain.scanner_port import PortState, PortStatus, SerialSettings
from wats_station.domain.settings import Settings, SettingsProblem
from wats_station.paths import build_stamp
from wats_station.station.about import read_stamp
from wats_station.station.doctor.finding import Finding, failed, note, ok
from wats_station.station.doctor.sqlite_file import reading

_MEGABYTE = 1_000_000
_LEAST_FREE, _GOOD_FREE = 100 * _MEGABYTE, 500 * _MEGABYTE


def check_program() -> Finding:
    """Which program this is: its version, and of a package the commit that it was built from."""
    try:
        commit, built = read_stamp(build_stamp())
    except (OSError, ValueError, KeyError) as error:
        hint = "install the package again: a file of its own is broken"
        return failed("program", f"{__version__}, {build_stamp()}: {error}", hint)
    return ok("program", f"{__version__}, build {commit} of {built}" if commit else __version__)


def check_settings(folder: Path) -> tuple[Settings, Finding]:
    """The kept settings, standard ones where they cannot be read, and whether they can."""
    from wats_station.adapters.settings_file import SettingsFile

    file = SettingsFile(folder)
    try:
        settings = file.read()
    except SettingsProblem as problem:
        hint = "correct the file, or move it away to begin afresh"
        return Settings(), failed("settings", problem.detail, hint)
    there = file.path.exists()
    return settings, ok("settings", str(file.path) if there else "standard ones, none kept yet")


def check_disk(folder: Path) -> Finding:
    """Whether the data folder can be written, and has room."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder) as file:
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())
        free = shutil.disk_usage(folder).free
    except OSError as error:
        hint = "give this user the right to write there, or another folder with --data-dir"
        return failed("disk", f"{folder} cannot be written: {error.strerror}", hint)
    room = f"{folder}: {free // _MEGABYTE} MB free"
    if free < _LEAST_FREE:
        return failed("disk", room, "make room: what is done may not be kept any more")
    if free < _GOOD_FREE:
        return note("disk", room, "make room soon")
    return ok("disk", room)


def check_database(folder: Path) -> Finding:
    """Whether the record of scans is whole."""
    path = folder / "scans.sqlite"
    if not path.exists():
        return ok("database", "no scans recorded yet")
    try:
        with closing(reading(path)) as database:
            (said,) = database.execute("PRAGMA quick_check(1)").fetchone()
            (count,) = database.execute("SELECT count(*) FROM scans").fetchone()
    except sqlite3.Error as error:
        said, count = str(error), 0
    if said != "ok":
        return failed("database", f"{path}: {said}", "move the file away: a new one is begun")
    return ok("database", f"{path}: {count} scans")


def check_sound() -> Finding:
    """Whether outcomes can be heard."""
    try:
        from wats_station.ui.headless import have_application
        from wats_station.ui.sounds import audio_problem
    except ImportError as error:
        return failed("sound", f"the window's libraries do not load: {error}", _LIBRARIES)
    have_application()
    problem = audio_problem()
    if problem:
        return note("sound", f"none, the screen flashes instead: {problem}")
    return ok("sound", "there is an audio device")


_RIGHTS = {
    "linux": "add the user to the group that owns it, as a rule dialout, and log in again",
}
_LIBRARIES = "on Debian install libegl1 libgl1 libdbus-1-3 libfontconfig1 libxkbcommon-x11-0"


def check_scanners(ports: tuple[SerialSettings, ...]) -> tuple[Finding, ...]:
    """Whether each serial scanner's port can be opened as it is set."""
    if not ports:
        return (note("scanners", "no serial scanner is set up"),)
    try:
        from wats_station.adapters.scanners.serial_port import present_ports, probe
        from wats_station.ui.headless import have_application
    except ImportError as error:
        return (failed("scanners", f"the serial driver does not load: {error}", _LIBRARIES),)
    have_application()
    there = ", ".join(present_ports()) or "none"
    return tuple(_scanner(probe(port), there) for port in ports)


def _scanner(status: PortStatus, there: str) -> Finding:
    name = f"scanner {status.port}"
    match status.state:
        case PortState.OPEN | PortState.CLOSED:
            return ok(name, "can be opened")
        case PortState.MISSING:
            hint = f"plug it in, or check its name in Settings; ports that are there: {there}"
            return failed(name, f"not there: {status.detail}", hint)
        case PortState.BUSY:
            hint = "close the program that has it; a station window that runs holds its own ports"
            return failed(name, f"another program has it: {status.detail}", hint)
        case PortState.DENIED:
            hint = _RIGHTS.get(sys.platform, "run the station as a user who may use the port")
            return failed(name, f"this user may not open it: {status.detail}", hint)
        case PortState.FAILED:
            hint = "check baud rate and format in Settings"
            return failed(name, f"does not work: {status.detail}", hint)
