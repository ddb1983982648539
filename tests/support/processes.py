"""Child processes of tests: started with their output read, ended by id, never left behind."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TypeVar

T = TypeVar("T")

ROOT = Path(__file__).resolve().parents[2]


class Child:
    """A running program; its lines of output arrive in the background."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=dict(environment),
            cwd=ROOT,
        )
        self._lines: SimpleQueue[str] = SimpleQueue()
        self.errors: list[str] = []
        self._readers = [
            threading.Thread(target=self._read_output, daemon=True),
            threading.Thread(target=self._read_errors, daemon=True),
        ]
        for reader in self._readers:
            reader.start()

    def wait_for_line(self, beginning: str, seconds: float = 20.0) -> str:
        """The first line of output that begins so; what was said on stderr if none comes."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            try:
                line = self._lines.get(timeout=min(left, 0.2))
            except Empty:
                if self.process.poll() is not None and self._lines.empty():
                    break
                continue
            if line.startswith(beginning):
                return line
        said = "".join(self.errors)
        raise AssertionError(f"no line {beginning!r} from {self.process.args!r}; stderr: {said}")

    def wait(self, seconds: float) -> int:
        """The exit code, once it has ended and all its output is read."""
        code = self.process.wait(seconds)
        for reader in self._readers:
            reader.join(2.0)
        return code

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self.process.kill()
        self.close()

    def close(self) -> None:
        """End it, politely first, and close every pipe."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(5.0)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        for reader in self._readers:
            reader.join(2.0)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            if pipe is not None and not pipe.closed:
                pipe.close()

    def _read_output(self) -> None:
        for line in self.process.stdout or ():
            self._lines.put(line.rstrip("\n"))

    def _read_errors(self) -> None:
        for line in self.process.stderr or ():
            self.errors.append(line)


def station_command(*arguments: str) -> list[str]:
    """The `wats-station` command in a process of its own: the checkout's, or a package's.

    `WATS_TESTS_PROGRAM` names the packaged program that is to be tested instead.
    """
    packaged = os.environ.get("WATS_TESTS_PROGRAM")
    return [*([packaged] if packaged else [sys.executable, "-m", "wats_station"]), *arguments]


def wait_until(what: str, seconds: float, look: Callable[[], T]) -> T:
    """The first truthy answer of `look`; fails naming `what` when none comes in time."""
    deadline = time.monotonic() + seconds
    while True:
        answer = look()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"not seen within {seconds} s: {what}")
        threading.Event().wait(0.01)
