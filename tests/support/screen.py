"""A screen of the test's own: Xvfb with a window manager, and keys typed by xdotool."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.processes import wait_until


class Screen:
    """One X display; every command here goes to it alone."""

    def __init__(self, number: str) -> None:
        self.environment = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}

    def type(self, text: str, *, delay_ms: int = 4) -> None:
        """Key events for `text`, CR being Return. The true gap is half of `delay_ms`."""
        self._run("xdotool", "type", "--delay", str(delay_ms), text)

    def key(self, *names: str) -> None:
        """Key events by X key name."""
        self._run("xdotool", "key", *names)

    def activate(self, title: str) -> str:
        """Give the window of this title the keyboard; its id."""
        window = wait_until(f"window {title!r}", 20.0, lambda: self._search(title))
        self._run("xdotool", "windowactivate", "--sync", window)
        return window

    def picture(self, file: Path) -> None:
        """A screenshot of the whole screen."""
        self._run("import", "-window", "root", str(file))

    def _search(self, title: str) -> str:
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", title],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return found.stdout.split("\n")[0].strip()

    def _run(self, *command: str) -> None:
        subprocess.run(command, env=self.environment, check=True, capture_output=True, timeout=60)


@contextmanager
def running_screen(size: str = "1280x720") -> Iterator[Screen]:
    """Xvfb and openbox for the length of a `with` block."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as number:
        screen = Screen(number.readline().strip())
    manager = subprocess.Popen(
        ["openbox"],
        env=screen.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield screen
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait(10)
