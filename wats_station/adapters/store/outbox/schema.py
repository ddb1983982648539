"""The outbox's file: its tables, its bounds, and whether what is there can be used.

`synchronous=FULL`: what was committed outlives a power cut.
"""

import itertools
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from wats_station.domain.command import OutboxProblem

NAME = "outbox.sqlite"
VERSION = 1

# What has ended is kept for the panel: the newest so many of it.
KEPT_ENDED = 5_000
# The audit log keeps as long as it is told, and never more rows than these.
KEPT_AUDIT = 100_000

# How long a call waits for another process that is writing, in seconds.
_LOCK_WAIT = 5.0
_WAL_LIMIT = 4 * 1024 * 1024

_SCHEMA = """
CREATE TABLE IF NOT EXISTS command (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    server TEXT NOT NULL,
    serial_number TEXT NOT NULL,
    part_number TEXT NOT NULL,
    kind TEXT NOT NULL,
    action TEXT NOT NULL,
    operator TEXT NOT NULL,
    station TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    made TEXT NOT NULL,
    ahead REAL,
    scan TEXT NOT NULL,
    follows TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    why TEXT NOT NULL DEFAULT '',
    ended TEXT,
    seen INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS command_open ON command (number)
    WHERE state IN ('waiting', 'rejected');
CREATE INDEX IF NOT EXISTS command_seen ON command (number) WHERE seen = 1;
CREATE TABLE IF NOT EXISTS audit (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    what TEXT NOT NULL,
    operator TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    station TEXT NOT NULL,
    server TEXT NOT NULL,
    serial_number TEXT NOT NULL,
    part_number TEXT NOT NULL,
    old TEXT NOT NULL,
    new TEXT NOT NULL,
    scan TEXT NOT NULL,
    command TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS audit_at ON audit (at);
CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""

_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_FULL = (sqlite3.SQLITE_FULL,)
_READ_ONLY = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)


class DamagedOutboxProblem(OutboxProblem):
    """What is there is no database, or one that is broken."""


def opened(path: Path) -> sqlite3.Connection:
    """A connection to the file, made where there is none; for one thread.

    Raises `OutboxProblem`.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=_LOCK_WAIT, isolation_level=None)
    except (sqlite3.Error, OSError) as error:
        raise problem_of(path, error) from error
    try:
        _prepare(path, connection)
    except (sqlite3.Error, OSError) as error:
        connection.close()
        raise problem_of(path, error) from error
    except OutboxProblem:
        connection.close()
        raise
    return connection


def set_aside(path: Path) -> Path:
    """Move a damaged file to the first free `outbox.damaged-N.sqlite` beside it.

    Raises `OutboxProblem` when it cannot be moved.
    """
    names = (f"{path.stem}.damaged-{number}.sqlite" for number in itertools.count(1))
    aside = next(each for each in map(path.with_name, names) if not each.exists())
    try:
        path.rename(aside)
        # What SQLite keeps beside the file must not be taken for the new file's.
        for ending in ("-wal", "-shm"):
            with suppress(FileNotFoundError):
                path.with_name(path.name + ending).rename(f"{aside}{ending}")
    except OSError as error:
        raise problem_of(path, error) from error
    return aside


def problem_of(path: Path, error: Exception) -> OutboxProblem:
    """What is wrong with the file, and what to do about it."""
    # The low byte: SQLite tells in the others where it noticed.
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    said = " ".join(str(error).split())
    if code in _DAMAGED:
        return DamagedOutboxProblem(f"{path} is damaged ({said})")
    if code in _FULL:
        return OutboxProblem(f"the disk of {path.parent} is full: make room on it")
    if code in _READ_ONLY:
        return OutboxProblem(f"{path} cannot be written ({said}): make its folder writable")
    return OutboxProblem(f"{path}: {said}")


def _prepare(path: Path, connection: sqlite3.Connection) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        text = f"{path} is of a newer version of WATS Station: start that one"
        raise OutboxProblem(text)
    if version:
        with closing(connection.execute("PRAGMA quick_check(1)")) as cursor:
            (found,) = cursor.fetchone()
        if found != "ok":
            raise DamagedOutboxProblem(f"{path} is damaged ({' '.join(str(found).split())})")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA journal_size_limit = {_WAL_LIMIT}")
    if version == VERSION:
        return
    connection.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version = {VERSION}; COMMIT")
