"""The phase panel: tags of the batch, units on hold, explained refusals, batch mode."""

from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.benches import BENCHES
from tests.ui.defects import cut_off
from tests.ui.phase_states import FAILED_TEST, PHASE_BENCHES, batch_of
from wats_station.domain.panel import Panel
from wats_station.domain.unit import UnitKey
from wats_station.flows.batch import BatchLeft, BatchState, BatchWanted
from wats_station.flows.bench import Bench, HoldReasonAsked
from wats_station.flows.tagging import BatchTags, NewBatch, TagGiven
from wats_station.scan.intent import (
    Cancel,
    OpenPanel,
    Release,
    SetPhase,
    SetProcess,
    SetTag,
    ShowUnit,
)
from wats_station.ui.bridge import Bridge
from wats_station.ui.panels.phase import PhasePanel
from wats_station.ui.shell import Shell
from wats_station.ui.widgets.rows import RowList

Show = Callable[[str | Bench], PhasePanel]


@pytest.fixture
def show(bridge: Bridge, shell: Shell, qtbot: QtBot) -> Show:
    def shown(what: str | Bench) -> PhasePanel:
        bridge.show(PHASE_BENCHES[what] if isinstance(what, str) else what)
        qtbot.wait(40)
        assert shell.panels is not None
        assert shell.panels.phase is not None
        return shell.panels.phase

    return shown


def pressed(qtbot: QtBot, shell: Shell, button: QWidget) -> object:
    with qtbot.waitSignal(shell.pressed) as signal:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert signal.args is not None
    return signal.args[1]


def rows_of(rows: RowList) -> list[str]:
    model = rows.model()
    return [str(model.data(model.index(row, 0))) for row in range(model.rowCount())]


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("name", [name for name in PHASE_BENCHES if "lookup" not in name])
def test_nothing_is_cut_off(
    name: str, language: str, shell: Shell, show: Show, speak: Callable[[str], None]
) -> None:
    speak(language)
    show(name)
    assert cut_off(shell) == []


def test_the_failing_step_stands_on_the_card_with_value_and_limits(show: Show) -> None:
    card = show("phase, explained").explain
    assert card.failure.text.startswith("Functional test failed · ")
    assert "TEST-30" in card.failure.text
    first, second = rows_of(card.steps)
    assert first == "R12 resistance · 10.9 Ohm · Main/R12 resistance · 9.5 … 10.5 Ohm"
    assert second.startswith("C7 capacitance · 120 uF")
    assert card.rule.text == "Rule: every process that is required must have passed its last run."
    assert card.who.text == "A technician clears this: repair, then the test again."
    assert card.steps.accessibleName() == "Failed steps"


def test_the_card_is_there_before_the_failure_is_read_and_fills_in(show: Show) -> None:
    card = show("phase, explaining").explain
    assert card.isVisible()
    assert card.failure.text == "Reading how Functional test failed…"
    assert card.steps.isHidden()
    show("phase, explained")
    assert len(rows_of(card.steps)) == len(FAILED_TEST.steps)


def test_what_cannot_be_read_is_said(show: Show) -> None:
    card = show("phase, unexplained").explain
    assert card.failure.text.startswith("How Functional test failed could not be read.")
    assert card.steps.isHidden()


def test_each_refusal_has_its_one_next_action(show: Show, shell: Shell, qtbot: QtBot) -> None:
    card = show("phase, explained").explain
    assert card.action.text() == "Open Repair"
    assert pressed(qtbot, shell, card.action) == OpenPanel(Panel.REPAIR)
    card = show("phase, never run").explain
    assert card.action.text() == "Set process 30 Burn-in"
    assert pressed(qtbot, shell, card.action) == SetProcess("30")
    assert card.failure.isHidden()
    assert card.cancel.text() == "Other phases"
    assert pressed(qtbot, shell, card.cancel) == Cancel()


def test_without_a_rule_the_card_says_so(show: Show) -> None:
    assert show("phase, no rule, failed").explain.rule.text.startswith("No rule is kept")


def test_missing_tags_are_typed_where_the_card_leads(
    show: Show, shell: Shell, qtbot: QtBot
) -> None:
    panel = show("phase, tags missing")
    QTest.mouseClick(panel.explain.action, Qt.MouseButton.LeftButton)
    field = panel.tags.fields["Lot"]
    assert field.line.hasFocus()
    QTest.keyClicks(field.line, "L-7")
    with qtbot.waitSignal(shell.pressed) as signal:
        QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert signal.args == ["Lot=L-7", TagGiven(0, "Lot", "L-7")]


def test_what_is_in_force_is_shown_until_the_next_batch(
    show: Show, shell: Shell, qtbot: QtBot
) -> None:
    panel = show("phase, tags")
    lot, order = panel.tags.fields["Lot"], panel.tags.fields["WorkOrder"]
    assert (lot.text, lot.isEnabled()) == ("L-20261129", False)
    assert (order.text, order.isEnabled()) == ("", True)
    assert panel.tags.rule.text.startswith("Type it, or scan CMD-TAG-WorkOrder=…")
    QTest.keyClicks(order.line, "47")
    assert pressed(qtbot, shell, panel.tags.new) == NewBatch(0)
    show(replace(PHASE_BENCHES["phase, tags"], tags=BatchTags()))
    assert (lot.text, lot.isEnabled()) == ("", True)
    assert order.text == "47"


def test_where_no_tags_are_required_there_is_no_strip(show: Show) -> None:
    assert show(BENCHES["phase"]).tags.isHidden()


def test_a_unit_on_hold_says_why_and_takes_a_reason(show: Show, shell: Shell, qtbot: QtBot) -> None:
    row = show("phase, on hold").hold
    assert row.why.text == "Nobody has said why."
    assert pressed(qtbot, shell, row.explain) == HoldReasonAsked()
    assert pressed(qtbot, shell, row.release) == Release()
    row = show("phase, on hold for a reason").hold
    assert row.why.text == "housing cracked"
    assert row.explain.isHidden()
    assert show(BENCHES["phase"]).hold.isHidden()


def test_tests_are_green_only_by_a_rule_and_skipped_ones_are_warned_of(show: Show) -> None:
    panel = show("phase, no rule")
    assert (panel.tests.word, panel.tests._tone) == ("No rule kept", "ignored")
    panel = show("phase, skipped")
    assert panel.tests.word == "Tests not passed"
    assert panel.skipped.text == "Skipped, never run: Burn-in"
    panel = show("phase, tests failed")
    assert panel.skipped.isHidden()


def test_a_batch_is_asked_for_and_chosen_by_touch(show: Show, shell: Shell, qtbot: QtBot) -> None:
    panel = show(BENCHES["phase"])
    assert pressed(qtbot, shell, panel.batch) == BatchWanted(0)
    chooser = show("batch, choosing").batched.chooser
    assert panel.choices.isVisible() is False
    assert pressed(qtbot, shell, chooser.phases[16]) == SetPhase("16")
    assert 1 not in chooser.phases
    chooser.processes[20].click()
    with qtbot.waitSignal(shell.pressed) as signal:
        chooser.processes[20].click()
    assert signal.args == ["20 Functional test", SetProcess("20")]


def test_a_tag_is_chosen_by_typing(show: Show, shell: Shell, qtbot: QtBot) -> None:
    chooser = show("batch, choosing").batched.chooser
    with qtbot.assertNotEmitted(shell.pressed):
        QTest.mouseClick(chooser.start, Qt.MouseButton.LeftButton)
    QTest.keyClicks(chooser.key.line, "Lot")
    QTest.keyClicks(chooser.value.line, "L-7")
    with qtbot.waitSignal(shell.pressed) as signal:
        QTest.keyClick(chooser.value.line, Qt.Key.Key_Return)
    assert signal.args == ["Lot=L-7", SetTag("Lot", "L-7")]


def test_refused_units_stand_on_top_and_have_their_own_filter(show: Show) -> None:
    view = show("batch").batched
    assert view.title.text == "Every unit: Finalized"
    texts = {name: button.text() for name, button in view.filters.items()}
    assert texts == {
        "all": "Units: 34", "refused": "Refused: 2", "waiting": "Waiting: 1", "done": "Done: 30",
    }  # fmt: skip
    rows = rows_of(view.list)
    assert [row.split(" · ")[0].strip() for row in rows[:2]] == ["DEMO-1002", "DEMO-10O1"]
    assert len(rows) == 34
    for name, count in (("refused", 2), ("waiting", 1), ("done", 30), ("all", 34)):
        QTest.mouseClick(view.filters[name], Qt.MouseButton.LeftButton)
        assert len(rows_of(view.list)) == count
    QTest.mouseClick(view.filters["refused"], Qt.MouseButton.LeftButton)
    show(replace(PHASE_BENCHES["batch"], batch=batch_of(31)))
    assert len(rows_of(view.list)) == 2


def test_a_refused_unit_is_explained_in_the_place_of_the_list(
    show: Show, shell: Shell, qtbot: QtBot
) -> None:
    panel = show("batch, refused")
    assert panel.explain.isHidden()
    assert panel.batched.list.isVisible()
    panel = show("batch, explained")
    assert panel.batched.list.isHidden()
    assert panel.batched.filters["refused"].isVisible()
    assert panel.explain.cancel.text() == "Back to the list"
    assert pressed(qtbot, shell, panel.explain.cancel) == Cancel()
    panel = show("batch, question")
    assert panel.explain.confirm.isVisible()
    panel = show("batch")
    assert panel.batched.list.isVisible()


def test_a_unit_of_the_list_is_one_touch_away(show: Show, shell: Shell, qtbot: QtBot) -> None:
    view = show("batch").batched
    with qtbot.waitSignal(shell.pressed) as signal:
        place = QPoint(60, view.list.visualRect(view.list.model().index(0, 0)).center().y())
        QTest.mouseClick(view.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert signal.args == ["DEMO-1002", ShowUnit("DEMO-1002", "PCBA-100-01")]


def test_a_batch_ends_by_touch_and_its_list_stays_to_be_closed(
    show: Show, shell: Shell, qtbot: QtBot
) -> None:
    view = show("batch").batched
    assert view.end.text() == "End the batch"
    assert pressed(qtbot, shell, view.end) == BatchLeft(0)
    view = show("batch, over").batched
    assert (view.badge.word, view.end.text()) == ("ENDED", "Close the list")
    assert rows_of(view.list)
    panel = show(replace(PHASE_BENCHES["batch, over"], batch=BatchState()))
    assert view.isHidden()
    assert panel.choices.isVisible()


def test_in_another_panel_a_bar_says_that_the_batch_waits(
    show: Show, bridge: Bridge, shell: Shell, qtbot: QtBot
) -> None:
    show("batch")
    assert shell.batch_bar is not None
    assert shell.batch_bar.isHidden()
    bridge.show(PHASE_BENCHES["batch, in lookup"])
    qtbot.wait(40)
    assert shell.batch_bar.isVisible()
    assert shell.batch_bar.what.text == "Finalized waits in Phase. A scan here is one unit."
    assert cut_off(shell) == []
    assert pressed(qtbot, shell, shell.batch_bar.back) == OpenPanel(Panel.PHASE)
    assert pressed(qtbot, shell, shell.batch_bar.end) == BatchLeft(0)
    bridge.show(BENCHES["passing"])
    qtbot.wait(40)
    assert shell.batch_bar.isHidden()


def test_thousands_of_units_are_listed_without_a_stall(show: Show, qtbot: QtBot) -> None:

    view = show("batch").batched
    many = batch_of(10_000)
    start = perf_counter()
    show(replace(PHASE_BENCHES["batch"], batch=many))
    taken = perf_counter() - start
    assert view.filters["all"].text() == "Units: 10004"
    # 40 ms of it the test waits itself.
    assert taken < 0.3
    assert many.rows[5].key == UnitKey("DEMO-2001", "PCBA-100-01")
