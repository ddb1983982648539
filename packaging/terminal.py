"""What set-up says and how it runs other programs: quietly, unless they fail."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class SetupError(Exception):
    """Set-up cannot go on; the message is one line that says what to do."""


def say(message: str) -> None:
    """One line of progress, seen at once."""
    print(f"dev.py: {message}", flush=True)


def attempt(command: list[str], **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run `command` from the checkout, no input given; both its outputs come back as one text."""
    return subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def run_quietly(command: list[str], problem: str, **environment: str) -> str:
    """Run `command`; when it fails its output is shown and `problem` is told."""
    result = attempt(command, **environment)
    if result.returncode != 0:
        print(result.stdout, file=sys.stderr, flush=True)
        raise SetupError(f"{problem} (exit {result.returncode}, its words are above)")
    return result.stdout
