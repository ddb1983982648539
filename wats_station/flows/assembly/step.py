"""The next state of the assembly panel.

Every child is read and checked before anything is given to the outbox, so that a refusal
says why while the part is still in the operator's hand.
"""

from dataclasses import replace

from wats_station.domain.assembly import Assembly, ChildFacts
from wats_station.domain.command import CommandState
from wats_station.domain.errors import GatewayProblem
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.domain.unit import Unit
from wats_station.flows.assembly.child import decided, unread
from wats_station.flows.assembly.ending import refused, refused_only
from wats_station.flows.assembly.reason import reason_given
from wats_station.flows.assembly.sending import finished, half_done, queued, remembered
from wats_station.flows.assembly.state import (
    Asking,
    AssemblyEnded,
    AssemblyEvent,
    AssemblyLeft,
    AssemblyOutdated,
    AssemblyRead,
    AssemblyState,
    AssemblyStatus,
    ChildRead,
    ChildScanned,
    Confirmed,
    DisassembleAsked,
    InsidesRead,
    ParentOpened,
    ReadAssembly,
    ReadInsides,
    ReasonGiven,
    Refused,
    RemoveAsked,
    ReplaceAsked,
    Step,
    UnfinishedRead,
    VerifyAsked,
    Work,
)
from wats_station.flows.assembly.taking import confirmed, disassembling, left, taking_out
from wats_station.flows.problems import problem_notice
from wats_station.flows.submitting import CommandEnded, CommandWaits, NotKept


def step(state: AssemblyState, event: AssemblyEvent) -> Step:
    """The next state, and what is to be read, kept or reported."""
    match event:
        case ParentOpened(request, unit):
            return _opened(state, request, unit)
        case AssemblyRead():
            return _read(state, event)
        case UnfinishedRead(rows):
            return replace(state, unfinished=rows), ()
        case AssemblyOutdated():
            return _outdated(state)
        case InsidesRead():
            return _with_insides(state, event), ()
        case ChildRead() | CommandEnded() | CommandWaits() | NotKept():
            return _answered(state, event)
        case AssemblyLeft(request):
            return left(state, request)
    return _asked(state, event)


def kept(state: AssemblyState) -> tuple[int, Outcome] | None:
    """The request whose commands are kept already, and its outcome if nobody can wait."""
    work = state.work
    if work is None or not work.is_sent:
        return None
    return work.request, queued(state, work)


_Asked = (
    ChildScanned
    | RemoveAsked
    | ReplaceAsked
    | DisassembleAsked
    | VerifyAsked
    | Confirmed
    | ReasonGiven
)


def _asked(state: AssemblyState, event: _Asked) -> Step:
    if state.parent is None or state.status not in (AssemblyStatus.READING, AssemblyStatus.OPEN):
        return state, refused_only(event.request, notice(NoticeKind.ASSEMBLY_NOT_OPEN))
    fresh = replace(state, refused=None)
    match event:
        case ChildScanned():
            work = Work(event.request, event.serial_number, event)
            return decided(replace(fresh, work=work), reading=True)
        case RemoveAsked(request, key):
            return taking_out(fresh, request, key, Asking.REMOVE)
        case ReplaceAsked(request, key):
            return taking_out(fresh, request, key, Asking.REPLACE_OLD)
        case DisassembleAsked(request):
            return disassembling(fresh, request)
        case VerifyAsked(request):
            work = Work(request, verifying=True)
            again = replace(fresh, request=request, work=work)
            return again, (_reading(request, state.parent),)
        case Confirmed(request):
            return confirmed(fresh, request)
        case ReasonGiven(request, text):
            return reason_given(fresh, request, text)


def _opened(state: AssemblyState, request: int, unit: Unit) -> Step:
    opened = AssemblyState(AssemblyStatus.READING, request, unit, unfinished=state.unfinished)
    return opened, (_reading(request, unit),)


def _reading(request: int, unit: Unit) -> ReadAssembly:
    return ReadAssembly(request, unit.key, unit.revision)


def _outdated(state: AssemblyState) -> Step:
    if state.parent is None or state.status is not AssemblyStatus.OPEN or state.work:
        return state, ()
    return state, (_reading(state.request, state.parent),)


def _read(state: AssemblyState, event: AssemblyRead) -> Step:
    parent = state.parent
    if parent is None or (event.request, event.key) != (state.request, parent.key):
        return state, ()
    answer, work = event.answer, state.work
    if isinstance(answer, Assembly):
        known = replace(state, status=AssemblyStatus.OPEN, assembly=answer, problem=None)
        inside = (ReadInsides(parent.key, answer.children),) if answer.children else ()
        if work is None and state.assembly is not None:
            # Read again because a change ended late: maybe not as it was said to.
            now, effects = remembered(known)
            return now, (*inside, *effects)
        if work is None or work.is_sent:
            return known, inside
        now, effects = _judged(known, work) if work.verifying else decided(known)
        return now, (*inside, *effects)
    if state.assembly is not None and work is None:
        # What is shown stays: it was true when it was read.
        return state, ()
    why = notice(NoticeKind.NO_BOX_BUILD, serial=parent.serial_number, part=parent.part_number)
    status = AssemblyStatus.NO_TEMPLATE
    if answer is not None:
        why, status = problem_notice(answer, parent.serial_number), AssemblyStatus.FAILED
    if work is not None and work.verifying and state.assembly is not None:
        return refused(state, work, why)
    shown = replace(state, status=status, problem=why)
    return (shown, ()) if work is None else refused(shown, work, why)


def _with_insides(state: AssemblyState, event: InsidesRead) -> AssemblyState:
    """The children with what was read of them now; of the others, what was read before."""
    if state.parent is None or event.key != state.parent.key:
        return state
    read = {each.key for each in event.insides}
    others = tuple(each for each in state.insides if each.key not in read)
    return replace(state, insides=(*others, *event.insides))


def _judged(state: AssemblyState, work: Work) -> Step:
    assembly, parent = state.assembly, state.parent
    if assembly is None or parent is None:
        return state, ()
    judged = replace(state, work=None, verified=True)
    serial = parent.serial_number
    if assembly.is_complete:
        done = Outcome(OutcomeKind.DONE, notice(NoticeKind.ASSEMBLY_COMPLETE, serial=serial))
        return judged, (AssemblyEnded(work.request, done),)
    missing = [slot.part_number for slot in assembly.slots if slot.child is None]
    if missing:
        parts, count = ", ".join(dict.fromkeys(missing)), str(len(missing))
        why = notice(NoticeKind.ASSEMBLY_MISSING, serial=serial, count=count, parts=parts)
    else:
        names = ", ".join(each.key.serial_number for each in assembly.strangers)
        why = notice(NoticeKind.ASSEMBLY_STRANGERS, serial=serial, children=names)
    shown = replace(judged, refused=Refused(serial, why))
    return shown, refused_only(work.request, why)


def _answered(
    state: AssemblyState, event: ChildRead | CommandEnded | CommandWaits | NotKept
) -> Step:
    work = state.work
    if work is None or work.request != event.request:
        return state, ()
    match event:
        case ChildRead(_, ChildFacts() as facts, parent, against):
            known = replace(
                work, facts=facts, text=facts.unit.serial_number, against_parent=against
            )
            return decided(replace(state, parent=parent or state.parent, work=known))
        case ChildRead(_, GatewayProblem() as problem):
            return unread(state, work, problem)
        case CommandEnded(_, CommandState.DELIVERED):
            return finished(state, work, waiting=False)
        case CommandWaits():
            return finished(state, work, waiting=True)
        case CommandEnded(_, _, why, done):
            reason = why or notice(NoticeKind.NOT_WRITTEN, serial=work.text)
            return half_done(state, work, reason, done)
        case NotKept(_, why):
            return refused(state, work, why)
    return state, ()
