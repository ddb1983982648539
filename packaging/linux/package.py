"""`dev.py package`: the program's folder and its Debian package, from a checkout to checksums."""

import shutil
import sys
import sysconfig
from pathlib import Path

import debian
import environment
from frozen import build_stamp, checksums, contents
from frozen.freeze import PROGRAM, freeze
from linux import debian_package, slimming
from terminal import ROOT, SetupError, say

PLACE = ROOT / "build" / "package" / "linux"
_WORK = ROOT / "build" / "package-work" / "linux"
_PACKAGES = (*debian.RUN_PACKAGES, "binutils", "dpkg-dev")


def package() -> int:
    """Build all of it anew and say where it is; raises SetupError with what to do."""
    if not sys.platform.startswith("linux"):
        raise SetupError("this makes the Linux package: on Windows run packaging/dev.py windows")
    environment.set_up()
    debian.provide(_PACKAGES, _PACKAGES, say)
    _see_that_python_is_shared()
    stamp = build_stamp.read(ROOT)
    say(f"freezing WATS Station {stamp.version} of {stamp.date}, commit {stamp.commit}")
    fresh = _WORK / "fresh"
    program = _made_program(fresh)
    packed = debian_package.make(program, stamp, _WORK, fresh) if _has_dpkg() else None
    checksums.write_checksums(fresh)
    _put_in_place(fresh)
    _tell(packed)
    return 0


def _made_program(into: Path) -> Path:
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    program = freeze(environment.PYTHON, _WORK / "freeze").rename(into / PROGRAM)
    slimming.slim(program, sys.base_prefix)
    missing = slimming.unresolved(program)
    if missing:
        raise SetupError(f"the program links to what this system has not: {sorted(missing)}")
    return program


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


def _has_dpkg() -> bool:
    if shutil.which("dpkg-deb"):
        return True
    say("no dpkg-deb here: only the program's folder is made, and no Debian package")
    return False


def _put_in_place(fresh: Path) -> None:
    """What was there stays until all of it has been made."""
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.parent.mkdir(parents=True, exist_ok=True)
    fresh.rename(PLACE)


def _tell(packed: Path | None) -> None:
    size = contents.size_of(PLACE / PROGRAM) / 1_000_000
    print(contents.table(PLACE / PROGRAM))
    if size > contents.LIMIT_MB:
        say(f"{size:.0f} MB is more than {contents.LIMIT_MB}: the table above says what it is")
    say(f"program: {PLACE / PROGRAM} ({size:.0f} MB)")
    if packed is not None:
        file = PLACE / packed.name
        say(f"package: {file} ({file.stat().st_size / 1_000_000:.0f} MB)")
        say(f"         sha256 {checksums.sha256_of(file)}")
    say(f"sums:    {PLACE / checksums.NAME}")
