"""A network of the tests' own between a station and its server: it cuts, delays and lies.

It speaks HTTP/1.1 on both sides, takes whole messages and keeps connections alive; for each
request it draws one fault. What it does to the line as a whole (`down`, `black_hole`) spares
nothing; a request that got through before goes on to the server all the same.
"""

import asyncio
import re
import socket
import struct
import threading
import time
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from enum import Enum
from functools import partial
from random import Random
from types import TracebackType
from typing import NamedTuple, Self, TypeAlias, TypeVar
from urllib.parse import urlsplit

import h11

_Head = TypeVar("_Head", h11.Request, h11.Response)

_CHUNK = 65_536
_LONGEST_HEAD = 131_072
_ORDER_SECONDS = 10.0
_SIGN_IN = "/sign-in"
# They belong to one connection, and must not travel on.
_HOP_BY_HOP = frozenset({b"connection", b"keep-alive", b"proxy-connection", b"upgrade"})
_JSON, _HTML = b"application/json", b"text/html"
_SIGN_IN_PAGE = b"<html><body>Sign in to the guest network</body></html>"


class Fault(Enum):
    """What happens to one request."""

    NONE = "passed through"
    CUT_BEFORE = "not passed on, the connection closed"
    CUT_AFTER = "passed on, the connection closed without an answer"
    CUT_MIDDLE = "passed on, the connection closed within the answer"
    LATE = "passed on long after the client gave up"
    SLOW = "passed on, answered after a while"
    TWICE = "passed on twice, the second answer given"
    ERROR_AFTER = "passed on, answered by 500, 502, 503 or 504"
    ERROR_BEFORE = "not passed on, answered by 503 with Retry-After"
    HTML = "not passed on, answered by a sign-in page"
    REDIRECT = "not passed on, sent to a sign-in page"
    WRONG_BODY = "passed on, answered by 200 with JSON of another kind"
    UNAUTHORIZED = "not passed on, 401; so are those after it, a burst"
    FORBIDDEN = "not passed on, 403"
    HOLE = "not passed on, never answered"


Mix: TypeAlias = Mapping[Fault, float]
"""The weight of each fault; one that is not named never happens."""

CALM = {Fault.NONE: 1.0}
ROUGH = {
    Fault.NONE: 60.0, Fault.CUT_BEFORE: 6.0, Fault.CUT_AFTER: 6.0, Fault.CUT_MIDDLE: 6.0,
    Fault.LATE: 2.0, Fault.SLOW: 6.0, Fault.TWICE: 5.0, Fault.ERROR_AFTER: 5.0,
    Fault.ERROR_BEFORE: 4.0,
}  # fmt: skip
HOSTILE = ROUGH | {
    Fault.HTML: 2.0, Fault.REDIRECT: 2.0, Fault.WRONG_BODY: 3.0, Fault.UNAUTHORIZED: 1.0,
    Fault.FORBIDDEN: 1.0,
}  # fmt: skip


class Passage(NamedTuple):
    """One request as the proxy saw it; `at` in seconds of `time.monotonic`.

    `passed_on` counts how often all of it went out to the server so far; it may still grow
    while the request is in flight. `command` is its X-Station-Command.
    """

    at: float
    method: str
    path: str
    command: str | None
    fault: Fault
    passed_on: int
    query: str


class _Answer(NamedTuple):
    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes
    reason: bytes = b""


class _Request(NamedTuple):
    head: h11.Request
    body: bytes

    @property
    def path(self) -> str:
        return self.head.target.partition(b"?")[0].decode("ascii")

    def answered(self, answer: _Answer) -> tuple[h11.Response, bytes]:
        """What goes back: the answer to a HEAD has no body, whatever its headers say."""
        body = b"" if self.head.method == b"HEAD" else answer.body
        status, headers, _, reason = answer
        return h11.Response(status_code=status, headers=headers, reason=reason), body

    def entered(self, fault: Fault) -> Passage:
        query = self.head.target.partition(b"?")[2].decode("ascii")
        command = dict(self.head.headers).get(b"x-station-command")
        told = command.decode("latin-1") if command is not None else None
        method = self.head.method.decode("ascii")
        return Passage(time.monotonic(), method, self.path, told, fault, 0, query)


class _Dice:
    """Draws as often for each request, whatever comes of it: the seed decides the order."""

    def __init__(self, seed: int, mix: Mix, spare: str | None, burst: int) -> None:
        self._random = Random(seed)  # noqa: S311 - drawn again from the seed on purpose
        self._spare = re.compile(spare) if spare is not None else None
        self._burst = burst
        self.set_mix(mix)

    def set_mix(self, mix: Mix) -> None:
        if not any(mix.values()) or min(mix.values()) < 0:
            raise ValueError(f"a mix needs a weight above 0, and none below: {mix}")
        self.mix = dict(mix)
        self._denied = 0

    def draw(self, path: str) -> tuple[Fault, Random]:
        """A fault, and chance for its details."""
        if self._spare is not None and self._spare.search(path):
            return Fault.NONE, Random(0)  # noqa: S311 - as above
        mix = self.mix
        fault = self._random.choices(list(Fault), [mix.get(each, 0.0) for each in Fault])[0]
        detail = Random(self._random.getrandbits(64))  # noqa: S311 - as above
        if path == _SIGN_IN:
            return Fault.HTML, detail
        if self._denied:
            self._denied -= 1
            return Fault.UNAUTHORIZED, detail
        if fault is Fault.UNAUTHORIZED:
            self._denied = self._burst - 1
        return fault, detail


def _made(status: int, kind: bytes, body: bytes, *more: tuple[bytes, bytes]) -> _Answer:
    length = str(len(body)).encode()
    return _Answer(status, [(b"Content-Type", kind), (b"Content-Length", length), *more], body)


_INSTEAD = {
    Fault.ERROR_BEFORE: _made(
        503, _JSON, b'{"Message": "The service is unavailable."}', (b"Retry-After", b"1")
    ),
    Fault.HTML: _made(200, _HTML, _SIGN_IN_PAGE),
    Fault.REDIRECT: _made(302, _HTML, b"", (b"Location", _SIGN_IN.encode())),
    Fault.UNAUTHORIZED: _made(
        401, _JSON, b'{"Message": "Authorization has been denied for this request."}',
        (b"WWW-Authenticate", b"Basic"),
    ),
    Fault.FORBIDDEN: _made(403, _JSON, b'{"Message": "You may not do this."}'),
}  # fmt: skip


def _error(detail: Random) -> _Answer:
    status = detail.choice((500, 502, 503, 504))
    if detail.random() < 0.5:
        return _made(status, _JSON, b'{"Message": "An error has occurred."}')
    return _made(status, _HTML, b"<html><body><h1>Bad Gateway</h1></body></html>")


def _wrong_body(true: _Answer, detail: Random) -> _Answer:
    """Never of the true answer's kind: an empty list would be a fair answer to a query."""
    kinds = {b"[": b"[]", b"{": b'{"ok": true}'}
    kinds.pop(true.body.lstrip()[:1], None)
    return _made(200, _JSON, detail.choice(list(kinds.values())))


class _Wire:
    """One connection, on either side of the proxy, and where it is in HTTP."""

    def __init__(
        self,
        role: type[h11.CLIENT] | type[h11.SERVER],
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        self._http = h11.Connection(role, max_incomplete_event_size=_LONGEST_HEAD)
        self._reader = reader
        self._writer = writer

    async def receive(self, kind: type[_Head]) -> tuple[_Head, bytes] | None:
        """The next message, whole; None where there is none. Raises OSError and h11's."""
        head: _Head | None = None
        body = bytearray()
        while True:
            event = self._http.next_event()
            if isinstance(event, kind):
                head = event
            elif isinstance(event, h11.Data):
                body += event.data
            elif isinstance(event, h11.EndOfMessage):
                return (head, bytes(body)) if head is not None else None
            elif isinstance(event, h11.ConnectionClosed) or event is h11.PAUSED:
                return None
            elif event is h11.NEED_DATA:
                self._http.receive_data(await self._reader.read(_CHUNK))

    def encoded(self, head: _Head, body: bytes) -> tuple[bytes, bytes]:
        """A message's head, and the rest of it."""
        first = self._http.send(head) or b""
        rest = (self._http.send(h11.Data(data=body)) or b"") if body else b""
        return first, rest + (self._http.send(h11.EndOfMessage()) or b"")

    async def write(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()

    async def hold(self) -> None:
        """Take whatever comes and never answer, until the other side gives up."""
        while await self._reader.read(_CHUNK):
            continue

    def next_cycle(self) -> bool:
        """Ready for another message; False where the connection was for this one only."""
        if self._http.our_state is not h11.DONE or self._http.their_state is not h11.DONE:
            return False
        self._http.start_next_cycle()
        return True

    @property
    def is_open(self) -> bool:
        return not (self._reader.at_eof() or self._writer.is_closing())

    @property
    def is_to_itself(self) -> bool:
        """A port of this machine that nobody listens on can be called from that same port."""
        names = map(self._writer.get_extra_info, ("sockname", "peername"))
        return len(set(names)) == 1

    def close(self) -> None:
        self._writer.close()

    def abort(self, *, reset: bool) -> None:
        """Close at once; with `reset` the other side has an error instead of an end."""
        if reset and not self._writer.is_closing():
            linger = struct.pack("ii", 1, 0)
            connection = self._writer.get_extra_info("socket")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self._writer.transport.abort()


class _Server:
    """The server as one client's connection reaches it; kept open between requests."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._wire: _Wire | None = None

    async def ask(self, request: _Request, passed_on: Callable[[], None]) -> _Answer:
        """Its answer; never asks again by itself. Raises OSError and h11's errors."""
        wire = self._wire
        if wire is None or not wire.is_open:
            self.close()
            wire = self._wire = await self._connected()
        head = request.head
        target, headers = head.target, _travelling(head.headers.raw_items())
        again = h11.Request(method=head.method, target=target, headers=headers)
        await wire.write(b"".join(wire.encoded(again, request.body)))
        passed_on()
        received = await wire.receive(h11.Response)
        if received is None:
            raise ConnectionResetError("the server closed the connection without an answer")
        response, body = received
        if not wire.next_cycle():
            self.close()
        travelling = _travelling(response.headers.raw_items())
        return _Answer(response.status_code, travelling, body, response.reason)

    def close(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None

    async def _connected(self) -> _Wire:
        wire = _Wire(h11.CLIENT, *await asyncio.open_connection(self._host, self._port))
        if wire.is_to_itself:
            wire.abort(reset=True)
            raise ConnectionRefusedError("nobody listens there")
        return wire


def _travelling(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name, value in headers if name.lower() not in _HOP_BY_HOP]


class _Line:
    """The listening port and every client on it; all of it in the loop's thread."""

    def __init__(
        self, server: tuple[str, int], dice: _Dice, late: float, slow: tuple[float, float]
    ) -> None:
        self._server, self._dice, self._late, self._slow = server, dice, late, slow
        self.log: list[Passage] = []
        self.in_flight = 0
        self.swallows = False
        # Bound and never listening: while the line is down nobody else gets its port.
        self._reserved = _bound(0)
        self.port: int = self._reserved.getsockname()[1]
        self._listening: asyncio.Server | None = None
        self._clients: dict[asyncio.Task[None], _Wire] = {}
        self._group = asyncio.TaskGroup()

    async def run(self, orders: "asyncio.Queue[_Order | None]") -> None:
        """Carry out orders until None comes; leaves nothing open."""
        try:
            async with self._group:
                while (order := await orders.get()) is not None:
                    try:
                        await order.work()
                    except OSError as error:
                        order.done.set_exception(error)
                    else:
                        order.done.set_result(None)
                await self.down()
                for task in self._clients:
                    task.cancel()
        finally:
            await self.down()
            self._reserved.close()

    async def up(self) -> None:
        if self._listening is None:
            self._listening = await asyncio.start_server(self._accepted, sock=_bound(self.port))

    async def down(self) -> None:
        if self._listening is not None:
            self._listening.close()
            self._listening = None
        for client in self._clients.values():
            client.abort(reset=True)

    def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        client = _Wire(h11.SERVER, reader, writer)
        if self._listening is None:
            client.abort(reset=True)
            return
        task = self._group.create_task(self._serve(client))
        self._clients[task] = client
        task.add_done_callback(self._clients.pop)

    async def _serve(self, client: _Wire) -> None:
        server = _Server(*self._server)
        try:
            # A client that goes away, or speaks no HTTP, is not answered any more.
            with suppress(OSError, h11.RemoteProtocolError):
                while (request := await client.receive(h11.Request)) is not None:
                    if not await self._carry(client, server, _Request(*request)):
                        return
        finally:
            server.close()
            client.close()

    async def _carry(self, client: _Wire, server: _Server, request: _Request) -> bool:
        """One request and its answer; False where the connection ends with it."""
        fault, detail = self._dice.draw(request.path)
        fault = Fault.HOLE if self.swallows else fault
        # Before the log: who sees a request there shall not take it for arrived.
        self.in_flight += 1
        self.log.append(request.entered(fault))
        ask = partial(server.ask, request, partial(self._count, len(self.log) - 1))
        answer = None
        try:
            # A server that is down, or goes down meanwhile, shows as a connection cut.
            with suppress(OSError, h11.RemoteProtocolError):
                answer = await self._outcome(fault, detail, ask)
        finally:
            self.in_flight -= 1
        if self.swallows or fault is Fault.HOLE:
            await client.hold()
            return False
        if answer is not None:
            sent = client.encoded(*request.answered(answer))
            if fault is not Fault.CUT_MIDDLE:
                await client.write(b"".join(sent))
                return client.next_cycle()
            await client.write(_part(*sent, detail))
        if detail.random() < 0.5:
            client.abort(reset=True)
        return False

    def _count(self, number: int) -> None:
        entry = self.log[number]
        self.log[number] = entry._replace(passed_on=entry.passed_on + 1)

    async def _outcome(
        self, fault: Fault, detail: Random, ask: Callable[[], Awaitable[_Answer]]
    ) -> _Answer | None:
        """What is told to the client; None is a connection cut."""
        if fault in (Fault.CUT_BEFORE, Fault.HOLE):
            return None
        if fault in _INSTEAD:
            return _INSTEAD[fault]
        if fault is Fault.LATE:
            await asyncio.sleep(self._late)
        answer = await ask()
        match fault:
            case Fault.CUT_AFTER:
                return None
            case Fault.SLOW:
                await asyncio.sleep(detail.uniform(*self._slow))
            case Fault.TWICE:
                return await ask()
            case Fault.ERROR_AFTER:
                return _error(detail)
            case Fault.WRONG_BODY:
                return _wrong_body(answer, detail)
        return answer


def _part(head: bytes, rest: bytes, detail: Random) -> bytes:
    """Never all of it: cut within its head, or within the rest where there is one."""
    if rest and detail.random() < 0.5:
        return head + rest[: detail.randrange(len(rest))]
    return head[: detail.randrange(1, len(head))]


def _bound(port: int) -> socket.socket:
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind(("127.0.0.1", port))
    return bound


class _Order(NamedTuple):
    work: Callable[[], Awaitable[None]]
    done: Future[None]


class FaultProxy:
    """A proxy on a port of its own, in a thread of its own, for the length of a `with` block.

    `spare` is a regular expression: a request whose path it finds is let through, and not
    drawn for. Draws follow the seed in the order in which requests come. `late_seconds` must
    be longer than the client's patience; `burst` is the number of 401 in a row.
    """

    def __init__(
        self,
        target_url: str,
        seed: int,
        *,
        mix: Mix = CALM,
        spare: str | None = None,
        late_seconds: float = 6.0,
        slow_seconds: tuple[float, float] = (0.1, 1.5),
        burst: int = 4,
    ) -> None:
        target = urlsplit(target_url)
        if target.scheme != "http" or target.hostname is None:
            raise ValueError(f"the proxy speaks plain HTTP only: {target_url}")
        self._server = (target.hostname, target.port or 80)
        self._times = (late_seconds, slow_seconds)
        self._dice = _Dice(seed, mix, spare, burst)

    def __enter__(self) -> Self:
        self._line = _Line(self._server, self._dice, *self._times)
        self._loop = asyncio.new_event_loop()
        self._orders: asyncio.Queue[_Order | None] = asyncio.Queue()
        self._thread = threading.Thread(target=self._run, name="fault-proxy")
        self._thread.start()
        self.up()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Close every connection, given up requests included, and end the thread."""
        # A loop that an error has ended before is closed.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._orders.put_nowait, None)
        self._thread.join(_ORDER_SECONDS)
        assert not self._thread.is_alive(), "the proxy does not end"

    @property
    def url(self) -> str:
        """Where it listens; the same for as long as it lives."""
        return f"http://127.0.0.1:{self._line.port}"

    @property
    def mix(self) -> Mix:
        """The weights that faults are drawn by; a new mix ends a burst of 401."""
        return self._dice.mix

    @mix.setter
    def mix(self, mix: Mix) -> None:
        self._dice.set_mix(mix)

    @property
    def log(self) -> list[Passage]:
        """Every request so far, in the order in which they came."""
        return list(self._line.log)

    @property
    def in_flight(self) -> int:
        """Requests that may still reach the server, or were not answered by it yet."""
        return self._line.in_flight

    def down(self) -> None:
        """Pull the plug: every connection is reset, new ones are refused."""
        self._order(self._line.down)

    def up(self) -> None:
        """Plug it in again; does nothing where it is."""
        self._order(self._line.up)

    def black_hole(self, on: bool) -> None:
        """Accept connections and never answer; what is swallowed stays so afterwards."""
        self._line.swallows = on

    def _order(self, work: Callable[[], Awaitable[None]]) -> None:
        """Have it done in the loop's thread, and wait for that."""
        order = _Order(work, Future())
        self._loop.call_soon_threadsafe(self._orders.put_nowait, order)
        order.done.result(_ORDER_SECONDS)

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._line.run(self._orders))
