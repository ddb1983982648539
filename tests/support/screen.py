"""A screen of the test's own: Xvfb with a window manager, and keys typed by xdotool."""

import os
import subprocess
import threading
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

    def touch(self, x: int, y: int) -> None:
        """A finger on this place."""
        self._run("xdotool", "mousemove", str(x), str(y), "click", "1")
        # A person's next touch or key comes no sooner, and the window has painted by then.
        threading.Event().wait(0.3)

    def write(self, text: str) -> None:
        """Text by hand: slower than any scanner types."""
        self.type(text, delay_ms=140)
        threading.Event().wait(0.3)

    def key_codes(self, *codes: str) -> None:
        """Keys by what xdotool calls them, in one go, at a scanner's pace."""
        self._run("xdotool", "key", "--delay", "2", *codes)

    @contextmanager
    def layout(self, name: str) -> Iterator[None]:
        """The system's keyboard layout for the length of a `with` block."""
        self._run("setxkbmap", name)
        # The window hears of it as an event, before any key that is sent later.
        threading.Event().wait(0.5)
        yield
        self._run("setxkbmap", "us")
        threading.Event().wait(0.5)

    def activate(self, title: str) -> str:
        """Give the window of this title the keyboard; its id."""
        window = wait_until(f"window {title!r}", 20.0, lambda: self._search(title))
        # A window manager that has only just started refuses at first.
        wait_until(f"{title!r} in front", 10.0, lambda: self._activated(window))
        return window

    def _activated(self, window: str) -> bool:
        done = subprocess.run(
            ["xdotool", "windowactivate", "--sync", window],
            env=self.environment,
            capture_output=True,
            check=False,
            timeout=60,
        )
        return done.returncode == 0

    def place(self, window: str) -> tuple[int, int, int, int]:
        """Left, top, width and height of a window's inside."""
        said = self._said("xdotool", "getwindowgeometry", "--shell", window)
        values = dict(line.split("=") for line in said.split())
        return int(values["X"]), int(values["Y"]), int(values["WIDTH"]), int(values["HEIGHT"])

    def states(self, window: str) -> set[str]:
        """What the window manager says of a window, as `fullscreen` and `above`."""
        said = self._said("xprop", "-id", window, "_NET_WM_STATE")
        names = said.partition("=")[2].split(",")
        return {name.strip().removeprefix("_NET_WM_STATE_").lower() for name in names}

    def minimise(self, window: str) -> None:
        """Put a window away as its title bar would."""
        self._run("xdotool", "windowminimize", window)

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

    def _said(self, *command: str) -> str:
        done = subprocess.run(
            command, env=self.environment, check=True, capture_output=True, text=True, timeout=60
        )
        return done.stdout

    def _run(self, *command: str) -> None:
        subprocess.run(command, env=self.environment, check=True, capture_output=True, timeout=60)


@contextmanager
def running_screen(size: str = "1280x720", *, managed: bool = True) -> Iterator[Screen]:
    """Xvfb and, where `managed`, openbox for the length of a `with` block."""
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
    running = [server]
    if managed:
        manager = subprocess.Popen(
            ["openbox"],
            env=screen.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        running.insert(0, manager)
    try:
        yield screen
    finally:
        for process in running:
            process.terminate()
            process.wait(10)
