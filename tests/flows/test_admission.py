"""Who may do what at the bench: badges, roles, and one action approved by a supervisor."""

from dataclasses import replace

import pytest

from tests.flows.bench_line import Line, check
from tests.flows.register import ANNA, EVA, PER, REGISTER, TOM
from tests.support.units import phase, unit
from wats_station.domain.command import CommandState, MovePhase, WriteTag
from wats_station.domain.hold import HELD, held
from wats_station.domain.notice import NoticeKind
from wats_station.domain.operator import (
    Operator,
    OperatorsFault,
    OperatorsProblem,
    Permission,
    PinResult,
    PinVerdict,
)
from wats_station.domain.outcome import OutcomeKind
from wats_station.domain.panel import Panel
from wats_station.domain.phase import PhaseId
from wats_station.domain.unit import Unit
from wats_station.flows.approval import (
    ApprovalLeft,
    CheckPin,
    PinChecked,
    PinEntered,
    PinFault,
    ReasonEntered,
    Wanted,
)
from wats_station.flows.bench import Again, HoldReasonAsked
from wats_station.flows.lookup import LookupStatus, UnitAnswered
from wats_station.flows.operators import IdleTimeSet, OperatorsRead, Ticked
from wats_station.flows.outbox import DiscardAsked, DiscardRow
from wats_station.flows.submitting import CommandEnded, Submit


@pytest.fixture
def line() -> Line:
    """A bench where operators are registered, and a unit that was scanned."""
    line = Line()
    line.found()
    line.send(OperatorsRead(REGISTER))
    return line


def active(line: Line) -> Operator | None:
    return line.bench.operators.active


def badge(line: Line, operator: Operator) -> None:
    line.scan(f"OPR-{operator.badge}")


def approved(line: Line, pin: str = "1234", reason: str = "wrong lot") -> Again:
    """The supervisor's PIN is right: what was refused comes again."""
    line.send(PinEntered(pin, EVA.badge, reason))
    asked = line.last_effect()
    assert isinstance(asked, CheckPin)
    line.send(PinChecked(asked.approval, EVA, PinResult(PinVerdict.RIGHT)))
    again = line.last_effect()
    assert isinstance(again, Again)
    return again


def repeat(line: Line, again: Again) -> int:
    """As the engine does it: the same, under a request of its own."""
    line.requests += 1
    line.send(replace(again.asked, request=line.requests, source=None))
    return line.requests


def test_without_a_register_everybody_may_do_everything() -> None:
    line = Line()
    line.found()
    check(line, line.scan("CMD-PHASE-SCRAPPED"), unit())
    assert isinstance(line.last_effect(), Submit)


def test_before_anybody_is_logged_in_units_are_shown_and_not_changed(line: Line) -> None:
    request = line.scan("CMD-PHASE-SCRAPPED")
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, NoticeKind.LOGIN_NEEDED)
    line.send(UnitAnswered(line.scan("SN2"), unit("SN2")))
    assert line.outcomes()[-1][1] is OutcomeKind.DONE
    badge(line, ANNA)
    assert line.outcomes()[-1][2] is NoticeKind.LOGGED_IN
    check(line, line.scan("CMD-PHASE-SCRAPPED"), unit("SN2"))
    assert isinstance(line.last_effect(), Submit)


def test_an_unknown_badge_changes_nothing(line: Line) -> None:
    badge(line, ANNA)
    request = line.scan("OPR-NOBODY")
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, NoticeKind.BADGE_UNKNOWN)
    assert active(line) == ANNA


def test_a_logout_clears_the_unit_and_a_change_of_operator_does_not(line: Line) -> None:
    badge(line, ANNA)
    badge(line, TOM)
    assert active(line) == TOM
    assert line.bench.current_unit == unit()
    request = line.scan("CMD-LOGOUT")
    assert line.outcomes()[-1] == (request, OutcomeKind.DONE, NoticeKind.LOGGED_OUT)
    assert line.bench.lookup.status is LookupStatus.EMPTY
    request = line.scan("CMD-LOGOUT")
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, NoticeKind.NOBODY_LOGGED_IN)


def finalized() -> Unit:
    return replace(unit(), phase=phase(PhaseId.FINALIZED))


def back(line: Line) -> int:
    """An operator wants a finalized unit back in production."""
    line.send(UnitAnswered(line.scan("SN1"), finalized()))
    request = line.scan("CMD-PHASE-UNDER-PRODUCTION")
    check(line, request, finalized())
    return request


def test_going_backwards_takes_a_supervisors_pin_and_tells_who_approved(line: Line) -> None:
    badge(line, ANNA)
    request = back(line)
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, NoticeKind.NEEDS_SUPERVISOR)
    assert line.bench.operators.question is not None
    assert line.bench.operators.question.approval.permission is Permission.GO_BACKWARDS
    again = repeat(line, approved(line))
    check(line, again, finalized())
    submitted = line.last_effect()
    assert isinstance(submitted, Submit)
    (action,) = submitted.actions
    assert isinstance(action, MovePhase)
    assert action.reason == "wrong lot"
    assert line.bench.active is not None
    assert line.bench.active.approved_by == EVA
    line.send(CommandEnded(again, CommandState.DELIVERED))
    assert line.outcomes()[-1] == (again, OutcomeKind.DONE, NoticeKind.PHASE_SET)
    assert active(line) == ANNA


def test_an_approval_is_for_the_unit_it_was_asked_for(line: Line) -> None:
    badge(line, ANNA)
    back(line)
    line.send(UnitAnswered(line.scan("SN2"), unit("SN2", in_phase=PhaseId.FINALIZED)))
    assert line.bench.operators.question is None
    line.send(PinEntered("1234", EVA.badge))
    assert not any(isinstance(effect, CheckPin | Again) for effect in line.effects)


def test_a_pin_without_a_reason_is_not_looked_at(line: Line) -> None:
    badge(line, ANNA)
    back(line)
    line.send(PinEntered("1234", EVA.badge, "  "))
    assert not any(isinstance(effect, CheckPin) for effect in line.effects)
    assert line.bench.operators.question is not None
    assert line.bench.operators.question.said is PinFault.NO_REASON


def explained(line: Line, reason: str) -> int:
    """Somebody who may do it says why."""
    line.send(ReasonEntered(reason))
    again = line.last_effect()
    assert isinstance(again, Again)
    assert again.asked.reason == reason
    return repeat(line, again)


def test_a_supervisor_says_why_and_goes_backwards_without_a_pin(line: Line) -> None:
    badge(line, EVA)
    request = back(line)
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, NoticeKind.NEEDS_REASON)
    assert line.bench.operators.question is not None
    assert line.bench.operators.question.approval.wanted is Wanted.REASON
    for wrong, fault in (("  ", PinFault.NO_REASON), ("x" * 201, PinFault.REASON_TOO_LONG)):
        line.send(ReasonEntered(wrong))
        assert line.bench.operators.question is not None
        assert line.bench.operators.question.said is fault
    check(line, explained(line, "wrong lot"), finalized())
    submitted = line.last_effect()
    assert isinstance(submitted, Submit)
    assert submitted.actions == (
        MovePhase(phase(PhaseId.FINALIZED), phase(PhaseId.UNDER_PRODUCTION), reason="wrong lot"),
    )
    assert line.bench.operators.question is None


def test_a_release_is_explained_in_the_tag(line: Line) -> None:
    badge(line, EVA)
    on_hold = replace(unit(), tags=(held("cracked"),))
    line.send(UnitAnswered(line.scan("SN1"), on_hold))
    request = line.scan("CMD-RELEASE")
    check(line, request, on_hold)
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, NoticeKind.NEEDS_REASON)
    check(line, explained(line, "looked at"), on_hold)
    submitted = line.last_effect()
    assert isinstance(submitted, Submit)
    assert submitted.actions == (WriteTag("Hold", "yes: cracked", "no: looked at"),)


def test_a_unit_that_is_not_on_hold_needs_no_reason_to_stay_so(line: Line) -> None:
    badge(line, EVA)
    request = line.scan("CMD-RELEASE")
    check(line, request, unit())
    assert line.outcomes()[-1] == (request, OutcomeKind.DONE, NoticeKind.UNIT_RELEASED)


def test_leaving_a_question_by_scan_changes_nothing(line: Line) -> None:
    badge(line, EVA)
    back(line)
    request = line.scan("CMD-CANCEL")
    assert line.outcomes()[-1] == (request, OutcomeKind.DONE, NoticeKind.CANCELLED)
    assert line.bench.operators.question is None


def test_a_supervisors_badge_is_a_login_while_a_reason_is_asked(line: Line) -> None:
    badge(line, EVA)
    back(line)
    badge(line, PER)
    assert active(line) == PER
    assert line.bench.operators.question is None


def test_why_a_unit_is_on_hold_can_be_said_afterwards(line: Line) -> None:
    badge(line, ANNA)
    on_hold = replace(unit(), tags=(HELD,))
    line.send(UnitAnswered(line.scan("SN1"), on_hold))
    request = line.touch(HoldReasonAsked())
    assert line.outcomes()[-1] == (request, OutcomeKind.DONE, NoticeKind.REASON_ASKED)
    check(line, explained(line, "cracked"), on_hold)
    submitted = line.last_effect()
    assert isinstance(submitted, Submit)
    assert submitted.actions == (WriteTag("Hold", "yes", "yes: cracked"),)


def test_held_again_a_unit_keeps_its_reason(line: Line) -> None:
    badge(line, ANNA)
    on_hold = replace(unit(), tags=(held("cracked"),))
    line.send(UnitAnswered(line.scan("SN1"), on_hold))
    request = line.scan("CMD-HOLD")
    check(line, request, on_hold)
    assert line.outcomes()[-1] == (request, OutcomeKind.DONE, NoticeKind.UNIT_HELD)
    assert not any(isinstance(effect, Submit) for effect in line.effects)


def test_an_approval_that_is_left_changes_nothing(line: Line) -> None:
    badge(line, ANNA)
    back(line)
    line.send(ApprovalLeft())
    assert line.bench.operators.question is None
    assert line.bench.strip.recent[0].outcome.notice.kind is NoticeKind.NOT_APPROVED
    assert not any(isinstance(effect, Submit) for effect in line.effects)


def test_releasing_a_unit_and_the_settings_take_a_supervisor(line: Line) -> None:
    badge(line, ANNA)
    for code in ("CMD-RELEASE", "CMD-PANEL-SETTINGS"):
        request = line.scan(code)
        assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, NoticeKind.NEEDS_SUPERVISOR)
    repeat(line, approved(line))
    assert line.bench.panel is Panel.SETTINGS
    assert line.bench.settings_opened_by == EVA


def test_giving_a_command_up_takes_a_supervisor(line: Line) -> None:
    badge(line, ANNA)
    line.send(DiscardAsked(3, "the lot is closed"))
    assert not any(isinstance(effect, DiscardRow) for effect in line.effects)
    line.send(PinEntered("1234", EVA.badge))
    asked = line.last_effect()
    assert isinstance(asked, CheckPin)
    line.send(PinChecked(asked.approval, EVA, PinResult(PinVerdict.RIGHT)))
    assert line.last_effect() == DiscardRow(3, "the lot is closed", EVA.name)


def test_a_session_in_which_nothing_is_done_ends_and_clears_the_bench(line: Line) -> None:
    badge(line, ANNA)
    line.send(IdleTimeSet(600.0, line.now))
    line.send(Ticked(line.now + 599.0))
    assert line.bench.operators.seconds_left == 1
    line.scan("CMD-PANEL-PHASE")
    line.send(Ticked(line.now + 599.0))
    assert active(line) == ANNA
    line.send(Ticked(line.now + 601.0))
    assert active(line) is None
    assert line.bench.current_unit is None
    assert line.bench.strip.recent[0].outcome.notice.kind is NoticeKind.LOGGED_OUT_IDLE


def test_a_register_that_cannot_be_read_leaves_the_line_working_and_the_settings_closed() -> None:
    line = Line()
    line.found()
    line.send(OperatorsRead(OperatorsProblem(OperatorsFault.DAMAGED, "operators.json: line 3")))
    check(line, line.scan("CMD-PHASE-SCRAPPED"), unit())
    submitted = line.last_effect()
    assert isinstance(submitted, Submit)
    line.send(CommandEnded(line.requests, CommandState.DELIVERED))
    request = line.scan("CMD-PANEL-SETTINGS")
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, NoticeKind.REGISTER_UNREAD)
    assert "operators.json" in line.last().notice.value("detail")
