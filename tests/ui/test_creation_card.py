"""Making a unit by touch: offered with what it will be, chosen step by step, never by itself."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from tests.ui.benches import BENCHES
from tests.ui.lookup_states import BARE, WHOLE, with_near
from wats_station.domain.creation import NewUnit, ProductChoice
from wats_station.flows.creation import (
    CreateConfirmed,
    CreateOpened,
    CreationState,
    PartChosen,
    RevisionChosen,
)
from wats_station.scan.intent import Cancel
from wats_station.ui.bridge import Bridge
from wats_station.ui.panels.creation import CreationCard
from wats_station.ui.shell import Shell
from wats_station.ui.widgets.button import TouchButton

Show = Callable[[CreationState], CreationCard]
PRODUCTS = (ProductChoice("PCBA-100-01", "Motor controller board"), ProductChoice("PSU-220"))


@pytest.fixture
def show(bridge: Bridge, shell: Shell, qtbot: QtBot) -> Show:
    def shown(state: CreationState) -> CreationCard:
        bridge.show(replace(BENCHES["not found"], creation=state))
        qtbot.wait(40)
        assert shell.panels is not None
        return shell.panels.lookup.message.creation

    return shown


@pytest.fixture
def pressed(shell: Shell) -> QSignalSpy:
    assert shell.panels is not None
    return QSignalSpy(shell.panels.pressed)


def touch(button: TouchButton) -> None:
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_nothing_is_offered_where_nothing_may_be_made(show: Show) -> None:
    assert not show(CreationState()).isVisible()


def test_a_whole_label_is_made_with_one_touch(show: Show, pressed: QSignalSpy) -> None:
    card = show(WHOLE)
    assert card.what.text == (
        "Is it a new unit? PCBA-100-01  ·  revision B  ·  lot L-77. CMD-CONFIRM makes it."
    )
    touch(card.make)
    assert pressed.at(0)[1] == CreateConfirmed()
    touch(card.change)
    assert pressed.at(1)[1] == CreateOpened(again=True)


def test_what_is_missing_is_chosen(show: Show, pressed: QSignalSpy) -> None:
    card = show(BARE)
    assert (card.make.text(), card.change.isVisible()) == ("Make it…", False)
    touch(card.make)
    assert pressed.at(0)[1] == CreateOpened()
    card = show(replace(BARE, choosing=True, products=PRODUCTS))
    assert [each.text() for each in card.choices.buttons] == ["PCBA-100-01", "PSU-220"]
    touch(card.choices.buttons[1])
    assert pressed.at(1)[1] == PartChosen(part_number="PSU-220")
    QTest.keyClicks(card.choices.other, " CABLE-9 ")
    touch(card.choices.take)
    assert pressed.at(2)[1] == PartChosen(part_number="CABLE-9")
    of_part = CreationState(NewUnit("NO-SUCH-UNIT", "PSU-220"), True, PRODUCTS, ("A", "B"))
    card = show(of_part)
    assert card.what.text == "Which revision of PSU-220 is it?"
    assert not card.choices.other.isVisible()
    touch(card.choices.buttons[0])
    assert pressed.at(3)[1] == RevisionChosen(revision="A")
    touch(card.change)
    assert pressed.at(4)[1] == Cancel()


def test_near_matches_and_the_offer_have_room_together(
    bridge: Bridge, shell: Shell, qtbot: QtBot
) -> None:
    shell.resize(1280, 720)
    bridge.show(replace(with_near(*(f"DEMO-100{n}" for n in range(6))), creation=WHOLE))
    assert shell.panels is not None
    message = shell.panels.lookup.message
    qtbot.waitUntil(message.creation.isVisible)
    qtbot.wait(40)
    for widget in (*message.near.buttons, message.creation.make, message.creation.change):
        corner = widget.mapTo(shell.panels, widget.rect().bottomRight())
        assert shell.panels.rect().contains(corner)
        assert widget.fits()
    assert not message.creation.what.elided
