"""A child of the self-test: this program again, followed by what it says, and never left behind."""

import os
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import IO

import psutil

from wats_station.app.selftest.steps import StepFailed
from wats_station.app.selftest.waiting import wait_until

_ENDS_WITHIN = 5.0
_LAST_WORDS_WITHIN = 2.0
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
        """It and what it started, by number: a launcher may stand before the true program."""
        return frozenset(each.pid for each in self.family)

    @property
    def family(self) -> frozenset[psutil.Process]:
        """It and what it started, told from later processes of the same numbers."""
        try:
            itself = psutil.Process(self.process.pid)
            return frozenset({itself, *itself.children(recursive=True)})
        except (psutil.Error, OSError):
            return frozenset()

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
        below = [each for each in self.family if each.pid != self.process.pid]
        if self.process.poll() is None:
            self.process.kill()
        for each in below:
            with suppress(psutil.NoSuchProcess):
                each.kill()
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
        """Close our ends; where somebody else still holds the other one it is never closed.

        A pipe cannot be closed while it is read from.
        """
        for reader in self._readers:
            reader.join(_LAST_WORDS_WITHIN)
        read = (self.process.stdout, self.process.stderr)
        pipes = [
            pipe for reader, pipe in zip(self._readers, read, strict=True) if not reader.is_alive()
        ]
        for pipe in (self.process.stdin, *pipes):
            if pipe is not None and not pipe.closed:
                pipe.close()


def environment_for(token: str, **more: str) -> dict[str, str]:
    """This environment without what tells a station or a server anything but this token."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_PREFIX)}
    tokens = dict.fromkeys((f"{_PREFIX}TOKEN", f"{_PREFIX}SITE_TOKEN"), token)
    return {**kept, **tokens, **more}


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
