"""The transport: one HTTP client, and every way an answer can be wrong as one of our errors.

Redirects are not followed, writes are sent once, and a 2xx that is not the API's own
kind is an error. Nothing here keeps the token where it could be printed.
"""

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import NamedTuple, TypeVar
from urllib.parse import quote

import httpx
from pydantic import TypeAdapter, ValidationError

from wats_station.wats.errors import (
    AuthFailed,
    Forbidden,
    InvalidInput,
    NotFound,
    ProtocolError,
    Rejected,
    ServerUnavailable,
    WatsError,
)

T = TypeVar("T")
E = TypeVar("E", bound=WatsError)

_LARGEST_ANSWER = 64 * 1024 * 1024
_SHOWN = 120
# How ASP.NET Web API answers a path or a set of parameters that no action takes.
_NO_SUCH_CALL = ("No HTTP resource was found", "No action was found")
_RETRYABLE_CLIENT_ERRORS = frozenset({408, 425, 429})


class Transport:
    """A connection to one server. Raises `InvalidInput` for an address that is none."""

    def __init__(self, base_url: str, token: str, timeout: httpx.Timeout) -> None:
        self.base_url = normal_base(base_url)
        self._client = httpx.AsyncClient(
            base_url=self.base_url,
            timeout=timeout,
            follow_redirects=False,
            # Longer than the 5 s of both ends' defaults, so that a scan now and then
            # finds its connection open.
            limits=httpx.Limits(
                max_connections=100, max_keepalive_connections=20, keepalive_expiry=60.0
            ),
            headers={
                "Authorization": f"Basic {token}",
                "Accept": "application/json",
                "Content-Type": "application/json",
            },
        )

    async def get(
        self, path: str, shape: TypeAdapter[T], query: Mapping[str, str], *, unit: str = ""
    ) -> T:
        """The answer to a GET, in the shape asked for."""
        call = Call("GET", path, unit)
        answer = await self._send(call, query, {}, None)
        try:
            return shape.validate_json(answer.body)
        except ValidationError as error:
            raise call.failed(ProtocolError, _misshapen(answer, error)) from None

    async def put(
        self,
        path: str,
        query: Mapping[str, str],
        headers: Mapping[str, str],
        *,
        body: object = None,
        unit: str = "",
    ) -> None:
        """A write, sent once; done only when the API itself says so."""
        call = Call("PUT", path, unit)
        answer = await self._send(call, query, headers, body)
        if answer.body and not answer.is_json:
            raise call.failed(ProtocolError, _misshapen(answer, None))

    async def aclose(self) -> None:
        """Close every connection."""
        await self._client.aclose()

    async def _send(
        self, call: "Call", query: Mapping[str, str], headers: Mapping[str, str], body: object
    ) -> "Answer":
        if call.path.startswith("/api/internal/"):
            headers = {**headers, "Referer": self.base_url}
        content = None if body is None else json.dumps(body).encode()
        try:
            request = self._client.build_request(
                call.method, call.path, params=query, content=content, headers=headers
            )
        except (UnicodeError, httpx.InvalidURL) as error:
            raise call.failed(InvalidInput, f"{error}.") from None
        try:
            answer = await self._receive(request, call)
        except httpx.TimeoutException:
            raise call.failed(ServerUnavailable, "no answer in time.", timed_out=True) from None
        except httpx.HTTPError as error:
            raise _broken(call, error) from None
        if not 200 <= answer.status < 300:  # noqa: PLR2004 - HTTP's own bounds
            raise _refusal(call, answer)
        return answer

    async def _receive(self, request: httpx.Request, call: "Call") -> "Answer":
        response = await self._client.send(request, stream=True)
        try:
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > _LARGEST_ANSWER:
                    raise call.failed(ProtocolError, "the answer is larger than any of the API's.")
            return Answer(response.status_code, response.headers, bytes(body))
        finally:
            await response.aclose()


class Answer(NamedTuple):
    """An answer, whole."""

    status: int
    headers: httpx.Headers
    body: bytes

    @property
    def is_json(self) -> bool:
        """True when the body is JSON, whatever the server calls it."""
        try:
            json.loads(self.body)
        except ValueError:
            return False
        return True


class Call(NamedTuple):
    """What is being asked, for the errors that may come of it."""

    method: str
    path: str
    unit: str

    def failed(self, kind: Callable[..., E], message: str, **more: object) -> E:
        """The error of this kind, with operation and unit filled in."""
        operation = f"{self.method} {self.path}"
        return kind(message, operation=operation, unit=self.unit, **more)


def normal_base(url: str) -> str:
    """The address without a trailing slash or `/api` (wire contract section 1)."""
    base = url.rstrip("/").removesuffix("/api").rstrip("/")
    if not base.startswith(("http://", "https://")):
        raise InvalidInput(f"{url!r} is not a server address.", operation="connect")
    return base


def segment(text: str) -> str:
    """A path segment that is exactly this text, whatever it holds."""
    return quote(text, safe="")


def literal(text: str) -> str:
    """An OData string literal that is exactly this text."""
    return "'" + text.replace("'", "''") + "'"


def header_value(text: str) -> str:
    """A header value that survives any text: percent-encoded UTF-8."""
    return quote(text, safe=" ")


def _broken(call: Call, error: httpx.HTTPError) -> WatsError:
    """A connection that ended is the network's; an answer that is no HTTP is somebody else's."""
    ended = str(error).startswith(("Server disconnected", "peer closed"))
    if isinstance(error, httpx.DecodingError | httpx.ProtocolError) and not ended:
        return call.failed(ProtocolError, f"the answer is not HTTP as it should be: {error}.")
    return call.failed(ServerUnavailable, f"no connection ({type(error).__name__}).")


def _refusal(call: Call, answer: Answer) -> WatsError:
    said = _own_words(answer)
    status = answer.status
    if status == HTTPStatus.UNAUTHORIZED:
        return call.failed(AuthFailed, "the server refused the token.", status=status)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _RETRYABLE_CLIENT_ERRORS:
        return call.failed(ServerUnavailable, said.message or f"HTTP {status}.", status=status)
    if 300 <= status < HTTPStatus.BAD_REQUEST:  # noqa: PLR2004 - HTTP's own bounds
        where = answer.headers.get("location", "nowhere")[:_SHOWN]
        return call.failed(ProtocolError, f"a redirect to {where}.", status=status)
    if not said.is_api:
        return call.failed(ProtocolError, _misshapen(answer, None), status=status)
    if status == HTTPStatus.FORBIDDEN:
        return call.failed(Forbidden, said.message, status=status)
    if status == HTTPStatus.NOT_FOUND and said.is_unknown:
        no_call = said.message.startswith(_NO_SUCH_CALL)
        return call.failed(NotFound, said.message, status=status, no_such_call=no_call)
    return call.failed(Rejected, said.message, status=status, reason_code=said.reason_code)


class _Said(NamedTuple):
    """What an error answer says in the API's own form (wire contract 1.1)."""

    is_api: bool
    message: str
    reason_code: str

    @property
    def is_unknown(self) -> bool:
        """A 404 means unknown, unless the site server names a rule that refuses (section 6)."""
        return self.reason_code == "" or self.reason_code.startswith("unknown")


_MESSAGE_KEYS = ("Message", "message", "error", "detail", "title")


def _own_words(answer: Answer) -> _Said:
    try:
        body = json.loads(answer.body)
    except ValueError:
        return _Said(is_api=False, message="", reason_code="")
    if isinstance(body, str):
        return _Said(is_api=True, message=body, reason_code="")
    if not isinstance(body, dict):
        return _Said(is_api=False, message="", reason_code="")
    texts = (body[key] for key in _MESSAGE_KEYS if isinstance(body.get(key), str))
    message = next(texts, "")
    reason = body.get("reasonCode")
    return _Said(bool(message), message, reason if isinstance(reason, str) else "")


def _misshapen(answer: Answer, error: ValidationError | None) -> str:
    kind = answer.headers.get("content-type", "no content type").partition(";")[0]
    if error is not None and answer.is_json:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        return f"the answer has another shape than the API's ({where}: {first['msg']})."
    return f"HTTP {answer.status} with {kind} is not an answer of the API."
