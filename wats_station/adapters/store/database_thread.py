"""The one thread that has a database: what waits for it is committed together.

A job is answered once it is on the disk. One that fails undoes nobody else's: then each
is done again on its own.
"""

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TypeVar

T = TypeVar("T")

_AT_ONCE = 64

Job = Callable[[sqlite3.Connection], object]


class _Asked(NamedTuple):
    job: Job
    answer: "asyncio.Future[object]"
    loop: asyncio.AbstractEventLoop


class _Told(NamedTuple):
    asked: _Asked
    result: object
    problem: BaseException | None


class DatabaseThread:
    """Runs jobs on one file, from construction to `close`.

    The file is opened with the first job, and again after a failure; `opened` makes the
    connection and may first put right what is wrong with the file. `problem_of` makes what
    is raised of what SQLite says.
    """

    def __init__(
        self,
        path: Path,
        opened: Callable[[Path], sqlite3.Connection],
        problem_of: Callable[[Path, Exception], Exception],
    ) -> None:
        self.path = path
        self._opened = opened
        self._problem_of = problem_of
        self._jobs: queue.SimpleQueue[_Asked | None] = queue.SimpleQueue()
        self._connection: sqlite3.Connection | None = None
        # A daemon: a program that ends by a fault must not wait for its `close`.
        self._thread = threading.Thread(target=self._run, name=path.stem, daemon=True)
        self._thread.start()

    async def run(self, job: Callable[[sqlite3.Connection], T]) -> T:
        """The job's answer once it is committed; raises the file's problem, or what it raises."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[object] = loop.create_future()
        self._jobs.put(_Asked(job, answer, loop))
        result: T = await answer  # type: ignore[assignment]
        return result

    def close(self, timeout: float = 5.0) -> None:
        """Finish what was begun, and end; blocks for up to `timeout` seconds."""
        self._jobs.put(None)
        self._thread.join(timeout)

    def _run(self) -> None:
        ending = False
        while not ending:
            jobs, ending = self._arrived()
            if jobs:
                _tell(self._done(jobs))
        self._let_go()

    def _arrived(self) -> tuple[list[_Asked], bool]:
        first = self._jobs.get()
        if first is None:
            return [], True
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

    def _done(self, jobs: list[_Asked]) -> list[_Told]:
        try:
            return self._together(jobs)
        except Exception as error:  # noqa: BLE001 - whoever waits for these jobs must hear of it
            if len(jobs) == 1:
                return [_Told(jobs[0], None, self._problem(error))]
        return [told for each in jobs for told in self._done([each])]

    def _together(self, jobs: list[_Asked]) -> list[_Told]:
        if self._connection is None:
            self._connection = self._opened(self.path)
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            told = [_Told(each, each.job(connection), None) for each in jobs]
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        return told

    def _problem(self, error: Exception) -> Exception:
        if not isinstance(error, sqlite3.Error | OSError):
            return error
        self._let_go()
        return self._problem_of(self.path, error)

    def _let_go(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            # What was committed is there; SQLite tidies up at the next opening.
            with suppress(sqlite3.Error):
                connection.close()


def _tell(all_told: list[_Told]) -> None:
    """Answer in the order in which was asked, with one wake-up of each loop."""
    by_loop: dict[asyncio.AbstractEventLoop, list[_Told]] = {}
    for told in all_told:
        by_loop.setdefault(told.asked.loop, []).append(told)
    for loop, told_there in by_loop.items():
        try:
            loop.call_soon_threadsafe(_settle, told_there)
        except RuntimeError:
            # The loop is closed: nobody waits any more, and the disk has what was asked.
            continue


def _settle(all_told: list[_Told]) -> None:
    for asked, result, problem in all_told:
        if asked.answer.done():
            continue
        if problem is None:
            asked.answer.set_result(result)
        else:
            asked.answer.set_exception(problem)
