"""The history: one row per accepted change, and the ids of commands that were applied."""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select
from typing_extensions import TypedDict

from wats_station.site_server.refusals import voided
from wats_station.site_server.rules.expected import Expected
from wats_station.site_server.store.schema import command, deleted_unit, history, product, unit


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

    `expected` is what the unit was when the write was decided, where the call takes that.
    """

    time: str
    command: str = ""
    station: str = ""
    operator: str = ""
    approved_by: str = ""
    expected: Expected | None = None


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


class CommandState(NamedTuple):
    """What became of a command: neither for one never heard of."""

    applied: bool
    voided: bool


def is_applied(connection: Connection, author: Author) -> bool:
    """True when this command was applied before; else it counts as applied from now on.

    Raises a 409 refusal for one that was voided.
    """
    if not author.command:
        return False
    state = state_of(connection, author.command)
    if state.voided:
        raise voided()
    if not state.applied:
        connection.execute(command.insert().values(id=author.command, time=author.time))
    return state.applied


def state_of(connection: Connection, command_id: str) -> CommandState:
    """What became of this command by now; it may still be on its way."""
    row = connection.execute(_STATE, {"id": command_id}).first()
    return CommandState(applied=row is not None and not row.voided, voided=bool(row and row.voided))


def void(connection: Connection, command_id: str, time: str) -> CommandState:
    """See to it that a command is never applied, unless it was before; says which."""
    state = state_of(connection, command_id)
    if state.applied or state.voided:
        return state
    connection.execute(command.insert().values(id=command_id, time=time, voided=True))
    return CommandState(applied=False, voided=True)


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


# Made once: to build a statement takes longer than to run it.
_STATE = select(command.c.voided).where(command.c.id == bindparam("id"))
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
