"""Processes as entries of a file.

They are told in full, defaults and all: a new database has processes of its own, which
may say something else.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic.alias_generators import to_camel
from sqlalchemy import Connection

from wats_station.site_server.setup_file.apply.rows import rows_by
from wats_station.site_server.setup_file.columns import (
    PROCESS,
    REPAIR,
    REPAIR_CATEGORY,
    REPAIR_CODE,
    Kept,
)
from wats_station.site_server.store.schema import process

Entry = dict[str, object]


def processes(connection: Connection) -> list[Entry]:
    """Every process, by code."""
    rows = rows_by(connection, process, "code", first="code").values()
    return [_process(row) for row in rows]


def _process(row: Mapping[Any, Any]) -> Entry:
    entry: Entry = {"code": row["code"], **_all(row, PROCESS)}
    operation = row["repair_operation"]
    if row["kind"] != "repair" or operation is None:
        return entry
    entry |= _all(operation, REPAIR)
    entry["categories"] = [
        {
            "name": category["description"],
            **_all(category, REPAIR_CATEGORY),
            "codes": [
                {"name": code["description"], **_all(code, REPAIR_CODE)}
                for code in category["repairCodes"]
            ],
        }
        for category in operation["repairCategories"]
    ]
    entry["fields"] = [
        {
            "name": field["description"],
            "inputMask": field["inputMask"],
            **_all(field, REPAIR_CATEGORY),
        }
        for field in operation["miscInfos"]
    ]
    return entry


def _all(row: Mapping[Any, Any], kept: Sequence[Kept]) -> Entry:
    return {to_camel(each.field): each.out(row[each.name]) for each in kept}
