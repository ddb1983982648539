"""`dev.py package`: what building takes is there, and `linux.building` does it.

That runs under the environment's own Python, which has the libraries.
"""

import subprocess
import sys
import sysconfig

import debian
import environment
from terminal import ROOT, SetupError, say

_PACKAGES = (*debian.RUN_PACKAGES, "binutils", "dpkg-dev")


def package() -> int:
    """Build all of it anew and say where it is; raises SetupError with what to do."""
    if not sys.platform.startswith("linux"):
        raise SetupError("this makes the Linux package: on Windows run packaging/dev.py windows")
    environment.set_up()
    debian.provide(_PACKAGES, _PACKAGES, say)
    _see_that_python_is_shared()
    command = [str(environment.PYTHON), "-m", "linux.building"]
    return subprocess.run(
        command, cwd=ROOT / "packaging", stdin=subprocess.DEVNULL, check=False
    ).returncode


def _see_that_python_is_shared() -> None:
    """PyInstaller takes Python along as a shared library."""
    if sysconfig.get_config_var("Py_ENABLE_SHARED"):
        return
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    if sys.base_prefix == "/usr":
        debian.provide((f"libpython{version}",), (f"libpython{version}",), say)
        return
    raise SetupError(
        f"{sys.base_prefix} has no libpython{version}.so: build Python with --enable-shared"
        f" (pyenv: PYTHON_CONFIGURE_OPTS=--enable-shared pyenv install {version}), remove .venv"
    )
