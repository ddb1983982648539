"""Serial number types, known by their names, and the numbers of their pools."""

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, bindparam, select

from wats_station.site_server.rules.serials import place_of
from wats_station.site_server.setup_file.apply.rows import new_draft, rows_by, save, values_for
from wats_station.site_server.setup_file.columns import SERIAL_TYPE
from wats_station.site_server.setup_file.model import SerialNumberType
from wats_station.site_server.setup_file.planned import Planned
from wats_station.site_server.setup_file.pools import identifier_of, numbers_of
from wats_station.site_server.store import serials
from wats_station.site_server.store.schema import serial_number, serial_type


def put_serial_types(
    connection: Connection, types: Sequence[SerialNumberType], time: str
) -> list[Planned]:
    """Make or change the types, and add the numbers that are not there yet as free."""
    known = rows_by(connection, serial_type, "name")
    return [_put(connection, each, known.get(each.name), time) for each in types]


def _put(
    connection: Connection, of_type: SerialNumberType, known: RowMapping | None, time: str
) -> Planned:
    draft = new_draft(known, "serial number type", of_type.name)
    values = values_for(of_type, SERIAL_TYPE, known, draft)
    type_id = save(connection, serial_type, known, {"name": of_type.name}, values)
    identifier = identifier_of(of_type)
    if known is not None and "identifier" in values:
        _place_again(connection, type_id, identifier)
    # The numbers were held against the expression before anything was written.
    target = serials.Type(type_id, of_type.name, "", identifier)
    numbers = [each for part in of_type.pool for each in numbers_of(part, identifier)]
    added = serials.add(connection, target, numbers, time)
    if added:
        draft.note([f"pool: {added} numbers added"])
    return draft.planned()


def _place_again(connection: Connection, type_id: int, identifier: int) -> None:
    """Of numbers that count in another way now, keep what stands beside what."""
    chosen = select(serial_number.c.id, serial_number.c.value)
    rows = connection.execute(chosen.where(serial_number.c.type_id == type_id)).all()
    places = [(row.id, place_of(row.value, identifier)) for row in rows]
    if places:
        connection.execute(
            serial_number.update().where(serial_number.c.id == bindparam("row")),
            [{"row": row, "prefix": at.prefix, "number": at.number} for row, at in places],
        )
