"""Measuring mode: keys are collected for the set-up, and no widget hears of them."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.scanner_keys import KeyScanner
from wats_station.domain.scanner_profile import LAYOUTS, ScannerProfile
from wats_station.flows.scanner_setup import (
    Listen,
    RunHeard,
    SetUpEvent,
    SetUpState,
    Stage,
    Started,
    step,
)
from wats_station.scan.raw_scan import RawScan
from wats_station.scan.set_up import CODES, HeardKey, Measured
from wats_station.ui.key_measuring import SILENCE_MS
from wats_station.ui.wedge import WedgeRouter

Run = tuple[HeardKey, ...]


class Window(QWidget):
    """What a key could do harm to, and a record of the keys that came through."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[str] = []
        self.passed: list[int] = []
        self.line = QLineEdit("before")
        self.button = QPushButton("Do it")
        self.button.clicked.connect(lambda: self.done.append("clicked"))
        self.shortcut = QShortcut(QKeySequence("Ctrl+Q"), self)
        self.shortcut.activated.connect(lambda: self.done.append("shortcut"))
        column = QVBoxLayout(self)
        column.addWidget(self.line)
        column.addWidget(self.button)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.passed.append(event.key())

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self.passed.append(event.key())


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    window = Window()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.line.setFocus()
    return window


@pytest.fixture
def router(qapp: QApplication) -> Iterator[WedgeRouter]:
    router = WedgeRouter(qapp)
    router.measure(True)
    yield router
    qapp.removeEventFilter(router)
    router.deleteLater()


@pytest.fixture
def runs(router: WedgeRouter) -> list[Run]:
    runs: list[Run] = []
    router.measured.connect(runs.append)
    return runs


@pytest.fixture
def scans(router: WedgeRouter) -> list[RawScan]:
    scans: list[RawScan] = []
    router.scanned.connect(scans.append)
    return scans


def wait_for(qtbot: QtBot, runs: list[Run], count: int = 1) -> None:
    qtbot.waitUntil(lambda: len(runs) >= count, timeout=3000)


@pytest.mark.parametrize("focused", ["line", "button"])
def test_a_code_is_one_run_of_keys_and_no_widget_hears_it(
    window: Window, scans: list[RawScan], runs: list[Run], qtbot: QtBot, focused: str
) -> None:
    widget: QWidget = getattr(window, focused)
    widget.setFocus()
    KeyScanner(window).scan("\x11A b-1\t\r\x19")
    assert runs == []
    wait_for(qtbot, runs)
    (run,) = runs
    assert [key.system for key in run] == list("\x11A b-1\t\r\x19")
    assert [key.position for key in run] == [16, 30, 57, 48, 12, 2, 15, 28, 21]
    assert [key.shift for key in run] == [False, True] + [False] * 7
    assert [key.control for key in run] == [True] + [False] * 7 + [True]
    assert [round(key.time - run[0].time, 3) for key in run] == [0.008 * n for n in range(9)]
    assert (window.line.text(), window.done, scans) == ("before", [], [])
    assert widget.hasFocus()


def test_the_run_ends_by_silence_and_not_before(
    window: Window, runs: list[Run], qtbot: QtBot
) -> None:
    scanner = KeyScanner(window)
    scanner.scan("ABC")
    qtbot.wait(SILENCE_MS * 6 // 10)
    scanner.scan("DEF")
    qtbot.wait(SILENCE_MS * 6 // 10)
    assert runs == []
    wait_for(qtbot, runs)
    assert [len(run) for run in runs] == [6]


def test_what_a_busy_program_gets_at_once_is_still_two_runs(
    window: Window, runs: list[Run], qtbot: QtBot
) -> None:
    scanner = KeyScanner(window)
    scanner.scan("ABCD\r")
    scanner.wait(1500)
    scanner.scan("EF")
    wait_for(qtbot, runs, 2)
    assert ["".join(key.system for key in run) for run in runs] == ["ABCD\r", "EF"]


def test_keys_held_by_altgr_say_so(window: Window, runs: list[Run], qtbot: QtBot) -> None:
    scanner = KeyScanner(window)
    group = Qt.KeyboardModifier.GroupSwitchModifier
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    for modifiers in (group, both):
        scanner.key(3, Qt.Key.Key_At, "@", modifiers)
    wait_for(qtbot, runs)
    assert [(key.altgr, key.shift) for key in runs[0]] == [(True, False)] * 2


def test_a_held_key_is_heard_once(window: Window, runs: list[Run], qtbot: QtBot) -> None:
    scanner = KeyScanner(window)
    scanner.event(QEvent.Type.KeyPress, 30, Qt.Key.Key_A, "a")
    for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress) * 5:
        scanner.event(kind, 30, Qt.Key.Key_A, "a", repeated=True)
    scanner.event(QEvent.Type.KeyRelease, 30, Qt.Key.Key_A, "a")
    wait_for(qtbot, runs)
    assert [key.system for key in runs[0]] == ["a"]
    assert (window.line.text(), window.passed) == ("before", [])


@pytest.mark.parametrize(
    ("position", "key"),
    [
        (1, Qt.Key.Key_Escape),
        (103, Qt.Key.Key_Up),
        (105, Qt.Key.Key_Left),
        (63, Qt.Key.Key_F5),
        (42, Qt.Key.Key_Shift),
        (29, Qt.Key.Key_Control),
    ],
)
def test_keys_that_write_nothing_pass(
    window: Window, runs: list[Run], qtbot: QtBot, position: int, key: Qt.Key
) -> None:
    window.setFocus()
    KeyScanner(window).key(position, key)
    assert window.passed == [key, key]
    qtbot.wait(SILENCE_MS + 100)
    assert runs == []


def test_a_number_by_alt_and_the_keypad_is_one_key_without_a_position(
    window: Window, runs: list[Run], qtbot: QtBot
) -> None:
    scanner = KeyScanner(window)
    scanner.scan("A")
    scanner.alt_number("029")
    scanner.scan("B")
    wait_for(qtbot, runs)
    assert [(key.system, key.position) for key in runs[0]] == [("A", 30), ("\x1d", None), ("B", 48)]
    assert window.line.text() == "before"


def test_leaving_drops_what_was_collected_and_scans_are_framed_again(
    window: Window, router: WedgeRouter, runs: list[Run], scans: list[RawScan], qtbot: QtBot
) -> None:
    scanner = KeyScanner(window)
    scanner.scan("ABC")
    router.measure(False)
    scanner.wait(1000)
    scanner.scan("DEMO-1001\r")
    assert [scan.text for scan in scans] == ["DEMO-1001"]
    router.measure(True)
    scanner.wait(1000)
    scanner.scan("XYZ")
    wait_for(qtbot, runs)
    assert ["".join(key.system for key in run) for run in runs] == ["XYZ"]


def test_a_key_that_was_down_when_measuring_ended_goes_up_unheard(
    window: Window, router: WedgeRouter
) -> None:
    window.setFocus()
    scanner = KeyScanner(window)
    scanner.event(QEvent.Type.KeyPress, 30, Qt.Key.Key_A, "a")
    router.measure(False)
    scanner.event(QEvent.Type.KeyRelease, 30, Qt.Key.Key_A, "a")
    assert window.passed == []


def test_whoever_ends_it_within_a_run_hears_no_more(
    window: Window, router: WedgeRouter, runs: list[Run], qtbot: QtBot
) -> None:
    router.measured.connect(lambda _run: router.measure(False))
    scanner = KeyScanner(window)
    scanner.scan("ABCD")
    scanner.wait(1000)
    scanner.scan("EFGH")
    qtbot.wait(SILENCE_MS + 100)
    assert ["".join(key.system for key in run) for run in runs] == ["ABCD"]


def test_what_was_typed_before_it_began_is_not_lost(
    window: Window, router: WedgeRouter, runs: list[Run], qtbot: QtBot
) -> None:
    router.measure(False)
    window.line.clear()
    scanner = KeyScanner(window)
    scanner.scan("ab")
    router.measure(True)
    scanner.key(103, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: window.line.text() == "ab", timeout=1000)
    assert runs == []


def test_another_profile_meanwhile_changes_nothing(
    window: Window, router: WedgeRouter, runs: list[Run], qtbot: QtBot
) -> None:
    router.use(ScannerProfile(layout="de"))
    KeyScanner(window).scan("zy\r")
    wait_for(qtbot, runs)
    assert [key.position for key in runs[0]] == [44, 21, 28]


@pytest.mark.parametrize("scanner", LAYOUTS)
@pytest.mark.parametrize("sends", [("", "\r", 8), ("\x11", "\t", 30), ("\x11", "\x19", 4)])
def test_every_scanner_is_set_up_from_its_keys(
    window: Window, router: WedgeRouter, qtbot: QtBot, scanner: str, sends: tuple[str, str, int]
) -> None:
    """The system has another layout than the scanner; only a US one sends Ctrl and `]`."""
    prefix, suffix, gap = sends
    flow = Flow(router)
    system = LAYOUTS[(LAYOUTS.index(scanner) + 1) % len(LAYOUTS)]
    device = KeyScanner(window, scanner, system, gap)
    for code in CODES:
        sent = code if scanner == "us" else "".join(each for each in code if each >= " ")
        device.scan(prefix + sent + suffix)
        device.wait(2000)
    qtbot.waitUntil(lambda: flow.state.stage is Stage.FOUND, timeout=3000)
    found = flow.state.measured
    assert isinstance(found, Measured)
    profile = found.profile
    assert (profile.layout, profile.prefix) == (scanner, prefix)
    assert profile.suffixes == frozenset(suffix)
    assert found.separators == ("\x1d\x1e\x04" if scanner == "us" else "")
    assert found.median_gap == pytest.approx(gap / 1000)
    assert profile.thresholds.median_gap == pytest.approx(max(0.01, 2.5 * gap / 1000))
    assert (window.line.text(), window.done) == ("before", [])
    assert window.line.hasFocus()
    scans: list[RawScan] = []
    router.scanned.connect(scans.append)
    router.use(profile)
    device.scan(prefix + "SN-1/P" + suffix)
    assert [scan.text for scan in scans] == ["SN-1/P"]


class Flow:
    """The flow between the router's keys and its measuring."""

    def __init__(self, router: WedgeRouter) -> None:
        self.state = SetUpState()
        self._router = router
        router.measured.connect(lambda run: self.take(RunHeard(run)))
        self.take(Started())

    def take(self, event: SetUpEvent) -> None:
        self.state, effects = step(self.state, event)
        for effect in effects:
            if isinstance(effect, Listen):
                self._router.measure(effect.on)
