"""How the window stands on its screen: at its own size, filling it, or in kiosk mode."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

# What a window manager puts around a window, in pixels, at most.
_FRAME = 48


class Stance:
    """Shows the window, and keeps it where it belongs.

    In kiosk mode it fills the screen without a frame, and stays above other windows as far
    as the window manager goes along. Whether it may be closed is decided elsewhere.
    """

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._kiosk = False

    def take(self, *, kiosk: bool) -> None:
        """Show the window so, for the first time or from now on."""
        self._kiosk = kiosk
        if kiosk:
            self._window.showFullScreen()
        elif self._fits():
            self._window.showNormal()
        else:
            self._window.showMaximized()
        # On the native window: the flag of a widget makes a new one, and the old one's keys go.
        self._window.windowHandle().setFlag(Qt.WindowType.WindowStaysOnTopHint, kiosk)

    def to_front(self) -> None:
        """Back from the task bar and above the others, as large as it was."""
        shown = self._window.windowState() & ~Qt.WindowState.WindowMinimized
        self._window.setWindowState(shown)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def _fits(self) -> bool:
        """Whether the screen has room for the window at its own size, and for its frame."""
        room = self._window.screen().availableSize() - self._window.sizeHint()
        return room.width() >= _FRAME and room.height() >= _FRAME
