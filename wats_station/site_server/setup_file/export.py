"""The set-up of a database as a file."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import yaml
from pydantic.alias_generators import to_camel
from sqlalchemy import Connection, RowMapping, select

from wats_station.site_server.setup_file.apply.contents import bom_rows, box_build_rows
from wats_station.site_server.setup_file.apply.rows import rows_by
from wats_station.site_server.setup_file.columns import (
    BARCODE,
    BOM,
    BOX_BUILD,
    CATEGORY,
    FILTER,
    GROUP,
    PRODUCT,
    REVISION,
    RULE,
    VENDOR,
    Kept,
)
from wats_station.site_server.setup_file.export_pools import serial_types
from wats_station.site_server.setup_file.export_processes import processes
from wats_station.site_server.setup_file.model import (
    VERSION,
    BarcodeIdentifier,
    BomLine,
    BoxBuildLine,
    Category,
    GroupFilter,
    Product,
    ProductGroup,
    Revision,
    Shape,
    Vendor,
    VerificationRule,
)
from wats_station.site_server.setup_file.places import MOST_BYTES
from wats_station.site_server.setup_file.scalars import Writer
from wats_station.site_server.store import settings
from wats_station.site_server.store.schema import (
    barcode_identifier,
    product,
    product_category,
    product_group,
    product_group_filter,
    revision,
    vendor,
    verification_rule,
)

_HEADER = """\
# The set-up of a WATS Station site server.
# Importing it makes what is missing and changes what is otherwise; what it does not
# mention stays. Texts that YAML would take for numbers, dates or truths are in quotes.
# A pool holds the numbers that are free; those that were given out are not in this file.
"""
_WITHOUT_POOLS = "# The pools of serial numbers are too large for a set-up file and left out.\n"

Entry = dict[str, object]
Section = Callable[[Connection], object]


def export_setup(connection: Connection) -> str:
    """The whole set-up as a text that `read_setup` takes, the same text for the same set-up.

    Pools of serial numbers that a file cannot hold are left out, which the text says.
    """
    pools = serial_types(connection)
    if pools is not None:
        text = _text(connection, pools)
        if len(text.encode()) <= MOST_BYTES:
            return _HEADER + text
    without = serial_types(connection, with_pools=False)
    return _HEADER + _WITHOUT_POOLS + _text(connection, without or [])


def _text(connection: Connection, types: Sequence[Entry]) -> str:
    content: Entry = {
        "version": VERSION,
        "processes": processes(connection),
        "serialNumberTypes": list(types),
    }
    content |= {name: section(connection) for name, section in _SECTIONS.items()}
    told = {name: part for name, part in content.items() if part}
    # One section after the other, with an empty line between them.
    return "\n".join(
        yaml.dump(
            {name: part},
            Dumper=Writer,
            default_flow_style=False,
            sort_keys=False,
            allow_unicode=True,
            width=100,
        )
        for name, part in told.items()
    )


def _categories(connection: Connection) -> list[Entry]:
    return _named(connection, product_category, Category, CATEGORY)


def _vendors(connection: Connection) -> list[Entry]:
    return _named(connection, vendor, Vendor, VENDOR)


def _groups(connection: Connection) -> list[Entry]:
    filters: dict[int, list[Entry]] = {}
    table = product_group_filter
    chosen = select(table).order_by(table.c.order_number, table.c.id)
    for row in connection.execute(chosen).mappings():
        line = {"partNumber": row["part_number"], "revision": row["revision"]}
        filters.setdefault(row["group_id"], []).append(line | _told(row, GroupFilter, FILTER))
    groups = []
    for name, row in _sorted(rows_by(connection, product_group, "name")):
        entry = {"name": name, **_told(row, ProductGroup, GROUP)}
        groups.append(_with(entry, "filters", filters.get(row["id"])))
    return groups


def _products(connection: Connection) -> list[Entry]:
    categories = {row["id"]: name for name, row in _rows(connection, product_category, "name")}
    revisions: dict[int, list[Entry]] = {}
    for _, row in _sorted(rows_by(connection, revision, "product_id", "revision")):
        revisions.setdefault(row["product_id"], []).append(_revision(connection, row))
    products = []
    for part_number, row in _rows(connection, product, "part_number"):
        entry = {"partNumber": part_number, **_told(row, Product, PRODUCT)}
        _with(entry, "category", categories.get(row["category_id"]))
        _with(entry, "tags", row["tags"])
        products.append(_with(entry, "revisions", revisions.get(row["id"])))
    return products


def _revision(connection: Connection, row: RowMapping) -> Entry:
    entry = {"revision": row["revision"], **_told(row, Revision, REVISION)}
    _with(entry, "tags", row["tags"])
    box_build = [
        {"partNumber": line["part_number"], "revision": line["revision"]}
        | _told(line, BoxBuildLine, BOX_BUILD)
        for line in box_build_rows(connection, row["id"])
    ]
    bom = [
        {"number": line["number"], **_told(line, BomLine, BOM)}
        for line in bom_rows(connection, row["id"])
    ]
    _with(entry, "boxBuild", box_build)
    return _with(entry, "bom", bom)


def _rules(connection: Connection) -> list[Entry]:
    """In the order of their making: of rules that fit alike the oldest is in force."""
    return [
        {"partNumber": row["part_number"], "revision": row["revision"]}
        | _told(row, VerificationRule, RULE)
        for row in rows_by(connection, verification_rule, "part_number", "revision").values()
    ]


def _barcodes(connection: Connection) -> list[Entry]:
    """In the order in which they are tried."""
    known = rows_by(connection, barcode_identifier, "pattern", first="order")
    return [
        {"pattern": pattern, **_told(row, BarcodeIdentifier, BARCODE)}
        for pattern, row in known.items()
    ]


def _options(connection: Connection) -> Entry:
    value = settings.get(connection, settings.LOG_UNIT_CHANGES, None)
    return {} if value is None else {settings.LOG_UNIT_CHANGES: value}


_SECTIONS: dict[str, Section] = {
    "categories": _categories,
    "productGroups": _groups,
    "vendors": _vendors,
    "products": _products,
    "verificationRules": _rules,
    "barcodeIdentifiers": _barcodes,
    "options": _options,
}


def _named(
    connection: Connection, table: Any, shape: type[Shape], kept: Sequence[Kept]
) -> list[Entry]:
    return [
        {"name": name, **_told(row, shape, kept)} for name, row in _rows(connection, table, "name")
    ]


def _told(row: Mapping[Any, Any], shape: type[Shape], kept: Sequence[Kept]) -> Entry:
    """What of a row is not at the default that a new entry would have."""
    fields = shape.model_fields
    values = {each.field: each.out(row[each.name]) for each in kept}
    return {
        to_camel(field): value
        for field, value in values.items()
        if fields[field].is_required() or value != fields[field].default
    }


def _with(entry: Entry, key: str, value: object) -> Entry:
    """The entry with a key that has something to say."""
    if value:
        entry[key] = value
    return entry


def _rows(connection: Connection, table: Any, column: str) -> list[tuple[Any, RowMapping]]:
    return _sorted(rows_by(connection, table, column))


def _sorted(rows: Mapping[Any, RowMapping]) -> list[tuple[Any, RowMapping]]:
    """By key and code point, whatever the database's collation."""
    return sorted(rows.items(), key=lambda item: item[0])
