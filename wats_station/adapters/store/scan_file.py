"""The SQLite file that holds recorded scans: its schema, its rows, and what to do when damaged.

Whatever is wrong with it is a `RecorderProblem` that names the file and why.
"""

import itertools
import json
import math
import sqlite3
from collections.abc import Collection
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wats_station.domain.scan_record import KEPT, RecorderProblem, ScanRecord

NAME = "scans.sqlite"
VERSION = 1

# How long a call waits for another process that has the file locked, in seconds.
_LOCK_WAIT = 1.0
_COLUMNS = (
    "at, source, port, raw, gaps_ms, text, other, rule, fields,"
    " meaning, panel, outcome, reason, latency_ms, shown_ms"
)
_SCHEMA = f"CREATE TABLE IF NOT EXISTS scans (id INTEGER PRIMARY KEY, {_COLUMNS})"
_INSERT = f"INSERT INTO scans ({_COLUMNS}) VALUES ({', '.join('?' * 15)})"  # noqa: S608
# Ids have no holes, since only the oldest are ever deleted.
_PRUNE = "DELETE FROM scans WHERE id <= (SELECT max(id) FROM scans) - ?"
_NEWEST = f"SELECT {_COLUMNS} FROM scans ORDER BY id DESC LIMIT ?"  # noqa: S608
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class DamagedFileProblem(RecorderProblem):
    """What is there is no database, or one that is broken."""


class NewerFileProblem(RecorderProblem):
    """A newer version of this program wrote the file; this one must leave it alone."""


class ScanFile:
    """The file as its one writer sees it; every call may block and is made in one thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None

    def add(self, records: Collection[ScanRecord]) -> None:
        """Write all of them or none, oldest first; the newest `KEPT` scans of the file stay.

        Opens the file, or starts a new one, where it is not open. Raises `RecorderProblem`,
        after which the next call opens it again.
        """
        try:
            if self._connection is None:
                self._connection = self._opened()
            if records:
                _insert(self._connection, records)
        except (sqlite3.Error, OSError) as error:
            self.close()
            raise _problem(self.path, error) from error

    def close(self) -> None:
        """Let go of the file."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()

    def set_aside(self) -> Path:
        """Move the file to the first free `scans.damaged-N.sqlite` beside it.

        Raises `RecorderProblem` when it cannot be moved.
        """
        self.close()
        names = (f"{self.path.stem}.damaged-{number}.sqlite" for number in itertools.count(1))
        aside = next(path for path in map(self.path.with_name, names) if not path.exists())
        try:
            self.path.rename(aside)
            # What SQLite keeps beside the file must not be taken for the new file's.
            for ending in ("-wal", "-shm"):
                with suppress(FileNotFoundError):
                    self.path.with_name(self.path.name + ending).rename(f"{aside}{ending}")
        except OSError as error:
            raise _problem(self.path, error) from error
        return aside

    def _opened(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if self.path.exists():
            _check(self.path)
        connection = sqlite3.connect(self.path, timeout=_LOCK_WAIT, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute(_SCHEMA)
                connection.execute(f"PRAGMA user_version = {VERSION}")
        except sqlite3.Error:
            connection.close()
            raise
        return connection


def newest(path: Path, count: int) -> tuple[ScanRecord, ...]:
    """At most `count` scans of a file, and never more than `KEPT`, newest first.

    For any thread: it reads through a connection of its own. Raises `RecorderProblem`.
    """
    try:
        with closing(_reading(path)) as connection:
            rows = connection.execute(_NEWEST, (min(max(count, 0), KEPT),))
            return tuple(_record(row) for row in rows)
    except (sqlite3.Error, ValueError, TypeError) as error:
        raise _problem(path, error) from error


def _check(path: Path) -> None:
    """Raise what stands against writing to a file; it is not touched."""
    with closing(_reading(path)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            text = f"{path}: a newer version of WATS Station wrote it"
            raise NewerFileProblem(text)
        (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise DamagedFileProblem(f"{path}: {_one_line(found)}")


def _reading(path: Path) -> sqlite3.Connection:
    address = path.absolute().as_uri()
    if not address.startswith("file:///"):
        # SQLite takes the server of a Windows share as part of the path only.
        address = address.replace("file://", "file:////", 1)
    return sqlite3.connect(f"{address}?mode=ro", uri=True, timeout=_LOCK_WAIT)


def _insert(connection: sqlite3.Connection, records: Collection[ScanRecord]) -> None:
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(_INSERT, map(_row, records))
        connection.execute(_PRUNE, (KEPT,))


def _row(record: ScanRecord) -> tuple[str | bytes | float | None, ...]:
    return (
        record.at.astimezone(UTC).isoformat(),
        _kept_text(record.source),
        _kept_text(record.port),
        record.raw,
        json.dumps(record.gaps_ms),
        _kept_text(record.text),
        _kept_text(record.other),
        _kept_text(record.rule),
        # Escapes would join two halves of a surrogate pair that came apart.
        _kept_text(json.dumps(record.fields, ensure_ascii=False)),
        _kept_text(record.meaning),
        _kept_text(record.panel),
        _kept_text(record.outcome),
        _kept_text(record.reason),
        record.latency_ms,
        record.shown_ms,
    )


def _record(row: tuple[Any, ...]) -> ScanRecord:
    """The scan of a row; raises ValueError or TypeError where it is not one of ours."""
    at, source, port, raw, gaps, text, other, rule, fields, *ended, latency, shown = row
    meaning, panel, outcome, reason = map(_text, ended)
    return ScanRecord(
        at=datetime.fromisoformat(at),
        source=_text(source),
        port=_text(port),
        raw=raw,
        gaps_ms=tuple(json.loads(gaps)),
        text=_text(text),
        other=_text(other),
        rule=_text(rule),
        fields=tuple((name, value, known) for name, value, known in json.loads(_text(fields))),
        meaning=meaning,
        panel=panel,
        outcome=outcome,
        reason=reason,
        # SQLite keeps what is not a number as NULL.
        latency_ms=math.nan if latency is None else latency,
        shown_ms=shown,
    )


def _kept_text(text: str) -> str | bytes:
    """Text as it is, or as bytes where a scanner sent what is no Unicode text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode(errors="surrogatepass")
    return text


def _text(kept: str | bytes) -> str:
    return kept if isinstance(kept, str) else kept.decode(errors="surrogatepass")


def _problem(path: Path, error: Exception) -> RecorderProblem:
    # The low byte: SQLite tells in the others where it noticed.
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    kind = DamagedFileProblem if code in _DAMAGED else RecorderProblem
    reason = error.strerror if isinstance(error, OSError) else None
    return kind(f"{path}: {reason or _one_line(str(error))}")


def _one_line(text: str) -> str:
    return " ".join(text.split())
