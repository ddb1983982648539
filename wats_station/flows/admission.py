"""Admission: what somebody must be to do what was scanned, and what badges come to in words."""

from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.operator import Operator, OperatorsProblem, Permission
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.domain.panel import Panel
from wats_station.flows.assembly.state import (
    ChildScanned,
    Confirmed,
    DisassembleAsked,
    ReasonGiven,
    RemoveAsked,
    ReplaceAsked,
)
from wats_station.flows.batch import BatchWanted
from wats_station.flows.creation import (
    CreateConfirmed,
    CreateOpened,
    PartChosen,
    RevisionChosen,
)
from wats_station.flows.operators import (
    AlreadyIn,
    Lack,
    LoggedIn,
    LoggedOut,
    LogoutReason,
    OperatorsEffect,
    OperatorsState,
    PinWanted,
    ScanRefusal,
    ScanRefused,
    lack,
)
from wats_station.flows.repair.state import RepairButton, RepairLeft, StepChosen
from wats_station.flows.tagging import NewBatch, TagGiven
from wats_station.scan.intent import (
    Component,
    Confirm,
    Disassemble,
    Fail,
    FileRepair,
    Hold,
    OpenPanel,
    Quarantine,
    Release,
    Remove,
    Replace,
    SetPhase,
    SetProcess,
    SetTag,
    Undo,
    shown,
)

_LACKS = {
    Lack.LOGIN: NoticeKind.LOGIN_NEEDED,
    Lack.TECHNICIAN: NoticeKind.NEEDS_TECHNICIAN,
    Lack.SUPERVISOR: NoticeKind.NEEDS_SUPERVISOR,
    Lack.REGISTER: NoticeKind.REGISTER_UNREAD,
}
_LOGOUTS = {
    LogoutReason.ASKED: NoticeKind.LOGGED_OUT,
    LogoutReason.IDLE: NoticeKind.LOGGED_OUT_IDLE,
    LogoutReason.REMOVED: NoticeKind.LOGGED_OUT_REMOVED,
}


def permission_for(meaning: object) -> Permission | None:
    """What somebody must be allowed for this; None where everybody is."""
    match meaning:
        case SetPhase() | SetProcess() | SetTag() | Hold() | Confirm():
            return Permission.CHANGE
        case Undo() | Remove() | Replace() | Disassemble() | ChildScanned() | Confirmed():
            return Permission.CHANGE
        case RemoveAsked() | ReplaceAsked() | DisassembleAsked() | ReasonGiven():
            return Permission.CHANGE
        case TagGiven() | NewBatch() | BatchWanted():
            return Permission.CHANGE
        case Fail() | Component() | FileRepair():
            return Permission.REPAIR
        case Release():
            return Permission.RELEASE
        case Quarantine():
            return Permission.QUARANTINE
        case OpenPanel(Panel.SETTINGS):
            return Permission.SETTINGS
        case RepairLeft() | StepChosen():
            return None
        case CreateOpened() | PartChosen() | RevisionChosen() | CreateConfirmed():
            return Permission.CHANGE
    return Permission.REPAIR if isinstance(meaning, RepairButton) else None


def missing(
    state: OperatorsState, permission: Permission | None, approved_by: Operator | None
) -> Lack | None:
    """What is missing for it; nothing where a supervisor has approved this very action."""
    if permission is None or approved_by is not None:
        return None
    return lack(state, permission)


def can_be_approved(what: Lack) -> bool:
    """True where a supervisor's PIN is all that is missing."""
    return what in (Lack.TECHNICIAN, Lack.SUPERVISOR)


def lack_notice(what: Lack, problem: OperatorsProblem | None) -> Notice:
    """What to tell whoever wants to do it."""
    detail = problem.detail or problem.fault.value if problem else ""
    return notice(_LACKS[what], detail=detail)


def badge_outcome(effect: OperatorsEffect, badge: str) -> tuple[int, Outcome] | None:
    """The request that a badge or a logout ends, and how; None for what ends no scan."""
    match effect:
        case LoggedIn(request, operator):
            return request, _done(NoticeKind.LOGGED_IN, name=operator.name)
        case AlreadyIn(request, operator):
            return request, _done(NoticeKind.ALREADY_LOGGED_IN, name=operator.name)
        case PinWanted(request, operator):
            return request, _done(NoticeKind.PIN_WANTED, name=operator.name)
        case LoggedOut(_, operator, int() as request):
            return request, _done(NoticeKind.LOGGED_OUT, name=operator.name)
        case ScanRefused(request, reason):
            why = notice(_REFUSALS[reason], badge=shown(badge))
            return request, Outcome(OutcomeKind.REFUSED, why)
    return None


def logout_notice(effect: LoggedOut) -> Notice | None:
    """What to tell of a session that ended without being asked to; None for a switch."""
    kind = _LOGOUTS.get(effect.reason)
    return notice(kind, name=effect.operator.name) if kind else None


_REFUSALS = {
    ScanRefusal.UNKNOWN_BADGE: NoticeKind.BADGE_UNKNOWN,
    ScanRefusal.NO_PIN: NoticeKind.BADGE_WITHOUT_PIN,
    ScanRefusal.REGISTER_UNREAD: NoticeKind.REGISTER_UNREAD,
    ScanRefusal.NOBODY_LOGGED_IN: NoticeKind.NOBODY_LOGGED_IN,
}


def _done(kind: NoticeKind, **values: str) -> Outcome:
    return Outcome(OutcomeKind.DONE, notice(kind, **values))
