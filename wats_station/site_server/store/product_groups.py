"""How products are grouped: categories, groups by filter, and vendors (wire contract 2.4)."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, RowMapping, select
from typing_extensions import TypedDict

from wats_station.site_server.refusals import not_found
from wats_station.site_server.rules.wildcards import NO_MATCH, closeness
from wats_station.site_server.store.schema import (
    product,
    product_category,
    product_group,
    product_group_filter,
    vendor,
)


class CategoryAnswer(TypedDict):
    """A product category as the API answers it."""

    ProductCategoryId: str
    Name: str
    Description: str


class GroupFilterAnswer(TypedDict):
    """Which products a group takes, or leaves out."""

    id: int
    productGroupId: int
    partNumber: str
    revision: str
    exclude: bool
    orderNo: int


class GroupAnswer(TypedDict):
    """A product group, in both spellings."""

    id: int
    name: str
    description: str
    isPublic: bool
    productGroupId: int
    productGroupName: str
    filters: list[GroupFilterAnswer]


class VendorAnswer(TypedDict):
    """A vendor, in both spellings."""

    vendorId: str
    VendorName: str
    name: str


def categories(connection: Connection) -> list[CategoryAnswer]:
    """Every category."""
    rows = connection.execute(select(product_category).order_by(product_category.c.name))
    return [
        {"ProductCategoryId": row.guid, "Name": row.name, "Description": row.description}
        for row in rows
    ]


def save_category(connection: Connection, guid: str, name: str, description: str) -> None:
    """Make a category, or change the one with this id or name."""
    here = product_category.c.guid == guid if guid else product_category.c.name == name
    values = {"name": name, "description": description}
    changed = connection.execute(product_category.update().where(here).values(values))
    if not changed.rowcount:
        new = {"guid": guid or str(uuid4()), **values}
        connection.execute(product_category.insert().values(new))


def groups(connection: Connection, group_id: int | None = None) -> list[GroupAnswer]:
    """Every group with its filters, or the one."""
    chosen = select(product_group).order_by(product_group.c.id)
    if group_id is not None:
        chosen = chosen.where(product_group.c.id == group_id)
    filters: dict[int, list[GroupFilterAnswer]] = {}
    for each in group_filters(connection):
        filters.setdefault(each["productGroupId"], []).append(each)
    return [_group(row, filters.get(row["id"], [])) for row in _rows(connection, chosen)]


def groups_of(connection: Connection, part_number: str, revision: str) -> list[GroupAnswer]:
    """The groups that take this product; raises a 404 refusal for an unknown one."""
    known = select(product.c.id).where(product.c.part_number == part_number)
    if connection.execute(known).first() is None:
        raise not_found(f"There is no product {part_number}.", "unknownProduct")
    return [group for group in groups(connection) if takes(group["filters"], part_number, revision)]


def takes(filters: list[GroupFilterAnswer], part_number: str, revision: str) -> bool:
    """True for a product that a group with these filters holds."""
    matching = [
        each
        for each in filters
        if closeness(each["partNumber"], part_number)[0] != NO_MATCH
        and (not revision or closeness(each["revision"], revision)[0] != NO_MATCH)
    ]
    return bool(matching) and not any(each["exclude"] for each in matching)


def group_filters(
    connection: Connection, group_id: int | None = None, filter_id: int | None = None
) -> list[GroupFilterAnswer]:
    """The filters of every group, of one, or one filter."""
    chosen = select(product_group_filter).order_by(
        product_group_filter.c.order_number, product_group_filter.c.id
    )
    if group_id is not None:
        chosen = chosen.where(product_group_filter.c.group_id == group_id)
    if filter_id is not None:
        chosen = chosen.where(product_group_filter.c.id == filter_id)
    return [
        {
            "id": row["id"],
            "productGroupId": row["group_id"],
            "partNumber": row["part_number"],
            "revision": row["revision"],
            "exclude": row["exclude"],
            "orderNo": row["order_number"],
        }
        for row in _rows(connection, chosen)
    ]


def save_group(connection: Connection, group_id: int | None, values: dict[str, Any]) -> GroupAnswer:
    """Make a group, or change one. Raises a 404 refusal for an unknown id or a name in use."""
    named = select(product_group.c.id).where(product_group.c.name == values["name"])
    other = connection.execute(named).scalar()
    if other is not None and other != group_id:
        raise not_found(f"There is a product group {values['name']} already.", "groupExists")
    if group_id is None:
        made = connection.execute(product_group.insert().values(values))
        group_id = int(made.inserted_primary_key[0]) if made.inserted_primary_key else 0
    else:
        here = product_group.c.id == group_id
        if not connection.execute(product_group.update().where(here).values(values)).rowcount:
            raise _unknown_group(group_id)
    return groups(connection, group_id)[0]


def delete_group(connection: Connection, group_id: int) -> None:
    """Delete a group with its filters. Raises a 404 refusal for an unknown one."""
    of_group = product_group_filter.c.group_id == group_id
    connection.execute(product_group_filter.delete().where(of_group))
    gone = connection.execute(product_group.delete().where(product_group.c.id == group_id))
    if not gone.rowcount:
        raise _unknown_group(group_id)


def vendors(connection: Connection) -> list[VendorAnswer]:
    """Every vendor."""
    rows = connection.execute(select(vendor).order_by(vendor.c.name))
    return [{"vendorId": row.guid, "VendorName": row.name, "name": row.name} for row in rows]


def save_vendors(connection: Connection, entries: Iterable[tuple[str, str]]) -> None:
    """Make vendors or rename them: each an id, which may be empty, and a name."""
    for guid, name in entries:
        known = select(vendor.c.guid).where(vendor.c.name == name)
        if connection.execute(known).first() is not None:
            continue
        here = vendor.c.guid == guid
        if (
            not guid
            or not connection.execute(vendor.update().where(here).values(name=name)).rowcount
        ):
            connection.execute(vendor.insert().values(guid=guid or str(uuid4()), name=name))


def delete_vendor(connection: Connection, guid: str) -> None:
    """Delete a vendor. Raises a 404 refusal for an unknown one."""
    gone = connection.execute(vendor.delete().where(vendor.c.guid == guid.lower()))
    if not gone.rowcount:
        raise not_found(f"There is no vendor with the id {guid}.", "unknownVendor")


def _group(row: RowMapping, filters: list[GroupFilterAnswer]) -> GroupAnswer:
    return {
        "id": row["id"],
        "name": row["name"],
        "description": row["description"],
        "isPublic": row["is_public"],
        "productGroupId": row["id"],
        "productGroupName": row["name"],
        "filters": filters,
    }


def _rows(connection: Connection, chosen: Any) -> list[RowMapping]:
    return list(connection.execute(chosen).mappings())


def _unknown_group(group_id: int) -> Exception:
    return not_found(f"There is no product group {group_id}.", "unknownGroup")
