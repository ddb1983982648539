"""The database as the server uses it: short reads, searches of any cost, and writes.

On SQLite a short read is faster than handing it to a thread, so it runs where it is
asked for; on PostgreSQL, where it waits for another machine, it runs in a thread.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout
from sqlalchemy import URL, Connection, Engine, text
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from wats_station.site_server.store import engines, integrity, migration
from wats_station.site_server.store.engines import DatabaseRefused
from wats_station.site_server.store.writer import Writer

T = TypeVar("T")

_READERS = 8
# Every server on a PostgreSQL database shares this; what replaces the data takes it alone.
_SERVING = 4_701_202


class Database:
    """One database, from `open_database` to `close`."""

    def __init__(self, address: URL, lock: FileLock | None) -> None:
        self.address = address
        self._lock = lock
        self._reading = engines.reading_engine(address)
        self._searching = engines.searching_engine(address)
        self._writing = engines.writing_engine(address)
        inline = engines.file_of(address) is not None
        self._inline = self._reading.connect() if inline else None
        self._readers = ThreadPoolExecutor(_READERS, "site-reader")
        # One search at a time: it may cost seconds, and SQLite has one connection for it.
        self._searchers = ThreadPoolExecutor(1, "site-search")
        self._serving = None if inline else _announce(self._reading)
        self._writer = Writer(self._writing)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work`, which asks by key and is short; it must not write."""
        if self._inline is not None:
            return work(self._inline)
        return await asyncio.get_running_loop().run_in_executor(
            self._readers, _with_connection, self._reading, work
        )

    async def search(self, work: Callable[[Connection], T]) -> T:
        """Run `work`, which may look at everything there is, beside whatever else is asked."""
        return await asyncio.get_running_loop().run_in_executor(
            self._searchers, _with_connection, self._searching, work
        )

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in the writer; its answer comes once it is on disk, or its exception."""
        return await self._writer.write(work)

    def write_now(self, work: Callable[[Connection], T]) -> T:
        """The same without a loop, before the server takes requests."""
        with self._writing.begin() as connection:
            return work(connection)

    def close(self) -> None:
        """Finish what was begun and let go of the database."""
        self._writer.close()
        self._readers.shutdown()
        self._searchers.shutdown()
        for connection in (self._inline, self._serving):
            if connection is not None:
                connection.close()
        for engine in (self._reading, self._searching, self._writing):
            engine.dispose()
        if self._lock is not None:
            self._lock.release()


def open_database(url: str | None, data_dir: Path) -> Database:
    """Open it, making the tables of an empty one and migrating an older one.

    Raises `DatabaseRefused` for one that is in use, newer, damaged or unreachable.
    """
    address = engines.address_of(url, data_dir)
    lock = take_file(address)
    try:
        making_ready(address, data_dir)
        return Database(address, lock)
    except DatabaseRefused:
        _release(lock)
        raise
    except SQLAlchemyError as error:
        _release(lock)
        raise DatabaseRefused(_reason(address, error)) from error


def take_file(address: URL) -> FileLock | None:
    """Hold a SQLite file for this process alone; freed by the system if we die.

    Raises DatabaseRefused when a running server holds it, or the folder cannot be written.
    """
    file = engines.file_of(address)
    if file is None:
        return None
    if not file.parent.is_dir():
        # The lock would make the folder, and the typing error with it.
        raise DatabaseRefused(f"the database cannot be used: there is no folder {file.parent}")
    lock = FileLock(f"{file}.lock", blocking=False)
    try:
        lock.acquire()
    except Timeout:
        raise DatabaseRefused(f"{file} is in use by a running site server: stop it first") from None
    except OSError as error:
        raise DatabaseRefused(
            f"the database cannot be used: {file}: {error.strerror or error}"
        ) from None
    return lock


def is_served(connection: Connection) -> bool:
    """True when a running server uses this PostgreSQL database."""
    alone = text(f"SELECT pg_try_advisory_lock({_SERVING})")
    if not connection.execute(alone).scalar_one():
        return True
    connection.execute(text(f"SELECT pg_advisory_unlock({_SERVING})"))
    return False


def making_ready(address: URL, data_dir: Path) -> None:
    """Check the database, and bring its tables up to date. Raises DatabaseRefused."""
    integrity.check_before_use(address)
    engine = engines.writing_engine(address)
    try:
        migration.bring_up_to_date(engine, address, data_dir)
    finally:
        engine.dispose()


def _announce(reading: Engine) -> Connection:
    connection = reading.connect()
    connection.execute(text(f"SELECT pg_advisory_lock_shared({_SERVING})"))
    return connection


def _with_connection(engine: Engine, work: Callable[[Connection], T]) -> T:
    with engine.connect() as connection:
        return work(connection)


def _release(lock: FileLock | None) -> None:
    if lock is not None:
        lock.release()


def _reason(address: URL, error: SQLAlchemyError) -> str:
    reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
    if isinstance(error, DatabaseError) and "malformed" in reason:
        return integrity.damaged(address, reason)
    return f"the database cannot be used: {reason}"
