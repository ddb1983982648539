"""Units as the API answers them (wire contract 2.1), and how they are found."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, bindparam, exists, select
from typing_extensions import TypedDict

from wats_station.site_server.odata import Collection, Searchable
from wats_station.site_server.refusals import not_found
from wats_station.site_server.rules.phases import phase_name
from wats_station.site_server.rules.tags import tags_to_xml
from wats_station.site_server.store.schema import process, product, revision, unit

_parent = unit.alias("parent")
_child = unit.alias("child")
_child_product = product.alias("child_product")


class Tag(TypedDict):
    """One tag."""

    key: str
    value: str


class ProductOfUnit(TypedDict):
    """What a unit's answer says of its product."""

    productId: str
    partNumber: str
    name: str


class RevisionOfUnit(TypedDict):
    """What a unit's answer says of its revision; without ids where the product has no such."""

    productRevisionId: str | None
    productId: str
    revision: str
    partNumber: str
    name: str


class UnitAnswer(TypedDict):
    """A unit with its sub-units of the direct level, in the order of their positions."""

    serialNumber: str
    partNumber: str
    revision: str
    parentSerialNumber: str | None
    position: int | None
    batchNumber: str
    serialDate: str
    currentLocation: str
    xmlData: str | None
    unitPhaseId: int
    unitPhase: str
    processCode: str | None
    processName: str | None
    tags: list[Tag]
    product: ProductOfUnit
    productRevision: RevisionOfUnit
    subUnits: "list[UnitAnswer]"


SELECT = (
    select(
        unit,
        product.c.part_number,
        product.c.name.label("product_name"),
        product.c.guid.label("product_guid"),
        revision.c.guid.label("revision_guid"),
        revision.c.name.label("revision_name"),
        process.c.name.label("process_name"),
        _parent.c.serial_number.label("parent_serial"),
    )
    .join(product, product.c.id == unit.c.product_id)
    .outerjoin(
        revision,
        (revision.c.product_id == unit.c.product_id) & (revision.c.revision == unit.c.revision),
    )
    .outerjoin(process, process.c.code == unit.c.process_code)
    .outerjoin(_parent, _parent.c.id == unit.c.parent_id)
)


# Made once: to build such a statement for every request takes longer than to run it.
_BY_SERIAL = (
    SELECT.add_columns(
        # Most units have none: to be told so is cheaper than to ask for them.
        exists(select(_child.c.id).where(_child.c.parent_id == unit.c.id).correlate(unit)).label(
            "has_children"
        )
    )
    .where(unit.c.serial_number == bindparam("serial"))
    .limit(2)
)
_BY_KEY = _BY_SERIAL.where(product.c.part_number == bindparam("part"))
_CHILDREN = SELECT.where(unit.c.parent_id.in_(bindparam("parents", expanding=True))).order_by(
    unit.c.position, unit.c.id
)
_CHILDREN_OF_ONE = SELECT.where(unit.c.parent_id == bindparam("parent")).order_by(
    unit.c.position, unit.c.id
)


def _fields(of_unit: Any, of_product: Any) -> dict[str, ColumnElement[Any]]:
    """The names that OData filters and orders by (wire contract section 7)."""
    return {
        "serialNumber": of_unit.c.serial_number,
        "partNumber": of_product.c.part_number,
        "revision": of_unit.c.revision,
        "batchNumber": of_unit.c.batch_number,
        "serialDate": of_unit.c.serial_date,
        "currentLocation": of_unit.c.location,
        "unitPhaseId": of_unit.c.phase_id,
        "processCode": of_unit.c.process_code,
    }


def _has_child(condition: ColumnElement[bool] | None) -> ColumnElement[bool]:
    chosen = (
        select(_child.c.id)
        .join(_child_product, _child_product.c.id == _child.c.product_id)
        .where(_child.c.parent_id == unit.c.id)
        .correlate(unit)
    )
    return exists(chosen if condition is None else chosen.where(condition))


SEARCHABLE = Searchable(
    _fields(unit, product), {"subUnits": Collection(_fields(_child, _child_product), _has_child)}
)


def query(
    connection: Connection,
    where: ColumnElement[bool] | None,
    order: Sequence[ColumnElement[Any]] = (),
    top: int = 100,
    skip: int = 0,
) -> list[UnitAnswer]:
    """The units that `where` selects, with their sub-units of the direct level."""
    chosen = SELECT if where is None else SELECT.where(where)
    chosen = chosen.order_by(*order, unit.c.id).limit(top)
    rows = connection.execute(chosen.offset(skip) if skip else chosen).mappings().all()
    children = children_of(connection, [row["id"] for row in rows])
    return [unit_answer(row, children.get(row["id"], [])) for row in rows]


def by_key(connection: Connection, serial_number: str, part_number: str = "") -> list[UnitAnswer]:
    """The units with this serial number, of this part where one is given."""
    return query(connection, is_unit(serial_number, part_number))


def one(connection: Connection, serial_number: str, part_number: str = "") -> UnitAnswer:
    """The unit with this key. Raises a 404 refusal for none, or for several."""
    row = row_of(connection, serial_number, part_number)
    if not row["has_children"]:
        return unit_answer(row, [])
    children = connection.execute(_CHILDREN_OF_ONE, {"parent": row["id"]}).mappings()
    return unit_answer(row, [unit_answer(each, []) for each in children])


def row_of(connection: Connection, serial_number: str, part_number: str = "") -> RowMapping:
    """The unit's row, as `SELECT` has it. Raises a 404 refusal for none, or for several."""
    chosen = _BY_KEY if part_number else _BY_SERIAL
    key = (
        {"serial": serial_number, "part": part_number} if part_number else {"serial": serial_number}
    )
    rows = connection.execute(chosen, key).mappings().all()
    _refuse_but_one(len(rows), serial_number, part_number)
    return rows[0]


def is_unit(serial_number: str, part_number: str) -> ColumnElement[bool]:
    """The condition that selects the unit; without a part, every one with the serial number."""
    serial = unit.c.serial_number == serial_number
    return serial & (product.c.part_number == part_number) if part_number else serial


def children_of(connection: Connection, unit_ids: list[int]) -> dict[int, list[UnitAnswer]]:
    """The units built into each of these, in the order of their positions."""
    if not unit_ids:
        return {}
    children: dict[int, list[UnitAnswer]] = {}
    for row in connection.execute(_CHILDREN, {"parents": unit_ids}).mappings():
        children.setdefault(row["parent_id"], []).append(unit_answer(row, []))
    return children


def unit_answer(row: RowMapping, children: list[UnitAnswer]) -> UnitAnswer:
    """A row of `SELECT` as the API answers it."""
    code = row["process_code"]
    return {
        "serialNumber": row["serial_number"],
        "partNumber": row["part_number"],
        "revision": row["revision"],
        "parentSerialNumber": row["parent_serial"],
        "position": row["position"],
        "batchNumber": row["batch_number"],
        "serialDate": row["serial_date"],
        "currentLocation": row["location"],
        "xmlData": tags_to_xml(row["tags"]),
        "unitPhaseId": row["phase_id"],
        "unitPhase": phase_name(row["phase_id"]),
        "processCode": None if code is None else str(code),
        "processName": row["process_name"],
        "tags": [{"key": key, "value": value} for key, value in row["tags"].items()],
        "product": {
            "productId": row["product_guid"],
            "partNumber": row["part_number"],
            "name": row["product_name"],
        },
        "productRevision": {
            "productRevisionId": row["revision_guid"],
            "productId": row["product_guid"],
            "revision": row["revision"],
            "partNumber": row["part_number"],
            "name": row["revision_name"] or "",
        },
        "subUnits": children,
    }


def _refuse_but_one(found: int, serial_number: str, part_number: str) -> None:
    if not found:
        named = f"{serial_number} of part {part_number}" if part_number else serial_number
        raise not_found(f"There is no unit {named}.", "unknownUnit")
    if found > 1:
        raise not_found(
            f"Several parts have the serial number {serial_number}: give the part number.",
            "ambiguousUnit",
        )
