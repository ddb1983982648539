"""Waiting in a self-test: each wait has an end, and says what it waited for."""

import time
from collections.abc import Callable
from typing import TypeVar

from wats_station.app.selftest.steps import StepFailed

T = TypeVar("T")

_BETWEEN_LOOKS = 0.02


def wait_until(what: str, seconds: float, look: Callable[[], T]) -> T:
    """The first truthy answer of `look`. Raises StepFailed naming `what` where none comes."""
    end = time.monotonic() + seconds
    while not (answer := look()):
        if time.monotonic() > end:
            raise StepFailed(f"waited {seconds:.0f} s in vain for {what}")
        time.sleep(_BETWEEN_LOOKS)
    return answer
