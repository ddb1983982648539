"""The scan strip's undo: there while the last change of the shown unit can be taken back."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.benches import BENCHES
from wats_station.domain.unit import Tag
from wats_station.flows.bench.state import Undoable
from wats_station.flows.phase.state import TagChange
from wats_station.scan.intent import Undo
from wats_station.ui.bridge import Bridge
from wats_station.ui.shell import Shell
from wats_station.ui.sounds import Sounds


def test_it_is_there_while_something_can_be_undone_and_asks_what_its_code_asks(
    shell: Shell, qtbot: QtBot
) -> None:
    shell.open_panels()
    bridge = Bridge(shell, Sounds())
    bench = BENCHES["passing"]
    unit = bench.current_unit
    assert unit is not None
    button = shell.strip.undo
    assert button.isHidden()
    bridge.show(replace(bench, undo=Undoable(unit.key, TagChange(Tag("Lot", "1")))))
    qtbot.waitUntil(button.isVisible)
    with qtbot.waitSignal(shell.pressed) as pressed:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed.args == ["Undo", Undo()]
    bridge.show(bench)
    qtbot.waitUntil(button.isHidden)
