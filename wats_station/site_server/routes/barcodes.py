"""Barcode identifiers (wire contract section 5)."""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from pydantic import AfterValidator, Field, StringConstraints, TypeAdapter, WithJsonSchema

from wats_station.site_server.refusals import not_found
from wats_station.site_server.routes.description import described
from wats_station.site_server.routes.parameters import Text
from wats_station.site_server.routes.request import answer, body, done, read, set_up
from wats_station.site_server.routes.shapes.fields import Shape, Whole
from wats_station.site_server.store import barcodes
from wats_station.site_server.store.barcodes import IdentifierAnswer, ReadAnswer

router = APIRouter(tags=["Barcode identifiers"])

_BASE = "/api/BarcodeIdentifiers"
_CODE = Text("code", longest=4000)


def _compiles(text: str) -> str:
    try:
        re.compile(text)
    except (re.error, RecursionError, OverflowError) as error:
        raise ValueError(f"it is no regular expression: {error}") from None
    return text


_Expression = Annotated[
    str,
    StringConstraints(max_length=500),
    AfterValidator(_compiles),
    WithJsonSchema({"type": "string", "format": "regex", "maxLength": 500}),
]


_Pattern = Annotated[
    str,
    StringConstraints(min_length=1, max_length=500),
    AfterValidator(_compiles),
    WithJsonSchema({"type": "string", "format": "regex", "minLength": 1, "maxLength": 500}),
]


class IdentifierShape(Shape):
    """A rule; with an `id` it replaces the one, without it is added."""

    pattern: _Pattern
    id: Whole | None = None
    serial_number: _Expression | None = None
    part_number: _Expression | None = None
    revision: _Expression | None = None
    batch_number: _Expression | None = None
    process: _Expression | None = None
    order: Whole | None = None
    description: Annotated[str, Field(max_length=500)] | None = None


_IDENTIFIER = TypeAdapter(IdentifierShape)


@router.get(f"{_BASE}/BarcodeIdentifiers", **described(answer=list[IdentifierAnswer]))
async def get_identifiers(request: Request) -> Response:
    """Every rule, in the order they are tried."""
    return answer(await read(request, barcodes.identifiers))


@router.put(
    f"{_BASE}/BarcodeIdentifier",
    **described(body=_IDENTIFIER, answer=IdentifierAnswer, administer=True),
)
async def put_identifier(request: Request) -> Response:
    """Make a rule, or replace one."""
    wanted = await body(request, _IDENTIFIER)
    values: dict[str, Any] = {
        name: getattr(wanted, name) or "" for name in ("pattern", *barcodes.COLUMNS, "description")
    }
    values["order"] = wanted.order or 0
    row_id = wanted.id or None
    return answer(await set_up(request, lambda each: barcodes.save(each, row_id, values)))


@router.delete(
    f"{_BASE}/BarcodeIdentifier/{{identifier_id}}",
    **described(path_names=("identifier_id",), administer=True),
)
async def delete_identifier(request: Request, identifier_id: str) -> Response:
    """Delete a rule."""
    is_id = identifier_id.isascii() and identifier_id.isdigit() and len(identifier_id) < 10  # noqa: PLR2004
    if not is_id:
        raise not_found(f"There is no barcode identifier {identifier_id}.", "unknownIdentifier")
    row_id = int(identifier_id)
    await set_up(request, lambda each: barcodes.delete(each, row_id))
    return done()


@router.get(f"{_BASE}/IdentifyBarcode", **described(needed=(_CODE,), answer=ReadAnswer))
async def identify(request: Request) -> Response:
    """What a code says, by the first rule that matches, else by the standard format."""
    code = _CODE.needed(request)
    return answer(await read(request, lambda each: barcodes.read(barcodes.identifiers(each), code)))
