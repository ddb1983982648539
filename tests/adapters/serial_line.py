"""A scanner's end of a serial line, on a real pseudo-terminal.

A port is a symbolic link to a terminal: unplugging closes the terminal's other side
and takes the link away, plugging in puts a new terminal behind the same name.
"""

import fcntl
import os
import select
import termios
import threading
import time
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

_ENDS = (b"\r", b"\n", b"\r\n", b"\x03", b"\x04")
_CHUNKS = (1, 7, 2, 31, 64, 3, 13, 5, 200, 1, 1)
_NOBODY = 65534


class Cable:
    """A scanner's end of a line; `name` is the port that the station is told."""

    def __init__(self, name: Path) -> None:
        self.name = name
        self._ends: tuple[int, int] | None = None
        self.plug()

    @property
    def terminal(self) -> str:
        """The terminal behind the name."""
        return os.ttyname(self._open_ends()[1])

    def be_exclusive(self, exclusive: bool) -> None:
        """As a program without Qt's lock file claims a port; root is let in all the same."""
        request = termios.TIOCEXCL if exclusive else termios.TIOCNXCL
        fcntl.ioctl(self._open_ends()[1], request)

    def plug(self) -> None:
        self._ends = os.openpty()
        tty.setraw(self._ends[1])
        self.name.symlink_to(self.terminal)

    def unplug(self) -> None:
        for end in self._open_ends():
            os.close(end)
        self._ends = None
        self.name.unlink()

    def send(self, data: bytes) -> None:
        while data:
            data = data[os.write(self._open_ends()[0], data) :]

    def answers(self, wait: float = 0.05) -> bytes:
        """What the station wrote, up to a moment of nothing."""
        end, said = self._open_ends()[0], b""
        while select.select([end], [], [], wait)[0]:
            said += os.read(end, 100)
        return said

    def away(self) -> None:
        if self._ends is not None:
            self.unplug()

    def _open_ends(self) -> tuple[int, int]:
        assert self._ends is not None, "unplugged"
        return self._ends


@contextmanager
def sending(cable: Cable, line: bytes, pause_every: int = 20) -> Iterator[None]:
    """Send in uneven chunks beside the loop, as a terminal's buffer holds only 4 kB."""

    def run() -> None:
        at = 0
        for number, size in enumerate(cycle(_CHUNKS)):
            if at >= len(line):
                return
            cable.send(line[at : at + size])
            at += size
            if number % pause_every == 0:
                time.sleep(0.001)

    thread = threading.Thread(target=run)
    thread.start()
    yield
    thread.join()


@contextmanager
def no_rights() -> Iterator[None]:
    """For a moment root is nobody, whom modes and exclusive terminals stop."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def codes(count: int, name: str = "SN") -> tuple[list[str], bytes]:
    """Codes of several lengths, and how a scanner sends them."""
    texts = [f"{name}{number:06d}/" + "X" * (number % 40) for number in range(count)]
    ends = cycle(_ENDS)
    return texts, b"".join(text.encode() + next(ends) for text in texts)
