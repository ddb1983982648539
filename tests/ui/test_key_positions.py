"""Scans by key position, whatever layout the system has, and characters by Alt and the keypad."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from wats_station.domain.scanner_profile import ScannerProfile
from wats_station.scan.layouts import character_at, keys_for
from wats_station.scan.raw_scan import RawScan
from wats_station.ui.wedge import WedgeRouter

EVDEV = 8
ALT = Qt.KeyboardModifier.AltModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier
NONE = Qt.KeyboardModifier.NoModifier


class Bench:
    """A line edit with the focus, and a router in front of it."""

    def __init__(self, qtbot: QtBot, app: QApplication, profile: ScannerProfile) -> None:
        self.line = QLineEdit()
        qtbot.addWidget(self.line)
        self.line.show()
        qtbot.waitExposed(self.line)
        self.router = WedgeRouter(app, profile)
        self.scans: list[RawScan] = []
        self.router.scanned.connect(self.scans.append)
        self._time = 1_000

    @property
    def window(self) -> QWindow:
        """What keys are delivered to."""
        return self.line.windowHandle()

    def scanner(self, text: str, *, scanner: str = "us", system: str = "us") -> None:
        """A scanner that believes it is one keyboard, on a system that has another."""
        for character in text:
            if character == "\r":
                self.key(28, Qt.Key.Key_Return, "\r")
                continue
            control = ord(character) < ord(" ")
            wanted = chr(ord(character) + 0x40) if control else character
            keys = keys_for(scanner, wanted.lower() if control else wanted)
            assert keys is not None
            position, shift, _ = keys
            written = character_at(system, position, shift=shift)
            modifiers = Qt.KeyboardModifier.ShiftModifier if shift else NONE
            code = ord(written.upper()[:1]) if written else 0
            if control:
                modifiers |= Qt.KeyboardModifier.ControlModifier
                self.key(position, Qt.Key(code), "", modifiers)
            else:
                self.key(position, Qt.Key(code), written, modifiers)

    def key(
        self,
        position: int,
        key: Qt.Key,
        text: str,
        modifiers: Qt.KeyboardModifier = NONE,
    ) -> None:
        """One key down and up, as the platform delivers it."""
        self.event(QEvent.Type.KeyPress, position, key, text, modifiers)
        self.event(QEvent.Type.KeyRelease, position, key, text, modifiers)

    def event(
        self,
        kind: QEvent.Type,
        position: int,
        key: Qt.Key,
        text: str = "",
        modifiers: Qt.KeyboardModifier = NONE,
    ) -> None:
        """One key event."""
        self._time += 4
        event = QKeyEvent(kind, key, modifiers, position + EVDEV, 0, 0, text)
        event.setTimestamp(self._time)
        QCoreApplication.sendEvent(self.window, event)

    def alt_number(self, digits: str) -> None:
        """Alt down, digits on the keypad, Alt up."""
        self.event(QEvent.Type.KeyPress, 56, Qt.Key.Key_Alt, "", ALT)
        for digit in digits:
            self.key(82, Qt.Key(ord(digit)), digit, ALT | KEYPAD)
        self.event(QEvent.Type.KeyRelease, 56, Qt.Key.Key_Alt)


@pytest.fixture
def measured(qtbot: QtBot, qapp: QApplication) -> Iterator[Bench]:
    bench = Bench(qtbot, qapp, ScannerProfile(measured=True))
    yield bench
    _remove(qapp, bench)


@pytest.fixture
def unmeasured(qtbot: QtBot, qapp: QApplication) -> Iterator[Bench]:
    bench = Bench(qtbot, qapp, ScannerProfile())
    yield bench
    _remove(qapp, bench)


def _remove(app: QApplication, bench: Bench) -> None:
    app.removeEventFilter(bench.router)
    bench.router.deleteLater()


CODES = [
    "CMD-PHASE-16",
    "SN_1/P-2/A",
    "Yz[]{}@#$%^&*()=+;:'\"<>?\\|`~ é"[:-2],
    "]C1" + "21SN1",
    "a b c d",
]


@pytest.mark.parametrize("system", ["us", "no", "de", "fr"])
@pytest.mark.parametrize("code", CODES)
def test_a_measured_scanner_says_the_same_on_every_system(
    measured: Bench, code: str, system: str
) -> None:
    measured.scanner(code + "\r", system=system)
    assert [(scan.text, scan.other) for scan in measured.scans] == [(code, "")]
    assert measured.line.text() == ""


@pytest.mark.parametrize("system", ["no", "de", "fr"])
def test_prefix_suffix_and_separators_by_position(measured: Bench, system: str) -> None:
    measured.scanner("\x11S1\x1d2\x1e3\x04\x19", system=system)
    assert [scan.text for scan in measured.scans] == ["S1\x1d2\x1e3\x04"]


def test_an_unmeasured_scanner_keeps_both_readings(unmeasured: Bench) -> None:
    unmeasured.scanner("SN-1\r", system="no")
    assert [(scan.text, scan.other) for scan in unmeasured.scans] == [("SN-1", "SN+1")]
    unmeasured.scanner("SN1234\r", system="no")
    assert (unmeasured.scans[-1].text, unmeasured.scans[-1].other) == ("SN1234", "")


def test_a_german_scanner_on_a_german_system_reads_itself(qtbot: QtBot, qapp: QApplication) -> None:
    bench = Bench(qtbot, qapp, ScannerProfile(layout="de", measured=True))
    bench.scanner("Zy-1/äöü\r", scanner="de", system="de")
    assert [scan.text for scan in bench.scans] == ["Zy-1/äöü"]
    _remove(qapp, bench)


def test_keys_without_a_position_are_read_by_their_text(measured: Bench) -> None:
    """Remote desktops and on-screen keyboards have none."""
    for character in "ÅB-1":
        measured.event(QEvent.Type.KeyPress, -EVDEV, Qt.Key.Key_A, character)
    measured.event(QEvent.Type.KeyPress, -EVDEV, Qt.Key.Key_Return, "\r")
    assert [scan.text for scan in measured.scans] == ["ÅB-1"]


def test_alt_and_the_keypad_write_a_separator(measured: Bench) -> None:
    measured.scanner("21SN1")
    measured.alt_number("029")
    measured.scanner("10LOT\r")
    assert [scan.text for scan in measured.scans] == ["21SN1\x1d10LOT"]
    assert measured.line.text() == ""


def test_alt_and_the_keypad_by_hand_change_nothing_and_lose_nothing(
    measured: Bench, qtbot: QtBot
) -> None:
    measured.alt_number("0999")
    measured.scanner("a")
    qtbot.waitUntil(lambda: measured.line.text().endswith("a"))
    assert measured.scans == []
