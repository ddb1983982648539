"""The SQLite file that keeps unfinished work, and what to do when it is damaged.

`synchronous=FULL`: what was kept outlives a power cut. Whatever is wrong with it is a
`DraftProblem` that names the file and what to do.
"""

import itertools
import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from wats_station.domain.draft import (
    LARGEST_DRAFT,
    MOST_DRAFTS,
    Draft,
    DraftKey,
    DraftKind,
    DraftProblem,
)

_log = logging.getLogger(__name__)

T = TypeVar("T")

NAME = "drafts.sqlite"
VERSION = 1

# How long a call waits for another process that is writing, in seconds.
_LOCK_WAIT = 5.0
_WAL_LIMIT = 4 * 1024 * 1024

_COLUMNS = "kind, serial_number, part_number, server, content, operator, changed"
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS draft (
    kind NOT NULL, serial_number NOT NULL, part_number NOT NULL, server NOT NULL,
    content NOT NULL, operator NOT NULL, changed NOT NULL,
    PRIMARY KEY (kind, serial_number, part_number, server)
);
PRAGMA user_version = {VERSION};
"""
_WHERE = "WHERE kind = ? AND serial_number = ? AND part_number = ? AND server = ?"
_KEEP = f"INSERT OR REPLACE INTO draft ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
_OTHERS = f"SELECT count(*) FROM draft WHERE rowid NOT IN (SELECT rowid FROM draft {_WHERE})"  # noqa: S608
_REMOVE = f"DELETE FROM draft {_WHERE}"  # noqa: S608
_ALL = f"SELECT {_COLUMNS} FROM draft ORDER BY changed DESC, rowid DESC"  # noqa: S608
_NUMBERS = "SELECT rowid FROM draft"
_ONE = f"SELECT {_COLUMNS} FROM draft WHERE rowid = ?"  # noqa: S608

_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_READ_ONLY = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)


class DamagedDraftsProblem(DraftProblem):
    """What is there is no database, one that is broken, or holds what is no draft."""


class DraftFile:
    """The drafts of a data folder; every call may block, and may come from any thread.

    `told` is called with one line when a damaged file was moved aside, and must not raise:
    what could still be read of it is in the new one.
    """

    def __init__(self, folder: Path, *, told: Callable[[str], None] = _log.warning) -> None:
        self.path = folder / NAME
        self._told = told
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def keep(self, draft: Draft) -> None:
        """Keep it instead of the unit's last one of this kind; it is on the disk then.

        Raises `DraftProblem`, and for one that is too large, or one too many: nothing that
        was kept makes way for it.
        """
        size = len(draft.content.encode(errors="surrogatepass"))
        if size > LARGEST_DRAFT:
            text = (
                f"this draft is too large to be kept ({size} bytes, at most {LARGEST_DRAFT}):"
                " hand it in, or take out a photo"
            )
            raise DraftProblem(text)
        self._run(lambda connection: _insert(connection, draft))

    def remove(self, key: DraftKey) -> None:
        """Forget it, once it was handed in or thrown away; raises `DraftProblem`."""
        self._run(lambda connection: connection.execute(_REMOVE, _key_values(key)))

    def all(self) -> tuple[Draft, ...]:
        """Every draft, the one changed last first; raises `DraftProblem`."""
        return self._run(self._drafts)

    def close(self) -> None:
        """Let go of the file; the next call opens it again."""
        with self._lock:
            self._let_go()

    def _run(self, job: Callable[[sqlite3.Connection], T]) -> T:
        with self._lock:
            try:
                return self._done(job)
            except DamagedDraftsProblem as damage:
                self._begin_anew(damage)
                return self._done(job)

    def _done(self, job: Callable[[sqlite3.Connection], T]) -> T:
        """What the job gives once it is committed; after a problem the file is opened anew."""
        try:
            if self._connection is None:
                self._connection = _opened(self.path)
            with _transaction(self._connection):
                return job(self._connection)
        except DraftProblem:
            raise
        except (sqlite3.Error, OSError) as error:
            self._let_go()
            raise _problem(self.path, error) from error

    def _drafts(self, connection: sqlite3.Connection) -> tuple[Draft, ...]:
        try:
            return tuple(map(_draft, connection.execute(_ALL)))
        except (ValueError, TypeError) as error:
            text = f"{self.path} is damaged (a row of it is no draft)"
            raise DamagedDraftsProblem(text) from error

    def _begin_anew(self, damage: DamagedDraftsProblem) -> None:
        self._let_go()
        aside = _set_aside(self.path)
        rescued, lost = _rescue(aside)
        try:
            with closing(_opened(self.path)) as new, _transaction(new):
                for draft in rescued:
                    _insert(new, draft)
        except (sqlite3.Error, OSError) as error:
            raise _problem(self.path, error) from error
        text = f"{damage}; it is kept as {aside.name}, {len(rescued)} drafts were rescued"
        self._told(f"{text}, {lost}" if lost else text)

    def _let_go(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            # What was committed is there; SQLite tidies up at the next opening.
            with suppress(sqlite3.Error):
                connection.close()


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing, and no other process in between."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            with suppress(sqlite3.Error):  # the first failure is the one to tell
                connection.execute("ROLLBACK")
        raise


def _opened(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Many threads, one at a time: see DraftFile's lock.
    connection = sqlite3.connect(
        path, timeout=_LOCK_WAIT, isolation_level=None, check_same_thread=False
    )
    connection.text_factory = bytes.decode
    try:
        _prepare(path, connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(path: Path, connection: sqlite3.Connection) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        text = f"{path} is of a newer version of WATS Station: start that one"
        raise DraftProblem(text)
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise DamagedDraftsProblem(f"{path} is damaged ({_one_line(str(found))})")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA journal_size_limit = {_WAL_LIMIT}")
    if version < VERSION:
        connection.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} COMMIT")


def _insert(connection: sqlite3.Connection, draft: Draft) -> None:
    key = _key_values(draft.key)
    (others,) = connection.execute(_OTHERS, key).fetchone()
    if others >= MOST_DRAFTS:
        text = f"{MOST_DRAFTS} drafts are kept already: hand one in, or throw one away"
        raise DraftProblem(text)
    changed = draft.changed.astimezone(UTC).isoformat(timespec="microseconds")
    connection.execute(_KEEP, (*key, _kept(draft.content), _kept(draft.operator), changed))


def _key_values(key: DraftKey) -> tuple[str | bytes, ...]:
    return (
        key.kind.value,
        _kept(key.serial_number),
        _kept(key.part_number),
        _kept(key.server),
    )


def _draft(row: tuple[Any, ...]) -> Draft:
    """The draft of a row; raises ValueError or TypeError where it is none of ours."""
    kind, serial, part, server, content, operator, changed = row
    return Draft(
        kind=DraftKind(kind),
        serial_number=_text(serial),
        part_number=_text(part),
        content=_text(content),
        operator=_text(operator),
        changed=datetime.fromisoformat(changed),
        server=_text(server),
    )


def _rescue(damaged: Path) -> tuple[list[Draft], str]:
    """The drafts of a damaged file that can be read, and in words what may be lost."""
    rescued: list[Draft] = []
    try:
        with closing(sqlite3.connect(damaged, timeout=_LOCK_WAIT)) as old:
            old.text_factory = bytes.decode
            numbers = [number for (number,) in old.execute(_NUMBERS)]
            for number in numbers:
                with suppress(sqlite3.Error, ValueError, TypeError):
                    rescued.append(_draft(old.execute(_ONE, (number,)).fetchone()))
    except sqlite3.Error:
        return rescued, "and others cannot be read"
    lost = len(numbers) - len(rescued)
    return rescued, f"and {lost} cannot be read" if lost else ""


def _set_aside(path: Path) -> Path:
    """Move a damaged file to the first free `drafts.damaged-N.sqlite` beside it."""
    names = (f"{path.stem}.damaged-{number}.sqlite" for number in itertools.count(1))
    aside = next(each for each in map(path.with_name, names) if not each.exists())
    try:
        path.rename(aside)
        # What SQLite keeps beside the file must not be taken for the new file's.
        for ending in ("-wal", "-shm"):
            with suppress(FileNotFoundError):
                path.with_name(path.name + ending).rename(f"{aside}{ending}")
    except OSError as error:
        raise _problem(path, error) from error
    return aside


def _kept(text: str) -> str | bytes:
    """Text as it is, or as bytes where it is no Unicode text (half a surrogate pair)."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode(errors="surrogatepass")
    return text


def _text(kept: object) -> str:
    """Raises TypeError or ValueError for what `_kept` never gives."""
    if isinstance(kept, bytes):
        return kept.decode(errors="surrogatepass")
    if not isinstance(kept, str):
        raise TypeError("neither text nor bytes")
    return kept


def _problem(path: Path, error: Exception) -> DraftProblem:
    # The low byte: SQLite tells in the others where it noticed.
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    said = _one_line(getattr(error, "strerror", None) or str(error))
    if code in _DAMAGED:
        return DamagedDraftsProblem(f"{path} is damaged ({said})")
    if code == sqlite3.SQLITE_FULL:
        return DraftProblem(f"the disk of {path.parent} is full: make room on it")
    if code in _READ_ONLY or isinstance(error, OSError):
        return DraftProblem(f"{path} cannot be written ({said}): make its folder writable")
    return DraftProblem(f"{path}: {said}: try again, or start the station anew")


def _one_line(text: str) -> str:
    return " ".join(text.split())
