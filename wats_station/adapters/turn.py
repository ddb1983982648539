"""Whose turn it is to send: one process of a data folder, the window before the agent.

Two locks that the operating system lets go of when their holder dies: one is held by
whoever sends, the other by a window for as long as it lives. An agent that finds the
second one held lets go of the first.
"""

import asyncio
from pathlib import Path

from filelock import FileLock, Timeout

_SENDER, _WINDOW = "outbox.sender.lock", "outbox.window.lock"
# How often whoever waits looks again, in seconds: no system tells of a lock let go.
_LOOK_EVERY = 0.2


class Turn:
    """The right to send the commands of one data folder; every wait can be cancelled."""

    def __init__(self, folder: Path, *, window: bool) -> None:
        # Not bound to a thread: it is taken in one worker and let go in another.
        self._sender = FileLock(folder / _SENDER, thread_local=False)
        self._window = FileLock(folder / _WINDOW, thread_local=False)
        self._is_window = window

    async def take(self) -> None:
        """Wait until it is this process's turn; raises OSError where no lock can be made."""
        while not await asyncio.to_thread(self._take):  # noqa: ASYNC110 - see _LOOK_EVERY
            await asyncio.sleep(_LOOK_EVERY)

    async def until_wanted(self) -> None:
        """Wait until a window wants to send; for ever in the window itself."""
        if self._is_window:
            await asyncio.Event().wait()
        while not await asyncio.to_thread(self._is_wanted):  # noqa: ASYNC110 - see _LOOK_EVERY
            await asyncio.sleep(_LOOK_EVERY)

    def leave(self) -> None:
        """Let another process send."""
        self._sender.release()
        self._window.release()

    def _take(self) -> bool:
        if self._is_window:
            return _taken(self._window) and _taken(self._sender)
        return not self._is_wanted() and _taken(self._sender)

    def _is_wanted(self) -> bool:
        if not _taken(self._window):
            return True
        self._window.release()
        return False


def _taken(lock: FileLock) -> bool:
    if lock.is_locked:
        return True
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return False
    return True
