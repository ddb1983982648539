"""The approval of one action: whose PIN and what reason is wanted, and what was said to it.

A badge only says whose PIN is to come: it can be copied. PINs pass through here and stay
nowhere.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from wats_station.domain.operator import (
    Operator,
    Operators,
    Permission,
    PinResult,
    PinVerdict,
    Role,
    is_pin,
)

# What a tag's value has room for.
LONGEST_REASON = 200


class Wanted(StrEnum):
    """What has to be entered for an action."""

    PIN = "pin"
    PIN_AND_REASON = "pin_and_reason"
    REASON = "reason"  # who asks may do it, and says why


@dataclass(frozen=True, slots=True)
class Approval:
    """One action that something is wanted for; `what` is the asker's own business."""

    request: int
    permission: Permission
    what: object = None
    wanted: Wanted = Wanted.PIN


class PinFault(StrEnum):
    """Why a PIN was not even looked at."""

    NOT_A_PIN = "not_a_pin"
    WHOSE = "whose"  # several could approve: a badge has to be scanned first
    UNKNOWN_BADGE = "unknown_badge"
    NOT_SUPERVISOR = "not_supervisor"
    NO_PIN = "no_pin"  # the supervisor was registered without one
    NO_REASON = "no_reason"
    REASON_TOO_LONG = "reason_too_long"


@dataclass(frozen=True, slots=True)
class Question:
    """The approval that is open, and what was said to the last PIN.

    `supervisor` is who scanned a badge for it; `checking` whose PIN is being looked at, and
    `reason` what was given with it.
    """

    approval: Approval
    supervisor: Operator | None = None
    checking: Operator | None = None
    said: PinResult | PinFault | None = None
    reason: str = ""


class ApprovalRefusal(StrEnum):
    """Why an approval was not given."""

    LEFT = "left"
    SUPERSEDED = "superseded"  # by another one
    SESSION_ENDED = "session_ended"  # who asked is gone, or somebody else came
    NOBODY_CAN = "nobody_can"  # no supervisor with a PIN is registered


@dataclass(frozen=True, slots=True)
class ApprovalAsked:
    """A supervisor's approval is wanted."""

    approval: Approval


@dataclass(frozen=True, slots=True)
class PinEntered:
    """A PIN; without a badge it is the PIN of who scanned one, or of the only one who can."""

    pin: str = field(repr=False)
    badge: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReasonEntered:
    """Why somebody who may do it does it."""

    reason: str


@dataclass(frozen=True, slots=True)
class PinChecked:
    """What became of a PIN."""

    approval: Approval
    operator: Operator
    result: PinResult


@dataclass(frozen=True, slots=True)
class ApprovalLeft:
    """Nobody will approve."""


ApprovalEvent = ApprovalAsked | PinEntered | ReasonEntered | PinChecked | ApprovalLeft


@dataclass(frozen=True, slots=True)
class CheckPin:
    """Look whether it is the operator's PIN."""

    approval: Approval
    operator: Operator
    pin: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Approved:
    """The action may be done, and this supervisor answers for it."""

    approval: Approval
    operator: Operator
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReasonGiven:
    """The action may be done: who asked for it has said why."""

    approval: Approval
    reason: str


@dataclass(frozen=True, slots=True)
class ApprovalRefused:
    """The action is not to be done."""

    approval: Approval
    reason: ApprovalRefusal


ApprovalEffect = CheckPin | Approved | ReasonGiven | ApprovalRefused
Step = tuple[Question | None, tuple[ApprovalEffect, ...]]


def step(question: Question | None, event: ApprovalEvent, operators: Operators) -> Step:
    """The open question after the event, and what is to be looked at or reported."""
    match event:
        case ApprovalAsked(approval):
            return _asked(question, approval, operators)
        case ApprovalLeft():
            return over(question, ApprovalRefusal.LEFT)
        case PinEntered() if question is not None and question.checking is None:
            return _entered(question, event, operators)
        case ReasonEntered(reason) if question is not None:
            return _explained(question, reason.strip())
        case PinChecked() if question is not None:
            return _checked(question, event)
    return question, ()


def over(question: Question | None, reason: ApprovalRefusal) -> Step:
    """No question, and the one that was open refused."""
    return None, () if question is None else (ApprovalRefused(question.approval, reason),)


def of_supervisor(question: Question, supervisor: Operator) -> Question:
    """The question once a supervisor's badge was scanned for it."""
    return replace(question, supervisor=supervisor, said=None)


def with_register(question: Question | None, operators: Operators) -> Step:
    """The question by this register: a supervisor who is not in it as before is asked again."""
    if question is None or question.approval.wanted is Wanted.REASON:
        return question, ()
    if not operators.approvers:
        return over(question, ApprovalRefusal.NOBODY_CAN)
    known = operators.registered
    return replace(
        question,
        supervisor=question.supervisor if question.supervisor in known else None,
        checking=question.checking if question.checking in known else None,
    ), ()


def _asked(question: Question | None, approval: Approval, operators: Operators) -> Step:
    _, superseded = over(question, ApprovalRefusal.SUPERSEDED)
    if not operators.approvers and approval.wanted is not Wanted.REASON:
        refused = ApprovalRefused(approval, ApprovalRefusal.NOBODY_CAN)
        return None, (*superseded, refused)
    return Question(approval), superseded


def _entered(question: Question, event: PinEntered, operators: Operators) -> Step:
    whose = _whose(question, event.badge, operators)
    if isinstance(whose, Operator) and not is_pin(event.pin):
        # A slip of the hand: it cannot be right, and is no try.
        whose = PinFault.NOT_A_PIN
    reason = event.reason.strip()
    if isinstance(whose, Operator) and question.approval.wanted is Wanted.PIN_AND_REASON:
        # Before the PIN is looked at: a reason that is missing costs no try.
        whose = reason_fault(reason) or whose
    if isinstance(whose, PinFault):
        return replace(question, said=whose), ()
    asked = replace(question, supervisor=whose, checking=whose, said=None, reason=reason)
    return asked, (CheckPin(question.approval, whose, event.pin),)


def _explained(question: Question, reason: str) -> Step:
    if question.approval.wanted is not Wanted.REASON:
        return question, ()
    fault = reason_fault(reason)
    if fault is not None:
        return replace(question, said=fault), ()
    return None, (ReasonGiven(question.approval, reason),)


def reason_fault(reason: str) -> PinFault | None:
    """Why this is no reason; None for one that is."""
    if not reason:
        return PinFault.NO_REASON
    wrong = len(reason) > LONGEST_REASON or not reason.isprintable()
    return PinFault.REASON_TOO_LONG if wrong else None


def _whose(question: Question, badge: str, operators: Operators) -> Operator | PinFault:
    if badge.strip():
        named = operators.find(badge)
        if named is None:
            return PinFault.UNKNOWN_BADGE
        if named.role is not Role.SUPERVISOR:
            return PinFault.NOT_SUPERVISOR
        return named if named.can_approve else PinFault.NO_PIN
    if question.supervisor is not None:
        return question.supervisor
    approvers = operators.approvers
    return approvers[0] if len(approvers) == 1 else PinFault.WHOSE


def _checked(question: Question, event: PinChecked) -> Step:
    if (event.approval, event.operator) != (question.approval, question.checking):
        return question, ()
    if event.result.verdict is PinVerdict.RIGHT:
        return None, (Approved(question.approval, event.operator, question.reason),)
    return replace(question, checking=None, said=event.result), ()
