"""The whole Windows build: the program's folder, its check, the installer, the checksums.

    python -m windows.build

Run by `dev.py windows`, with the environment's Python. On Windows that Python freezes,
elsewhere a Windows Python under Wine does.
"""

import os
import shutil
import sys
import time
from pathlib import Path

from filelock import FileLock

import environment
from frozen import build_stamp, checksums, cleanliness, contents, sizes
from frozen import freeze as native
from frozen.bill_of_materials import write_bill_of_materials
from frozen.contents import ContentsProblem
from frozen.licences import write_licences
from terminal import ROOT, SetupError, say
from windows import freeze, installer, program_check, signing, windows_python, wine_prefix
from windows.wine import WineError

PLACE = ROOT / "build" / "package" / "windows"
MATERIALS = "sbom.cdx.json"
_WORK = ROOT / "build" / "package-work" / "windows"


def build() -> None:
    """Make all of it anew and say where it lies; SetupError or ContentsProblem say what to do.

    What a former build left stays where it is until all of the new one has been made.
    """
    started = time.monotonic()
    stamp = build_stamp.read(ROOT)
    os.environ["SOURCE_DATE_EPOCH"] = str(stamp.seconds)
    _WORK.mkdir(parents=True, exist_ok=True)
    with FileLock(_WORK.with_suffix(".lock")):
        fresh = _WORK / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        say(f"freezing WATS Station {stamp.version} of {stamp.date}, commit {stamp.commit}")
        program = _frozen().rename(fresh / native.PROGRAM)
        say(f"frozen after {time.monotonic() - started:.0f} s")
        packages = _packages()
        write_licences(program, packages)
        if unclean := cleanliness.problems_in(program, ROOT):
            raise SetupError(f"the program holds what must not leave here: {'; '.join(unclean)}")
        packed = _packed(program, fresh, packages, stamp.version)
        checksums.write_checksums(fresh)
        shutil.rmtree(PLACE, ignore_errors=True)
        PLACE.parent.mkdir(parents=True, exist_ok=True)
        fresh.rename(PLACE)
    _tell(PLACE / packed.name)
    say(f"built in {time.monotonic() - started:.0f} s")


def _frozen() -> Path:
    work = _WORK / "freeze"
    if os.name == "nt":
        return native.freeze(environment.PYTHON, work)
    program = freeze.freeze(work)
    wrong = program_check.problems(program, program_check.windows_dlls(wine_prefix.template()))
    if wrong:
        raise SetupError("the program is not fit for Windows: " + "; ".join(wrong))
    return program


def _packed(program: Path, into: Path, packages: Path, version: str) -> Path:
    """The installer, and beside it what is in it; signed inside and out where that is wanted."""
    command = signing.wanted()
    if command:
        signing.sign(sorted(program.glob("*.exe")), command)
    write_bill_of_materials(program, into / MATERIALS, packages)
    packed = installer.build_installer(program, into, version, sign=command)
    if command:
        signing.sign([packed], command)
    return packed


def _packages() -> Path:
    """Where the libraries lie that went into the program, with what they say of themselves."""
    if os.name == "nt":
        return contents.installed_packages()
    return windows_python.python_folder() / "Lib" / "site-packages"


def _tell(packed: Path) -> None:
    program = PLACE / native.PROGRAM
    size = sizes.size_of(program) / 1_000_000
    print(sizes.table(program))
    if size > sizes.LIMIT_MB:
        say(f"{size:.0f} MB is more than {sizes.LIMIT_MB}: the table above says what it is")
    say(f"program:   {program} ({size:.0f} MB)")
    say(f"installer: {packed} ({packed.stat().st_size / 1_000_000:.0f} MB)")
    say(f"           sha256 {checksums.sha256_of(packed)}")
    say(f"parts:     {PLACE / MATERIALS}")
    say(f"sums:      {PLACE / checksums.NAME}")


def main() -> int:
    """Build; 1 and one line of what to do when that cannot be done."""
    try:
        build()
    except (SetupError, ContentsProblem, WineError) as error:
        print(f"dev.py: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
