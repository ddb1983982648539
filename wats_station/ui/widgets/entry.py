"""The field for typing a code by hand, when a label is damaged.

It has the keyboard most of the time, so it takes no input method: one would swallow the
keys of a scanner that stand where the system's layout has its accents. Letters with an
accent can be typed all the same: the field composes them itself.
"""

import unicodedata

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from wats_station.ui.theme import Theme

# WATS scanners send these around a code; in a text field they would mean quit and redo.
_SCANNER_KEYS = (Qt.Key.Key_Q, Qt.Key.Key_Y)

# What each accent key adds to the letter behind it, and writes on its own before a space.
_ACCENTS = {
    Qt.Key.Key_Dead_Grave: ("\u0300", "`"),
    Qt.Key.Key_Dead_Acute: ("\u0301", "´"),
    Qt.Key.Key_Dead_Circumflex: ("\u0302", "^"),
    Qt.Key.Key_Dead_Tilde: ("\u0303", "~"),
    Qt.Key.Key_Dead_Macron: ("\u0304", "¯"),
    Qt.Key.Key_Dead_Breve: ("\u0306", "˘"),
    Qt.Key.Key_Dead_Abovedot: ("\u0307", "˙"),
    Qt.Key.Key_Dead_Diaeresis: ("\u0308", "¨"),
    Qt.Key.Key_Dead_Abovering: ("\u030a", "°"),
    Qt.Key.Key_Dead_Doubleacute: ("\u030b", "˝"),
    Qt.Key.Key_Dead_Caron: ("\u030c", "ˇ"),
    Qt.Key.Key_Dead_Cedilla: ("\u0327", "¸"),
    Qt.Key.Key_Dead_Ogonek: ("\u0328", "˛"),
}


class ManualEntry(QLineEdit):
    """A line that takes any length and knows no scanner key as a shortcut."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._accent: tuple[str, str] | None = None
        self.setFont(theme.metrics.font("body"))
        self.setFixedHeight(theme.metrics.target)
        self.setTextMargins(theme.metrics.gap, 0, theme.metrics.gap, 0)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def sizeHint(self) -> QSize:
        """Wide enough to read what it asks for, and a usual serial number."""
        wide = QFontMetrics(self.font()).horizontalAdvance(self.placeholderText())
        return QSize(
            max(wide + 6 * self._theme.metrics.gap, self._theme.metrics.mm(70)), self.height()
        )

    def fits(self) -> bool:
        """True when the hint can be read whole."""
        wide = QFontMetrics(self.font()).horizontalAdvance(self.placeholderText())
        return wide + 2 * self._theme.metrics.gap <= self.width()

    def inputMethodQuery(self, query: Qt.InputMethodQuery, *argument: object) -> object:
        """Answer an input method that it is not wanted here."""
        if query == Qt.InputMethodQuery.ImEnabled:
            return False
        return super().inputMethodQuery(query, *argument)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type; but Ctrl+Q and Ctrl+Y do nothing here."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in _SCANNER_KEYS:
            event.accept()
        elif event.key() in _ACCENTS:
            self._take_accent(_ACCENTS[Qt.Key(event.key())])
        elif self._accent is not None and event.text().isprintable() and event.text():
            self._compose(event.text())
        else:
            # Shift alone belongs to the letter that is still to come.
            if event.key() not in (Qt.Key.Key_Shift, Qt.Key.Key_AltGr):
                self._accent = None
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """An accent without its letter is forgotten."""
        self._accent = None
        super().focusOutEvent(event)

    def _take_accent(self, accent: tuple[str, str]) -> None:
        """The same accent twice writes the accent itself."""
        if self._accent == accent:
            self._accent = None
            self.insert(accent[1])
        else:
            self._accent = accent

    def _compose(self, text: str) -> None:
        combining, alone = self._accent or ("", "")
        self._accent = None
        composed = unicodedata.normalize("NFC", text + combining)
        if text == " ":
            self.insert(alone)
        else:
            self.insert(composed if len(composed) == 1 else alone + text)
