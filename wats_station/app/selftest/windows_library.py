"""The few calls of Windows that the self-test makes, with their types.

Structures are written in types of fixed size, so that their layout is the same wherever it
is looked at.
"""

import ctypes
import os
import sys
from ctypes import POINTER, Structure, Union, c_int, c_int32, c_size_t, c_uint16, c_uint32, c_void_p
from typing import Any, ClassVar

KEYBOARD = 1
KEY_UP, BY_SCAN_CODE = 0x0002, 0x0008
SCAN_CODE_TO_KEY = 3
WM_CLOSE = 0x0010
SW_RESTORE = 9
GW_OWNER = 4
DESKTOP_READ = 0x0001
KILL_ON_JOB_CLOSE = 0x2000
EXTENDED_LIMITS = 9
MAY_WAIT, MAY_ASK, ENDED = 0x0010_0000, 0x1000, 0
_LONGEST_PATH = 1024


class KeyboardInput(Structure):
    """KEYBDINPUT."""

    _fields_: ClassVar[Any] = (
        ("virtual_key", c_uint16),
        ("scan_code", c_uint16),
        ("flags", c_uint32),
        ("time", c_uint32),
        ("extra", c_size_t),
    )


class MouseInput(Structure):
    """MOUSEINPUT: the largest of the three, so it gives INPUT its size."""

    _fields_: ClassVar[Any] = (
        ("dx", c_int32),
        ("dy", c_int32),
        ("data", c_uint32),
        ("flags", c_uint32),
        ("time", c_uint32),
        ("extra", c_size_t),
    )


class _AnyInput(Union):
    _fields_: ClassVar[Any] = (("keyboard", KeyboardInput), ("mouse", MouseInput))


class Input(Structure):
    """INPUT: 40 bytes on a 64-bit system."""

    _fields_: ClassVar[Any] = (("type", c_uint32), ("input", _AnyInput))


class _IoCounters(Structure):
    _fields_: ClassVar[Any] = tuple(
        (name, ctypes.c_uint64) for name in ("ro", "wo", "oo", "rt", "wt", "ot")
    )


class _BasicLimits(Structure):
    _fields_: ClassVar[Any] = (
        ("per_process_time", ctypes.c_int64),
        ("per_job_time", ctypes.c_int64),
        ("flags", c_uint32),
        ("least_working_set", c_size_t),
        ("most_working_set", c_size_t),
        ("processes", c_uint32),
        ("affinity", c_size_t),
        ("priority", c_uint32),
        ("scheduling", c_uint32),
    )


class JobLimits(Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_: ClassVar[Any] = (
        ("basic", _BasicLimits),
        ("io", _IoCounters),
        ("process_memory", c_size_t),
        ("job_memory", c_size_t),
        ("peak_process_memory", c_size_t),
        ("peak_job_memory", c_size_t),
    )


def user32() -> Any:
    """Windows, keys and who has them."""
    handle, text, yes_no, word = c_void_p, ctypes.c_wchar_p, c_int, c_uint32
    return _typed(
        "user32",
        {
            "SendInput": (word, (word, POINTER(Input), c_int)),
            "MapVirtualKeyExW": (word, (word, word, handle)),
            "GetKeyboardLayout": (handle, (word,)),
            "GetForegroundWindow": (handle, ()),
            "SetForegroundWindow": (yes_no, (handle,)),
            "BringWindowToTop": (yes_no, (handle,)),
            "AllowSetForegroundWindow": (yes_no, (word,)),
            "AttachThreadInput": (yes_no, (word, word, yes_no)),
            "GetWindowThreadProcessId": (word, (handle, POINTER(word))),
            "FindWindowExW": (handle, (handle, handle, text, text)),
            "IsWindowVisible": (yes_no, (handle,)),
            "IsIconic": (yes_no, (handle,)),
            "ShowWindow": (yes_no, (handle, c_int)),
            "GetWindow": (handle, (handle, word)),
            "GetWindowTextW": (c_int, (handle, text, c_int)),
            "PostMessageW": (yes_no, (handle, word, c_size_t, c_size_t)),
            "OpenInputDesktop": (handle, (word, yes_no, word)),
            "CloseDesktop": (yes_no, (handle,)),
        },
    )


def kernel32() -> Any:
    """Threads, processes and jobs."""
    handle, yes_no, word = c_void_p, c_int, c_uint32
    return _typed(
        "kernel32",
        {
            "GetCurrentThreadId": (word, ()),
            "OpenProcess": (handle, (word, yes_no, word)),
            "WaitForSingleObject": (word, (handle, word)),
            "CloseHandle": (yes_no, (handle,)),
            "QueryFullProcessImageNameW": (
                yes_no,
                (handle, word, ctypes.c_wchar_p, POINTER(word)),
            ),
            "GetCurrentProcess": (handle, ()),
            "CreateJobObjectW": (handle, (c_void_p, ctypes.c_wchar_p)),
            "SetInformationJobObject": (yes_no, (handle, c_int, c_void_p, word)),
            "AssignProcessToJobObject": (yes_no, (handle, handle)),
        },
    )


def running_program(process: int) -> str:
    """The program file of the process of this number.

    Empty once it has ended, and for the system's own: a console or a desktop is started on
    the first one's behalf who needs it, and stays for the next.
    """
    kernel = kernel32()
    handle = kernel.OpenProcess(MAY_WAIT | MAY_ASK, False, process)
    if not handle:
        return ""
    try:
        if kernel.WaitForSingleObject(handle, 0) == ENDED:
            return ""
        size = c_uint32(_LONGEST_PATH)
        path = ctypes.create_unicode_buffer(_LONGEST_PATH)
        kernel.QueryFullProcessImageNameW(handle, 0, path, ctypes.byref(size))
        systems = os.environ.get("SYSTEMROOT", "C:\\Windows").lower()
        return "" if path.value.lower().startswith(f"{systems}\\") else path.value
    finally:
        kernel.CloseHandle(handle)


def last_error() -> str:
    """What Windows said of the call that has just failed."""
    if sys.platform == "win32":
        return ctypes.FormatError(ctypes.get_last_error()).strip()
    else:  # noqa: RET505 - so that each system's checker sees its own
        return ""


def _typed(name: str, types: dict[str, tuple[Any, tuple[Any, ...]]]) -> Any:
    library = _loaded(name)
    for function_name, (answer, arguments) in types.items():
        function = getattr(library, function_name)
        function.restype, function.argtypes = answer, arguments
    return library


def _loaded(name: str) -> Any:
    if sys.platform == "win32":
        return ctypes.WinDLL(name, use_last_error=True)
    else:  # noqa: RET505 - see last_error
        raise RuntimeError(f"{name} is a library of Windows")
