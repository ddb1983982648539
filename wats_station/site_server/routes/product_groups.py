"""Categories, product groups and vendors, in every spelling clients have for them (2.4, 2.7)."""

from typing import Any

from fastapi import APIRouter, Request, Response

from wats_station.site_server.refusals import missing_parameter, not_found
from wats_station.site_server.routes.description import described
from wats_station.site_server.routes.parameters import REVISION, Flag, Number, Text
from wats_station.site_server.routes.request import answer, body, done, read, set_up
from wats_station.site_server.routes.shapes import products as shapes
from wats_station.site_server.store import product_groups
from wats_station.site_server.store.product_groups import (
    CategoryAnswer,
    GroupAnswer,
    GroupFilterAnswer,
    VendorAnswer,
)

router = APIRouter(tags=["Product groups, categories, vendors"])

_PUBLIC, _INTERNAL = "/api/Product", "/api/internal/Product"
_PART = Text("partNumber")
_ID = Number("id")
_GROUP_ID = Number("productGroupId")
_INCLUDE = Flag("includeFilters", description="True unless given.")


@router.get("/api/App/ProductGroups", **described(_INCLUDE, answer=list[GroupAnswer]))
@router.get(f"{_PUBLIC}/Groups", **described(answer=list[GroupAnswer]))
@router.get(f"{_PUBLIC}/ProductGroup", **described(_ID, _INCLUDE, answer=list[GroupAnswer]))
async def get_groups(request: Request) -> Response:
    """Every product group, or the one."""
    group_id, filters = _ID.given(request), _INCLUDE.of(request, default=True)
    found = await read(request, lambda each: product_groups.groups(each, group_id))
    return answer(found if filters else [each | {"filters": []} for each in found])


@router.post(
    f"{_PUBLIC}/ProductGroup", **described(body=shapes.GROUP, answer=GroupAnswer, administer=True)
)
async def post_group(request: Request) -> Response:
    """Make a product group."""
    return await _save_group(request, known=False)


@router.put(f"{_PUBLIC}/Group", **described(body=shapes.GROUP, answer=GroupAnswer, administer=True))
async def put_group_or_new(request: Request) -> Response:
    """Make a product group, or with an id change one."""
    return await _save_group(request, known=None)


@router.put(
    f"{_PUBLIC}/ProductGroup", **described(body=shapes.GROUP, answer=GroupAnswer, administer=True)
)
async def put_group(request: Request) -> Response:
    """Change a product group."""
    return await _save_group(request, known=True)


@router.delete(
    f"{_PUBLIC}/ProductGroup/{{group_id}}",
    **described(path_names=("group_id",), administer=True),
)
async def delete_group(request: Request, group_id: str) -> Response:
    """Delete a product group."""
    if not (group_id.isascii() and group_id.isdigit() and len(group_id) < 10):  # noqa: PLR2004
        raise not_found(f"There is no product group {group_id}.", "unknownGroup")
    number = int(group_id)
    await set_up(request, lambda each: product_groups.delete_group(each, number))
    return done()


@router.get(
    f"{_PUBLIC}/ProductGroupFilter", **described(_GROUP_ID, _ID, answer=list[GroupFilterAnswer])
)
async def get_group_filters(request: Request) -> Response:
    """Which products the groups take."""
    group_id, filter_id = _GROUP_ID.given(request), _ID.given(request)
    return answer(
        await read(request, lambda each: product_groups.group_filters(each, group_id, filter_id))
    )


@router.get(
    f"{_PUBLIC}/ProductGroupsByProduct",
    **described(REVISION, needed=(_PART,), answer=list[GroupAnswer]),
)
@router.get(
    f"{_INTERNAL}/GetGroupsForProduct",
    **described(REVISION, needed=(_PART,), answer=list[GroupAnswer]),
)
async def get_groups_of_product(request: Request) -> Response:
    """The groups that take a product."""
    part, revision = _PART.needed(request), REVISION.of(request)
    return answer(await read(request, lambda each: product_groups.groups_of(each, part, revision)))


@router.get(f"{_INTERNAL}/GetProductCategories", **described(answer=list[CategoryAnswer]))
async def get_categories(request: Request) -> Response:
    """Every product category."""
    return answer(await read(request, product_groups.categories))


@router.put(
    f"{_INTERNAL}/PutProductCategories",
    **described(body=shapes.CATEGORIES, answer=list[CategoryAnswer], administer=True),
)
async def put_categories(request: Request) -> Response:
    """Make product categories, or change those with a known id or name."""
    wanted = await body(request, shapes.CATEGORIES)

    def work(connection: Any) -> list[CategoryAnswer]:
        for each in wanted:
            guid, text = each.product_category_id or "", each.description or ""
            product_groups.save_category(connection, guid, each.name, text)
        return product_groups.categories(connection)

    return answer(await set_up(request, work))


@router.get(f"{_PUBLIC}/Vendors", **described(answer=list[VendorAnswer]))
async def get_vendors(request: Request) -> Response:
    """Every vendor."""
    return answer(await read(request, product_groups.vendors))


@router.put(
    f"{_PUBLIC}/Vendors",
    **described(body=shapes.VENDORS, answer=list[VendorAnswer], administer=True),
)
async def put_vendors(request: Request) -> Response:
    """Make vendors, or rename those with a known id."""
    wanted = await body(request, shapes.VENDORS)
    listed = wanted if isinstance(wanted, list) else [wanted]
    entries = [(each.vendor_id or "", each.name) for each in listed]

    def work(connection: Any) -> list[VendorAnswer]:
        product_groups.save_vendors(connection, entries)
        return product_groups.vendors(connection)

    return answer(await set_up(request, work))


@router.delete(
    f"{_PUBLIC}/Vendors/{{vendor_id}}",
    **described(path_names=("vendor_id",), administer=True),
)
async def delete_vendor(request: Request, vendor_id: str) -> Response:
    """Delete a vendor."""
    await set_up(request, lambda each: product_groups.delete_vendor(each, vendor_id))
    return done()


async def _save_group(request: Request, *, known: bool | None) -> Response:
    wanted = await body(request, shapes.GROUP)
    if known and wanted.id is None:
        raise missing_parameter("id")
    values: dict[str, Any] = {"name": wanted.name}
    if wanted.description is not None:
        values["description"] = wanted.description
    if wanted.is_public is not None:
        values["is_public"] = wanted.is_public
    group_id = None if known is False else wanted.id
    return answer(
        await set_up(request, lambda each: product_groups.save_group(each, group_id, values))
    )
