"""Which commit a package was made from: told by the program, and the same for every build of it."""

import json
import os
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

NAME = "build.json"
_UNKNOWN = "unknown"
_FIRST_ZIP_DATE = 315532800  # 1980: what no date is known of may still lie in a zip.


class BuildStamp(NamedTuple):
    """`commit` ends in -dirty for what no commit holds; `seconds` are its date's, since 1970."""

    version: str
    commit: str
    seconds: int

    @property
    def date(self) -> str:
        """The commit's date in UTC, ISO 8601."""
        return datetime.fromtimestamp(self.seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read(root: Path) -> BuildStamp:
    """The checkout's stamp; outside of git (an sdist) only the version is known.

    A build that has no git but knows better says so: WATS_STATION_BUILD_COMMIT and
    SOURCE_DATE_EPOCH go before what git tells.
    """
    said = _git(root, "log", "-1", "--format=%H %ct").split()
    commit, seconds = said if len(said) == 2 else (_UNKNOWN, str(_FIRST_ZIP_DATE))  # noqa: PLR2004
    if commit != _UNKNOWN and _git(root, "status", "--porcelain", "--untracked-files=no").strip():
        commit += "-dirty"
    return BuildStamp(
        version_of(root),
        os.environ.get("WATS_STATION_BUILD_COMMIT", commit),
        int(os.environ.get("SOURCE_DATE_EPOCH", seconds)),
    )


def write(root: Path, folder: Path) -> Path:
    """Write `build.json` into `folder`; its path."""
    stamp = read(root)
    content = {"version": stamp.version, "commit": stamp.commit, "date": stamp.date}
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8", newline="\n")
    return path


def version_of(root: Path) -> str:
    """`wats_station.__version__`, read without importing it."""
    text = (root / "wats_station" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    if found is None:
        raise ValueError("wats_station/__init__.py has no __version__")
    return found[1]


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", *arguments],  # noqa: S607 - the developer's own git
            cwd=root,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""
