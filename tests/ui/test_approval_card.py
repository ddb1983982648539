"""The approval card and the operator strip: whose PIN, where it goes, and who is at the bench."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.flows.register import ANNA, REGISTER
from tests.ui.benches import BENCHES
from tests.ui.scanner_keys import KeyScanner
from wats_station.domain.operator import Operators
from wats_station.domain.scanner_profile import ScannerProfile
from wats_station.flows.approval import ApprovalLeft, PinEntered
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
    assert card.what.text == "Taking a unit back to production"
    assert card.pin.name.text == "Scan a supervisor's badge, then enter the PIN"
    assert card.pin.line.hasFocus()
    show("passing")
    assert not card.isVisible()
    assert shell.strip.entry.hasFocus()


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
