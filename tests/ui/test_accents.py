"""Accents are typed without an input method, which would eat a scanner's keys."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodQueryEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.scanner_keys import KeyScanner
from wats_station.scan.raw_scan import RawScan
from wats_station.ui.accents import TAKES_WORDS
from wats_station.ui.wedge import WedgeRouter

GRAVE, ACUTE, RING = Qt.Key.Key_Dead_Grave, Qt.Key.Key_Dead_Acute, Qt.Key.Key_Dead_Abovering
CARON = Qt.Key.Key_Dead_Caron
_POSITION = 13


@pytest.fixture
def router(qapp: QApplication) -> Iterator[WedgeRouter]:
    router = WedgeRouter(qapp)
    yield router
    qapp.removeEventFilter(router)
    router.deleteLater()


@pytest.fixture
def line(qtbot: QtBot, router: WedgeRouter) -> QLineEdit:
    line = QLineEdit()
    qtbot.addWidget(line)
    line.show()
    qtbot.waitExposed(line)
    line.setFocus()
    return line


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
        ([ACUTE, GRAVE, "e"], "è"),
        ([ACUTE, Qt.Key.Key_Backspace, "e"], "e"),
        ([ACUTE, Qt.Key.Key_Left, "e"], "e"),
    ],
)
def test_an_accent_goes_onto_the_letter_behind_it(
    qtbot: QtBot, line: QLineEdit, keys: list[str | Qt.Key], text: str
) -> None:
    keyboard = KeyScanner(line, gap=150)
    for key in keys:
        if isinstance(key, str):
            keyboard.scan(key)
        else:
            keyboard.key(_POSITION, key)
    qtbot.waitUntil(lambda: line.text() == text, timeout=1000)


def takes_input_method(widget: QWidget) -> bool:
    asked = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    QApplication.sendEvent(widget, asked)
    return bool(asked.value(Qt.InputMethodQuery.ImEnabled))


def test_no_input_method_stands_between_a_scanner_and_a_field(
    qtbot: QtBot, line: QLineEdit
) -> None:
    others = QListWidget()
    qtbot.addWidget(others)
    assert not takes_input_method(line)
    assert not takes_input_method(others)


def test_a_field_for_words_takes_input_methods(line: QLineEdit) -> None:
    line.setProperty(TAKES_WORDS, True)
    assert takes_input_method(line)


@pytest.mark.parametrize("lost", [0, 1, 3, 9])
def test_a_scan_whose_key_an_input_method_took_is_asked_for_again(
    line: QLineEdit, router: WedgeRouter, lost: int
) -> None:
    scans: list[RawScan] = []
    router.scanned.connect(scans.append)
    scanner = KeyScanner(line)
    for number, character in enumerate("CMD-TAG-A=B"):
        if number == lost:
            # The press never comes; the release does.
            scanner.event(QEvent.Type.KeyRelease, _POSITION, Qt.Key.Key_Equal, "=")
            scanner.wait(8)
        else:
            scanner.scan(character)
    scanner.scan("\r")
    assert [scan.torn for scan in scans] == [True]
    scanner.wait(2000)
    scanner.scan("DEMO-1001\r")
    assert (scans[-1].text, scans[-1].torn) == ("DEMO-1001", False)
