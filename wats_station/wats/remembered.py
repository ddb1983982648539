"""Reference data that is read once and kept, however many ask for it at the same time."""

import asyncio
from collections.abc import Awaitable, Callable
from copy import copy
from typing import Generic, TypeVar

from wats_station.wats.errors import WatsError

T = TypeVar("T")


class Remembered(Generic[T]):
    """What `read` answers, read when first asked for; a failure is told, and not kept."""

    def __init__(self, read: Callable[[], Awaitable[T]]) -> None:
        self._read = read
        self._kept: tuple[T] | None = None
        self._flight: asyncio.Future[None] | None = None

    async def get(self) -> T:
        """The answer. Those who ask while it is being read share the one request, and its end."""
        while self._kept is None:
            flight = self._flight
            if flight is None:
                return await self._lead()
            await asyncio.wait((flight,))
            # When whoever asked first was cancelled, the next one in turn asks.
            if not flight.cancelled() and (error := flight.exception()) is not None:
                raise copy(error)
        return self._kept[0]

    async def _lead(self) -> T:
        flight = self._flight = asyncio.get_running_loop().create_future()
        try:
            answer = await self._read()
        except WatsError as error:
            flight.set_exception(error)
            # Marks it as retrieved, also when nobody else asked.
            flight.exception()
            raise
        else:
            self._kept = (answer,)
            flight.set_result(None)
            return answer
        finally:
            self._flight = None
            flight.cancel()
