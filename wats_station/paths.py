"""Where things lie on disk: the data folder, the files that ship with the program, and itself.

In a checkout the shipped files are the top-level `resources/` and `translations/`
folders; in a wheel or a package they lie in `wats_station/_data/`.
"""

import os
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_DATA_DIR_VARIABLE = "WATS_STATION_DATA_DIR"
# A Windows program either has a terminal or has none: there are two, beside each other.
_WITH_TERMINAL, _WITHOUT = "wats-station.exe", "wats-stationw.exe"


def resource(name: str) -> Path:
    """The shipped file `name` (for example `sounds/done.wav`), whether or not it exists."""
    return _shipped("resources") / name


def translations_dir() -> Path:
    """The folder that holds the compiled translations (`wats_station_<language>.qm`)."""
    return _shipped("translations")


def licences_dir() -> Path:
    """The folder of the licences of what a package is made with; only a package has it."""
    return _shipped("licences")


def build_stamp() -> Path:
    """What a package says of its build (version, commit, date); only a package has it."""
    return _PACKAGE / "_data" / "build.json"


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
    """The command line that runs `wats-station` as a process of its own; arguments follow."""
    return _started_as(_WITH_TERMINAL)


def windowed_program() -> list[str]:
    """As `program`, without a terminal: it opens none on Windows, and can say nothing there."""
    return _started_as(_WITHOUT)


def _started_as(on_windows: str) -> list[str]:
    if not getattr(sys, "frozen", False):
        return [sys.executable, "-m", "wats_station"]
    here = Path(sys.executable)
    return [str(here.with_name(on_windows)) if sys.platform == "win32" else str(here)]


def _shipped(folder: str) -> Path:
    packaged = _PACKAGE / "_data" / folder
    return packaged if packaged.is_dir() else _PACKAGE.parent / folder
