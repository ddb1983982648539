"""A child of the self-test: this program again, followed by what it says, and never left behind."""

import os
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from queue import Empty, SimpleQueue
from typing import IO

import psutil

from wats_station.app.selftest.steps import StepFailed
from wats_station.app.selftest.waiting import wait_until

_ENDS_WITHIN = 5.0
_LINES_KEPT = 15
_PREFIX = "WATS_STATION_"


class Child:
    """A running command; its standard input is ours to hold, and closes when we end."""

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._name = name
        self._lines: SimpleQueue[str] = SimpleQueue()
        self._errors: deque[str] = deque(maxlen=_LINES_KEPT)
        self.process = _started(name, command, environment)
        self._readers = [
            _reading(self.process.stdout, self._lines.put),
            _reading(self.process.stderr, self._errors.append),
        ]

    @property
    def processes(self) -> frozenset[int]:
        """It and what it started: what is named Python may be a launcher of the true one."""
        try:
            below = psutil.Process(self.process.pid).children(recursive=True)
        except psutil.Error:
            return frozenset({self.process.pid})
        return frozenset({self.process.pid, *(each.pid for each in below)})

    def wait_for_line(self, beginning: str, seconds: float) -> str:
        """The rest of the first line on stdout that begins so."""

        def found() -> str:
            try:
                line = self._lines.get_nowait()
            except Empty:
                self.look()
                return ""
            return line.removeprefix(beginning) if line.startswith(beginning) else ""

        return wait_until(f"{beginning!r} from the {self._name}", seconds, found)

    def look(self) -> None:
        """Raises StepFailed when it has ended without being asked to."""
        code = self.process.poll()
        if code is not None:
            raise StepFailed(f"the {self._name} ended by itself, with exit code {code}")

    def wait(self, seconds: float) -> int:
        """Its exit code, once it has ended."""
        wait_until(f"the {self._name} to end", seconds, lambda: self.process.poll() is not None)
        return self.process.wait()

    def kill(self) -> None:
        """End it and what it started at once, as a power cut would."""
        for number in self.processes - {self.process.pid}:
            _kill(number)
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(_ENDS_WITHIN)
        self._let_go()

    def close(self) -> None:
        """End it: closing its input asks for it, and one that does not hear it is killed."""
        if self.process.stdin is not None and not self.process.stdin.closed:
            self.process.stdin.close()
        try:
            self.process.wait(_ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            self.kill()
        self._let_go()

    def last_errors(self) -> list[str]:
        """What it said last on stderr."""
        return list(self._errors)

    def _let_go(self) -> None:
        for reader in self._readers:
            reader.join(_ENDS_WITHIN)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe is not None and not pipe.closed:
                pipe.close()


def environment_for(token: str, **more: str) -> dict[str, str]:
    """This environment without what tells a station or a server anything but this token."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_PREFIX)}
    tokens = dict.fromkeys((f"{_PREFIX}TOKEN", f"{_PREFIX}SITE_TOKEN"), token)
    return {**kept, **tokens, **more}


def still_running(processes: frozenset[int]) -> list[str]:
    """Those of the processes that have not ended, by name and number."""
    found = []
    for number in sorted(processes):
        try:
            process = psutil.Process(number)
            if process.status() != psutil.STATUS_ZOMBIE:
                found.append(f"{process.name()} ({number})")
        except psutil.Error:
            continue
    return found


def _started(
    name: str, command: Sequence[str], environment: Mapping[str, str]
) -> subprocess.Popen[str]:
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            env=environment,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as problem:
        raise StepFailed(f"the {name} does not start ({command[0]}): {problem}") from problem


def _reading(pipe: IO[str] | None, take: Callable[[str], None]) -> threading.Thread:
    def read() -> None:
        for line in pipe or ():
            take(line.rstrip("\n"))

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    return thread


def _kill(number: int) -> None:
    try:
        psutil.Process(number).kill()
    except psutil.NoSuchProcess:
        return
