"""The table of next phases on its settings page: touched, kept, and put back."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.benches import BENCHES, phase
from wats_station.domain.next_phases import Following
from wats_station.domain.panel import Panel
from wats_station.domain.phase import PhaseId
from wats_station.domain.settings import PhaseSettings, Settings
from wats_station.domain.settings_layers import Origin
from wats_station.flows.bench import Bench
from wats_station.flows.settings import KeepAsked, SettingsState
from wats_station.ui.bridge import Bridge
from wats_station.ui.panels.settings.phases import PhasesPage
from wats_station.ui.shell import Shell

Show = Callable[[SettingsState], None]


def bench(state: SettingsState) -> Bench:
    return replace(BENCHES["phase"], panel=Panel.SETTINGS, settings=state)


@pytest.fixture
def show(bridge: Bridge, qtbot: QtBot) -> Show:
    def shown(state: SettingsState) -> None:
        bridge.show(bench(state))
        qtbot.wait(30)

    return shown


@pytest.fixture
def page(shell: Shell, show: Show) -> PhasesPage:
    show(SettingsState())
    assert shell.panels is not None
    assert shell.panels.settings is not None
    shell.panels.settings.open_page("phases")
    return shell.panels.settings.pages.phases


def touch(page: PhasesPage, number: int) -> str:
    button = page.buttons[number]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    return button.accessibleDescription()


def test_each_touch_is_the_next_answer(page: PhasesPage, shell: Shell, qtbot: QtBot) -> None:
    page.now.choose(int(PhaseId.FINALIZED))
    assert page.buttons[PhaseId.IN_STORAGE].accessibleDescription() == "Allowed"
    assert page.buttons[PhaseId.UNDER_PRODUCTION].accessibleDescription() == "With a supervisor"
    assert not page.keep.isEnabled()
    assert not page.standard.isEnabled()
    assert page.buttons[PhaseId.FINALIZED].isHidden()
    assert touch(page, PhaseId.IN_STORAGE) == "With a supervisor"
    assert page.keep.isEnabled()
    assert touch(page, PhaseId.IN_STORAGE) == "Not allowed"
    assert touch(page, PhaseId.REPAIRED) == "Allowed"
    with qtbot.waitSignal(shell.settings_asked) as asked:
        QTest.mouseClick(page.keep, Qt.MouseButton.LeftButton)
    row = Following((128, 256, 2048), (2, 4, 32))
    assert asked.args == [KeepAsked(Settings(phases=PhaseSettings({"16": row})))]


def test_three_touches_change_nothing(page: PhasesPage) -> None:
    page.now.choose(int(PhaseId.SCRAPPED))
    for _ in range(3):
        touch(page, PhaseId.SHIPPED)
    assert not page.keep.isEnabled()


def test_back_to_the_standard_table(
    page: PhasesPage, shell: Shell, show: Show, qtbot: QtBot
) -> None:
    kept = Settings(phases=PhaseSettings({"16": Following()}))
    show(SettingsState(kept))
    page.now.choose(int(PhaseId.FINALIZED))
    assert page.buttons[PhaseId.IN_STORAGE].accessibleDescription() == "Not allowed"
    QTest.mouseClick(page.standard, Qt.MouseButton.LeftButton)
    assert page.buttons[PhaseId.IN_STORAGE].accessibleDescription() == "Allowed"
    with qtbot.waitSignal(shell.settings_asked) as asked:
        QTest.mouseClick(page.keep, Qt.MouseButton.LeftButton)
    assert asked.args == [KeepAsked(Settings())]


def test_what_the_fleet_says_rests(page: PhasesPage, show: Show) -> None:
    show(SettingsState(fixed_by=(("phases.next", Origin.FLEET),)))
    page.now.choose(int(PhaseId.FINALIZED))
    assert not page.grid.isEnabled()
    assert not page.keep.isEnabled()


def test_the_phase_panel_goes_by_the_table(bridge: Bridge, shell: Shell, qtbot: QtBot) -> None:
    row = Following((int(PhaseId.SHIPPED),), (int(PhaseId.SCRAPPED),))
    kept = Settings(phases=PhaseSettings({"2": row}))
    bridge.show(replace(BENCHES["phase"], settings=SettingsState(kept)))
    qtbot.wait(30)
    assert shell.panels is not None
    assert shell.panels.phase is not None
    buttons = shell.panels.phase.choices.buttons
    assert buttons[PhaseId.SHIPPED].accessibleDescription() == ""
    assert buttons[PhaseId.SCRAPPED].accessibleDescription() == "With a supervisor"
    not_from = f"Not from {phase(PhaseId.UNDER_PRODUCTION).name}"
    assert buttons[PhaseId.FINALIZED].accessibleDescription() == not_from
