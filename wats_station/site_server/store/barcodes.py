"""Barcode identifiers: which codes this site prints, and what in them is what (section 5)."""

import re
from typing import Any

from sqlalchemy import Connection, RowMapping, select
from typing_extensions import TypedDict

from wats_station.site_server.refusals import not_found
from wats_station.site_server.store.schema import barcode_identifier

FIELDS = ("serialNumber", "partNumber", "revision", "batchNumber", "process")
COLUMNS = ("serial_number", "part_number", "revision", "batch_number", "process")


class IdentifierAnswer(TypedDict):
    """A rule: `pattern` says which codes it reads, each field is the expression that finds it."""

    id: int
    pattern: str
    serialNumber: str
    partNumber: str
    revision: str
    batchNumber: str
    process: str
    order: int
    description: str


class ReadAnswer(TypedDict):
    """What a code says; `identifier` is the rule that read it, null for the standard format."""

    serialNumber: str | None
    partNumber: str | None
    revision: str | None
    batchNumber: str | None
    process: str | None
    identifier: int | None


def identifiers(connection: Connection) -> list[IdentifierAnswer]:
    """Every rule, in the order they are tried."""
    chosen = select(barcode_identifier).order_by(
        barcode_identifier.c.order, barcode_identifier.c.id
    )
    return [_answer(row) for row in connection.execute(chosen).mappings()]


def save(connection: Connection, row_id: int | None, values: dict[str, Any]) -> IdentifierAnswer:
    """Make a rule, or replace one. Raises a 404 refusal for an unknown id."""
    if row_id is None:
        made = connection.execute(barcode_identifier.insert().values(values))
        row_id = int(made.inserted_primary_key[0]) if made.inserted_primary_key else 0
    else:
        here = barcode_identifier.c.id == row_id
        changed = connection.execute(barcode_identifier.update().where(here).values(values))
        if not changed.rowcount:
            raise _unknown(row_id)
    return next(each for each in identifiers(connection) if each["id"] == row_id)


def delete(connection: Connection, row_id: int) -> None:
    """Delete a rule. Raises a 404 refusal for an unknown one."""
    gone = connection.execute(barcode_identifier.delete().where(barcode_identifier.c.id == row_id))
    if not gone.rowcount:
        raise _unknown(row_id)


def read(rules: list[IdentifierAnswer], code: str) -> ReadAnswer:
    """What a code says, by the first rule that matches, else in the standard format."""
    for rule in rules:
        if re.search(rule["pattern"], code):
            found = [_found(rule[name], code) for name in FIELDS]  # type: ignore[literal-required]
            return _read(found, rule["id"])
    parts: list[str | None] = [part or None for part in code.split("/", len(FIELDS) - 1)]
    return _read(parts + [None] * (len(FIELDS) - len(parts)), None)


def _found(expression: str, code: str) -> str | None:
    if not expression:
        return None
    match = re.search(expression, code)
    if match is None:
        return None
    return match[1] if match.re.groups else match[0]


def _read(found: list[str | None], rule: int | None) -> ReadAnswer:
    serial, part, revision, batch, process = found
    return {
        "serialNumber": serial,
        "partNumber": part,
        "revision": revision,
        "batchNumber": batch,
        "process": process,
        "identifier": rule,
    }


def _answer(row: RowMapping) -> IdentifierAnswer:
    return {
        "id": row["id"],
        "pattern": row["pattern"],
        "serialNumber": row["serial_number"],
        "partNumber": row["part_number"],
        "revision": row["revision"],
        "batchNumber": row["batch_number"],
        "process": row["process"],
        "order": row["order"],
        "description": row["description"],
    }


def _unknown(row_id: int) -> Exception:
    return not_found(f"There is no barcode identifier {row_id}.", "unknownIdentifier")
