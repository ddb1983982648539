"""The scanned child: read and judged before anything is sent."""

from dataclasses import replace

from wats_station.domain.assembly import Assembly, BuiltIn, ChildCheck, ChildRefusal, checked
from wats_station.domain.errors import WITHOUT_SERVER, GatewayProblem, ProblemKind
from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.quarantine import quarantine_notice
from wats_station.domain.unit import Unit, UnitKey
from wats_station.flows.assembly.ending import not_in_here, refused, serial_of
from wats_station.flows.assembly.sending import submitted
from wats_station.flows.assembly.state import (
    Asking,
    AssemblyState,
    ChildScanned,
    ReadChild,
    Refused,
    Step,
    Work,
    children_named,
)
from wats_station.flows.assembly.taking import out_of
from wats_station.flows.problems import problem_notice


def decided(state: AssemblyState, *, reading: bool = False) -> Step:
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
            return refused(state, work, not_in_here(state, work.text))
        return out_of(state, work, found)
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
    return submitted(state, replace(work, out=out, into=child, index=check.slot.index))


def _read_child(request: int, parent: UnitKey, scanned: ChildScanned) -> ReadChild:
    return ReadChild(request, parent, scanned.serial_number, scanned.part_number, scanned.other)


def unread(state: AssemblyState, work: Work, problem: GatewayProblem) -> Step:
    """The scanned child could not be read; of several that have its serial one may fit."""
    if problem.kind is ProblemKind.AMBIGUOUS and state.assembly and work.scanned:
        wanted = {slot.part_number for slot in state.assembly.slots if slot.child is None}
        fitting = [key for key in problem.candidates if key.part_number in wanted]
        if len(fitting) == 1:
            (key,) = fitting
            scanned = ChildScanned(work.request, key.serial_number, key.part_number)
            return state, (_read_child(work.request, state.assembly.key, scanned),)
    if problem.kind in WITHOUT_SERVER:
        return refused(state, work, notice(NoticeKind.NEEDS_SERVER, serial=work.text))
    return refused(state, work, problem_notice(problem, work.text))


def _unfit(state: AssemblyState, work: Work, child: Unit, check: ChildCheck) -> Step:
    if check.refusal is None:
        return state, ()
    why = _why_unfit(child, check, check.refusal, serial_of(state))
    now, effects = refused(state, work, why)
    card = Refused(child.serial_number, why, check.processes)
    return replace(now, refused=card), effects


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


def _named(assembly: Assembly, scanned: ChildScanned) -> BuiltIn | None:
    """The child that a scan names, on either key layout; None for none, or for several."""
    names = [(scanned.serial_number, scanned.part_number)]
    if scanned.other is not None:
        names.append(scanned.other)
    found = [
        child
        for serial, part in names
        for child in children_named(assembly, serial)
        if part in ("", child.key.part_number)
    ]
    return found[0] if len(found) == 1 else None
