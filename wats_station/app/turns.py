"""What asyncio wants done next, all of it in one turn of Qt's loop.

qasync starts a timer for each callback, which runs when nothing else is left to do: behind
every paint. A scan is two hundred callbacks, and a request that waits for a paint is late.
"""

import asyncio
from collections import deque

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer

_TURN = QEvent.Type(QEvent.registerEventType())
# Callbacks that go on and on must not keep keys and paints waiting for ever.
_MOST_ROUNDS = 16


class Turns(QObject):
    """Runs handles in the order they are added, never within the call that adds them.

    What they add themselves runs in the same turn: from a scan to its request, say, it is a
    few steps from task to task, each of which would else wait for a paint.
    """

    def __init__(self) -> None:
        super().__init__()
        self._ready: deque[asyncio.Handle] = deque()
        self._is_asked = False
        self._breath = QTimer(self)
        self._breath.setSingleShot(True)
        self._breath.timeout.connect(self._run)

    def add(self, handle: asyncio.Handle) -> None:
        """Run it after those that were added before."""
        self._ready.append(handle)
        if not self._is_asked:
            self._is_asked = True
            event = QEvent(_TURN)
            QCoreApplication.postEvent(self, event, Qt.EventPriority.HighEventPriority.value)

    def event(self, event: QEvent) -> bool:
        """A turn has come."""
        if event.type() != _TURN:
            return super().event(event)
        self._is_asked = False
        if not self._breath.isActive():
            self._run()
        return True

    def _run(self) -> None:
        try:
            for _ in range(_MOST_ROUNDS):
                self._run_round()
        finally:
            if self._ready:
                # When all else that waits has had its turn.
                self._breath.start(0)

    def _run_round(self) -> None:
        for _ in range(len(self._ready)):
            # A loop within this one, of a dialog of Qt's own, may have taken some.
            if self._ready and not (handle := self._ready.popleft()).cancelled():
                handle._run()
