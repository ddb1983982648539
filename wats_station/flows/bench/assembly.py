"""The assembly panel at the bench: its scans and buttons, and the parent's place on the screen."""

from dataclasses import replace

from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.outcome import OutcomeKind
from wats_station.flows.assembly import step as assembly_flow
from wats_station.flows.assembly.state import (
    AssemblyEnded,
    AssemblyEvent,
    AssemblyState,
    ChildScanned,
    RemoveAsked,
    Work,
)
from wats_station.flows.bench.ending import ended
from wats_station.flows.bench.state import Bench, BenchEffect, Step, Undoable, and_then
from wats_station.scan.intent import ShowUnit, Undo, shown


def child_scanned(bench: Bench, request: int, wanted: ShowUnit) -> Step:
    """A unit was scanned into the open assembly."""
    reading = notice(NoticeKind.READING, text=shown(wanted.serial_number))
    now = replace(bench, strip=replace(bench.strip, activity=reading))
    event = ChildScanned(request, wanted.serial_number, wanted.part_number, wanted.other)
    return heard(now, event)


def heard(bench: Bench, event: AssemblyEvent) -> Step:
    """Take an event of the assembly's flow."""
    before = bench.assembly
    state, effects = assembly_flow.step(before, event)
    now = replace(_with_parent(bench, before, state), assembly=state)
    outward: tuple[BenchEffect, ...] = tuple(
        effect for effect in effects if not isinstance(effect, AssemblyEnded)
    )
    end = next((each for each in effects if isinstance(each, AssemblyEnded)), None)
    if end is None:
        return now, outward
    is_kept = end.outcome.kind in (OutcomeKind.DONE, OutcomeKind.QUEUED)
    if is_kept and before.work is not None and before.work.is_sent:
        now = replace(now, undo=_undo_of(now, before.work))
    return and_then(now, outward, lambda after: ended(after, end.request, end.outcome))


def _undo_of(bench: Bench, work: Work) -> Undoable | None:
    """What takes a child out again, or puts it back; more than one is for a hand to sort out."""
    parent, by = bench.assembly.parent, bench.active
    if parent is None or (by is not None and isinstance(by.meaning, Undo)):
        return None
    if work.into is not None and not work.out:
        return Undoable(parent.key, RemoveAsked(0, work.into.key))
    if work.into is None and len(work.out) == 1:
        key = work.out[0].key
        return Undoable(parent.key, ChildScanned(0, key.serial_number, key.part_number))
    return None


def _with_parent(bench: Bench, before: AssemblyState, now: AssemblyState) -> Bench:
    """The current unit with what is in it now, and its tags."""
    unit, parent = bench.current_unit, now.parent
    if parent is None or parent is before.parent or unit is None or unit.key != parent.key:
        return bench
    known = replace(unit, children=parent.children, tags=parent.tags)
    return replace(bench, lookup=replace(bench.lookup, unit=known))
