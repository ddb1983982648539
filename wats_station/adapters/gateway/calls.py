"""Calls under way: each gives up in its time, and ends in an answer or a `GatewayProblem`."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.unit import UnitKey
from wats_station.wats.errors import (
    AmbiguousUnit,
    AuthFailed,
    Forbidden,
    InvalidInput,
    NotFound,
    ProtocolError,
    Rejected,
    ServerUnavailable,
    WatsError,
)

_CLOSE_SECONDS = 1.0

_KINDS: dict[type[WatsError], ProblemKind] = {
    NotFound: ProblemKind.NOT_FOUND,
    Rejected: ProblemKind.REJECTED,
    InvalidInput: ProblemKind.REJECTED,
    AuthFailed: ProblemKind.TOKEN_REFUSED,
    Forbidden: ProblemKind.FORBIDDEN,
    ProtocolError: ProblemKind.NOT_THE_API,
}


class Calls:
    """The calls under way: each gives up in its time, and all of them at once at the end."""

    def __init__(self) -> None:
        self._open: set[asyncio.Timeout] = set()
        self._none_open = asyncio.Event()
        self._ended = False

    @asynccontextmanager
    async def in_time(self, seconds: float) -> AsyncIterator[None]:
        """Turn the library's errors, and a silence of this length, into the station's problems."""
        if self._ended:
            raise _closed()
        try:
            async with asyncio.timeout(seconds) as deadline:
                self._open.add(deadline)
                try:
                    yield
                finally:
                    self._open.discard(deadline)
                    if not self._open:
                        self._none_open.set()
        except TimeoutError:
            if self._ended:
                raise _closed() from None
            raise _timeout(seconds) from None
        except WatsError as error:
            raise problem_of(error, seconds) from error

    async def end(self) -> None:
        """Let every call's time be over now, and wait until each has let go of its connection."""
        self._ended = True
        loop = asyncio.get_running_loop()
        for deadline in tuple(self._open):
            if not deadline.expired():
                deadline.reschedule(loop.time())
        if self._open:
            self._none_open.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._none_open.wait(), _CLOSE_SECONDS)


def _timeout(seconds: float) -> GatewayProblem:
    return GatewayProblem(ProblemKind.TIMEOUT, "no answer in time", seconds=seconds)


def _closed() -> GatewayProblem:
    return GatewayProblem(ProblemKind.UNREACHABLE, "the station is closing its connections")


def problem_of(error: WatsError, seconds: float) -> GatewayProblem:
    """The library's error as the station's problem; `seconds` is how long was waited."""
    if isinstance(error, AmbiguousUnit):
        candidates = tuple(UnitKey(serial, part) for serial, part in error.candidates)
        return GatewayProblem(ProblemKind.AMBIGUOUS, error.message, candidates=candidates)
    if isinstance(error, ServerUnavailable):
        return _unavailable(error, seconds)
    if isinstance(error, NotFound) and error.no_such_call:
        # A server that lacks the very call is no WATS, or one too old for the station.
        return GatewayProblem(ProblemKind.NOT_THE_API, error.message, status=error.status)
    kind = _KINDS.get(type(error), ProblemKind.NOT_THE_API)
    reason = error.reason_code if isinstance(error, Rejected) else ""
    sent = not isinstance(error, InvalidInput)
    return GatewayProblem(kind, error.message, status=error.status, reason=reason, sent=sent)


def _unavailable(error: ServerUnavailable, seconds: float) -> GatewayProblem:
    sent, wait = error.was_sent, error.retry_after or 0.0
    if error.status:
        kind = ProblemKind.SERVER_ERROR
        return GatewayProblem(kind, error.message, status=error.status, sent=sent, wait=wait)
    if error.timed_out:
        return GatewayProblem(
            ProblemKind.TIMEOUT, "no answer in time", seconds=seconds, sent=sent, wait=wait
        )
    return GatewayProblem(ProblemKind.UNREACHABLE, error.message, sent=sent, wait=wait)
