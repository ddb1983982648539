"""Batch mode: set once, then each scan is one unit, with one outcome, none lost."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from tests.flows.bench_line import Line, check
from tests.flows.register import ANNA, EVA, REGISTER
from tests.support.repairs import TEST
from tests.support.units import (
    FAILED,
    PASSED,
    PHASES,
    PROCESSES,
    UNTESTED_WITHOUT_RULE,
    phase,
    unit,
)
from wats_station.domain.command import (
    Action,
    Command,
    CommandState,
    MovePhase,
    OutboxRow,
    WriteTag,
)
from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.outcome import OutcomeKind
from wats_station.domain.panel import Panel
from wats_station.domain.phase import PhaseId
from wats_station.domain.stamp import Stamp
from wats_station.domain.unit import Process, Tag
from wats_station.domain.verification import Verification
from wats_station.flows.approval import ReasonEntered
from wats_station.flows.batch import BatchLeft, BatchState, BatchWanted, Stage
from wats_station.flows.bench import Again, Asked, Cancelled, ReadReference, ReferenceAnswered
from wats_station.flows.lookup import ReadUnit, UnitAnswered
from wats_station.flows.operators import OperatorsRead
from wats_station.flows.outbox import RowTold
from wats_station.flows.phase.state import CheckUnit, FailureRead, ReadFailure
from wats_station.flows.submitting import CommandEnded, CommandWaits, Submit
from wats_station.scan.intent import SetPhase, SetProcess, SetTag, ShowUnit
from wats_station.scan.raw_scan import Source

MOVE = MovePhase(phase(PhaseId.UNDER_PRODUCTION), phase(PhaseId.SCRAPPED))


def batch_of(code: str) -> Line:
    line = Line()
    line.send(ReferenceAnswered(-1, (PHASES, PROCESSES)))
    line.scan("CMD-PANEL-PHASE")
    line.touch(BatchWanted(0))
    line.scan(code)
    return line


@pytest.fixture
def line() -> Line:
    """A batch that scraps every unit."""
    return batch_of("CMD-PHASE-SCRAPPED")


def batch(line: Line) -> BatchState:
    return line.bench.batch


def found(line: Line, serial: str, *, in_phase: int = PhaseId.UNDER_PRODUCTION) -> int:
    """A unit scanned, found and checked."""
    request = line.scan(serial)
    now = unit(serial, in_phase=in_phase)
    line.send(UnitAnswered(request, now))
    check(line, request, now)
    return request


def done(line: Line, serial: str) -> int:
    request = found(line, serial)
    line.send(CommandEnded(request, CommandState.DELIVERED))
    return request


def test_a_batch_is_chosen_by_touch_or_scan_and_says_what_every_unit_gets() -> None:
    line = Line()
    line.send(ReferenceAnswered(-1, (PHASES, PROCESSES)))
    line.scan("CMD-PANEL-PHASE")
    request = line.touch(BatchWanted(0))
    assert line.outcomes()[-1] == (request, OutcomeKind.DONE, NoticeKind.BATCH_CHOOSE)
    assert batch(line).stage is Stage.CHOOSING
    request = line.scan("CMD-PHASE-finalized")
    assert line.last().notice == notice(NoticeKind.BATCH_BEGUN, what="Finalized")
    assert line.outcomes()[-1][0] == request
    assert batch(line) == BatchState(Stage.ON, SetPhase("16"), "Finalized")
    assert not any(isinstance(effect, CheckUnit) for effect in line.effects)


@pytest.mark.parametrize(
    ("code", "action", "title"),
    [
        ("CMD-PROCESS-30", SetProcess("30"), "30 ICT"),
        ("CMD-TAG-Lot=L1", SetTag("Lot", "L1"), "Lot = L1"),
    ],
)
def test_a_process_or_a_tag_can_be_what_every_unit_gets(
    code: str, action: object, title: str
) -> None:
    line = batch_of(code)
    assert (batch(line).action, batch(line).title) == (action, title)
    request = line.scan("SN1")
    line.send(UnitAnswered(request, unit()))
    check(line, request, unit())
    assert isinstance(line.last_effect(), Submit)
    line.send(CommandEnded(request, CommandState.DELIVERED))
    assert batch(line).done == 1


def test_what_there_is_not_begins_no_batch() -> None:
    line = batch_of("CMD-PHASE-SOLD")
    assert line.outcomes()[-1][1:] == (OutcomeKind.REFUSED, NoticeKind.UNKNOWN_PHASE)
    assert batch(line).stage is Stage.CHOOSING
    line.scan("CMD-CANCEL")
    assert batch(line) == BatchState()


def test_each_scan_is_looked_up_checked_changed_and_counted(line: Line) -> None:
    request = line.scan("SN1")
    assert line.last_effect() == ReadUnit(request, "SN1", "")
    line.send(UnitAnswered(request, unit()))
    assert CheckUnit(request, unit().key, with_verification=False) in line.effects
    check(line, request, unit())
    submitted = line.last_effect()
    assert isinstance(submitted, Submit)
    assert submitted.actions == (MOVE,)
    assert batch(line).rows == ()
    line.send(CommandEnded(request, CommandState.DELIVERED))
    assert line.outcomes()[-1] == (request, OutcomeKind.DONE, NoticeKind.PHASE_SET)
    assert [request for request, _, _ in line.outcomes()].count(request) == 1
    (row,) = batch(line).rows
    assert (row.key, row.outcome.notice.kind) == (unit().key, NoticeKind.PHASE_SET)
    assert (batch(line).done, batch(line).queued, batch(line).refused) == (1, 0, ())


def test_scans_faster_than_the_server_wait_in_order_and_none_gives_way(line: Line) -> None:
    requests = [line.scan(f"SN{number}", after=0.01) for number in range(20)]
    assert not any(isinstance(effect, Cancelled) for effect in line.effects)
    assert len(line.bench.line) == 19
    for number, request in enumerate(requests):
        assert line.bench.active is not None
        assert line.bench.active.request == request
        now = unit(f"SN{number}")
        line.send(UnitAnswered(request, now))
        check(line, request, now)
        line.send(CommandEnded(request, CommandState.DELIVERED))
    assert batch(line).done == 20
    assert [request for request, kind, _ in line.outcomes() if kind is OutcomeKind.DONE][
        -20:
    ] == requests


def test_refused_ones_stand_on_top_until_they_are_done(line: Line) -> None:
    request = found(line, "BAD", in_phase=PhaseId.SHIPPED)
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, NoticeKind.PHASE_NOT_ALLOWED)
    lost = line.scan("LOST")
    line.send(UnitAnswered(lost, GatewayProblem(ProblemKind.NOT_FOUND)))
    for number in range(3):
        done(line, f"SN{number}")
    assert [row.text for row in batch(line).in_order] == ["LOST", "BAD", "SN2", "SN1", "SN0"]
    assert [row.text for row in batch(line).refused] == ["LOST", "BAD"]
    done(line, "BAD")
    assert [row.text for row in batch(line).refused] == ["LOST"]
    assert batch(line).done == 4


def test_a_unit_that_is_found_at_last_is_no_longer_refused(line: Line) -> None:
    request = line.scan("SN1")
    line.send(UnitAnswered(request, GatewayProblem(ProblemKind.UNREACHABLE)))
    assert [row.text for row in batch(line).refused] == ["SN1"]
    done(line, "SN1")
    assert (batch(line).done, batch(line).refused) == (1, ())


def test_a_unit_scanned_twice_counts_once(line: Line) -> None:
    done(line, "SN1")
    found(line, "SN1", in_phase=PhaseId.SCRAPPED)
    assert line.outcomes()[-1][1:] == (OutcomeKind.DONE, NoticeKind.PHASE_ALREADY)
    assert len(batch(line).rows) == 1


def test_what_is_refused_for_a_supervisor_asks_for_no_pin_and_stays(line: Line) -> None:
    line.send(OperatorsRead(REGISTER))
    line.scan(f"OPR-{ANNA.badge}")
    line.scan("CMD-PANEL-PHASE")
    line.touch(BatchWanted(0))
    line.scan("CMD-PHASE-UNDER-PRODUCTION")
    found(line, "SN1", in_phase=PhaseId.FINALIZED)
    assert line.outcomes()[-1][2] is NoticeKind.NEEDS_SUPERVISOR
    assert line.bench.operators.question is None
    assert len(batch(line).refused) == 1


def test_a_supervisor_says_why_once_for_all_units(line: Line) -> None:
    line.send(OperatorsRead(REGISTER))
    line.scan(f"OPR-{EVA.badge}")
    line.touch(BatchWanted(0))
    line.scan("CMD-PHASE-UNDER-PRODUCTION")
    found(line, "SN1", in_phase=PhaseId.FINALIZED)
    assert line.outcomes()[-1][2] is NoticeKind.NEEDS_REASON
    line.send(ReasonEntered("wrong lot"))
    again = line.last_effect()
    assert isinstance(again, Again)
    line.requests += 1
    line.send(replace(again.asked, request=line.requests, source=None))
    now = unit("SN1", in_phase=PhaseId.FINALIZED)
    line.send(UnitAnswered(line.requests, now))
    check(line, line.requests, now)
    line.send(CommandEnded(line.requests, CommandState.DELIVERED))
    found(line, "SN2", in_phase=PhaseId.FINALIZED)
    submitted = line.last_effect()
    assert isinstance(submitted, Submit)
    assert submitted.actions == (
        MovePhase(phase(PhaseId.FINALIZED), phase(PhaseId.UNDER_PRODUCTION), reason="wrong lot"),
    )
    assert (batch(line).done, batch(line).refused) == (1, ())


def test_without_a_login_nothing_is_changed_and_the_unit_is_listed(line: Line) -> None:
    line.send(OperatorsRead(REGISTER))
    request = line.scan("SN1")
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, NoticeKind.LOGIN_NEEDED)
    assert [row.text for row in batch(line).refused] == ["SN1"]


def test_a_question_is_answered_for_its_unit_and_the_batch_goes_on() -> None:
    line = batch_of("CMD-PHASE-FINALIZED")
    request = line.scan("SN1")
    line.send(UnitAnswered(request, unit()))
    check(line, request, unit(), UNTESTED_WITHOUT_RULE)
    assert len(batch(line).refused) == 1
    confirm = line.scan("CMD-CONFIRM")
    check(line, confirm, unit(), UNTESTED_WITHOUT_RULE)
    line.send(CommandEnded(confirm, CommandState.DELIVERED))
    assert (batch(line).done, batch(line).refused) == (1, ())
    assert batch(line).stage is Stage.ON


@pytest.mark.parametrize(("tests", "count"), [(FAILED, 0), (PASSED, 1)])
def test_finalizing_is_decided_for_each_unit(tests: Verification, count: int) -> None:
    line = batch_of("CMD-PHASE-FINALIZED")
    request = line.scan("SN1")
    line.send(UnitAnswered(request, unit()))
    check(line, request, unit(), tests)
    line.send(CommandEnded(request, CommandState.DELIVERED))
    assert batch(line).done == count
    assert len(batch(line).refused) == 1 - count


def test_cancel_leaves_a_question_first_then_the_batch() -> None:
    line = batch_of("CMD-PHASE-FINALIZED")
    request = line.scan("SN1")
    line.send(UnitAnswered(request, unit()))
    check(line, request, unit(), UNTESTED_WITHOUT_RULE)
    line.scan("CMD-CANCEL")
    assert batch(line).stage is Stage.ON
    line.scan("CMD-CANCEL")
    assert line.last().notice == notice(NoticeKind.BATCH_OVER, done="0", refused="1", queued="0")
    assert batch(line).stage is Stage.OVER
    line.scan("SN2")
    line.send(UnitAnswered(line.requests, unit("SN2")))
    assert line.outcomes()[-1][2] is NoticeKind.UNIT_SHOWN
    line.touch(BatchLeft(0))
    assert batch(line) == BatchState()


def test_in_another_panel_a_scan_is_one_unit_and_the_batch_waits(line: Line) -> None:
    line.scan("CMD-PANEL-LOOKUP")
    line.send(UnitAnswered(line.scan("SN1"), unit()))
    assert line.outcomes()[-1][2] is NoticeKind.UNIT_SHOWN
    line.scan("CMD-CANCEL")
    assert batch(line).stage is Stage.ON
    line.scan("CMD-PANEL-PHASE")
    assert line.bench.panel is Panel.PHASE
    done(line, "SN2")
    assert batch(line).done == 1


def test_a_refused_unit_that_is_touched_is_explained_and_left_for_the_list() -> None:
    line = batch_of("CMD-PHASE-FINALIZED")
    request = line.scan("BAD")
    bad = unit("BAD")
    line.send(UnitAnswered(request, bad))
    check(line, request, bad, FAILED)
    line.send(FailureRead(bad.key, 30, TEST))
    line.scan("LOST")
    line.send(UnitAnswered(line.requests, GatewayProblem(ProblemKind.NOT_FOUND)))
    assert batch(line).opened is None
    line.requests += 1
    line.send(Asked(line.requests, "BAD", ShowUnit("BAD", "PART-1"), None, line.now))
    line.send(UnitAnswered(line.requests, bad))
    assert batch(line).opened == bad.key
    refusal = line.bench.phase.refusal
    assert refusal is not None
    assert refusal.why.kind is NoticeKind.FINALIZE_NOT_PASSED
    assert ReadFailure(bad.key, Process(30, "Final")) in line.effects[-3:]
    line.send(FailureRead(bad.key, 30, TEST))
    assert line.bench.phase.refusal is not None
    assert line.bench.phase.refusal.failure == TEST
    line.scan("CMD-CANCEL")
    assert batch(line).opened is None
    assert batch(line).stage is Stage.ON
    assert line.bench.phase.refusal is None


def test_the_next_scan_leaves_what_was_looked_at(line: Line) -> None:
    found(line, "BAD", in_phase=PhaseId.SHIPPED)
    line.requests += 1
    line.send(Asked(line.requests, "BAD", ShowUnit("BAD", "PART-1"), None, line.now))
    line.send(UnitAnswered(line.requests, unit("BAD", in_phase=PhaseId.SHIPPED)))
    assert batch(line).opened is not None
    done(line, "SN1")
    assert batch(line).opened is None
    assert batch(line).done == 1


def test_a_unit_that_is_touched_is_shown(line: Line) -> None:
    line.requests += 1
    line.send(Asked(line.requests, "SN1", ShowUnit("SN1"), None, 0.0))
    line.send(UnitAnswered(line.requests, unit()))
    assert line.outcomes()[-1][2] is NoticeKind.UNIT_SHOWN
    assert batch(line).rows == ()


def test_what_two_keyboard_layouts_read_differently_is_not_changed(line: Line) -> None:
    line.requests += 1
    either = ShowUnit("SN-Y", other=("SN-Z", ""))
    line.send(Asked(line.requests, "SN-Y", either, Source.WEDGE, line.now))
    assert line.outcomes()[-1][1:] == (OutcomeKind.REFUSED, NoticeKind.LAYOUT_AMBIGUOUS)
    assert not any(isinstance(each, ReadUnit) for each in line.effects)
    assert [row.text for row in batch(line).refused] == ["SN-Y"]


def test_a_typed_serial_number_counts_as_a_scan(line: Line) -> None:
    request = line.scan("SN1", source=Source.TYPED)
    line.send(UnitAnswered(request, unit()))
    assert isinstance(line.last_effect(), CheckUnit)


def test_the_same_code_at_once_is_a_repeat_and_no_unit(line: Line) -> None:
    line.scan("SN1")
    line.scan("SN1", after=0.2)
    assert len(line.bench.line) == 1
    line.send(UnitAnswered(line.requests - 1, unit()))
    check(line, line.requests - 1, unit())
    line.send(CommandEnded(line.requests - 1, CommandState.DELIVERED))
    assert line.outcomes()[-1][1] is OutcomeKind.IGNORED
    assert len(batch(line).rows) == 1


def test_undo_takes_back_the_last_unit_and_it_no_longer_counts(line: Line) -> None:
    done(line, "SN1")
    done(line, "SN2")
    request = line.scan("CMD-UNDO")
    check(line, request, unit("SN2", in_phase=PhaseId.SCRAPPED))
    submitted = line.last_effect()
    assert isinstance(submitted, Submit)
    assert (submitted.key.serial_number, submitted.actions) == (
        "SN2",
        (MovePhase(phase(PhaseId.SCRAPPED), phase(PhaseId.UNDER_PRODUCTION)),),
    )
    line.send(CommandEnded(request, CommandState.DELIVERED))
    assert batch(line).done == 1
    assert [row.is_undone for row in batch(line).in_order] == [True, False]


def test_undo_behind_a_refused_unit_takes_nothing_back(line: Line) -> None:
    done(line, "SN1")
    found(line, "BAD", in_phase=PhaseId.SHIPPED)
    line.scan("CMD-UNDO")
    assert line.outcomes()[-1][2] is NoticeKind.NOTHING_TO_UNDO
    assert batch(line).done == 1


def test_a_logout_ends_the_batch(line: Line) -> None:
    line.send(OperatorsRead(REGISTER))
    line.scan(f"OPR-{ANNA.badge}")
    line.scan("CMD-LOGOUT")
    assert batch(line) == BatchState()


def test_what_was_refused_is_there_for_whoever_comes_after_a_logout(line: Line) -> None:
    line.send(OperatorsRead(REGISTER))
    line.scan(f"OPR-{ANNA.badge}")
    found(line, "BAD", in_phase=PhaseId.SHIPPED)
    line.scan("CMD-LOGOUT")
    assert batch(line).stage is Stage.OVER
    assert [row.text for row in batch(line).refused] == ["BAD"]
    line.scan(f"OPR-{EVA.badge}")
    line.scan("CMD-LOGOUT")
    assert batch(line).stage is Stage.OVER


def told(serial: str, action: Action, state: CommandState) -> RowTold:
    command = Command(
        unit(serial).key, action, Stamp(uuid4(), "anna", "B"), datetime(2026, 1, 1, tzinfo=UTC)
    )
    why = notice(NoticeKind.SERVER_REFUSED, message="no") if state.is_bad else None
    return RowTold(OutboxRow(1, command, state, why=why), late=True)


def test_what_is_queued_is_counted_by_itself_until_it_has_ended(line: Line) -> None:
    for serial in ("SN1", "SN2"):
        request = found(line, serial)
        line.send(CommandWaits(request))
        assert line.outcomes()[-1][1] is OutcomeKind.QUEUED
    assert (batch(line).done, batch(line).queued) == (0, 2)
    line.send(told("SN1", WriteTag("Lot", None, "L1"), CommandState.DELIVERED))
    assert batch(line).queued == 2
    line.send(told("SN1", MOVE, CommandState.DELIVERED))
    assert (batch(line).done, batch(line).queued) == (1, 1)
    line.send(told("SN2", MOVE, CommandState.REJECTED))
    assert [row.text for row in batch(line).refused] == ["SN2"]
    line.send(told("SN2", MOVE, CommandState.DELIVERED))
    assert (batch(line).done, batch(line).refused) == (2, ())


def test_what_was_refused_here_is_not_done_by_what_somebody_else_delivers(line: Line) -> None:
    found(line, "BAD", in_phase=PhaseId.SHIPPED)
    line.send(told("BAD", MOVE, CommandState.DELIVERED))
    assert len(batch(line).refused) == 1


def test_the_phases_are_read_first_where_they_are_not_known() -> None:
    line = Line()
    line.scan("CMD-PANEL-PHASE")
    line.touch(BatchWanted(0))
    line.scan("CMD-TAG-Lot=L1")
    request = line.scan("SN1")
    line.send(UnitAnswered(request, replace(unit(), tags=(Tag("Lot", "L1"),))))
    check(line, request, replace(unit(), tags=(Tag("Lot", "L1"),)))
    assert batch(line).done == 1
    assert not any(isinstance(effect, ReadReference) for effect in line.effects)
