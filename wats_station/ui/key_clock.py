"""The clock that key events carry, and how it stands to our own."""

import time

from PySide6.QtGui import QKeyEvent


class KeyClock:
    """Times in seconds, as the platform stamped the keys.

    The smallest delay ever seen between a key's stamp and its arrival maps one clock to
    the other; until a stamped key was seen they are taken for the same.
    """

    def __init__(self) -> None:
        self._offset: float | None = None

    def time_of(self, event: QKeyEvent) -> float:
        """The event's own time; one without a stamp happens now."""
        stamp = event.timestamp()
        if not stamp:
            return self.now()
        seconds = stamp / 1000.0
        delay = time.perf_counter() - seconds
        # A clock that was set, or a server restarted, shows as a jump; start afresh then.
        if self._offset is None or delay < self._offset or delay > self._offset + 60.0:
            self._offset = delay
        return seconds

    def now(self) -> float:
        """This moment on the keys' clock."""
        return time.perf_counter() - (self._offset or 0.0)

    def on_ours(self, seconds: float) -> float:
        """A time of the keys' clock on our own (`perf_counter`)."""
        return seconds + (self._offset or 0.0)
