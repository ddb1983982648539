"""How the desktop tells this program's windows from others': its icon and its name there.

The one place that knows how each system does it: X11 takes the pictures from the window,
Wayland those of the desktop file that the window names, Windows groups by program file.
"""

import sys

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from wats_station.paths import resource

# The name of the desktop file that the Linux package installs.
DESKTOP_FILE = "wats-station"
# Desktops take the next larger one; more than these cost time and show nothing.
_ICON_SIZES = (16, 24, 32, 48, 64, 128)


def take_name(app: QApplication) -> None:
    """Say which program this is; before its first window is shown."""
    app.setDesktopFileName(DESKTOP_FILE)
    # A frozen program is grouped by its own file, together with its pinned shortcut, which a
    # second name would part it from. In a checkout that file is Python's, shared with others.
    if sys.platform == "win32" and not getattr(sys, "frozen", False):
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID("WATS.Station")


def show_icon(app: QApplication) -> None:
    """Give every window the program's icon: reads files, so after the first paint."""
    icon = QIcon()
    for size in _ICON_SIZES:
        icon.addFile(str(resource(f"icons/wats-station-{size}.png")))
    app.setWindowIcon(icon)
