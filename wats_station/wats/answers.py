"""What an answer means: the API's own words, or somebody else's (wire contract 1.1)."""

import ssl
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import NamedTuple, TypeVar

import httpx
from pydantic_core import ValidationError, from_json

from wats_station.wats.address import Secret
from wats_station.wats.errors import (
    AmbiguousUnit,
    AuthFailed,
    Forbidden,
    NotFound,
    ProtocolError,
    Rejected,
    ServerUnavailable,
    WatsError,
)
from wats_station.wats.retries import retry_after

E = TypeVar("E", bound=WatsError)

_SHOWN = 120
# How ASP.NET Web API, and what stands before one, answer a path that nothing serves.
_NO_SUCH_CALL = ("No HTTP resource was found", "No action was found", "No type was found")
_NOT_FOUND = "not found"
# The site server's word where a lookup by serial number alone meets several parts.
_AMBIGUOUS = "ambiguousUnit"
_RETRYABLE_CLIENT_ERRORS = frozenset({408, 425, 429})
# What ends before a byte of the request is on its way.
_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)
_FAULT_KEYS = ("ModelState", "modelState", "errors")
_MESSAGE_KEYS = ("Message", "message", "error", "detail", "title")
# What a write answers when it answers at all: the unit, or how many could not be saved.
_WRITE_KEYS = frozenset({"serialNumber", "SerialNumber", "errorCount", "ErrorCount"})


class Answer(NamedTuple):
    """An answer, whole."""

    status: int
    headers: httpx.Headers
    body: bytes

    @property
    def is_success(self) -> bool:
        """True for 2xx."""
        return HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES

    def parsed(self) -> object:
        """The body as JSON. Raises ValueError when it is none, or is nested without end."""
        return from_json(self.body)


class Call(NamedTuple):
    """What is being asked, for the errors that may come of it."""

    method: str
    path: str
    unit: str
    secret: Secret

    def failed(self, kind: Callable[..., E], message: str, **more: object) -> E:
        """The error of this kind, with operation and unit filled in."""
        operation = f"{self.method} {self.path}"
        return kind(self.secret.hidden_in(message), operation=operation, unit=self.unit, **more)


def broken(call: Call, error: httpx.HTTPError) -> WatsError:
    """A connection that ended is the network's; an answer that is no HTTP is somebody else's."""
    was_sent = not isinstance(error, _NEVER_SENT)
    if isinstance(error, httpx.TimeoutException):
        text = "no answer in time." if was_sent else "no connection in time."
        return call.failed(ServerUnavailable, text, timed_out=True, was_sent=was_sent)
    if (reason := _certificate_problem(error)) is not None:
        return call.failed(ProtocolError, f"the server's certificate is not trusted: {reason}.")
    ended = str(error).startswith(("Server disconnected", "peer closed"))
    if isinstance(error, httpx.DecodingError | httpx.ProtocolError) and not ended:
        text = str(error)[:_SHOWN]
        return call.failed(ProtocolError, f"the answer is not HTTP as it should be: {text}.")
    text = f"no connection ({type(error).__name__})."
    return call.failed(ServerUnavailable, text, was_sent=was_sent)


def _certificate_problem(error: BaseException | None) -> str | None:
    """Why TLS did not trust the server, where that is what ended the connection."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return error.verify_message or str(error)
        error = error.__cause__ or error.__context__
    return None


def refusal(call: Call, answer: Answer) -> WatsError:
    """What an answer other than 2xx means."""
    said = _own_words(answer)
    status = answer.status
    if status == HTTPStatus.UNAUTHORIZED:
        return call.failed(AuthFailed, "the server refused the token.", status=status)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _RETRYABLE_CLIENT_ERRORS:
        return call.failed(
            ServerUnavailable,
            said.message or f"HTTP {status}.",
            status=status,
            retry_after=retry_after(answer.headers),
        )
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        where = answer.headers.get("location", "nowhere")[:_SHOWN]
        return call.failed(ProtocolError, f"a redirect to {where}.", status=status)
    if not said.is_api:
        return call.failed(ProtocolError, misshapen(answer), status=status)
    if status == HTTPStatus.FORBIDDEN:
        return call.failed(Forbidden, said.message, status=status)
    if status == HTTPStatus.NOT_FOUND and said.is_unknown:
        return call.failed(NotFound, said.message, status=status, no_such_call=said.is_no_call)
    if said.reason_code == _AMBIGUOUS:
        return call.failed(AmbiguousUnit, said.message, status=status)
    reason = call.secret.hidden_in(said.reason_code)
    return call.failed(Rejected, said.message, status=status, reason_code=reason)


def misshapen(answer: Answer, error: ValidationError | None = None) -> str:
    """What is wrong with an answer that cannot be read."""
    if error is not None:
        first = error.errors(include_url=False, include_input=False)[0]
        if first["type"] != "json_invalid":
            where = ".".join(str(part) for part in first["loc"]) or "all of it"
            text = f"{where}: {first['msg']}"[:_SHOWN]
            return f"the answer has another shape than the API's ({text})."
    kind = answer.headers.get("content-type", "no content type").partition(";")[0][:_SHOWN]
    return f"HTTP {answer.status} with {kind} is not an answer of the API."


def confirmation(call: Call, answer: Answer) -> object:
    """What a 2xx to a write says: nothing (None), a plain value, or the unit written.

    Raises `ProtocolError` for anything else: then nobody knows whether it was done.
    """
    if not answer.body.strip():
        return None
    try:
        said = answer.parsed()
    except ValueError:
        wrong = misshapen(answer)
        raise call.failed(ProtocolError, wrong, status=answer.status) from None
    if not all(map(_is_of_a_write, said if isinstance(said, list) else [said])):
        text = "the answer to a write has another shape than the API's."
        raise call.failed(ProtocolError, text, status=answer.status)
    return said


def _is_of_a_write(said: object) -> bool:
    if isinstance(said, dict):
        return not _WRITE_KEYS.isdisjoint(said)
    return not isinstance(said, list)


class _Said(NamedTuple):
    """What an error answer says in the API's own form (wire contract 1.1)."""

    is_api: bool
    message: str = ""
    reason_code: str = ""
    detail: str = ""

    @property
    def is_unknown(self) -> bool:
        """A 404 means unknown, unless the site server names a rule that refuses (section 6)."""
        return self.reason_code == "" or self.reason_code.startswith("unknown")

    @property
    def is_no_call(self) -> bool:
        """A 404 of the path rather than of the unit."""
        texts = (self.message, self.detail)
        plain = self.message.casefold().rstrip(".") == _NOT_FOUND
        return self.reason_code == "" and (plain or any(t.startswith(_NO_SUCH_CALL) for t in texts))


def _own_words(answer: Answer) -> _Said:
    try:
        body = answer.parsed()
    except ValueError:
        return _Said(is_api=False)
    if isinstance(body, str):
        return _Said(bool(body), body)
    if not isinstance(body, dict):
        return _Said(is_api=False)
    message = next((text for key in _MESSAGE_KEYS if (text := _text_of(body, key))), "")
    message = " ".join((message, *_faults(body))) if message else ""
    return _Said(
        bool(message), message, _text_of(body, "reasonCode"), _text_of(body, "MessageDetail")
    )


def _faults(body: dict[str, object]) -> Iterator[str]:
    """What was wrong with each field of a request, as ASP.NET lists it."""
    state = next((body[key] for key in _FAULT_KEYS if isinstance(body.get(key), dict)), None)
    for field, texts in state.items() if isinstance(state, dict) else ():
        listed = texts if isinstance(texts, list) else [texts]
        said = ", ".join(text for text in listed if isinstance(text, str))
        if said:
            yield f"{field}: {said}."


def _text_of(body: dict[str, object], key: str) -> str:
    text = body.get(key)
    return text if isinstance(text, str) else ""
