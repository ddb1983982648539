"""Settings of the site, by name."""

from typing import Any

from sqlalchemy import Connection, select

from wats_station.site_server.store.schema import setting

LOG_UNIT_CHANGES = "logUnitChanges"


def get(connection: Connection, name: str, default: Any) -> Any:
    """The setting's value, or the default."""
    found = connection.execute(select(setting.c.value).where(setting.c.name == name)).first()
    return default if found is None else found[0]


def put(connection: Connection, name: str, value: Any) -> None:
    """Keep a setting."""
    changed = connection.execute(setting.update().where(setting.c.name == name).values(value=value))
    if not changed.rowcount:
        connection.execute(setting.insert().values(name=name, value=value))
