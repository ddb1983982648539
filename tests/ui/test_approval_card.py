"""The approval card and the operator strip: whose PIN, where it goes, and who is at the bench."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.flows.register import ANNA, EVA, REGISTER
from tests.ui.benches import BACKWARDS, BENCHES
from tests.ui.scanner_keys import KeyScanner
from wats_station.domain.operator import Operators, Permission, PinResult, PinVerdict
from wats_station.domain.panel import Panel
from wats_station.domain.scanner_profile import ScannerProfile
from wats_station.flows.approval import (
    Approval,
    ApprovalLeft,
    PinEntered,
    PinFault,
    Question,
    ReasonEntered,
    Wanted,
)
from wats_station.flows.bench import Bench
from wats_station.flows.operators import OperatorsState
from wats_station.ui.bridge import Bridge
from wats_station.ui.panels.approval import ApprovalCard
from wats_station.ui.shell import Shell
from wats_station.ui.wedge import WedgeRouter

Show = Callable[[str | Bench], ApprovalCard | None]


@pytest.fixture
def show(bridge: Bridge, shell: Shell, qtbot: QtBot) -> Show:
    def shown(what: str | Bench) -> ApprovalCard | None:
        bridge.show(BENCHES[what] if isinstance(what, str) else what)
        qtbot.wait(40)
        return shell.approval

    return shown


@pytest.fixture
def wedge(qapp: QApplication) -> Iterator[WedgeRouter]:
    router = WedgeRouter(qapp, ScannerProfile(measured=True))
    yield router
    qapp.removeEventFilter(router)
    router.deleteLater()


def card_of(shown: ApprovalCard | None) -> ApprovalCard:
    assert shown is not None
    return shown


def test_the_card_comes_with_the_question_and_goes_with_it(shell: Shell, show: Show) -> None:
    assert show("passing") is None
    card = card_of(show("approval, whose PIN"))
    assert card.isVisible()
    assert card.what.text == "Moving a unit as only a supervisor may"
    assert card.pin.name.text == "Supervisor's badge, then PIN"
    assert card.pin.line.hasFocus()
    show("passing")
    assert not card.isVisible()
    assert shell.strip.entry.hasFocus()


def test_reason_and_pin_are_entered_one_after_the_other(
    shell: Shell, show: Show, qtbot: QtBot
) -> None:
    asked = Question(replace(BACKWARDS, wanted=Wanted.PIN_AND_REASON))
    card = card_of(show(of_anna(asked)))
    assert card.reason.line.hasFocus()
    QTest.keyClicks(card.reason.line, "wrong lot")
    QTest.keyClick(card.reason.line, Qt.Key.Key_Return)
    assert card.pin.line.hasFocus()
    QTest.keyClicks(card.pin.line, "9001")
    with qtbot.waitSignal(shell.operators_asked) as signal:
        QTest.keyClick(card.pin.line, Qt.Key.Key_Return)
    assert signal.args == [PinEntered("9001", reason="wrong lot")]
    show(of_anna(replace(asked, said=PinFault.NO_REASON)))
    assert card.said.text == "Say why: it is kept with the unit."
    assert card.reason.line.hasFocus()


def test_of_a_supervisor_only_the_reason_is_asked(shell: Shell, show: Show, qtbot: QtBot) -> None:
    card = card_of(show(of_anna(Question(replace(BACKWARDS, wanted=Wanted.REASON)))))
    assert card.pin.isHidden()
    assert card.approve.text() == "Do it"
    QTest.keyClicks(card.reason.line, "wrong lot")
    with qtbot.waitSignal(shell.operators_asked) as signal:
        QTest.mouseClick(card.approve, Qt.MouseButton.LeftButton)
    assert signal.args == [ReasonEntered("wrong lot")]
    show(of_anna(Question(BACKWARDS)))
    assert card.reason.isHidden()
    assert card.pin.line.hasFocus()


def test_what_is_said_to_a_pin_stands_below_it(show: Show) -> None:
    card = card_of(show("approval, wrong PIN"))
    assert card.pin.name.text == "PIN of Eva"
    assert card.said.text == "Wrong PIN. Tries left: 2"
    assert "can be tried again at" in card_of(show("approval, locked")).said.text


def test_a_pin_goes_out_once_and_does_not_stay(shell: Shell, show: Show, qtbot: QtBot) -> None:
    card = card_of(show("approval, wrong PIN"))
    QTest.keyClicks(card.pin.line, "9001")
    with qtbot.waitSignal(shell.operators_asked) as asked:
        QTest.keyClick(card.pin.line, Qt.Key.Key_Return)
    assert asked.args == [PinEntered("9001")]
    assert card.pin.text == ""
    with qtbot.assertNotEmitted(shell.operators_asked):
        QTest.mouseClick(card.approve, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(shell.operators_asked) as asked:
        QTest.mouseClick(card.leave, Qt.MouseButton.LeftButton)
    assert asked.args == [ApprovalLeft()]


def of_anna(question: Question, panel: Panel = Panel.LOOKUP) -> Bench:
    operators = OperatorsState(REGISTER, active=ANNA, question=question)
    return replace(BENCHES["passing"], panel=panel, operators=operators)


def test_another_panel_does_not_take_the_keyboard_from_the_pin(shell: Shell, show: Show) -> None:
    """Keys typed for the PIN would be read, and kept, in the entry field."""
    card = card_of(show(of_anna(Question(BACKWARDS))))
    show(of_anna(Question(BACKWARDS), Panel.PHASE))
    assert card.pin.line.hasFocus()
    show("passing")
    assert shell.strip.entry.hasFocus()


def test_a_pin_begun_for_one_action_does_not_approve_the_next(shell: Shell, show: Show) -> None:
    card = card_of(show(of_anna(Question(BACKWARDS))))
    QTest.keyClicks(card.pin.line, "90")
    show(of_anna(Question(BACKWARDS, supervisor=EVA)))
    assert card.pin.text == "90"
    shell.strip.entry.setFocus()
    show(of_anna(Question(Approval(8, Permission.RELEASE))))
    assert card.what.text == "Releasing a unit on hold"
    assert card.pin.text == ""
    assert card.pin.line.hasFocus()


@pytest.mark.parametrize("said", [PinResult(PinVerdict.WRONG, 2), PinFault.NOT_A_PIN])
def test_after_a_wrong_pin_the_next_one_goes_to_the_same_field(
    show: Show, said: PinResult | PinFault
) -> None:
    card = card_of(show(of_anna(Question(BACKWARDS))))
    QTest.keyClicks(card.pin.line, "9999")
    QTest.mouseClick(card.approve, Qt.MouseButton.LeftButton)
    show(of_anna(Question(BACKWARDS, supervisor=EVA, checking=EVA)))
    assert not card.approve.isEnabled()
    show(of_anna(Question(BACKWARDS, supervisor=EVA, said=said)))
    assert card.approve.isEnabled()
    assert card.pin.line.hasFocus()


def test_a_badge_scanned_into_the_pin_field_is_a_scan(
    shell: Shell, show: Show, qtbot: QtBot, wedge: WedgeRouter
) -> None:
    card = card_of(show("approval, whose PIN"))
    with qtbot.waitSignal(wedge.scanned) as scanned:
        KeyScanner(shell).scan("OPR-9001\r")
    assert scanned.args[0].text == "OPR-9001"
    assert card.pin.text == ""


def test_the_strip_says_who_is_at_the_bench(shell: Shell, show: Show) -> None:
    show("approval, wrong PIN")
    assert shell.status.operator.text == "Anna · Operator"
    assert shell.status.warning.word == "Logged out in 17 s: scan to stay"
    show(replace(BENCHES["passing"], operators=OperatorsState(REGISTER, active=ANNA)))
    assert not shell.status.warning.isVisible()
    show(replace(BENCHES["passing"], operators=OperatorsState(REGISTER)))
    assert shell.status.operator.text == "Nobody is logged in"
    show(replace(BENCHES["passing"], operators=OperatorsState(Operators())))
    assert shell.status.operator.text == "Operator: anna"


def test_the_strip_speaks_another_language_at_once(
    shell: Shell, show: Show, speak: Callable[[str], None], qtbot: QtBot
) -> None:
    show("approval, wrong PIN")
    english = shell.status.warning.word
    speak("nb")
    qtbot.waitUntil(lambda: shell.status.warning.word != english)
    speak("en")
    qtbot.waitUntil(lambda: shell.status.warning.word == english)
    show(replace(BENCHES["passing"], operators=OperatorsState(REGISTER)))
    speak("nb")
    qtbot.waitUntil(lambda: shell.status.operator.text != "Nobody is logged in")


def test_escape_leaves_what_is_asked(shell: Shell, show: Show, qtbot: QtBot) -> None:
    card = card_of(show("approval, wrong PIN"))
    QTest.keyClicks(card.pin.line, "90")
    with qtbot.waitSignal(shell.operators_asked) as asked:
        QTest.keyClick(card.pin.line, Qt.Key.Key_Escape)
    assert asked.args == [ApprovalLeft()]
    assert card.pin.text == ""
