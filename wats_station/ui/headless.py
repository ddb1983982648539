"""Qt without a screen, for commands that only ask what devices there are."""

import os
import sys

from PySide6.QtGui import QGuiApplication

# Qt has one for the process, which must not be collected.
_made: list[QGuiApplication] = []


def have_application() -> None:
    """Make the application that Qt's devices need, unless there is one."""
    if QGuiApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _made.append(QGuiApplication(sys.argv[:1]))
