"""The next state of the repair panel: from the failed test to one report and its retest."""

from dataclasses import replace

from wats_station.domain.command import Action, CommandState, FileReport, MoveProcess
from wats_station.domain.errors import GatewayProblem
from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.domain.repair import LARGEST_FILES, RepairCase, RepairDraft
from wats_station.domain.repair_rules import Lack
from wats_station.domain.unit import Process, Unit
from wats_station.flows.problems import problem_notice
from wats_station.flows.repair import entering
from wats_station.flows.repair.ending import done, refused
from wats_station.flows.repair.state import (
    AnywayAsked,
    CaseRead,
    DraftDropped,
    FilesKept,
    FilesPicked,
    ForgetDraft,
    KeepDraft,
    KeepFiles,
    LeaveRetest,
    MakePaper,
    PaperMade,
    PreviewAsked,
    ReadCase,
    RepairEffect,
    RepairEnded,
    RepairEvent,
    RepairLeft,
    RepairOpened,
    RepairState,
    RepairStatus,
    RepairTold,
    RepairWork,
    RetestRead,
    SendAsked,
    Step,
    Unfiled,
    UnfiledRead,
    WatchRetest,
)
from wats_station.flows.submitting import CommandEnded, CommandWaits, NotKept, Submit


def step(state: RepairState, event: RepairEvent) -> Step:
    """The next state, and what is to be read, kept, filed or reported."""
    match event:
        case RepairOpened(request, unit):
            return _opened(state, request, unit)
        case CaseRead():
            return _read(state, event)
        case UnfiledRead(rows):
            return replace(state, unfiled=rows), ()
        case RetestRead():
            return _retested(state, event)
        case FilesKept():
            return _files_kept(state, event)
        case PaperMade() | CommandEnded() | CommandWaits() | NotKept():
            return _filing(state, event)
    return _asked(state, event)


def kept(state: RepairState) -> tuple[int, Outcome] | None:
    """The request whose commands are kept already, and its outcome if nobody can wait."""
    if state.work is None or not state.work.is_sent:
        return None
    return state.work.request, _queued(state)


def put_away(state: RepairState) -> RepairState:
    """The panel without its unit; what was entered for it is offered again."""
    if state.unit is None:
        return state
    key, faults = state.unit.key, len(state.draft.faults)
    others = tuple(row for row in state.unfiled if row.key != key)
    unfiled = others if state.draft.is_empty else (Unfiled(key, faults), *others)
    return RepairState(unfiled=unfiled)


def process_of(case: RepairCase) -> Process | None:
    """The process that a repair is about, and that its unit goes back to."""
    return case.test.process if case.test else case.process


def _opened(state: RepairState, request: int, unit: Unit) -> Step:
    same = state.unit is not None and state.unit.key == unit.key
    unfiled = state.unfiled if same else put_away(state).unfiled
    reading = RepairState(
        RepairStatus.READING,
        request,
        unit,
        draft=state.draft if same else RepairDraft(),
        step=state.step if same else "",
        unfiled=tuple(row for row in unfiled if row.key != unit.key),
    )
    return reading, (LeaveRetest(), ReadCase(request, unit))


def _read(state: RepairState, event: CaseRead) -> Step:
    if state.unit is None or event.request != state.request or event.key != state.unit.key:
        return state, ()
    serial, answer = event.key.serial_number, event.answer
    if isinstance(answer, GatewayProblem):
        why = problem_notice(answer, serial)
        failed = replace(state, status=RepairStatus.FAILED, problem=why)
        return failed, (RepairEnded(event.request, Outcome(OutcomeKind.REFUSED, why)),)
    draft = state.draft if event.draft is None or not state.draft.is_empty else event.draft
    steps = answer.test.steps if answer.test else ()
    known = next((each.id for each in steps if each.id == state.step), None)
    first = known or next((each.id for each in steps), "")
    now = replace(state, case=answer, unit=answer.unit, draft=draft, step=first)
    if answer.test is None and draft.is_empty:
        what = notice(NoticeKind.NOTHING_TO_REPAIR, serial=serial)
        return replace(now, status=RepairStatus.NOTHING), (done(event.request, what),)
    process = process_of(answer)
    name = process.name if process else ""
    if answer.repaired is not None and draft.is_empty:
        what = notice(NoticeKind.REPAIR_WAITING, serial=serial, process=name)
        waiting = replace(now, status=RepairStatus.WAITING)
        return waiting, (WatchRetest(answer), done(event.request, what))
    what = notice(NoticeKind.REPAIR_OPENED, serial=serial, process=name)
    return replace(now, status=RepairStatus.OPEN), (done(event.request, what),)


def _asked(state: RepairState, event: RepairEvent) -> Step:
    """What somebody asks for; while something is going on it has to wait."""
    if isinstance(event, RepairLeft) and state.work is None:
        return _left(state, event.request)
    if isinstance(event, AnywayAsked) and state.work is None:
        return _anyway(state, event.request)
    request = entering.request_of(event)
    if state.status is not RepairStatus.OPEN or state.case is None or state.work is not None:
        busy = NoticeKind.REPAIR_BUSY if state.work else NoticeKind.REPAIR_NOT_OPEN
        return state, refused(request, notice(busy))
    match event:
        case PreviewAsked():
            return _preview(state, request)
        case SendAsked():
            return _send(state, state.case, request)
        case DraftDropped():
            return _dropped(state, request)
        case FilesPicked(_, paths):
            room = LARGEST_FILES - sum(each.size for each in state.draft.files)
            busy_now = replace(state, work=RepairWork(request, files=True), refused=None)
            return busy_now, (KeepFiles(request, paths, room),)
    return _entered(state, event)


def _entered(state: RepairState, event: RepairEvent) -> Step:
    """Something was entered: what is kept of it is kept at once."""
    now, effects = entering.step(replace(state, refused=None), event)
    if now.draft is state.draft or now.unit is None:
        return now, effects
    return now, (*_remembered(now), *effects)


def _remembered(state: RepairState) -> tuple[RepairEffect, ...]:
    if state.unit is None:
        return ()
    key = state.unit.key
    return (ForgetDraft(key),) if state.draft.is_empty else (KeepDraft(key, state.draft),)


def _preview(state: RepairState, request: int) -> Step:
    lack = next(iter(state.lacks), None)
    if lack is not None:
        return _lacking(state, request, lack)
    what = notice(NoticeKind.REPAIR_PREVIEW, serial=_serial(state))
    return replace(state, preview=True, choosing=(), refused=None), (done(request, what),)


def _lacking(state: RepairState, request: int, lack: Lack) -> Step:
    operation = state.operation.name if state.operation else ""
    why = notice(_LACKS[lack], serial=_serial(state), operation=operation)
    return replace(state, refused=why), refused(request, why)


_LACKS = {
    Lack.OPERATION: NoticeKind.NO_REPAIR_OPERATION,
    Lack.FAULT: NoticeKind.REPAIR_NEEDS_FAULT,
    Lack.TEST: NoticeKind.REPAIR_NEEDS_TEST,
    Lack.PROCESS: NoticeKind.REPAIR_NEEDS_PROCESS,
    Lack.PHOTO: NoticeKind.REPAIR_NEEDS_PHOTO,
}


def _send(state: RepairState, case: RepairCase, request: int) -> Step:
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


def _filing(state: RepairState, event: PaperMade | CommandEnded | CommandWaits | NotKept) -> Step:
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
    outcome = _queued(state) if waiting else Outcome(OutcomeKind.DONE, what)
    forgotten = ForgetDraft(unit.key, state.draft.files)
    return now, (forgotten, WatchRetest(case), RepairEnded(work.request, outcome))


def _not_filed(state: RepairState, request: int, why: Notice | None, *, filed: bool) -> Step:
    """The server said no: to the repair, or after it to the process."""
    reason = why or notice(NoticeKind.NOT_WRITTEN, serial=_serial(state))
    if not filed:
        # A refused report waits in the outbox for somebody's decision: entering it
        # again would file it twice.
        now, effects = _filed(state, RepairWork(request), waiting=True)
    else:
        now, effects = _filed(state, RepairWork(request), waiting=False)
    others = tuple(each for each in effects if not isinstance(each, RepairEnded))
    return replace(now, refused=reason), (*others, *refused(request, reason))


def _queued(state: RepairState) -> Outcome:
    codes = ", ".join(fault.code for fault in state.draft.faults)
    queued = notice(NoticeKind.QUEUED, serial=_serial(state), what=codes)
    return Outcome(OutcomeKind.QUEUED, queued)


def _files_kept(state: RepairState, event: FilesKept) -> Step:
    if state.work is None or state.work.request != event.request:
        return state, ()
    draft = replace(state.draft, files=(*state.draft.files, *event.files))
    now = replace(state, draft=draft, work=None, refused=event.why)
    kept_now = _remembered(now) if event.files else ()
    if event.why is not None:
        return now, (*kept_now, *refused(event.request, event.why))
    what = notice(NoticeKind.FILES_ADDED, count=str(len(event.files)))
    return now, (*kept_now, done(event.request, what))


def _dropped(state: RepairState, request: int) -> Step:
    if state.unit is None:
        return state, ()
    what = notice(NoticeKind.REPAIR_DROPPED, serial=_serial(state))
    forgotten = ForgetDraft(state.unit.key, state.draft.files)
    unfiled = tuple(row for row in state.unfiled if row.key != state.unit.key)
    now = replace(state, draft=RepairDraft(), choosing=(), preview=False, refused=None)
    return replace(now, unfiled=unfiled), (forgotten, done(request, what))


def _left(state: RepairState, request: int) -> Step:
    """Out of the question, out of the preview, then away from the unit; what was entered stays."""
    if state.choosing or state.preview:
        free = replace(state, choosing=(), preview=False, refused=None)
        return free, (done(request, notice(NoticeKind.CANCELLED)),)
    if state.unit is None:
        return state, (done(request, notice(NoticeKind.CANCELLED)),)
    what = notice(NoticeKind.REPAIR_LEFT, serial=_serial(state))
    return put_away(state), (LeaveRetest(), done(request, what))


def _anyway(state: RepairState, request: int) -> Step:
    """Repair what has not failed, or once more, where an operation allows it."""
    again = (RepairStatus.NOTHING, RepairStatus.WAITING, RepairStatus.RETESTED)
    case = state.case
    if state.status not in again or case is None:
        return state, refused(request, notice(NoticeKind.REPAIR_NOT_OPEN))
    if state.operation is None or process_of(case) is None:
        kind = NoticeKind.REPAIR_NEEDS_TEST if state.operation is None else None
        why = notice(kind or NoticeKind.REPAIR_NEEDS_PROCESS, serial=_serial(state), operation="")
        return replace(state, refused=why), refused(request, why)
    if state.status is RepairStatus.RETESTED and state.unit is not None:
        # The run that failed now is another: it is read, with its steps.
        return _opened(state, request, state.unit)
    process = process_of(case)
    name = process.name if process else ""
    what = notice(NoticeKind.REPAIR_OPENED, serial=_serial(state), process=name)
    opened = replace(state, status=RepairStatus.OPEN, filed=None, waits=False, refused=None)
    return opened, (LeaveRetest(), done(request, what))


def _retested(state: RepairState, event: RetestRead) -> Step:
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


def _serial(state: RepairState) -> str:
    return state.unit.serial_number if state.unit else ""
