"""The rail counts what waits in the outbox and what was not done; words say it as well."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.benches import BENCHES
from tests.ui.settings_states import STATE, bench_of
from wats_station.ui.bridge import Bridge
from wats_station.ui.panels.settings.panel import SettingsPanel
from wats_station.ui.shell import Shell
from wats_station.ui.widgets.rail import Count, Rail
from wats_station.ui.widgets.rows import RowList


def outbox(rail: Rail) -> tuple[str, tuple[Count, ...]]:
    button = rail.buttons["OUTBOX"]
    return button.accessibleName(), button.counts


def test_what_is_refused_is_counted_at_once_and_what_waits_after_a_while(
    shell: Shell, bridge: Bridge, qtbot: QtBot
) -> None:
    bridge.show(BENCHES["outbox, refused"])
    refused = Count(2, "refused", "refused")
    qtbot.waitUntil(lambda: outbox(shell.rail) == ("Outbox, not done: 2", (refused,)), timeout=1000)
    both = ("Outbox, not done: 2, waiting: 3", (refused, Count(3, "queued", "queued")))
    qtbot.waitUntil(lambda: outbox(shell.rail) == both, timeout=4000)
    assert shell.rail.buttons["OUTBOX"].fits()
    bridge.show(BENCHES["outbox, empty"])
    qtbot.waitUntil(lambda: outbox(shell.rail) == ("Outbox", ()), timeout=1000)


def test_what_is_delivered_at_once_is_never_counted(shell: Shell, qtbot: QtBot) -> None:
    rail = shell.rail
    for waiting in (1, 0, 1, 2, 0):
        rail.count_outbox(waiting, 0)
        assert outbox(rail) == ("Outbox", ())
    qtbot.wait(2300)
    assert outbox(rail) == ("Outbox", ())


def test_a_count_that_is_shown_follows_at_once(shell: Shell, qtbot: QtBot) -> None:
    rail = shell.rail
    rail.count_outbox(1, 0)
    qtbot.waitUntil(lambda: bool(rail.buttons["OUTBOX"].counts), timeout=4000)
    rail.count_outbox(250, 0)
    assert rail.buttons["OUTBOX"].counts[0].text == "99+"
    assert rail.buttons["OUTBOX"].accessibleName() == "Outbox, waiting: 250"
    assert rail.buttons["OUTBOX"].fits()


def test_the_count_is_named_in_another_language_too(
    shell: Shell, speak: Callable[[str], None], qtbot: QtBot
) -> None:
    shell.rail.count_outbox(0, 4)
    speak("nb")
    qtbot.waitUntil(lambda: outbox(shell.rail)[0] == "Utboks, ikke utført: 4")


@pytest.fixture
def settings(shell: Shell, bridge: Bridge, qtbot: QtBot) -> SettingsPanel:
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    bridge.show(bench_of(STATE))
    qtbot.waitUntil(lambda: shell.panels is not None and shell.panels.settings is not None)
    qtbot.wait(20)
    assert shell.panels is not None
    assert shell.panels.settings is not None
    return shell.panels.settings


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


@pytest.mark.parametrize("page", ["server", "station", "ports", "sounds", "display", "operators"])
def test_tab_reaches_the_whole_rail_and_every_setting(
    shell: Shell, settings: SettingsPanel, page: str
) -> None:
    settings.open_page(page)
    reached = set(tabbed(shell))
    assert set(shell.rail.buttons.values()) <= reached
    assert set(settings.buttons.values()) <= reached
    wanted = {
        each
        for each in settings.pages[page].findChildren(QWidget)
        if each.isVisible()
        and each.isEnabled()
        and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        # The line of a choice has the keyboard by way of its box.
        and each.focusProxy() is None
    }
    assert wanted <= reached
    assert len(wanted) > 2


def test_the_focus_is_seen_wherever_tab_leads(shell: Shell, settings: SettingsPanel) -> None:
    unseen = list[QWidget]()
    for page in settings.pages:
        settings.open_page(page)
        for widget in tabbed(shell):
            if isinstance(widget, RowList) and widget.model().rowCount() == 0:
                continue  # there is nothing in it to be chosen
            widget.setFocus()
            with_focus = widget.grab().toImage()
            widget.clearFocus()
            if widget.grab().toImage() == with_focus:
                unseen.append(widget)
    assert not unseen


@pytest.mark.parametrize("page", ["station", "display"])
def test_escape_leads_back_to_the_entry_and_then_clears_it(
    shell: Shell, settings: SettingsPanel, page: str
) -> None:
    settings.open_page(page)
    entry = shell.strip.entry
    for widget in tabbed(shell):
        widget.setFocus()
        entry.setText("DEMO")
        QTest.keyClick(widget, Qt.Key.Key_Escape)
        assert entry.hasFocus()
        if widget is not entry:
            assert entry.text() == "DEMO"
            QTest.keyClick(entry, Qt.Key.Key_Escape)
        assert entry.text() == ""
