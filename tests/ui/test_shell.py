"""The frame: where the keyboard goes, how a close is refused, what is heard when."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.benches import BENCHES
from tests.ui.gallery import FACTS
from wats_station.domain.panel import Panel
from wats_station.scan.intent import OpenPanel
from wats_station.ui.bridge import Bridge
from wats_station.ui.facts import WindowFacts
from wats_station.ui.metrics import Metrics
from wats_station.ui.shell import Shell
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton


def focused(shell: Shell) -> QWidget | None:
    return shell.focusWidget()


def keys(shell: Shell, text: str) -> None:
    """Keys as the window system sends them: to the window, not to a widget."""
    for character in text:
        key = Qt.Key.Key_Return if character == "\r" else Qt.Key(ord(character.upper()))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character)
            QCoreApplication.sendEvent(shell.windowHandle(), event)


def test_the_entry_has_the_keyboard_from_the_start(shell: Shell, qtbot: QtBot) -> None:
    assert focused(shell) is shell.strip.entry
    with qtbot.waitSignal(shell.typed) as typed:
        keys(shell, "DEMO-1001\r")
    assert typed.args == ["DEMO-1001"]
    assert shell.strip.entry.text() == ""


def test_an_empty_entry_is_sent_too(shell: Shell, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shell.typed) as typed:
        keys(shell, "\r")
    assert typed.args == [""]


def test_the_entry_cuts_nothing(shell: Shell, qtbot: QtBot) -> None:
    shell.strip.entry.setText("A" * 5000)
    with qtbot.waitSignal(shell.typed) as typed:
        keys(shell, "\r")
    assert typed.args == ["A" * 5000]


def test_a_change_of_panel_gives_the_keyboard_back(
    shell: Shell, bridge: Bridge, qtbot: QtBot
) -> None:
    for name in ("phase", "passing"):
        shell.rail.buttons["PHASE"].setFocus()
        bridge.show(BENCHES[name])
        qtbot.waitUntil(lambda: focused(shell) is shell.strip.entry)


@pytest.mark.parametrize("name", ["ambiguous", "phase, question", "passing", "phase"])
def test_enter_and_letters_press_nothing_but_reach_the_entry(
    shell: Shell, bridge: Bridge, qtbot: QtBot, name: str
) -> None:
    bridge.show(BENCHES[name])
    qtbot.wait(20)
    reachable = [
        each
        for each in shell.findChildren(QWidget)
        if each.isVisible() and each.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    assert len(reachable) > 4
    for widget in reachable:
        widget.setFocus()
        with (
            qtbot.assertNotEmitted(shell.pressed),
            qtbot.waitSignal(shell.typed) as typed,
        ):
            keys(shell, "SN1\r")
        assert typed.args == ["SN1"]


def test_a_touch_leaves_the_keyboard_where_it_is(
    shell: Shell, bridge: Bridge, qtbot: QtBot
) -> None:
    bridge.show(BENCHES["ambiguous"])
    qtbot.wait(20)
    assert shell.panels is not None
    with qtbot.waitSignal(shell.pressed):
        QTest.mouseClick(shell.panels.lookup.chooser.buttons[0], Qt.MouseButton.LeftButton)
    assert focused(shell) is shell.strip.entry


def test_no_scanner_key_is_bound(shell: Shell, bridge: Bridge, qtbot: QtBot) -> None:
    bridge.show(BENCHES["phase"])
    qtbot.wait(20)
    bound = [each.key() for each in shell.findChildren(QShortcut)]
    bound += [each.shortcut() for each in shell.findChildren(QAction)]
    assert QKeySequence("Ctrl+Q") not in bound
    assert QKeySequence("Ctrl+Y") not in bound
    entry = shell.strip.entry
    keys(shell, "AB")
    entry.undo()
    before = entry.text()
    QTest.keyClick(entry, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(entry, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert entry.text() == before


def test_a_close_is_refused_until_it_is_allowed(shell: Shell, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shell.close_requested):
        assert not shell.close()
    assert shell.isVisible()
    shell.allow_close()
    assert shell.close()


def test_the_rail_asks_and_the_state_answers(shell: Shell, qtbot: QtBot) -> None:
    button = shell.rail.buttons["PHASE"]
    with qtbot.waitSignal(shell.pressed) as pressed:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed.args == ["Phase", OpenPanel(Panel.PHASE)]
    assert not button.isChecked()
    shell.show_panel("PHASE")
    assert button.isChecked()


def test_a_practice_station_says_so(shell: Shell) -> None:
    assert shell.banner.isVisible()
    shell.set_facts(WindowFacts(False, "LINE-1", "kari", "https://wats", "1.0"))
    assert not shell.banner.isVisible()
    assert "kari" in shell.status.operator.text


def test_a_denser_screen_gets_a_larger_window(qtbot: QtBot) -> None:
    """As many millimetres, so that what fits one screen fits another."""
    for dpi, size, least in ((96, (1280, 720), (960, 540)), (144, (1920, 1080), (1440, 810))):
        window = Shell(FACTS, Theme("light", Metrics(dpi)))
        qtbot.addWidget(window)
        assert window.size().toTuple() == window.sizeHint().toTuple() == size
        assert window.minimumSize().toTuple() == least
        window.allow_close()


def test_not_listening_covers_the_strip(shell: Shell) -> None:
    shell.set_listening(False)
    assert shell.strip.not_listening_shown
    shell.set_listening(True)
    assert not shell.strip.not_listening_shown


def test_targets_are_large_enough(shell: Shell, bridge: Bridge, qtbot: QtBot) -> None:
    bridge.show(BENCHES["phase, question"])
    qtbot.wait(20)
    sizes = Shell.findChildren(shell, TouchButton)
    least = round(12 * 96 / 25.4)
    assert min(min(each.width(), each.height()) for each in sizes if each.isVisible()) >= least


def test_a_line_edit_is_only_in_the_strip(shell: Shell) -> None:
    assert shell.findChildren(QLineEdit) == [shell.strip.entry]


def test_the_first_paint_knows_nothing_of_the_domain() -> None:
    import subprocess
    import sys

    code = "import sys, wats_station.ui.shell; print(*sorted(sys.modules))"
    root = Path(__file__).resolve().parents[2]
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root
    )
    ours = {name for name in result.stdout.split() if name.startswith("wats_station.")}
    assert not [name for name in ours if name.split(".")[1] not in {"ui"}]
    assert "dataclasses" not in result.stdout.split()


def test_keys_that_nobody_wants_end_in_a_window_that_is_not_in_front(
    shell: Shell, qtbot: QtBot
) -> None:
    """Held-back keys are given back to their window, in front or not."""
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    for key, text in ((Qt.Key.Key_Return, "\r"), (Qt.Key.Key_A, "\x01"), (Qt.Key.Key_7, "7")):
        press = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
        QCoreApplication.sendEvent(shell, press)
    assert shell.strip.entry.text() == "7"
