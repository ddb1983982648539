"""Serial numbers: pools filled, and numbers taken, reserved and freed (wire contract 2.1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, RowMapping, case, func, select
from typing_extensions import TypedDict

from wats_station.site_server.refusals import not_found
from wats_station.site_server.rules import serials
from wats_station.site_server.rules.serials import FREE, RESERVED, TAKEN, Place
from wats_station.site_server.store.schema import serial_number, serial_type

T = TypeVar("T")

# Free numbers looked at for one request: more than anybody asks for, less than a pool.
_LOOKED_AT = 20_000
_AT_ONCE = 500


class TypeAnswer(TypedDict):
    """A serial number type; `identifier` is 0 serial number, 1 MAC address, 2 IMEI."""

    name: str
    description: str
    format: str
    regEx: str
    identifier: int
    identifierName: str
    freeCount: int


class NumberAnswer(TypedDict):
    """One number of a pool with who has it."""

    id: str
    serialNumberType: str
    state: str
    changed: str
    refSN: str
    refPN: str
    refStn: str


@dataclass(frozen=True, slots=True)
class Type:
    """A type as the store knows it."""

    id: int
    name: str
    regex: str
    identifier: int


@dataclass(frozen=True, slots=True)
class Reference:
    """What a taken number is for, and who took it."""

    serial_number: str = ""
    part_number: str = ""
    station: str = ""
    command: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """So many numbers: `onward_from` is the first that will do, if not any."""

    quantity: int
    in_sequence: bool = False
    onward_from: str = ""


def types(connection: Connection) -> list[TypeAnswer]:
    """Every type with how many of its numbers are free, in the order they were made."""
    free = func.count(case((serial_number.c.state == FREE, 1)))
    chosen = (
        select(serial_type, free.label("free"))
        .outerjoin(serial_number, serial_number.c.type_id == serial_type.c.id)
        .group_by(serial_type.c.id)
        .order_by(serial_type.c.id)
    )
    return [
        {
            "name": row["name"],
            "description": row["description"],
            "format": row["format"],
            "regEx": row["regex"],
            "identifier": row["identifier"],
            "identifierName": serials.IDENTIFIER_NAMES.get(row["identifier"], ""),
            "freeCount": row["free"],
        }
        for row in connection.execute(chosen).mappings()
    ]


def type_named(connection: Connection, name: str) -> Type:
    """The type of this name. Raises a 404 refusal for none."""
    chosen = select(serial_type).where(serial_type.c.name == name)
    row = connection.execute(chosen).first()
    if row is None:
        raise not_found(f"There is no serial number type {name}.", "unknownSerialNumberType")
    return Type(row.id, row.name, row.regex, row.identifier)


def take(
    connection: Connection, of_type: Type, wanted: Wanted, reference: Reference, time: str
) -> list[str]:
    """Take free numbers out of the pool: as many as are left where it is short.

    Raises a 404 refusal for an empty pool, or where no run of neighbours is long enough.
    """
    return _give(connection, of_type, wanted, reference, time, state=TAKEN)


def reserve(
    connection: Connection, of_type: Type, wanted: Wanted, reference: Reference, time: str
) -> list[str]:
    """Set free numbers aside for a station that will be offline; the same rules as `take`."""
    return _give(connection, of_type, wanted, reference, time, state=RESERVED)


def commit_reserved(
    connection: Connection, of_type: Type, values: Iterable[str], reference: Reference, time: str
) -> int:
    """Count reserved numbers as taken, as an offline station reports them; how many there were."""
    changed = 0
    for part in _parts(list(values)):
        here = _of_values(of_type, part) & (serial_number.c.state != TAKEN)
        update = serial_number.update().where(here)
        changed += connection.execute(update.values(_given(TAKEN, reference, time))).rowcount
    return changed


def add(connection: Connection, of_type: Type, values: Iterable[str], time: str) -> int:
    """Put numbers into the pool as free; those it has already stay as they are; how many are new.

    Raises a 400 refusal for one that the type's regular expression does not match.
    """
    wanted = list(dict.fromkeys(values))
    for value in wanted:
        serials.refuse_unlike(value, of_type.regex)
    new = 0
    for part in _parts(wanted):
        known = set(
            connection.execute(
                select(serial_number.c.value).where(_of_values(of_type, part))
            ).scalars()
        )
        rows = [_row(of_type, value, time) for value in part if value not in known]
        if rows:
            connection.execute(serial_number.insert(), rows)
        new += len(rows)
    return new


def free(
    connection: Connection, of_type: Type, first: str, last: str, time: str, *, delete: bool
) -> int:
    """Give a range back to the pool, or with `delete` take its free numbers out; how many."""
    here = (serial_number.c.type_id == of_type.id) & in_range(of_type, first, last)
    if delete:
        gone = here & (serial_number.c.state == FREE)
        return connection.execute(serial_number.delete().where(gone)).rowcount
    values = _given(FREE, Reference(), time)
    back = here & (serial_number.c.state != FREE)
    return connection.execute(serial_number.update().where(back).values(values)).rowcount


def find(
    connection: Connection,
    of_type: Type | None,
    conditions: Sequence[ColumnElement[bool]],
    most: int = 10_000,
) -> list[NumberAnswer]:
    """The numbers that meet every condition, in order."""
    chosen = (
        select(serial_number, serial_type.c.name)
        .join(serial_type, serial_type.c.id == serial_number.c.type_id)
        .where(*conditions)
        .order_by(serial_type.c.id, serial_number.c.prefix, serial_number.c.number)
        .limit(most)
    )
    if of_type is not None:
        chosen = chosen.where(serial_number.c.type_id == of_type.id)
    return [_answer(row) for row in connection.execute(chosen).mappings()]


def count(connection: Connection, of_type: Type, conditions: Sequence[ColumnElement[bool]]) -> int:
    """How many numbers meet every condition."""
    chosen = (
        select(func.count())
        .select_from(serial_number)
        .where(serial_number.c.type_id == of_type.id, *conditions)
    )
    return int(connection.execute(chosen).scalar_one())


def in_range(of_type: Type, first: str, last: str) -> ColumnElement[bool]:
    """From `first` to `last`, either of them open where it is empty.

    Raises a 404 refusal for bounds of different kinds.
    """
    condition: ColumnElement[bool] = serial_number.c.id > 0
    start = serials.place_of(first, of_type.identifier) if first else None
    end = serials.place_of(last, of_type.identifier) if last else None
    if start and end and start.prefix != end.prefix:
        raise not_found(f"{first} to {last} is no range of {of_type.name}.", "noRange")
    for place in (start, end):
        if place:
            condition &= serial_number.c.prefix == place.prefix
    if start:
        condition &= serial_number.c.number >= start.number
    if end:
        condition &= serial_number.c.number <= end.number
    return condition


def changed_between(start: str | None, end: str | None) -> list[ColumnElement[bool]]:
    """Numbers that were taken, reserved or freed last in this time."""
    conditions: list[ColumnElement[bool]] = []
    if start:
        conditions.append(serial_number.c.changed >= start)
    if end:
        conditions.append(serial_number.c.changed <= end)
    return conditions


def referring_to(reference: Reference) -> list[ColumnElement[bool]]:
    """Numbers taken for this unit or part."""
    conditions: list[ColumnElement[bool]] = []
    if reference.serial_number:
        conditions.append(serial_number.c.ref_serial == reference.serial_number)
    if reference.part_number:
        conditions.append(serial_number.c.ref_part == reference.part_number)
    return conditions


def given_by(connection: Connection, of_type: Type, command: str) -> list[str]:
    """The numbers that a command took or reserved, for when it is sent again."""
    chosen = (
        select(serial_number.c.value)
        .where(serial_number.c.type_id == of_type.id, serial_number.c.command == command)
        .order_by(serial_number.c.prefix, serial_number.c.number, serial_number.c.id)
    )
    return list(connection.execute(chosen).scalars())


def in_state(state: int) -> ColumnElement[bool]:
    """Numbers that are free, taken or reserved."""
    return serial_number.c.state == state


def ranges(connection: Connection, of_type: Type) -> list[tuple[str, str, int, str]]:
    """The pool as runs of neighbours in one state: first, last, how many, state."""
    chosen = (
        select(
            serial_number.c.value,
            serial_number.c.prefix,
            serial_number.c.number,
            serial_number.c.state,
        )
        .where(serial_number.c.type_id == of_type.id)
        .order_by(serial_number.c.prefix, serial_number.c.number)
    )
    found: list[tuple[str, str, int, str]] = []
    before: tuple[Place, int] | None = None
    for value, prefix, number, state in connection.execute(chosen):
        place = Place(prefix, number)
        if before is not None and before[1] == state and place.follows(before[0]):
            first, _, length, name = found[-1]
            found[-1] = (first, value, length + 1, name)
        else:
            found.append((value, value, 1, serials.STATE_NAMES[state]))
        before = (place, state)
    return found


def statistics(connection: Connection, of_type: Type | None) -> list[dict[str, object]]:
    """Each type with how many of its numbers are in which state."""
    counts: dict[str, dict[int, int]] = {row["name"]: {} for row in types(connection)}
    chosen = (
        select(serial_type.c.name, serial_number.c.state, func.count().label("numbers"))
        .join(serial_type, serial_type.c.id == serial_number.c.type_id)
        .group_by(serial_type.c.name, serial_number.c.state)
    )
    for row in connection.execute(chosen):
        counts[row.name][row.state] = row.numbers
    return [
        {
            "serialNumberType": name,
            "total": sum(states.values()),
            "free": states.get(FREE, 0),
            "taken": states.get(TAKEN, 0),
            "reserved": states.get(RESERVED, 0),
        }
        for name, states in counts.items()
        if of_type is None or name == of_type.name
    ]


def _give(
    connection: Connection,
    of_type: Type,
    wanted: Wanted,
    reference: Reference,
    time: str,
    *,
    state: int,
) -> list[str]:
    chosen = (
        select(
            serial_number.c.id,
            serial_number.c.value,
            serial_number.c.prefix,
            serial_number.c.number,
        )
        .where(serial_number.c.type_id == of_type.id, serial_number.c.state == FREE)
        .order_by(serial_number.c.prefix, serial_number.c.number, serial_number.c.id)
        .limit(_LOOKED_AT if wanted.in_sequence else wanted.quantity)
    )
    if wanted.onward_from:
        chosen = chosen.where(in_range(of_type, wanted.onward_from, ""))
    rows = connection.execute(chosen).all()
    places = [Place(row.prefix, row.number) for row in rows]
    indexes = serials.choose(places, wanted.quantity, in_sequence=wanted.in_sequence)
    given = [rows[at] for at in indexes]
    for part in _parts([row.id for row in given]):
        here = serial_number.c.id.in_(part)
        values = _given(state, reference, time)
        connection.execute(serial_number.update().where(here).values(values))
    return [row.value for row in given]


def _given(state: int, reference: Reference, time: str) -> dict[str, object]:
    return {
        "state": state,
        "changed": time,
        "ref_serial": reference.serial_number,
        "ref_part": reference.part_number,
        "ref_station": reference.station,
        "command": reference.command,
    }


def _row(of_type: Type, value: str, time: str) -> dict[str, object]:
    place = serials.place_of(value, of_type.identifier)
    return {
        "type_id": of_type.id,
        "value": value,
        "prefix": place.prefix,
        "number": place.number,
        "state": FREE,
        "changed": time,
    }


def _answer(row: RowMapping) -> NumberAnswer:
    return {
        "id": row["value"],
        "serialNumberType": row["name"],
        "state": serials.STATE_NAMES[row["state"]],
        "changed": row["changed"],
        "refSN": row["ref_serial"],
        "refPN": row["ref_part"],
        "refStn": row["ref_station"],
    }


def _of_values(of_type: Type, values: Sequence[str]) -> ColumnElement[bool]:
    return (serial_number.c.type_id == of_type.id) & serial_number.c.value.in_(values)


def _parts(values: Sequence[T]) -> Iterable[Sequence[T]]:
    """No database takes any number of parameters."""
    return (values[at : at + _AT_ONCE] for at in range(0, len(values), _AT_ONCE))
