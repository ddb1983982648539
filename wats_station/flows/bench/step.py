"""The next state of the bench: whose an event is, and when the next in the line has its turn."""

from dataclasses import replace

from wats_station.domain.clock import ClockState
from wats_station.domain.link import LinkState
from wats_station.domain.notice import NoticeKind
from wats_station.flows import approval, registering
from wats_station.flows import lookup as lookup_flow
from wats_station.flows import operators as operators_flow
from wats_station.flows import outbox as outbox_flow
from wats_station.flows.assembly import state as assembly_flow
from wats_station.flows.assembly.state import AssemblyState
from wats_station.flows.batch import BatchState
from wats_station.flows.bench import (
    assembly,
    broken,
    changes,
    creation,
    kiosk,
    operators,
    outbox,
    quarantine,
    repair,
    scans,
    starting,
    units,
)
from wats_station.flows.bench.ending import all_ended, told
from wats_station.flows.bench.panels import settings_heard
from wats_station.flows.bench.state import (
    Asked,
    AuthorKnown,
    Bench,
    BenchEffect,
    BenchEvent,
    Cancelled,
    ClockCompared,
    CloseAsked,
    Closing,
    FaultSeen,
    LinkChanged,
    PanelEvent,
    ReferenceAnswered,
    ServerChanged,
    Step,
    Then,
    UnitForBatch,
    WorkBroke,
)
from wats_station.flows.creation import (
    CreateButton,
    CreationChecked,
    CreationEvent,
    CreationLeft,
    CreationOffered,
    CreationState,
    ProductsRead,
    RevisionsRead,
)
from wats_station.flows.lookup import LookupState
from wats_station.flows.phase import state as phase_flow
from wats_station.flows.phase.state import PhaseState
from wats_station.flows.quarantine import (
    QuarantineAsked,
    QuarantineEvent,
    QuarantineLeft,
    QuarantineState,
    QuarantineWritten,
    ReasonGiven,
)
from wats_station.flows.repair import state as repair_flow
from wats_station.flows.repair.effects import LeaveRetest
from wats_station.flows.repair.state import RepairButton, RepairState
from wats_station.flows.submitting import CommandEnded, CommandWaits, NotKept, SubmitEvent
from wats_station.flows.tagging import BatchTags

_OPERATORS_EVENTS = (
    operators_flow.OperatorsRead,
    operators_flow.IdleTimeSet,
    operators_flow.BadgeScanned,
    operators_flow.LogoutAsked,
    operators_flow.ActivitySeen,
    operators_flow.Ticked,
    approval.ApprovalAsked,
    approval.PinEntered,
    approval.ReasonEntered,
    approval.PinChecked,
    approval.ApprovalLeft,
    registering.RegisterAsked,
    registering.ChangeAsked,
    registering.RemoveAsked,
    registering.OperatorsKept,
    registering.OperatorsNotKept,
)
_LOOKUP_EVENTS = (
    lookup_flow.UnitAsked,
    lookup_flow.UnitAnswered,
    lookup_flow.VerificationAnswered,
    lookup_flow.TimelineAnswered,
    lookup_flow.ProductAnswered,
    lookup_flow.NearAnswered,
    lookup_flow.FamilyAnswered,
    lookup_flow.UnitChanged,
    lookup_flow.VerifyAsked,
    lookup_flow.UnitOutdated,
    lookup_flow.UnitRefreshed,
)
_OUTBOX_EVENTS = (
    outbox_flow.RowTold,
    outbox_flow.RowsRead,
    outbox_flow.ServerKnown,
    outbox_flow.OutboxFailed,
    outbox_flow.RetryAsked,
    outbox_flow.DiscardAsked,
    outbox_flow.NoteAsked,
    outbox_flow.LogAsked,
)
_PHASE_EVENTS = (
    phase_flow.ChangeAsked,
    phase_flow.UnitChecked,
    phase_flow.UnitLeft,
    phase_flow.FailureRead,
)
_QUARANTINE_EVENTS = (QuarantineAsked, ReasonGiven, QuarantineLeft, QuarantineWritten)
_CREATION_EVENTS = (
    CreationOffered,
    CreationLeft,
    ProductsRead,
    RevisionsRead,
    CreationChecked,
    CreateButton,
)
_ASSEMBLY_EVENTS = (
    assembly_flow.ParentOpened,
    assembly_flow.AssemblyRead,
    assembly_flow.ChildRead,
    assembly_flow.AssemblyOutdated,
    assembly_flow.InsidesRead,
    assembly_flow.UnfinishedRead,
    *starting.ASSEMBLY_BUTTONS,
)
_REPAIR_EVENTS = (
    repair_flow.RepairOpened,
    repair_flow.CaseRead,
    repair_flow.UnfiledRead,
    repair_flow.FilesKept,
    repair_flow.PaperMade,
    repair_flow.RetestRead,
    repair_flow.FilingTold,
)


def step(bench: Bench, event: BenchEvent) -> Step:
    """The next state, and what is to be read, written or reported."""
    now, effects = _followed(_take(bench, event))
    while now.active is None and now.line:
        first, *rest = now.line
        waiting = replace(now, active=first, line=tuple(rest))
        now, more = _followed(starting.started(waiting, first))
        effects = (*effects, *more)
    return scans.with_line(now), effects


def _followed(taken: Step) -> Step:
    """Let the bench hear what it has to tell itself, in the place where it said so."""
    bench, effects = taken
    outward: tuple[BenchEffect, ...] = ()
    for effect in effects:
        if isinstance(effect, Then):
            bench, more = _followed(_take(bench, effect.event))
            outward = (*outward, *more)
        else:
            outward = (*outward, effect)
    return bench, outward


def _take(bench: Bench, event: BenchEvent) -> Step:
    match event:
        case Asked():
            return scans.joined(bench, event)
        case LinkChanged() | FaultSeen() | ClockCompared() | AuthorKnown() | ServerChanged():
            return _news(bench, event)
        case ReferenceAnswered() | UnitForBatch():
            return changes.resumed(bench, event)
        case CloseAsked():
            return kiosk.close_asked(bench, event)
        case Closing() | WorkBroke():
            return _unanswered(bench, event)
    return _of_a_panel(bench, event)


def _of_a_panel(bench: Bench, event: PanelEvent) -> Step:
    if isinstance(event, CommandEnded | CommandWaits | NotKept):
        return _submitted(bench, event)
    if isinstance(event, _PHASE_EVENTS):
        return changes.heard(bench, event)
    if isinstance(event, _LOOKUP_EVENTS):
        return units.heard(bench, event)
    if isinstance(event, (*_QUARANTINE_EVENTS, *_CREATION_EVENTS)):
        return _units_taken(bench, event)
    if isinstance(event, _ASSEMBLY_EVENTS):
        return assembly.heard(bench, event)
    if isinstance(event, (*_REPAIR_EVENTS, RepairButton)):
        return repair.heard(bench, event)
    if isinstance(event, _OUTBOX_EVENTS):
        return outbox.heard(bench, event)
    if isinstance(event, _OPERATORS_EVENTS):
        return operators.heard(bench, event)
    return settings_heard(bench, event)


def _units_taken(bench: Bench, event: QuarantineEvent | CreationEvent) -> Step:
    if isinstance(event, _QUARANTINE_EVENTS):
        return quarantine.heard(bench, event)
    return creation.heard(bench, event)


def _news(
    bench: Bench, event: LinkChanged | FaultSeen | ClockCompared | AuthorKnown | ServerChanged
) -> Step:
    """What happened that no scan asked for."""
    match event:
        case LinkChanged(link):
            return replace(bench, link=link), ()
        case ClockCompared(ahead):
            return replace(bench, clock=bench.clock.compared(ahead)), ()
        case AuthorKnown():
            return replace(bench, author=event), ()
        case FaultSeen(why, good):
            return told(bench, why, good=good), ()
        case ServerChanged(server):
            return _server_changed(bench, server)


def _unanswered(bench: Bench, event: Closing | WorkBroke) -> Step:
    """What will have no answer any more ends."""
    if isinstance(event, WorkBroke):
        return broken.work_broke(bench, event)
    return all_ended(bench, NoticeKind.STATION_CLOSING)


def _submitted(bench: Bench, event: SubmitEvent) -> Step:
    """What became of commands is for the panel that gave them."""
    work = bench.assembly.work
    if work is not None and work.request == event.request:
        return assembly.heard(bench, event)
    filing = bench.repair.work
    if filing is not None and filing.request == event.request:
        return repair.heard(bench, event)
    if bench.creation.request == event.request:
        return creation.heard(bench, event)
    if isinstance(event, NotKept) and bench.phase.work is None:
        # Whoever asked for it has gone in the meantime.
        return told(bench, event.why), ()
    return changes.heard(bench, event)


def _server_changed(bench: Bench, server: str) -> Step:
    bench, unasked = operators.heard(bench, approval.ApprovalLeft())
    cancelled = (Cancelled(bench.active.request),) if bench.active else ()
    after, reports = all_ended(bench, NoticeKind.SERVER_CHANGED)
    fresh = replace(
        after,
        link=LinkState.CONNECTING,
        clock=ClockState(),
        strip=replace(after.strip, activity=None, waiting=0),
        lookup=LookupState(),
        phase=PhaseState(),
        quarantine=QuarantineState(),
        creation=CreationState(),
        assembly=AssemblyState(),
        repair=RepairState(),
        outbox=replace(bench.outbox, server=server),
        phases=(),
        processes=(),
        undo=None,
        tags=BatchTags(),
        batch=BatchState(),
    )
    return fresh, (*unasked, *cancelled, LeaveRetest(), *reports)
