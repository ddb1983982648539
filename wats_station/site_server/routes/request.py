"""What routes read off a request: the database, who asks, and parameters in either spelling."""

from typing import Any
from urllib.parse import unquote

import orjson
from fastapi import Request, Response

from wats_station.site_server.clock import utc_text
from wats_station.site_server.refusals import invalid, missing_parameter
from wats_station.site_server.store.database import Database
from wats_station.site_server.store.history import Author

_LARGEST_BODY = 64 * 1024 * 1024


def database(request: Request) -> Database:
    """The server's database."""
    found: Database = request.app.state.database
    return found


def author(request: Request) -> Author:
    """Who asks for a write, by the `X-Station-` headers (product.md 7.4)."""
    headers = request.headers

    def told(name: str) -> str:
        return unquote(headers.get(name, ""))[:200]

    return Author(
        utc_text(request.app.state.clock()),
        command=told("x-station-command"),
        station=told("x-station-name"),
        operator=told("x-station-operator"),
        approved_by=told("x-station-approved-by"),
    )


def parameter(request: Request, *names: str) -> str:
    """The first of these query parameters that is there. Raises the 404 of a missing one."""
    for name in names:
        value = request.query_params.get(name)
        if value is not None:
            return value
    raise missing_parameter(names[0])


def optional(request: Request, *names: str) -> str:
    """The first of these query parameters that is there, or an empty text."""
    return next((request.query_params[name] for name in names if name in request.query_params), "")


def unit_key(request: Request) -> tuple[str, str]:
    """Serial and part number; the part may be left out where the serial is unique."""
    return parameter(request, "serialNumber"), optional(request, "partNumber")


async def json_body(request: Request) -> Any:
    """The body as JSON. Raises a 400 refusal for anything else."""
    chunks = bytearray()
    async for chunk in request.stream():
        chunks += chunk
        if len(chunks) > _LARGEST_BODY:
            raise invalid({"body": ["it is larger than 64 MB"]})
    try:
        return orjson.loads(bytes(chunks))
    except orjson.JSONDecodeError as error:
        raise invalid({"body": [f"it is not JSON: {error}"]}) from None


def answer(content: object) -> Response:
    """JSON."""
    return Response(orjson.dumps(content), media_type="application/json")


def done() -> Response:
    """An accepted write that has nothing to say."""
    return Response(status_code=200, content=b"null", media_type="application/json")
