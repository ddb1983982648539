"""The keyboard alone: Tab comes everywhere and is seen, Escape leads back to the scan strip."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.settings_states import STATE, bench_of
from tests.ui.test_display_switch import SHOWN
from wats_station.ui.bridge import Bridge
from wats_station.ui.panels.settings.pages import NAMES
from wats_station.ui.panels.settings.panel import SettingsPanel
from wats_station.ui.shell import Shell


@pytest.fixture
def active(shell: Shell, qtbot: QtBot) -> Shell:
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    return shell


@pytest.fixture
def settings(active: Shell, bridge: Bridge, qtbot: QtBot) -> SettingsPanel:
    bridge.show(bench_of(STATE))
    qtbot.wait(40)
    assert active.panels is not None
    assert active.panels.settings is not None
    return active.panels.settings


def tabbed(shell: Shell) -> list[QWidget]:
    """What the Tab key reaches, from the entry field all the way round to it."""
    shell.strip.entry.setFocus()
    reached = list[QWidget]()
    for _ in range(200):
        focused = shell.focusWidget()
        assert focused is not None
        if reached and focused is reached[0]:
            return reached
        reached.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    raise AssertionError("Tab never comes back to where it began")


def reachable(shell: Shell) -> set[QWidget]:
    """What is to be reached: all that takes the keyboard, in sight and not asleep."""
    return {
        each
        for each in shell.findChildren(QWidget)
        if each.isVisible()
        and each.isEnabled()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        # The line of a choice has the keyboard by way of its box.
        and each.focusProxy() is None
    }


def unseen(widgets: list[QWidget]) -> list[str]:
    """Those of them that look the same with the keyboard and without."""
    alike = []
    for widget in widgets:
        if isinstance(widget, QAbstractItemView) and widget.model().rowCount() == 0:
            continue  # there is nothing in it to be chosen
        widget.setFocus()
        with_focus = widget.grab().toImage()
        widget.clearFocus()
        if widget.grab().toImage() == with_focus:
            alike.append(f"{type(widget).__name__} {widget.accessibleName()}")
    return alike


@pytest.mark.parametrize("name", [each for each in SHOWN if not each.startswith("settings")])
def test_tab_reaches_everything_of_every_panel_and_is_seen(
    active: Shell, bridge: Bridge, qtbot: QtBot, name: str
) -> None:
    bridge.show(SHOWN[name])
    qtbot.wait(30)
    reached = tabbed(active)
    assert reachable(active) <= set(reached)
    assert set(active.rail.buttons.values()) <= set(reached)
    assert unseen(reached) == []


def test_tab_reaches_every_setting_and_is_seen(active: Shell, settings: SettingsPanel) -> None:
    for page in NAMES:
        settings.open_page(page)
        reached = tabbed(active)
        assert reachable(active) <= set(reached), page
        assert set(settings.buttons.values()) <= set(reached), page
        assert unseen(reached) == [], page


def test_the_rail_is_pressed_by_the_keyboard(active: Shell, qtbot: QtBot) -> None:
    button = active.rail.buttons["REPAIR"]
    assert button in tabbed(active)
    button.setFocus()
    with qtbot.waitSignal(active.pressed) as pressed:
        QTest.keyClick(button, Qt.Key.Key_Space)
    assert pressed.args[0] == "Repair"


@pytest.mark.parametrize("page", ["station", "display"])
def test_escape_leads_back_to_the_entry_and_then_clears_it(
    active: Shell, settings: SettingsPanel, page: str
) -> None:
    settings.open_page(page)
    entry = active.strip.entry
    for widget in tabbed(active):
        widget.setFocus()
        entry.setText("DEMO")
        QTest.keyClick(widget, Qt.Key.Key_Escape)
        assert entry.hasFocus()
        if widget is not entry:
            assert entry.text() == "DEMO"
            QTest.keyClick(entry, Qt.Key.Key_Escape)
        assert entry.text() == ""
