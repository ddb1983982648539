"""Windows and keys of an X11 session: XTest for the keys, the window manager for the rest."""

import os
from collections.abc import Collection, Iterator, Sequence

from wats_station.app.selftest.keys import DesktopProblem, Front, Stroke
from wats_station.app.selftest.x11_library import SUBSTRUCTURE_MASKS, Connection

# X11 counts the positions of keys from 8.
_OFFSET = 8
# Between a key and the next: the server keeps this pace, however busy this process is.
_GAP_MS = 2
_NO_WINDOWS = (0, 1)
# Who asks: a pager, which acts for the user.
_PAGER = 2
_NOW = 0


class X11Desktop:
    """The session that DISPLAY names. Raises DesktopProblem where keys cannot be sent there."""

    def __init__(self) -> None:
        wanted = os.environ.get("QT_QPA_PLATFORM", "xcb")
        if wanted.partition(":")[0] != "xcb":
            raise DesktopProblem(
                f"a window that takes keys is needed, and QT_QPA_PLATFORM={wanted} has none:"
                " unset it"
            )
        if not os.environ.get("DISPLAY"):
            raise DesktopProblem(
                "there is no display: log in at an X11 desktop, or run it under Xvfb with a"
                " window manager"
            )
        self._x = Connection()
        try:
            self._check()
        except DesktopProblem:
            self._x.close()
            raise

    @property
    def name(self) -> str:
        """What it is, for the report."""
        manager = self._x.numbers(self._x.root, "_NET_SUPPORTING_WM_CHECK")
        named = self._x.text(manager[0], "_NET_WM_NAME") if manager else ""
        return f"X11 {os.environ['DISPLAY']}, {named or 'a nameless'} window manager"

    def window_of(self, processes: Collection[int]) -> int:
        """The window that one of the processes has on the screen; 0 where there is none."""
        windows = self._x.numbers(self._x.root, "_NET_CLIENT_LIST")
        return next((each for each in windows if self._process(each) in processes), 0)

    def bring_to_front(self, window: int) -> None:
        """Ask the window manager, as a task bar does."""
        root = self._x.root
        self._x.send(root, window, "_NET_ACTIVE_WINDOW", _PAGER, _NOW, mask=SUBSTRUCTURE_MASKS)

    def front(self) -> Front:
        """Whose window has the keyboard now."""
        for window in self._upwards(self._x.focus()):
            if process := self._process(window):
                title = self._x.text(window, "_NET_WM_NAME") or self._x.text(window, "WM_NAME")
                return Front(process, title)
        return Front(0, "")

    def press(self, strokes: Sequence[Stroke]) -> None:
        """Send keys to whoever has the keyboard, at a scanner's speed."""
        for stroke in strokes:
            code = stroke.position + _OFFSET
            self._x.key(code, down=stroke.down, after_ms=_GAP_MS if stroke.down else 1)
        self._x.wait()

    def ask_to_close(self, window: int) -> None:
        """Close the window as its title bar would."""
        self._x.send(window, window, "WM_PROTOCOLS", self._x.atom("WM_DELETE_WINDOW"), _NOW)

    def close(self) -> None:
        """Let go of the display."""
        self._x.close()

    def _check(self) -> None:
        if self._x.has_extension("XWAYLAND"):
            raise DesktopProblem(
                "Wayland lets no program type into another: log in at an X11 desktop (Xorg), or"
                " run it under Xvfb with a window manager"
            )
        if not self._x.has_extension("XTEST"):
            raise DesktopProblem(
                "this X11 server has no XTEST, by which keys are sent: switch it on"
            )
        if not self._x.numbers(self._x.root, "_NET_SUPPORTING_WM_CHECK"):
            raise DesktopProblem(
                "no window manager runs on this display, so no window gets the keyboard: start"
                " one (openbox will do)"
            )

    def _process(self, window: int) -> int:
        return next(iter(self._x.numbers(window, "_NET_WM_PID")), 0)

    def _upwards(self, window: int) -> Iterator[int]:
        while window not in _NO_WINDOWS:
            yield window
            window = self._x.parent(window)
