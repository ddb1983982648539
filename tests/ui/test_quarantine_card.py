"""Stopping a unit, its lot or its revision by touch: what is offered, and the reason."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from tests.ui.benches import UNIT
from tests.ui.lookup_states import FREE, LOT, QUESTION, REVISION, STOPPED, with_product
from wats_station.domain.hold import HELD
from wats_station.domain.quarantine import (
    REASONS,
    RELEASE_REASONS,
)
from wats_station.flows.bench import Bench
from wats_station.flows.quarantine import ReasonGiven
from wats_station.scan.intent import Cancel, Hold, Quarantine, Release
from wats_station.ui.bridge import Bridge
from wats_station.ui.panels.quarantine import QuarantineCard
from wats_station.ui.shell import Shell
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.words import QUARANTINE_REASONS

Show = Callable[[Bench], QuarantineCard]


@pytest.fixture
def show(bridge: Bridge, shell: Shell, qtbot: QtBot) -> Show:
    def shown(what: Bench) -> QuarantineCard:
        bridge.show(what)
        qtbot.wait(40)
        assert shell.panels is not None
        return shell.panels.lookup.found.quarantine

    return shown


def touch(button: TouchButton) -> None:
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def offered(card: QuarantineCard) -> list[tuple[str, str]]:
    return [
        (button.text(), button.accessibleDescription())
        for button in card.scopes
        if button.isVisible()
    ]


@pytest.fixture
def opened(show: Show, shell: Shell) -> QuarantineCard:
    card = show(with_product(FREE))
    assert not card.isVisible()
    assert shell.panels is not None
    touch(shell.panels.lookup.found.identity.stop)
    return card


def test_unit_lot_and_revision_are_offered(opened: QuarantineCard, shell: Shell) -> None:
    assert offered(opened) == [
        ("Hold this unit", "DEMO-1001"),
        ("Stop the whole lot", "2026-W47"),
        ("Stop the revision", "B"),
    ]
    assert shell.panels is not None
    assert not shell.panels.lookup.found.lists.isVisible()
    assert all(button.fits() for button in opened.scopes)
    pressed = QSignalSpy(shell.panels.pressed)
    for button in opened.scopes:
        touch(button)
    meanings = [pressed.at(number)[1] for number in range(pressed.count())]
    assert meanings == [Hold(), Quarantine(LOT, on=True), Quarantine(REVISION, on=True)]
    touch(opened.close_button)
    assert shell.panels.lookup.found.lists.isVisible()


def test_what_stands_is_released(show: Show, shell: Shell) -> None:
    what = with_product(STOPPED)
    held = replace(what.lookup, unit=replace(UNIT, tags=(HELD,)))
    card = show(replace(what, lookup=held))
    assert shell.panels is not None
    touch(shell.panels.lookup.found.identity.stop)
    assert offered(card)[0][0] == "Release this unit"
    assert offered(card)[1][0] == "Release the whole lot"
    pressed = QSignalSpy(shell.panels.pressed)
    touch(card.scopes[0])
    touch(card.scopes[1])
    assert [pressed.at(number)[1] for number in range(2)] == [
        Release(),
        Quarantine(LOT, on=False),
    ]


def test_the_question_comes_by_itself_and_a_touch_answers_it(show: Show, shell: Shell) -> None:
    card = show(with_product(FREE, QUESTION))
    assert card.isVisible()
    assert card.title.text == "Lot 2026-W47 into quarantine: why?"
    assert [button.text() for button in card.reasons] == list(REASONS)
    assert all(button.fits() for button in card.reasons)
    assert shell.panels is not None
    pressed = QSignalSpy(shell.panels.pressed)
    touch(card.reasons[1])
    assert pressed.at(0)[1] == ReasonGiven(reason="Doubtful material")
    card.other.setFocus()
    QTest.keyClicks(card.other, "  wrong  paste ")
    touch(card.take)
    assert pressed.at(1)[1] == ReasonGiven(reason="wrong paste")
    touch(card.close_button)
    assert pressed.at(2)[1] == Cancel()
    show(with_product(STOPPED))
    assert not card.isVisible()


def test_nothing_typed_is_no_reason(show: Show, shell: Shell) -> None:
    card = show(with_product(FREE, QUESTION))
    assert shell.panels is not None
    pressed = QSignalSpy(shell.panels.pressed)
    touch(card.take)
    assert pressed.count() == 0


def test_every_reason_has_its_word() -> None:
    assert (*REASONS, *RELEASE_REASONS) == QUARANTINE_REASONS


def test_it_can_be_worked_by_keyboard(opened: QuarantineCard, shell: Shell) -> None:
    assert shell.panels is not None
    pressed = QSignalSpy(shell.panels.pressed)
    opened.scopes[1].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(opened.scopes[1], Qt.Key.Key_Space)
    assert pressed.at(0)[1] == Quarantine(LOT, on=True)
