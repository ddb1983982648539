"""Signs what Windows asks a signature of: both programs, the uninstaller and the installer.

Whose certificate it is, and on which device it lies, is the builder's affair: a command of
theirs takes the path of one file as its last argument and signs that file where it lies.
"""

import os
import shlex
import subprocess
from collections.abc import Iterable
from pathlib import Path

from terminal import SetupError

# How the builder's command reaches the build.
VARIABLE = "WATS_STATION_SIGN_COMMAND"


def wanted() -> str:
    """The command that `dev.py windows --sign` was given; empty for an unsigned build."""
    return os.environ.get(VARIABLE, "")


def sign(files: Iterable[Path], command: str) -> None:
    """Have `command` sign each file; SetupError with its words when it will not."""
    for file in files:
        try:
            done = subprocess.run(
                [*shlex.split(command, posix=os.name != "nt"), str(file)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                check=False,
            )
        except (OSError, ValueError) as error:
            raise SetupError(f"cannot sign with {command!r}: {error}") from error
        if done.returncode != 0:
            said = done.stdout.strip()[-1000:]
            raise SetupError(f"{file.name} is not signed (exit {done.returncode}): {said}")
