"""Requests under way: one whose caller goes away is given a moment to end by itself.

A request that is cancelled half way can cost the connection pool a place for good
(httpcore 1.0.9, https://github.com/encode/httpcore/issues/1093): after some hundreds of
calls that were cancelled while their answers came, no request gets a connection any more.
So the pool does not see a cancellation at once. Most answers are on their way by then,
and their connections are used again; a request whose server is silent is cancelled after
the moment, when it does nothing but wait, and its connection is closed.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, Generic, TypeVar

T = TypeVar("T")

# Longer than a server in order takes to answer, and short enough for a hundred scans a
# second on a silent one not to use up the pool. In seconds.
_MOMENT = 0.25
_ENDING_SECONDS = 1.0


class Exchanges(Generic[T]):
    """The owner of every request's task; the only place of this library that makes one."""

    def __init__(self) -> None:
        self._open: dict[asyncio.Task[T], asyncio.TimerHandle | None] = {}

    async def run(self, exchange: Coroutine[Any, Any, T]) -> T:
        """Its answer, or its error; a cancelled caller is free at once."""
        loop = asyncio.get_running_loop()
        task = loop.create_task(exchange)
        self._open[task] = None
        task.add_done_callback(self._ended)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            if task in self._open:
                self._open[task] = loop.call_later(_MOMENT, task.cancel)
            raise

    async def end(self) -> None:
        """Wait until each has ended, as one does whose connection was closed before."""
        if self._open:
            _, late = await asyncio.wait(tuple(self._open), timeout=_ENDING_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _ended(self, task: asyncio.Task[T]) -> None:
        moment = self._open.pop(task)
        if moment is not None:
            moment.cancel()
        if not task.cancelled():
            # An error that the caller did not wait for is nobody's any more.
            task.exception()
