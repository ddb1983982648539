"""An event loop of its own, in a thread of its own, that a blocking call hands its work to.

A thread of ours works where the caller's cannot: inside a running loop (a notebook), from
many threads at once, and while the interpreter ends.
"""

import asyncio
import os
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Any, ParamSpec, TypeVar

from wats_station.wats.errors import InvalidInput

P = ParamSpec("P")
R = TypeVar("R")

_CLOSING_SECONDS = 5.0


class CallLoop:
    """Runs coroutines to their end; `close` ends the thread."""

    def __init__(self) -> None:
        self._process = os.getpid()
        self._loop = asyncio.new_event_loop()
        self._loop.set_default_executor(_InlineAtExit(thread_name_prefix="wats-names"))
        # A daemon: a script that never closes its client still ends.
        self._thread = threading.Thread(target=self._run, name="wats-client", daemon=True)
        try:
            self._thread.start()
        except RuntimeError:
            self._loop.close()
            text = "the interpreter is ending: use a client before that to have it then."
            raise InvalidInput(text, operation="connect") from None

    def call(
        self, work: Callable[P, Coroutine[Any, Any, R]], *given: P.args, **named: P.kwargs
    ) -> R:
        """The coroutine's answer, or its error. Ctrl+C ends the wait and the call."""
        self._refuse_elsewhere()
        future = asyncio.run_coroutine_threadsafe(work(*given, **named), self._loop)
        try:
            return future.result()
        except BaseException:
            future.cancel()
            raise

    def close(self, last: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run `last`, then end the loop and its thread; a second time does nothing."""
        if self._loop.is_closed() or not self._thread.is_alive() or os.getpid() != self._process:
            return
        with suppress(TimeoutError):
            asyncio.run_coroutine_threadsafe(last(), self._loop).result(_CLOSING_SECONDS)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_CLOSING_SECONDS)

    @property
    def is_closed(self) -> bool:
        """True after `close`."""
        return self._loop.is_closed()

    def _refuse_elsewhere(self) -> None:
        if os.getpid() != self._process:
            text = "this client was made in another process: make one in each process."
            raise InvalidInput(text, operation="connect")
        if threading.current_thread() is self._thread:
            text = "a blocking call inside the client's own loop would never end."
            raise InvalidInput(text, operation="connect")

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
            self._loop.run_until_complete(_drained())
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
        finally:
            self._loop.close()


class _InlineAtExit(ThreadPoolExecutor):
    """Looks names up in threads; while the interpreter ends, when there are no new ones, itself."""

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        try:
            return super().submit(fn, *args, **kwargs)
        except RuntimeError:
            done: Future[R] = Future()
            try:
                done.set_result(fn(*args, **kwargs))
            except OSError as error:
                done.set_exception(error)
            return done


async def _drained() -> None:
    """End what is still under way, so that no connection is left behind."""
    tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
