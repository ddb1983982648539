"""Shared libraries that the system's own packages bring: on Debian they are not bundled.

The package depends on theirs instead. Bundled copies age, and where the system loads its own
into the same process (a graphics driver, a printer's) the two kinds would have to fit.
"""

import shutil
import subprocess
from functools import cache
from pathlib import Path

from frozen.left_out import Entry


def without_the_systems(entries: list[Entry]) -> list[Entry]:
    """`entries` without what an installed Debian package owns; all of them elsewhere."""
    if shutil.which("dpkg-query") is None:
        return entries
    return [entry for entry in entries if entry[2] != "BINARY" or not owner_of(entry[1])]


@cache
def owner_of(file: str) -> str:
    """The Debian package that `file` came with; empty when none did."""
    # Where /lib is a link to /usr/lib a package may own a file by either name.
    for name in {file, str(Path(file).resolve()), file.removeprefix("/usr"), f"/usr{file}"}:
        found = subprocess.run(
            ["dpkg-query", "--search", name],  # noqa: S607 - Debian's
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if found.returncode == 0:
            return found.stdout.split(":")[0]
    return ""
