"""Settings, Operators: who is registered, and what is asked of the register."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.flows.register import ANNA, EVA, REGISTER
from tests.ui.benches import BENCHES
from wats_station.domain.operator import (
    OperatorDraft,
    OperatorsFault,
    OperatorsProblem,
    RegisterRefusal,
    Role,
)
from wats_station.domain.panel import Panel
from wats_station.flows.operators import OperatorsState
from wats_station.flows.registering import (
    ChangeAsked,
    RegisterAsked,
    Registering,
    RegisterSaid,
    RemoveAsked,
)
from wats_station.ui.bridge import Bridge
from wats_station.ui.panels.settings.operators import OperatorsPage
from wats_station.ui.shell import Shell
from wats_station.ui.widgets.button import TouchButton

Show = Callable[[OperatorsState], OperatorsPage]


@pytest.fixture
def show(bridge: Bridge, shell: Shell, qtbot: QtBot) -> Show:
    def shown(state: OperatorsState) -> OperatorsPage:
        bridge.show(replace(BENCHES["passing"], panel=Panel.SETTINGS, operators=state))
        qtbot.wait(40)
        assert shell.panels is not None
        assert shell.panels.settings is not None
        shell.panels.settings.open_page("operators")
        return shell.panels.settings.pages.operators

    return shown


def press(button: TouchButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(page: OperatorsPage, row: int) -> None:
    page.rows.clicked.emit(page.rows.model().index(row, 0))


def test_somebody_is_registered_by_badge_name_role_and_pin(
    shell: Shell, show: Show, qtbot: QtBot
) -> None:
    page = show(OperatorsState(REGISTER, active=EVA))
    assert page.rows.model().rowCount() == 4
    assert not page.change.isEnabled()
    page.badge.set_text("9003")
    page.name.set_text("Siri")
    page.role.choose(Role.SUPERVISOR)
    page.pin.set_text("4711")
    with qtbot.waitSignal(shell.operators_asked) as asked:
        press(page.add)
    assert asked.args == [RegisterAsked(OperatorDraft("9003", "Siri", Role.SUPERVISOR, "4711"))]
    show(OperatorsState(REGISTER, active=EVA, registering=Registering(said=RegisterSaid())))
    assert page.pin.text == ""


def test_one_who_is_touched_is_changed_or_removed(shell: Shell, show: Show, qtbot: QtBot) -> None:
    page = show(OperatorsState(REGISTER, active=EVA))
    choose(page, 0)
    assert (page.badge.text, page.name.text, page.role.value) == ("1001", "Anna", Role.OPERATOR)
    page.role.choose(Role.TECHNICIAN)
    with qtbot.waitSignal(shell.operators_asked) as asked:
        press(page.change)
    assert asked.args == [ChangeAsked(ANNA, OperatorDraft("1001", "Anna", Role.TECHNICIAN, ""))]
    with qtbot.waitSignal(shell.operators_asked) as asked:
        press(page.remove)
    assert asked.args == [RemoveAsked(ANNA)]


@pytest.mark.parametrize("why", [*RegisterRefusal, *map(OperatorsProblem, OperatorsFault)])
def test_every_refusal_is_a_sentence(show: Show, why: RegisterRefusal | OperatorsProblem) -> None:
    page = show(OperatorsState(REGISTER, registering=Registering(said=RegisterSaid(why))))
    assert page.said.isVisible()
    assert page.said.text.endswith(".")


def test_a_register_that_cannot_be_read_says_so(show: Show) -> None:
    problem = OperatorsProblem(OperatorsFault.DAMAGED, "operators.json: line 3")
    assert "line 3" in show(OperatorsState(None, problem)).said.text


def test_a_pin_being_typed_outlives_every_second_of_the_session(show: Show) -> None:
    kept = OperatorsState(REGISTER, active=EVA, registering=Registering(said=RegisterSaid()))
    page = show(kept)
    page.pin.set_text("47")
    show(replace(kept, seconds_left=20))
    assert page.pin.text == "47"
    show(replace(kept, registering=Registering(said=RegisterSaid())))
    assert page.pin.text == ""


def test_a_register_that_goes_after_a_change_was_kept_says_so(show: Show) -> None:
    kept = OperatorsState(REGISTER, active=EVA, registering=Registering(said=RegisterSaid()))
    assert not show(kept).said.isVisible()
    gone = replace(kept, problem=OperatorsProblem(OperatorsFault.GONE))
    assert "is gone" in show(gone).said.text
