"""Every task has an owner that can cancel it; this is the only place that makes one."""

import asyncio
from collections.abc import Callable, Coroutine


class Tasks:
    """The tasks of one owner, by key; a failure that nobody awaits is the loop's to tell.

    `failed` hears of it afterwards, with the key: whoever waits for that work must not wait on.
    """

    def __init__(self, failed: Callable[[object, BaseException], None] | None = None) -> None:
        self._failed = failed
        self._running: dict[asyncio.Task[None], object] = {}
        self._closed = False

    def start(self, key: object, work: Coroutine[object, object, None]) -> None:
        """Run `work` under `key`; several tasks may share one. After `drain` nothing starts."""
        if self._closed:
            work.close()
            return
        task = asyncio.get_running_loop().create_task(work)
        self._running[task] = key
        task.add_done_callback(self._ended)

    def cancel(self, key: object) -> None:
        """Cancel every task under `key`."""
        for task, its_key in tuple(self._running.items()):
            if its_key == key:
                task.cancel()

    async def drain(self) -> None:
        """Cancel all and wait until each has ended."""
        self._closed = True
        while self._running:
            for task in self._running:
                task.cancel()
            await asyncio.wait(tuple(self._running), timeout=1.0)

    def _ended(self, task: asyncio.Task[None]) -> None:
        key = self._running.pop(task, None)
        if task.cancelled() or (error := task.exception()) is None:
            return
        told = {"message": "a background task failed", "exception": error, "task": task}
        # In the window it is logged, reported, and shown at the bench; else it is logged.
        task.get_loop().call_exception_handler(told)
        if self._failed is not None:
            self._failed(key, error)
