"""The whole Windows build: the program's folder, its check, the installer, the checksums.

On Windows its own Python freezes, elsewhere a Windows Python under Wine does.
"""

import os
import shutil
import sys
import time
from pathlib import Path

from filelock import FileLock

import environment
from frozen import build_stamp, checksums, contents
from frozen import freeze as native
from terminal import ROOT, SetupError, say
from windows import freeze, installer, program_check, wine_prefix

PLACE = ROOT / "build" / "package" / "windows"
_WORK = ROOT / "build" / "package-work" / "windows"


def build() -> None:
    """Make all of it anew and say where it lies; raises SetupError with what to do.

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
        packed = installer.build_installer(program, fresh, stamp.version)
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


def _tell(packed: Path) -> None:
    program = PLACE / native.PROGRAM
    size = contents.size_of(program) / 1_000_000
    print(contents.table(program))
    if size > contents.LIMIT_MB:
        say(f"{size:.0f} MB is more than {contents.LIMIT_MB}: the table above says what it is")
    say(f"program:   {program} ({size:.0f} MB)")
    say(f"installer: {packed} ({packed.stat().st_size / 1_000_000:.0f} MB)")
    say(f"           sha256 {checksums.sha256_of(packed)}")
    say(f"sums:      {PLACE / checksums.NAME}")


def main() -> int:
    """Build; 1 and one line of what to do when that cannot be done."""
    try:
        build()
    except SetupError as error:
        print(f"dev.py: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
