"""Bringing a database's tables up to this program's, by Alembic.

Alembic takes a quarter of a second to import, so it is only loaded for a database
that is not up to date already.
"""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, inspect, text

from wats_station.site_server.store import backup
from wats_station.site_server.store.engines import DatabaseRefused

# The newest script in `migrations/versions`; a test holds the two together.
REVISION = "0003"
_FIRST = "0001"
_SCRIPTS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class State:
    """What was found: the revision of its tables, or None in an empty database."""

    revision: str | None


def state_of(connection: Connection) -> State:
    """Which tables are there. Raises DatabaseRefused for a database of somebody else's."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" in tables and "unit" in tables:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        return State(str(found))
    if "schema_version" in tables:
        # What was made before migrations were: it has one version only.
        found = connection.execute(text("SELECT version FROM schema_version")).scalar_one()
        return State(_FIRST if found == 1 else f"version {found}")
    if tables:
        raise DatabaseRefused(
            f"the database holds other tables ({', '.join(sorted(tables)[:3])}):"
            " give the site server a database of its own"
        )
    return State(None)


def bring_up_to_date(engine: Engine, address: URL, data_dir: Path) -> None:
    """Make the tables, or change older ones after a backup. Raises DatabaseRefused for newer ones.

    A migration happens whole or not at all.
    """
    with engine.begin() as connection:
        found = state_of(connection).revision
    if found == REVISION:
        return
    if found is not None:
        if found not in _known():
            raise DatabaseRefused(
                f"the database was made by a newer version of the program (its tables are"
                f" {found}, this program knows {REVISION}): start that newer version"
            )
        backup.before_migration(address, data_dir, found)
    with engine.begin() as connection:
        # Another worker may have been faster: the transaction waited for it.
        if state_of(connection).revision != REVISION:
            _upgrade(connection)


def _known() -> set[str]:
    return {path.name.partition("_")[0] for path in (_SCRIPTS / "versions").glob("0*.py")}


def _upgrade(connection: Connection) -> None:
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(_SCRIPTS))
    with EnvironmentContext(
        Config(),
        scripts,
        fn=lambda start, _: scripts._upgrade_revs("head", start),
    ) as environment:
        environment.configure(connection=connection, transactional_ddl=False)
        if inspect(connection).has_table("schema_version"):
            environment.get_context().stamp(scripts, _FIRST)
        environment.run_migrations()
