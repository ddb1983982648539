"""The window's own log, followed as it grows: one JSON object a line (product.md section 2)."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from wats_station.app.selftest.waiting import wait_until

Event = dict[str, Any]
_TAIL = 8


class Events:
    """What one run of the window has told so far.

    `look` is called while waiting for more, and may raise: a window that has ended tells
    nothing any more.
    """

    def __init__(self, path: Path, look: Callable[[], None]) -> None:
        self._path = path
        self._look = look
        self._read = 0
        self._told: list[Event] = []

    def of(self, name: str) -> list[Event]:
        """The events of this name, oldest first."""
        self._follow()
        return [event for event in self._told if event["event"] == name]

    def wait_for(
        self,
        name: str,
        seconds: float,
        *,
        after: int = 0,
        where: Callable[[Event], bool] = lambda _event: True,
        look: Callable[[], None] | None = None,
    ) -> Event:
        """The first such event beyond the first `after` of its name.

        Meanwhile this `look` is called where it is given, instead of the usual one.
        """
        look = look or self._look

        def found() -> Event | None:
            known = next((each for each in self.of(name)[after:] if where(each)), None)
            if known is None:
                look()
            return known

        event = wait_until(f"{name!r} from the window", seconds, found)
        return event or {}

    def last_lines(self) -> list[str]:
        """The newest few lines as they stand in the file, for a report."""
        self._follow()
        return [json.dumps(event) for event in self._told[-_TAIL:]]

    def _follow(self) -> None:
        """Take what was added; half a line is left for the next look."""
        if not self._path.exists():
            return
        with self._path.open("rb") as file:
            file.seek(self._read)
            added = file.read()
        whole = added[: added.rfind(b"\n") + 1]
        self._read += len(whole)
        self._told += [json.loads(line) for line in whole.splitlines()]
