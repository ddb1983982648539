"""Windows and keys of a Windows session: SendInput for the keys, by scan code."""

import ctypes
from collections.abc import Collection, Iterator, Sequence

from wats_station.app.selftest import windows_library as windows
from wats_station.app.selftest.keys import DesktopProblem, Front, Stroke

_LONGEST_TITLE = 256
# A walk over windows that come and go meanwhile ends somewhere.
_MOST_WINDOWS = 5_000


class WindowsDesktop:
    """The desktop of this session. Raises DesktopProblem where nobody is logged in at it."""

    def __init__(self) -> None:
        self._user = windows.user32()
        self._kernel = windows.kernel32()
        desktop = self._user.OpenInputDesktop(0, False, windows.DESKTOP_READ)
        if not desktop:
            raise DesktopProblem(
                f"this session has no desktop that takes keys ({windows.last_error()}): log in at"
                " the computer, unlock the screen, and run it there"
            )
        self._user.CloseDesktop(desktop)

    @property
    def name(self) -> str:
        """What it is, for the report."""
        return "Windows desktop"

    def window_of(self, processes: Collection[int]) -> int:
        """The window that one of the processes has on the screen; 0 where there is none."""
        return next(
            (
                window
                for window in self._windows()
                if self._process(window) in processes
                and self._user.IsWindowVisible(window)
                and not self._user.GetWindow(window, windows.GW_OWNER)
                and self._title(window)
            ),
            0,
        )

    def bring_to_front(self, window: int) -> None:
        """Ask for it; Windows may only let its task bar blink, then the answer is in `front`."""
        if self._user.IsIconic(window):
            self._user.ShowWindow(window, windows.SW_RESTORE)
        if self._user.SetForegroundWindow(window):
            return
        # Whoever shares its input with the window in front may pass the keyboard on.
        ours = self._kernel.GetCurrentThreadId()
        theirs = self._user.GetWindowThreadProcessId(self._user.GetForegroundWindow(), None)
        if theirs and self._user.AttachThreadInput(ours, theirs, True):
            self._user.BringWindowToTop(window)
            self._user.SetForegroundWindow(window)
            self._user.AttachThreadInput(ours, theirs, False)

    def front(self) -> Front:
        """Whose window has the keyboard now."""
        window = self._user.GetForegroundWindow()
        return Front(self._process(window), self._title(window)) if window else Front(0, "")

    def press(self, strokes: Sequence[Stroke]) -> None:
        """Send keys in one call: nothing else comes between them, and none has to wait."""
        keys = (windows.Input * len(strokes))(*map(self._key, strokes))
        sent = self._user.SendInput(len(strokes), keys, ctypes.sizeof(windows.Input))
        if sent != len(strokes):
            raise DesktopProblem(
                f"Windows let {sent} of {len(strokes)} keys through ({windows.last_error()}):"
                " unlock the screen, and put no program in front that runs as administrator"
            )

    def ask_to_close(self, window: int) -> None:
        """Close the window as its title bar would."""
        self._user.PostMessageW(window, windows.WM_CLOSE, 0, 0)

    def close(self) -> None:
        """Nothing is held."""

    def _key(self, stroke: Stroke) -> windows.Input:
        up = 0 if stroke.down else windows.KEY_UP
        key = windows.Input(type=windows.KEYBOARD)
        key.input.keyboard.scan_code = stroke.position
        key.input.keyboard.flags = windows.BY_SCAN_CODE | up
        # Windows finds this out by itself, Wine does not.
        thread = self._user.GetWindowThreadProcessId(self._user.GetForegroundWindow(), None)
        layout = self._user.GetKeyboardLayout(thread)
        key.input.keyboard.virtual_key = self._user.MapVirtualKeyExW(
            stroke.position, windows.SCAN_CODE_TO_KEY, layout
        )
        return key

    def _windows(self) -> Iterator[int]:
        window = None
        for _ in range(_MOST_WINDOWS):
            window = self._user.FindWindowExW(None, window, None, None)
            if not window:
                return
            yield int(window)

    def _process(self, window: int) -> int:
        process = ctypes.c_uint32()
        self._user.GetWindowThreadProcessId(window, ctypes.byref(process))
        return process.value

    def _title(self, window: int) -> str:
        title = ctypes.create_unicode_buffer(_LONGEST_TITLE)
        self._user.GetWindowTextW(window, title, _LONGEST_TITLE)
        return title.value
