"""Windows programs run by Wine, each set of them in a prefix of its own."""

import os
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# No desktop files on the builder's own desktop, no offer to download .NET or a browser; what
# stands in for a DLL of Wine's own (stand_ins/) goes before it.
_OVERRIDES = "winemenubuilder.exe=d;mscoree=d;mshtml=d;mscms=n,b"
_GLANCE = 0.2  # s between looks at whether a silent program has ended
_ENDING = 30.0


class WineError(Exception):
    """A Windows program did not end as it should; the message ends with its last words."""


class Wine:
    """One prefix. Whatever runs in it is ended by `end`, and nothing else is."""

    def __init__(self, prefix: Path, display: str = "") -> None:
        self.prefix = prefix
        self._display = display

    def environment(self, **more: str) -> dict[str, str]:
        """The variables that a program of this prefix is started with."""
        home = self.prefix / "home"
        # What this system's Python is told is not for the Windows one.
        kept = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON")}
        return {
            **kept,
            "WINEPREFIX": str(self.prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": _OVERRIDES,
            # Wine lays the user's Desktop and Documents as links into HOME.
            "HOME": str(home),
            "XDG_CACHE_HOME": str(home / ".cache"),
            "DISPLAY": self._display,
            **more,
        }

    def start(
        self, command: list[str], *, folder: Path | None = None, **more: str
    ) -> "subprocess.Popen[str]":
        """Start a Windows program; both its outputs come through one pipe.

        A file instead of the pipe ends CPython at its start ("Invalid handle").
        """
        (self.prefix / "home").mkdir(parents=True, exist_ok=True)
        return subprocess.Popen(
            [_program("wine"), *command],
            cwd=folder,
            env=self.environment(**more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        )

    def run(
        self, command: list[str], *, limit: float, folder: Path | None = None, **more: str
    ) -> "subprocess.CompletedProcess[str]":
        """Run a Windows program to its end, which must come within `limit` seconds.

        The exit code is the program's own. Past its time WineError is raised and the
        whole prefix is ended: a Windows program's children are not this process's.
        """
        with self.start(command, folder=folder, **more) as process:
            said, ended = _heard(process, limit)
            if not ended:
                self.end()
                process.kill()
                process.wait(_ENDING)
                words = said[-2000:]
                raise WineError(f"{command[0]} did not end within {limit:.0f} s: {words}")
            return subprocess.CompletedProcess(command, process.returncode, said, "")

    def end(self) -> None:
        """End every process of this prefix, and wait until what they wrote is on the disk."""
        for argument in ("-k", "-w"):
            subprocess.run(
                [_program("wineserver"), argument],
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
                timeout=_ENDING,
            )


@contextmanager
def running_wine(prefix: Path, display: str = "") -> Iterator[Wine]:
    """Wine with this prefix for the length of a `with` block; its processes end with it."""
    wine = Wine(prefix, display)
    try:
        yield wine
    finally:
        wine.end()


def windows_path(path: Path) -> str:
    """What a Windows program calls a file of this system."""
    return "Z:" + str(path.resolve()).replace("/", "\\")


def version() -> str:
    """Wine's version as Debian packaged it; a prefix fits this one alone."""
    done = subprocess.run(
        [_program("wine"), "--version"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
        # Else Debian's start script asks for the 32 bits, which nothing here needs.
        env={**os.environ, "WINEARCH": "win64", "WINEDEBUG": "-all"},
    )
    return done.stdout.strip()


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise WineError(f"{name} is not here: install Debian's wine and wine64")
    return found


def _heard(process: "subprocess.Popen[str]", limit: float) -> tuple[str, bool]:
    """All that a program says, and whether it ended within `limit` seconds.

    Its end counts, not the pipe's: Wine's own background programs hold that open for longer.
    """
    if process.stdout is None:
        raise ValueError("a program that is heard has a pipe")
    pipe = process.stdout.fileno()
    deadline = time.monotonic() + limit
    said = b""
    while (left := deadline - time.monotonic()) > 0:
        if select.select([pipe], [], [], min(_GLANCE, left))[0]:
            part = os.read(pipe, 65_536)
            said += part
            if not part:
                break
        elif process.poll() is not None:
            break
    try:
        process.wait(max(0.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        return _text(said), False
    return _text(said), True


def _text(said: bytes) -> str:
    return said.decode("utf-8", errors="replace").replace("\r\n", "\n")
