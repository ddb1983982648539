"""`dev.py windows`: sees that everything is there, and has the environment's Python build.

Standard library only, as `dev.py` is.
"""

import os
import shutil
import subprocess
import sys
from typing import IO

import debian
import environment
from terminal import ROOT, SetupError, say

_TOOLS = ("wine", "wineserver", "makensis", "x86_64-w64-mingw32-gcc")


def build(sign: str = "") -> int:
    """The build's exit code; raises SetupError where it cannot even begin.

    `sign` is a command that signs the file whose path is its last argument.
    """
    return begin(sign).wait()


def begin(sign: str = "", words: IO[str] | None = None) -> "subprocess.Popen[str]":
    """As `build`, but it goes on by itself; what it says goes into `words` where they are given."""
    if not sys.platform.startswith(("linux", "win")):
        raise SetupError("the Windows program is built on Windows, or on Linux under Wine")
    environment.set_up()
    if sys.platform.startswith("linux"):
        packages = debian.WINDOWS_BUILD_PACKAGES
        debian.provide(packages, packages, say)
        missing = [name for name in _TOOLS if shutil.which(name) is None]
        if missing:
            raise SetupError(f"{', '.join(missing)} is not here: install Wine, NSIS and mingw-w64")
    sys.stdout.flush()
    return subprocess.Popen(
        [str(environment.PYTHON), "-m", "windows.build"],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "packaging"),
            **({"WATS_STATION_SIGN_COMMAND": sign} if sign else {}),
        },
        stdin=subprocess.DEVNULL,
        stdout=words,
        stderr=subprocess.STDOUT if words else None,
        text=True,
    )
