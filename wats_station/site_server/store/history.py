"""The history: one row per accepted change, and the ids of commands that were applied."""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select
from typing_extensions import TypedDict

from wats_station.site_server.refusals import voided
from wats_station.site_server.store.schema import (
    command,
    deleted_unit,
    history,
    product,
    unit,
    voided_command,
)


class HistoryRow(TypedDict):
    """One accepted write, as the API answers it (product.md 7.4)."""

    time: str
    kind: str
    key: str
    old: str | None
    new: str | None
    oldId: int | None
    newId: int | None
    operator: str
    station: str
    approvedBy: str
    command: str
    comment: str


@dataclass(frozen=True, slots=True)
class Author:
    """Who asks for a write, where, when and under which id (the `X-Station-` headers).

    `expected` is what the station saw before: see `rules.expected`.
    """

    time: str
    command: str = ""
    station: str = ""
    operator: str = ""
    approved_by: str = ""
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One accepted change: its kind, its key where it has one, old and new value."""

    kind: str
    key: str = ""
    old: str | None = None
    new: str | None = None
    old_id: int | None = None
    new_id: int | None = None
    comment: str = ""


def is_applied(connection: Connection, author: Author) -> bool:
    """True when this command was applied before; else it counts as applied from now on.

    Raises a 409 refusal for one that was given up.
    """
    if not author.command:
        return False
    if is_known(connection, author.command):
        if is_voided(connection, author.command):
            raise voided()
        return True
    connection.execute(command.insert().values(id=author.command, time=author.time))
    return False


def is_known(connection: Connection, command_id: str) -> bool:
    """True for a command that was applied, or given up."""
    known = select(command.c.id).where(command.c.id == command_id)
    return connection.execute(known).first() is not None


def is_voided(connection: Connection, command_id: str) -> bool:
    """True for a command that was given up before it was applied."""
    known = select(voided_command.c.id).where(voided_command.c.id == command_id)
    return connection.execute(known).first() is not None


def void(connection: Connection, command_id: str, time: str) -> None:
    """Make sure that a command is not applied from now on; one that was applied stays so."""
    if not is_known(connection, command_id):
        connection.execute(command.insert().values(id=command_id, time=time))
        connection.execute(voided_command.insert().values(id=command_id, time=time))


def record(connection: Connection, unit_id: int, change: Change, author: Author) -> None:
    """Keep a change."""
    connection.execute(
        history.insert().values(
            unit_id=unit_id,
            time=author.time,
            kind=change.kind,
            key=change.key,
            old=change.old,
            new=change.new,
            old_id=change.old_id,
            new_id=change.new_id,
            operator=author.operator,
            station=author.station,
            approved_by=author.approved_by,
            command=author.command,
            comment=change.comment,
        )
    )


def of_unit(connection: Connection, unit_id: int) -> list[HistoryRow]:
    """The unit's history, newest first, as the API answers it."""
    return _rows(connection, [unit_id])


def of_deleted(connection: Connection, serial_number: str, part_number: str) -> list[HistoryRow]:
    """The history of units with this key that were deleted, newest first."""
    chosen = select(deleted_unit.c.id).where(deleted_unit.c.serial_number == serial_number)
    if part_number:
        chosen = chosen.where(deleted_unit.c.part_number == part_number)
    ids = list(connection.execute(chosen).scalars())
    return _rows(connection, ids) if ids else []


def is_there(connection: Connection, serial_number: str, part_number: str) -> bool:
    """True when there is such a unit now."""
    chosen = select(unit.c.id).where(unit.c.serial_number == serial_number)
    if part_number:
        part = product.c.part_number == part_number
        chosen = chosen.join(product, product.c.id == unit.c.product_id).where(part)
    return connection.execute(chosen.limit(1)).first() is not None


# Made once: to build the statement takes longer than to run it.
_OF_UNITS = (
    select(history)
    .where(history.c.unit_id.in_(bindparam("units", expanding=True)))
    .order_by(history.c.id.desc())
)


def _rows(connection: Connection, unit_ids: list[int]) -> list[HistoryRow]:
    rows = connection.execute(_OF_UNITS, {"units": unit_ids})
    return [
        {
            "time": row.time,
            "kind": row.kind,
            "key": row.key,
            "old": row.old,
            "new": row.new,
            "oldId": row.old_id,
            "newId": row.new_id,
            "operator": row.operator,
            "station": row.station,
            "approvedBy": row.approved_by,
            "command": row.command,
            "comment": row.comment,
        }
        for row in rows
    ]
