"""The program's folder and its Debian package, from a checkout to checksums.

    python -m linux.building

Run by `dev.py package`, with the environment's Python and from the folder `packaging`.
"""

import shutil
import sys
from pathlib import Path

import environment
from frozen import build_stamp, checksums, sizes
from frozen.bill_of_materials import write_bill_of_materials
from frozen.contents import ContentsProblem
from frozen.freeze import PROGRAM, freeze
from frozen.licences import write_licences
from linux import debian_package, slimming
from terminal import ROOT, SetupError, say

PLACE = ROOT / "build" / "package" / "linux"
MATERIALS = "sbom.cdx.json"
_WORK = ROOT / "build" / "package-work" / "linux"


def build() -> None:
    """Build all of it anew and say where it is; SetupError or ContentsProblem say what to do."""
    stamp = build_stamp.read(ROOT)
    say(f"freezing WATS Station {stamp.version} of {stamp.date}, commit {stamp.commit}")
    fresh = _WORK / "fresh"
    program = _made_program(fresh)
    write_licences(program)
    write_bill_of_materials(program, fresh / MATERIALS)
    packed = debian_package.make(program, stamp, _WORK, fresh) if _has_dpkg() else None
    checksums.write_checksums(fresh)
    _put_in_place(fresh)
    _tell(packed)


def _made_program(into: Path) -> Path:
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    program = freeze(environment.PYTHON, _WORK / "freeze").rename(into / PROGRAM)
    slimming.slim(program, sys.base_prefix)
    missing = slimming.unresolved(program)
    if missing:
        raise SetupError(f"the program links to what this system has not: {sorted(missing)}")
    return program


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
    size = sizes.size_of(PLACE / PROGRAM) / 1_000_000
    print(sizes.table(PLACE / PROGRAM))
    if size > sizes.LIMIT_MB:
        say(f"{size:.0f} MB is more than {sizes.LIMIT_MB}: the table above says what it is")
    say(f"program: {PLACE / PROGRAM} ({size:.0f} MB)")
    if packed is not None:
        file = PLACE / packed.name
        say(f"package: {file} ({file.stat().st_size / 1_000_000:.0f} MB)")
        say(f"         sha256 {checksums.sha256_of(file)}")
    say(f"parts:   {PLACE / MATERIALS}")
    say(f"sums:    {PLACE / checksums.NAME}")


if __name__ == "__main__":
    try:
        build()
    except (SetupError, ContentsProblem) as problem:
        sys.exit(f"dev.py: {problem}")
