"""Which processes still run; a number that the system has given to another one does not count."""

import sys
from collections.abc import Iterable

import psutil


def still_running(family: Iterable[psutil.Process]) -> list[int]:
    """Those of the processes that have not ended, by number."""
    return sorted(each.pid for each in family if _is_running(each))


def _is_running(process: psutil.Process) -> bool:
    if sys.platform == "win32":
        from wats_station.app.selftest.windows_library import has_ended

        # Whoever still holds a handle of a process that has ended keeps its number alive, and
        # psutil asks for more than Wine can tell.
        return not has_ended(process.pid)
    else:  # noqa: RET505 - so that each system's checker sees its own
        try:
            return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
        except psutil.NoSuchProcess:
            return False
