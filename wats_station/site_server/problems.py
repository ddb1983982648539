"""Error bodies as section 1.1 of the wire contract has them: every reader finds its key."""

import logging

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError, OperationalError
from starlette.exceptions import HTTPException
from starlette.routing import Match, Route

from wats_station.site_server.refusals import Refusal, invalid

_LOG = logging.getLogger(__name__)
_WRONG_METHOD, _UNAVAILABLE, _SERVER_ERROR = 405, 503, 500
# What SQLite and PostgreSQL say of a query that was cut off.
_CUT_OFF = ("interrupted", "statement timeout")
_TEXTS = {
    404: "No HTTP resource was found that matches the request URI.",
    405: "The requested resource does not support this HTTP method.",
}


def install(app: FastAPI) -> None:
    """Have every error of `app` answered as JSON with a `Message`."""
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(RequestValidationError, _not_valid)
    app.add_exception_handler(HTTPException, _plain)
    app.add_exception_handler(DBAPIError, _database_failed)
    app.add_exception_handler(Exception, _failed)


def body_of(refusal: Refusal) -> dict[str, object]:
    """The error body: `Message`, `reasonCode`, and for faulty fields ModelState and errors."""
    body: dict[str, object] = {"Message": refusal.message, "reasonCode": refusal.reason_code}
    if refusal.fields:
        body |= {"ModelState": refusal.fields, "errors": refusal.fields}
    return body


def _json(status: int, body: object, headers: dict[str, str] | None = None) -> Response:
    return Response(orjson.dumps(body), status, headers, media_type="application/json")


async def _refused(_: Request, error: Exception) -> Response:
    if not isinstance(error, Refusal):
        raise error
    return _json(error.status, body_of(error))


async def _not_valid(_: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    fields: dict[str, list[str]] = {}
    for fault in error.errors():
        name = ".".join(str(part) for part in fault["loc"][1:]) or "request"
        fields.setdefault(name, []).append(str(fault["msg"]))
    refusal = invalid(fields)
    return _json(refusal.status, body_of(refusal))


async def _plain(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    message = _TEXTS.get(error.status_code, str(error.detail))
    headers = dict(error.headers) if error.headers else None
    if error.status_code == _WRONG_METHOD:
        headers = {"Allow": ", ".join(sorted(_methods_of(request)))}
    return _json(error.status_code, {"Message": message}, headers)


def _methods_of(request: Request) -> set[str]:
    """What the path can be asked with; the router itself knows only its first match."""
    routes = [each for each in request.app.routes if isinstance(each, Route)]
    found = (each for each in routes if each.matches(request.scope)[0] is not Match.NONE)
    return {method for each in found for method in each.methods or ()}


async def _database_failed(_: Request, error: Exception) -> Response:
    """A query that was cut off is the asker's to narrow; a database that is away may come back."""
    reason = str(getattr(error, "orig", error))
    if any(text in reason for text in _CUT_OFF):
        refusal = invalid({"query": ["it takes too long: ask for less, or by an exact value"]})
        return _json(refusal.status, body_of(refusal) | {"reasonCode": "tooExpensive"})
    gone = isinstance(error, DBAPIError) and error.connection_invalidated
    if gone or isinstance(error, OperationalError):
        _LOG.error("the database cannot be used: %s", reason.strip())
        message = f"The server's database cannot be used just now: {reason.splitlines()[0]}"
        body = {"Message": message, "reasonCode": "databaseUnavailable"}
        return _json(_UNAVAILABLE, body, {"Retry-After": "5"})
    raise error


async def _failed(_: Request, __: Exception) -> Response:
    # uvicorn logs the traceback; what is inside is nobody else's business.
    return _json(_SERVER_ERROR, {"Message": "An error has occurred."})
