"""Processes, known by their code."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection

from wats_station.site_server.setup_file.apply.repairs import operation_for
from wats_station.site_server.setup_file.apply.rows import new_draft, rows_by, values_for
from wats_station.site_server.setup_file.columns import PROCESS
from wats_station.site_server.setup_file.model import Process
from wats_station.site_server.setup_file.planned import Draft, Planned
from wats_station.site_server.store.schema import process as table


def put_processes(connection: Connection, processes: Sequence[Process]) -> list[Planned]:
    """Make or change the processes."""
    known = rows_by(connection, table, "code", first="code")
    return [_put(connection, each, known.get(each.code)) for each in processes]


def _put(connection: Connection, process: Process, known: Mapping[Any, Any] | None) -> Planned:
    draft = new_draft(known, "process", f"{process.code} {process.name}")
    values = values_for(process, PROCESS, known, draft)
    values |= _operation(process, known, draft)
    if known is not None:
        if values:
            here = table.c.code == process.code
            connection.execute(table.update().where(here).values(values))
        return draft.planned()
    if "index" not in process.model_fields_set:
        # Codes are given in the order of production.
        values["position"] = process.code
    new = {"code": process.code, "guid": str(uuid4()), **values}
    connection.execute(table.insert().values(new))
    return draft.planned()


def _operation(
    process: Process, known: Mapping[Any, Any] | None, draft: Draft
) -> dict[str, object]:
    old = known["repair_operation"] if known is not None else None
    if process.kind != "repair":
        return {} if old is None else {"repair_operation": None}
    new = operation_for(process, old, draft)
    if known is not None and old is None:
        draft.note(["repair operation: made"])
    return {} if new == old else {"repair_operation": new}
