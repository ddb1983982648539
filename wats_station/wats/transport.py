"""The transport: one HTTP client, and every way an answer can be wrong as one of our errors.

Redirects are not followed, writes are sent once unless the caller asked otherwise, and a
2xx that is not the API's own kind is an error. Nothing here keeps the token where it
could be printed.
"""

import asyncio
import json
import re
from collections.abc import Callable, Mapping
from os import PathLike
from typing import NamedTuple, TypeVar

import httpx
from pydantic_core import ValidationError

from wats_station import __version__
from wats_station.wats.address import Secret, is_this_machine, normal_base, tls_of
from wats_station.wats.answers import Answer, Call, broken, confirmation, misshapen, refusal
from wats_station.wats.errors import InvalidInput, ProtocolError, ServerUnavailable
from wats_station.wats.exchanges import Exchanges
from wats_station.wats.large_answers import LARGE, Shape, read_in_slices
from wats_station.wats.quoting import query_string
from wats_station.wats.retries import NO_RETRIES, RetryPolicy, retried

T = TypeVar("T")

_LARGEST_ANSWER = 64 * 1024 * 1024
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_BARE_VERSION = re.compile(r"\d+\.\d[\w.+ -]*$")
_NOTHING: Mapping[str, str] = {}


class Upload(NamedTuple):
    """A body that is no JSON; with a `file_name` it goes as the file of a form."""

    content: bytes
    content_type: str
    file_name: str = ""


class Document(NamedTuple):
    """An answer that is a file: its bytes, and what kind they are. Source: wire contract 2.6."""

    content: bytes
    content_type: str


class Transport:
    """A connection to one server. Raises `InvalidInput` for an address or token that is none."""

    def __init__(
        self,
        base_url: str,
        token: str,
        timeout: httpx.Timeout,
        *,
        retries: RetryPolicy = NO_RETRIES,
        ca_file: str | PathLike[str] | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.base_url = normal_base(base_url)
        self._secret = Secret(token)
        self._retries = retries
        self._exchanges = Exchanges[Answer]()
        # Built once: merging URLs, headers and options costs httpx a tenth of a request.
        self._extensions = {"timeout": timeout.as_dict()}
        self._headers = httpx.Headers(
            {
                "Accept": "application/json",
                "Accept-Encoding": "gzip, deflate",
                "Content-Type": "application/json",
                "User-Agent": f"wats-station/{__version__}",
            }
        )
        if self._secret.authorization:
            self._headers["Authorization"] = self._secret.authorization
        self._internal_headers = self._headers.copy()
        self._internal_headers["Referer"] = self.base_url
        self._client = httpx.AsyncClient(
            transport=transport,
            verify=tls_of(self.base_url, ca_file),
            trust_env=not is_this_machine(self.base_url),
            follow_redirects=False,
            # Longer than the 5 s of both ends' defaults, so that a scan now and then
            # finds its connection open.
            limits=httpx.Limits(
                max_connections=100, max_keepalive_connections=20, keepalive_expiry=60.0
            ),
        )

    async def read(
        self,
        path: str,
        shape: Shape[T],
        query: Mapping[str, str] = _NOTHING,
        *,
        unit: str = "",
        method: str = "GET",
        body: object = None,
    ) -> T:
        """The answer to a call that changes nothing, in the shape asked for; sent again if need be.

        A few of the API's questions are asked by POST, with a filter as the body.
        """
        call = Call(method, path, unit, self._secret)
        answer = await self._again(call, query, _NOTHING, body)
        if len(answer.body) < LARGE:
            return _shaped(call, answer, shape.validate_json)
        return await asyncio.to_thread(
            _shaped, call, answer, lambda text: read_in_slices(text, shape)
        )

    async def read_version(self, path: str) -> str:
        """The answer to a GET that is a JSON string on some servers, and bare text on others."""
        call = Call("GET", path, "", self._secret)
        answer = await self._again(call, _NOTHING, _NOTHING, None)
        try:
            text = answer.body.decode().strip()
            said = text if _BARE_VERSION.match(text) else answer.parsed()
        except ValueError:
            said = None
        if not isinstance(said, str) or not said:
            raise call.failed(ProtocolError, misshapen(answer))
        return said

    async def read_document(
        self, path: str, query: Mapping[str, str] = _NOTHING, *, starting: bytes = b""
    ) -> Document:
        """The answer to a GET that is a file; one that has to start so is no web page."""
        call = Call("GET", path, "", self._secret)
        answer = await self._again(call, query, {"Accept": "*/*"}, None)
        kind = answer.headers.get("content-type", "")
        is_page = bool(starting) and "html" in kind
        if is_page or not answer.body.lstrip().startswith(starting):
            raise call.failed(ProtocolError, misshapen(answer), status=answer.status)
        return Document(answer.body, kind)

    async def write(
        self,
        method: str,
        path: str,
        query: Mapping[str, str],
        headers: Mapping[str, str],
        *,
        body: object = None,
        unit: str = "",
    ) -> object:
        """A change; done only when the API itself says so. Returns what it said."""
        call = Call(method, path, unit, self._secret)
        return confirmation(call, await self._once(call, query, headers, body))

    async def write_for(
        self,
        method: str,
        path: str,
        shape: Shape[T],
        query: Mapping[str, str],
        headers: Mapping[str, str],
        *,
        body: object = None,
        unit: str = "",
    ) -> T:
        """A change that is answered in a shape of its own; any other answer leaves it unknown."""
        call = Call(method, path, unit, self._secret)
        return _shaped(call, await self._once(call, query, headers, body), shape.validate_json)

    async def write_for_content(
        self, method: str, path: str, query: Mapping[str, str], headers: Mapping[str, str]
    ) -> Answer:
        """A change whose answer the caller reads itself: XML on some servers, JSON on others."""
        call = Call(method, path, "", self._secret)
        return await self._once(call, query, headers, None)

    def failure(self, method: str, path: str, answer: Answer) -> ProtocolError:
        """The error for an answer that the caller could not read."""
        call = Call(method, path, "", self._secret)
        return call.failed(ProtocolError, misshapen(answer), status=answer.status)

    async def aclose(self) -> None:
        """Close every connection; what is under way ends as a call without one."""
        await self._client.aclose()
        await self._exchanges.end()

    async def _again(
        self, call: Call, query: Mapping[str, str], headers: Mapping[str, str], body: object
    ) -> Answer:
        self._refuse_when_closed(call)
        if self._retries.attempts == 1:
            return await self._send(call, query, headers, body)

        async def attempt() -> Answer:
            return await self._send(call, query, headers, body)

        return await retried(self._retries, attempt)

    async def _once(
        self, call: Call, query: Mapping[str, str], headers: Mapping[str, str], body: object
    ) -> Answer:
        if self._retries.writes:
            return await self._again(call, query, headers, body)
        self._refuse_when_closed(call)
        return await self._send(call, query, headers, body)

    def _refuse_when_closed(self, call: Call) -> None:
        if self._client.is_closed:
            text = "no connection (this client was closed)."
            raise call.failed(ServerUnavailable, text, was_sent=False)

    async def _send(
        self, call: Call, query: Mapping[str, str], headers: Mapping[str, str], body: object
    ) -> Answer:
        try:
            request = self._request(call, query, headers, body)
        except (ValueError, httpx.InvalidURL) as error:
            # A text or a number that no request can hold.
            raise call.failed(InvalidInput, f"{error}.") from None
        try:
            answer = await self._exchanges.run(self._receive(request, call))
        except httpx.HTTPError as error:
            raise broken(call, error) from None
        if not answer.is_success:
            raise refusal(call, answer)
        return answer

    def _request(
        self, call: Call, query: Mapping[str, str], headers: Mapping[str, str], body: object
    ) -> httpx.Request:
        internal = call.path.startswith("/api/internal/")
        sent = self._internal_headers if internal else self._headers
        if headers or isinstance(body, Upload):
            sent = sent.copy()
            sent.update(headers)
        url = f"{self.base_url}{call.path}"
        if query:
            url = f"{url}?{query_string(query)}"
        content: bytes | None = None
        files = None
        if isinstance(body, Upload) and body.file_name:
            # httpx names the boundary of the form.
            del sent["Content-Type"]
            files = {"file": (body.file_name, body.content, body.content_type)}
        elif isinstance(body, Upload):
            sent["Content-Type"] = body.content_type
            content = body.content
        elif body is not None:
            content = json.dumps(body, allow_nan=False).encode()
        return httpx.Request(
            call.method,
            url,
            headers=sent,
            content=content,
            files=files,
            extensions=self._extensions,
        )

    async def _receive(self, request: httpx.Request, call: Call) -> Answer:
        response = await self._client.send(request, stream=True)
        try:
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > _LARGEST_ANSWER:
                    raise call.failed(ProtocolError, "the answer is larger than any of the API's.")
        finally:
            await response.aclose()
        whole = bytes(body).removeprefix(_BYTE_ORDER_MARK)
        return Answer(response.status_code, response.headers, whole)


def _shaped(call: Call, answer: Answer, read: Callable[[bytes], T]) -> T:
    try:
        return read(answer.body)
    except ValidationError as error:
        wrong = misshapen(answer, error)
    # Raised out here, so that it does not drag along pydantic's, which holds the answer.
    raise call.failed(ProtocolError, wrong)
