"""Kiosk mode and the start panel, as the bench decides them."""

from dataclasses import replace

import pytest

from tests.flows.bench_line import Line
from tests.flows.register import ANNA, EVA, REGISTER, TOM
from wats_station.domain.display import Language
from wats_station.domain.notice import NoticeKind
from wats_station.domain.operator import (
    Operator,
    Operators,
    OperatorsFault,
    OperatorsProblem,
    Permission,
    PinResult,
    PinVerdict,
    Role,
)
from wats_station.domain.panel import Panel
from wats_station.domain.settings import DisplaySettings, Settings
from wats_station.flows.approval import (
    ApprovalLeft,
    ApprovalRefusal,
    ApprovalRefused,
    CheckPin,
    PinChecked,
    PinEntered,
)
from wats_station.flows.bench import (
    Bench,
    ClockCompared,
    CloseAsked,
    CloseWindow,
    ServerChanged,
)
from wats_station.flows.operators import OperatorsRead, OperatorsState, Ticked
from wats_station.flows.scanner_setup import Started
from wats_station.flows.settings import Measure, SettingsRead, SettingsState, SetUpAsked

KIOSK = SettingsState(kept=Settings(display=DisplaySettings(kiosk=True)))


def line_of(
    operators: Operators = REGISTER, active: Operator | None = None, *, kiosk: bool = True
) -> Line:
    state = OperatorsState(operators, active=active)
    return Line(Bench(operators=state, settings=KIOSK if kiosk else SettingsState()))


def told(line: Line) -> NoticeKind:
    return line.bench.strip.recent[0].outcome.notice.kind


def at_the_bench(line: Line) -> tuple[Operator | None, Panel]:
    return line.bench.operators.active, line.bench.panel


def close(line: Line) -> bool:
    """Whether the window may close."""
    before = len(line.effects)
    line.send(CloseAsked())
    return CloseWindow() in line.effects[before:]


def enter_pin(line: Line, pin: str, result: PinResult) -> None:
    line.send(PinEntered(pin))
    asked = line.last_effect()
    assert isinstance(asked, CheckPin)
    line.send(PinChecked(asked.approval, asked.operator, result))


@pytest.mark.parametrize("active", [None, ANNA])
def test_without_kiosk_mode_anybody_closes(active: Operator | None) -> None:
    assert close(line_of(active=active, kiosk=False))


def test_until_somebody_is_registered_a_kiosk_asks_nothing() -> None:
    assert close(line_of(Operators()))


def test_a_supervisor_who_is_logged_in_closes_it() -> None:
    line = line_of(active=EVA)
    assert close(line)
    assert line.bench.operators.question is None


@pytest.mark.parametrize("active", [None, ANNA, TOM])
def test_everybody_else_is_refused_and_a_supervisor_asked(active: Operator | None) -> None:
    line = line_of(active=active)
    assert not close(line)
    assert told(line) is NoticeKind.KIOSK_STAYS_OPEN
    question = line.bench.operators.question
    assert question is not None
    assert question.approval.permission is Permission.CLOSE


@pytest.mark.parametrize("active", [None, ANNA])
def test_the_right_pin_closes_it_and_a_wrong_one_does_not(active: Operator | None) -> None:
    line = line_of(active=active)
    close(line)
    line.scan("OPR-9001")
    enter_pin(line, "1234", PinResult(PinVerdict.WRONG, 4))
    assert CloseWindow() not in line.effects
    enter_pin(line, "9001", PinResult(PinVerdict.RIGHT))
    assert line.last_effect() == CloseWindow()
    # Who is at the bench has not changed by it.
    assert line.bench.operators.active is active


def test_asking_again_leaves_the_question_as_it_is() -> None:
    line = line_of()
    close(line)
    line.scan("OPR-9001")
    question = line.bench.operators.question
    assert not close(line)
    assert line.bench.operators.question is question
    assert not [each for each in line.effects if isinstance(each, ApprovalRefused)]


def test_a_question_that_is_left_leaves_the_window_open() -> None:
    line = line_of(active=ANNA)
    close(line)
    line.send(ApprovalLeft())
    assert told(line) is NoticeKind.NOT_APPROVED
    assert line.bench.operators.question is None
    assert CloseWindow() not in line.effects


def test_where_no_supervisor_has_a_pin_that_is_said() -> None:
    line = line_of(Operators((ANNA, Operator("9003", "Ida", Role.SUPERVISOR))))
    assert not close(line)
    assert told(line) is NoticeKind.NOBODY_CAN_APPROVE
    refused = [each for each in line.effects if isinstance(each, ApprovalRefused)]
    assert [each.reason for each in refused] == [ApprovalRefusal.NOBODY_CAN]


def test_a_register_that_cannot_be_read_closes_nothing() -> None:
    line = line_of()
    line.bench = replace(line.bench, operators=OperatorsState())
    line.send(OperatorsRead(OperatorsProblem(OperatorsFault.DAMAGED, "operators.json: line 1")))
    assert not close(line)
    assert told(line) is NoticeKind.REGISTER_UNREAD
    assert line.bench.operators.question is None


def display(panel: Panel) -> Settings:
    return Settings(display=DisplaySettings(Language.ENGLISH, start_panel=panel))


def test_the_start_panel_is_in_front_once_the_settings_are_read() -> None:
    line = Line()
    line.send(SettingsRead(display(Panel.ASSEMBLY)))
    assert line.bench.panel is Panel.ASSEMBLY


def test_a_scan_that_was_quicker_than_the_settings_is_left_where_it_led() -> None:
    line = Line()
    line.scan("CMD-PANEL-PHASE")
    line.send(SettingsRead(display(Panel.OUTBOX)))
    assert line.bench.panel is Panel.PHASE


@pytest.mark.parametrize("panel", [Panel.LOOKUP, Panel.REPAIR])
def test_after_a_logout_the_start_panel_is_in_front(panel: Panel) -> None:
    line = line_of(active=ANNA)
    line.send(SettingsRead(display(panel)))
    line.scan("CMD-PANEL-PHASE")
    line.scan("CMD-LOGOUT")
    assert line.bench.panel is panel
    assert line.bench.operators.active is None


def test_after_a_logout_for_idleness_too_but_not_after_a_switch() -> None:
    line = Line(Bench(operators=OperatorsState(REGISTER, active=ANNA, idle_after=60.0)))
    line.send(SettingsRead(display(Panel.ASSEMBLY)))
    line.scan("CMD-PANEL-PHASE")
    line.scan("OPR-2001")
    assert at_the_bench(line) == (TOM, Panel.PHASE)
    line.send(Ticked(line.now + 61.0))
    assert at_the_bench(line) == (None, Panel.ASSEMBLY)


def test_a_set_up_ends_with_the_session_that_began_it() -> None:
    """Its keys would go on being measured, and no badge could be scanned."""
    line = Line(Bench(operators=OperatorsState(REGISTER, active=EVA, idle_after=60.0)))
    line.scan("CMD-PANEL-SETTINGS")
    line.send(SetUpAsked(Started()))
    assert line.effects[-1] == Measure(True)
    line.send(Ticked(line.now + 61.0))
    assert line.bench.panel is Panel.LOOKUP
    assert Measure(False) in line.effects


def test_the_clock_belongs_to_the_server_it_was_compared_with() -> None:
    line = Line()
    line.send(ClockCompared(90.0))
    assert line.bench.clock.apart == 90.0
    line.send(ServerChanged("other"))
    assert line.bench.clock.apart == 0.0
    line.send(ClockCompared(None))
    assert line.bench.clock.is_unknown
