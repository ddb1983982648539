"""Reads what the package says of itself: the build's stamp and the parts' licences.

Everything here reads files, and belongs into a worker thread.
"""

import json
import platform
import textwrap
from pathlib import Path

from wats_station import __version__
from wats_station.domain.about import About, BundledPart
from wats_station.paths import build_stamp, licences_dir

_INDEX = "index.json"


def read_about(folder: Path, qt: str) -> About:
    """The facts; `folder` is the data folder, `qt` the version of Qt in use.

    Raises OSError, ValueError or KeyError where a package's own files are broken.
    """
    commit, built = read_stamp(build_stamp())
    return About(
        version=__version__,
        python=platform.python_version(),
        qt=qt,
        folder=str(folder),
        commit=commit,
        built=built,
        parts=_parts(licences_dir()),
    )


def read_licence(part: BundledPart, columns: int) -> tuple[str, ...]:
    """The text of this part's licence, in lines of at most `columns` characters."""
    name = Path(part.file).name
    text = (licences_dir() / name).read_text(encoding="utf-8")
    return tuple(short for line in text.splitlines() for short in _wrapped(line, columns))


def read_stamp(file: Path) -> tuple[str, str]:
    """The commit that a package was built from and its date; empty where `file` is not there."""
    if not file.is_file():
        return "", ""
    said = json.loads(file.read_text(encoding="utf-8"))
    return str(said["commit"]), str(said["date"])


def _parts(folder: Path) -> tuple[BundledPart, ...]:
    if not (folder / _INDEX).is_file():
        return ()
    listed = json.loads((folder / _INDEX).read_text(encoding="utf-8"))["components"]
    fields = ("name", "version", "licence", "home", "file")
    return tuple(BundledPart(*(str(each[field]) for field in fields)) for each in listed)


def _wrapped(line: str, columns: int) -> list[str]:
    line = line.expandtabs().rstrip()
    # A paragraph goes on below its own first word.
    indent = " " * min(len(line) - len(line.lstrip()), columns // 2)
    return textwrap.wrap(line, max(columns, 20), subsequent_indent=indent) or [""]
