"""What routes read off a request beside its parameters, and how they answer."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import unquote

import orjson
from fastapi import Request, Response
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection

from wats_station.site_server.clock import utc_text
from wats_station.site_server.refusals import Refusal, invalid
from wats_station.site_server.rules.expected import HEADER, Field, read_expected
from wats_station.site_server.store import history
from wats_station.site_server.store.database import Database
from wats_station.site_server.store.history import Author

T = TypeVar("T")

LARGEST_BODY = 64 * 1024 * 1024
_TOO_LARGE = 413


def database(request: Request) -> Database:
    """The server's database."""
    found: Database = request.app.state.database
    return found


async def read(request: Request, work: Callable[[Connection], T]) -> T:
    """Ask the database by key."""
    return await database(request).read(work)


async def search(request: Request, work: Callable[[Connection], T]) -> T:
    """Ask the database what may take it a while."""
    return await database(request).search(work)


async def write(request: Request, work: Callable[[Connection], T]) -> T:
    """Change the database."""
    return await database(request).write(work)


async def set_up(request: Request, work: Callable[[Connection], T]) -> T:
    """Change how the site is set up: the same command again is done again, to the same end.

    Raises a 409 refusal for a command that was voided.
    """
    by = author(request)

    def unless_voided(connection: Connection) -> T:
        history.is_applied(connection, by)
        return work(connection)

    return await write(request, unless_voided)


async def apply_once(
    request: Request,
    work: Callable[[Connection, Author], object],
    *,
    about: Sequence[Field] = (),
) -> None:
    """Change the database, unless this command was applied before (product.md 7.4).

    `about` as in `author`. Raises a 409 refusal for a command that was voided.
    """
    by = author(request, about)

    def once(connection: Connection) -> None:
        if not history.is_applied(connection, by):
            work(connection, by)

    await write(request, once)


def author(request: Request, about: Sequence[Field] = ()) -> Author:
    """Who asks for a write, by the `X-Station-` headers (product.md 7.4).

    `about` is what the write changes, where it takes an expectation of that; raises a
    400 refusal for an expectation that is none.
    """
    headers = request.headers

    def told(name: str) -> str:
        return unquote(headers.get(name, ""))[:200].replace("\0", "\ufffd")

    return Author(
        now(request),
        command=told("x-station-command")[:100],
        station=told("x-station-name"),
        operator=told("x-station-operator"),
        approved_by=told("x-station-approved-by"),
        expected=read_expected(unquote(headers.get(HEADER, "")), about) if about else None,
    )


def now(request: Request) -> str:
    """The server's time, in the kept form."""
    return utc_text(request.app.state.clock())


async def raw_body(request: Request) -> bytes:
    """The body. Raises a 413 refusal for one that is too large."""
    chunks = bytearray()
    async for chunk in request.stream():
        chunks += chunk
        if len(chunks) > LARGEST_BODY:
            raise Refusal(_TOO_LARGE, "The body is larger than 64 MB.", "tooLarge")
    return bytes(chunks)


async def json_body(request: Request) -> Any:
    """The body as JSON. Raises a 400 refusal for anything else."""
    return from_json(await raw_body(request))


async def body(request: Request, shape: TypeAdapter[T]) -> T:
    """The body in this shape. Raises a 400 refusal that names each faulty field."""
    content = await json_body(request)
    try:
        return shape.validate_python(content)
    except ValidationError as error:
        raise invalid(faults_of(error)) from None


def from_json(text: bytes) -> Any:
    """What a JSON text says. Raises a 400 refusal when it is none."""
    if b"\\u0000" in text:
        raise invalid({"body": ["the character NUL cannot be kept"]})
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise invalid({"body": [f"it is not JSON: {error}"]}) from None


def faults_of(error: ValidationError) -> dict[str, list[str]]:
    """Each faulty field with what is wrong with it, in the ModelState form."""
    faults: dict[str, list[str]] = {}
    for fault in error.errors(include_url=False, include_input=False, include_context=False):
        place = "".join(
            f"[{part}]" if isinstance(part, int) else f".{part}" for part in fault["loc"]
        )
        faults.setdefault(place.removeprefix(".") or "body", []).append(fault["msg"])
    return faults


def answer(content: object) -> Response:
    """JSON."""
    return Response(orjson.dumps(content), media_type="application/json")


def done() -> Response:
    """An accepted write that has nothing to say."""
    return Response(status_code=200, content=b"null", media_type="application/json")


def path_key(request: Request, prefix: str) -> tuple[str, str]:
    """Two names after `prefix` of the path as it was sent.

    A decoded path would split at a slash that belongs to a serial number.
    """
    raw: bytes = request.scope["raw_path"]
    sent = raw.decode("ascii", "replace").partition("?")[0]
    first, _, second = sent[len(prefix) :].partition("/")
    return unquote(first), unquote(second)
