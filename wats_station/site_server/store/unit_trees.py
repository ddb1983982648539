"""Units in the internal API's shapes: one, with its parents, its tree, its contents (2.2)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from wats_station.site_server.rules.tags import tags_to_xml
from wats_station.site_server.store import products, templates
from wats_station.site_server.store.schema import product, unit
from wats_station.site_server.store.unit_answers import (
    SELECT,
    UnitAnswer,
    one,
    row_of,
    unit_answer,
)

Tree = dict[str, Any]

_DEEPEST = 50


def internal(connection: Connection, serial_number: str, part_number: str) -> Tree:
    """GetUnit: PascalCase, with ids, children and tags as settings."""
    row = row_of(connection, serial_number, part_number)
    answer = one(connection, serial_number, part_number)
    return _pascal(answer) | {
        "UnitId": row["id"],
        "ParentUnitId": row["parent_id"],
        "ProductId": row["product_guid"],
        "ProductRevisionId": row["revision_guid"],
        "BatchSN": row["batch_number"],
        "XMLData": answer["xmlData"],
        "ProductionBatch": row["batch_number"] or None,
        "Process": row["process_name"],
        "Children": [_pascal(child) for child in answer["subUnits"]],
        "Settings": [{"Key": tag["key"], "Value": tag["value"]} for tag in answer["tags"]],
        "Level": _level(connection, row),
    }


def info(connection: Connection, serial_number: str, part_number: str) -> list[Tree]:
    """GetUnitInfo: the unit first, then its parents upwards."""
    row: RowMapping | None = row_of(connection, serial_number, part_number)
    rows: list[Tree] = []
    while row is not None and len(rows) < _DEEPEST:
        answer = one(connection, row["serial_number"], row["part_number"])
        product = products.of_part(connection, row["part_number"])
        revision = next(
            (each for each in product["revisions"] if each["revision"] == row["revision"]), None
        )
        rows.append(
            {
                "UnitId": row["id"],
                "ParentUnitID": row["parent_id"],
                "SerialNumber": row["serial_number"],
                "BatchNumber": row["batch_number"],
                "SerialDate": row["serial_date"],
                "UnitXML": answer["xmlData"],
                "Revision": row["revision"],
                "RevisionName": revision["name"] if revision else "",
                "RevisionDescription": revision["description"] if revision else "",
                "RevisionXML": revision["xmlData"] if revision else None,
                "PartNumber": row["part_number"],
                "Name": product["name"],
                "ProductDescription": product["description"],
                "ProductXML": product["xmlData"],
                "SubUnits": [_pascal(child) for child in answer["subUnits"]],
            }
        )
        row = _by_id(connection, row["parent_id"])
    return rows


def hierarchy(connection: Connection, serial_number: str, part_number: str) -> Tree:
    """GetUnitHierarchy: the tree from the topmost parent down; `IsSelected` marks the unit."""
    asked = row_of(connection, serial_number, part_number)
    top = asked
    for _ in range(_DEEPEST):
        above = _by_id(connection, top["parent_id"])
        if above is None:
            break
        top = above
    return _tree(connection, top, asked["id"], 0)


def contents(connection: Connection, key: tuple[str, str], revision: str) -> Tree:
    """GetUnitContents: the box build with the units in each slot, level by level."""
    row = row_of(connection, *key)
    revision = revision or row["revision"]
    own = one(connection, *key)
    known = products.revision_id(connection, row["part_number"], revision) is not None
    rows = templates.info(connection, row["part_number"], revision) if known else []
    return {
        "PartNumber": row["part_number"],
        "Revision": revision,
        "ProductName": row["product_name"],
        "RevisionName": rows[0]["RevisionName"] if rows else "",
        "RevisionMask": "",
        "IsBOMLoaded": len(rows) > 1,
        "Level": 0,
        "ItemId": 0,
        "ParentItemId": None,
        "Units": [_pascal(own)],
        "Children": _nested(connection, rows[1:], row["id"]),
    }


def _nested(connection: Connection, lines: list[templates.InfoRow], unit_id: int) -> list[Tree]:
    """The lines, which come depth first, each beneath the one it belongs to."""
    above: list[Tree] = []
    top: list[Tree] = []
    # The units of each level above, which the next one's are built into.
    holders = [[unit_id]]
    for number, line in enumerate(lines, start=1):
        del above[line["hlevel"] - 1 :], holders[line["hlevel"] :]
        inside = _built_in(connection, holders[-1], line["PartNumber"])
        item = _content(line, number, above[-1]["ItemId"] if above else 0, inside)
        (above[-1]["Children"] if above else top).append(item)
        above.append(item)
        holders.append([each["id"] for each in inside])
    return top


def _built_in(connection: Connection, holders: list[int], part_number: str) -> Sequence[RowMapping]:
    here = unit.c.parent_id.in_(holders) & (product.c.part_number == part_number)
    chosen = SELECT.where(here).order_by(unit.c.parent_id, unit.c.position, unit.c.id)
    return connection.execute(chosen).mappings().all() if holders else []


def _content(
    line: templates.InfoRow, number: int, parent: int, inside: Sequence[RowMapping]
) -> Tree:
    return {
        "PartNumber": line["PartNumber"],
        "Revision": line["Revision"],
        "ProductName": line["Name"],
        "RevisionName": line["RevisionName"],
        "RevisionMask": line["RevisionMask"],
        "Quantity": line["Quantity"],
        "NonSerial": line["NonSerial"],
        "IsBOMLoaded": True,
        "Level": line["hlevel"],
        "ItemId": number,
        "ParentItemId": parent,
        "Units": [_pascal(unit_answer(each, [])) for each in inside],
        "Children": [],
    }


def _tree(connection: Connection, row: RowMapping, selected: int, level: int) -> Tree:
    chosen = SELECT.where(unit.c.parent_id == row["id"]).order_by(unit.c.position, unit.c.id)
    children = connection.execute(chosen).mappings().all() if level < _DEEPEST else []
    return {
        "UnitId": row["id"],
        "ParentUnitId": row["parent_id"],
        "SerialNumber": row["serial_number"],
        "PartNumber": row["part_number"],
        "Revision": row["revision"],
        "ProductName": row["product_name"],
        "UnitPhaseId": row["phase_id"],
        "Position": row["position"],
        "Level": level,
        "XMLData": tags_to_xml(row["tags"]),
        "IsSelected": row["id"] == selected,
        "Children": [_tree(connection, child, selected, level + 1) for child in children],
    }


def _level(connection: Connection, row: RowMapping) -> int:
    level, above = 0, row["parent_id"]
    while above is not None and level < _DEEPEST:
        level += 1
        above = connection.execute(select(unit.c.parent_id).where(unit.c.id == above)).scalar()
    return level


def _by_id(connection: Connection, unit_id: int | None) -> RowMapping | None:
    if unit_id is None:
        return None
    return connection.execute(SELECT.where(unit.c.id == unit_id)).mappings().first()


def _pascal(answer: UnitAnswer) -> Tree:
    spelled: Tree = _spelled(answer)
    return spelled


def _spelled(value: Any) -> Any:
    """The same in PascalCase, all the way down."""
    if isinstance(value, list):
        return [_spelled(each) for each in value]
    if isinstance(value, dict):
        return {name[0].upper() + name[1:]: _spelled(each) for name, each in value.items()}
    return value
