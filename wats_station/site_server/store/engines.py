"""How each kind of database is connected to: SQLite for one machine, PostgreSQL beyond it.

Every platform difference of the store is in here, in `migration` and in `backup`.
"""

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import StaticPool

SQLITE, POSTGRESQL = "sqlite", "postgresql"

# One writer at a time on PostgreSQL too, over all its worker processes: every rule then sees
# the world it decides about, and no two transactions can wait for each other.
_WRITER_LOCK = 4_701_201
SEARCH_SECONDS = 5.0
_READERS = 8


class DatabaseRefused(Exception):
    """The database cannot be used; the message says why and what to do."""


def address_of(url: str | None, data_dir: Path) -> URL:
    """The database to use, without a URL SQLite in the data folder. Raises DatabaseRefused."""
    try:
        address = make_url(url or f"sqlite:///{data_dir / 'site.db'}")
    except ArgumentError as error:
        raise DatabaseRefused(f"--database: {error}") from None
    kind = address.get_backend_name()
    if kind == POSTGRESQL:
        return address.set(drivername="postgresql+psycopg")
    if kind != SQLITE:
        raise DatabaseRefused(f"--database: {kind} is not supported: use SQLite or PostgreSQL")
    if not address.database or address.database == ":memory:":
        raise DatabaseRefused("--database: name a file: sqlite:///FOLDER/site.db")
    return address.set(drivername="sqlite")


def file_of(address: URL) -> Path | None:
    """The database's file, for SQLite."""
    return Path(str(address.database)) if address.get_backend_name() == SQLITE else None


def reading_engine(address: URL) -> Engine:
    """For short reads; each statement sees what was committed before it."""
    if address.get_backend_name() == SQLITE:
        return _sqlite(address, _prepare_sqlite, isolation_level="AUTOCOMMIT")
    return _postgresql(address, _READERS, isolation_level="AUTOCOMMIT")


def searching_engine(address: URL) -> Engine:
    """For queries of any cost: they are cut off after `SEARCH_SECONDS`."""
    if address.get_backend_name() == SQLITE:
        engine = _sqlite(address, _prepare_sqlite, isolation_level="AUTOCOMMIT")
        event.listen(engine, "before_cursor_execute", _limit_sqlite)
        return engine
    limit = f"-c statement_timeout={int(SEARCH_SECONDS * 1000)}"
    return _postgresql(address, 1, isolation_level="AUTOCOMMIT", connect_args={"options": limit})


def writing_engine(address: URL) -> Engine:
    """For the writer: a transaction begins by waiting for every other writer."""
    if address.get_backend_name() == SQLITE:
        engine = _sqlite(address, _prepare_sqlite_writer)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = _postgresql(address, 1)
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _sqlite(address: URL, prepare: Callable[[Any, object], None], **options: Any) -> Engine:
    engine = create_engine(
        address, poolclass=StaticPool, connect_args={"check_same_thread": False}, **options
    )
    event.listen(engine, "connect", prepare)
    return engine


def _postgresql(address: URL, connections: int, **options: Any) -> Engine:
    # A server that came back is used at once: each connection is tried before it is handed out.
    return create_engine(
        address, pool_size=connections, max_overflow=0, pool_pre_ping=True, **options
    )


def _prepare_sqlite(connection: Any, _: object) -> None:
    cursor = connection.cursor()
    for pragma in ("busy_timeout = 10000", "foreign_keys = ON", "journal_mode = WAL"):
        cursor.execute(f"PRAGMA {pragma}")
    # A commit that was answered must survive a power cut.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA mmap_size = 268435456")
    cursor.close()


def _prepare_sqlite_writer(connection: Any, record: object) -> None:
    _prepare_sqlite(connection, record)
    # SQLAlchemy begins transactions itself (below): the driver's own begin comes too
    # late for savepoints.
    connection.isolation_level = None


def _begin_sqlite(connection: Connection) -> None:
    connection.execute(text("BEGIN IMMEDIATE"))


def _begin_postgresql(connection: Connection) -> None:
    connection.execute(text(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})"))


def _limit_sqlite(connection: Connection, *_: object) -> None:
    deadline = monotonic() + SEARCH_SECONDS
    driver: Any = connection.connection.driver_connection
    driver.set_progress_handler(lambda: monotonic() > deadline, 20_000)
