"""`wats-station stop` and `start-again`, as an installer or a person calls them.

Both answer with an exit code: 0 fine, 1 where something is left, which stderr names.
"""

import sys
from pathlib import Path

from wats_station.station.running.ending import EndingRefused, end_others, to_be_asked
from wats_station.station.running.processes import Running, others_running
from wats_station.station.running.remembered import (
    Remembered,
    RememberedProblem,
    read,
    remember,
    start_again,
    write,
)


def what_runs() -> list[str]:
    """Each process that `stop` would ask to end, a line each."""
    return [each.told for each in to_be_asked(others_running())]


def stop(seconds: float, file: Path | None) -> int:
    """Have every other process of this program end; `file` takes what ran."""
    kept: list[Remembered] = []

    def told(process: Running) -> None:
        kept.append(remember(process))
        if file is not None:
            # Before it is asked: whatever becomes of this command, what ran is known.
            write(file, kept)

    try:
        if file is not None:
            write(file, kept)
        left = end_others(seconds, told)
    except (EndingRefused, RememberedProblem) as problem:
        return _complain(str(problem))
    for process in left:
        _complain(f"still running after {seconds:g} s: {process.told}")
    return 1 if left else 0


def start_what_ran(file: Path) -> int:
    """Start again what `stop` had end; `file` is used up by it."""
    try:
        left = start_again(read(file))
        file.unlink()
    except RememberedProblem as problem:
        return _complain(str(problem))
    except OSError as error:
        return _complain(f"cannot remove {file}: {error.strerror}")
    for process in left:
        _complain(f"not started, start it yourself: {process.told}")
    return 1 if left else 0


def _complain(text: str) -> int:
    sys.stderr.write(f"wats-station: {text}\n")
    return 1
