"""Which processes are this program: of this very installation, whoever started them.

A packaged program is known by its folder. In a checkout, where the file that runs is
Python's own and many programs', it is the interpreter and what it was told to run.
"""

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from wats_station.station.running.process_facts import file_of, has_ended

_MODULE = "wats_station"
# Python's own options that take the next word.
_WITH_A_VALUE = ("-X", "-W")
_SCRIPTS = ("wats-station", "wats-station.exe")


@dataclass(frozen=True, slots=True)
class Running:
    """A process of this program; `arguments` are those after the program's own name."""

    pid: int
    parent: int
    program: str
    arguments: tuple[str, ...]

    @property
    def told(self) -> str:
        """As a person names it."""
        return f"{' '.join([self.program, *self.arguments])} (process {self.pid})"


def others_running() -> list[Running]:
    """Every process of this program but this one and those that it was started by."""
    own = {os.getpid(), *(each.pid for each in psutil.Process().parents())}
    return [each for each in _all() if each.pid not in own]


def _all() -> Iterator[Running]:
    frozen = getattr(sys, "frozen", False)
    for process in psutil.process_iter():
        if has_ended(process):
            continue
        found = _packaged(process) if frozen else _from_checkout(process)
        if found is not None:
            yield found


def _packaged(process: psutil.Process) -> Running | None:
    try:
        file = Path(file_of(process))
        if not _same_folder(file.parent, Path(sys.executable).parent):
            return None
        parent = process.ppid()
    except (psutil.Error, OSError):
        # Ended meanwhile; or what this user may not see, as no process of the same program is.
        return None
    try:
        arguments = tuple(process.cmdline()[1:])
    except (psutil.Error, OSError):
        arguments = ()
    return Running(process.pid, parent, file.name, arguments)


def _from_checkout(process: psutil.Process) -> Running | None:
    try:
        line = process.cmdline()
        arguments = _after_program(line)
        if arguments is None or not _same_file(_interpreter(line[0], process), sys.executable):
            return None
        return Running(process.pid, process.ppid(), "wats-station", tuple(arguments))
    except (psutil.Error, OSError):
        return None


def _after_program(line: Sequence[str]) -> Sequence[str] | None:
    """What the program itself was given; None where the line runs something else."""
    at = 1
    while at < len(line):
        if line[at] == "-m":
            return line[at + 2 :] if line[at + 1 : at + 2] == [_MODULE] else None
        if not line[at].startswith("-"):
            script = Path(line[at])
            ours = script.name in _SCRIPTS or script.parts[-2:] == (_MODULE, "__main__.py")
            return line[at + 1 :] if ours else None
        at += 2 if line[at] in _WITH_A_VALUE else 1
    return None


def _interpreter(named: str, process: psutil.Process) -> str:
    """The file that `named` meant where the process was started: links are not followed.

    Where a virtual environment's Python leads says nothing, as many lead to the same.
    """
    if len(Path(named).parts) > 1:
        return str(process.cwd() / Path(named))
    return shutil.which(named, path=process.environ().get("PATH")) or named


def _same_file(one: str, other: str) -> bool:
    return os.path.normcase(os.path.normpath(one)) == os.path.normcase(os.path.normpath(other))


def _same_folder(one: Path, other: Path) -> bool:
    return _same_file(str(one), str(other))
