"""Pacing: how long to leave a server alone that fails or refuses.

Full jitter keeps a line of stations from coming back all at once.
"""

from collections.abc import Callable

# In seconds: the bound of the first wait, which doubles, and where it ends.
_FIRST_WAIT = 0.25
_LONGEST_WAIT = 30.0
# So many refusals in a row are an operator's mistakes; more of them are a flood.
_PATIENT_REFUSALS = 5
_FIRST_REFUSAL_WAIT = 0.1
_LONGEST_REFUSAL_WAIT = 5.0


class Pacing:
    """Whether the next request may go out; one for each server.

    `clock` is in seconds, `jitter` answers a number between 0 and 1.
    """

    def __init__(self, clock: Callable[[], float], jitter: Callable[[], float]) -> None:
        self._clock = clock
        self._jitter = jitter
        self._failures = 0
        self._refusals = 0
        self._until = 0.0

    @property
    def is_careful(self) -> bool:
        """True while the server has failed last: one request at a time finds out."""
        return self._failures > 0

    def pause(self) -> float:
        """How many seconds the server is left alone from now on."""
        return max(self._until - self._clock(), 0.0)

    def succeeded(self) -> None:
        """It took a command."""
        self._failures = self._refusals = 0
        self._until = 0.0

    def refused(self) -> None:
        """It is well, and refused a command."""
        self._failures = 0
        self._refusals += 1
        more = self._refusals - _PATIENT_REFUSALS
        if more > 0:
            self._wait(min(_FIRST_REFUSAL_WAIT * 2 ** min(more, 10), _LONGEST_REFUSAL_WAIT))

    def failed(self, asked_for: float = 0.0) -> None:
        """It gave no proper answer, or wants `asked_for` seconds of peace."""
        bound = min(_FIRST_WAIT * 2 ** min(self._failures, 10), _LONGEST_WAIT)
        self._failures += 1
        self._wait(bound, asked_for)

    def is_back(self) -> None:
        """The link has found it well: what is left of the wait is spread over half a second."""
        self._until = min(self._until, self._clock() + 0.5 * self._jitter())

    def _wait(self, bound: float, at_least: float = 0.0) -> None:
        wait = max(self._jitter() * bound, at_least, 0.01)
        # What is answered beside it does not cut a wait short.
        self._until = max(self._until, self._clock() + wait)
