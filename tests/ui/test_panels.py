"""Each state on the screen: it says what it must, and nothing of it is cut off."""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.benches import BENCHES, FOUND, PHASES, UNIT, life_event
from wats_station.domain.phase import PhaseId
from wats_station.domain.unit import LifeEvent
from wats_station.flows.bench import Bench
from wats_station.scan.intent import Cancel, Confirm, SetPhase, ShowUnit
from wats_station.ui.bridge import Bridge
from wats_station.ui.panels.lookup import LookupPanel
from wats_station.ui.panels.phase import PhasePanel
from wats_station.ui.panels.wording import event_row
from wats_station.ui.shell import Shell
from wats_station.ui.texts import local_time
from wats_station.ui.widgets.button import TouchButton
from wats_station.ui.widgets.entry import ManualEntry
from wats_station.ui.widgets.rail import RailButton
from wats_station.ui.widgets.surface import Badge
from wats_station.ui.widgets.text import TextBlock

Show = Callable[[str | Bench], None]


@pytest.fixture
def show(bridge: Bridge, qtbot: QtBot) -> Show:
    def shown(what: str | Bench) -> None:
        bridge.show(BENCHES[what] if isinstance(what, str) else what)
        qtbot.wait(40)

    return shown


@pytest.fixture
def lookup(shell: Shell) -> LookupPanel:
    assert shell.panels is not None
    return shell.panels.lookup


@pytest.fixture
def phases(shell: Shell, show: Show) -> PhasePanel:
    show("phase")
    assert shell.panels is not None
    assert shell.panels.phase is not None
    return shell.panels.phase


def cut_off(shell: Shell) -> list[str]:
    """The texts in sight that cannot be read whole."""
    cut = []
    for widget in shell.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, TextBlock) and widget.text:
            needed = widget.heightForWidth(widget.width())
            if widget.elided or widget.height() < needed - 1:
                cut.append(widget.text)
        elif isinstance(widget, TouchButton | RailButton) and not widget.fits():
            cut.append(widget.text())
        elif isinstance(widget, Badge) and not widget.fits():
            cut.append(widget.word)
        elif isinstance(widget, ManualEntry) and not widget.fits():
            cut.append(widget.placeholderText())
    return cut


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("name", BENCHES)
def test_nothing_is_cut_off_at_1280_by_720(
    shell: Shell, show: Show, speak: Callable[[str], None], name: str, language: str
) -> None:
    speak(language)
    show(name)
    assert (shell.width(), shell.height()) == (1280, 720)
    assert cut_off(shell) == []


def test_a_unit_is_shown_whole(lookup: LookupPanel, show: Show) -> None:
    show("passing")
    card = lookup.found.identity
    assert card.serial.text == "DEMO-1001"
    assert card.part.text == "PCBA-100-01  ·  Motor controller board"
    values = [fact.value.text for fact in card.facts]
    assert values == ["Under Production", "20 Functional test", "B", "2026-W47", "Line 2"]
    assert card.chips.texts == ("WorkOrder = 4711", "Lot = L-20261120")
    assert card.grade.word == "PASSED"
    assert lookup.found.tests.rows.model().rowCount() == 2
    assert lookup.found.life.rows.model().rowCount() == 8


def test_without_a_rule_nothing_is_green(lookup: LookupPanel, show: Show) -> None:
    show("no rule")
    card = lookup.found.identity
    assert card.grade._tone == "ignored"
    assert card.rule.text == "No rule kept"


def test_parts_still_on_their_way_say_so(lookup: LookupPanel, show: Show) -> None:
    show("identity only")
    assert lookup.found.tests.note.text == "Reading the tests…"
    assert lookup.found.life.note.text == "Reading the timeline…"
    show("parts failed")
    assert "cannot be reached" in lookup.found.tests.note.text
    assert "cannot be reached" in lookup.found.life.note.text


def test_answers_of_another_unit_are_not_shown(lookup: LookupPanel, show: Show) -> None:
    other = replace(UNIT.key, part_number="OTHER")
    show(replace(BENCHES["passing"], lookup=replace(FOUND, details_of=other)))
    assert lookup.found.life.rows.model().rowCount() == 0
    assert lookup.found.identity.grade.word == "Reading…"


def test_a_relative_is_one_touch_away(
    shell: Shell, lookup: LookupPanel, show: Show, qtbot: QtBot
) -> None:
    show("failing")
    rows = lookup.found.tests.rows
    assert rows.model().rowCount() == 6
    with qtbot.waitSignal(shell.pressed) as pressed:
        rows.clicked.emit(rows.model().index(4, 0))
    assert pressed.args == ["PSU-1/PSU-200", ShowUnit("PSU-1", "PSU-200")]
    with qtbot.assertNotEmitted(shell.pressed):
        rows.clicked.emit(rows.model().index(0, 0))


def test_candidates_are_buttons(
    shell: Shell, lookup: LookupPanel, show: Show, qtbot: QtBot
) -> None:
    show("ambiguous")
    with qtbot.waitSignal(shell.pressed) as pressed:
        QTest.mouseClick(lookup.chooser.buttons[1], Qt.MouseButton.LeftButton)
    assert pressed.args == ["DEMO-2001/PCBA-200", ShowUnit("DEMO-2001", "PCBA-200")]


def test_the_empty_panel_offers_examples(
    shell: Shell, lookup: LookupPanel, show: Show, qtbot: QtBot
) -> None:
    show("empty")
    with qtbot.waitSignal(shell.pressed) as pressed:
        QTest.mouseClick(lookup.start.examples[0], Qt.MouseButton.LeftButton)
    assert pressed.args == ["DEMO-1001", ShowUnit("DEMO-1001")]


def test_what_was_not_found_is_shown_as_it_was_read(lookup: LookupPanel, show: Show) -> None:
    show("not found")
    assert lookup.message.serial.text == "NO-SUCH-UNIT"
    assert lookup.message.badge.word == "Not found"


def test_ten_thousand_events_come_and_scroll_without_a_stall(
    shell: Shell, lookup: LookupPanel, show: Show, qtbot: QtBot
) -> None:
    show("passing")
    events = tuple(life_event(number) for number in range(10_000))
    start = time.perf_counter()
    lookup.render_state(replace(FOUND, timeline=events))
    rows = lookup.found.life.rows
    rows.viewport().repaint()
    shown = time.perf_counter()
    assert shown - start < 0.3
    bar = rows.verticalScrollBar()
    for step in range(20):
        bar.setValue(bar.maximum() * step // 20)
        rows.viewport().repaint()
    assert (time.perf_counter() - shown) / 20 < 0.05


def test_times_are_local_and_plain() -> None:
    assert local_time(None) == ""
    when = life_event(0).when
    assert when is not None
    assert local_time(when) == when.astimezone().strftime("%Y-%m-%d %H:%M")


def test_a_change_without_an_operator_says_it_was_not_recorded() -> None:
    assert "not recorded" in event_row(LifeEvent(None, "tag", "Lot", "4711", None, "", "")).detail
    assert (
        "not recorded"
        not in event_row(LifeEvent(None, "phase", "Finalized", "", None, "anna", "")).detail
    )
    assert event_row(LifeEvent(None, "teleport", "X", "", None, "", "")).title == "teleport: X"


def test_allowed_phases_come_first_and_the_others_say_why(
    shell: Shell, phases: PhasePanel, qtbot: QtBot
) -> None:
    buttons = phases.choices.buttons
    finalized, shipped = buttons[PhaseId.FINALIZED], buttons[PhaseId.SHIPPED]
    assert finalized.y() < shipped.y()
    assert shipped.accessibleDescription() == "Not from Under Production"
    assert finalized.accessibleDescription() == ""
    assert len(buttons) == len(PHASES)
    assert finalized.height() == round(20 * 96 / 25.4)
    for button, number in ((finalized, "16"), (shipped, "2048")):
        with qtbot.waitSignal(shell.pressed) as pressed:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert pressed.args == [button.text(), SetPhase(number)]


def test_a_change_under_way_is_waited_for(phases: PhasePanel, show: Show) -> None:
    show("phase, busy")
    assert phases.note.text == "Changing to Finalized…"
    assert not any(button.isEnabled() for button in phases.choices.buttons.values())
    show("phase")
    assert all(button.isEnabled() for button in phases.choices.buttons.values())


def test_a_refusal_is_explained(phases: PhasePanel, show: Show) -> None:
    assert phases.explain.isHidden()
    show("phase, refusal")
    assert phases.explain.isVisible()
    assert "Burn-in" in phases.explain.what.text
    assert phases.explain.processes.model().rowCount() == 2
    assert phases.explain.confirm.isHidden()


def test_a_question_is_answered_by_touch(
    shell: Shell, phases: PhasePanel, show: Show, qtbot: QtBot
) -> None:
    show("phase, question")
    card = phases.explain
    assert "CMD-CONFIRM" in card.codes.text
    for button, meaning in ((card.confirm, Confirm()), (card.cancel, Cancel())):
        with qtbot.waitSignal(shell.pressed) as pressed:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert pressed.args == [button.text(), meaning]


def test_without_a_unit_the_panel_asks_for_one(phases: PhasePanel, show: Show) -> None:
    show("phase, no unit")
    assert phases.phase.text == "Scan a unit"
    assert phases.choices.isHidden()


def test_the_language_changes_on_the_open_window(
    phases: PhasePanel, shell: Shell, show: Show, speak: Callable[[str], None], qtbot: QtBot
) -> None:
    show("phase, question")
    speak("nb")
    qtbot.waitUntil(lambda: phases.explain.cancel.text() == "La være")
    assert shell.strip.badge.word == "AVVIST"
    assert shell.rail.buttons["PHASE"].text() == "Fase"
    assert "Operatør" in shell.status.operator.text


def test_reading_leaves_the_panel_alone_unless_the_answer_takes_long(
    qtbot: QtBot, show: Show, lookup: LookupPanel
) -> None:
    show("passing")
    show("reading")
    assert lookup.currentWidget() is lookup.found
    qtbot.waitUntil(lambda: lookup.currentWidget() is lookup.message, timeout=1000)
    show("passing")
    assert lookup.currentWidget() is lookup.found
