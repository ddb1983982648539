"""Accents without an input method: one would swallow a scanner's keys before the router sees them.

On X11 and Wayland an accent key is taken away by the system's composing, together with
whatever follows, where a field takes an input method. So only fields for words do; in all
others the accents that were typed are put onto their letters here.
"""

import unicodedata

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

# The property of a field whose words may be of any script: input methods write into it.
TAKES_WORDS = "takesWords"

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
_BESIDE = (Qt.Key.Key_Shift, Qt.Key.Key_AltGr)


class AccentComposer:
    """Puts typed accents onto the letters behind them, key by key."""

    def __init__(self) -> None:
        self._accent: tuple[str, str] | None = None

    def composed(self, event: QKeyEvent) -> QKeyEvent:
        """The key as it is to be delivered: a letter with the accent before it, or itself."""
        if event.type() != QEvent.Type.KeyPress or event.key() in _BESIDE or _by_system():
            return event
        accent, self._accent = self._accent, None
        if event.key() in _ACCENTS:
            return self._on_accent(event, accent, _ACCENTS[Qt.Key(event.key())])
        text = event.text()
        if accent is None or not text or not text.isprintable():
            return event
        return _with_text(event, _joined(text, *accent))

    def _on_accent(
        self, event: QKeyEvent, before: tuple[str, str] | None, accent: tuple[str, str]
    ) -> QKeyEvent:
        """An accent waits for its letter; twice the same one writes itself."""
        if before == accent:
            return _with_text(event, accent[1])
        self._accent = accent
        return event


def _by_system() -> bool:
    """Windows composes by itself, and the letter arrives with its accent."""
    return QGuiApplication.platformName() == "windows"


def _joined(text: str, combining: str, alone: str) -> str:
    if text == " ":
        return alone
    composed = unicodedata.normalize("NFC", text + combining)
    return composed if len(composed) == 1 else alone + text


def _with_text(event: QKeyEvent, text: str) -> QKeyEvent:
    key = Qt.Key(ord(text[0].upper()[0]))
    return QKeyEvent(
        event.type(),
        key,
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        text,
        event.isAutoRepeat(),
    )
