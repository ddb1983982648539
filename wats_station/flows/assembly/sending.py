"""Children on their way in and out: given to the outbox, and what came of it."""

from dataclasses import replace

from wats_station.domain.assembly import BuiltIn, placed_at, slot_of, without
from wats_station.domain.command import AddChild, RemoveChild
from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.flows.assembly.ending import refused_only, serial_of
from wats_station.flows.assembly.reason import reason_kept, reason_queued
from wats_station.flows.assembly.state import (
    Asking,
    AssemblyEnded,
    AssemblyState,
    ForgetUnfinished,
    KeepUnfinished,
    ReadInsides,
    Refused,
    Replaced,
    Step,
    Unfinished,
    Work,
)
from wats_station.flows.submitting import Submit


def submitted(state: AssemblyState, work: Work) -> Step:
    """Give what comes out and what goes in to the outbox, all at once."""
    if state.parent is None:
        return state, ()
    into = (AddChild(work.into.key, work.index),) if work.into else ()
    actions = (*(RemoveChild(each.key) for each in work.out), *into)
    linked = bool(work.out) and work.into is not None
    sent = replace(state, work=work)
    return sent, (Submit(work.request, state.parent.key, actions, linked, needs_server=True),)


def finished(state: AssemblyState, work: Work, *, waiting: bool) -> Step:
    """All of it is confirmed, or with `waiting` all of it is kept."""
    if work.reason:
        return reason_kept(state, work, waiting=waiting)
    # What is not confirmed is still as it was, or may be: it stays in sight, and marked.
    out = 0 if waiting else len(work.out)
    marked = _marked(state, work) if waiting else state
    changed = _changed(marked, work, out, into=work.into, waiting=waiting)
    done = queued(state, work) if waiting else Outcome(OutcomeKind.DONE, _told(changed, work))
    now, effects = _noted(changed, AssemblyEnded(work.request, done))
    if work.into is None or changed.parent is None:
        return now, effects
    return now, (*effects, ReadInsides(changed.parent.key, (work.into,)))


def _marked(state: AssemblyState, work: Work) -> AssemblyState:
    """The children that are to come out, as not confirmed yet."""
    assembly = state.assembly
    for child in work.out:
        slot = slot_of(assembly, child.key) if assembly else None
        if assembly is not None and slot is not None:
            assembly = placed_at(assembly, slot.index, replace(child, waiting=True))
    return replace(state, assembly=assembly)


def half_done(state: AssemblyState, work: Work, why: Notice, done: int) -> Step:
    """The first commands were carried out, and then one was not."""
    if work.reason:
        return replace(state, work=None), refused_only(work.request, why)
    changed = _changed(state, work, done, into=None, waiting=False)
    if done and work.into is not None:
        why = notice(
            NoticeKind.REPLACED_HALF,
            serial=work.text,
            old=", ".join(each.key.serial_number for each in work.out),
        )
    shown = replace(changed, refused=Refused(work.text, why))
    ended = AssemblyEnded(work.request, Outcome(OutcomeKind.REFUSED, why))
    # The old one is out, and the new one not in: that is not to be forgotten.
    return _noted(shown, ended, begun=bool(done))


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
        replaced=_replacement(work) if into is not None else None,
    )


def _replacement(work: Work) -> Replaced | None:
    if work.into is None or len(work.out) != 1:
        return None
    return Replaced(work.out[0].key, work.into.key)


def remembered(state: AssemblyState, *, begun: bool = False) -> Step:
    """Remember what is half done, and forget what no longer is; `begun` is in any case."""
    assembly = state.assembly
    if assembly is None:
        return state, ()
    others = tuple(row for row in state.unfinished if row.key != assembly.key)
    is_done = assembly.is_complete and assembly.is_confirmed
    if (begun or assembly.children) and not is_done:
        row = Unfinished(assembly.key, assembly.filled, len(assembly.slots))
        return replace(state, unfinished=(row, *others)), (KeepUnfinished(row),)
    return replace(state, unfinished=others), (ForgetUnfinished(assembly.key),)


def _noted(state: AssemblyState, ended: AssemblyEnded, *, begun: bool = False) -> Step:
    now, effects = remembered(state, begun=begun)
    return now, (ended, *effects)


def _told(state: AssemblyState, work: Work) -> Notice:
    parent, assembly = serial_of(state), state.assembly
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


def queued(state: AssemblyState, work: Work) -> Outcome:
    """What is kept and not confirmed yet."""
    if work.reason:
        return reason_queued(state, work)
    out = ", ".join(f"− {each.key.serial_number}" for each in work.out)
    into = f"+ {work.into.key.serial_number}" if work.into else ""
    what = ", ".join(text for text in (out, into) if text)
    return Outcome(
        OutcomeKind.QUEUED, notice(NoticeKind.QUEUED, serial=serial_of(state), what=what)
    )
