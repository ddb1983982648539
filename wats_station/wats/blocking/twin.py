"""A call of the asynchronous client as one that waits: its name, its types, its docstring."""

from collections.abc import Callable, Coroutine
from concurrent.futures import CancelledError
from functools import update_wrapper
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from wats_station.wats.blocking.loop import CallLoop
from wats_station.wats.errors import ServerUnavailable

S = TypeVar("S")
S_co = TypeVar("S_co", covariant=True)
P = ParamSpec("P")
R = TypeVar("R")

_CLOSED = "no connection (this client was closed)."


class BlockingDomain(Generic[S_co]):
    """A domain of the blocking client: `calls` is the asynchronous one that does the work."""

    def __init__(self, loop: CallLoop, calls: S_co) -> None:
        self._loop = loop
        self._calls = calls

    def run(self, work: Callable[[], Coroutine[Any, Any, R]], name: str) -> R:
        """The call's answer, with what it fetches late fetched through this client."""
        if self._loop.is_closed:
            raise ServerUnavailable(_CLOSED, operation=name, was_sent=False)
        try:
            answer = self._loop.call(work)
        except CancelledError:
            # Closed by another thread while the call was between two of its steps.
            raise ServerUnavailable(_CLOSED, operation=name) from None
        return self.completed(answer)

    def completed(self, answer: R) -> R:
        """The answer, able to fetch what it fetches late; for the domains that have such."""
        return answer


def blocking(
    call: Callable[Concatenate[S, P], Coroutine[Any, Any, R]],
) -> Callable[Concatenate[BlockingDomain[S], P], R]:
    """The same call, waited for."""

    def twin(self: BlockingDomain[S], /, *given: P.args, **named: P.kwargs) -> R:
        return self.run(lambda: call(self._calls, *given, **named), call.__name__)

    update_wrapper(twin, call)
    return twin
