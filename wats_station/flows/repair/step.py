"""The next state of the repair panel: from the failed test to one report and its retest."""

from dataclasses import replace

from wats_station.domain.errors import GatewayProblem
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.domain.repair import LARGEST_FILES, RepairCase, RepairDraft
from wats_station.domain.repair_rules import process_of
from wats_station.flows.problems import problem_notice
from wats_station.flows.repair import entering, filing
from wats_station.flows.repair.effects import (
    ForgetDraft,
    KeepDraft,
    KeepFiles,
    LeaveRetest,
    RepairEffect,
    RepairEnded,
    WatchRetest,
)
from wats_station.flows.repair.ending import done, refused, serial_of
from wats_station.flows.repair.opening import opened, put_away
from wats_station.flows.repair.state import (
    AnywayAsked,
    CaseRead,
    DraftDropped,
    FilesKept,
    FilesPicked,
    FilingTold,
    PaperMade,
    PreviewAsked,
    RepairEvent,
    RepairLeft,
    RepairOpened,
    RepairState,
    RepairStatus,
    RepairWork,
    RetestRead,
    SendAsked,
    Step,
    UnfiledRead,
)
from wats_station.flows.submitting import CommandEnded, CommandWaits, NotKept


def step(state: RepairState, event: RepairEvent) -> Step:
    """The next state, and what is to be read, kept, filed or reported."""
    match event:
        case RepairOpened(request, unit):
            return opened(state, request, unit)
        case CaseRead():
            return _read(state, event)
        case UnfiledRead(rows):
            return replace(state, unfiled=rows), ()
        case RetestRead():
            return filing.retested(state, event)
        case FilingTold():
            return filing.told(state, event)
        case FilesKept():
            return _files_kept(state, event)
        case PaperMade() | CommandEnded() | CommandWaits() | NotKept():
            return filing.heard(state, event)
    return _asked(state, event)


def kept(state: RepairState) -> tuple[int, Outcome] | None:
    """The request whose commands are kept already, and its outcome if nobody can wait."""
    if state.work is None or not state.work.is_sent:
        return None
    return state.work.request, filing.queued(state)


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
    now = replace(state, case=answer, unit=answer.unit, draft=draft, step=first, as_of=event.as_of)
    return _shown(now, event, answer)


def _shown(state: RepairState, event: CaseRead, case: RepairCase) -> Step:
    """What is to be done with the unit: nothing, wait for its retest, or repair it."""
    process = process_of(case)
    values = {"serial": event.key.serial_number, "process": process.name if process else ""}
    if event.as_of is not None and not event.waits:
        values["as_of"] = event.as_of.isoformat()
    untouched = state.draft.is_empty
    if untouched and (case.repaired is not None or event.waits):
        kind = NoticeKind.REPAIR_KEPT if event.waits else NoticeKind.REPAIR_WAITING
        waiting = replace(state, status=RepairStatus.WAITING, waits=event.waits)
        return waiting, (WatchRetest(case), done(event.request, notice(kind, **values)))
    status, kind = RepairStatus.OPEN, NoticeKind.REPAIR_OPENED
    if untouched and case.test is None:
        status, kind = RepairStatus.NOTHING, NoticeKind.NOTHING_TO_REPAIR
    return replace(state, status=status), (done(event.request, notice(kind, **values)),)


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
            return filing.preview(state, request)
        case SendAsked():
            return filing.send(state, state.case, request)
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
    what = notice(NoticeKind.REPAIR_DROPPED, serial=serial_of(state))
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
    what = notice(NoticeKind.REPAIR_LEFT, serial=serial_of(state))
    return put_away(state), (LeaveRetest(), done(request, what))


def _anyway(state: RepairState, request: int) -> Step:
    """Repair what has not failed, or once more, where an operation allows it."""
    again = (RepairStatus.NOTHING, RepairStatus.WAITING, RepairStatus.RETESTED)
    case = state.case
    if state.status not in again or case is None:
        return state, refused(request, notice(NoticeKind.REPAIR_NOT_OPEN))
    if state.operation is None or process_of(case) is None:
        kind = NoticeKind.REPAIR_NEEDS_TEST if state.operation is None else None
        why = notice(kind or NoticeKind.REPAIR_NEEDS_PROCESS, serial=serial_of(state), operation="")
        return replace(state, refused=why), refused(request, why)
    if state.status is RepairStatus.RETESTED and state.unit is not None:
        # The run that failed now is another: it is read, with its steps.
        return opened(state, request, state.unit)
    process = process_of(case)
    name = process.name if process else ""
    what = notice(NoticeKind.REPAIR_OPENED, serial=serial_of(state), process=name)
    anyway = replace(state, status=RepairStatus.OPEN, filed=None, waits=False, refused=None)
    return anyway, (LeaveRetest(), done(request, what))
