"""The repair panel at the bench: its scans and buttons, and the unit once it is filed."""

from dataclasses import replace

from wats_station.domain.command import FileReport
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.unit import UnitKey
from wats_station.flows import lookup as lookup_flow
from wats_station.flows.bench.ending import ended, refused, told
from wats_station.flows.bench.state import Asked, Bench, BenchEffect, Step, Then, and_then
from wats_station.flows.repair import step as repair_flow
from wats_station.flows.repair.effects import RepairEnded, RepairTold
from wats_station.flows.repair.state import (
    CaseRead,
    ComponentAsked,
    FailAsked,
    RepairEvent,
    RepairStatus,
    SendAsked,
)
from wats_station.scan.intent import Component, Fail, FileRepair, shown


def commanded(bench: Bench, by: Asked, wanted: Fail | Component | FileRepair) -> Step:
    """A command of the open repair, in whichever panel it is scanned."""
    if bench.repair.status is not RepairStatus.OPEN:
        return refused(bench, by.request, notice(NoticeKind.REPAIR_NOT_OPEN))
    match wanted:
        case Fail(text):
            return heard(bench, FailAsked(by.request, text))
        case Component(text):
            return heard(bench, ComponentAsked(by.request, text))
        case FileRepair():
            return heard(bench, SendAsked(by.request))


def heard(bench: Bench, event: RepairEvent) -> Step:
    """Take an event of the repair's flow."""
    before = bench.repair
    if isinstance(event, CaseRead):
        event = replace(event, waits=_is_kept(bench, event.key))
    state, effects = repair_flow.step(before, event)
    now = replace(bench, repair=state)
    if state.work is not None and bench.active is not None:
        changing = notice(NoticeKind.CHANGING, text=shown(bench.active.text))
        now = replace(now, strip=replace(now.strip, activity=changing))
    outward: tuple[BenchEffect, ...] = tuple(
        effect for effect in effects if not isinstance(effect, RepairEnded | RepairTold)
    )
    if state.status is RepairStatus.WAITING and before.work is not None:
        outward = (*outward, *_outdated(now))
    for effect in effects:
        if isinstance(effect, RepairTold):
            return told(now, effect.what, good=effect.good), (*outward, *_outdated(now))
    end = next((effect for effect in effects if isinstance(effect, RepairEnded)), None)
    if end is None:
        return now, outward
    return and_then(now, outward, lambda after: ended(after, end.request, end.outcome))


def _is_kept(bench: Bench, key: UnitKey) -> bool:
    """True while a repair of the unit is in the outbox."""
    return any(isinstance(action, FileReport) for action in bench.outbox.actions_on(key))


def _outdated(bench: Bench) -> tuple[BenchEffect, ...]:
    """The unit on the screen has one more repair or run, and maybe another process."""
    unit, repaired = bench.current_unit, bench.repair.unit
    if unit is None or repaired is None or unit.key != repaired.key:
        return ()
    return (Then(lookup_flow.UnitOutdated(bench.lookup.request, unit.key)),)
