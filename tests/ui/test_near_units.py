"""A serial number that is not there: what was read, and near matches one touch away."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.lookup_states import with_near
from wats_station.scan.intent import ShowUnit
from wats_station.ui.bridge import Bridge
from wats_station.ui.panels.units_offered import NearUnits
from wats_station.ui.shell import Shell

LONG = "DEMO-1001-20261129-LINE-2"


def offered(shell: Shell) -> NearUnits:
    assert shell.panels is not None
    return shell.panels.lookup.message.near


def test_each_is_one_touch_away(bridge: Bridge, shell: Shell, qtbot: QtBot) -> None:
    bridge.show(with_near("DEMO-1001", "DEMO-1002"))
    near = offered(shell)
    qtbot.waitUntil(near.isVisible)
    visible = [button for button in near.buttons if button.isVisible()]
    assert [button.text() for button in visible] == ["DEMO-1001", "DEMO-1002"]
    assert visible[0].accessibleDescription() == "PCBA-100-01  ·  Under Production"
    assert shell.panels is not None
    with qtbot.waitSignal(shell.panels.pressed) as pressed:
        QTest.mouseClick(visible[1], Qt.MouseButton.LeftButton)
    assert pressed.args == ["DEMO-1002/PCBA-100-01", ShowUnit("DEMO-1002", "PCBA-100-01")]
    with qtbot.waitSignal(shell.panels.pressed) as pressed:
        visible[0].setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(visible[0], Qt.Key.Key_Space)
    assert pressed.args[1] == ShowUnit("DEMO-1001", "PCBA-100-01")


def test_six_long_ones_can_be_read_and_hit(bridge: Bridge, shell: Shell, qtbot: QtBot) -> None:
    shell.resize(1280, 720)
    bridge.show(with_near(*(f"{LONG}-{number}" for number in range(6))))
    near = offered(shell)
    qtbot.waitUntil(near.isVisible)
    assert all(button.fits() for button in near.buttons)
    panel = shell.panels
    assert panel is not None
    for button in near.buttons:
        corner = button.mapTo(panel, button.rect().bottomRight())
        assert panel.rect().contains(corner)


def test_none_are_offered_where_there_are_none(bridge: Bridge, shell: Shell, qtbot: QtBot) -> None:
    bridge.show(with_near("DEMO-1001"))
    qtbot.waitUntil(offered(shell).isVisible)
    bridge.show(with_near())
    qtbot.waitUntil(offered(shell).isHidden)
