"""The database: a connection that reads, and one writer that commits several writes at once.

Reads are short and go straight from the event loop; every write goes through one
thread, whose group commit pays for the disk once for all that came meanwhile. Each
write has a savepoint of its own, so that a refused one undoes nobody else's.
"""

import asyncio
import queue
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import StaticPool

from wats_station.site_server.store import schema

T = TypeVar("T")

_AT_ONCE = 64

Work = Callable[[Connection], object]
_Job = tuple[Work, "asyncio.Future[object]", asyncio.AbstractEventLoop]


class DatabaseRefused(Exception):
    """The database cannot be used; the message says why and what to do."""


class Database:
    """One database, from `open_database` to `close`."""

    def __init__(self, reading: Engine, writing: Engine) -> None:
        self._engines = (reading, writing)
        self.reader = reading.connect()
        self._writing = writing
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._writer = threading.Thread(target=self._write, name="site-writer")
        self._writer.start()

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in the writer; its answer comes once it is on disk, or its exception."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[object] = loop.create_future()
        self._jobs.put((work, done, loop))
        answer: T = await done  # type: ignore[assignment]
        return answer

    def write_now(self, work: Callable[[Connection], T]) -> T:
        """The same without a loop, before the server takes requests."""
        with self._writing.begin() as connection:
            return work(connection)

    def close(self) -> None:
        """Finish what was begun and let go of the files."""
        self._jobs.put(None)
        self._writer.join()
        self.reader.close()
        for engine in self._engines:
            engine.dispose()

    def _write(self) -> None:
        with self._writing.connect() as connection:
            while (first := self._jobs.get()) is not None:
                jobs, last = self._more(first)
                self._commit_together(connection, jobs)
                if last:
                    return

    def _more(self, first: _Job) -> tuple[list[_Job], bool]:
        jobs = [first]
        while len(jobs) < _AT_ONCE:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is None:
                return jobs, True
            jobs.append(job)
        return jobs, False

    def _commit_together(self, connection: Connection, jobs: list[_Job]) -> None:
        outcomes: list[tuple[_Job, object, BaseException | None]] = []
        try:
            with connection.begin():
                outcomes.extend((job, *_attempt(connection, job[0])) for job in jobs)
        except Exception as error:  # noqa: BLE001 - whoever waits for these writes must hear of it
            outcomes = [(job, None, error) for job in jobs]
        for (_, done, loop), answer, problem in outcomes:
            try:
                loop.call_soon_threadsafe(_settle, done, answer, problem)
            except RuntimeError:
                # The loop is closed: the server is ending and nobody waits any more.
                return


def _attempt(connection: Connection, work: Work) -> tuple[object, BaseException | None]:
    try:
        with connection.begin_nested():
            return work(connection), None
    except Exception as error:  # noqa: BLE001 - it is handed to whoever asked for the write
        return None, error


def _settle(done: "asyncio.Future[object]", answer: object, problem: BaseException | None) -> None:
    if done.done():
        return
    if problem is None:
        done.set_result(answer)
    else:
        done.set_exception(problem)


def open_database(url: str | None, data_dir: Path) -> Database:
    """Open it, making the tables of an empty one. Raises `DatabaseRefused`."""
    address = make_url(url or f"sqlite:///{data_dir / 'site.db'}")
    if address.get_backend_name() != "sqlite":
        raise DatabaseRefused(f"{address.get_backend_name()} is not supported yet: use SQLite")
    reading = create_engine(
        address,
        poolclass=StaticPool,
        isolation_level="AUTOCOMMIT",
        connect_args={"check_same_thread": False},
    )
    writing = create_engine(
        address, poolclass=StaticPool, connect_args={"check_same_thread": False}
    )
    event.listen(reading, "connect", _prepare)
    event.listen(writing, "connect", _prepare_writer)
    event.listen(writing, "begin", _begin)
    try:
        with writing.begin() as connection:
            _check_version(connection)
        return Database(reading, writing)
    except BaseException:
        reading.dispose()
        writing.dispose()
        raise


def _check_version(connection: Connection) -> None:
    if not inspect(connection).has_table("schema_version"):
        schema.metadata.create_all(connection)
        connection.execute(schema.schema_version.insert().values(version=schema.VERSION))
        return
    version = connection.execute(select(schema.schema_version.c.version)).scalar_one()
    if version > schema.VERSION:
        raise DatabaseRefused(
            f"the database was made by a newer version of the program (its tables are version"
            f" {version}, this program knows {schema.VERSION}): start that newer version"
        )


def _prepare(connection: object, _: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in ("busy_timeout = 10000", "foreign_keys = ON", "journal_mode = WAL"):
        cursor.execute(f"PRAGMA {pragma}")
    # A commit that was answered must survive a power cut.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


def _prepare_writer(connection: object, record: object) -> None:
    _prepare(connection, record)
    # SQLAlchemy begins transactions itself (below): the driver's own begin comes too
    # late for savepoints.
    connection.isolation_level = None  # type: ignore[attr-defined]


def _begin(connection: Connection) -> None:
    connection.execute(text("BEGIN IMMEDIATE"))
