"""What the painted parts of the window are to a screen reader.

Qt knows the roles of its own widgets. Ours it would take for nameless areas, so a factory
tells it. It is asked only while a screen reader, or a test, is there.
"""

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QWidget

_Role = QAccessible.Role

# By the name of a class, which holds for those derived from it too.
ROLES = {
    "Badge": _Role.StaticText,
    "Card": _Role.Grouping,
    "Chips": _Role.StaticText,
    "CodePicture": _Role.Graphic,
    "History": _Role.StaticText,
    "LinkLamp": _Role.StaticText,
    "NotListening": _Role.AlertMessage,
    "PracticeBanner": _Role.StaticText,
    "Rail": _Role.PageTabList,
    "ScanStrip": _Role.AlertMessage,
    "StatusStrip": _Role.StatusBar,
    "TextBlock": _Role.StaticText,
    "Thumbnail": _Role.Graphic,
}


class _Tab(QAccessibleWidget):
    """A panel's place in the rail: which is open, and a press that opens it."""

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button, _Role.PageTab)
        self._button = button

    def state(self) -> QAccessible.State:
        """As any widget's, and whether this is the panel in front."""
        state = super().state()
        state.selectable = True
        state.selected = self._button.isChecked()
        return state

    def actionNames(self) -> list[str]:
        """It is pressed, as a finger would."""
        return [QAccessibleActionInterface.pressAction(), *super().actionNames()]

    def doAction(self, name: str) -> None:
        """Press it."""
        if name == QAccessibleActionInterface.pressAction():
            self._button.click()
        else:
            super().doAction(name)


@cache
def install() -> None:
    """Tell Qt, once in a process."""
    QAccessible.installFactory(_interface)


def _interface(name: str, thing: QObject) -> QAccessibleWidget | None:
    if name == "RailButton" and isinstance(thing, QAbstractButton):
        return _Tab(thing)
    role = ROLES.get(name)
    if role is None or not isinstance(thing, QWidget):
        return None
    return QAccessibleWidget(thing, role)
