"""Who a process runs as: its user and, on Windows, in which session and with what rights.

What is started by somebody else would be that somebody's: an administrator's installer must
not leave a station behind that runs with an administrator's rights.
"""

import sys

import psutil


def identity_of(process: psutil.Process) -> str:
    """Two processes with the same text may stand in for each other; empty when it is hidden."""
    try:
        if sys.platform == "win32":
            return _identity(process)
        return f"user {process.uids().real}"
    except (psutil.Error, OSError):
        return ""


if sys.platform == "win32":

    def _identity(process: psutil.Process) -> str:
        import ctypes

        session = ctypes.c_uint32()
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        if not kernel.ProcessIdToSessionId(process.pid, ctypes.byref(session)):
            raise ctypes.WinError(ctypes.get_last_error())
        rights = "elevated" if _is_elevated(process.pid) else "plain"
        return f"{process.username()}, session {session.value}, {rights}"

    def _is_elevated(pid: int) -> bool:
        import ctypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = ctypes.c_void_p
        rights = ctypes.WinDLL("advapi32", use_last_error=True)
        limited_query, token_query, token_elevation = 0x1000, 0x0008, 20
        process = ctypes.c_void_p(kernel.OpenProcess(limited_query, False, pid))
        if not process:
            raise ctypes.WinError(ctypes.get_last_error())
        token = ctypes.c_void_p()
        elevated, length = ctypes.c_uint32(), ctypes.c_uint32()
        try:
            if not rights.OpenProcessToken(process, token_query, ctypes.byref(token)):
                raise ctypes.WinError(ctypes.get_last_error())
            if not rights.GetTokenInformation(
                token, token_elevation, ctypes.byref(elevated), 4, ctypes.byref(length)
            ):
                raise ctypes.WinError(ctypes.get_last_error())
        finally:
            if token:
                kernel.CloseHandle(token)
            kernel.CloseHandle(process)
        return bool(elevated.value)
