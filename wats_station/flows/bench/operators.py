"""Who is at the bench: what they may do, who approves it, and what is left when they go."""

from dataclasses import replace

from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.operator import Permission
from wats_station.domain.panel import Panel
from wats_station.flows import admission, registering
from wats_station.flows import operators as operators_flow
from wats_station.flows import outbox as outbox_flow
from wats_station.flows.approval import (
    Approval,
    ApprovalAsked,
    ApprovalRefusal,
    ApprovalRefused,
    Approved,
)
from wats_station.flows.assembly import AssemblyState
from wats_station.flows.bench.ending import ended, refused, told
from wats_station.flows.bench.panels import leave_settings
from wats_station.flows.bench.state import Again, Asked, Bench, BenchEffect, Step, Then, and_then
from wats_station.flows.creation import CreationState
from wats_station.flows.lookup import LookupState
from wats_station.flows.operators import (
    Lack,
    LoggedOut,
    LogoutReason,
    OperatorsEffect,
    OperatorsEvent,
)
from wats_station.flows.phase import PhaseState
from wats_station.flows.quarantine import QuarantineState
from wats_station.flows.repair.step import put_away


def heard(bench: Bench, event: OperatorsEvent) -> Step:
    """Take an event of the operators' flow."""
    if isinstance(event, registering.RegisterAsked | registering.ChangeAsked):
        event = replace(event, approved_by=event.approved_by or bench.settings_opened_by)
    if isinstance(event, registering.RemoveAsked):
        event = replace(event, approved_by=event.approved_by or bench.settings_opened_by)
    operators, effects = operators_flow.step(bench.operators, event)
    now, given = replace(bench, operators=operators), tuple[BenchEffect, ...]()
    for effect in effects:
        now, more = _carried_out(now, effect)
        given = (*given, *more)
    return now, given


def approval_asked(bench: Bench, permission: Permission, what: object, request: int) -> Step:
    """Ask for a supervisor's PIN; `what` is done again once it is given."""
    return heard(bench, ApprovalAsked(Approval(request, permission, what)))


def not_admitted(bench: Bench, asked: Asked, permission: Permission, what: Lack) -> Step:
    """Say what is missing for it, and ask for an approval where that is all."""
    why = admission.lack_notice(what, bench.operators.problem)
    now, effects = refused(bench, asked.request, why)
    if not admission.can_be_approved(what):
        return now, effects
    return and_then(
        now, effects, lambda there: approval_asked(there, permission, asked, asked.request)
    )


def _carried_out(bench: Bench, effect: OperatorsEffect) -> Step:
    """Show what became of it; whoever carries effects out hears of each."""
    badge = bench.active.text if bench.active else ""
    end = admission.badge_outcome(effect, badge)
    now = bench
    match effect:
        case LoggedOut(reason) if reason is not LogoutReason.SWITCHED:
            now = _left(bench, effect)
        case Approved(approval, operator):
            if isinstance(approval.what, Asked):
                return now, (effect, Again(approval.what, operator))
            if isinstance(approval.what, outbox_flow.DiscardAsked):
                return now, (effect, Then(replace(approval.what, approved_by=operator)))
        case ApprovalRefused(_, reason) if (why := _refusal(reason)) is not None:
            now = told(bench, why)
    if end is None:
        return now, (effect,)
    return and_then(now, (effect,), lambda there: ended(there, *end))


def _refusal(reason: ApprovalRefusal) -> Notice | None:
    match reason:
        case ApprovalRefusal.LEFT:
            return notice(NoticeKind.NOT_APPROVED)
        case ApprovalRefusal.NOBODY_CAN:
            return notice(NoticeKind.NOBODY_CAN_APPROVE)
    return None


def _left(bench: Bench, effect: LoggedOut) -> Bench:
    """The bench as the next one finds it: no unit, and no settings open."""
    left = replace(
        bench,
        lookup=LookupState(),
        phase=PhaseState(),
        quarantine=QuarantineState(),
        creation=CreationState(),
        assembly=AssemblyState(unfinished=bench.assembly.unfinished),
        repair=put_away(bench.repair),
        settings_opened_by=None,
        undo=None,
    )
    if left.panel is Panel.SETTINGS:
        left, _ = leave_settings(left, Panel.LOOKUP)
    why = admission.logout_notice(effect)
    return told(left, why) if effect.request is None and why is not None else left
