"""The entry field: accents are typed without an input method, which would eat a scanner's keys."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodQueryEvent, QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from wats_station.ui.theme import Theme
from wats_station.ui.widgets.entry import ManualEntry

GRAVE, ACUTE, RING = Qt.Key.Key_Dead_Grave, Qt.Key.Key_Dead_Acute, Qt.Key.Key_Dead_Abovering
CARON = Qt.Key.Key_Dead_Caron


def type_keys(entry: ManualEntry, *keys: str | Qt.Key) -> str:
    for key in keys:
        text = key if isinstance(key, str) else ""
        code = Qt.Key(ord(key.upper())) if isinstance(key, str) else key
        event = QKeyEvent(QEvent.Type.KeyPress, code, Qt.KeyboardModifier.NoModifier, text)
        QApplication.sendEvent(entry, event)
    return entry.text()


@pytest.fixture
def entry(qtbot: QtBot) -> ManualEntry:
    entry = ManualEntry(Theme("light"))
    qtbot.addWidget(entry)
    entry.show()
    return entry


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (["a", ACUTE, "e", "b"], "aéb"),
        ([ACUTE, "E"], "É"),
        ([RING, "a"], "å"),
        ([CARON, Qt.Key.Key_Shift, "S"], "Š"),
        ([ACUTE, "7"], "´7"),
        ([GRAVE, " "], "`"),
        ([GRAVE, GRAVE], "`"),
        ([ACUTE, Qt.Key.Key_Backspace, "e"], "e"),
        ([ACUTE, Qt.Key.Key_Left, "e"], "e"),
    ],
)
def test_an_accent_goes_onto_the_letter_behind_it(
    entry: ManualEntry, keys: list[str | Qt.Key], text: str
) -> None:
    assert type_keys(entry, *keys) == text


def test_no_input_method_stands_between_a_scanner_and_the_field(
    qtbot: QtBot, entry: ManualEntry
) -> None:
    entry.activateWindow()
    entry.setFocus()
    qtbot.waitUntil(entry.hasFocus)
    asked = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    QApplication.sendEvent(entry, asked)
    assert asked.value(Qt.InputMethodQuery.ImEnabled) is False


def test_an_accent_without_its_letter_is_forgotten_with_the_focus(
    qtbot: QtBot, entry: ManualEntry
) -> None:
    entry.setFocus()
    qtbot.waitUntil(entry.hasFocus)
    type_keys(entry, ACUTE)
    entry.clearFocus()
    assert type_keys(entry, "e") == "e"
