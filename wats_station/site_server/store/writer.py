"""The one writer: several writes are committed at once, each with a savepoint of its own.

A write is answered once it is on disk. What was asked for while the last commit waited
for the disk goes into the next one together; one that is refused undoes nobody else's.
"""

import asyncio
import queue
import threading
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, Engine

from wats_station.site_server.refusals import overloaded

T = TypeVar("T")

_AT_ONCE = 64
_WAITING_AT_MOST = 2000

Work = Callable[[Connection], object]
_Job = tuple[Work, "asyncio.Future[object]", asyncio.AbstractEventLoop]


class Writer:
    """A thread that writes, from construction to `close`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="site-writer")
        self._thread.start()

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Run `work` in the writer; its answer comes once it is on disk, or its exception."""
        if self._jobs.qsize() > _WAITING_AT_MOST:
            raise overloaded()
        loop = asyncio.get_running_loop()
        done: asyncio.Future[object] = loop.create_future()
        self._jobs.put((work, done, loop))
        answer: T = await done  # type: ignore[assignment]
        return answer

    def close(self) -> None:
        """Finish what was begun, and end."""
        self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (first := self._jobs.get()) is not None:
            jobs, last = self._more(first)
            _commit_together(self._engine, jobs)
            if last:
                return

    def _more(self, first: _Job) -> tuple[list[_Job], bool]:
        jobs = [first]
        while len(jobs) < _AT_ONCE:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is None:
                return jobs, True
            jobs.append(job)
        return jobs, False


def _commit_together(engine: Engine, jobs: list[_Job]) -> None:
    outcomes: list[tuple[_Job, object, BaseException | None]] = []
    try:
        with engine.begin() as connection:
            outcomes.extend((job, *_attempt(connection, job[0])) for job in jobs)
    except Exception as error:  # noqa: BLE001 - whoever waits for these writes must hear of it
        outcomes = [(job, None, error) for job in jobs]
    for (_, done, loop), answer, problem in outcomes:
        try:
            loop.call_soon_threadsafe(_settle, done, answer, problem)
        except RuntimeError:
            # The loop is closed: the server is ending and nobody waits any more.
            return


def _attempt(connection: Connection, work: Work) -> tuple[object, BaseException | None]:
    try:
        with connection.begin_nested():
            return work(connection), None
    except Exception as error:  # noqa: BLE001 - it is handed to whoever asked for the write
        return None, error


def _settle(done: "asyncio.Future[object]", answer: object, problem: BaseException | None) -> None:
    if done.done():
        return
    if problem is None:
        done.set_result(answer)
    else:
        done.set_exception(problem)
