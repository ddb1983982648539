"""Units: found, answered in the API's shape, made and changed; each change with its history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Row, Select, select

from wats_station.site_server.refusals import not_found
from wats_station.site_server.rules.phases import NAMES, UNKNOWN, phase_name
from wats_station.site_server.rules.tags import apply_tags, tags_to_xml
from wats_station.site_server.store import history, products
from wats_station.site_server.store.history import Author, Change
from wats_station.site_server.store.schema import process, product, unit

_parent = unit.alias("parent")

# The names that OData filters and orders by (wire contract section 7).
FIELDS: dict[str, ColumnElement[object]] = {
    "serialNumber": unit.c.serial_number,
    "partNumber": product.c.part_number,
    "revision": unit.c.revision,
    "batchNumber": unit.c.batch_number,
    "serialDate": unit.c.serial_date,
    "currentLocation": unit.c.location,
    "unitPhaseId": unit.c.phase_id,
    "processCode": unit.c.process_code,
}

_SELECT = (
    select(
        unit,
        product.c.part_number,
        product.c.name.label("product_name"),
        product.c.guid.label("product_guid"),
        process.c.name.label("process_name"),
        _parent.c.serial_number.label("parent_serial"),
    )
    .join(product, product.c.id == unit.c.product_id)
    .outerjoin(process, process.c.code == unit.c.process_code)
    .outerjoin(_parent, _parent.c.id == unit.c.parent_id)
)


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit as PUT Units brings it; None leaves a field as it is."""

    serial_number: str
    part_number: str
    revision: str | None = None
    batch_number: str | None = None
    location: str | None = None
    serial_date: str | None = None
    phase_id: int | None = None
    process_code: int | None = None
    tags: tuple[tuple[str, str, int], ...] = ()


def query(
    connection: Connection,
    where: ColumnElement[bool] | None,
    order: Sequence[ColumnElement[object]] = (),
    top: int = 100,
) -> list[dict[str, object]]:
    """The units that `where` selects, with their sub-units of the direct level."""
    chosen = _SELECT if where is None else _SELECT.where(where)
    rows = connection.execute(chosen.order_by(*order, unit.c.id).limit(top)).all()
    children = _children_of(connection, [row.id for row in rows])
    return [_answer(row, children.get(row.id, [])) for row in rows]


def by_key(
    connection: Connection, serial_number: str, part_number: str = ""
) -> list[dict[str, object]]:
    """The units with this serial number, of this part where one is given."""
    return query(connection, _is(serial_number, part_number))


def id_of(connection: Connection, serial_number: str, part_number: str) -> int:
    """The unit's row id. Raises a 404 refusal for an unknown unit, or an ambiguous serial."""
    return int(_row(connection, serial_number, part_number).id)


def upsert(connection: Connection, new: NewUnit, author: Author) -> None:
    """Make the unit, or change what is given of one that exists; the phase counts when made."""
    found = connection.execute(_SELECT.where(_is(new.serial_number, new.part_number))).first()
    if found is None:
        _create(connection, new, author)
        return
    changed = {
        "revision": new.revision,
        "batch_number": new.batch_number,
        "location": new.location,
    }
    for column, value in changed.items():
        old = getattr(found, column)
        if value is not None and value != old:
            _set(connection, found.id, **{column: value})
            change = Change("field", key=column, old=old, new=value)
            history.record(connection, found.id, change, author)
    if new.revision:
        products.ensure(connection, new.part_number, new.revision)
    _change_tags(connection, found, new.tags, author)


def set_phase(
    connection: Connection, key: tuple[str, str], phase_id: int, comment: str, author: Author
) -> None:
    """Move the unit."""
    row = _row(connection, *key)
    _set(connection, row.id, phase_id=phase_id)
    change = Change(
        "phase",
        old=phase_name(row.phase_id),
        new=phase_name(phase_id),
        old_id=row.phase_id,
        new_id=phase_id,
        comment=comment,
    )
    history.record(connection, row.id, change, author)


def set_process(
    connection: Connection, key: tuple[str, str], code: int, comment: str, author: Author
) -> None:
    """Set the unit's process; the code is known to exist."""
    row = _row(connection, *key)
    name = connection.execute(select(process.c.name).where(process.c.code == code)).scalar_one()
    _set(connection, row.id, process_code=code)
    change = Change(
        "process",
        old=row.process_name,
        new=name,
        old_id=row.process_code,
        new_id=code,
        comment=comment,
    )
    history.record(connection, row.id, change, author)


def set_tag(
    connection: Connection, key: tuple[str, str], name: str, value: str, author: Author
) -> None:
    """Add or change one tag."""
    _change_tags(connection, _row(connection, *key), [(name, value, 0)], author)


def ensure_reported(
    connection: Connection, serial_number: str, part_number: str, revision: str, author: Author
) -> int:
    """The unit a report is about; an unknown one is made, without a phase anybody chose."""
    if connection.execute(_SELECT.where(_is(serial_number, part_number))).first() is None:
        _create(connection, NewUnit(serial_number, part_number, revision), author)
    return id_of(connection, serial_number, part_number)


def set_parent(connection: Connection, child_id: int, parent_id: int) -> None:
    """Build one unit into another; the demo factory's way until the box-build calls come."""
    _set(connection, child_id, parent_id=parent_id)


def _create(connection: Connection, new: NewUnit, author: Author) -> None:
    product_id = products.ensure(connection, new.part_number, new.revision or "")
    phase_id = new.phase_id if new.phase_id in NAMES else UNKNOWN
    tags, _ = apply_tags({}, new.tags)
    made = connection.execute(
        unit.insert().values(
            serial_number=new.serial_number,
            product_id=product_id,
            revision=new.revision or "",
            batch_number=new.batch_number or "",
            location=new.location or "",
            serial_date=new.serial_date or author.time,
            phase_id=phase_id,
            process_code=new.process_code,
            tags=tags,
        )
    )
    unit_id = made.inserted_primary_key[0] if made.inserted_primary_key else 0
    change = Change("created", new=phase_name(phase_id), new_id=phase_id)
    history.record(connection, unit_id, change, author)


def _change_tags(
    connection: Connection,
    row: Row[tuple[object, ...]],
    entries: Iterable[tuple[str, str, int]],
    author: Author,
) -> None:
    tags, changes = apply_tags(row.tags, entries)
    if changes:
        _set(connection, row.id, tags=tags)
    for each in changes:
        change = Change("tag", key=each.key, old=each.old, new=each.new)
        history.record(connection, row.id, change, author)


def _set(connection: Connection, unit_id: int, **values: object) -> None:
    connection.execute(unit.update().where(unit.c.id == unit_id).values(values))


def _is(serial_number: str, part_number: str) -> ColumnElement[bool]:
    serial = unit.c.serial_number == serial_number
    return serial & (product.c.part_number == part_number) if part_number else serial


def _row(connection: Connection, serial_number: str, part_number: str) -> Row[tuple[object, ...]]:
    rows = connection.execute(_SELECT.where(_is(serial_number, part_number)).limit(2)).all()
    if not rows:
        named = f"{serial_number} of part {part_number}" if part_number else serial_number
        raise not_found(f"There is no unit {named}.", "unknownUnit")
    if len(rows) > 1:
        raise not_found(
            f"Several parts have the serial number {serial_number}: give the part number.",
            "ambiguousUnit",
        )
    return rows[0]


def _children_of(connection: Connection, unit_ids: list[int]) -> dict[int, list[dict[str, object]]]:
    if not unit_ids:
        return {}
    chosen: Select[tuple[object, ...]] = _SELECT.where(unit.c.parent_id.in_(unit_ids))
    children: dict[int, list[dict[str, object]]] = {}
    for row in connection.execute(chosen.order_by(unit.c.id)):
        children.setdefault(row.parent_id, []).append(_answer(row, []))
    return children


def _answer(row: Row[tuple[object, ...]], children: list[dict[str, object]]) -> dict[str, object]:
    return {
        "serialNumber": row.serial_number,
        "partNumber": row.part_number,
        "revision": row.revision,
        "parentSerialNumber": row.parent_serial,
        "batchNumber": row.batch_number,
        "serialDate": row.serial_date,
        "currentLocation": row.location,
        "xmlData": tags_to_xml(row.tags),
        "unitPhaseId": row.phase_id,
        "unitPhase": phase_name(row.phase_id),
        "processCode": None if row.process_code is None else str(row.process_code),
        "processName": row.process_name,
        "tags": [{"key": key, "value": value} for key, value in row.tags.items()],
        "product": {
            "productId": row.product_guid,
            "partNumber": row.part_number,
            "name": row.product_name,
        },
        "productRevision": {"revision": row.revision, "partNumber": row.part_number},
        "subUnits": children,
    }
