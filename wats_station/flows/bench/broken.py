"""Work that failed in the program itself: whoever waits for its answer is told, and goes on."""

from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.unit import UnitKey
from wats_station.flows import lookup as lookup_flow
from wats_station.flows.assembly.state import AssemblyRead, AssemblyStatus
from wats_station.flows.bench import assembly, changes, repair, units
from wats_station.flows.bench.ending import refused
from wats_station.flows.bench.state import Bench, BenchEffect, Step, WorkBroke, and_then
from wats_station.flows.lookup import LookupStatus
from wats_station.flows.repair.state import CaseRead, RepairStatus
from wats_station.flows.submitting import NotKept


def work_broke(bench: Bench, event: WorkBroke) -> Step:
    """The request ends as refused, whatever it waited for; no panel goes on reading."""
    now, effects = _answered(bench, event)
    why = notice(NoticeKind.PROGRAM_FAULT, detail=event.detail)
    # `refused` leaves alone what has ended meanwhile.
    return and_then(now, effects, lambda after: refused(after, event.request, why))


def _answered(bench: Bench, event: WorkBroke) -> Step:
    """Tell the panel that works on this request, as if its answer had been this problem."""
    request = event.request
    problem = GatewayProblem(ProblemKind.PROGRAM_FAULT, event.detail)
    if _is_at_work(bench, request):
        why = notice(NoticeKind.PROGRAM_FAULT, detail=event.detail)
        return _not_kept(bench, NotKept(request, why))
    reads, case, known = bench.assembly, bench.repair, bench.lookup
    if reads.status is AssemblyStatus.READING and reads.request == request and reads.parent:
        return assembly.heard(bench, AssemblyRead(request, reads.parent.key, problem))
    if case.status is RepairStatus.READING and case.request == request and case.unit:
        return repair.heard(bench, CaseRead(request, case.unit.key, problem))
    if known.status is LookupStatus.READING and known.request == request:
        return units.heard(bench, lookup_flow.UnitAnswered(request, problem))
    if known.unit is not None and known.request == request:
        return _without_details(bench, known.unit.key, problem)
    return bench, ()


def _is_at_work(bench: Bench, request: int) -> bool:
    works = (bench.phase.work, bench.assembly.work, bench.repair.work)
    return any(work is not None and work.request == request for work in works)


def _not_kept(bench: Bench, event: NotKept) -> Step:
    if bench.assembly.work is not None and bench.assembly.work.request == event.request:
        return assembly.heard(bench, event)
    if bench.repair.work is not None and bench.repair.work.request == event.request:
        return repair.heard(bench, event)
    return changes.heard(bench, event)


def _without_details(bench: Bench, key: UnitKey, problem: GatewayProblem) -> Step:
    """The unit stays; of its tests and its life it is said that they could not be read."""
    known = bench.lookup
    now, effects = bench, tuple[BenchEffect, ...]()
    if known.verification is None and known.verification_problem is None:
        tests = lookup_flow.VerificationAnswered(known.request, key, problem)
        now, effects = units.heard(now, tests)
    if known.timeline is None and known.timeline_problem is None:
        life = lookup_flow.TimelineAnswered(known.request, key, problem)
        return and_then(now, effects, lambda after: units.heard(after, life))
    return now, effects
