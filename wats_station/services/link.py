"""The link: asks the server for a sign of life, and tells when the answer changes.

A change is known within two seconds: at most `PAUSE` until the next ping, which
itself gives up after one (product.md 7.5).
"""

import asyncio
from collections.abc import Callable

from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.link import LinkState
from wats_station.services.ports import UnitGateway

PAUSE = 0.8
PAUSE_WHILE_DOWN = 0.4

_STATES = {
    ProblemKind.TOKEN_REFUSED: LinkState.TOKEN_REFUSED,
    ProblemKind.FORBIDDEN: LinkState.TOKEN_REFUSED,
    ProblemKind.NOT_THE_API: LinkState.NOT_THE_API,
    ProblemKind.NOT_FOUND: LinkState.NOT_THE_API,
    ProblemKind.REJECTED: LinkState.DEGRADED,
    ProblemKind.SERVER_ERROR: LinkState.DEGRADED,
    ProblemKind.UNREACHABLE: LinkState.OFFLINE,
    ProblemKind.TIMEOUT: LinkState.OFFLINE,
}


class Link:
    """Watches one server; `changed` is called with each new state, on the loop."""

    def __init__(self, gateway: UnitGateway, changed: Callable[[LinkState], None]) -> None:
        self._gateway = gateway
        self._changed = changed
        self._state = LinkState.CONNECTING
        self._doubt = asyncio.Event()

    def doubt(self) -> None:
        """A call just failed: ask again now rather than at the next turn."""
        self._doubt.set()

    async def watch(self) -> None:
        """Ping until cancelled."""
        while True:
            self._enter(await self._ping())
            up = self._state in (LinkState.ONLINE, LinkState.DEGRADED)
            await self._pause(PAUSE if up else PAUSE_WHILE_DOWN)

    async def _ping(self) -> LinkState:
        try:
            await self._gateway.ping()
        except GatewayProblem as problem:
            return _STATES.get(problem.kind, LinkState.DEGRADED)
        return LinkState.ONLINE

    async def _pause(self, seconds: float) -> None:
        self._doubt.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._doubt.wait()
        except TimeoutError:
            return

    def _enter(self, state: LinkState) -> None:
        if state is not self._state:
            self._state = state
            self._changed(state)
