"""Box-build templates: what a revision is built of, read and edited. Source: section 2.4."""

from pydantic import ConfigDict, TypeAdapter

from wats_station.wats.errors import InvalidInput, NotFound
from wats_station.wats.station_headers import NO_HEADERS, StationHeaders
from wats_station.wats.transport import Transport
from wats_station.wats.wire.fields import many
from wats_station.wats.wire.products import (
    BoxBuildTemplate,
    ProductInfoRow,
    RelationAnswer,
    TemplateLine,
)

_ROWS = many(ProductInfoRow)
_RELATION: TypeAdapter[RelationAnswer | tuple[RelationAnswer, ...] | None] = TypeAdapter(
    RelationAnswer | tuple[RelationAnswer, ...] | None, config=ConfigDict(defer_build=True)
)

_INFO = "/api/internal/Product/GetProductInfo"
_INTERNAL = "/api/internal/Product"
_ITSELF, _DIRECT = 0, 1


class BoxBuildCalls:
    """The template calls of `client.product`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def get_product_info(self, part_number: str, revision: str) -> tuple[ProductInfoRow, ...]:
        """The product revision and everything in its box build, whole trees deep, in order."""
        query = {"partNumber": part_number, "revision": revision}
        return await self._transport.read(_INFO, _ROWS, query)

    async def get_box_build_template(self, part_number: str, revision: str) -> BoxBuildTemplate:
        """What the revision is built of: the lines of the direct level.

        Raises `NotFound` for a product or revision that the server does not have.
        """
        rows = await self.get_product_info(part_number, revision)
        itself = next((row for row in rows if row.level == _ITSELF), None)
        if itself is None:
            raise NotFound(
                f"the server has no product {part_number} revision {revision}.",
                operation=f"GET {_INFO}",
            )
        lines = []
        first_index = 0
        for row in rows:
            if row.level != _DIRECT or not row.product_revision_relation_id:
                continue
            line = _line(row, first_index)
            lines.append(line)
            first_index += len(line.indexes)
        return BoxBuildTemplate(
            part_number=part_number,
            revision=revision,
            product_revision_id=itself.product_revision_id,
            subunits=tuple(lines),
        )

    async def add_subunit(
        self,
        template: BoxBuildTemplate,
        part_number: str,
        revision: str,
        *,
        quantity: int = 1,
        revision_mask: str = "",
        by: StationHeaders = NO_HEADERS,
    ) -> BoxBuildTemplate:
        """Add a line: so many of this part; the template as the server keeps it then.

        `revision_mask` names the revisions that fit (`A,B%`) instead of exactly this one.
        """
        child = (await self.get_box_build_template(part_number, revision)).product_revision_id
        body: dict[str, object] = {
            "ParentProductRevisionId": template.product_revision_id,
            "ProductRevisionId": child,
            "Quantity": quantity,
        }
        if revision_mask:
            body["RevisionMask"] = revision_mask
        path = f"{_INTERNAL}/PostProductRevisionRelation"
        await self._transport.write_for("POST", path, _RELATION, {}, by.as_headers(), body=body)
        return await self.get_box_build_template(template.part_number, template.revision)

    async def change_subunit(
        self,
        template: BoxBuildTemplate,
        line: TemplateLine,
        *,
        quantity: int | None = None,
        revision_mask: str | None = None,
        by: StationHeaders = NO_HEADERS,
    ) -> BoxBuildTemplate:
        """Change how many a line holds, or which revisions; what is not given stays."""
        body = {
            "ProductRevisionRelationId": _relation_of(template, line),
            "ParentProductRevisionId": template.product_revision_id,
            "ProductRevisionId": line.product_revision_id,
            "Quantity": line.quantity if quantity is None else quantity,
            "RevisionMask": line.revision_mask if revision_mask is None else revision_mask,
        }
        path = f"{_INTERNAL}/PutProductRevisionRelation"
        await self._transport.write_for("PUT", path, _RELATION, {}, by.as_headers(), body=body)
        return await self.get_box_build_template(template.part_number, template.revision)

    async def remove_subunit(
        self,
        template: BoxBuildTemplate,
        line: TemplateLine,
        *,
        by: StationHeaders = NO_HEADERS,
    ) -> BoxBuildTemplate:
        """Take a line out of the template; units that are built already stay as they are."""
        query = {"productRevisionRelationId": _relation_of(template, line)}
        path = f"{_INTERNAL}/DeleteProductRevisionRelation"
        await self._transport.write_for("DELETE", path, _RELATION, query, by.as_headers())
        return await self.get_box_build_template(template.part_number, template.revision)


def _line(row: ProductInfoRow, first_index: int) -> TemplateLine:
    return TemplateLine(
        relation_id=row.product_revision_relation_id,
        product_revision_id=row.product_revision_id,
        part_number=row.part_number,
        revision=row.revision,
        name=row.name,
        quantity=row.quantity,
        revision_mask=row.revision_mask,
        non_serial=row.non_serial,
        first_index=first_index,
    )


def _relation_of(template: BoxBuildTemplate, line: TemplateLine) -> str:
    if line.relation_id not in {each.relation_id for each in template.subunits}:
        raise InvalidInput("this line is not in this template.", operation="box build")
    return line.relation_id
