"""The program's folder and its Debian package, from a checkout to checksums.

    python -m linux.building

Run by `dev.py package`, with the environment's Python and from the folder `packaging`.
"""

import json
import shutil
import sys
from pathlib import Path

import environment
from frozen import build_stamp, checksums, cleanliness, sizes
from frozen.bill_of_materials import write_bill_of_materials
from frozen.contents import ContentsProblem
from frozen.freeze import PROGRAM, freeze
from frozen.licences import write_licences
from linux import debian_package, slimming
from terminal import ROOT, SetupError, say

PLACE = ROOT / "build" / "package" / "linux"
MATERIALS = "sbom.cdx.json"
_WORK = ROOT / "build" / "package-work" / "linux"
# Not `-dirty` and not unknown.
_COMMIT_LENGTH = 40
_STAMP = Path(PROGRAM, "_internal", "wats_station", "_data", build_stamp.NAME)


def build() -> None:
    """Build all of it and say where it is; SetupError or ContentsProblem say what to do.

    What a former run has made of this very commit, and nothing has touched since, stays.
    """
    stamp = build_stamp.read(ROOT)
    if is_made_of(PLACE, stamp.commit):
        say(f"commit {stamp.commit} has been packaged already")
        _tell()
        return
    say(f"freezing WATS Station {stamp.version} of {stamp.date}, commit {stamp.commit}")
    fresh = _WORK / "fresh"
    program = _made_program(fresh)
    write_licences(program)
    write_bill_of_materials(program, fresh / MATERIALS)
    if unclean := cleanliness.problems_in(program, ROOT):
        raise SetupError(f"the program holds what must not leave here: {'; '.join(unclean)}")
    if _has_dpkg():
        debian_package.make(program, stamp, _WORK, fresh)
    checksums.write_checksums(fresh)
    _put_in_place(fresh)
    _tell()


def is_made_of(place: Path, commit: str) -> bool:
    """Whether a whole and untouched build of this commit, which holds everything, is there."""
    try:
        made_of = json.loads((place / _STAMP).read_text(encoding="utf-8"))["commit"]
    except (OSError, ValueError, KeyError):
        return False
    holds_all = len(commit) == _COMMIT_LENGTH
    return holds_all and made_of == commit and checksums.are_right(place)


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


def _tell() -> None:
    size = sizes.size_of(PLACE / PROGRAM) / 1_000_000
    print(sizes.table(PLACE / PROGRAM))
    if size > sizes.LIMIT_MB:
        say(f"{size:.0f} MB is more than {sizes.LIMIT_MB}: the table above says what it is")
    say(f"program: {PLACE / PROGRAM} ({size:.0f} MB)")
    for file in sorted(PLACE.glob("*.deb")):
        say(f"package: {file} ({file.stat().st_size / 1_000_000:.0f} MB)")
        say(f"         sha256 {checksums.sha256_of(file)}")
    say(f"parts:   {PLACE / MATERIALS}")
    say(f"sums:    {PLACE / checksums.NAME}")


if __name__ == "__main__":
    try:
        build()
    except (SetupError, ContentsProblem) as problem:
        sys.exit(f"dev.py: {problem}")
