"""Putting a backup back, whatever database it came from (see `backup`)."""

import shutil
import sqlite3
import tempfile
from pathlib import Path

from sqlalchemy import URL, create_engine, func, select

from wats_station.site_server.store import backup, engines, integrity, migration, schema
from wats_station.site_server.store.database import is_served, making_ready, take_file
from wats_station.site_server.store.engines import DatabaseRefused


def restore(address: URL, source: Path, data_dir: Path, *, replace: bool) -> Path | None:
    """Make the database what it was in `source`; where the one before it is kept.

    Raises DatabaseRefused for a source that is no sound backup or of a newer version, while
    a server runs, and for a database that holds units unless `replace` is given.
    """
    with tempfile.TemporaryDirectory(prefix="wats-station-restore-") as folder:
        copy = Path(folder) / "backup.db"
        _copy_checked(source, copy)
        copied = URL.create("sqlite", database=str(copy))
        engine = engines.writing_engine(copied)
        try:
            # An older backup comes up to this program's tables before anything is replaced.
            migration.bring_up_to_date(engine, copied, Path(folder))
        finally:
            engine.dispose()
        if engines.file_of(address) is not None:
            return _into_file(address, copy, data_dir, replace=replace)
        return _into_postgresql(address, copy, data_dir, replace=replace)


def _copy_checked(source: Path, copy: Path) -> None:
    if not source.is_file():
        raise DatabaseRefused(f"there is no file {source}")
    problem = integrity.problem_of(source, thorough=True)
    if problem:
        raise DatabaseRefused(f"{source} is no sound backup ({problem}): nothing was changed")
    shutil.copyfile(source, copy)
    engine = create_engine(URL.create("sqlite", database=str(copy)))
    try:
        with engine.connect() as connection:
            if migration.state_of(connection).revision is None:
                raise DatabaseRefused(f"{source} is empty: nothing was changed")
    finally:
        engine.dispose()


def _into_file(address: URL, copy: Path, data_dir: Path, *, replace: bool) -> Path | None:
    file = engines.file_of(address)
    assert file is not None  # noqa: S101 - the caller asked
    data_dir.mkdir(parents=True, exist_ok=True)
    lock = take_file(address)
    try:
        if file.exists() and not replace and _units_in(file):
            raise _refused_without_replace()
        return backup.put_back_file(file, copy)
    finally:
        if lock is not None:
            lock.release()


def _into_postgresql(address: URL, copy: Path, data_dir: Path, *, replace: bool) -> Path | None:
    making_ready(address, data_dir)
    engine = engines.writing_engine(address)
    try:
        kept = None
        with engine.begin() as connection:
            if is_served(connection):
                raise DatabaseRefused("the database is in use by a running site server: stop it")
            units = connection.execute(select(func.count()).select_from(schema.unit)).scalar()
            if units and not replace:
                raise _refused_without_replace()
            if units:
                kept = backup.before_restore(address, data_dir)
            backup.put_back_rows(connection, copy, schema.metadata)
        return kept
    finally:
        engine.dispose()


def _units_in(file: Path) -> bool:
    connection = sqlite3.connect(file)
    try:
        return connection.execute("SELECT 1 FROM unit LIMIT 1").fetchone() is not None
    except sqlite3.DatabaseError:
        # Damaged: that is why somebody restores.
        return False
    finally:
        connection.close()


def _refused_without_replace() -> DatabaseRefused:
    return DatabaseRefused(
        "the database holds units: add --replace to put the backup in their place (it is kept)"
    )
