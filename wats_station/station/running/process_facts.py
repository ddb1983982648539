"""What each system says in its own way about a process: its program's file, and who it runs as."""

import ctypes
import sys

import psutil


def file_of(process: psutil.Process) -> str:
    """The file of its program; psutil.Error or OSError when that is hidden, or it has ended."""
    if sys.platform == "win32":
        try:
            return str(process.exe())
        except psutil.Error:
            raise
        except OSError:
            return _image_of(process.pid)
    # Linux says so of a program that was replaced while it runs.
    return str(process.exe()).removesuffix(" (deleted)")


def has_ended(process: psutil.Process) -> bool:
    """Whether only its number is left, which its parent has not asked after yet."""
    if sys.platform == "win32":
        return False  # Nothing is left there; and Wine does not tell a state.
    try:
        return bool(process.status() == psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return True


def identity_of(process: psutil.Process) -> str:
    """Its user and, on Windows, in which session and with what rights; empty when it is hidden.

    What is started by somebody else would be that somebody's: an administrator's installer
    must not leave a station behind that runs with an administrator's rights.
    """
    try:
        if sys.platform == "win32":
            return _identity(process)
        return f"user {process.uids().real}"
    except (psutil.Error, OSError):
        return ""


if sys.platform == "win32":

    def _identity(process: psutil.Process) -> str:
        session = ctypes.c_uint32()
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        if not kernel.ProcessIdToSessionId(process.pid, ctypes.byref(session)):
            raise ctypes.WinError(ctypes.get_last_error())
        rights = "elevated" if _is_elevated(process.pid) else "plain"
        return f"{process.username()}, session {session.value}, {rights}"

    def _is_elevated(pid: int) -> bool:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        rights = ctypes.WinDLL("advapi32", use_last_error=True)
        token_query, token_elevation = 0x0008, 20
        token = ctypes.c_void_p()
        elevated, length = ctypes.c_uint32(), ctypes.c_uint32()
        process = _opened(pid)
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

    def _image_of(pid: int) -> str:
        """As psutil's exe(), which asks for what Wine does not have, for processes of this user."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        name = ctypes.create_unicode_buffer(32_768)
        length = ctypes.c_uint32(len(name))
        process = _opened(pid)
        try:
            # Whoever holds a handle of a process that has ended keeps its number alive.
            if kernel.WaitForSingleObject(process, 0) == 0:
                raise psutil.NoSuchProcess(pid)
            if not kernel.QueryFullProcessImageNameW(process, 0, name, ctypes.byref(length)):
                raise ctypes.WinError(ctypes.get_last_error())
        finally:
            kernel.CloseHandle(process)
        return name.value

    def _opened(pid: int) -> ctypes.c_void_p:
        query_and_wait = 0x1000 | 0x0010_0000
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = ctypes.c_void_p
        process = ctypes.c_void_p(kernel.OpenProcess(query_and_wait, False, pid))
        if not process:
            raise ctypes.WinError(ctypes.get_last_error())
        return process
