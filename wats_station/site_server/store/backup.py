"""Copies of the database: taken while the server runs, put back while it does not.

A backup is always a SQLite file, whatever the database is: one file, checked after it
was written, that also carries a site from SQLite to PostgreSQL and back.
"""

import os
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import (
    URL,
    Column,
    Connection,
    Engine,
    MetaData,
    Table,
    create_engine,
    func,
    insert,
    select,
    text,
)
from sqlalchemy.types import String

from wats_station.site_server.clock import system_clock
from wats_station.site_server.store import engines, integrity
from wats_station.site_server.store.engines import DatabaseRefused

_ROWS_AT_ONCE = 2000


def back_up(address: URL, target: Path) -> None:
    """Copy the database as it is at one moment into `target`, which appears once it is whole.

    Raises DatabaseRefused when there is no database, or the copy is not sound.
    """
    draft = target.with_name(f"{target.name}.{secrets.token_hex(4)}.part")
    try:
        file = engines.file_of(address)
        if file is not None:
            _copy_file(file, draft)
        else:
            _copy_rows(address, draft)
        problem = integrity.problem_of(draft, thorough=True)
        if problem:
            raise DatabaseRefused(f"the backup is not sound ({problem}): nothing was written")
        _flush(draft)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def before_migration(address: URL, data_dir: Path, revision: str) -> Path:
    """Keep a copy of an older database in `backups` of the data folder; the copy's path."""
    return _keep(address, data_dir, f"site-{revision}")


def before_restore(address: URL, data_dir: Path) -> Path:
    """The same for a database whose rows are about to be replaced."""
    return _keep(address, data_dir, "site-before-restore")


def put_back_file(file: Path, source: Path) -> Path | None:
    """Make `source` the SQLite database; where the one before it was kept, if there was one.

    The caller holds the database's lock, and has checked the source.
    """
    draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}.part")
    try:
        _copy_file(source, draft)
        _flush(draft)
        kept = _keep_file(file) if file.exists() else None
        # A write-ahead log belongs to the file it was written for, never to another one.
        for suffix in ("-wal", "-shm"):
            file.with_name(file.name + suffix).unlink(missing_ok=True)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
    return kept


def put_back_rows(target: Connection, source: Path, tables: MetaData) -> None:
    """Replace what the PostgreSQL tables hold by the rows of `source`, in one transaction."""
    names = ", ".join(f'"{table.name}"' for table in tables.sorted_tables)
    target.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    target.execute(text("SET CONSTRAINTS ALL DEFERRED"))
    engine = create_engine(URL.create("sqlite", database=str(source)))
    try:
        with engine.connect() as reading:
            for table in tables.sorted_tables:
                _copy_table(reading, table, target, table)
                _go_on_counting(target, table)
    finally:
        engine.dispose()


def _keep(address: URL, data_dir: Path, name: str) -> Path:
    folder = data_dir / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{name}-{_stamp()}.db"
    back_up(address, target)
    return target


def _keep_file(file: Path) -> Path:
    """A copy of a database that may be damaged: byte by byte, its log beside it."""
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = file.with_name(f"{file.name}.before-{_stamp()}")
    for suffix in ("", "-wal"):
        part = file.with_name(file.name + suffix)
        if part.exists():
            shutil.copyfile(part, kept.with_name(kept.name + suffix))
    return kept


def _copy_file(source: Path, target: Path) -> None:
    if not source.exists():
        raise DatabaseRefused(f"there is no database {source}")
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as reading,
        closing(sqlite3.connect(target)) as writing,
    ):
        # In one step: in several, a busy site would have it begin again and again.
        reading.backup(writing)
        # One file on its own: no write-ahead log beside a backup.
        writing.execute("PRAGMA journal_mode = DELETE")


def _copy_rows(address: URL, target: Path) -> None:
    reading = engines.reading_engine(address)
    writing = create_engine(URL.create("sqlite", database=str(target)))
    try:
        with _snapshot(reading) as source, writing.begin() as copy:
            found = MetaData()
            found.reflect(source)
            copied = _as_sqlite(found)
            copied.create_all(copy)
            for table in found.sorted_tables:
                _copy_table(source, table, copy, copied.tables[table.name])
    finally:
        reading.dispose()
        writing.dispose()


@contextmanager
def _snapshot(engine: Engine) -> Iterator[Connection]:
    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


def _as_sqlite(found: MetaData) -> MetaData:
    copied = MetaData()
    for table in found.sorted_tables:
        columns: list[Column[object]] = []
        for column in table.columns:
            kind = column.type.as_generic()
            if isinstance(kind, String):
                kind.collation = None
            columns.append(
                Column(column.name, kind, primary_key=column.primary_key, nullable=column.nullable)
            )
        Table(table.name, copied, *columns)
    return copied


def _copy_table(reading: Connection, source: Table, writing: Connection, target: Table) -> None:
    rows = reading.execution_options(yield_per=_ROWS_AT_ONCE).execute(select(source))
    for part in rows.mappings().partitions():
        writing.execute(insert(target), [dict(row) for row in part])


def _go_on_counting(connection: Connection, table: Table) -> None:
    column = table.autoincrement_column
    if column is None:
        return
    highest = connection.execute(select(func.max(column))).scalar()
    if highest is not None:
        sequence = func.pg_get_serial_sequence(table.name, column.name)
        connection.execute(select(func.setval(sequence, highest)))


def _flush(file: Path) -> None:
    descriptor = os.open(file, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _stamp() -> str:
    return system_clock().strftime("%Y%m%dT%H%M%S")
