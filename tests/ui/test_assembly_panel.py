"""The assembly panel as it is shown and touched."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.support.assemblies import CTRL
from tests.ui import assembly_states as states
from wats_station.flows.assembly.state import (
    AssemblyLeft,
    AssemblyState,
    Confirmed,
    DisassembleAsked,
    ReasonGiven,
    RemoveAsked,
    ReplaceAsked,
    VerifyAsked,
)
from wats_station.scan.intent import ShowUnit
from wats_station.ui.panels.assembly.panel import AssemblyPanel, MessagePage, OpenPage
from wats_station.ui.theme import Theme
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.surface import Badge
from wats_station.ui.widgets.text import TextBlock
from wats_station.ui.widgets.tiles import TileField


@pytest.fixture
def panel(qtbot: QtBot) -> AssemblyPanel:
    panel = AssemblyPanel(Theme("light"))
    qtbot.addWidget(panel)
    panel.resize(1080, 540)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


@pytest.fixture
def pressed(panel: AssemblyPanel) -> list[object]:
    """What the panel asks for."""
    asked: list[object] = []
    panel.pressed.connect(lambda _text, what: asked.append(what))
    return asked


def seen(panel: QWidget) -> str:
    """Every word that is in sight."""
    blocks = [each.text for each in panel.findChildren(TextBlock) if each.isVisible()]
    badges = [each.word for each in panel.findChildren(Badge) if each.isVisible()]
    buttons = [each.text() for each in panel.findChildren(TouchButton) if each.isVisible()]
    return "\n".join((*blocks, *badges, *buttons))


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def index_of(field: TileField, row: int) -> QModelIndex:
    return field.model().index(row, 0)


def touch_tile(field: TileField, row: int) -> None:
    middle = field.visualRect(index_of(field, row)).center()
    QTest.mouseClick(field.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(middle))


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (states.NOTHING, "Scan the unit you are building"),
        (states.HALF_DONE, "Left half done"),
        (states.READING, "Reading what it is built of…"),
        (states.ONE, "1 of 3"),
        (states.WORKING, "Working on P-2…"),
        (states.DONE, "COMPLETE"),
        (states.VERIFIED, "The server says so too. Scan the next unit to build."),
        (states.DONE_UNCONFIRMED, "It is complete once the server confirms it."),
        (states.DONE_UNCONFIRMED, "Not confirmed yet"),
        (states.REMOVING, "The next unit you scan comes out."),
        (states.REPLACING, "Scan the unit that goes in instead of C-1."),
        (states.TAKING_ALL, "ARE YOU SURE?"),
        (states.WRONG_REVISION, "Not built in"),
        (states.STRANGER, "X-1 (DISP-7) is in this unit, and no position takes it."),
        (states.STRANGER, "This server keeps no positions"),
        (states.NO_TEMPLATE, "No box build"),
        (states.FAILED, "Not read"),
        (states.INSIDE, "Up to RACK-1"),
        (states.NO_TEMPLATE_INSIDE, "Up to RACK-1"),
        (states.JUST_REPLACED, "Why was C-0 replaced?"),
    ],
)
def test_each_state_says_what_it_is(panel: AssemblyPanel, state: AssemblyState, words: str) -> None:
    panel.render_state(state)
    assert words in seen(panel)


def test_a_tile_says_part_number_and_state_to_a_screen_reader(panel: AssemblyPanel) -> None:
    panel.render_state(states.QUEUED)
    field = panel.open.slots
    said = [index_of(field, row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert said == [
        "CTRL-100 · 1 · Revision B · Motor controller board · C-1",
        "PSU-220 · 2 · Not confirmed yet · P-1",
        "SENS-10 · 3 · Revision B,C · Pressure sensor board · Open",
    ]
    assert field.accessibleName() == "Positions"


def test_a_child_that_is_built_of_parts_says_how_far_it_is(panel: AssemblyPanel) -> None:
    panel.render_state(states.INSIDE)
    field = panel.open.slots
    said = [index_of(field, row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert said == [
        "CTRL-100 · 1 · Its own parts: 2 of 4 · C-1",
        "PSU-220 · 2 · Revision A · Power supply 220 W · P-1",
        "SENS-10 · 3 · Its own parts: 3 of 3 · S-1",
    ]


@pytest.mark.parametrize("state", [states.INSIDE, states.NO_TEMPLATE_INSIDE])
def test_a_touch_goes_back_up(
    panel: AssemblyPanel, pressed: list[object], state: AssemblyState
) -> None:
    panel.render_state(state)
    page = panel.currentWidget()
    assert isinstance(page, OpenPage | MessagePage)
    click(page.up)
    assert pressed == [ShowUnit("RACK-1")]


def test_a_reason_is_typed_and_told_before_the_next_scan(
    panel: AssemblyPanel, pressed: list[object]
) -> None:
    panel.render_state(states.JUST_REPLACED)
    reason = panel.open.reason
    QTest.keyClicks(reason.reason.line, "cracked")
    panel.commit()
    panel.commit()
    assert pressed == [ReasonGiven(0, "cracked")]
    click(reason.leave)
    assert pressed[1:] == [ReasonGiven(0, "")]


def test_what_was_typed_stays_while_a_refusal_is_in_front_and_goes_with_the_replacement(
    panel: AssemblyPanel,
) -> None:
    panel.render_state(states.JUST_REPLACED)
    reason = panel.open.reason
    QTest.keyClicks(reason.reason.line, "cracked")
    panel.render_state(replace(states.JUST_REPLACED, refused=states.FAILING.refused))
    assert not reason.isVisible()
    panel.render_state(states.JUST_REPLACED)
    assert (reason.isVisible(), reason.reason.text) == (True, "cracked")
    panel.render_state(states.ONE)
    panel.render_state(states.JUST_REPLACED)
    assert reason.reason.text == ""


def test_a_touched_unit_is_taken_out_replaced_or_opened(
    panel: AssemblyPanel, pressed: list[object]
) -> None:
    panel.render_state(states.ONE)
    assert not panel.open.chosen.isVisible()
    touch_tile(panel.open.slots, 0)
    assert panel.open.chosen.isVisible()
    for button in (panel.open.chosen.take_out, panel.open.chosen.replace, panel.open.chosen.open):
        click(button)
    assert pressed == [
        RemoveAsked(0, CTRL.key),
        ReplaceAsked(0, CTRL.key),
        ShowUnit("C-1", "CTRL-100"),
    ]
    touch_tile(panel.open.slots, 0)
    assert not panel.open.chosen.isVisible()
    touch_tile(panel.open.slots, 1)
    assert not panel.open.chosen.isVisible()


def test_a_touch_brings_a_unit_before_the_last_refusal_and_a_new_one_comes_before_it(
    panel: AssemblyPanel,
) -> None:
    panel.render_state(states.WRONG_REVISION)
    touch_tile(panel.open.slots, 0)
    assert (panel.open.chosen.isVisible(), panel.open.refusal.isVisible()) == (True, False)
    panel.render_state(states.FAILING)
    assert (panel.open.chosen.isVisible(), panel.open.refusal.isVisible()) == (False, True)


def test_the_buttons_below_ask_what_their_barcodes_ask(
    panel: AssemblyPanel, pressed: list[object]
) -> None:
    panel.render_state(states.DONE)
    for button in (panel.open.verify, panel.open.disassemble, panel.open.put_away):
        click(button)
    assert pressed == [VerifyAsked(0), DisassembleAsked(0), AssemblyLeft(0)]


def test_the_question_is_answered_by_touch_or_by_keyboard(
    panel: AssemblyPanel, pressed: list[object]
) -> None:
    panel.render_state(states.TAKING_ALL)
    click(panel.open.question.confirm)
    panel.open.question.leave.setFocus()
    QTest.keyClick(panel.open.question.leave, Qt.Key.Key_Space)
    assert pressed == [Confirmed(0), AssemblyLeft(0)]


def test_while_something_is_under_way_no_button_asks_for_more(
    panel: AssemblyPanel, pressed: list[object]
) -> None:
    panel.render_state(states.WORKING)
    for button in (panel.open.verify, panel.open.disassemble, panel.open.put_away):
        click(button)
    assert pressed == []


def test_a_half_done_assembly_is_opened_by_touch(
    panel: AssemblyPanel, pressed: list[object]
) -> None:
    panel.render_state(states.HALF_DONE)
    rows = panel.empty.left
    middle = rows.visualRect(rows.model().index(1, 0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert pressed == [ShowUnit("DEMO-3100", "RACK-9")]


def test_the_keyboard_moves_over_the_tiles_and_chooses_one(panel: AssemblyPanel) -> None:
    panel.render_state(states.DONE)
    field = panel.open.slots
    field.setFocus()
    field.setCurrentIndex(index_of(field, 0))
    QTest.keyClick(field, Qt.Key.Key_Right)
    QTest.keyClick(field, Qt.Key.Key_Space)
    assert panel.open.chosen.serial.text == "P-1"


def test_five_hundred_slots_are_one_widget_and_the_last_is_in_reach(panel: AssemblyPanel) -> None:
    panel.render_state(states.LARGE)
    field = panel.open.slots
    assert field.model().rowCount() == 500
    widgets = len(panel.findChildren(QWidget))
    panel.render_state(states.ONE)
    assert len(panel.findChildren(QWidget)) == widgets
    panel.render_state(states.LARGE)
    field.scrollToBottom()
    assert field.viewport().rect().intersects(field.visualRect(index_of(field, 499)))


def test_tiles_of_a_row_fill_it_and_are_large_enough_for_gloves(panel: AssemblyPanel) -> None:
    panel.render_state(states.DONE)
    field = panel.open.slots
    tops = {field.visualRect(index_of(field, row)).top() for row in range(3)}
    assert len(tops) == 1
    assert field.visualRect(index_of(field, 0)).height() >= Theme("light").metrics.mm(20)


def test_the_panel_speaks_norwegian_at_once(
    panel: AssemblyPanel, speak: Callable[[str], None], qtbot: QtBot
) -> None:
    panel.render_state(states.DONE)
    speak("nb")
    qtbot.waitUntil(lambda: "KOMPLETT" in seen(panel))
    assert "Ta alt ut" in seen(panel)
