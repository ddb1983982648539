"""A window that ends with whoever started it (`--exit-with-parent`): they hold its input."""

import asyncio
import os
import threading
from collections.abc import Callable
from contextlib import suppress

_INPUT = 0


def end_with_parent(close: Callable[[], None]) -> None:
    """Call `close` on the running loop once standard input ends, which a kill brings about too.

    A windowed program of Windows has no such input; there the system's jobs do this.
    """
    loop = asyncio.get_running_loop()
    threading.Thread(target=_wait, args=(loop, close), name="parent", daemon=True).start()


def _wait(loop: asyncio.AbstractEventLoop, close: Callable[[], None]) -> None:
    try:
        # Not through sys.stdin, whose lock a thread that waits would hold at the end.
        while os.read(_INPUT, 1024):
            continue
    except OSError:
        return
    with suppress(RuntimeError):  # the loop has ended before
        loop.call_soon_threadsafe(close)
