"""Which processes still run; a number that the system has given to another one does not count."""

import sys
from collections.abc import Iterable

import psutil


def still_running(family: Iterable[psutil.Process]) -> list[str]:
    """Those of the processes that have not ended, by program and number."""
    found = ((_program(each), each.pid) for each in family)
    return [f"{program} ({number})" for program, number in found if program]


def _program(process: psutil.Process) -> str:
    """What the process runs; empty once it has ended."""
    if sys.platform == "win32":
        from wats_station.app.selftest.windows_library import running_program

        # Whoever still holds a handle of a process that has ended keeps its number alive, and
        # psutil asks for more than Wine can tell.
        return running_program(process.pid)
    else:  # noqa: RET505 - so that each system's checker sees its own
        try:
            runs = process.is_running() and process.status() != psutil.STATUS_ZOMBIE
            return str(process.name()) if runs else ""
        except psutil.NoSuchProcess:
            return ""
