"""What products are made of: box-build templates and parts lists (wire contract 2.4)."""

from typing import Any
from xml.etree import ElementTree as ET
from xml.sax.saxutils import quoteattr

from fastapi import APIRouter, Request, Response
from pydantic import ValidationError
from sqlalchemy import Connection

from wats_station.site_server.refusals import invalid
from wats_station.site_server.routes.description import described
from wats_station.site_server.routes.parameters import REVISION, Text, ignored
from wats_station.site_server.routes.request import (
    answer,
    body,
    done,
    faults_of,
    from_json,
    read,
    set_up,
)
from wats_station.site_server.routes.shapes import products as shapes
from wats_station.site_server.routes.shapes.products import BomShape
from wats_station.site_server.routes.upload import uploaded_text
from wats_station.site_server.rules.xml_document import root_of
from wats_station.site_server.store import boms, products, templates
from wats_station.site_server.store.boms import Component
from wats_station.site_server.store.templates import InfoRow, RelationAnswer

router = APIRouter(tags=["Box builds and parts lists"])

_PUBLIC, _INTERNAL = "/api/Product", "/api/internal/Product"
_NAMESPACE = "http://wats.virinco.com/schemas/WATS/wsbf"
_PART = Text("partNumber")
_RELATION = Text("productRevisionRelationId")
_FORMAT = Text("format", description="JSON; what is sent as XML is told from it.")
# As the parts list's XML names them, and as the body's fields.
_XML_NAMES = {
    "number": "Number",
    "revision": "Rev",
    "quantity": "Qty",
    "description": "Desc",
    "reference": "Ref",
    "functionBlock": "FunctionBlock",
}


@router.get(
    f"{_INTERNAL}/GetProductInfo", **described(needed=(_PART, REVISION), answer=list[InfoRow])
)
async def get_product_info(request: Request) -> Response:
    """The revision (hlevel 0), its slots (1), and what belongs into those (2 and more)."""
    part, revision = _PART.needed(request), REVISION.needed(request)
    return answer(await read(request, lambda each: templates.info(each, part, revision)))


@router.post(
    f"{_INTERNAL}/PostProductRevisionRelation",
    **described(body=shapes.NEW_RELATION, answer=RelationAnswer, administer=True),
)
async def post_relation(request: Request) -> Response:
    """Add a line to a box build."""
    new = await body(request, shapes.NEW_RELATION)

    def work(connection: Connection) -> RelationAnswer:
        return templates.make_relation(
            connection,
            new.parent_product_revision_id,
            new.product_revision_id,
            quantity=new.quantity or 1,
            mask=new.revision_mask or "",
            item_number=new.item_number or "",
        )

    return answer(await set_up(request, work))


@router.put(
    f"{_INTERNAL}/PutProductRevisionRelation",
    **described(body=shapes.CHANGED_RELATION, answer=RelationAnswer, administer=True),
)
async def put_relation(request: Request) -> Response:
    """Change a line of a box build."""
    wanted = await body(request, shapes.CHANGED_RELATION)
    given = {
        "quantity": wanted.quantity,
        "revision_mask": wanted.revision_mask,
        "item_number": wanted.item_number,
    }
    values = {name: value for name, value in given.items() if value is not None}
    guid, child = wanted.product_revision_relation_id, wanted.product_revision_id
    return answer(
        await set_up(request, lambda each: templates.change_relation(each, guid, values, child))
    )


@router.delete(
    f"{_INTERNAL}/DeleteProductRevisionRelation",
    **described(needed=(_RELATION,), administer=True),
)
async def delete_relation(request: Request) -> Response:
    """Take a line out of a box build."""
    guid = _RELATION.needed(request).lower()
    await set_up(request, lambda each: templates.delete_relation(each, guid))
    return done()


@router.get(f"{_INTERNAL}/Bom", **described(needed=(_PART, REVISION), answer=list[dict[str, Any]]))
async def get_bom_internal(request: Request) -> Response:
    """The parts list, in the internal spelling."""
    return answer([_component(each) for each in await _components(request)])


@router.get(f"{_PUBLIC}/BOM", **described(needed=(_PART, REVISION), answer=dict[str, Any]))
async def get_bom(request: Request) -> Response:
    """The parts list, as JSON, or as XML where that is asked for."""
    components = await _components(request)
    part, revision = _PART.needed(request), REVISION.needed(request)
    if "xml" in request.headers.get("accept", "") and "json" not in request.headers["accept"]:
        return Response(_to_xml(part, revision, components), media_type="application/xml")
    listed = [_component(each) for each in components]
    return answer({"partNumber": part, "revision": revision, "components": listed})


@router.put(f"{_PUBLIC}/BOM", **described(body=shapes.BOM, administer=True))
async def put_bom(request: Request) -> Response:
    """Make this the parts list of its revision: XML, or JSON; a missing revision is made."""
    text = await uploaded_text(request)
    if text.lstrip().startswith("<"):
        bom = _valid(_from_xml(text))
    else:
        bom = _valid(from_json(text.encode()))
    components = [each.component() for each in bom.components]
    return await _replace(request, bom.part_number, bom.revision or "", components)


@router.put(
    f"{_INTERNAL}/BOM",
    **described(_FORMAT, needed=(_PART, REVISION), body=shapes.COMPONENTS, administer=True),
)
async def put_bom_internal(request: Request) -> Response:
    """Make this the parts list of the named revision."""
    ignored(request, _FORMAT)
    part, revision = _PART.filled(request), REVISION.filled(request)
    components = [each.component() for each in await body(request, shapes.COMPONENTS)]
    return await _replace(request, part, revision, components)


async def _components(request: Request) -> list[Component]:
    part, revision = _PART.needed(request), REVISION.needed(request)

    def work(connection: Connection) -> list[Component]:
        row_id = products.revision_id(connection, part, revision)
        if row_id is None:
            raise products.unknown_revision(part, revision)
        return boms.of_revision(connection, row_id)

    return await read(request, work)


async def _replace(
    request: Request, part: str, revision: str, components: list[Component]
) -> Response:
    def work(connection: Connection) -> None:
        products.ensure(connection, part, revision)
        row_id = products.revision_id(connection, part, revision)
        if row_id is None:
            raise products.unknown_revision(part, revision)
        boms.replace(connection, row_id, components)

    await set_up(request, work)
    return done()


def _component(each: Component) -> dict[str, Any]:
    """In both spellings: the public client's `partNumber` and `componentRef`, and WATS's."""
    return {
        "number": each.number,
        "revision": each.revision,
        "quantity": each.quantity,
        "description": each.description,
        "reference": each.reference,
        "functionBlock": each.function_block,
        "partNumber": each.number,
        "componentRef": each.reference,
    }


def _valid(content: Any) -> BomShape:
    try:
        return shapes.BOM.validate_python(content)
    except ValidationError as error:
        raise invalid(faults_of(error)) from None


def _from_xml(text: str) -> dict[str, Any]:
    root = root_of(text)
    lines = [each for each in root if each.tag.rpartition("}")[2] == "Component"]
    return {
        "partNumber": root.get("Partnumber"),
        "revision": root.get("Revision"),
        "components": [_from_element(each) for each in lines],
    }


def _from_element(element: ET.Element) -> dict[str, Any]:
    found: dict[str, Any] = {name: element.get(xml) for name, xml in _XML_NAMES.items()}
    quantity = found["quantity"]
    if quantity is not None and quantity.isascii() and quantity.isdigit() and len(quantity) < 10:  # noqa: PLR2004 - an int32
        found["quantity"] = int(quantity)
    return found


def _to_xml(part: str, revision: str, components: list[Component]) -> str:
    rows = []
    for each in components:
        values = _component(each)
        written = " ".join(
            f"{xml}={quoteattr(str(values[name]))}" for name, xml in _XML_NAMES.items()
        )
        rows.append(f"<Component {written}/>")
    head = f"Partnumber={quoteattr(part)} Revision={quoteattr(revision)}"
    return f'<BOM xmlns="{_NAMESPACE}" {head}>{"".join(rows)}</BOM>'
