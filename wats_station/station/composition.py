"""Puts engine, link and gateway together, and takes them apart again in order.

The engine takes scans from the first moment; the gateway, whose libraries take a
while to load, comes later, made in a worker thread so that no window stalls on it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.link import LinkState
from wats_station.services.engine import BenchListener, Engine
from wats_station.services.link import Link
from wats_station.services.ports import UnitGateway
from wats_station.services.tasks import Tasks

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Server:
    """Where the server is, and the token it takes (as WATS issues it)."""

    url: str
    token: str


class Station:
    """One station on one server, from `connect` to `close`."""

    def __init__(
        self,
        listener: BenchListener,
        clock: Callable[[], float],
        link_changed: Callable[[LinkState], None],
        *,
        operator: str,
        station: str,
    ) -> None:
        self._gateway: asyncio.Future[UnitGateway] = asyncio.get_running_loop().create_future()
        self._link_changed = link_changed
        self._tasks = Tasks()
        self.engine = Engine(self._gateway, listener, clock, operator=operator, station=station)

    def connect(self, server: Awaitable[Server]) -> None:
        """Take up work with the server once it is known; scans wait for it until then."""
        self._tasks.start("connect", self._connect(server))

    async def close(self) -> None:
        """End what is open, then the link, then the connections."""
        await self.engine.close()
        await self._tasks.drain()
        if self._gateway.done() and self._gateway.exception() is None:
            await self._gateway.result().close()
        else:
            self._gateway.cancel()

    async def _connect(self, server: Awaitable[Server]) -> None:
        try:
            known = await server
            gateway = await asyncio.to_thread(_make_gateway, known)
        except Exception as error:  # noqa: BLE001 - whatever it is, scans must not wait for ever
            _log.exception("no connection to the server can be made")
            problem = GatewayProblem(ProblemKind.UNREACHABLE, str(error))
            self._gateway.set_exception(problem)
            # Marks it as retrieved, also when no scan ever asks for it.
            self._gateway.exception()
            self._enter(LinkState.OFFLINE)
            return
        self._gateway.set_result(gateway)
        link = Link(gateway, self._enter)
        self.engine.asking.call_failed = link.doubt
        self._tasks.start("link", link.watch())
        self._tasks.start("warm", _warm(gateway))

    def _enter(self, state: LinkState) -> None:
        self.engine.link_changed(state)
        self._link_changed(state)
        if state is LinkState.ONLINE and not self.engine.bench.phases:
            self.engine.read_reference()


def _make_gateway(server: Server) -> UnitGateway:
    from wats_station.adapters.gateway import WatsGateway

    return WatsGateway(server.url, server.token)


async def _warm(gateway: UnitGateway) -> None:
    try:
        await gateway.warm()
    except GatewayProblem as problem:
        # The link's own ping tells the operator; this was only to save time.
        _log.debug("no warm connection: %s", problem)
