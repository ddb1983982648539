"""The scan router with real key events through the window handle: scans out, typing untouched."""

from collections.abc import Iterator
from time import perf_counter

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from wats_station.scan.raw_scan import RawScan
from wats_station.ui.wedge import WedgeRouter


class Panel(QWidget):
    """One of each widget that a scan could do harm to."""

    def __init__(self) -> None:
        super().__init__()
        self.pressed: list[str] = []
        self.line = QLineEdit(self)
        self.combo = QComboBox(self)
        self.combo.addItems(["Scrap", "Ship", "Store"])
        self.spin = QSpinBox(self)
        self.spin.setRange(0, 999_999)
        self.button = QPushButton("Do it", self)
        self.button.clicked.connect(lambda: self.pressed.append("button"))
        self.table = QTableWidget(3, 2, self)
        self.shortcut = QShortcut(QKeySequence("Ctrl+Q"), self)
        self.shortcut.activated.connect(lambda: self.pressed.append("shortcut"))
        layout = QVBoxLayout(self)
        for widget in (self.line, self.combo, self.spin, self.button, self.table):
            layout.addWidget(widget)


@pytest.fixture
def panel(qtbot: QtBot) -> Panel:
    panel = Panel()
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


@pytest.fixture
def router(qapp: QApplication) -> Iterator[WedgeRouter]:
    router = WedgeRouter(qapp)
    yield router
    qapp.removeEventFilter(router)
    router.deleteLater()


@pytest.fixture
def scans(router: WedgeRouter) -> list[RawScan]:
    scans: list[RawScan] = []
    router.scanned.connect(scans.append)
    return scans


def keys(widget: QWidget, text: str) -> None:
    """Key events to the window, as the platform delivers them."""
    window = widget.window().windowHandle()
    for character in text:
        special = {"\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab, " ": Qt.Key.Key_Space}
        if character in "\x11\x19\x1d":
            letter = chr(ord(character) + 0x40)
            QTest.keyClick(window, Qt.Key(ord(letter)), Qt.KeyboardModifier.ControlModifier)
        elif character in special:
            QTest.keyClick(window, special[character])
        else:
            QTest.keyClick(window, character)  # type: ignore[call-overload] # stubs lack char


WIDGETS = ["line", "combo", "spin", "button", "table", ""]


@pytest.mark.parametrize("name", WIDGETS)
@pytest.mark.parametrize("suffix", ["\r", "\t", "\x19"])
@pytest.mark.parametrize("code", ["DEMO-1001", "SHIP 12 34", "sn/part/a", "0012345678"])
def test_a_scan_reaches_us_and_no_widget(
    panel: Panel, scans: list[RawScan], name: str, suffix: str, code: str
) -> None:
    focused: QWidget | None = getattr(panel, name) if name else None
    if focused is not None:
        focused.setFocus()
    keys(panel, code + suffix)
    assert [scan.text for scan in scans] == [code]
    assert (panel.line.text(), panel.combo.currentText(), panel.spin.value()) == ("", "Scrap", 0)
    assert panel.pressed == []
    if focused is not None:
        assert focused.hasFocus()


def test_a_scan_is_heard_while_a_dialog_is_open(
    qtbot: QtBot, panel: Panel, scans: list[RawScan]
) -> None:
    dialog = QDialog(panel)
    dialog.setModal(True)
    button = QPushButton("OK", dialog)
    button.setDefault(True)
    clicked: list[bool] = []
    button.clicked.connect(clicked.append)
    dialog.open()
    qtbot.waitExposed(dialog)
    keys(dialog, "DEMO-1001\r")
    assert [scan.text for scan in scans] == ["DEMO-1001"]
    assert clicked == []
    assert dialog.isVisible()
    dialog.close()


def test_a_scan_is_heard_while_a_key_that_was_given_back_waits_in_a_dialog(
    qtbot: QtBot, panel: Panel, scans: list[RawScan]
) -> None:
    """Qt's own file dialog asks whether to replace a file, and waits right there."""
    asking: list[QDialog] = []

    def ask() -> None:
        dialog = QDialog(panel)
        asking.append(dialog)
        QTimer.singleShot(0, lambda: scan_and_leave(dialog))
        dialog.exec()

    def scan_and_leave(dialog: QDialog) -> None:
        try:
            keys(dialog, "SN-77\r")
        finally:
            dialog.reject()

    panel.button.clicked.connect(ask)
    panel.button.setFocus()
    keys(panel, " ")
    qtbot.waitUntil(lambda: bool(asking) and not asking[0].isVisible() and bool(scans))
    assert [scan.text for scan in scans] == ["SN-77"]


def test_the_prefix_opens_a_frame_and_no_shortcut(panel: Panel, scans: list[RawScan]) -> None:
    keys(panel, "\x11A1\r")
    assert [scan.text for scan in scans] == ["A1"]
    assert panel.pressed == []


def test_what_is_typed_arrives_in_order_after_the_silence(
    qtbot: QtBot, panel: Panel, scans: list[RawScan]
) -> None:
    panel.line.setFocus()
    keys(panel, "ab")
    assert panel.line.text() == ""
    qtbot.waitUntil(lambda: panel.line.text() == "ab", timeout=1000)
    assert scans == []


def test_enter_on_its_own_reaches_the_field_at_once(panel: Panel, router: WedgeRouter) -> None:
    submitted: list[str] = []
    panel.line.returnPressed.connect(lambda: submitted.append(panel.line.text()))
    panel.line.setFocus()
    keys(panel, "\r")
    assert submitted == [""]


def test_a_button_still_works_by_space(qtbot: QtBot, panel: Panel, router: WedgeRouter) -> None:
    panel.button.setFocus()
    keys(panel, " ")
    qtbot.waitUntil(lambda: panel.pressed == ["button"], timeout=1000)
    assert not panel.button.isDown()


def test_arrows_and_backspace_pass_at_once(panel: Panel, router: WedgeRouter) -> None:
    panel.line.setText("abc")
    panel.line.setFocus()
    window = panel.windowHandle()
    QTest.keyClick(window, Qt.Key.Key_Backspace)
    assert panel.line.text() == "ab"
    QTest.keyClick(window, Qt.Key.Key_Home)
    assert panel.line.cursorPosition() == 0


def test_copy_and_paste_still_work(qtbot: QtBot, panel: Panel, router: WedgeRouter) -> None:
    panel.line.setText("abc")
    panel.line.setFocus()
    window = panel.windowHandle()
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(window, Qt.Key.Key_A, control)
    qtbot.waitUntil(lambda: panel.line.selectedText() == "abc", timeout=1000)
    QTest.keyClick(window, Qt.Key.Key_X, control)
    qtbot.waitUntil(lambda: panel.line.text() == "", timeout=1000)


def test_group_separators_survive(panel: Panel, scans: list[RawScan]) -> None:
    panel.line.setFocus()
    keys(panel, "S12\x1d34\r")
    assert [scan.text for scan in scans] == ["S12\x1d34"]


def test_the_scans_time_is_on_our_clock(panel: Panel, scans: list[RawScan]) -> None:
    before = perf_counter()
    keys(panel, "DEMO-1001\r")
    after = perf_counter()
    assert before - 0.01 <= scans[0].started <= scans[0].ended <= after


def test_a_burst_that_waited_in_the_queue_is_judged_by_its_own_times(
    qtbot: QtBot, panel: Panel, scans: list[RawScan]
) -> None:
    """The loop stalls between the keys, their own times say 5 ms apart."""
    window = panel.windowHandle()
    for number, character in enumerate("DEMO-1001\r"):
        key = Qt.Key.Key_Return if character == "\r" else Qt.Key(ord(character))
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, character)
        event.setTimestamp(10_000 + 5 * number)
        QCoreApplication.postEvent(window, event)
    QTest.qSleep(120)
    qtbot.waitUntil(lambda: len(scans) == 1, timeout=1000)
    assert (scans[0].text, scans[0].torn) == ("DEMO-1001", False)


def test_a_slow_burst_is_typing_even_if_it_arrives_at_once(
    qtbot: QtBot, panel: Panel, scans: list[RawScan]
) -> None:
    panel.line.setFocus()
    window = panel.windowHandle()
    for number, character in enumerate("ABCDEF"):
        event = QKeyEvent(
            QEvent.Type.KeyPress,
            Qt.Key(ord(character)),
            Qt.KeyboardModifier.NoModifier,
            character,
        )
        event.setTimestamp(20_000 + 150 * number)
        QCoreApplication.postEvent(window, event)
    qtbot.waitUntil(lambda: panel.line.text() == "ABCDEF", timeout=2000)
    assert scans == []


def test_losing_the_keyboard_is_told(router: WedgeRouter, qapp: QApplication) -> None:
    told: list[bool] = []
    router.listening.connect(told.append)
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert told == [False, True]


def test_the_filter_lets_every_other_event_pass(router: WedgeRouter) -> None:
    assert router.eventFilter(QObject(), QEvent(QEvent.Type.Paint)) is False


def test_what_an_input_method_writes_comes_behind_what_was_typed_before_it(
    panel: Panel, scans: list[RawScan]
) -> None:
    panel.line.setFocus()
    keys(panel, "ab")
    written = QInputMethodEvent()
    written.setCommitString("é")
    QCoreApplication.sendEvent(panel.line, written)
    assert panel.line.text() == "abé"
    assert scans == []


def test_a_scan_that_an_input_method_took_keys_from_is_asked_for_again_and_writes_nothing(
    panel: Panel, scans: list[RawScan]
) -> None:
    panel.line.setFocus()
    keys(panel, "CMD-TAG-Lot")
    made = QInputMethodEvent()
    made.setCommitString("Ĺ")
    QCoreApplication.sendEvent(panel.line, made)
    keys(panel, "OT7\r")
    assert panel.line.text() == ""
    assert [(scan.text, scan.torn) for scan in scans] == [("CMD-TAG-LotOT7", True)]
    keys(panel, "DEMO-1001\r")
    assert (scans[-1].text, scans[-1].torn) == ("DEMO-1001", False)
