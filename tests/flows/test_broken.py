"""Work without an answer, because it broke or its operator has gone: every scan ends."""

from tests.flows.bench_line import Line, check
from tests.flows.register import ANNA, REGISTER
from tests.support.assemblies import PARENT
from tests.support.repairs import CASE, FAILED_UNIT
from tests.support.units import PHASES, PROCESSES, unit
from wats_station.domain.command import CommandState
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.operator import Operators
from wats_station.domain.outcome import OutcomeKind
from wats_station.flows.assembly.state import AssemblyStatus
from wats_station.flows.bench import Cancelled, ReferenceAnswered, WorkBroke
from wats_station.flows.lookup import LookupStatus, UnitAnswered
from wats_station.flows.operators import OperatorsRead
from wats_station.flows.repair.state import CaseRead, FailAsked, RepairStatus
from wats_station.flows.submitting import CommandEnded, NotKept, Submit

REFUSED, QUEUED, DONE = OutcomeKind.REFUSED, OutcomeKind.QUEUED, OutcomeKind.DONE
FAULT = NoticeKind.PROGRAM_FAULT


def broke(line: Line, request: int) -> None:
    line.send(WorkBroke(request, "ValueError('broken')"))


def test_a_lookup_that_broke_is_refused_and_the_next_is_read() -> None:
    line = Line()
    first = line.scan("SN1")
    waiting = line.scan("CMD-HOLD")
    broke(line, first)
    assert line.outcomes() == [
        (first, REFUSED, FAULT),
        (waiting, REFUSED, NoticeKind.NO_CURRENT_UNIT),
    ]
    assert line.bench.lookup.status is LookupStatus.FAILED
    assert line.bench.active is None
    assert line.found("SN2") == line.outcomes()[-1][0]


def test_details_that_broke_are_said_not_to_be_read_and_the_unit_stays() -> None:
    line = Line()
    request = line.found()
    broke(line, request)
    lookup = line.bench.lookup
    assert lookup.status is LookupStatus.FOUND
    assert lookup.verification_problem is not None
    assert lookup.timeline_problem is not None
    assert line.outcomes() == [(request, DONE, NoticeKind.UNIT_SHOWN)]


def test_a_verification_that_broke_is_refused() -> None:
    line = Line()
    line.found()
    request = line.scan("CMD-VERIFY")
    broke(line, request)
    assert line.outcomes()[-1] == (request, REFUSED, FAULT)


def test_a_change_that_broke_is_refused_whether_it_was_checked_or_given_away() -> None:
    line = Line()
    line.found()
    checking = line.scan("CMD-HOLD")
    broke(line, checking)
    assert line.outcomes()[-1] == (checking, REFUSED, FAULT)
    keeping = line.scan("CMD-TAG-Lot=7")
    check(line, keeping, unit())
    assert isinstance(line.last_effect(), Submit)
    broke(line, keeping)
    assert line.outcomes()[-1] == (keeping, REFUSED, FAULT)
    assert line.bench.phase.work is None


def test_phases_that_cannot_be_read_for_a_fault_refuse_the_command() -> None:
    line = Line()
    shown = line.scan("SN1")
    line.send(UnitAnswered(shown, unit()))
    request = line.scan("CMD-PHASE-FINALIZED")
    broke(line, request)
    assert line.outcomes()[-1] == (request, REFUSED, FAULT)


def test_an_assembly_that_broke_is_said_not_to_be_read_and_its_child_is_refused() -> None:
    line = Line()
    line.scan("CMD-PANEL-ASSEMBLY")
    parent = line.scan("GW-1")
    line.send(UnitAnswered(parent, PARENT))
    child = line.scan("C-2")
    broke(line, parent)
    assert line.bench.assembly.status is AssemblyStatus.FAILED
    assert line.outcomes()[-1] == (child, REFUSED, FAULT)
    assert line.bench.active is None


def repair_open() -> Line:
    line = Line()
    line.send(ReferenceAnswered(-1, (PHASES, PROCESSES)))
    line.scan("CMD-PANEL-REPAIR")
    request = line.scan("SN1")
    line.send(UnitAnswered(request, FAILED_UNIT))
    line.send(CaseRead(request, FAILED_UNIT.key, CASE))
    return line


def test_a_repair_that_broke_is_refused_while_read_and_while_filed() -> None:
    line = Line()
    line.scan("CMD-PANEL-REPAIR")
    reading = line.scan("SN1")
    line.send(UnitAnswered(reading, FAILED_UNIT))
    broke(line, reading)
    assert line.bench.repair.status is RepairStatus.FAILED
    assert line.outcomes()[-1] == (reading, REFUSED, FAULT)

    line = repair_open()
    line.touch(FailAsked(0, "Burned Component"))
    filing = line.scan("CMD-SUBMIT")
    broke(line, filing)
    assert line.outcomes()[-1] == (filing, REFUSED, FAULT)
    assert line.bench.repair.work is None
    assert line.bench.repair.status is RepairStatus.OPEN


def test_what_has_ended_does_not_end_again() -> None:
    line = Line()
    line.scan("CMD-PANEL-PHASE")
    before, told = line.bench, len(line.effects)
    broke(line, 1)
    broke(line, 99)
    assert (line.bench, len(line.effects)) == (before, told)


def at_work() -> Line:
    """Anna changes a unit, and the server takes its time."""
    line = Line()
    line.send(OperatorsRead(REGISTER))
    line.scan(f"OPR-{ANNA.badge}")
    line.found()
    return line


def anna_is_taken_off(line: Line) -> None:
    """By another station, while she works."""
    others = tuple(each for each in REGISTER.registered if each is not ANNA)
    line.send(OperatorsRead(Operators(others)))


def test_a_change_of_somebody_who_is_no_longer_registered_ends_as_refused() -> None:
    line = at_work()
    change, waiting = line.scan("CMD-HOLD"), line.scan("CMD-RELEASE")
    anna_is_taken_off(line)
    assert Cancelled(change) in line.effects
    assert line.outcomes()[-2:] == [
        (change, REFUSED, NoticeKind.LOGGED_OUT_REMOVED),
        (waiting, REFUSED, NoticeKind.LOGIN_NEEDED),
    ]
    assert line.bench.active is None


def test_what_is_kept_already_is_queued_when_its_operator_goes() -> None:
    line = at_work()
    change = line.scan("CMD-HOLD")
    check(line, change, unit())
    anna_is_taken_off(line)
    assert line.outcomes()[-1] == (change, QUEUED, NoticeKind.QUEUED)
    assert Cancelled(change) not in line.effects
    known = line.outcomes()
    line.send(CommandEnded(change, CommandState.DELIVERED))
    assert line.outcomes() == known


def test_what_could_not_be_kept_is_told_though_its_operator_has_gone() -> None:
    line = at_work()
    change = line.scan("CMD-HOLD")
    check(line, change, unit())
    anna_is_taken_off(line)
    line.send(NotKept(change, notice(NoticeKind.OUTBOX_FAULT, detail="disk full")))
    assert line.bench.strip.recent[0].outcome.notice.kind is NoticeKind.OUTBOX_FAULT
