"""Older databases brought up to date after a backup; newer, foreign and damaged ones refused."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from tests.site_server.commands import refused
from tests.support.postgres import Postgres
from tests.support.site import running_site
from wats_station.site_server.store import engines, history, migration, schema
from wats_station.site_server.store.database import open_database
from wats_station.site_server.store.engines import DatabaseRefused
from wats_station.site_server.store.history import CommandState

FIRST = Path(__file__).parents[1] / "data" / "site-version-1.sql"


def first_version(folder: Path) -> Path:
    """A database as the program made it before it had migrations."""
    file = folder / "site.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(FIRST.read_text(encoding="utf-8"))
    return file


def rows(file: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(query).fetchall()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_migrations_make_the_tables_of_the_program(
    tmp_path: Path, kind: str, request: pytest.FixtureRequest
) -> None:
    url = None
    if kind == "postgresql":
        postgres: Postgres = request.getfixturevalue("postgres")
        url = postgres.database()
    open_database(url, tmp_path).close()
    engine = create_engine(engines.address_of(url, tmp_path))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata) == []
    engine.dispose()


def test_the_newest_script_is_the_revision_that_the_program_knows() -> None:
    folder = Path(migration.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_heads() == [migration.REVISION]


def test_an_older_database_is_migrated_after_a_backup(tmp_path: Path) -> None:
    file = first_version(tmp_path)
    before = rows(file, "SELECT serial_number, phase_id FROM unit ORDER BY id")
    with running_site(tmp_path, demo_units=0) as site:
        units = site.get("/api/Production/Unit/Query", **{"$top": "1000"})
        assert [(unit["serialNumber"], unit["unitPhaseId"]) for unit in units] == before
        children = site.unit("DEMO-3000")["subUnits"]
        assert [(each["serialNumber"], each["position"]) for each in children] == [
            ("DEMO-3001", 0),
            ("DEMO-3002", 1),
            ("DEMO-3003", 2),
        ]
        headers = site.get("/api/Report/Query/Header", **{"$top": "1000"})
        reports = [site.get(f"/api/Report/Wsjf/{header['uuid']}") for header in headers]
        history = site.history("DEMO-1001")
        verification = site.get("/api/Production/UnitVerification", serialNumber="DEMO-1002")
    assert len(reports) == len(headers) > 10
    assert all(report["type"] == header["reportType"]
               for report, header in zip(reports, headers, strict=True))  # fmt: skip
    assert [row["kind"] for row in history] == ["report", "report", "created"]
    assert verification["grade"] == "FAILED"
    [backup] = (tmp_path / "backups").iterdir()
    assert rows(backup, "SELECT version FROM schema_version") == [(1,)]
    assert rows(backup, "SELECT serial_number, phase_id FROM unit ORDER BY id") == before
    assert rows(file, "SELECT version_num FROM alembic_version") == [(migration.REVISION,)]
    assert rows(file, "PRAGMA foreign_key_check") == []


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_commands_known_before_they_could_be_voided_were_applied(
    tmp_path: Path, kind: str, request: pytest.FixtureRequest
) -> None:
    url = None
    if kind == "postgresql":
        postgres: Postgres = request.getfixturevalue("postgres")
        url = postgres.database()
    open_database(url, tmp_path).close()
    engine = create_engine(engines.address_of(url, tmp_path))
    with engine.begin() as connection:
        # As the second version left it.
        connection.execute(text("ALTER TABLE command DROP COLUMN voided"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0002'"))
        connection.execute(text("INSERT INTO command (id, time) VALUES ('c-1', '2026-01-01')"))
    engine.dispose()
    migrated = open_database(url, tmp_path)
    try:
        state = migrated.write_now(lambda each: history.void(each, "c-1", "2026-01-02"))
        assert state == CommandState(applied=True, voided=False)
    finally:
        migrated.close()
    [backup] = (tmp_path / "backups").iterdir()
    assert backup.name.startswith("site-0002-")
    assert rows(backup, "SELECT id, time FROM command") == [("c-1", "2026-01-01")]


def test_a_migration_that_fails_leaves_the_older_database_as_it_was(tmp_path: Path) -> None:
    file = first_version(tmp_path)
    with closing(sqlite3.connect(file)) as connection:
        # What the migration cannot carry over: two rows with one id.
        connection.executescript(
            "CREATE TABLE old_unit (id INTEGER); INSERT INTO old_unit VALUES (1);"
        )
    before = rows(file, "SELECT name FROM sqlite_master ORDER BY name")
    with pytest.raises(DatabaseRefused):
        open_database(None, tmp_path)
    assert rows(file, "SELECT name FROM sqlite_master ORDER BY name") == before
    assert rows(file, "SELECT version FROM schema_version") == [(1,)]


def test_a_foreign_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "site.db")) as connection:
        connection.execute("CREATE TABLE somebody (id INTEGER)")
    message = refused("serve", "--port", "0", "--data-dir", str(tmp_path))
    assert "holds other tables (somebody): give the site server a database of its own" in message
    assert rows(tmp_path / "site.db", "SELECT name FROM sqlite_master") == [("somebody",)]


def test_a_damaged_database_is_refused_and_says_how_to_get_back(tmp_path: Path) -> None:
    with running_site(tmp_path):
        pass
    file = tmp_path / "site.db"
    content = bytearray(file.read_bytes())
    for at in range(20_000, len(content), 4096):
        content[at : at + 64] = b"\xff" * 64
    file.write_bytes(content)
    message = refused("serve", "--port", "0", "--data-dir", str(tmp_path))
    assert "is damaged" in message
    assert "wats-station site restore FILE" in message
    assert file.read_bytes() == content


def test_two_servers_never_share_a_file(tmp_path: Path) -> None:
    with running_site(tmp_path):
        message = refused("serve", "--port", "0", "--data-dir", str(tmp_path))
    assert "is in use by a running site server: stop it first" in message


def test_a_postgresql_database_of_a_newer_version_is_refused(
    tmp_path: Path, postgres: Postgres
) -> None:
    url = postgres.database()
    open_database(url, tmp_path).close()
    engine = create_engine(engines.address_of(url, tmp_path))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0099'"))
    engine.dispose()
    with pytest.raises(DatabaseRefused, match="made by a newer version"):
        open_database(url, tmp_path)
