"""The bundle for support: one zip with what was found, and nothing secret.

What cannot be read is named in it: a bundle is made of folders that are in disorder.
"""

import io
import json
import os
import platform
import sqlite3
import sys
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from wats_station import __version__
from wats_station.adapters.crash_file import scrubbed

_SCANS = 500
# What holds secrets, or names people for no reason.
_LEFT_OUT = frozenset({"token.json", "site-token", "operators.json", "pin-tries.json"})


class BundleProblem(Exception):
    """The bundle cannot be written; the text is one line that says what to do."""


def write_bundle(folder: Path, file: Path, findings: str) -> int:
    """Write the zip; its size in bytes. An existing file is left alone.

    Raises `BundleProblem`.
    """
    if file.exists():
        raise BundleProblem(f"{file} exists already: name another file")
    content = _zipped(folder, findings)
    part: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=file.absolute().parent, prefix=file.name)
        part = Path(name)
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        part.replace(file)
    except OSError as error:
        if part is not None:
            with suppress(OSError):
                part.unlink()
        raise BundleProblem(f"{file}: {error.strerror or error}") from error
    return len(content)


def _zipped(folder: Path, findings: str) -> bytes:
    problems: list[str] = []
    target = io.BytesIO()
    parts: dict[str, Callable[[], str]] = {
        "doctor.json": lambda: findings,
        "system.json": _system,
        "files.txt": lambda: _files(folder),
        "settings.json": lambda: _text(folder / "settings.json"),
        "outbox.json": lambda: _outbox(folder / "outbox.sqlite"),
        "scans.jsonl": lambda: _scans(folder),
    }
    for report in sorted((folder / "crashes").glob("*.txt")):
        parts[f"crashes/{report.name}"] = lambda report=report: _text(report)  # type: ignore[misc]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, read in parts.items():
            try:
                bundle.writestr(name, scrubbed(read()))
            except FileNotFoundError:
                problems.append(f"{name}: there is none")
            except (OSError, sqlite3.Error, ValueError, BundleProblem) as error:
                problems.append(f"{name}: {' '.join(str(error).split())}")
        bundle.writestr("problems.txt", "\n".join(problems) + "\n" if problems else "none\n")
    return target.getvalue()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _system() -> str:
    return json.dumps(
        {
            "version": __version__,
            "python": sys.version,
            "system": platform.platform(),
            "machine": platform.machine(),
            "packaged": bool(getattr(sys, "frozen", False)),
        },
        indent=2,
    )


def _files(folder: Path) -> str:
    lines = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            kept = "" if path.name not in _LEFT_OUT else "  (left out)"
            lines.append(f"{path.stat().st_size:>12}  {path.relative_to(folder)}{kept}")
    return "\n".join(lines) + "\n"


def _outbox(path: Path) -> str:
    """Counts by state: what the commands say stays at the station."""
    if not path.exists():
        raise FileNotFoundError(path)
    with closing(_reading(path)) as database:
        states = dict(database.execute("SELECT state, count(*) FROM command GROUP BY state"))
        (entries,) = database.execute("SELECT count(*) FROM audit").fetchone()
        (check,) = database.execute("PRAGMA quick_check(1)").fetchone()
    return json.dumps({"commands": states, "audit_entries": entries, "check": check}, indent=2)


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=1.0)


def _scans(folder: Path) -> str:
    from wats_station.adapters.store.scan_file import NAME, newest
    from wats_station.adapters.store.scan_lines import write_lines
    from wats_station.domain.scan_record import RecorderProblem

    if not (folder / NAME).exists():
        raise FileNotFoundError(folder / NAME)
    with tempfile.TemporaryDirectory() as place:
        lines = Path(place) / "scans.jsonl"
        try:
            write_lines(lines, reversed(newest(folder / NAME, _SCANS)))
        except RecorderProblem as problem:
            raise BundleProblem(str(problem)) from problem
        return _text(lines)
