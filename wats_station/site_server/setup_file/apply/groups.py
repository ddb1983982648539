"""Categories, vendors and product groups, known by their names."""

from collections.abc import Sequence

from sqlalchemy import Connection, Table, select

from wats_station.site_server.setup_file.apply.rows import (
    lines_given,
    lines_of,
    new_draft,
    rows_by,
    save,
    values_for,
)
from wats_station.site_server.setup_file.columns import CATEGORY, FILTER, GROUP, VENDOR, Kept
from wats_station.site_server.setup_file.model import Category, ProductGroup, Vendor
from wats_station.site_server.setup_file.planned import Draft, Planned, line_changes
from wats_station.site_server.store.schema import (
    product_category,
    product_group,
    product_group_filter,
    vendor,
)


def put_categories(connection: Connection, categories: Sequence[Category]) -> list[Planned]:
    """Make or change the categories."""
    return _put_named(connection, product_category, "category", categories, CATEGORY)


def put_vendors(connection: Connection, vendors: Sequence[Vendor]) -> list[Planned]:
    """Make the vendors."""
    return _put_named(connection, vendor, "vendor", vendors, VENDOR)


def put_groups(connection: Connection, groups: Sequence[ProductGroup]) -> list[Planned]:
    """Make or change the groups; filters that are given replace the group's."""
    known = rows_by(connection, product_group, "name")
    found = []
    for each in groups:
        row = known.get(each.name)
        draft = new_draft(row, "product group", each.name)
        values = values_for(each, GROUP, row, draft)
        group_id = save(connection, product_group, row, {"name": each.name}, values)
        if "filters" in each.model_fields_set:
            _put_filters(connection, group_id, each, draft)
        found.append(draft.planned())
    return found


def _put_named(
    connection: Connection,
    table: Table,
    kind: str,
    entries: Sequence[Category] | Sequence[Vendor],
    kept: Sequence[Kept],
) -> list[Planned]:
    known = rows_by(connection, table, "name")
    found = []
    for each in entries:
        row = known.get(each.name)
        draft = new_draft(row, kind, each.name)
        save(connection, table, row, {"name": each.name}, values_for(each, kept, row, draft))
        found.append(draft.planned())
    return found


def _put_filters(connection: Connection, group_id: int, group: ProductGroup, draft: Draft) -> None:
    table = product_group_filter
    here = table.c.group_id == group_id
    chosen = select(table).where(here).order_by(table.c.order_number, table.c.id)
    old = lines_of(connection.execute(chosen).mappings().all(), FILTER)
    changes = line_changes("filters", old, lines_given(group.filters, FILTER))
    if not changes:
        return
    draft.note(changes)
    connection.execute(table.delete().where(here))
    rows = [
        {"group_id": group_id, "order_number": at, **values_for(each, FILTER, None, draft)}
        for at, each in enumerate(group.filters)
    ]
    if rows:
        connection.execute(table.insert(), rows)
