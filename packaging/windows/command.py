"""`dev.py windows`: sees that everything is there, and has the environment's Python build.

Standard library only, as `dev.py` is.
"""

import os
import shutil
import subprocess
import sys

import debian
import environment
from terminal import ROOT, SetupError, say

_TOOLS = ("wine", "wineserver", "makensis", "x86_64-w64-mingw32-gcc")


def build() -> int:
    """The build's exit code; raises SetupError where it cannot even begin."""
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
    return subprocess.run(
        [str(environment.PYTHON), "-m", "windows.build"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "packaging")},
        stdin=subprocess.DEVNULL,
        check=False,
    ).returncode
