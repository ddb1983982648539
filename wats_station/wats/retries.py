"""When a request is sent again, and how long that waits.

Full jitter (a random time up to a bound that doubles) keeps a line of stations from
coming back all at once; a server that names a time is taken at its word.
"""

import email.utils
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import httpx

from wats_station.wats.clock import utc_now
from wats_station.wats.errors import ServerUnavailable

if TYPE_CHECKING:
    from tenacity import RetryCallState

T = TypeVar("T")

_RETRIED = frozenset({429, 502, 503, 504})


class RetryPolicy(NamedTuple):
    """How often a request is sent, and how long the waits between are at most, in seconds.

    The first wait is anything up to `first_wait`, and each bound is twice the one before,
    up to `longest_wait`. A server that asks for a longer wait than that (Retry-After) gets
    no second request: the error says how long it asked for. Writes are sent once unless
    `writes` is true: then a write may be carried out twice where its answer was lost.
    Source: wire contract 1.
    """

    attempts: int = 3
    first_wait: float = 0.5
    longest_wait: float = 30.0
    writes: bool = False


NO_RETRIES = RetryPolicy(attempts=1)


def retry_after(headers: httpx.Headers) -> float | None:
    """The wait that an answer asks for, in seconds: a number, or a date (RFC 9110, 10.2.3)."""
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return float(said[:10])
    try:
        # By the server's own clock where it tells it: ours may be wrong.
        until, now = _moment(said), _moment(headers.get("date", "")) or utc_now()
    except (ValueError, OverflowError):
        return None
    return max((until - now) / timedelta(seconds=1), 0.0) if until else None


async def retried(policy: RetryPolicy, attempt: Callable[[], Awaitable[T]]) -> T:
    """The answer of the first attempt that has one, or the error of the last."""
    # Here, so that a client costs nothing of it before it is used.
    from tenacity import (  # noqa: PLC0415
        AsyncRetrying,
        retry_if_exception,
        stop_after_attempt,
        wait_random_exponential,
    )

    jitter = wait_random_exponential(multiplier=policy.first_wait, max=policy.longest_wait)

    def wait(state: "RetryCallState") -> float:
        return max(jitter(state), _asked_for(_error_of(state)))

    retrying = AsyncRetrying(
        stop=stop_after_attempt(policy.attempts),
        wait=wait,
        retry=retry_if_exception(lambda error: _is_passing(error, policy.longest_wait)),
        reraise=True,
    )
    return await retrying(attempt)


def _is_passing(error: BaseException, longest_wait: float) -> bool:
    """True for a failure that may be over soon: no connection, or a server that is too busy."""
    if not isinstance(error, ServerUnavailable) or _asked_for(error) > longest_wait:
        return False
    broken = error.status == 0 and not error.timed_out
    return broken or not error.was_sent or error.status in _RETRIED


def _error_of(state: "RetryCallState") -> BaseException | None:
    return state.outcome.exception() if state.outcome else None


def _asked_for(error: BaseException | None) -> float:
    return (error.retry_after or 0.0) if isinstance(error, ServerUnavailable) else 0.0


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    moment = email.utils.parsedate_to_datetime(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
