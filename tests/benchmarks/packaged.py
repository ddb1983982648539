"""The built program: how large its folder is, and how its start compares to the checkout's."""

from pathlib import Path
from statistics import median

from tests.benchmarks.rows import Row
from tests.benchmarks.start import STATION, started
from tests.support.processes import ROOT

BUILT = ROOT / "build" / "package"
_MEGABYTE = 1_000_000
_MOST_MEGABYTES = 130
_RUNS = 7


def packaged_rows(built: Path = BUILT) -> list[Row]:
    """Size for both systems; a start here only of what this system runs."""
    linux, windows = (built / system / "wats-station" for system in ("linux", "windows"))
    return [
        Row("packaged: folder for Linux", megabytes(linux), "MB", _MOST_MEGABYTES),
        Row("packaged: folder for Windows", megabytes(windows), "MB", _MOST_MEGABYTES),
        Row("packaged: first paint, for Linux", _paint(linux), "x checkout", 2.0),
    ]


def megabytes(folder: Path) -> float | None:
    """What its files take, a million bytes each; None where it is not built."""
    if not folder.is_dir():
        return None
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files) / _MEGABYTE


def _paint(folder: Path) -> float | None:
    program = folder / "wats-station"
    if not program.is_file():
        return None
    packaged = (str(program),)
    started(packaged), started(STATION)
    # One after the other, so that a machine that drifts drifts for both.
    return median(started(packaged)[0] / started(STATION)[0] for _ in range(_RUNS))
