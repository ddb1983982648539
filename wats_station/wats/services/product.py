"""Products: what there is to make, and what it is made of. Source: wire contract section 2.4."""

from collections.abc import Iterable

from wats_station.wats.errors import NotFound
from wats_station.wats.quoting import segment
from wats_station.wats.services.box_build import BoxBuildCalls
from wats_station.wats.services.product_lists import ProductListCalls
from wats_station.wats.station_headers import NO_HEADERS, StationHeaders
from wats_station.wats.wire.fields import many, one
from wats_station.wats.wire.products import Product, ProductRevision

_PRODUCT = one(Product)
_PRODUCTS = many(Product)
_REVISION = one(ProductRevision)
_REVISIONS = many(ProductRevision)

_BASE = "/api/Product"


class ProductService(BoxBuildCalls, ProductListCalls):
    """`client.product`. Every call raises `WatsError` and its kinds."""

    async def query_products(
        self, odata_filter: str = "", top: int | None = None, orderby: str = ""
    ) -> tuple[Product, ...]:
        """The products that the filter selects, without their revisions.

        Names in the filter are PascalCase: `PartNumber eq 'CTRL-100'`. Without a filter
        the server gives 1,000 at most.
        """
        query = {
            "$filter": odata_filter,
            "$top": "" if top is None else str(top),
            "$orderby": orderby,
        }
        given = {name: text for name, text in query.items() if text}
        return await self._transport.read(f"{_BASE}/Query", _PRODUCTS, given)

    async def get_product(self, part_number: str) -> Product | None:
        """The product with its revisions, or None when the server has none."""
        try:
            return await self._transport.read(f"{_BASE}/{segment(part_number)}", _PRODUCT)
        except NotFound as missing:
            if missing.no_such_call:
                raise
            return None

    async def get_product_by_part_number(self, part_number: str) -> Product | None:
        """The same by the internal call, which takes any part number, `/` and all."""
        try:
            return await self._transport.read(
                "/api/internal/Product/GetProductByPN", _PRODUCT, {"PN": part_number}
            )
        except NotFound as missing:
            if missing.no_such_call:
                raise
            return None

    async def get_revision(self, part_number: str, revision: str) -> ProductRevision | None:
        """One revision of a product, or None when there is none."""
        path = f"{_BASE}/{segment(part_number)}/{segment(revision)}"
        try:
            return await self._transport.read(path, _REVISION)
        except NotFound as missing:
            if missing.no_such_call:
                raise
            return None

    async def save_product(self, product: Product, *, by: StationHeaders = NO_HEADERS) -> Product:
        """Add a product, or change the one with its `product_id`; as the server keeps it.

        Tags are keyed: those not named stay, one with `change=3` goes.
        """
        return await self._transport.write_for(
            "PUT", _BASE, _PRODUCT, {}, by.as_headers(), body=product.as_sent()
        )

    async def save_products(
        self, products: Iterable[Product], *, by: StationHeaders = NO_HEADERS
    ) -> tuple[Product, ...]:
        """The same for many in one request."""
        body = [product.as_sent() for product in products]
        return await self._transport.write_for(
            "PUT", "/api/Products", _PRODUCTS, {}, by.as_headers(), body=body
        )

    async def save_revision(
        self, revision: ProductRevision, *, by: StationHeaders = NO_HEADERS
    ) -> ProductRevision:
        """Add a revision, or change the one with its `product_revision_id`; needs `product_id`."""
        return await self._transport.write_for(
            "PUT", f"{_BASE}/Revision", _REVISION, {}, by.as_headers(), body=revision.as_sent()
        )

    async def save_revisions(
        self, revisions: Iterable[ProductRevision], *, by: StationHeaders = NO_HEADERS
    ) -> tuple[ProductRevision, ...]:
        """The same for many in one request."""
        body = [revision.as_sent() for revision in revisions]
        return await self._transport.write_for(
            "PUT", "/api/Products/Revisions", _REVISIONS, {}, by.as_headers(), body=body
        )
