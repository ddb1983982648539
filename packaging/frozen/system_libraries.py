"""Shared libraries that the system's own packages bring: on Debian they are not bundled.

The package depends on theirs instead. Bundled copies age, and where the system loads its own
into the same process (a graphics driver, a printer's) the two kinds would have to fit.
"""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from frozen.left_out import Entry

_LIBRARY = "BINARY"


def without_the_systems(entries: list[Entry]) -> list[Entry]:
    """`entries` without what an installed Debian package owns; all of them elsewhere."""
    if shutil.which("dpkg-query") is None:
        return entries
    owned = owned_by_packages(source for _, source, kind in entries if kind == _LIBRARY)
    return [entry for entry in entries if entry[2] != _LIBRARY or entry[1] not in owned]


def owned_by_packages(files: Iterable[str]) -> set[str]:
    """Those of `files` that came with an installed Debian package."""
    names = {file: _names_of(file) for file in files}
    asked = sorted({name for each in names.values() for name in each})
    # It ends with 1 as soon as one of them is nobody's.
    said = subprocess.run(
        ["dpkg-query", "--search", *asked],  # noqa: S607 - Debian's
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    known = {line.rpartition(": ")[2] for line in said.splitlines()}
    return {file for file, each in names.items() if each & known}


def _names_of(file: str) -> set[str]:
    """Where /lib is a link to /usr/lib a package may own a file by either name."""
    target = str(Path(file).resolve())
    return {file, target, file.removeprefix("/usr"), target.removeprefix("/usr"), f"/usr{file}"}
