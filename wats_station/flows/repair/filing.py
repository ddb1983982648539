"""Filing a repair: looked at, given to the outbox, settled, and the retest waited for."""

from dataclasses import replace

from wats_station.domain.command import Action, CommandState, FileReport, MoveProcess
from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.domain.repair import RepairCase, RepairDraft
from wats_station.domain.repair_rules import Lack, process_of
from wats_station.flows.repair.effects import (
    ForgetDraft,
    LeaveRetest,
    MakePaper,
    RepairEnded,
    RepairTold,
    WatchRetest,
)
from wats_station.flows.repair.ending import done, refused, serial_of
from wats_station.flows.repair.opening import opened
from wats_station.flows.repair.state import (
    FilingTold,
    PaperMade,
    RepairState,
    RepairStatus,
    RepairWork,
    RetestRead,
    Step,
)
from wats_station.flows.submitting import CommandEnded, CommandWaits, NotKept, Submit


def preview(state: RepairState, request: int) -> Step:
    """Show the whole repair, if it can be filed at all."""
    lack = next(iter(state.lacks), None)
    if lack is not None:
        return _lacking(state, request, lack)
    what = notice(NoticeKind.REPAIR_PREVIEW, serial=serial_of(state))
    return replace(state, preview=True, choosing=(), refused=None), (done(request, what),)


def _lacking(state: RepairState, request: int, lack: Lack) -> Step:
    operation = state.operation.name if state.operation else ""
    why = notice(_LACKS[lack], serial=serial_of(state), operation=operation)
    return replace(state, refused=why), refused(request, why)


_LACKS = {
    Lack.OPERATION: NoticeKind.NO_REPAIR_OPERATION,
    Lack.FAULT: NoticeKind.REPAIR_NEEDS_FAULT,
    Lack.TEST: NoticeKind.REPAIR_NEEDS_TEST,
    Lack.PROCESS: NoticeKind.REPAIR_NEEDS_PROCESS,
    Lack.PHOTO: NoticeKind.REPAIR_NEEDS_PHOTO,
}


def send(state: RepairState, case: RepairCase, request: int) -> Step:
    """Make the report, if nothing stands against it."""
    if state.choosing:
        # What was scanned last is not in the repair yet.
        why = notice(NoticeKind.FAULT_CHOICE_OPEN)
        return replace(state, refused=why), refused(request, why)
    lack = next(iter(state.lacks), None)
    if lack is not None:
        return _lacking(state, request, lack)
    operation = state.operation
    draft = replace(state.draft, operation=operation.code if operation else 0)
    filing = replace(state, draft=draft, work=RepairWork(request), refused=None)
    return filing, (MakePaper(request, case, draft),)


def heard(state: RepairState, event: PaperMade | CommandEnded | CommandWaits | NotKept) -> Step:
    """The report is made, kept or delivered, or it is not."""
    work = state.work
    if work is None or work.request != event.request:
        return state, ()
    match event:
        case PaperMade(request, Notice() as why):
            return replace(state, work=None, refused=why), refused(request, why)
        case PaperMade(request, (report_id, paper)) if state.unit is not None:
            actions: tuple[Action, ...] = (FileReport(report_id, paper), *_to_retest(state))
            sent = replace(state, work=replace(work, is_sent=True))
            return sent, (Submit(request, state.unit.key, actions),)
        case CommandEnded(_, CommandState.DELIVERED):
            return _filed(state, work, waiting=False)
        case CommandWaits():
            return _filed(state, work, waiting=True)
        case CommandEnded(request, _, why, count):
            return _not_filed(state, request, why, filed=bool(count))
        case NotKept(request, why):
            return replace(state, work=None, refused=why), refused(request, why)
    return state, ()


def _to_retest(state: RepairState) -> tuple[Action, ...]:
    """Sends the unit back to the process that failed, where it is at another."""
    unit, case = state.unit, state.case
    process = process_of(case) if case else None
    if unit is None or process is None:
        return ()
    if unit.process is not None and unit.process.code == process.code:
        return ()
    return (MoveProcess(unit.process, process, unlisted=bool(unit.process_text)),)


def _filed(state: RepairState, work: RepairWork, *, waiting: bool) -> Step:
    unit, case = state.unit, state.case
    if unit is None or case is None:
        return replace(state, work=None), ()
    process = process_of(case)
    now = replace(
        state,
        status=RepairStatus.WAITING,
        draft=RepairDraft(),
        filed=state.draft,
        waits=waiting,
        work=None,
        preview=False,
        choosing=(),
        unfiled=tuple(row for row in state.unfiled if row.key != unit.key),
    )
    name = process.name if process else ""
    what = notice(NoticeKind.REPAIR_FILED, serial=unit.serial_number, process=name)
    outcome = queued(state) if waiting else Outcome(OutcomeKind.DONE, what)
    forgotten = ForgetDraft(unit.key, state.draft.files)
    return now, (forgotten, WatchRetest(case), RepairEnded(work.request, outcome))


def _not_filed(state: RepairState, request: int, why: Notice | None, *, filed: bool) -> Step:
    """The server said no: to the repair, or after it to the process."""
    reason = why or notice(NoticeKind.NOT_WRITTEN, serial=serial_of(state))
    if not filed:
        # A refused report waits in the outbox for somebody's decision: entering it
        # again would file it twice.
        now, effects = _filed(state, RepairWork(request), waiting=True)
    else:
        now, effects = _filed(state, RepairWork(request), waiting=False)
    others = tuple(each for each in effects if not isinstance(each, RepairEnded))
    return replace(now, refused=reason), (*others, *refused(request, reason))


def queued(state: RepairState) -> Outcome:
    """It is kept and not confirmed yet."""
    codes = ", ".join(fault.code for fault in state.draft.faults)
    why = notice(NoticeKind.QUEUED, serial=serial_of(state), what=codes)
    return Outcome(OutcomeKind.QUEUED, why)


def told(state: RepairState, event: FilingTold) -> Step:
    """The report's end, which came after nobody stood waiting for it any more."""
    unit = state.unit
    if unit is None or event.key != unit.key or not state.waits:
        return state, ()
    match event.state:
        case CommandState.DELIVERED:
            return replace(state, waits=False, refused=None), ()
        case CommandState.DISCARDED:
            # Somebody gave it up: the unit is to be repaired as before.
            return opened(state, state.request, unit)
    reason = event.why or notice(NoticeKind.NOT_WRITTEN, serial=serial_of(state))
    return replace(state, refused=reason if event.state.is_bad else state.refused), ()


def retested(state: RepairState, event: RetestRead) -> Step:
    """The unit was tested again: that is told, and nobody waits any more."""
    unit, case = state.unit, state.case
    if state.status is not RepairStatus.WAITING or unit is None or case is None:
        return state, ()
    if event.key != unit.key:
        return state, ()
    process = process_of(case)
    kind = NoticeKind.RETEST_PASSED if event.retest.passed else NoticeKind.RETEST_FAILED
    what = notice(kind, serial=unit.serial_number, process=process.name if process else "")
    now = replace(state, status=RepairStatus.RETESTED, retest=event.retest, waits=False)
    return now, (LeaveRetest(), RepairTold(what, event.retest.passed))
