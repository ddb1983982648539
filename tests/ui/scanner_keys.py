"""A keyboard scanner in the tests: it believes in one layout, and the system has another."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from wats_station.scan.layouts import character_at, keys_for

EVDEV = 8
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
ALT_DIGIT = ALT | Qt.KeyboardModifier.KeypadModifier
_NAMED = {"\r": (28, Qt.Key.Key_Return), "\t": (15, Qt.Key.Key_Tab)}
_SHIFT_POSITION, _ALT_POSITION, _DIGIT_POSITION = 42, 56, 82


class KeyScanner:
    """Sends key events to a widget's window, `gap` milliseconds apart by their own times."""

    def __init__(
        self, widget: QWidget, layout: str = "us", system: str = "us", gap: int = 8
    ) -> None:
        self._widget = widget
        self._layout = layout
        self._system = system
        self._gap = gap
        self._time = 10_000

    def wait(self, milliseconds: int) -> None:
        """Nothing is pressed for a while, by the keys' own times."""
        self._time += milliseconds

    def scan(self, text: str) -> None:
        """All keys of a code, one after the other; control characters as Ctrl and a key."""
        for character in text:
            if character in _NAMED:
                position, key = _NAMED[character]
                self.key(position, key, character)
            else:
                self._write(character)

    def key(
        self, position: int, key: Qt.Key, text: str = "", modifiers: Qt.KeyboardModifier = NONE
    ) -> None:
        """One key down and up."""
        self.event(QEvent.Type.KeyPress, position, key, text, modifiers)
        self._time += self._gap // 2
        self.event(QEvent.Type.KeyRelease, position, key, text, modifiers)
        self._time += self._gap - self._gap // 2

    def alt_number(self, digits: str) -> None:
        """Alt down, digits on the keypad, Alt up."""
        self.event(QEvent.Type.KeyPress, _ALT_POSITION, Qt.Key.Key_Alt, "", ALT)
        for digit in digits:
            key = Qt.Key(ord(digit))
            self.event(QEvent.Type.KeyPress, _DIGIT_POSITION, key, digit, ALT_DIGIT)
            self.event(QEvent.Type.KeyRelease, _DIGIT_POSITION, key, digit, ALT_DIGIT)
        self.event(QEvent.Type.KeyRelease, _ALT_POSITION, Qt.Key.Key_Alt)
        self._time += self._gap

    def event(
        self,
        kind: QEvent.Type,
        position: int,
        key: Qt.Key,
        text: str = "",
        modifiers: Qt.KeyboardModifier = NONE,
        *,
        repeated: bool = False,
    ) -> None:
        """One key event at the present time."""
        event = QKeyEvent(kind, key, modifiers, position + EVDEV, 0, 0, text, repeated)
        event.setTimestamp(self._time)
        QCoreApplication.sendEvent(self._widget.window().windowHandle(), event)

    def _write(self, character: str) -> None:
        control = character < " "
        wanted = chr(ord(character) + 0x40).lower() if control else character
        found = keys_for(self._layout, wanted)
        assert found is not None, character
        position, shift, altgr = found
        assert not altgr, character
        written = character_at(self._system, position, shift=shift)
        upper = written.upper()
        key = Qt.Key(ord(upper if len(upper) == 1 else written))
        if control:
            self.key(position, key, "", CONTROL)
        elif shift:
            self.event(QEvent.Type.KeyPress, _SHIFT_POSITION, Qt.Key.Key_Shift, "", SHIFT)
            self.key(position, key, written, SHIFT)
            self.event(QEvent.Type.KeyRelease, _SHIFT_POSITION, Qt.Key.Key_Shift)
        else:
            self.key(position, key, written)
