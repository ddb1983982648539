"""The event loop: the only module that knows qasync, and the only one that runs a loop.

Qt alone runs until the first paint; asyncio and qasync are imported after it, so that
the window is on the screen before they cost anything.
"""

from collections.abc import Callable, Coroutine
from contextvars import Context
from typing import Any

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer, SignalInstance
from PySide6.QtWidgets import QApplication

_PAINT_WAIT_MS = 2000


def run_until_painted(painted: SignalInstance) -> None:
    """Run Qt's loop until the window was painted once; a window nobody maps is not waited for."""
    loop = QEventLoop()
    painted.connect(loop.quit)
    give_up = QTimer()
    give_up.setSingleShot(True)
    give_up.timeout.connect(loop.quit)
    give_up.start(_PAINT_WAIT_MS)
    loop.exec()
    painted.disconnect(loop.quit)


def run_to_end(app: QApplication, life: Callable[[], Coroutine[Any, Any, int]]) -> int:
    """Run `life` on Qt's loop; its answer is the program's exit code."""
    import asyncio

    loop = made_loop(app)
    asyncio.set_event_loop(loop)
    with loop:
        code: int = loop.run_until_complete(life())
    return code


def made_loop(app: QCoreApplication) -> Any:
    """Qt's loop for asyncio; what is to be done soon is done in turns (`app.turns`)."""
    import asyncio

    from qasync import QEventLoop as QtAsyncioLoop

    from wats_station.app.turns import Turns

    class Loop(QtAsyncioLoop):  # type: ignore[misc] # qasync has no types
        turns = Turns()

        def call_soon(
            self, callback: Callable[..., object], *args: object, context: Context | None = None
        ) -> asyncio.Handle:
            handle = asyncio.Handle(callback, args, self, context)
            self.turns.add(handle)
            return handle

    return Loop(app)
