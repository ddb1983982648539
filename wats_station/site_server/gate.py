"""The gate in front of every route: who asks, under which id, how long a body may take.

It is a plain ASGI application around the other one: a request that is not let in costs
nothing behind it.
"""

import asyncio
import re
import secrets
from time import monotonic, perf_counter
from typing import Any
from urllib.parse import unquote

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from wats_station.site_server.access_log import Access, AccessLog
from wats_station.site_server.auth import Caller, TokenCheck
from wats_station.site_server.clock import Clock, utc_text
from wats_station.site_server.refusals import too_slow

BODY_SECONDS = 60.0
_LONGEST_QUERY = 16_384
_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_NOBODY = Caller("", "")
_UNAUTHORIZED = {"Message": "Authorization has been denied for this request."}
_TOO_LONG = {"Message": "The query is too long.", "reasonCode": "tooLong"}
_NUL = {"Message": "The character NUL cannot be kept.", "reasonCode": "invalidRequest"}
_BAD_REQUEST, _DENIED = 400, 401


class Gate:
    """Lets requests through to `app`; everything under /api needs a token."""

    def __init__(
        self, app: ASGIApp, tokens: TokenCheck, log: AccessLog | None, clock: Clock
    ) -> None:
        self._app = app
        self._tokens = tokens
        self._log = log
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        passage = _Passage(scope, send)
        try:
            await self._pass(scope, receive, passage)
        finally:
            if self._log is not None:
                self._log.write(self._access(scope, passage))

    async def _pass(self, scope: Scope, receive: Receive, passage: "_Passage") -> None:
        if b"%00" in scope["query_string"] or b"%00" in scope["raw_path"]:
            await passage.answer(_BAD_REQUEST, _NUL)
        elif len(scope["query_string"]) > _LONGEST_QUERY:
            await passage.answer(_BAD_REQUEST, _TOO_LONG)
        elif scope["path"].startswith("/api"):
            caller = await self._tokens.caller(passage.headers.get(b"authorization", b""))
            if caller is None:
                await passage.answer(_DENIED, _UNAUTHORIZED, (b"www-authenticate", b"Basic"))
                return
            passage.caller = caller
            scope.setdefault("state", {})["caller"] = caller
            await self._app(scope, in_time(receive), passage.send)
        else:
            await self._app(scope, receive, passage.send)

    def _access(self, scope: Scope, passage: "_Passage") -> Access:
        def told(name: bytes) -> str:
            text = passage.headers.get(name)
            return unquote(text.decode("latin-1"))[:200] if text else ""

        client = scope.get("client")
        return Access(
            utc_text(self._clock()),
            passage.request_id.decode("ascii"),
            client[0] if client else "",
            scope["method"],
            scope["path"],
            scope["query_string"].decode("latin-1"),
            passage.status,
            (perf_counter() - passage.started) * 1000,
            passage.caller.name,
            told(b"x-station-name"),
            told(b"x-station-operator"),
            told(b"x-station-command"),
        )


class _Passage:
    """One request on its way: its id goes out with the answer, its status is remembered."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.started = perf_counter()
        self.headers: dict[bytes, bytes] = dict(scope["headers"])
        given = self.headers.get(b"x-request-id", b"")
        self.request_id = given if _ID.fullmatch(given) else secrets.token_hex(8).encode()
        self.status = 0
        self.caller = _NOBODY
        self._send = send

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [*message["headers"], (b"x-request-id", self.request_id)]
        await self._send(message)

    async def answer(self, status: int, body: Any, *headers: tuple[bytes, bytes]) -> None:
        content = orjson.dumps(body)
        length = str(len(content)).encode()
        fixed = [(b"content-type", b"application/json"), (b"content-length", length)]
        await self.send(
            {"type": "http.response.start", "status": status, "headers": [*fixed, *headers]}
        )
        await self.send({"type": "http.response.body", "body": content})


def in_time(receive: Receive) -> Receive:
    """The same, as long as the whole body comes within `BODY_SECONDS`; then a 408 refusal."""
    deadline: float | None = None
    complete = False

    async def limited() -> Message:
        nonlocal deadline, complete
        if complete:
            return await receive()
        deadline = deadline or monotonic() + BODY_SECONDS
        try:
            message = await asyncio.wait_for(receive(), deadline - monotonic())
        except TimeoutError:
            raise too_slow() from None
        complete = message["type"] != "http.request" or not message.get("more_body", False)
        return message

    return limited
