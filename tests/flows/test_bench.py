"""The bench: scans in order, one outcome each, and what a command acts on."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.flows.bench_line import Line, check
from tests.support.units import FAILED, PASSED, PHASES, PROCESSES, phase, unit
from wats_station.domain.command import (
    Action,
    Command,
    CommandState,
    MovePhase,
    OutboxRow,
    WriteTag,
)
from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.hold import HELD, is_on_hold
from wats_station.domain.link import LinkState
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.outcome import OutcomeKind
from wats_station.domain.panel import Panel
from wats_station.domain.phase import PhaseId
from wats_station.domain.stamp import Stamp
from wats_station.domain.unit import Tag, UnitKey
from wats_station.domain.verification import Verification
from wats_station.flows.bench import (
    Asked,
    BenchEffect,
    BenchEvent,
    Cancelled,
    Closing,
    FaultSeen,
    LinkChanged,
    ReadReference,
    ReferenceAnswered,
)
from wats_station.flows.lookup import (
    LookupStatus,
    ReadAgain,
    ReadDetails,
    ReadUnit,
    TimelineAnswered,
    UnitAnswered,
    VerificationAnswered,
)
from wats_station.flows.outbox import RowTold
from wats_station.flows.phase.state import CheckUnit, UnitChecked
from wats_station.flows.submitting import CommandEnded, CommandWaits, NotKept, Submit
from wats_station.scan.decode import decode
from wats_station.scan.intent import intent
from wats_station.scan.raw_scan import Source

GONE = GatewayProblem(ProblemKind.UNREACHABLE)
UNKNOWN = GatewayProblem(ProblemKind.NOT_FOUND)


def test_a_serial_is_read_then_shown_then_its_details_are_read() -> None:
    line = Line()
    request = line.scan("SN1")
    assert line.effects == [ReadUnit(request, "SN1", "")]
    assert line.bench.lookup.status is LookupStatus.READING
    assert line.activity() is NoticeKind.READING
    line.send(UnitAnswered(request, unit()))
    assert line.effects[1] == ReadDetails(request, UnitKey("SN1", "PART-1"))
    assert line.outcomes() == [(request, OutcomeKind.DONE, NoticeKind.UNIT_SHOWN)]
    assert line.activity() is None
    line.send(VerificationAnswered(request, unit().key, PASSED))
    line.send(TimelineAnswered(request, unit().key, ()))
    assert line.bench.lookup.verification is PASSED
    assert line.bench.lookup.timeline == ()


def test_a_part_number_in_the_code_goes_to_the_server() -> None:
    line = Line()
    request = line.scan("SN1/PART-9")
    assert line.effects == [ReadUnit(request, "SN1", "PART-9")]


@pytest.mark.parametrize(
    ("problem", "status", "kind"),
    [
        (UNKNOWN, LookupStatus.NOT_FOUND, NoticeKind.UNIT_NOT_FOUND),
        (
            GatewayProblem(ProblemKind.AMBIGUOUS, candidates=(UnitKey("SN1", "A"),)),
            LookupStatus.AMBIGUOUS,
            NoticeKind.UNIT_AMBIGUOUS,
        ),
        (GONE, LookupStatus.FAILED, NoticeKind.SERVER_UNREACHABLE),
        (
            GatewayProblem(ProblemKind.TIMEOUT, seconds=5.0),
            LookupStatus.FAILED,
            NoticeKind.SERVER_TIMEOUT,
        ),
        (
            GatewayProblem(ProblemKind.SERVER_ERROR, status=500),
            LookupStatus.FAILED,
            NoticeKind.SERVER_ERROR,
        ),
        (GatewayProblem(ProblemKind.NOT_THE_API), LookupStatus.FAILED, NoticeKind.SERVER_NOT_WATS),
        (GatewayProblem(ProblemKind.TOKEN_REFUSED), LookupStatus.FAILED, NoticeKind.TOKEN_REFUSED),
        (GatewayProblem(ProblemKind.FORBIDDEN), LookupStatus.FAILED, NoticeKind.NOT_PERMITTED),
        (GatewayProblem(ProblemKind.REJECTED), LookupStatus.FAILED, NoticeKind.SERVER_REFUSED),
        (GatewayProblem(ProblemKind.PROGRAM_FAULT), LookupStatus.FAILED, NoticeKind.PROGRAM_FAULT),
    ],
)
def test_each_problem_has_its_own_outcome_and_leaves_no_current_unit(
    problem: GatewayProblem, status: LookupStatus, kind: NoticeKind
) -> None:
    line = Line()
    line.found("SN0")
    request = line.scan("SN1")
    line.send(UnitAnswered(request, problem))
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, kind)
    assert line.bench.lookup.status is status
    assert line.bench.current_unit is None


def test_a_newer_lookup_supersedes_one_not_yet_answered() -> None:
    line = Line()
    first = line.scan("SN1")
    second = line.scan("SN2")
    assert Cancelled(first) in line.effects
    assert line.outcomes() == [(first, OutcomeKind.IGNORED, NoticeKind.SUPERSEDED)]
    line.send(UnitAnswered(first, unit("SN1")))
    assert line.bench.lookup.unit is None
    line.send(UnitAnswered(second, unit("SN2")))
    assert line.bench.current_unit == unit("SN2")
    assert [request for request, _, _ in line.outcomes()] == [first, second]


def test_late_details_of_an_earlier_unit_change_nothing() -> None:
    line = Line()
    first = line.found("SN1")
    second = line.found("SN2")
    before = line.bench
    line.send(VerificationAnswered(first, unit("SN1").key, FAILED))
    assert line.bench == before
    assert second == before.lookup.request


def test_details_of_another_part_than_the_units_are_dropped() -> None:
    line = Line()
    request = line.scan("SN1")
    line.send(VerificationAnswered(request, UnitKey("SN1", "OLD-PART"), FAILED))
    line.send(UnitAnswered(request, unit("SN1")))
    assert line.bench.lookup.verification is None
    line.send(VerificationAnswered(request, unit("SN1").key, PASSED))
    assert line.bench.lookup.verification is PASSED


def test_details_that_came_before_the_unit_are_kept_when_they_are_its_own() -> None:
    line = Line()
    request = line.scan("SN1")
    line.send(VerificationAnswered(request, unit("SN1").key, PASSED))
    line.send(UnitAnswered(request, unit("SN1")))
    assert line.bench.lookup.verification is PASSED


def test_the_same_code_right_after_is_ignored_and_said_so() -> None:
    line = Line()
    line.found("SN1")
    again = line.scan("SN1", after=1.4)
    assert line.outcomes()[-1] == (again, OutcomeKind.IGNORED, NoticeKind.REPEATED)
    assert line.last().notice.value("text") == "SN1"


def test_a_torn_scan_scanned_again_at_once_is_no_repeat() -> None:
    line = Line()
    line.found()
    torn = intent(decode("CMD-HOLD"), torn=True)
    line.send(Asked(90, "CMD-HOLD", torn, Source.WEDGE, line.now + 5.0))
    assert line.outcomes()[-1] == (90, OutcomeKind.NOT_UNDERSTOOD, NoticeKind.SCAN_TORN)
    request = line.scan("CMD-HOLD", after=5.2)
    check(line, request, unit())
    assert isinstance(line.last_effect(), Submit)
    line.scan("CMD-HOLD", after=0.2)
    line.send(CommandEnded(request, CommandState.DELIVERED))
    assert line.outcomes()[-1][1:] == (OutcomeKind.IGNORED, NoticeKind.REPEATED)


def test_the_same_code_later_or_typed_or_after_another_is_worked_on() -> None:
    line = Line()
    line.found("SN1")
    for source, after in ((Source.WEDGE, 1.6), (Source.TYPED, 0.1)):
        request = line.scan("SN1", source=source, after=after)
        line.send(UnitAnswered(request, unit()))
        assert line.outcomes()[-1][1] is OutcomeKind.DONE
    other = line.scan("SN2", after=0.1)
    line.send(UnitAnswered(other, unit("SN2")))
    back = line.scan("SN1", after=0.1)
    line.send(UnitAnswered(back, unit("SN1")))
    assert line.outcomes()[-1] == (back, OutcomeKind.DONE, NoticeKind.UNIT_SHOWN)


def test_a_command_with_no_unit_is_refused() -> None:
    line = Line()
    request = line.scan("CMD-PHASE-FINALIZED")
    assert line.outcomes() == [(request, OutcomeKind.REFUSED, NoticeKind.NO_CURRENT_UNIT)]


def test_a_command_waits_for_the_lookup_before_it() -> None:
    line = Line()
    line.send(ReferenceAnswered(-1, (PHASES, PROCESSES)))
    lookup = line.scan("SN1")
    command = line.scan("CMD-PHASE-SCRAPPED")
    assert line.bench.strip.waiting == 1
    assert line.outcomes() == []
    line.send(UnitAnswered(lookup, unit()))
    assert line.last_effect() == CheckUnit(command, unit().key, with_verification=False)


def test_a_command_behind_a_failed_lookup_is_refused() -> None:
    line = Line()
    lookup = line.scan("SN1")
    command = line.scan("CMD-PHASE-SCRAPPED")
    line.send(UnitAnswered(lookup, GONE))
    assert line.outcomes() == [
        (lookup, OutcomeKind.REFUSED, NoticeKind.SERVER_UNREACHABLE),
        (command, OutcomeKind.REFUSED, NoticeKind.NO_CURRENT_UNIT),
    ]


def test_a_lookup_with_a_command_behind_it_is_not_superseded() -> None:
    line = Line()
    line.send(ReferenceAnswered(-1, (PHASES, PROCESSES)))
    first = line.scan("SN1")
    line.scan("CMD-PHASE-SCRAPPED")
    line.scan("SN2")
    line.send(UnitAnswered(first, unit("SN1")))
    assert line.outcomes() == [(first, OutcomeKind.DONE, NoticeKind.UNIT_SHOWN)]


def test_finalizing_a_passing_unit_writes_then_shows_it() -> None:
    line = Line()
    line.found()
    request = line.scan("CMD-PHASE-FINALIZED")
    assert line.last_effect() == CheckUnit(request, unit().key, with_verification=True)
    check(line, request, unit(), PASSED)
    assert isinstance(line.last_effect(), Submit)
    assert len(line.outcomes()) == 1
    line.send(CommandEnded(request, CommandState.DELIVERED))
    assert line.outcomes()[-1] == (request, OutcomeKind.DONE, NoticeKind.PHASE_SET)
    assert line.bench.current_unit == unit(in_phase=PhaseId.FINALIZED)
    assert ReadDetails(request, unit().key) in line.effects


def test_finalizing_a_failing_unit_is_refused_explained_and_not_written() -> None:
    line = Line()
    line.found()
    request = line.scan("CMD-PHASE-FINALIZED")
    check(line, request, unit(), FAILED)
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, NoticeKind.FINALIZE_NOT_PASSED)
    assert line.last().notice.value("processes") == "Final"
    assert not any(isinstance(effect, Submit) for effect in line.effects)
    assert line.bench.phase.refusal is not None
    assert [row.name for row in line.bench.phase.refusal.processes] == ["Final"]


def test_the_refusal_and_the_question_go_with_their_unit() -> None:
    line = Line()
    line.found()
    check(line, line.scan("CMD-PHASE-FINALIZED"), unit(), FAILED)
    line.found("SN2")
    assert line.bench.phase.refusal is None


def test_a_unit_moved_by_another_station_is_left_alone_and_shown_as_it_is() -> None:
    line = Line()
    line.found()
    request = line.scan("CMD-PHASE-SCRAPPED")
    check(line, request, unit(in_phase=PhaseId.REPAIR_PRODUCTION))
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, NoticeKind.UNIT_CHANGED)
    assert line.bench.current_unit == unit(in_phase=PhaseId.REPAIR_PRODUCTION)
    assert not any(isinstance(effect, Submit) for effect in line.effects)


def test_a_phase_that_may_not_follow_is_refused() -> None:
    line = Line()
    line.found(in_phase=PhaseId.REPAIR_PRODUCTION)
    request = line.scan("CMD-PHASE-SHIPPED")
    check(line, request, unit(in_phase=PhaseId.REPAIR_PRODUCTION))
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, NoticeKind.PHASE_NOT_ALLOWED)


def test_the_phase_it_already_has_is_done_without_a_write() -> None:
    line = Line()
    line.found()
    request = line.scan("CMD-PHASE-2")
    check(line, request, unit())
    assert line.outcomes()[-1] == (request, OutcomeKind.DONE, NoticeKind.PHASE_ALREADY)
    assert not any(isinstance(effect, Submit) for effect in line.effects)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("CMD-PHASE-NOWHERE", NoticeKind.UNKNOWN_PHASE),
        ("CMD-PROCESS-4711", NoticeKind.UNKNOWN_PROCESS),
        ("CMD-CONFIRM", NoticeKind.NOTHING_TO_CONFIRM),
    ],
)
def test_commands_that_name_nothing_are_refused(text: str, kind: NoticeKind) -> None:
    line = Line()
    line.found()
    request = line.scan(text)
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, kind)


def test_untested_without_rule_asks_and_confirming_writes() -> None:
    untested = Verification(PASSED.grade, has_rule=False, results=())
    line = Line()
    line.found()
    asked = line.scan("CMD-PHASE-FINALIZED")
    check(line, asked, unit(), untested)
    assert line.outcomes()[-1][2] is NoticeKind.FINALIZE_NEEDS_CONFIRMATION
    confirmed = line.scan("CMD-CONFIRM")
    check(line, confirmed, unit(), untested)
    assert isinstance(line.last_effect(), Submit)


def test_confirming_never_passes_a_failed_process() -> None:
    line = Line()
    line.found()
    untested = Verification(PASSED.grade, has_rule=False, results=())
    check(line, line.scan("CMD-PHASE-FINALIZED"), unit(), untested)
    check(line, line.scan("CMD-CONFIRM"), unit(), FAILED)
    assert line.outcomes()[-1][2] is NoticeKind.FINALIZE_NOT_PASSED


def test_cancel_leaves_the_question() -> None:
    line = Line()
    line.found()
    untested = Verification(PASSED.grade, has_rule=False, results=())
    check(line, line.scan("CMD-PHASE-FINALIZED"), unit(), untested)
    line.scan("CMD-CANCEL")
    line.scan("CMD-CONFIRM")
    assert line.outcomes()[-1][2] is NoticeKind.NOTHING_TO_CONFIRM


def test_a_process_and_a_tag_are_set() -> None:
    line = Line()
    line.found()
    process = line.scan("CMD-PROCESS-100")
    check(line, process, unit())
    line.send(CommandEnded(process, CommandState.DELIVERED))
    tag = line.scan("CMD-TAG-Lot=L1")
    now = line.bench.current_unit
    assert now is not None
    assert now.process == PROCESSES[1]
    check(line, tag, now)
    line.send(CommandEnded(tag, CommandState.DELIVERED))
    assert line.bench.current_unit is not None
    assert line.bench.current_unit.tags == (Tag("Lot", "L1"),)


def test_phases_are_read_first_when_they_are_not_known_yet() -> None:
    line = Line()
    request = line.scan("SN1")
    line.send(UnitAnswered(request, unit()))
    command = line.scan("CMD-PHASE-SCRAPPED")
    assert line.last_effect() == ReadReference(command)
    line.send(ReferenceAnswered(command, (PHASES, PROCESSES)))
    assert isinstance(line.last_effect(), CheckUnit)


def test_phases_that_cannot_be_read_refuse_the_command() -> None:
    line = Line()
    line.send(UnitAnswered(line.scan("SN1"), unit()))
    command = line.scan("CMD-PHASE-SCRAPPED")
    line.send(ReferenceAnswered(command, GONE))
    assert line.outcomes()[-1] == (command, OutcomeKind.REFUSED, NoticeKind.SERVER_UNREACHABLE)


def kept_command(line: Line, code: str = "CMD-PHASE-SCRAPPED") -> int:
    """A command that was checked and given to the outbox."""
    line.found()
    request = line.scan(code)
    check(line, request, unit())
    assert isinstance(line.last_effect(), Submit)
    return request


def test_what_is_not_confirmed_in_time_is_queued_and_the_unit_stays_as_it_was() -> None:
    line = Line()
    request = kept_command(line)
    line.send(CommandWaits(request))
    assert line.outcomes()[-1] == (request, OutcomeKind.QUEUED, NoticeKind.QUEUED)
    assert line.bench.current_unit == unit()


def test_what_cannot_be_kept_is_refused() -> None:
    line = Line()
    request = kept_command(line)
    line.send(NotKept(request, notice(NoticeKind.OUTBOX_FAULT, detail="the disk is full")))
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, NoticeKind.OUTBOX_FAULT)


@pytest.mark.parametrize("state", [CommandState.NOT_DONE, CommandState.CONFLICT])
def test_a_command_that_came_too_late_is_refused_with_its_reason(state: CommandState) -> None:
    line = Line()
    request = kept_command(line)
    line.send(CommandEnded(request, state, notice(NoticeKind.UNIT_CHANGED, serial="SN1")))
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, NoticeKind.UNIT_CHANGED)


def test_without_the_server_what_is_safe_is_decided_on_what_is_known() -> None:
    line = Line()
    line.found()
    request = line.scan("CMD-PHASE-SCRAPPED")
    line.send(UnitChecked(request, GONE))
    submitted = line.last_effect()
    assert isinstance(submitted, Submit)
    assert submitted.actions == (
        MovePhase(phase(PhaseId.UNDER_PRODUCTION), phase(PhaseId.SCRAPPED)),
    )


def test_without_the_server_nothing_is_finalized() -> None:
    line = Line()
    line.found()
    request = line.scan("CMD-PHASE-FINALIZED")
    line.send(UnitChecked(request, GONE))
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, NoticeKind.NEEDS_SERVER)


def waiting(action: Action, number: int = 1) -> OutboxRow:
    """A row that waits to be sent."""
    stamp = Stamp(uuid4(), "anna", "BENCH-1")
    made = datetime(2026, 11, 24, tzinfo=UTC)
    return OutboxRow(number, Command(unit().key, action, stamp, made))


def test_a_command_is_decided_on_what_the_unit_will_be_once_the_others_are_delivered() -> None:
    line = Line()
    line.found()
    moved = MovePhase(phase(PhaseId.UNDER_PRODUCTION), phase(PhaseId.REPAIR_PRODUCTION))
    line.send(RowTold(waiting(moved)))
    request = line.scan("CMD-PHASE-REPAIRED")
    check(line, request, unit())
    submitted = line.last_effect()
    assert isinstance(submitted, Submit)
    expected = MovePhase(phase(PhaseId.REPAIR_PRODUCTION), phase(PhaseId.REPAIRED))
    assert submitted.actions == (expected,)


def test_a_unit_on_hold_moves_nowhere_until_it_is_released() -> None:
    line = Line()
    held = replace(unit(), tags=(HELD,))
    line.found()
    line.send(UnitAnswered(line.scan("SN1"), held))
    request = line.scan("CMD-PHASE-SCRAPPED")
    check(line, request, held)
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, NoticeKind.UNIT_ON_HOLD)
    request = line.scan("CMD-RELEASE")
    check(line, request, held)
    line.send(CommandEnded(request, CommandState.DELIVERED))
    assert line.outcomes()[-1] == (request, OutcomeKind.DONE, NoticeKind.UNIT_RELEASED)
    assert line.bench.current_unit is not None
    assert not is_on_hold(line.bench.current_unit)


def test_holding_a_unit_is_a_tag_that_every_station_sees() -> None:
    line = Line()
    request = kept_command(line, "CMD-HOLD")
    submitted = line.last_effect()
    assert isinstance(submitted, Submit)
    assert submitted.actions == (WriteTag("Hold", None, "yes"),)
    line.send(CommandEnded(request, CommandState.DELIVERED))
    assert line.outcomes()[-1] == (request, OutcomeKind.DONE, NoticeKind.UNIT_HELD)


def test_a_refusal_that_comes_late_is_told_all_the_same() -> None:
    line = Line()
    line.found()
    refused = replace(
        waiting(WriteTag("Lot", None, "L1")),
        state=CommandState.REJECTED,
        why=notice(NoticeKind.SERVER_REFUSED, message="no such lot"),
    )
    line.send(RowTold(refused, late=True))
    told = line.bench.strip.recent[0].outcome
    assert (told.kind, told.notice) == (OutcomeKind.REFUSED, refused.why)
    assert line.bench.outbox.to_note == (refused,)
    # The server may have changed the unit: what is on the screen is read again.
    line.send(RowTold(replace(refused, state=CommandState.DELIVERED, why=None), late=True))
    assert line.last_effect() == ReadAgain(line.bench.lookup.request, unit().key)


def test_a_closing_station_says_queued_of_what_is_kept_already() -> None:
    line = Line()
    request = kept_command(line)
    waits = line.scan("SN2")
    line.send(Closing())
    assert line.outcomes()[-2:] == [
        (request, OutcomeKind.QUEUED, NoticeKind.QUEUED),
        (waits, OutcomeKind.REFUSED, NoticeKind.STATION_CLOSING),
    ]


def test_a_rejected_write_shows_the_servers_reason() -> None:
    line = Line()
    line.found()
    request = line.scan("CMD-PHASE-SCRAPPED")
    check(line, request, unit())
    why = notice(NoticeKind.SERVER_REFUSED, message="no such phase")
    line.send(CommandEnded(request, CommandState.REJECTED, why))
    assert line.last().notice.value("message") == "no such phase"
    assert line.outcomes()[-1][2] is NoticeKind.SERVER_REFUSED


def test_panels_open_and_the_unit_travels_with_them() -> None:
    line = Line()
    line.found()
    line.scan("CMD-PANEL-PHASE")
    assert line.bench.panel is Panel.PHASE
    assert line.bench.current_unit == unit()


def test_closing_ends_everything_open_as_refused() -> None:
    line = Line()
    first = line.scan("SN1")
    second = line.scan("CMD-PHASE-SCRAPPED")
    line.send(Closing())
    assert line.outcomes() == [
        (first, OutcomeKind.REFUSED, NoticeKind.STATION_CLOSING),
        (second, OutcomeKind.REFUSED, NoticeKind.STATION_CLOSING),
    ]


def test_link_and_faults_are_shown() -> None:
    line = Line()
    line.send(LinkChanged(LinkState.OFFLINE))
    line.send(FaultSeen(notice(NoticeKind.PROGRAM_FAULT, detail="boom")))
    assert line.bench.link is LinkState.OFFLINE
    assert line.bench.strip.recent[0].outcome.notice.value("detail") == "boom"


def test_a_long_line_of_scans_is_worked_off_without_deep_recursion() -> None:
    line = Line()
    line.found()
    request = line.scan("CMD-PHASE-SCRAPPED")
    scans = [line.scan(f"CMD-NONSENSE-{number}", after=0.01) for number in range(3000)]
    check(line, request, unit())
    line.send(CommandEnded(request, CommandState.DELIVERED))
    assert [ended for ended, _, _ in line.outcomes()][-3000:] == scans


SCANS = st.lists(
    st.sampled_from(
        ["SN1", "SN2", "SN3", "", "CMD-PANEL-PHASE", "CMD-PHASE-FINALIZED", "CMD-TAG-A=B",
         "CMD-CONFIRM", "CMD-CANCEL", "CMD-PROCESS-30", "NONSENSE\x1d", "CMD-NONSENSE"]
    ),
    max_size=25,
)  # fmt: skip
ANSWERS = st.sampled_from(["good", "bad", "unknown", "hold"])


@given(SCANS, st.lists(ANSWERS, max_size=60), st.floats(0.1, 2.0))
def test_every_scan_ends_exactly_once_and_in_order(
    texts: list[str], answers: list[str], after: float
) -> None:
    line = Line()
    pending: list[BenchEffect] = []
    left = iter(answers)
    for text in texts:
        seen = len(line.effects)
        line.scan(text, after=after)
        pending.extend(line.effects[seen:])
        while pending and next(left, "hold") != "hold":
            _answer(line, pending, next(left, "good"))
    while pending:
        _answer(line, pending, "good")
    assert [request for request, _, _ in line.outcomes()] == list(range(1, len(texts) + 1))


def _answer(line: Line, pending: list[BenchEffect], how: str) -> None:
    """Answer the oldest request; what that asks for joins the rest."""
    effect = pending.pop(0)
    seen = len(line.effects)
    problem = {"bad": GONE, "unknown": UNKNOWN}.get(how)
    match effect:
        case ReadUnit(request, serial):
            line.send(UnitAnswered(request, problem or unit(serial)))
        case ReadReference(request):
            line.send(ReferenceAnswered(request, problem or (PHASES, PROCESSES)))
        case CheckUnit(request, key):
            line.send(UnitChecked(request, problem or (unit(key.serial_number), PASSED)))
        case Submit(request):
            ends: dict[str, BenchEvent] = {
                "good": CommandEnded(request, CommandState.DELIVERED),
                "bad": NotKept(request, notice(NoticeKind.OUTBOX_FAULT)),
                "unknown": CommandWaits(request),
            }
            line.send(ends.get(how, CommandEnded(request, CommandState.CONFLICT)))
    pending.extend(line.effects[seen:])
