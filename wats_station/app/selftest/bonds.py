"""What makes children end with this process, however it ends.

Elsewhere than on Windows a child watches its standard input, which closes with us
(`--exit-with-parent`). A windowed program of Windows has none: there the system ends what
belongs to a job once its last owner is gone.
"""

import ctypes
import sys

from wats_station.app.selftest.steps import StepFailed

# What a window is started with; a windowed program of Windows would read an input that is none.
WATCH_PARENT = () if sys.platform == "win32" else ("--exit-with-parent",)


def bind_children() -> None:
    """Have every process that is started from now on end with this one.

    Raises StepFailed where Windows refuses.
    """
    if sys.platform == "win32":
        _join_a_job()


def _join_a_job() -> None:
    from wats_station.app.selftest import windows_library as windows

    kernel = windows.kernel32()
    limits = windows.JobLimits()
    limits.basic.flags = windows.KILL_ON_JOB_CLOSE
    # Its handle is never closed by us: the system does, when we end.
    job = kernel.CreateJobObjectW(None, None)
    size = ctypes.sizeof(limits)
    made = job and kernel.SetInformationJobObject(
        job, windows.EXTENDED_LIMITS, ctypes.byref(limits), size
    )
    if not made or not kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess()):
        raise StepFailed(f"Windows gave us no job for our children: {windows.last_error()}")
