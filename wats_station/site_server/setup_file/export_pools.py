"""Serial number types as entries of a file, their free numbers as ranges."""

import re
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, RowMapping, select

from wats_station.site_server.rules.serials import FREE, Place, values_between
from wats_station.site_server.setup_file.apply.rows import rows_by
from wats_station.site_server.setup_file.columns import SERIAL_TYPE
from wats_station.site_server.setup_file.pools import MOST_NUMBERS
from wats_station.site_server.store.schema import serial_number, serial_type

Entry = dict[str, object]
_LONGEST = 100
# A shorter run is written number by number.
_SHORTEST_RANGE = 3


def serial_types(connection: Connection, *, with_pools: bool = True) -> list[Entry] | None:
    """Every type by name, or None where the pools hold more than a file may bring."""
    entries: list[Entry] = []
    room = MOST_NUMBERS
    for name, row in sorted(rows_by(connection, serial_type, "name").items(), key=_name):
        entry: Entry = {"name": name}
        for kept in SERIAL_TYPE:
            value = kept.out(row[kept.name])
            if value:
                entry[kept.field] = value
        numbers = _free(connection, row, room) if with_pools else []
        room -= len(numbers)
        if room < 0:
            return None
        if numbers:
            entry["pool"] = list(_parts(numbers, row["identifier"]))
        entries.append(entry)
    return entries


def _name(item: tuple[object, RowMapping]) -> str:
    return str(item[0])


def _free(connection: Connection, of_type: RowMapping, room: int) -> list[tuple[str, Place]]:
    """The free numbers in order, one more than there is room for where there are more.

    Without those that the type's expression does not match any more: they were made under
    another, and no file could bring them back.
    """
    table = serial_number
    chosen = (
        select(table.c.value, table.c.prefix, table.c.number)
        .where(table.c.type_id == of_type["id"], table.c.state == FREE)
        .order_by(table.c.prefix, table.c.number, table.c.value)
    )
    like = re.compile(of_type["regex"]) if of_type["regex"] else None
    found: list[tuple[str, Place]] = []
    for row in connection.execute(chosen):
        if not row.value.strip() or len(row.value) > _LONGEST:
            continue
        if like is None or like.fullmatch(row.value):
            found.append((row.value, Place(row.prefix, row.number)))
        if len(found) > room:
            break
    return found


def _parts(numbers: Iterable[tuple[str, Place]], identifier: int) -> Iterator[Entry]:
    """Ranges where counting gives exactly these numbers, the rest one by one."""
    single: list[str] = []
    for run in _runs(numbers):
        if len(run) >= _SHORTEST_RANGE and _counted(run, identifier):
            if single:
                yield {"values": single}
                single = []
            yield {"from": run[0], "to": run[-1]}
        else:
            single += run
    if single:
        yield {"values": single}


def _runs(numbers: Iterable[tuple[str, Place]]) -> Iterator[list[str]]:
    run: list[str] = []
    before: Place | None = None
    for value, place in numbers:
        if before is not None and not place.follows(before):
            yield run
            run = []
        run.append(value)
        before = place
    if run:
        yield run


def _counted(run: list[str], identifier: int) -> bool:
    return list(values_between(run[0], run[-1], identifier, MOST_NUMBERS)) == run
