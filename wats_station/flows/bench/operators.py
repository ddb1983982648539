"""Who is at the bench: what they may do, who approves it, and what is left when they go."""

from dataclasses import replace

from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.operator import Permission
from wats_station.domain.outcome import Outcome
from wats_station.flows import admission, registering
from wats_station.flows import batch as batch_flow
from wats_station.flows import operators as operators_flow
from wats_station.flows import outbox as outbox_flow
from wats_station.flows.approval import (
    Approval,
    ApprovalAsked,
    ApprovalRefusal,
    ApprovalRefused,
    Approved,
    ReasonGiven,
    Wanted,
)
from wats_station.flows.assembly.state import AssemblyState
from wats_station.flows.bench.ending import broken_off, ended, refused, told
from wats_station.flows.bench.panels import to_start_panel
from wats_station.flows.bench.state import (
    Again,
    Asked,
    Bench,
    BenchEffect,
    CloseAsked,
    Step,
    Then,
    and_then,
)
from wats_station.flows.creation import CreationState
from wats_station.flows.lookup import LookupState
from wats_station.flows.operators import (
    Lack,
    LoggedOut,
    LogoutReason,
    OperatorsEffect,
    OperatorsEvent,
)
from wats_station.flows.phase.state import PhaseState
from wats_station.flows.quarantine import QuarantineState
from wats_station.flows.repair.opening import put_away


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


# What a supervisor alone may do to a unit is done for a reason.
_WITH_REASON = (Permission.GO_BACKWARDS, Permission.RELEASE)


def approval_asked(bench: Bench, permission: Permission, what: object, request: int) -> Step:
    """Ask for a supervisor's PIN; `what` is done again once it is given."""
    wanted = Wanted.PIN_AND_REASON if permission in _WITH_REASON else Wanted.PIN
    return heard(bench, ApprovalAsked(Approval(request, permission, what, wanted)))


def reason_asked(bench: Bench, permission: Permission, what: Asked) -> Step:
    """Ask somebody who may do it why; it is done once that is said."""
    approval = Approval(what.request, permission, what, Wanted.REASON)
    return heard(bench, ApprovalAsked(approval))


def asks_reasons(bench: Bench) -> bool:
    """True where there are supervisors: whoever does what only they may says why."""
    operators = bench.operators.operators
    return operators is not None and bool(operators.registered)


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
    now, more = bench, tuple[BenchEffect, ...]()
    match effect:
        case LoggedOut(reason) if reason is not LogoutReason.SWITCHED:
            now, more = _left(bench, effect)
            return and_then(now, (effect, *more), lambda there: _ended(there, end))
        case ReasonGiven(Approval(what=Asked() as asked), reason):
            if asked.batched:
                # Said once for all the units of the batch.
                now = replace(now, batch=replace(now.batch, reason=reason))
            return now, (effect, Again(replace(asked, reason=reason)))
        case Approved(approval, operator, reason):
            if isinstance(approval.what, Asked):
                again = replace(approval.what, approved_by=operator, reason=reason)
                return now, (effect, Again(again))
            if isinstance(approval.what, outbox_flow.DiscardAsked | CloseAsked):
                return now, (effect, Then(replace(approval.what, approved_by=operator)))
        case ApprovalRefused(_, reason) if (why := _refusal(reason)) is not None:
            now = told(bench, why)
    return and_then(now, (effect, *more), lambda there: _ended(there, end))


def _ended(bench: Bench, end: tuple[int, Outcome] | None) -> Step:
    return (bench, ()) if end is None else ended(bench, *end)


def _refusal(reason: ApprovalRefusal) -> Notice | None:
    match reason:
        case ApprovalRefusal.LEFT:
            return notice(NoticeKind.NOT_APPROVED)
        case ApprovalRefusal.NOBODY_CAN:
            return notice(NoticeKind.NOBODY_CAN_APPROVE)
    return None


def _left(bench: Bench, effect: LoggedOut) -> Step:
    """The bench as the next one finds it: nothing under way, no unit, the start panel in front."""
    # A scan that logs out is what is worked on, and ends as ever.
    why = admission.logout_notice(effect) if effect.request is None else None
    free, broken = (bench, ()) if why is None else broken_off(bench, why)
    there, shut = to_start_panel(free)
    left = replace(
        there,
        lookup=LookupState(),
        phase=PhaseState(),
        quarantine=QuarantineState(),
        creation=CreationState(),
        assembly=AssemblyState(unfinished=bench.assembly.unfinished),
        repair=put_away(bench.repair),
        settings_opened_by=None,
        undo=None,
        batch=batch_flow.stopped(bench.batch),
    )
    return (left if why is None else told(left, why)), (*broken, *shut)
