"""What ran, kept in a file for the moment when the program has been replaced.

The file holds command lines and folders, no secrets: a token stands on no command line.
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil

from wats_station.station.running.process_facts import identity_of
from wats_station.station.running.processes import Running


class RememberedProblem(Exception):
    """The file cannot be read or written, or is none of ours."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A process as it can be started again; `program` is the name of its file."""

    program: str
    arguments: tuple[str, ...]
    folder: str
    identity: str

    @property
    def told(self) -> str:
        """As a person names it."""
        return " ".join([self.program, *self.arguments])


def remember(running: Running) -> Remembered:
    """What is needed to start this process again, read while it runs."""
    process = psutil.Process(running.pid)
    try:
        folder = process.cwd()
    except (psutil.Error, OSError):
        folder = ""
    return Remembered(running.program, running.arguments, folder, identity_of(process))


def write(file: Path, processes: list[Remembered]) -> None:
    """Keep them in `file`, which only its owner can read."""
    text = json.dumps([asdict(each) for each in processes], indent=2, ensure_ascii=False)
    try:
        file.unlink(missing_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as kept:
            kept.write(text)
    except OSError as error:
        raise RememberedProblem(f"cannot write {file}: {error.strerror}") from error


def read(file: Path) -> list[Remembered]:
    """What `write` kept."""
    try:
        return [_remembered(each) for each in json.loads(file.read_text("utf-8"))]
    except OSError as error:
        raise RememberedProblem(f"cannot read {file}: {error.strerror}") from error
    except (ValueError, TypeError, KeyError) as error:
        raise RememberedProblem(f"{file} is none that 'stop --remember' wrote") from error


def start_again(processes: list[Remembered]) -> list[Remembered]:
    """Start each that ran as whoever runs this; the others are left, and are the answer."""
    own = identity_of(psutil.Process())
    left = [each for each in processes if not own or each.identity != own]
    for each in processes:
        if each not in left and not _start(each):
            left.append(each)
    return left


def _remembered(fields: dict[str, Any]) -> Remembered:
    arguments = fields["arguments"]
    texts = (fields["program"], fields["folder"], fields["identity"], *arguments)
    if not all(isinstance(each, str) for each in texts):
        raise TypeError("texts are wanted")
    return Remembered(fields["program"], tuple(arguments), fields["folder"], fields["identity"])


def _start(process: Remembered) -> bool:
    folder = Path(process.folder) if process.folder else Path.home()
    try:
        subprocess.Popen(
            [*_program(process.program), *process.arguments],
            cwd=folder if folder.is_dir() else Path.home(),
            # What this process was told by its own start is not for the one that stays.
            env={**os.environ, "PYINSTALLER_RESET_ENVIRONMENT": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            start_new_session=True,
        )
    except OSError:
        return False
    return True


def _program(name: str) -> list[str]:
    """How to run the program of this name today."""
    if getattr(sys, "frozen", False):
        # Only a file of this folder: what else the list may say is not ours to start.
        return [str(Path(sys.executable).parent / Path(name).name)]
    return [sys.executable, "-m", "wats_station"]
