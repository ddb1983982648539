"""Every running process of this program is asked to end, and waited for; none is killed.

Each ends as by Ctrl+C: what was accepted is on the disk, and what waits stays in the outbox.
"""

import time
from collections.abc import Callable, Collection

from wats_station import stop_request
from wats_station.station.running.processes import Running, others_running

_LOOK_EVERY = 0.25


class EndingRefused(Exception):
    """A process belongs to somebody whose processes this user may not end."""


def to_be_asked(running: Collection[Running]) -> list[Running]:
    """Those that listen, but for the ones that end with the parent that is asked."""
    listening = [each for each in running if stop_request.listens(each.pid)]
    parents = {each.pid for each in listening}
    return [each for each in listening if each.parent not in parents]


def end_others(
    seconds: float,
    told: Callable[[Running], None],
    *,
    running: Callable[[], list[Running]] = others_running,
) -> list[Running]:
    """Ask all of them; those that still run after `seconds`, best none.

    `told` hears of each before it is asked. One that does not listen yet, as it only starts,
    is asked once it does; a command that ends by itself is waited for.
    """
    asked: set[int] = set()
    deadline = time.monotonic() + seconds
    while left := running():
        for each in to_be_asked(left):
            if each.pid not in asked:
                told(each)
                _ask(each)
                asked.add(each.pid)
        if time.monotonic() > deadline:
            return left
        time.sleep(_LOOK_EVERY)
    return []


def _ask(process: Running) -> None:
    try:
        stop_request.ask(process.pid)
    except PermissionError as error:
        raise EndingRefused(
            f"{process.told} belongs to another user: run this as an administrator"
        ) from error
