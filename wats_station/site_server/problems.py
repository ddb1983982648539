"""Error bodies as section 1.1 of the wire contract has them: every reader finds its key."""

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from wats_station.site_server.refusals import Refusal, invalid

_UNAUTHORIZED, _SERVER_ERROR = 401, 500
_TEXTS = {
    401: "Authorization has been denied for this request.",
    404: "No HTTP resource was found that matches the request URI.",
    405: "The requested resource does not support this HTTP method.",
}


def install(app: FastAPI) -> None:
    """Have every error of `app` answered as JSON with a `Message`."""
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(RequestValidationError, _not_valid)
    app.add_exception_handler(HTTPException, _plain)
    app.add_exception_handler(Exception, _failed)


def unauthorized() -> HTTPException:
    """401 with the challenge that says how to ask."""
    return HTTPException(_UNAUTHORIZED, headers={"WWW-Authenticate": "Basic"})


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


async def _plain(_: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    message = _TEXTS.get(error.status_code, str(error.detail))
    headers = dict(error.headers) if error.headers else None
    return _json(error.status_code, {"Message": message}, headers)


async def _failed(_: Request, __: Exception) -> Response:
    # uvicorn logs the traceback; what is inside is nobody else's business.
    return _json(_SERVER_ERROR, {"Message": "An error has occurred."})
