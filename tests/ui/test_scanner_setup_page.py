"""The set-up page: every stage says what to do, its code is read off the screen, nothing is cut."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pseudo_locale import lengthened
from tests.ui.scanner_keys import KeyScanner
from tests.ui.scanner_setup_states import FAST, LOST, WHOLE, WRONG
from wats_station.domain.scanner_profile import LAYOUTS, ScannerProfile
from wats_station.flows.scanner_setup import (
    Keep,
    KeepAsked,
    KeepEnded,
    Left,
    Listen,
    RunHeard,
    SetUpEvent,
    SetUpState,
    Stage,
    Started,
    step,
)
from wats_station.labels.symbol import Symbology, encode
from wats_station.scan.set_up import CODES, Measured, SetUpFault
from wats_station.ui.panels.scanner_setup import SetUpPage
from wats_station.ui.panels.scanner_wording import FAULTS, LAYOUT_NAMES, key_name, suggested_name
from wats_station.ui.theme import Theme
from wats_station.ui.wedge import WedgeRouter
from wats_station.ui.widgets.code_picture import CodePicture

WIDTH, HEIGHT = 1120, 470


@pytest.fixture
def page(qtbot: QtBot) -> SetUpPage:
    page = SetUpPage(Theme("light"))
    qtbot.addWidget(page)
    page.resize(WIDTH, HEIGHT)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.fixture
def asked(page: SetUpPage) -> list[SetUpEvent]:
    asked: list[SetUpEvent] = []
    page.asked.connect(asked.append)
    return asked


class Station:
    """The page, the flow and the router as the window joins them, with a field beside."""

    def __init__(self, qtbot: QtBot, app: QApplication) -> None:
        self.state = SetUpState()
        self.heard = 0
        self.kept: list[ScannerProfile] = []
        self.router = WedgeRouter(app)
        self.window = QWidget()
        self.line = QLineEdit("before")
        self.page = SetUpPage(Theme("light"))
        column = QVBoxLayout(self.window)
        column.addWidget(self.line)
        column.addWidget(self.page)
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.page.asked.connect(self.take)
        self.router.measured.connect(lambda run: self.take(RunHeard(run)))

    def take(self, event: SetUpEvent) -> None:
        self.state, effects = step(self.state, event)
        self.heard += isinstance(event, RunHeard)
        for effect in effects:
            if isinstance(effect, Listen):
                self.router.measure(effect.on)
            elif isinstance(effect, Keep):
                self.kept.append(effect.profile)
        self.page.render_set_up(self.state)


@pytest.fixture
def station(qtbot: QtBot, qapp: QApplication) -> Iterator[Station]:
    station = Station(qtbot, qapp)
    yield station
    qapp.removeEventFilter(station.router)
    station.router.deleteLater()


def read(widget: QWidget) -> list[bytes]:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    found = zxingcpp.read_barcodes(image, text_mode=zxingcpp.TextMode.Plain)
    return [code.bytes for code in found]


@pytest.mark.parametrize("number", range(len(CODES)))
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_code_on_the_screen_is_the_one_asked_for(qtbot: QtBot, number: int, mode: str) -> None:
    page = SetUpPage(Theme(mode))
    qtbot.addWidget(page)
    page.resize(WIDTH, HEIGHT)
    page.render_set_up(SetUpState(Stage.SCANNING, runs=((),) * number))
    assert read(page) == [CODES[number].encode("ascii")]
    assert page.scanning.title.text == f"Scan code {number + 1} of 3"
    assert page.scanning.picture.module_pixels() >= 4


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_bars_are_whole_pixels_with_hard_edges_on_every_screen(qtbot: QtBot, ratio: float) -> None:
    class Scaled(CodePicture):
        def devicePixelRatioF(self) -> float:
            return ratio

    place = QWidget()
    qtbot.addWidget(place)
    place.resize(740, 140)
    picture = Scaled(Theme("light"))
    picture.setParent(place)
    # At 125 % this begins between two pixels.
    picture.setGeometry(13, 7, 701, 120)
    symbol = encode("WATS-1", Symbology.CODE_128)
    picture.show_symbol(symbol)
    image = QImage(round(740 * ratio), round(140 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    place.render(image)
    levels = [image.pixelColor(x, image.height() // 2).lightness() for x in range(image.width())]
    module = picture.module_pixels()
    assert module == int(701 * ratio) // (symbol.columns + 20)
    first = levels.index(255)
    white_and_bars = levels[first : first + (symbol.columns + 20) * module]
    wanted = [False] * 10 + list(symbol.rows[0]) + [False] * 10
    assert white_and_bars == [0 if dark else 255 for dark in wanted for _ in range(module)]


def test_a_picture_without_a_code_is_empty(qtbot: QtBot) -> None:
    picture = CodePicture(Theme("light"))
    qtbot.addWidget(picture)
    picture.resize(300, 100)
    assert (picture.symbol, picture.module_pixels(), read(picture)) == (None, 0, [])
    picture.show_symbol(encode("A", Symbology.CODE_128))
    assert picture.minimumSizeHint().width() == 2 * (picture.symbol.columns + 20)  # type: ignore[union-attr]


def test_buttons_ask(page: SetUpPage, asked: list[SetUpEvent]) -> None:
    printed: list[bool] = []
    page.print_asked.connect(lambda: printed.append(True))
    page.resting.start.click()
    page.resting.print_codes.click()
    page.render_set_up(SetUpState(Stage.SCANNING))
    page.scanning.print_codes.click()
    page.scanning.cancel.click()
    page.render_set_up(SetUpState(Stage.FOUND, measured=WHOLE))
    page.found.name.setText("  Line 3 ")
    page.found.keep.click()
    page.found.leave.click()
    page.render_set_up(SetUpState(Stage.KEPT, measured=WHOLE))
    page.kept.done.click()
    assert asked == [Started(), Left(), KeepAsked("Line 3"), Left(), Left()]
    assert printed == [True, True]


def test_escape_leaves_while_codes_are_scanned(
    page: SetUpPage, asked: list[SetUpEvent], qapp: QApplication
) -> None:
    router = WedgeRouter(qapp)
    router.measure(True)
    QTest.keyClick(page.windowHandle(), Qt.Key.Key_Escape)
    assert asked == []
    page.render_set_up(SetUpState(Stage.SCANNING))
    QTest.keyClick(page.windowHandle(), Qt.Key.Key_Escape)
    assert asked == [Left()]
    qapp.removeEventFilter(router)
    router.deleteLater()


def test_no_text_field_has_the_keyboard_while_codes_are_scanned(station: Station) -> None:
    """On Linux a text field's accent keys are put together before they get to the window."""
    station.line.setFocus()
    station.page.resting.start.click()
    assert station.page.scanning.hasFocus()
    assert not station.line.hasFocus()


@pytest.mark.parametrize("fault", SetUpFault)
def test_every_fault_says_what_to_do(page: SetUpPage, fault: SetUpFault) -> None:
    page.render_set_up(SetUpState(Stage.SCANNING))
    assert not page.scanning.fault.isVisible()
    page.render_set_up(SetUpState(Stage.SCANNING, fault=fault))
    assert page.scanning.fault.isVisible()
    assert page.scanning.fault.text == FAULTS[fault]
    if fault is SetUpFault.NO_END:
        assert "Enter after each code" in page.scanning.fault.text


def test_what_was_found_is_said(page: SetUpPage) -> None:
    page.render_set_up(SetUpState(Stage.FOUND, measured=WHOLE))
    facts = [fact.value.text for fact in page.found.facts]
    assert facts == ["US", "Ctrl+Q", "Ctrl+Y", "8 ms, slowest 8 ms", "GS, RS, EOT"]
    assert "Up to 20 ms a key count as this scanner: 2.5 times its own 8 ms." in (
        page.found.pace.text
    )
    assert not page.found.lost.isVisible()
    page.render_set_up(SetUpState(Stage.FOUND, measured=LOST))
    facts = [fact.value.text for fact in page.found.facts]
    assert facts == ["German", "none", "Enter", "8 ms, slowest 8 ms", "none"]
    assert page.found.badge.word == "Lost: GS, RS, EOT"
    assert page.found.lost.isVisible()


def test_a_scanner_faster_than_the_clock_is_shown(page: SetUpPage) -> None:
    page.render_set_up(SetUpState(Stage.FOUND, measured=FAST))
    assert page.found.facts[3].value.text == "< 1 ms, slowest 1 ms"
    assert "which itself takes less than 1 ms" in page.found.pace.text


def test_the_name_is_suggested_once(page: SetUpPage) -> None:
    assert suggested_name(LOST) == "German, Enter, 8 ms"
    state = SetUpState(Stage.FOUND, measured=LOST)
    page.render_set_up(state)
    assert page.found.name.text() == "German, Enter, 8 ms"
    page.found.name.setText("Line 3")
    page.render_set_up(replace(state, wrong=WRONG))
    assert page.found.name.text() == "Line 3"
    assert page.found.wrong.text == f"It was not kept: {WRONG}"
    page.render_set_up(SetUpState())
    page.render_set_up(SetUpState(Stage.FOUND, measured=WHOLE))
    assert page.found.name.text() == "US, Ctrl+Y, 8 ms"


def test_nothing_can_be_pressed_while_it_is_kept(page: SetUpPage) -> None:
    page.render_set_up(SetUpState(Stage.KEEPING, measured=WHOLE))
    parts = (page.found.name, page.found.keep, page.found.leave)
    assert [part.isEnabled() for part in parts] == [False] * 3
    page.render_set_up(SetUpState(Stage.FOUND, measured=WHOLE))
    assert [part.isEnabled() for part in parts] == [True] * 3


def test_keys_have_names() -> None:
    assert [key_name(each) for each in "\r\t\x11\x19#"] == ["Enter", "Tab", "Ctrl+Q", "Ctrl+Y", "#"]
    assert set(LAYOUT_NAMES) == set(LAYOUTS)
    assert set(FAULTS) == set(SetUpFault)


def test_a_new_language_is_spoken_at_once(
    page: SetUpPage, qapp: QApplication, speak: Callable[[str], None]
) -> None:
    page.render_set_up(SetUpState(Stage.FOUND, measured=LOST))
    speak("xx")
    qapp.sendPostedEvents()
    assert page.found.keep.text() == lengthened("Keep it")
    assert page.found.name.text() == f"{lengthened('German')}, {lengthened('Enter')}, 8 ms"
    speak("en")
    qapp.sendPostedEvents()
    assert page.found.name.text() == "German, Enter, 8 ms"


def test_from_the_first_button_to_a_profile_with_a_name(station: Station, qtbot: QtBot) -> None:
    page = station.page
    page.resting.start.click()
    station.line.setFocus()
    device = KeyScanner(station.window, "us", "no")
    device.scan("WRONG\r")
    qtbot.waitUntil(lambda: station.state.fault is SetUpFault.OTHER_CODE, timeout=2000)
    for number, code in enumerate(CODES, 1):
        assert page.scanning.title.text == f"Scan code {number} of 3"
        device.wait(2000)
        device.scan("\x11" + code + "\t")
        qtbot.waitUntil(lambda: station.heard == number + 1, timeout=2000)  # noqa: B023
    assert station.state.stage is Stage.FOUND
    assert page.found.isVisible()
    assert (station.line.text(), station.line.hasFocus()) == ("before", True)
    page.found.keep.click()
    (profile,) = station.kept
    assert (profile.name, profile.layout, profile.prefix) == ("US, Tab, 8 ms", "us", "\x11")
    station.take(KeepEnded())
    assert page.kept.isVisible()
    assert "US, Tab, 8 ms" in page.kept.what.text
    page.kept.done.click()
    assert page.resting.isVisible()


def test_a_name_that_is_given_is_kept_through_a_failure(station: Station) -> None:
    found = SetUpState(Stage.FOUND, measured=WHOLE)
    station.state, effects = step(found, KeepAsked("Line 3"))
    assert isinstance(station.state.measured, Measured)
    assert effects == (Keep(replace(WHOLE.profile, name="Line 3")),)
    assert station.state.measured.profile.name == "Line 3"
    assert step(found, KeepAsked())[1] == (Keep(WHOLE.profile),)


@pytest.mark.parametrize("stage", [Stage.FOUND, Stage.KEPT])
def test_leaving_afterwards_rests(stage: Stage) -> None:
    assert step(SetUpState(stage, measured=WHOLE), Left()) == (SetUpState(), (Listen(False),))
