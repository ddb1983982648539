"""The assembly panel's flow: a parent, its slots, and one child after the other.

Every child is read and checked before anything is given to the outbox, so that a refusal
says why while the part is still in the operator's hand.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from wats_station.domain.assembly import (
    Assembly,
    BuiltIn,
    ChildCheck,
    ChildFacts,
    ChildRefusal,
    checked,
    placed_at,
    slot_of,
    without,
)
from wats_station.domain.command import AddChild, CommandState, RemoveChild
from wats_station.domain.errors import WITHOUT_SERVER, GatewayProblem, ProblemKind
from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.domain.quarantine import Quarantine, quarantine_notice
from wats_station.domain.unit import Unit, UnitKey
from wats_station.domain.verification import ProcessResult
from wats_station.flows.problems import problem_notice
from wats_station.flows.submitting import (
    CommandEnded,
    CommandWaits,
    NotKept,
    Submit,
    SubmitEvent,
)


class AssemblyStatus(StrEnum):
    """What the assembly panel shows."""

    EMPTY = "empty"  # no parent
    READING = "reading"  # the parent's template is on its way
    OPEN = "open"
    NO_TEMPLATE = "no_template"  # the parent is built of nothing
    FAILED = "failed"  # `problem` says why


class Asking(StrEnum):
    """What the next scan of a unit is for."""

    ADD = "add"
    REMOVE = "remove"  # the child that is to come out
    REPLACE_OLD = "replace_old"  # the child that is to come out, then
    REPLACE_NEW = "replace_new"  # the one that goes in instead
    DISASSEMBLE = "disassemble"  # a yes is wanted: every child comes out


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An assembly that somebody left half done."""

    key: UnitKey
    filled: int
    slots: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The last refusal: which unit, why, and the processes in the way."""

    serial_number: str
    why: Notice
    processes: tuple[ProcessResult, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """A child under way: `text` is its serial number; `out` and `into` what is being sent.

    `scanned` is what was asked for, `facts` what the server says of it and `against_parent`
    the quarantines its parent is in, until there is something to send. `verifying` is true
    where the parent is read again to be judged.
    """

    request: int
    text: str = ""
    scanned: "ChildScanned | None" = None
    facts: ChildFacts | None = None
    against_parent: tuple[Quarantine, ...] = ()
    out: tuple[BuiltIn, ...] = ()
    into: BuiltIn | None = None
    index: int | None = None
    verifying: bool = False

    @property
    def is_sent(self) -> bool:
        """True once it was given to the outbox."""
        return bool(self.out) or self.into is not None


@dataclass(frozen=True, slots=True)
class AssemblyState:
    """The assembly panel.

    `old` is the child that is being replaced. `work` is what is going on, `refused` what
    was refused last and `last` the slot (from 0) that changed last, None for none.
    `verified` is true once somebody asked for completeness since the last change.
    `unfinished` are offered while no parent is open.
    """

    status: AssemblyStatus = AssemblyStatus.EMPTY
    request: int = 0
    parent: Unit | None = None
    assembly: Assembly | None = None
    asking: Asking = Asking.ADD
    old: BuiltIn | None = None
    work: Work | None = None
    refused: Refused | None = None
    last: int | None = None
    verified: bool = False
    problem: Notice | None = None
    unfinished: tuple[Unfinished, ...] = ()

    @property
    def is_complete(self) -> bool:
        """True for a parent that nothing is wanted for any more."""
        return self.assembly is not None and self.assembly.is_complete

    @property
    def wants_child(self) -> bool:
        """True while any unit that is scanned is about what is in the parent."""
        is_open = self.status in (AssemblyStatus.READING, AssemblyStatus.OPEN)
        return is_open and (self.asking is not Asking.ADD or not self.is_complete)

    def takes(self, serial_number: str) -> bool:
        """True where a scan of this unit is about what is in the parent, or should be.

        Once the parent is complete, another unit is the next parent.
        """
        if self.wants_child:
            return True
        return self.is_complete and bool(_children(self.assembly, serial_number))


@dataclass(frozen=True, slots=True)
class ParentOpened:
    """This unit is being built."""

    request: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class AssemblyRead:
    """Its slots, or why they could not be read; None where the unit has no box build."""

    request: int
    key: UnitKey
    answer: Assembly | GatewayProblem | None


@dataclass(frozen=True, slots=True)
class ChildScanned:
    """A unit was scanned while a parent is open; `other` is what it may be instead."""

    request: int
    serial_number: str
    part_number: str = ""
    other: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ChildRead:
    """The scanned unit and its tests as the server has them now, and so the parent.

    `against_parent` are the quarantines that the parent is in.
    """

    request: int
    answer: ChildFacts | GatewayProblem
    parent: Unit | None = None
    against_parent: tuple[Quarantine, ...] = ()


@dataclass(frozen=True, slots=True)
class RemoveAsked:
    """`CMD-REMOVE`: the next child scanned comes out; with `key` (touch) this one does."""

    request: int
    key: UnitKey | None = None


@dataclass(frozen=True, slots=True)
class ReplaceAsked:
    """`CMD-REPLACE`: old, then new; with `key` (touch) that is the old one."""

    request: int
    key: UnitKey | None = None


@dataclass(frozen=True, slots=True)
class DisassembleAsked:
    """`CMD-DISASSEMBLE`: every child comes out, after a yes."""

    request: int


@dataclass(frozen=True, slots=True)
class VerifyAsked:
    """`CMD-VERIFY`: is it complete? Read it again, and say so."""

    request: int


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Yes."""

    request: int


@dataclass(frozen=True, slots=True)
class AssemblyLeft:
    """`CMD-CANCEL`: out of what is being asked; with nothing asked, put the parent away."""

    request: int


@dataclass(frozen=True, slots=True)
class AssemblyOutdated:
    """What is in the parent was changed behind the panel: read it again."""

    request: int


@dataclass(frozen=True, slots=True)
class UnfinishedRead:
    """What was left half done."""

    rows: tuple[Unfinished, ...]


# What somebody asks for, by scan or by touch; each ends with its request.
AssemblyButton = (
    ChildScanned
    | RemoveAsked
    | ReplaceAsked
    | DisassembleAsked
    | VerifyAsked
    | Confirmed
    | AssemblyLeft
)
AssemblyEvent = (
    AssemblyButton
    | ParentOpened
    | AssemblyRead
    | ChildRead
    | AssemblyOutdated
    | UnfinishedRead
    | SubmitEvent
)


@dataclass(frozen=True, slots=True)
class ReadAssembly:
    """Read the parent's slots."""

    request: int
    key: UnitKey
    revision: str


@dataclass(frozen=True, slots=True)
class ReadChild:
    """Read a unit and its tests, and the parent, which may have been put on hold."""

    request: int
    parent: UnitKey
    serial_number: str
    part_number: str
    other: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class KeepUnfinished:
    """Remember that this one is half done."""

    row: Unfinished


@dataclass(frozen=True, slots=True)
class ForgetUnfinished:
    """It is complete, or empty."""

    key: UnitKey


@dataclass(frozen=True, slots=True)
class AssemblyEnded:
    """A scan or button of this request is over."""

    request: int
    outcome: Outcome


AssemblyEffect = (
    ReadAssembly | ReadChild | KeepUnfinished | ForgetUnfinished | Submit | AssemblyEnded
)
Step = tuple[AssemblyState, tuple[AssemblyEffect, ...]]


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
        case ChildRead() | CommandEnded() | CommandWaits() | NotKept():
            return _answered(state, event)
        case AssemblyLeft(request):
            return _left(state, request)
    return _asked(state, event)


def kept(state: AssemblyState) -> tuple[int, Outcome] | None:
    """The request whose commands are kept already, and its outcome if nobody can wait."""
    work = state.work
    if work is None or not work.is_sent:
        return None
    return work.request, _queued(state, work)


_Asked = ChildScanned | RemoveAsked | ReplaceAsked | DisassembleAsked | VerifyAsked | Confirmed


def _asked(state: AssemblyState, event: _Asked) -> Step:
    if state.parent is None or state.status not in (AssemblyStatus.READING, AssemblyStatus.OPEN):
        return state, _refused_only(event.request, notice(NoticeKind.ASSEMBLY_NOT_OPEN))
    fresh = replace(state, refused=None)
    match event:
        case ChildScanned():
            work = Work(event.request, event.serial_number, event)
            return _decided(replace(fresh, work=work), reading=True)
        case RemoveAsked(request, key):
            return _taking_out(fresh, request, key, Asking.REMOVE)
        case ReplaceAsked(request, key):
            return _taking_out(fresh, request, key, Asking.REPLACE_OLD)
        case DisassembleAsked(request):
            return _disassembling(fresh, request)
        case VerifyAsked(request):
            work = Work(request, verifying=True)
            again = replace(fresh, request=request, work=work)
            return again, (_reading(request, state.parent),)
        case Confirmed(request):
            return _confirmed(fresh, request)


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
        if work is None or work.is_sent:
            return known, ()
        return _judged(known, work) if work.verifying else _decided(known)
    if state.assembly is not None and work is None:
        # What is shown stays: it was true when it was read.
        return state, ()
    why = notice(NoticeKind.NO_BOX_BUILD, serial=parent.serial_number, part=parent.part_number)
    status = AssemblyStatus.NO_TEMPLATE
    if answer is not None:
        why, status = problem_notice(answer, parent.serial_number), AssemblyStatus.FAILED
    if work is not None and work.verifying:
        return _refused(state, work, why)
    shown = replace(state, status=status, problem=why)
    return (shown, ()) if work is None else _refused(shown, work, why)


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
    return shown, _refused_only(work.request, why)


def _taking_out(state: AssemblyState, request: int, key: UnitKey | None, asking: Asking) -> Step:
    """A child is to come out: the one that was touched, or the next one scanned."""
    assembly = state.assembly
    if assembly is None or not assembly.children:
        return state, _refused_only(request, _nothing_in(state))
    if key is None:
        kind = NoticeKind.REMOVE_NEXT
        if asking is Asking.REPLACE_OLD:
            kind = NoticeKind.REPLACE_OLD_NEXT
        return _asking(state, request, asking, notice(kind))
    child = next((each for each in assembly.children if each.key == key), None)
    if child is None:
        return state, _refused_only(request, _not_in_here(state, key.serial_number))
    work = Work(request, key.serial_number)
    return _out(replace(state, asking=asking, work=work), work, child)


def _out(state: AssemblyState, work: Work, child: BuiltIn) -> Step:
    if state.asking is Asking.REPLACE_OLD:
        why = notice(NoticeKind.REPLACE_NEW_NEXT, serial=child.key.serial_number)
        chosen = replace(state, old=child)
        return _asking(chosen, work.request, Asking.REPLACE_NEW, why)
    return _submitted(state, replace(work, out=(child,)))


def _asking(state: AssemblyState, request: int, asking: Asking, what: Notice) -> Step:
    asked = replace(state, asking=asking, work=None, refused=None)
    return asked, (AssemblyEnded(request, Outcome(OutcomeKind.DONE, what)),)


def _disassembling(state: AssemblyState, request: int) -> Step:
    if state.assembly is None or not state.assembly.children:
        return state, _refused_only(request, _nothing_in(state))
    what = notice(
        NoticeKind.DISASSEMBLE_ASKED,
        serial=_serial(state),
        count=str(len(state.assembly.children)),
    )
    return _asking(state, request, Asking.DISASSEMBLE, what)


def _confirmed(state: AssemblyState, request: int) -> Step:
    if state.asking is not Asking.DISASSEMBLE or state.assembly is None:
        return state, _refused_only(request, notice(NoticeKind.NOTHING_TO_CONFIRM))
    return _submitted(state, Work(request, out=state.assembly.children))


def _left(state: AssemblyState, request: int) -> Step:
    if state.asking is not Asking.ADD:
        free = replace(state, asking=Asking.ADD, old=None)
        return free, (_done(request, notice(NoticeKind.CANCELLED)),)
    if state.parent is None:
        return state, (_done(request, notice(NoticeKind.CANCELLED)),)
    away = AssemblyState(unfinished=state.unfinished)
    return away, (_done(request, notice(NoticeKind.ASSEMBLY_LEFT, serial=_serial(state))),)


def _decided(state: AssemblyState, *, reading: bool = False) -> Step:
    """Go on with the scanned child as far as is known; `reading` asks for what is not."""
    work = state.work
    if work is None or work.scanned is None:
        return state, ()
    assembly = state.assembly
    if state.asking in (Asking.REMOVE, Asking.REPLACE_OLD):
        if assembly is None:
            return state, ()
        found = _named(assembly, work.scanned)
        if found is None:
            return _refused(state, work, _not_in_here(state, work.text))
        return _out(state, work, found)
    if state.parent is None:
        return state, ()
    if work.facts is None:
        read = _read_child(work.request, state.parent.key, work.scanned)
        return state, (read,) if reading else ()
    if assembly is None:
        return state, ()
    instead_of = state.old.key if state.old and state.asking is Asking.REPLACE_NEW else None
    check = checked(
        assembly,
        state.parent,
        work.facts,
        instead_of=instead_of,
        against_parent=work.against_parent,
    )
    if check.slot is None:
        return _unfit(state, work, work.facts.unit, check)
    child = BuiltIn(work.facts.unit.key, work.facts.unit.revision)
    out = (state.old,) if state.old and instead_of else ()
    return _submitted(state, replace(work, out=out, into=child, index=check.slot.index))


def _read_child(request: int, parent: UnitKey, scanned: ChildScanned) -> ReadChild:
    return ReadChild(request, parent, scanned.serial_number, scanned.part_number, scanned.other)


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
            return _decided(replace(state, parent=parent or state.parent, work=known))
        case ChildRead(_, GatewayProblem() as problem):
            return _unread(state, work, problem)
        case CommandEnded(_, CommandState.DELIVERED):
            return _finished(state, work, waiting=False)
        case CommandWaits():
            return _finished(state, work, waiting=True)
        case CommandEnded(_, _, why, done):
            reason = why or notice(NoticeKind.NOT_WRITTEN, serial=work.text)
            return _half_done(state, work, reason, done)
        case NotKept(_, why):
            return _refused(state, work, why)
    return state, ()


def _unread(state: AssemblyState, work: Work, problem: GatewayProblem) -> Step:
    if problem.kind is ProblemKind.AMBIGUOUS and state.assembly and work.scanned:
        wanted = {slot.part_number for slot in state.assembly.slots if slot.child is None}
        fitting = [key for key in problem.candidates if key.part_number in wanted]
        if len(fitting) == 1:
            (key,) = fitting
            scanned = ChildScanned(work.request, key.serial_number, key.part_number)
            return state, (_read_child(work.request, state.assembly.key, scanned),)
    if problem.kind in WITHOUT_SERVER:
        return _refused(state, work, notice(NoticeKind.NEEDS_SERVER, serial=work.text))
    return _refused(state, work, problem_notice(problem, work.text))


def _submitted(state: AssemblyState, work: Work) -> Step:
    if state.parent is None:
        return state, ()
    into = (AddChild(work.into.key, work.index),) if work.into else ()
    actions = (*(RemoveChild(each.key) for each in work.out), *into)
    linked = bool(work.out) and work.into is not None
    sent = replace(state, work=work)
    return sent, (Submit(work.request, state.parent.key, actions, linked, needs_server=True),)


def _finished(state: AssemblyState, work: Work, *, waiting: bool) -> Step:
    # What is not confirmed is still as it was, or may be: it stays in sight, and marked.
    out = 0 if waiting else len(work.out)
    marked = _marked(state, work) if waiting else state
    changed = _changed(marked, work, out, into=work.into, waiting=waiting)
    done = _queued(state, work) if waiting else Outcome(OutcomeKind.DONE, _told(changed, work))
    return _noted(changed, AssemblyEnded(work.request, done))


def _marked(state: AssemblyState, work: Work) -> AssemblyState:
    """The children that are to come out, as not confirmed yet."""
    assembly = state.assembly
    for child in work.out:
        slot = slot_of(assembly, child.key) if assembly else None
        if assembly is not None and slot is not None:
            assembly = placed_at(assembly, slot.index, replace(child, waiting=True))
    return replace(state, assembly=assembly)


def _half_done(state: AssemblyState, work: Work, why: Notice, done: int) -> Step:
    """The first commands were carried out, and then one was not."""
    changed = _changed(state, work, done, into=None, waiting=False)
    if done and work.into is not None:
        why = notice(
            NoticeKind.REPLACED_HALF,
            serial=work.text,
            old=", ".join(each.key.serial_number for each in work.out),
        )
    shown = replace(changed, refused=Refused(work.text, why))
    ended = AssemblyEnded(work.request, Outcome(OutcomeKind.REFUSED, why))
    return _noted(shown, ended)


def _changed(
    state: AssemblyState, work: Work, out: int, *, into: BuiltIn | None, waiting: bool
) -> AssemblyState:
    """The state once the first `out` children came out, and one went in."""
    assembly, parent = state.assembly, state.parent
    if assembly is None or parent is None:
        return replace(state, work=None)
    last = work.index
    for child in work.out[:out]:
        slot = slot_of(assembly, child.key)
        last = slot.index if slot and last is None else last
        assembly = without(assembly, child.key)
    if into is not None and work.index is not None:
        assembly = placed_at(assembly, work.index, replace(into, waiting=waiting))
    children = tuple(each.key for each in assembly.children)
    return replace(
        state,
        parent=replace(parent, children=children),
        assembly=assembly,
        asking=Asking.ADD,
        old=None,
        work=None,
        last=last,
        verified=False,
    )


def _noted(state: AssemblyState, ended: AssemblyEnded) -> Step:
    """Remember what is half done, and forget what no longer is."""
    assembly = state.assembly
    if assembly is None:
        return state, (ended,)
    others = tuple(row for row in state.unfinished if row.key != assembly.key)
    if assembly.children and not assembly.is_complete:
        row = Unfinished(assembly.key, assembly.filled, len(assembly.slots))
        return replace(state, unfinished=(row, *others)), (ended, KeepUnfinished(row))
    return replace(state, unfinished=others), (ended, ForgetUnfinished(assembly.key))


def _told(state: AssemblyState, work: Work) -> Notice:
    parent, assembly = _serial(state), state.assembly
    if work.into is None:
        if len(work.out) == 1:
            serial = work.out[0].key.serial_number
            return notice(NoticeKind.CHILD_REMOVED, serial=serial, parent=parent)
        return notice(NoticeKind.DISASSEMBLED, serial=parent, count=str(len(work.out)))
    serial = work.into.key.serial_number
    if assembly is not None and assembly.is_complete:
        return notice(NoticeKind.CHILD_COMPLETES, serial=serial, parent=parent)
    if work.out:
        old = work.out[0].key.serial_number
        return notice(NoticeKind.CHILD_REPLACED, serial=serial, old=old, parent=parent)
    return notice(
        NoticeKind.CHILD_ADDED,
        serial=serial,
        parent=parent,
        filled=str(assembly.filled if assembly else 0),
        slots=str(len(assembly.slots) if assembly else 0),
    )


def _queued(state: AssemblyState, work: Work) -> Outcome:
    out = ", ".join(f"− {each.key.serial_number}" for each in work.out)
    into = f"+ {work.into.key.serial_number}" if work.into else ""
    what = ", ".join(text for text in (out, into) if text)
    return Outcome(OutcomeKind.QUEUED, notice(NoticeKind.QUEUED, serial=_serial(state), what=what))


def _unfit(state: AssemblyState, work: Work, child: Unit, check: ChildCheck) -> Step:
    if check.refusal is None:
        return state, ()
    why = _why_unfit(child, check, check.refusal, _serial(state))
    refused, effects = _refused(state, work, why)
    card = Refused(child.serial_number, why, check.processes)
    return replace(refused, refused=card), effects


def _why_unfit(child: Unit, check: ChildCheck, refusal: ChildRefusal, parent: str) -> Notice:
    if check.quarantine is not None:
        of_child = refusal is ChildRefusal.IN_QUARANTINE
        return quarantine_notice(child.serial_number if of_child else parent, check.quarantine)
    values = {"serial": child.serial_number, "parent": parent}
    match refusal:
        case ChildRefusal.WRONG_PART:
            values |= {"part": child.part_number, "wanted": check.detail}
        case ChildRefusal.WRONG_REVISION:
            values |= {"revision": child.revision, "wanted": check.detail}
        case ChildRefusal.NO_OPEN_SLOT:
            values |= {"part": child.part_number}
        case ChildRefusal.IN_ANOTHER:
            values |= {"other": check.detail}
        case ChildRefusal.NOT_FINALIZED:
            values |= {"phase": check.detail}
        case ChildRefusal.FAILING:
            values |= {"processes": ", ".join(row.name for row in check.processes)}
    return notice(_UNFIT[refusal], **values)


_UNFIT = {
    ChildRefusal.ITSELF: NoticeKind.CHILD_ITSELF,
    ChildRefusal.AROUND: NoticeKind.CHILD_AROUND,
    ChildRefusal.ALREADY_HERE: NoticeKind.CHILD_ALREADY_HERE,
    ChildRefusal.IN_ANOTHER: NoticeKind.CHILD_IN_ANOTHER,
    ChildRefusal.WRONG_PART: NoticeKind.CHILD_WRONG_PART,
    ChildRefusal.WRONG_REVISION: NoticeKind.CHILD_WRONG_REVISION,
    ChildRefusal.NO_OPEN_SLOT: NoticeKind.CHILD_NO_OPEN_SLOT,
    ChildRefusal.ON_HOLD: NoticeKind.UNIT_ON_HOLD,
    ChildRefusal.SCRAPPED: NoticeKind.CHILD_SCRAPPED,
    ChildRefusal.FAILING: NoticeKind.CHILD_FAILING,
    ChildRefusal.NOT_FINALIZED: NoticeKind.CHILD_NOT_FINALIZED,
    ChildRefusal.PARENT_ON_HOLD: NoticeKind.PARENT_ON_HOLD,
}


def _refused(state: AssemblyState, work: Work, why: Notice) -> Step:
    card = Refused(work.text, why)
    return replace(state, work=None, refused=card), _refused_only(work.request, why)


def _refused_only(request: int, why: Notice) -> tuple[AssemblyEffect, ...]:
    return (AssemblyEnded(request, Outcome(OutcomeKind.REFUSED, why)),)


def _done(request: int, what: Notice) -> AssemblyEnded:
    return AssemblyEnded(request, Outcome(OutcomeKind.DONE, what))


def _nothing_in(state: AssemblyState) -> Notice:
    return notice(NoticeKind.NOTHING_BUILT_IN, serial=_serial(state))


def _not_in_here(state: AssemblyState, serial_number: str) -> Notice:
    return notice(NoticeKind.NOT_IN_HERE, serial=serial_number, parent=_serial(state))


def _serial(state: AssemblyState) -> str:
    return state.parent.serial_number if state.parent else ""


def _named(assembly: Assembly, scanned: ChildScanned) -> BuiltIn | None:
    """The child that a scan names, on either key layout; None for none, or for several."""
    names = [(scanned.serial_number, scanned.part_number)]
    if scanned.other is not None:
        names.append(scanned.other)
    found = [
        child
        for serial, part in names
        for child in _children(assembly, serial)
        if part in ("", child.key.part_number)
    ]
    return found[0] if len(found) == 1 else None


def _children(assembly: Assembly | None, serial_number: str) -> list[BuiltIn]:
    wanted = serial_number.casefold()
    children = assembly.children if assembly else ()
    return [each for each in children if each.key.serial_number.casefold() == wanted]
