"""Where things lie on disk: the data folder, and the files that ship with the program.

In a checkout the shipped files are the top-level `resources/` and `translations/`
folders; in a wheel or a package they lie in `wats_station/_data/`.
"""

import os
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_DATA_DIR_VARIABLE = "WATS_STATION_DATA_DIR"


def resource(name: str) -> Path:
    """The shipped file `name` (for example `sounds/done.wav`), whether or not it exists."""
    return _shipped("resources") / name


def translations_dir() -> Path:
    """The folder that holds the compiled translations (`wats_station_<language>.qm`)."""
    return _shipped("translations")


def build_stamp() -> Path:
    """The file with a packaged build's version, commit and date; a checkout has none."""
    return _PACKAGE / "_data" / "build.json"


def licences_dir() -> Path:
    """The folder with the licences of all that is in a package; a checkout has none."""
    return _PACKAGE / "_data" / "licences"


def data_dir(given: Path | None) -> Path:
    """The folder this station keeps its data in, not created here.

    The command line wins over `WATS_STATION_DATA_DIR`, which wins over the
    operating system's place for a user's application data.
    """
    if given is not None:
        return given.expanduser().absolute()
    from_environment = os.environ.get(_DATA_DIR_VARIABLE, "")
    if from_environment:
        return Path(from_environment).expanduser().absolute()
    import platformdirs

    return Path(platformdirs.user_data_dir("wats-station", appauthor=False))


def program() -> list[str]:
    """How to start this program again for a command: the console twin, where there are two."""
    return _started_as("wats-station")


def windowed_program() -> list[str]:
    """How to start this program again for its window."""
    return _started_as("wats-stationw" if sys.platform == "win32" else "wats-station")


def _started_as(twin: str) -> list[str]:
    if getattr(sys, "frozen", False):
        return [str(Path(sys.executable).with_name(twin + Path(sys.executable).suffix))]
    return [sys.executable, "-m", "wats_station"]


def _shipped(folder: str) -> Path:
    packaged = _PACKAGE / "_data" / folder
    return packaged if packaged.is_dir() else _PACKAGE.parent / folder
