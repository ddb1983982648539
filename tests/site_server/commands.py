"""The program's commands as a user types them, and what they say."""

import os
import subprocess
from pathlib import Path

from tests.support.processes import station_command


def run(*arguments: str, expected: int = 0, **environment: str) -> str:
    """What the command says on stdout; it ends with this exit code."""
    ran = _ran(*arguments, **environment)
    assert ran.returncode == expected, ran.stderr
    assert ran.stderr == ""
    return ran.stdout


def refused(*arguments: str, **environment: str) -> str:
    """What the command says on stderr when it refuses: one line, exit code 1."""
    ran = _ran(*arguments, **environment)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert ran.stdout == ""
    assert len(ran.stderr.splitlines()) == 1, ran.stderr
    return ran.stderr.strip()


def _ran(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        station_command(*arguments),
        env={**os.environ, **environment},
        cwd=Path.cwd(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
