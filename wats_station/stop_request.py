"""How one process of this program asks another to end, as Ctrl+C would.

Elsewhere than on Windows that is SIGTERM. Windows has nothing like it for a program without
a console, so there each process makes an event named after its id, and whoever sets it has
the process end.
"""

import os
import signal
import sys
import threading
from pathlib import Path

# A service and every user's session see the same one; the second where that is forbidden.
_NAMES = ("Global\\wats-station-stop-{pid}", "Local\\wats-station-stop-{pid}")
_MODIFY = 0x0002
_FOREVER = 0xFFFFFFFF
# Its owner, the system, and administrators, as whoever may run the installer.
_WHO_MAY = "D:(A;;GA;;;OW)(A;;GA;;;SY)(A;;GA;;;BA)"


def listen() -> None:
    """Have this process end when it is asked to, from now on: as SIGINT is handled in it.

    Costs the caller nothing: what there is to load loads in a thread of its own.
    """
    if sys.platform == "win32":
        threading.Thread(target=_wait, name="stop-request", daemon=True).start()


def ask(pid: int) -> bool:
    """Ask process `pid`; False when it does not listen (yet).

    Raises PermissionError when this user may not ask it.
    """
    if sys.platform == "win32":
        return _set_event(pid)
    if not _catches_sigterm(pid):
        return False
    try:
        os.kill(pid, signal.SIGTERM)
    except ProcessLookupError:
        return False
    return True


def listens(pid: int) -> bool:
    """Whether process `pid` would end in peace if it were asked now."""
    if sys.platform == "win32":
        return _is_event(pid)
    return _catches_sigterm(pid)


def _catches_sigterm(pid: int) -> bool:
    """A process without a handler would end in the middle of what it does."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    caught = next((line for line in status.splitlines() if line.startswith("SigCgt:")), "")
    return bool(int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1) if caught else False


if sys.platform == "win32":

    def _wait() -> None:
        import _thread
        import ctypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateEventW.restype = ctypes.c_void_p
        attributes = _attributes()
        for name in _NAMES:
            own = name.format(pid=os.getpid())
            event = kernel.CreateEventW(attributes, True, False, own)
            if event:
                break
        else:
            raise ctypes.WinError(ctypes.get_last_error())
        if kernel.WaitForSingleObject(ctypes.c_void_p(event), _FOREVER) == 0:
            # Runs the handler that the root has installed, in the main thread.
            _thread.interrupt_main(signal.SIGINT)

    def _attributes() -> object:
        """Security attributes by `_WHO_MAY`; None, the system's own, where it cannot read them."""
        import ctypes

        class Attributes(ctypes.Structure):
            _fields_ = [
                ("length", ctypes.c_uint32),
                ("descriptor", ctypes.c_void_p),
                ("inherit", ctypes.c_int),
            ]

        convert = ctypes.WinDLL("advapi32")
        descriptor = ctypes.c_void_p()
        if not convert.ConvertStringSecurityDescriptorToSecurityDescriptorW(
            _WHO_MAY, 1, ctypes.byref(descriptor), None
        ):
            return None
        # The descriptor is never freed: it is needed as long as the process lives.
        return ctypes.byref(Attributes(ctypes.sizeof(Attributes), descriptor, 0))

    def _set_event(pid: int) -> bool:
        import ctypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        event = _opened(pid)
        if event is None:
            return False
        done = kernel.SetEvent(ctypes.c_void_p(event))
        kernel.CloseHandle(ctypes.c_void_p(event))
        return bool(done)

    def _is_event(pid: int) -> bool:
        import ctypes

        try:
            event = _opened(pid)
        except PermissionError:
            return True
        if event is None:
            return False
        ctypes.WinDLL("kernel32").CloseHandle(ctypes.c_void_p(event))
        return True

    def _opened(pid: int) -> int | None:
        import ctypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenEventW.restype = ctypes.c_void_p
        for name in _NAMES:
            event: int | None = kernel.OpenEventW(_MODIFY, False, name.format(pid=pid))
            if event:
                return event
            if ctypes.get_last_error() == 5:  # noqa: PLR2004 - ERROR_ACCESS_DENIED
                raise PermissionError(5, "another user's process", str(pid))
        return None
