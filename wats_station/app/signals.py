"""Ctrl+C and a polite kill end the program as closing the window does.

Python runs signal handlers only between its own instructions, which may be long in
coming while Qt waits for events; the wake-up socket makes Qt call into Python.
"""

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier


class ClosingSignals(QObject):
    """Calls `close` on SIGINT and SIGTERM while installed."""

    def __init__(self, close: Callable[[], None]) -> None:
        super().__init__()
        self._ours, theirs = socket.socketpair()
        self._theirs = theirs
        for end in (self._ours, theirs):
            end.setblocking(False)
        signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._drain)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda _number, _frame: close())

    def remove(self) -> None:
        """Give the signals back."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        self._ours.close()
        self._theirs.close()

    def _drain(self) -> None:
        """Reading the byte is all; that Python ran is what lets the handler run."""
        try:
            self._ours.recv(64)
        except BlockingIOError:
            return
