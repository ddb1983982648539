"""The phase panel's flow: one change to the current unit, checked, and given to the outbox.

A change is decided on what the server says now, not on what the screen shows: the
unit is read again before anything is kept, and one that another station moved
meanwhile is left alone. Without the server it is decided on what is known of the unit,
where that is safe (product.md 7.5), and decided again before it goes out.
"""

from dataclasses import replace

from wats_station.domain.command import Action, CommandState, MovePhase, MoveProcess, WriteTag
from wats_station.domain.errors import WITHOUT_SERVER, GatewayProblem
from wats_station.domain.hold import HELD, is_on_hold, is_release
from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.outcome import Outcome
from wats_station.domain.phase import Phase, PhaseId, find_phase
from wats_station.domain.repair import FailedTest
from wats_station.domain.settling import projected, tag_value
from wats_station.domain.unit import Process, Unit
from wats_station.domain.verification import Verification
from wats_station.flows.phase.against import against_moving, changed_elsewhere, lacks_reason
from wats_station.flows.phase.ending import done, queued, refused, waits
from wats_station.flows.phase.state import (
    Change,
    ChangeAsked,
    CheckUnit,
    FailureRead,
    PhaseChange,
    PhaseEvent,
    PhaseState,
    ProcessChange,
    Step,
    TagChange,
    UnitChecked,
    UnitLeft,
    Work,
)
from wats_station.flows.problems import problem_notice
from wats_station.flows.submitting import CommandEnded, CommandWaits, NotKept, Submit
from wats_station.flows.tagging import changed


def step(state: PhaseState, event: PhaseEvent) -> Step:
    """The next state, and what is to be read, kept or reported."""
    if isinstance(event, UnitLeft):
        return replace(state, question=None, refusal=None), ()
    if isinstance(event, FailureRead):
        return _failure_read(state, event), ()
    if isinstance(event, ChangeAsked):
        return _ask(event)
    work = state.work
    if work is None or event.request != work.request:
        return state, ()
    match event:
        case UnitChecked():
            return _checked(state, work, event)
        case CommandEnded(_, CommandState.DELIVERED):
            return done(work, _applied(work), already=False)
        case CommandEnded(_, _, why, so_far):
            reason = why or notice(NoticeKind.NOT_WRITTEN, serial=work.seen.serial_number)
            unit = projected(work.unit or work.seen, work.actions[:so_far]) if so_far else None
            return refused(work, reason, unit)
        case CommandWaits():
            return queued(work)
        case NotKept(_, why):
            return refused(work, why, None)


def kept(state: PhaseState) -> tuple[int, Outcome] | None:
    """The request whose command is kept already, and its outcome if nobody can wait for it."""
    work = state.work
    if work is None or not work.actions:
        return None
    return work.request, waits(work)


def wanted_phase(text: str, phases: tuple[Phase, ...]) -> Phase | Notice:
    """The phase a command names, or why there is none."""
    return find_phase(text, phases) or notice(NoticeKind.UNKNOWN_PHASE, text=text)


def wanted_process(text: str, processes: tuple[Process, ...]) -> Process | Notice:
    """The process a command names by its code, or why there is none."""
    found = next((process for process in processes if str(process.code) == text), None)
    return found or notice(NoticeKind.UNKNOWN_PROCESS, text=text)


def _failure_read(state: PhaseState, event: FailureRead) -> PhaseState:
    refusal = state.refusal
    if refusal is None or refusal.failing is None or not refusal.is_reading:
        return state
    if (refusal.key, refusal.failing.code) != (event.key, event.process):
        return state
    if isinstance(event.answer, FailedTest):
        return replace(state, refusal=replace(refusal, failure=event.answer))
    if isinstance(event.answer, GatewayProblem):
        why = problem_notice(event.answer, event.key.serial_number)
    else:
        why = notice(NoticeKind.FAILURE_NOT_THERE, process=refusal.failing.name)
    return replace(state, refusal=replace(refusal, unread=why))


def _ask(event: ChangeAsked) -> Step:
    seen = projected(event.unit, event.before)
    work = Work(event.request, event.change, seen, event.before, event.terms)
    missing = event.terms.missing_tags
    if missing and _is_moving(event.change):
        values = {"keys": ", ".join(missing), "first": missing[0]}
        serial = seen.serial_number
        return refused(work, notice(NoticeKind.TAGS_MISSING, serial=serial, **values), None)
    check = CheckUnit(event.request, event.unit.key, _is_finalizing(event.change))
    return PhaseState(work=work), (check,)


def _is_finalizing(change: Change) -> bool:
    return isinstance(change, PhaseChange) and change.to.id == PhaseId.FINALIZED


def _is_moving(change: Change) -> bool:
    return isinstance(change, PhaseChange) and not change.undoing


def _checked(state: PhaseState, work: Work, event: UnitChecked) -> Step:
    work = replace(work, product=event.product)
    if not isinstance(event.answer, GatewayProblem):
        unit, verification = event.answer
        return _decide(state, work, projected(unit, work.before), verification)
    problem, serial = event.answer, work.seen.serial_number
    if problem.kind not in WITHOUT_SERVER:
        return refused(work, problem_notice(problem, serial), None)
    if _is_finalizing(work.change):
        return refused(work, notice(NoticeKind.NEEDS_SERVER, serial=serial), None)
    return _decide(state, work, work.seen, None)


def _decide(state: PhaseState, work: Work, unit: Unit, verification: Verification | None) -> Step:
    change = work.change
    if _holds(change, unit):
        return done(work, unit, already=True)
    if isinstance(change, PhaseChange):
        against = against_moving(work, change, unit, verification)
        if against is not None:
            return against
    elif change.undoing and (now := changed_elsewhere(work.seen, change, unit)) is not None:
        why = notice(NoticeKind.CHANGED_ELSEWHERE, serial=unit.serial_number, what=now)
        return refused(work, why, unit)
    elif isinstance(change, TagChange) and is_release(change.tag) and lacks_reason(work):
        return refused(work, notice(NoticeKind.NEEDS_REASON, serial=unit.serial_number), unit)
    tags = changed(unit, work.terms.tags) if _is_moving(change) else ()
    # Before the move, and committed with it: a unit that moved on carries its batch.
    carried = (WriteTag(tag.key, tag_value(unit, tag.key), tag.value) for tag in tags)
    actions = (*carried, _action(work, change, unit))
    given = replace(work, unit=unit, actions=actions)
    return replace(state, work=given), (Submit(work.request, unit.key, actions),)


def _action(work: Work, change: Change, unit: Unit) -> Action:
    match change:
        case PhaseChange(to, confirmed):
            verified = to.id == PhaseId.FINALIZED
            return MovePhase(unit.phase, to, verified, confirmed, work.terms.reason)
        case ProcessChange(process):
            unlisted = unit.process is None and bool(unit.process_text)
            return MoveProcess(unit.process, process, unlisted=unlisted)
        case TagChange(tag):
            return WriteTag(tag.key, tag_value(unit, tag.key), tag.value)


def _holds(change: Change, unit: Unit) -> bool:
    match change:
        case PhaseChange(to):
            return unit.phase.id == to.id
        case ProcessChange(process):
            return unit.process is not None and unit.process.code == process.code
        case TagChange(tag) if is_release(tag):
            return not is_on_hold(unit)
        case TagChange(tag) if tag == HELD:
            # One that is on hold for a reason stays so for that reason.
            return is_on_hold(unit)
        case TagChange(tag):
            return tag in unit.tags


def _applied(work: Work) -> Unit:
    unit = work.unit or work.seen
    return projected(unit, work.actions)
