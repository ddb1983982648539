"""The monkey's hands: keys, touches and clicks as the window system would deliver them."""

import asyncio
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QMessageBox,  # noqa: TID251 - to know Qt's own when it comes
    QPlainTextEdit,
    QWidget,
)

from tests.ui.scanner_keys import CONTROL, NONE, SHIFT, KeyScanner
from wats_station.scan.layouts import keys_for
from wats_station.ui.panels.settings.panel import SettingsPanel
from wats_station.ui.shell import Shell

_WIDGETS = (
    QAbstractButton, QAbstractItemView, QAbstractSlider, QComboBox, QLineEdit, QPlainTextEdit,
)  # fmt: skip
_KEYS = {
    "tab": (15, Qt.Key.Key_Tab, "\t"),
    "backtab": (15, Qt.Key.Key_Backtab, ""),
    "down": (108, Qt.Key.Key_Down, ""),
    "up": (103, Qt.Key.Key_Up, ""),
    "left": (105, Qt.Key.Key_Left, ""),
    "right": (106, Qt.Key.Key_Right, ""),
    "space": (57, Qt.Key.Key_Space, " "),
    "return": (28, Qt.Key.Key_Return, "\r"),
    "escape": (1, Qt.Key.Key_Escape, ""),
    "pagedown": (109, Qt.Key.Key_PageDown, ""),
    "home": (102, Qt.Key.Key_Home, ""),
    "end": (107, Qt.Key.Key_End, ""),
    "backspace": (14, Qt.Key.Key_Backspace, "\b"),
    "f5": (63, Qt.Key.Key_F5, ""),
}
_TYPING_GAP = 120
_KEYS_A_TURN = 20
_A_TURN = 0.001
_NO_BUTTON, _LEFT = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton


def later(act: Callable[[], object]) -> None:
    """Act as the window system does, from the loop: never within a task.

    Qt's own file dialog asks before it replaces a file, and waits for the answer there.
    """
    QTimer.singleShot(0, act)


class _Keyboard(KeyScanner):
    """Its keys' own clock goes on with the real one, and never back."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, gap=2)
        self._began = time.perf_counter()

    def catch_up(self) -> None:
        """It is now."""
        real = int((time.perf_counter() - self._began) * 1000)
        self._time = max(self._time, real)


class Hands:
    """Acts on the window that is in front: the shell's, or a dialog's above it."""

    def __init__(self, shell: Shell, folder: Path) -> None:
        self._shell = shell
        self._folder = folder
        self._scanner = _Keyboard(shell)
        self._touch_screen = QTest.createTouchDevice()
        self._files = 0
        self._held: list[QWidget] = []

    async def scan(self, text: str) -> None:
        """A code from a scanner that frames it, so that a busy machine cannot tear it.

        The loop has its turn in a long one, as it has between a real scanner's keys.
        """
        later(self._begin)
        for at in range(0, len(text), _KEYS_A_TURN):
            later(partial(self._write, text[at : at + _KEYS_A_TURN]))
            await asyncio.sleep(_A_TURN)
        later(partial(self._write, "\r"))
        await asyncio.sleep(0)

    def type(self, text: str) -> None:
        """The same keys as slowly as a person presses them, by their own times."""
        self._scanner.catch_up()
        for character in text:
            self._scanner.wait(_TYPING_GAP)
            self._write(character)

    def key(self, name: str) -> None:
        """One key that a person presses."""
        self._scanner.catch_up()
        self._scanner.wait(_TYPING_GAP)
        self._scanner.key(*_KEYS[name], SHIFT if name == "backtab" else NONE)

    def touch(self, dice: Random) -> str:
        """Touch something that looks as if it did something; which one."""
        found = self._something(dice)
        if found is None:
            return "nothing to touch"
        name = _name(found)
        self._touch(found, self._place_in(found, dice))
        return name

    def click(self, dice: Random) -> str:
        """The same with the mouse, now and then twice."""
        found = self._something(dice)
        if found is None:
            return "nothing to click"
        name = _name(found)
        place = self._place_in(found, dice)
        for _ in range(dice.choice((1, 1, 1, 2))):
            self._click(found.window(), found.mapTo(found.window(), place))
        return name

    def point(self, dice: Random) -> str:
        """Click anywhere."""
        window = self._in_front()
        place = QPoint(dice.randrange(max(1, window.width())), dice.randrange(window.height() or 1))
        self._click(window, place)
        return f"{place.x()}, {place.y()}"

    def end_dialog(self, dice: Random) -> str:
        """Choose a file in the dialog that is open, or none."""
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QFileDialog) and dice.random() < 0.5:
            dialog.selectFile(str(self._file_for(dialog, dice)))
            self._press_in(dialog, "return")
            return "chooses a file"
        self.leave_dialog()
        return "leaves the dialog"

    def leave_dialog(self) -> None:
        """Escape, in whatever dialog is open."""
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            self._press_in(dialog, "escape")

    @property
    def has_dialog(self) -> bool:
        """Whether something stands above the window."""
        return QApplication.activeModalWidget() is not None

    def window(self, what: str, dice: Random) -> None:
        """What a window manager does to the window."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        match what:
            case "resize":
                self._shell.resize(dice.randrange(900, 2000), dice.randrange(500, 1200))
            case "minimise":
                self._shell.showMinimized()
            case "deactivate":
                app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
            case _:
                self._shell.showNormal()
                self._shell.activateWindow()
                app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)

    def page(self, name: str) -> None:
        """Touch a page's name in the settings, where they are open."""
        settings = self._settings()
        if settings is not None:
            self._touch(settings.buttons[name], settings.buttons[name].rect().center())

    def open_page(self, name: str) -> None:
        """Open a page of the settings, whether its name is in sight or not."""
        settings = self._settings()
        if settings is not None:
            settings.open_page(name)

    def start_set_up(self) -> None:
        """Touch the button that begins the set-up by scanning, where it can be seen."""
        settings = self._settings()
        if settings is not None and settings.pages.keyboard.set_up.resting.start.isVisible():
            start = settings.pages.keyboard.set_up.resting.start
            self._touch(start, start.rect().center())

    def _in_front(self) -> QWidget:
        return QApplication.activeModalWidget() or self._shell

    def _something(self, dice: Random) -> QWidget | None:
        if isinstance(self._in_front(), QMessageBox):
            # Qt's own question, which lives on its stack: Escape is the one answer.
            return None
        # PySide takes a button that Qt made for gone once nobody holds what it lies in, and
        # gives us the same dead one for the next that Qt makes in its place.
        self._held = self._in_front().findChildren(QWidget)
        places = [
            each
            for each in self._held
            if isinstance(each, _WIDGETS)
            and shiboken6.isValid(each)
            and each.isVisible()
            and each.isEnabled()
        ]
        panels = self._shell.panels
        shunned = panels.settings.pages.server.demo if panels and panels.settings else None
        wanted = [each for each in places if each is not shunned]
        return dice.choice(wanted) if wanted else None

    @staticmethod
    def _place_in(widget: QWidget, dice: Random) -> QPoint:
        """Somewhere in it that can be seen; a list has its rows at the top."""
        seen = widget.visibleRegion().boundingRect()
        if seen.isEmpty():
            seen = widget.rect()
        across = seen.left() + dice.randrange(max(1, seen.width()))
        down = seen.top() + dice.randrange(max(1, seen.height()))
        return QPoint(across, down)

    def _settings(self) -> SettingsPanel | None:
        """The settings, where they are in front and nothing is above them."""
        panels = self._shell.panels
        if self.has_dialog or panels is None or panels.currentWidget() is not panels.settings:
            return None
        return panels.settings

    def _touch(self, widget: QWidget, place: QPoint) -> None:
        window = widget.window().windowHandle()
        at = widget.mapTo(widget.window(), place)
        QTest.touchEvent(window, self._touch_screen, False).press(0, at, window).commit(False)
        QTest.touchEvent(window, self._touch_screen, False).release(0, at, window).commit(False)

    def _click(self, window: QWidget, place: QPoint) -> None:
        handle = window.windowHandle()
        local, above = QPointF(place), QPointF(window.mapToGlobal(place))
        for kind, held in (
            (QEvent.Type.MouseMove, _NO_BUTTON),
            (QEvent.Type.MouseButtonPress, _LEFT),
            (QEvent.Type.MouseButtonRelease, _NO_BUTTON),
        ):
            button = _NO_BUTTON if kind == QEvent.Type.MouseMove else _LEFT
            event = QMouseEvent(kind, local, above, button, held, NONE)
            QCoreApplication.postEvent(handle, event)

    def _press_in(self, dialog: QWidget, name: str) -> None:
        _, key, text = _KEYS[name]
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            later(partial(_send_to_front, dialog, QKeyEvent(kind, key, NONE, text)))

    def _file_for(self, dialog: QFileDialog, dice: Random) -> Path:
        self._files += 1
        if dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave:
            return self._folder / f"written-{self._files}"
        return self._folder / dice.choice(("board.png", "big.bin", "notes.txt"))

    def _begin(self) -> None:
        """The prefix, Ctrl+Q, after whatever was typed last."""
        self._scanner.catch_up()
        self._scanner.key(16, Qt.Key.Key_Q, "", CONTROL)

    def _write(self, text: str) -> None:
        for character in text:
            self._write_one(character)

    def _write_one(self, character: str) -> None:
        control = character < " " and character not in "\r\t"
        wanted = chr(ord(character) + 0x40).lower() if control else character
        if character in "\r\t" or keys_for("us", wanted) is not None:
            self._scanner.scan(character)
            return
        # No key of the layout writes it: it comes as from a remote desktop, by its text.
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_unknown, NONE, character)
            QCoreApplication.sendEvent(self._shell.windowHandle(), event)


def _send_to_front(dialog: QWidget, key: QKeyEvent) -> None:
    """A window that another one has come in front of meanwhile gets no keys."""
    if QApplication.activeModalWidget() is dialog:
        QCoreApplication.sendEvent(dialog, key)


def _name(widget: QWidget) -> str:
    parent = widget.parentWidget()
    within = type(parent).__name__ if parent is not None else "-"
    said = widget.text() if isinstance(widget, QAbstractButton) else widget.accessibleName()
    return f"{type(widget).__name__} {said!r} in {within}"
