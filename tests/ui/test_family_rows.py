"""The tree as it is shown: set in by level, each unit one touch or one key away."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.lookup_states import TREE, family
from wats_station.scan.intent import ShowUnit
from wats_station.ui.bridge import Bridge
from wats_station.ui.panels import found
from wats_station.ui.panels.wording import relative_row
from wats_station.ui.shell import Shell


def card_of(shell: Shell) -> found.TestsCard:
    assert shell.panels is not None
    return shell.panels.lookup.found.tests


def names(card: found.TestsCard) -> list[str]:
    model = card.rows.model()
    return [
        model.data(model.index(row, 0), Qt.ItemDataRole.UserRole).title
        for row in range(model.rowCount())
    ]


def test_the_tree_takes_the_place_of_the_direct_level(
    bridge: Bridge, shell: Shell, qtbot: QtBot
) -> None:
    bridge.show(family(None))
    card = card_of(shell)
    qtbot.waitUntil(lambda: names(card) == ["MODULE-77", "PSU-1"])
    bridge.show(family(TREE))
    whole = ["RACK-1", "MODULE-77", *(f"PSU-{level}" for level in range(1, 7))]
    qtbot.waitUntil(lambda: names(card) == whole)


def test_each_level_is_set_in_and_says_where_it_stands() -> None:
    rows = [relative_row(each) for each in TREE.below]
    assert [row.indent for row in rows] == [0, 1, 2, 3, 4, 5]
    assert rows[0].detail == "PSU-200 · Built in here · touch to show"
    assert rows[2].detail == "PSU-200 · Level 3 · touch to show"
    above = relative_row(TREE.above[0])
    assert (above.symbol, above.detail) == ("parent", "RACK · 2 levels up · touch to show")


def test_every_unit_of_it_is_a_touch_or_a_key_away(
    bridge: Bridge, shell: Shell, qtbot: QtBot
) -> None:
    bridge.show(family(TREE))
    card = card_of(shell)
    qtbot.waitUntil(lambda: len(names(card)) == 8)
    rows, panels = card.rows, shell.panels
    assert panels is not None
    rows.scrollToTop()
    with qtbot.waitSignal(panels.pressed) as pressed:
        middle = rows.visualRect(rows.model().index(0, 0)).center()
        QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert pressed.args[1] == ShowUnit("RACK-1", "RACK")
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(rows, Qt.Key.Key_End)
    with qtbot.waitSignal(panels.pressed) as pressed:
        QTest.keyClick(rows, Qt.Key.Key_Space)
    assert pressed.args[1] == ShowUnit("PSU-6", "PSU-200")
