"""What starts when its turn comes: whether it may, and who it is for."""

from dataclasses import replace

from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.operator import Permission
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.domain.panel import Panel
from wats_station.flows import admission, approval
from wats_station.flows import batch as batch_flow
from wats_station.flows import lookup as lookup_flow
from wats_station.flows import operators as operators_flow
from wats_station.flows.assembly import state as assembly_flow
from wats_station.flows.assembly.state import Asking
from wats_station.flows.bench import (
    assembly,
    batch,
    changes,
    creation,
    operators,
    quarantine,
    repair,
    tags,
    units,
)
from wats_station.flows.bench.ending import ended, refused
from wats_station.flows.bench.panels import leave_settings
from wats_station.flows.bench.state import (
    Asked,
    Bench,
    BenchEffect,
    BenchEvent,
    HoldReasonAsked,
    Step,
    Then,
    and_then,
)
from wats_station.flows.creation import (
    CreateButton,
    CreateConfirmed,
)
from wats_station.flows.phase import state as phase_flow
from wats_station.flows.phase import step as phase_step
from wats_station.flows.quarantine import (
    ReasonGiven,
)
from wats_station.flows.repair import state as repair_flow
from wats_station.flows.repair.state import RepairButton
from wats_station.scan.intent import (
    Badge,
    Cancel,
    Component,
    Confirm,
    Disassemble,
    Fail,
    FileRepair,
    Hold,
    Logout,
    NotUnderstood,
    OpenPanel,
    Quarantine,
    Refused,
    Release,
    Remove,
    Replace,
    SetPhase,
    SetProcess,
    SetTag,
    ShowUnit,
    Undo,
    Verify,
    shown,
)

# What a touch in the assembly panel asks for.
ASSEMBLY_BUTTONS = (
    assembly_flow.ChildScanned,
    assembly_flow.RemoveAsked,
    assembly_flow.ReplaceAsked,
    assembly_flow.DisassembleAsked,
    assembly_flow.VerifyAsked,
    assembly_flow.Confirmed,
    assembly_flow.AssemblyLeft,
    assembly_flow.ReasonGiven,
)


def started(bench: Bench, asked: Asked) -> Step:
    """Work on it now: whoever is at the bench is awake, and it is begun or refused."""
    seen, effects = operators.heard(bench, operators_flow.ActivitySeen(asked.ended))
    return and_then(seen, effects, lambda now: _admitted(now, asked))


def _admitted(bench: Bench, asked: Asked) -> Step:
    """Start on it if who is at the bench may do it; else say what is missing."""
    permission = admission.permission_for(asked.meaning)
    if bench.batches(asked):
        bench = replace(bench, batch=batch_flow.working(bench.batch, asked.request))
    if _is_child(bench, asked) or bench.batches(asked):
        permission = Permission.CHANGE
    what = admission.missing(bench.operators, permission, asked.approved_by)
    if what is None or permission is None:
        return _begin(bench, asked)
    return operators.not_admitted(bench, asked, permission, what)


def _is_child(bench: Bench, asked: Asked) -> bool:
    """True for a unit that is scanned into the open assembly; one that is touched is looked up."""
    if asked.source is None or bench.panel is not Panel.ASSEMBLY:
        return False
    return isinstance(asked.meaning, ShowUnit) and bench.assembly.takes(asked.meaning.serial_number)


def _begin(bench: Bench, asked: Asked) -> Step:
    meaning, request = asked.meaning, asked.request
    match meaning:
        case Badge(badge):
            scanned = operators_flow.BadgeScanned(request, badge, asked.ended)
            return operators.heard(quarantine.left(bench), scanned)
        case Logout():
            return operators.heard(
                quarantine.left(bench), operators_flow.LogoutAsked(request, asked.ended)
            )
        case ShowUnit() if _is_child(bench, asked):
            return assembly.child_scanned(bench, request, meaning)
        case ShowUnit(other=(other, _)) if bench.batch_action is not None:
            # It would be changed, and nobody knows which of the two was scanned.
            values = {"text": shown(asked.text), "other": shown(other)}
            return refused(bench, request, notice(NoticeKind.LAYOUT_AMBIGUOUS, **values))
        case ShowUnit():
            return units.asked(bench, asked, meaning)
        case OpenPanel(panel):
            opened = replace(bench, settings_opened_by=asked.approved_by)
            return _open_panel(opened, request, panel)
        case NotUnderstood(why):
            return ended(bench, request, Outcome(OutcomeKind.NOT_UNDERSTOOD, why))
        case Refused(why) if why.kind is NoticeKind.REPEATED:
            why = notice(NoticeKind.REPEATED, text=shown(asked.text))
            return ended(bench, request, Outcome(OutcomeKind.IGNORED, why))
        case Refused(why):
            return refused(bench, request, why)
    return _act(bench, asked)


def _act(bench: Bench, asked: Asked) -> Step:
    """Do something to the current unit, or to the open assembly."""
    meaning, request = asked.meaning, asked.request
    if isinstance(meaning, ASSEMBLY_BUTTONS):
        return assembly.heard(bench, replace(meaning, request=request))
    if isinstance(meaning, RepairButton):
        return repair.heard(bench, replace(meaning, request=request))
    if (taken := _in_front(bench, asked)) is not None:
        return taken
    match meaning:
        case SetPhase() | SetProcess() | SetTag() | Hold() | Release() | Confirm():
            return changes.asked(bench, asked, meaning)
        case HoldReasonAsked():
            return changes.hold_reason_asked(bench, asked)
        case Fail() | Component() | FileRepair():
            return repair.commanded(bench, asked, meaning)
        case Cancel() if bench.operators.question is not None:
            unasked, effects = operators.heard(bench, approval.ApprovalLeft())
            done = Outcome(OutcomeKind.DONE, notice(NoticeKind.CANCELLED))
            return and_then(unasked, effects, lambda now: ended(now, request, done))
        case Cancel() if bench.panel is Panel.REPAIR and bench.phase.question is None:
            return repair.heard(bench, repair_flow.RepairLeft(request))
        case Verify():
            return units.verify(bench, asked)
        case Undo():
            return changes.undone(bench, asked)
        case Remove() | Replace() | Disassemble():
            return refused(bench, request, notice(NoticeKind.ASSEMBLY_NOT_OPEN))
    left, _ = phase_step.step(bench.phase, phase_flow.UnitLeft())
    return _cancelled(replace(bench, phase=left), request)


def _in_front(bench: Bench, asked: Asked) -> Step | None:
    """What the panel in front, or a question that is open, makes of it; None: nothing."""
    taken = _in_quarantine(bench, asked) or _in_creation(bench, asked)
    if taken is not None:
        return taken
    if bench.panel is Panel.ASSEMBLY and (event := _in_assembly(bench, asked)) is not None:
        return assembly.heard(bench, event)
    return _in_phase_panel(bench, asked)


def _cancelled(bench: Bench, request: int) -> Step:
    return ended(bench, request, Outcome(OutcomeKind.DONE, notice(NoticeKind.CANCELLED)))


def _in_quarantine(bench: Bench, asked: Asked) -> Step | None:
    """What concerns the quarantine of a lot or a revision; None: nothing."""
    meaning, request = asked.meaning, asked.request
    if isinstance(meaning, Quarantine):
        return quarantine.asked(bench, asked, meaning)
    if isinstance(meaning, ReasonGiven):
        return quarantine.heard(bench, replace(meaning, request=request))
    if bench.panel is not Panel.LOOKUP or bench.quarantine.question is None:
        return None
    match meaning:
        case Confirm():
            return quarantine.heard(bench, ReasonGiven(request))
        case Cancel():
            return _cancelled(quarantine.left(bench), request)
    return None


def _in_phase_panel(bench: Bench, asked: Asked) -> Step | None:
    """What is done to the batch, or to the tags that go with it; None: nothing."""
    asks = bench.phase.question is not None or bench.operators.question is not None
    if asks and isinstance(asked.meaning, Cancel):
        # What is asked is left before the batch is.
        return None
    if (of_batch := batch.heard(bench, asked)) is not None:
        return of_batch
    given = tags.answered(bench, asked)
    return None if given is None else tags.heard(bench, asked.request, given)


def _in_creation(bench: Bench, asked: Asked) -> Step | None:
    """What concerns a unit that may be made; None: nothing."""
    meaning, request = asked.meaning, asked.request
    if isinstance(meaning, CreateButton):
        return creation.heard(bench, replace(meaning, request=request))
    if bench.creation.offer is None or bench.panel is not Panel.LOOKUP:
        return None
    match meaning:
        case Confirm():
            return creation.heard(bench, CreateConfirmed(request))
        case Cancel():
            return _cancelled(creation.left(bench), request)
    return None


def _in_assembly(bench: Bench, asked: Asked) -> assembly_flow.AssemblyEvent | None:
    """What a command asks of the assembly panel while it is in front; None: nothing."""
    match asked.meaning:
        case Remove():
            return assembly_flow.RemoveAsked(asked.request)
        case Replace():
            return assembly_flow.ReplaceAsked(asked.request)
        case Disassemble():
            return assembly_flow.DisassembleAsked(asked.request)
        case Verify() if bench.assembly.parent is not None:
            return assembly_flow.VerifyAsked(asked.request)
        case Confirm() if bench.assembly.asking is Asking.DISASSEMBLE:
            return assembly_flow.Confirmed(asked.request)
        case Cancel() if bench.phase.question is None:
            return assembly_flow.AssemblyLeft(asked.request)
    return None


def _open_panel(bench: Bench, request: int, panel: Panel) -> Step:
    opened = notice(NoticeKind.PANEL_OPENED, panel=panel.value)
    done = Outcome(OutcomeKind.DONE, opened)
    left, effects = (bench, ()) if panel is Panel.SETTINGS else leave_settings(bench, panel)
    there = replace(left, panel=panel)
    carried = (*effects, *_carried_along(bench, request, panel))
    if any(isinstance(each, Then) and _ends(each.event) for each in carried):
        reading = notice(NoticeKind.READING, text=opened.value("panel"))
        return replace(there, strip=replace(there.strip, activity=reading)), carried
    return and_then(there, carried, lambda now: ended(now, request, done))


def _ends(event: BenchEvent) -> bool:
    """True for what ends the request itself, once it is answered."""
    return isinstance(event, repair_flow.RepairOpened)


def _carried_along(bench: Bench, request: int, panel: Panel) -> tuple[BenchEffect, ...]:
    """The current unit travels with a change of panel."""
    unit = bench.current_unit
    if unit is None:
        return ()
    if panel is Panel.ASSEMBLY:
        parent = bench.assembly.parent
        if parent is None or parent.key != unit.key:
            return (Then(assembly_flow.ParentOpened(request, unit)),)
    elif panel is Panel.REPAIR:
        shown_there = bench.repair.unit
        if shown_there is None or shown_there.key != unit.key:
            return (Then(repair_flow.RepairOpened(request, unit)),)
    elif bench.panel is Panel.ASSEMBLY and panel is Panel.LOOKUP:
        # Its tree and its life have grown.
        return (Then(lookup_flow.UnitOutdated(bench.lookup.request, unit.key)),)
    return ()
