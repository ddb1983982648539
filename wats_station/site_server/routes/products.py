"""Products, revisions and their tags (wire contract 2.4)."""

from collections.abc import Callable
from typing import Any, TypeVar

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection
from starlette.convertors import PathConvertor, register_url_convertor

from wats_station.site_server import odata
from wats_station.site_server.refusals import Refusal, missing_parameter, only_quarantines
from wats_station.site_server.routes.description import described
from wats_station.site_server.routes.parameters import FILTER, ORDER, REVISION, Text, top
from wats_station.site_server.routes.request import answer, body, path_key, read, search, set_up
from wats_station.site_server.routes.shapes import products as shapes
from wats_station.site_server.routes.shapes.fields import given_tags
from wats_station.site_server.routes.shapes.products import RevisionShape
from wats_station.site_server.store import products
from wats_station.site_server.store.products import ProductAnswer, ProductRow, RevisionAnswer
from wats_station.site_server.store.tokens import ADMINISTER
from wats_station.site_server.store.unit_answers import Tag

T = TypeVar("T")

# Calls beside the products themselves: a product named so is asked for by parameters.
_CALLS = (
    "Query", "Products", "Revision", "Revisions", "Groups", "Group", "ProductGroup",
    "ProductGroupFilter", "ProductGroupsByProduct", "BOM", "Vendors",
)  # fmt: skip


class _ProductKey(PathConvertor):
    regex = rf"(?!(?:{'|'.join(_CALLS)})$).+"


register_url_convertor("product", _ProductKey())

router = APIRouter(tags=["Products"])

_BASE, _INTERNAL = "/api/Product", "/api/internal/Product"
_MOST = 10_000
_UNFILTERED = 1000
_TOP = top(_UNFILTERED, _MOST)
_PART = Text("partNumber")
_PN = Text("PN", ("partNumber",))
_NAMES = ("partNumber", "revision")


@router.get(f"{_BASE}/Query", **described(FILTER, _TOP, ORDER, answer=list[ProductRow]))
async def query_products(request: Request) -> Response:
    """Products by OData filter: 1000 at most without one."""
    searchable = products.SEARCHABLE
    condition = odata.where(FILTER.of(request), searchable)
    order = odata.order(ORDER.of(request), searchable.fields)
    most = _most(request, filtered=condition is not None)

    def work(connection: Connection) -> list[ProductRow]:
        rows = products.product_rows(connection, condition, order, most)
        return [products.row_answer(row) for row in rows]

    return answer(await search(request, work))


@router.get("/api/Products", **described(FILTER, _TOP, ORDER, answer=list[ProductAnswer]))
async def query_whole_products(request: Request) -> Response:
    """Products with their revisions, by OData filter."""
    searchable = products.SEARCHABLE
    condition = odata.where(FILTER.of(request), searchable)
    order = odata.order(ORDER.of(request), searchable.fields)
    most = _most(request, filtered=condition is not None)
    return answer(await search(request, lambda each: products.query(each, condition, order, most)))


@router.get(
    "/api/Products/Revisions", **described(FILTER, _TOP, ORDER, answer=list[RevisionAnswer])
)
async def query_revisions(request: Request) -> Response:
    """Product revisions by OData filter."""
    searchable = products.REVISIONS_SEARCHABLE
    condition = odata.where(FILTER.of(request), searchable)
    order = odata.order(ORDER.of(request), searchable.fields)
    most = _most(request, filtered=condition is not None)
    return answer(
        await search(request, lambda each: products.query_revisions(each, condition, order, most))
    )


@router.get(_BASE, **described(_PART, REVISION, answer=dict[str, Any]))
async def get_by_parameters(request: Request) -> Response:
    """A product, or its revision where one is named, by parameters."""
    part, revision = _PART.needed(request), REVISION.of(request)
    return answer(await read(request, lambda each: _found(each, part, revision)))


@router.get(
    f"{_INTERNAL}/GetProductByPN",
    **described(_PN, answer=dict[str, Any]),
)
async def get_internal(request: Request) -> Response:
    """A product, PascalCase."""
    part = _PN.needed(request)
    found = await read(request, lambda each: products.of_part(each, part))
    return answer(_pascal(dict(found)))


@router.get(
    f"{_BASE}/{{key:product}}",
    **described(
        answer=dict[str, Any], path=f"{_BASE}/{{partNumber}}/{{revision}}", path_names=_NAMES
    ),
)
async def get_product(request: Request) -> Response:
    """A product with its revisions; with a revision, that revision alone."""
    part, revision = path_key(request, f"{_BASE}/")
    return answer(await read(request, lambda each: _found(each, part, revision)))


@router.put(_BASE, **described(body=shapes.PRODUCT, answer=ProductAnswer, administer_in_part=True))
async def put_product(request: Request) -> Response:
    """Make a product, or change what is given; a token that may only operate: its quarantines."""
    new = (await body(request, shapes.PRODUCT)).new_product()
    named = (new.guid or "", new.part_number)
    return answer(
        await set_up(request, _admitted(request, named, lambda each: products.save(each, new)))
    )


@router.put(
    "/api/Products", **described(body=shapes.PRODUCTS, answer=list[ProductAnswer], administer=True)
)
@router.put(
    f"{_BASE}/Products",
    **described(body=shapes.PRODUCTS, answer=list[ProductAnswer], administer=True),
)
async def put_products(request: Request) -> Response:
    """Make products, or change what is given, all or none."""
    wanted = [each.new_product() for each in await body(request, shapes.PRODUCTS)]
    return answer(await set_up(request, lambda each: [products.save(each, new) for new in wanted]))


@router.put(
    f"{_BASE}/Revision",
    **described(body=shapes.REVISION, answer=RevisionAnswer, administer_in_part=True),
)
async def put_revision(request: Request) -> Response:
    """Make a revision of a product, or change what is given; as of a product for quarantines."""
    wanted = await body(request, shapes.REVISION)
    named = (wanted.product_id or "", wanted.part_number or "")
    return answer(
        await set_up(request, _admitted(request, named, lambda each: _save_revision(each, wanted)))
    )


@router.put(
    "/api/Products/Revisions",
    **described(body=shapes.REVISIONS, answer=list[RevisionAnswer], administer=True),
)
@router.put(
    f"{_BASE}/Revisions",
    **described(body=shapes.REVISIONS, answer=list[RevisionAnswer], administer=True),
)
async def put_revisions(request: Request) -> Response:
    """Make revisions, or change what is given, all or none."""
    wanted = await body(request, shapes.REVISIONS)
    return answer(await set_up(request, lambda each: [_save_revision(each, new) for new in wanted]))


@router.delete(
    f"{_BASE}/{{key:product}}",
    **described(
        path=f"{_BASE}/{{partNumber}}/{{revision}}", path_names=_NAMES, administer=True, empty=True
    ),
)
async def delete_product(request: Request) -> Response:
    """Delete a product or revision: 204 when it is gone, 200 when it was only made inactive."""
    part, revision = path_key(request, f"{_BASE}/")

    def work(connection: Connection) -> bool:
        if revision:
            return products.delete_revision(connection, part, revision)
        return products.delete(connection, part)

    gone = await set_up(request, work)
    return Response(status_code=204) if gone else answer(None)


@router.get(f"{_INTERNAL}/GetProductTags", **described(needed=(_PART,), answer=list[Tag]))
async def get_product_tags(request: Request) -> Response:
    """The product's tags."""
    part = _PART.needed(request)
    return answer(await read(request, lambda each: products.of_part(each, part)["tags"]))


@router.get(f"{_INTERNAL}/GetRevisionTags", **described(needed=(_PART, REVISION), answer=list[Tag]))
async def get_revision_tags(request: Request) -> Response:
    """The revision's tags."""
    part, revision = _PART.needed(request), REVISION.needed(request)
    return answer(
        await read(request, lambda each: products.revision_of(each, part, revision)["tags"])
    )


@router.put(
    f"{_INTERNAL}/PutProductTags",
    **described(needed=(_PART,), body=shapes.TAGS, answer=list[Tag], administer=True),
)
async def put_product_tags(request: Request) -> Response:
    """Add, change or delete tags of a product; what is not listed stays."""
    part = _PART.needed(request)
    tags = await body(request, shapes.TAGS)
    given = given_tags(tags)
    return answer(await set_up(request, lambda each: products.change_tags(each, part, None, given)))


@router.put(
    f"{_INTERNAL}/PutRevisionTags",
    **described(needed=(_PART, REVISION), body=shapes.TAGS, answer=list[Tag], administer=True),
)
async def put_revision_tags(request: Request) -> Response:
    """Add, change or delete tags of a revision; what is not listed stays."""
    part, revision = _PART.needed(request), REVISION.needed(request)
    tags = await body(request, shapes.TAGS)
    given = given_tags(tags)
    return answer(
        await set_up(request, lambda each: products.change_tags(each, part, revision, given))
    )


def _found(connection: Connection, part: str, revision: str) -> ProductAnswer | RevisionAnswer:
    if revision:
        return products.revision_of(connection, part, revision)
    return products.of_part(connection, part)


def _admitted(
    request: Request, named: tuple[str, str], work: Callable[[Connection], T]
) -> Callable[[Connection], T]:
    """`work`; for a token that may only operate it may change quarantines and nothing else.

    `named` is the product by id and part number.
    """
    if request.state.caller.role == ADMINISTER:
        return work

    def looked_at(connection: Connection) -> T:
        try:
            product_id = products.product_id_of(connection, *named)
        except Refusal:
            raise only_quarantines() from None
        before = products.but_quarantines(connection, product_id)
        done = work(connection)
        if products.but_quarantines(connection, product_id) != before:
            # What was written is taken back with the refusal.
            raise only_quarantines()
        return done

    return looked_at


def _save_revision(connection: Connection, wanted: RevisionShape) -> RevisionAnswer:
    if not wanted.product_id and not wanted.part_number:
        raise missing_parameter("productId")
    product_id = products.product_id_of(
        connection, wanted.product_id or "", wanted.part_number or ""
    )
    row_id = products.save_revision(connection, product_id, wanted.new_revision())
    return products.query_revisions(connection, products.is_revision(row_id), top=1)[0]


def _most(request: Request, *, filtered: bool) -> int:
    most = _TOP.given(request)
    limit = _MOST if filtered else _UNFILTERED
    return limit if most is None else min(most, limit)


def _pascal(content: dict[str, Any]) -> dict[str, Any]:
    spelled = {name[0].upper() + name[1:]: value for name, value in content.items()}
    revisions = spelled.get("Revisions")
    if isinstance(revisions, list):
        spelled["Revisions"] = [_pascal(dict(each)) for each in revisions]
    return spelled
