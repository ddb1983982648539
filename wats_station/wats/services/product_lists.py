"""Parts lists, groups, categories and vendors. Source: wire contract section 2.4."""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from wats_station.wats.quoting import segment
from wats_station.wats.station_headers import NO_HEADERS, StationHeaders
from wats_station.wats.transport import Transport, Upload
from wats_station.wats.wire.fields import many
from wats_station.wats.wire.products import Component, ProductCategory, ProductGroup, Vendor

_COMPONENTS = many(Component)
_GROUPS = many(ProductGroup)
_CATEGORIES = many(ProductCategory)
_VENDORS = many(Vendor)

_BASE = "/api/Product"
_INTERNAL = "/api/internal/Product"
_BOM_NAMESPACE = "http://wats.virinco.com/schemas/WATS/wsbf"


class ProductListCalls:
    """The calls of `client.product` on what stands beside a product."""

    _transport: Transport

    async def get_bom(self, part_number: str, revision: str) -> tuple[Component, ...]:
        """The parts list of a revision."""
        query = {"partNumber": part_number, "revision": revision}
        return await self._transport.read(f"{_INTERNAL}/Bom", _COMPONENTS, query)

    async def save_bom(
        self,
        part_number: str,
        revision: str,
        components: Iterable[Component],
        *,
        description: str = "",
        by: StationHeaders = NO_HEADERS,
    ) -> None:
        """Replace the parts list of a revision."""
        await self._transport.write(
            "PUT",
            f"{_BASE}/BOM",
            {},
            by.as_headers(),
            body=Upload(_bom(part_number, revision, description, components), "application/xml"),
        )

    async def get_product_groups_of(
        self, part_number: str, revision: str = ""
    ) -> tuple[ProductGroup, ...]:
        """The groups that take this product."""
        query = {"partNumber": part_number}
        if revision:
            query["revision"] = revision
        return await self._transport.read(f"{_BASE}/ProductGroupsByProduct", _GROUPS, query)

    async def get_categories(self) -> tuple[ProductCategory, ...]:
        """Every product category."""
        return await self._transport.read(f"{_INTERNAL}/GetProductCategories", _CATEGORIES)

    async def save_categories(
        self, categories: Iterable[ProductCategory], *, by: StationHeaders = NO_HEADERS
    ) -> tuple[ProductCategory, ...]:
        """Add categories, or change those with their ids; all of them as the server keeps them."""
        body = [
            {
                name: text
                for name, text in {
                    "ProductCategoryId": each.product_category_id,
                    "Name": each.name,
                    "Description": each.description,
                }.items()
                if text
            }
            for each in categories
        ]
        path = f"{_INTERNAL}/PutProductCategories"
        await self._transport.write_for("PUT", path, _CATEGORIES, {}, by.as_headers(), body=body)
        return await self.get_categories()

    async def get_vendors(self) -> tuple[Vendor, ...]:
        """Every vendor."""
        return await self._transport.read(f"{_BASE}/Vendors", _VENDORS)

    async def save_vendors(
        self, names: Iterable[str], *, by: StationHeaders = NO_HEADERS
    ) -> tuple[Vendor, ...]:
        """Add vendors by their names; all of them as the server keeps them."""
        body = [{"VendorName": name} for name in names]
        path = f"{_BASE}/Vendors"
        await self._transport.write_for("PUT", path, _VENDORS, {}, by.as_headers(), body=body)
        return await self.get_vendors()

    async def delete_vendor(self, vendor_id: str, *, by: StationHeaders = NO_HEADERS) -> None:
        """Take a vendor away."""
        path = f"{_BASE}/Vendors/{segment(vendor_id)}"
        await self._transport.write("DELETE", path, {}, by.as_headers())


def _bom(
    part_number: str, revision: str, description: str, components: Iterable[Component]
) -> bytes:
    root = ET.Element(
        "BOM",
        {
            "xmlns": _BOM_NAMESPACE,
            "Partnumber": part_number,
            "Revision": revision,
            "Desc": description,
        },
    )
    for each in components:
        ET.SubElement(
            root,
            "Component",
            {
                "Number": each.number,
                "Rev": each.revision,
                "Qty": str(each.quantity),
                "Desc": each.description,
                "Ref": each.reference,
                "FunctionBlock": each.function_block,
            },
        )
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written
