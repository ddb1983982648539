"""What is in a bundle for support, each part read by itself: any of them may be damaged."""

import json
import locale
import os
import platform
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from wats_station import __version__
from wats_station.adapters.clock import utc_now
from wats_station.adapters.crash_file import FOLDER as CRASHES
from wats_station.adapters.settings_file.document import NAME as SETTINGS
from wats_station.adapters.settings_file.fleet import COPY as FLEET
from wats_station.adapters.store.outbox.schema import NAME as OUTBOX
from wats_station.adapters.store.scan_file import NAME as SCANS
from wats_station.adapters.store.scan_file import newest
from wats_station.adapters.store.scan_lines import write_lines
from wats_station.station.doctor.known_secrets import SITE_TOKEN, TOKENS
from wats_station.station.doctor.sqlite_file import reading

_SCANS_TAKEN = 500
_REPORTS, _LISTED = 30, 5_000
_LONGEST = 500_000
# What holds secrets, or names people for no reason.
_LEFT_OUT = frozenset({TOKENS, SITE_TOKEN, "operators.json", "pin-tries.json"})
_LIBRARIES = ("PySide6-Essentials", "qasync", "httpx", "pydantic", "keyring", "zxing-cpp")


class Part(NamedTuple):
    """A file of the bundle; `read` gives its text, and may raise whatever reading raises."""

    name: str
    read: Callable[[], str]


def parts_of(folder: Path, findings: Callable[[], str]) -> Iterator[Part]:
    """Every part; `findings` is what the doctor says. Raises OSError where no name can be read."""
    yield Part("doctor.json", findings)
    yield Part("system.json", lambda: _system(folder))
    yield Part("files.txt", lambda: _files(folder))
    yield Part("settings.json", lambda: _text(folder / SETTINGS))
    yield Part("settings-in-force.json", lambda: _settings(folder))
    yield Part("fleet.json", lambda: _text(folder / FLEET))
    yield Part("outbox.json", lambda: _outbox(folder / OUTBOX))
    yield Part("scans.jsonl", lambda: _scans(folder / SCANS))
    reports = sorted((folder / CRASHES).glob("*.txt"), reverse=True)
    for path in reports[:_REPORTS]:
        yield Part(f"{CRASHES}/{_ascii(path.name)}", _reader(path))


def _reader(path: Path) -> Callable[[], str]:
    return lambda: _text(path)


def _text(path: Path) -> str:
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.read(_LONGEST)


def _ascii(name: str) -> str:
    return name.encode("ascii", "replace").decode().replace("?", "_").replace("\\", "_")


def _system(folder: Path) -> str:
    now = utc_now()
    content = {
        "version": __version__,
        "made": now.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "time_zone": now.astimezone().strftime("%Z %z"),
        "python": sys.version,
        "system": platform.platform(),
        "machine": platform.machine(),
        "processors": os.cpu_count(),
        "packaged": bool(getattr(sys, "frozen", False)),
        "encoding": locale.getpreferredencoding(False),
        "sqlite": sqlite3.sqlite_version,
        "libraries": {name: _version(name) for name in _LIBRARIES},
        "data_folder": str(folder),
        # Their names alone.
        "environment": sorted(name for name in os.environ if name.startswith("WATS_STATION_")),
    }
    return json.dumps(content, indent=2)


def _version(library: str) -> str:
    with suppress(metadata.PackageNotFoundError):
        return metadata.version(library)
    return "not installed"


def _files(folder: Path) -> str:
    """Size in bytes and name of each file; what cannot be looked at says why."""
    lines = []
    for place, folders, names in os.walk(folder, onerror=lambda error: lines.append(_no(error))):
        folders.sort()
        for path in sorted(Path(place, name) for name in names):
            try:
                size = f"{path.lstat().st_size:>12}"
            except OSError as error:
                lines.append(_no(error))
                continue
            kept = "  (left out)" if path.name in _LEFT_OUT else ""
            lines.append(f"{size}  {path.relative_to(folder)}{kept}")
        if len(lines) > _LISTED:
            lines[_LISTED:] = ["and more"]
            break
    return "\n".join(lines) + "\n"


def _no(error: OSError) -> str:
    return f"{'?':>12}  {error.filename}: {error.strerror}"


def _settings(folder: Path) -> str:
    """Each setting in force, and where its value comes from."""
    from wats_station.station.settings_listing import as_json, listing

    return as_json(listing(folder))


def _outbox(path: Path) -> str:
    """Counts alone: what the commands say stays at the station."""
    if not path.exists():
        raise FileNotFoundError(path)
    with closing(reading(path)) as database:
        commands = dict(database.execute("SELECT state, count(*) FROM command GROUP BY state"))
        audit = dict(database.execute("SELECT outcome, count(*) FROM audit GROUP BY outcome"))
        (check,) = database.execute("PRAGMA quick_check(1)").fetchone()
    return json.dumps({"commands": commands, "audit": audit, "check": check}, indent=2)


def _scans(path: Path) -> str:
    """The last scans, oldest first, a JSON object a line."""
    if not path.exists():
        raise FileNotFoundError(path)
    with tempfile.TemporaryDirectory() as place:
        lines = Path(place) / "scans.jsonl"
        write_lines(lines, reversed(newest(path, _SCANS_TAKEN)))
        return lines.read_text(encoding="ascii")
