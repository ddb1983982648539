"""Windows programs run by Wine, each set of them in a prefix of its own."""

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# No desktop files on the builder's own desktop, no offer to download .NET or a browser; what
# stands in for a DLL of Wine's own (stand_ins/) goes before it.
_OVERRIDES = "winemenubuilder.exe=d;mscoree=d;mshtml=d;mscms=n,b"
_LAST_WORDS = 5.0  # s; a background process of Wine's may hold the pipe open for ever.
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
        process = self.start(command, folder=folder, **more)
        lines: list[str] = []
        reader = threading.Thread(target=_read, args=(process, lines), daemon=True)
        reader.start()
        try:
            code = process.wait(limit)
        except subprocess.TimeoutExpired:
            self.end()
            process.kill()
            process.wait(_ENDING)
            reader.join(_LAST_WORDS)
            raise WineError(
                f"{command[0]} did not end within {limit:.0f} s: {''.join(lines)[-2000:]}"
            ) from None
        reader.join(_LAST_WORDS)
        return subprocess.CompletedProcess(command, code, "".join(lines), "")

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


def _read(process: "subprocess.Popen[str]", lines: list[str]) -> None:
    if process.stdout is not None:
        with process.stdout as output:
            for line in output:
                lines.append(line)  # noqa: PERF402 - another thread reads what has come so far
