"""Every refusal: how the run failed, who clears it, and the one thing to do next."""

from dataclasses import replace

import pytest

from tests.flows.bench_line import Line, check
from tests.support.repairs import TEST
from tests.support.units import FAILED, PASSED, phase, result, unit
from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.hold import HELD, held, released
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.operator import Role
from wats_station.domain.panel import Panel
from wats_station.domain.phase import PhaseId
from wats_station.domain.unit import Process, Tag
from wats_station.domain.verification import Grade, Verification, skipped
from wats_station.flows.bench import Report
from wats_station.flows.explaining import Deed, NextAction, explained, meaning_of
from wats_station.flows.phase.state import (
    Change,
    FailureRead,
    PhaseChange,
    ProcessChange,
    ReadFailure,
    Refusal,
    TagChange,
)
from wats_station.scan.intent import (
    Hold,
    Meaning,
    OpenPanel,
    Release,
    SetPhase,
    SetProcess,
    SetTag,
    ShowUnit,
)

KEY = unit().key
FINALIZE = PhaseChange(phase(PhaseId.FINALIZED))


@pytest.fixture
def line() -> Line:
    """A unit that may not be finalized, for its last failed run."""
    line = Line()
    line.found()
    check(line, line.scan("CMD-PHASE-FINALIZED"), unit(), FAILED)
    return line


def refusal(line: Line) -> Refusal:
    assert line.bench.phase.refusal is not None
    return line.bench.phase.refusal


def test_the_failed_run_is_read_once_the_refusal_is_told(line: Line) -> None:
    reported = next(at for at, each in enumerate(line.effects[3:]) if isinstance(each, Report))
    read = next(at for at, each in enumerate(line.effects[3:]) if isinstance(each, ReadFailure))
    assert reported < read
    assert ReadFailure(KEY, Process(30, "Final")) in line.effects
    assert refusal(line).is_reading
    assert refusal(line).has_rule


def test_what_is_read_comes_onto_the_card(line: Line) -> None:
    line.send(FailureRead(KEY, 30, TEST))
    assert refusal(line).failure == TEST
    assert not refusal(line).is_reading


def test_what_cannot_be_read_is_said(line: Line) -> None:
    line.send(FailureRead(KEY, 30, GatewayProblem(ProblemKind.UNREACHABLE)))
    assert refusal(line).unread == notice(NoticeKind.SERVER_UNREACHABLE)
    line.send(FailureRead(KEY, 30, TEST))
    assert refusal(line).failure is None


def test_a_run_that_the_server_does_not_have_is_said(line: Line) -> None:
    line.send(FailureRead(KEY, 30, None))
    assert refusal(line).unread == notice(NoticeKind.FAILURE_NOT_THERE, process="Final")


def test_what_comes_for_another_unit_or_process_is_left_alone(line: Line) -> None:
    before = line.bench
    line.send(FailureRead(unit("SN2").key, 30, TEST))
    line.send(FailureRead(KEY, 60, TEST))
    assert line.bench == before
    line.scan("CMD-CANCEL")
    line.send(FailureRead(KEY, 30, TEST))
    assert line.bench.phase.refusal is None


def test_what_was_never_run_has_nothing_to_be_read() -> None:
    line = Line()
    line.found()
    never = Verification(Grade.NOT_TESTED, True, (result("ICT", "Unknown", runs=0),))
    check(line, line.scan("CMD-PHASE-FINALIZED"), unit(), never)
    assert not any(isinstance(each, ReadFailure) for each in line.effects)
    assert not refusal(line).is_reading
    assert explained(refusal(line)).action == NextAction(Deed.SET_PROCESS, SetProcess("30"))
    assert explained(refusal(line)).who is Role.OPERATOR


def refused(kind: NoticeKind) -> Refusal:
    return Refusal(KEY, notice(kind), (), FINALIZE)


@pytest.mark.parametrize(
    ("kind", "who", "deed", "meaning"),
    [
        (NoticeKind.UNIT_ON_HOLD, Role.SUPERVISOR, Deed.RELEASE, Release()),
        (NoticeKind.NEEDS_SUPERVISOR, Role.SUPERVISOR, Deed.ASK_SUPERVISOR, SetPhase("16")),
        (NoticeKind.NEEDS_REASON, None, Deed.SAY_WHY, SetPhase("16")),
        (NoticeKind.TAGS_MISSING, Role.OPERATOR, Deed.ENTER_TAGS, None),
        (NoticeKind.UNIT_CHANGED, None, Deed.SHOW, ShowUnit("SN1", "PART-1")),
        (NoticeKind.CHANGED_ELSEWHERE, None, Deed.SHOW, ShowUnit("SN1", "PART-1")),
        (NoticeKind.SERVER_UNREACHABLE, None, Deed.TRY_AGAIN, SetPhase("16")),
        (NoticeKind.NEEDS_SERVER, None, Deed.TRY_AGAIN, SetPhase("16")),
        (NoticeKind.SERVER_TIMEOUT, None, Deed.TRY_AGAIN, SetPhase("16")),
        (NoticeKind.SERVER_REFUSED, Role.SUPERVISOR, Deed.OUTBOX, OpenPanel(Panel.OUTBOX)),
    ],
)
def test_who_clears_it_and_what_is_next(
    kind: NoticeKind, who: Role | None, deed: Deed, meaning: Meaning | None
) -> None:
    explanation = explained(refused(kind))
    assert (explanation.who, explanation.action) == (who, NextAction(deed, meaning))


def test_a_failed_test_leads_to_the_repair(line: Line) -> None:
    explanation = explained(refusal(line))
    assert explanation.who is Role.TECHNICIAN
    assert explanation.action == NextAction(Deed.REPAIR, OpenPanel(Panel.REPAIR))


def test_a_phase_that_cannot_follow_is_a_supervisors_table() -> None:
    explanation = explained(refused(NoticeKind.PHASE_NOT_ALLOWED))
    assert (explanation.who, explanation.action) == (Role.SUPERVISOR, None)


def test_nothing_is_made_up_for_what_nobody_can_clear() -> None:
    explanation = explained(refused(NoticeKind.FINALIZE_NEEDS_CONFIRMATION))
    assert (explanation.who, explanation.action) == (None, None)


@pytest.mark.parametrize(
    ("change", "meaning"),
    [
        (FINALIZE, SetPhase("16")),
        (ProcessChange(Process(30, "ICT")), SetProcess("30")),
        (TagChange(Tag("Lot", "L1")), SetTag("Lot", "L1")),
        (TagChange(HELD), Hold()),
        (TagChange(held("cracked")), Hold()),
        (TagChange(released("looked at")), Release()),
    ],
)
def test_what_asks_for_it_once_more(change: Change, meaning: Meaning) -> None:
    assert meaning_of(change) == meaning


def test_skipped_processes_stand_before_one_that_was_run() -> None:
    ran, never = result("ICT", "Passed"), result("Visual", "Unknown", runs=0)
    rule = Verification(Grade.FAILED, True, (never, ran, replace(never, name="Final")))
    assert [row.name for row in skipped(rule)] == ["Visual"]
    assert skipped(PASSED) == ()
    assert skipped(replace(rule, has_rule=False)) == ()
    assert skipped(Verification(Grade.NOT_TESTED, True, (never, never))) == ()
    assert skipped(Verification(Grade.NOT_TESTED, True, ())) == ()
