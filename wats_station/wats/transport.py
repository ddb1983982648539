"""The transport: one HTTP client, and every way an answer can be wrong as one of our errors.

Redirects are not followed, writes are sent once, and a 2xx that is not the API's own
kind is an error. Nothing here keeps the token where it could be printed.
"""

import json
import re
from collections.abc import Mapping
from typing import TypeVar

import httpx
from pydantic import TypeAdapter, ValidationError

from wats_station import __version__
from wats_station.wats.address import Secret, is_this_machine, normal_base, tls_of
from wats_station.wats.answers import Answer, Call, broken, confirmation, misshapen, refusal
from wats_station.wats.errors import InvalidInput, ProtocolError, ServerUnavailable
from wats_station.wats.quoting import query_string

T = TypeVar("T")

_LARGEST_ANSWER = 64 * 1024 * 1024
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_BARE_VERSION = re.compile(r"\d+\.\d[\w.+ -]*$")
_NO_QUERY: Mapping[str, str] = {}


class Transport:
    """A connection to one server. Raises `InvalidInput` for an address or token that is none."""

    def __init__(
        self,
        base_url: str,
        token: str,
        timeout: httpx.Timeout,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.base_url = normal_base(base_url)
        self._secret = Secret(token)
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
            verify=tls_of(self.base_url),
            trust_env=not is_this_machine(self.base_url),
            follow_redirects=False,
            # Longer than the 5 s of both ends' defaults, so that a scan now and then
            # finds its connection open.
            limits=httpx.Limits(
                max_connections=100, max_keepalive_connections=20, keepalive_expiry=60.0
            ),
        )

    async def get(
        self,
        path: str,
        shape: TypeAdapter[T],
        query: Mapping[str, str] = _NO_QUERY,
        *,
        unit: str = "",
    ) -> T:
        """The answer to a GET, in the shape asked for."""
        call = Call("GET", path, unit, self._secret)
        answer = await self._send(call, query)
        try:
            return shape.validate_json(answer.body)
        except ValidationError as error:
            wrong = misshapen(answer, error)
        # Raised out here, so that it does not drag along pydantic's, which holds the answer.
        raise call.failed(ProtocolError, wrong)

    async def get_version(self, path: str) -> str:
        """The answer to a GET that is a JSON string on some servers, and bare text on others."""
        call = Call("GET", path, "", self._secret)
        answer = await self._send(call, _NO_QUERY)
        try:
            text = answer.body.decode().strip()
            said = text if _BARE_VERSION.match(text) else answer.parsed()
        except ValueError:
            said = None
        if not isinstance(said, str) or not said:
            raise call.failed(ProtocolError, misshapen(answer))
        return said

    async def put(
        self,
        path: str,
        query: Mapping[str, str],
        headers: Mapping[str, str],
        *,
        body: object = None,
        unit: str = "",
    ) -> object:
        """A write, sent once; done only when the API itself says so. Returns what it said."""
        call = Call("PUT", path, unit, self._secret)
        return confirmation(call, await self._send(call, query, headers, body))

    async def aclose(self) -> None:
        """Close every connection."""
        await self._client.aclose()

    async def _send(
        self,
        call: Call,
        query: Mapping[str, str],
        headers: Mapping[str, str] = _NO_QUERY,
        body: object = None,
    ) -> Answer:
        """One attempt. Retries of reads belong here, around `_receive` (issue 4)."""
        if self._client.is_closed:
            raise call.failed(ServerUnavailable, "no connection (this client was closed).")
        try:
            answer = await self._receive(self._request(call, query, headers, body), call)
        except (UnicodeError, httpx.InvalidURL) as error:
            raise call.failed(InvalidInput, f"{error}.") from None
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
        if headers:
            sent = sent.copy()
            sent.update(headers)
        url = f"{self.base_url}{call.path}"
        if query:
            url = f"{url}?{query_string(query)}"
        content = None if body is None else json.dumps(body).encode()
        return httpx.Request(
            call.method, url, headers=sent, content=content, extensions=self._extensions
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
