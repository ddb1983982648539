"""Asking the server: every call ends in an answer or a problem, never in an exception."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.services.ports import UnitGateway

_log = logging.getLogger(__name__)

T = TypeVar("T")

# A server that starts with the station (the demo site) is given this long, in seconds.
GATEWAY_WAIT = 15.0


class Asking:
    """The gateway as soon as there is one; `call_failed` hears of every problem."""

    def __init__(self, gateway: "asyncio.Future[UnitGateway]") -> None:
        self._gateway = gateway
        self.call_failed: Callable[[], None] = lambda: None
        # While the link is known to be down nobody waits for an answer that cannot come.
        self.is_down = False

    def use(self, gateway: "asyncio.Future[UnitGateway]") -> None:
        """Ask this one from now on; what is under way ends as it would have."""
        self._gateway = gateway

    async def ask(self, call: Callable[[UnitGateway], Awaitable[T]]) -> T | GatewayProblem:
        """The call's answer, or the problem that stood in its way."""
        if self.is_down:
            return GatewayProblem(ProblemKind.UNREACHABLE, "the link is down")
        try:
            return await call(await self._gateway_in_time())
        except GatewayProblem as problem:
            self.call_failed()
            return problem
        except Exception as fault:  # noqa: BLE001 - a scan must end in an outcome, whatever broke
            _log.exception("a call to the server failed in the program itself")
            return GatewayProblem(ProblemKind.PROGRAM_FAULT, repr(fault))

    async def _gateway_in_time(self) -> UnitGateway:
        try:
            async with asyncio.timeout(GATEWAY_WAIT):
                return await asyncio.shield(self._gateway)
        except TimeoutError:
            message = "the server was not there when the station started"
            raise GatewayProblem(ProblemKind.TIMEOUT, message, seconds=GATEWAY_WAIT) from None
