"""The operators' flow: who is logged in and for how long, who approves, who is registered.

One operator at most is active. With a register in force somebody has to be; before the
first operator is registered nobody needs to. All times are monotonic seconds.
"""

import math
from dataclasses import dataclass, replace
from enum import StrEnum

from wats_station.domain.operator import (
    Operator,
    Operators,
    OperatorsFault,
    OperatorsProblem,
    Permission,
    Role,
    may,
)
from wats_station.flows import approval as approval_flow
from wats_station.flows import registering as register_flow
from wats_station.flows.approval import (
    ApprovalAsked,
    ApprovalEffect,
    ApprovalEvent,
    ApprovalLeft,
    ApprovalRefusal,
    PinChecked,
    PinEntered,
    Question,
    ReasonEntered,
    Wanted,
)
from wats_station.flows.registering import (
    ChangeAsked,
    KeepOperators,
    OperatorsKept,
    OperatorsNotKept,
    RegisterAsked,
    Registering,
    RegisteringEvent,
    RemoveAsked,
)

# For so long before its end a session says that it will end.
WARNING_SECONDS = 30


@dataclass(frozen=True, slots=True)
class OperatorsState:
    """Who is registered, who is at the bench, and what is being asked.

    `operators` is None until the register was read; `problem` says why it cannot be, and
    leaves in force what was read before. `last` is when the active operator last did
    something, `idle_after` the seconds after which a session ends (0: never), and
    `seconds_left` is there while that is close. `question` is the approval that is open,
    `registering` the change of the register.
    """

    operators: Operators | None = None
    problem: OperatorsProblem | None = None
    active: Operator | None = None
    last: float = 0.0
    idle_after: float = 0.0
    seconds_left: int | None = None
    question: Question | None = None
    registering: Registering = Registering()


class Lack(StrEnum):
    """What is missing for an action to be done now."""

    LOGIN = "login"
    TECHNICIAN = "technician"  # or a supervisor's approval
    SUPERVISOR = "supervisor"  # or a supervisor's approval
    REGISTER = "register"  # nobody can tell who may: the register cannot be read


class ScanRefusal(StrEnum):
    """Why a badge or a logout does nothing."""

    UNKNOWN_BADGE = "unknown_badge"
    NO_PIN = "no_pin"  # an approval is open, and this supervisor has no PIN
    REGISTER_UNREAD = "register_unread"
    NOBODY_LOGGED_IN = "nobody_logged_in"


class LogoutReason(StrEnum):
    """Why a session ended."""

    ASKED = "asked"
    IDLE = "idle"
    SWITCHED = "switched"
    REMOVED = "removed"  # the operator is no longer registered


@dataclass(frozen=True, slots=True)
class OperatorsRead:
    """The register as it is kept now, or why it cannot be read."""

    answer: Operators | OperatorsProblem


@dataclass(frozen=True, slots=True)
class IdleTimeSet:
    """After how many seconds a session ends by itself from now on; 0 is never."""

    seconds: float
    now: float


@dataclass(frozen=True, slots=True)
class BadgeScanned:
    """A badge, without its prefix."""

    request: int
    badge: str
    now: float


@dataclass(frozen=True, slots=True)
class LogoutAsked:
    """The active operator goes."""

    request: int
    now: float


@dataclass(frozen=True, slots=True)
class ActivitySeen:
    """Somebody did something at the bench."""

    now: float


@dataclass(frozen=True, slots=True)
class Ticked:
    """Time has passed; see `next_tick`."""

    now: float


_Timed = IdleTimeSet | BadgeScanned | LogoutAsked | ActivitySeen | Ticked
OperatorsEvent = OperatorsRead | _Timed | ApprovalEvent | RegisteringEvent


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """The badge's operator is active now."""

    request: int
    operator: Operator


@dataclass(frozen=True, slots=True)
class AlreadyIn:
    """The badge is the active operator's."""

    request: int
    operator: Operator


@dataclass(frozen=True, slots=True)
class PinWanted:
    """The badge is a supervisor's, and the open approval now waits for that PIN."""

    request: int
    operator: Operator


@dataclass(frozen=True, slots=True)
class ScanRefused:
    """A badge or a logout that changed nothing."""

    request: int
    reason: ScanRefusal


@dataclass(frozen=True, slots=True)
class LoggedOut:
    """A session has ended; `request` is the logout that asked for it, None for any other end."""

    reason: LogoutReason
    operator: Operator
    request: int | None = None


OperatorsEffect = (
    LoggedIn | AlreadyIn | PinWanted | ScanRefused | LoggedOut | ApprovalEffect | KeepOperators
)
Effects = tuple[OperatorsEffect, ...]
Step = tuple[OperatorsState, Effects]


def step(state: OperatorsState, event: OperatorsEvent) -> Step:
    """The next state, and what is to be done or reported."""
    match event:
        case OperatorsRead(answer):
            return _read(state, answer)
        case (
            IdleTimeSet(now=now)
            | BadgeScanned(now=now)
            | LogoutAsked(now=now)
            | ActivitySeen(now)
            | Ticked(now)
        ):
            # Whatever comes after its end comes too late for a session.
            present, ended = _aged(state, now)
            after, effects = _timed(present, event)
            return _warned(after, now), ended + effects
        case ApprovalAsked() | PinEntered() | ReasonEntered() | PinChecked() | ApprovalLeft():
            question, asked = approval_flow.step(state.question, event, _registered(state))
            return replace(state, question=question), asked
        case RegisterAsked() | ChangeAsked() | RemoveAsked() | OperatorsKept() | OperatorsNotKept():
            return _register(state, event)


def lack(state: OperatorsState, permission: Permission) -> Lack | None:
    """What is missing for an action to be done now; None where it may be.

    While the register cannot be read, and never was, the line goes on with what every
    operator may, and with no more.
    """
    operators = state.operators
    if operators is None:
        return None if may(Role.OPERATOR, permission) else Lack.REGISTER
    if operators.allow(state.active, permission):
        return None
    if state.active is None:
        return Lack.LOGIN
    return Lack.TECHNICIAN if may(Role.TECHNICIAN, permission) else Lack.SUPERVISOR


def next_tick(state: OperatorsState) -> float | None:
    """When the state changes without anybody doing anything; None for never."""
    if state.active is None or not state.idle_after:
        return None
    end = _end(state)
    if state.seconds_left is None:
        return end - WARNING_SECONDS
    return end - (state.seconds_left - 1)


def _end(state: OperatorsState) -> float:
    return state.last + state.idle_after


def _aged(state: OperatorsState, now: float) -> Step:
    """The state at that time, with the session over if it is."""
    if state.active is None or not state.idle_after or now < _end(state):
        return state, ()
    return _logged_out(state, LogoutReason.IDLE)


def _warned(state: OperatorsState, now: float) -> OperatorsState:
    left = None
    if state.active is not None and state.idle_after:
        seconds = math.ceil(_end(state) - now)
        left = seconds if seconds <= WARNING_SECONDS else None
    return state if left == state.seconds_left else replace(state, seconds_left=left)


def _timed(state: OperatorsState, event: _Timed) -> Step:
    match event:
        case IdleTimeSet(seconds, now):
            # A shorter one counts from now: nobody is put out without having been warned.
            return replace(_busy(state, now), idle_after=max(0.0, seconds)), ()
        case BadgeScanned():
            return _badge(state, event)
        case LogoutAsked(request) if state.active is None:
            return state, (ScanRefused(request, ScanRefusal.NOBODY_LOGGED_IN),)
        case LogoutAsked(request):
            return _logged_out(state, LogoutReason.ASKED, request)
        case ActivitySeen(now):
            return _busy(state, now), ()
        case Ticked():
            return state, ()


def _busy(state: OperatorsState, now: float) -> OperatorsState:
    return replace(state, last=max(state.last, now))


def _badge(state: OperatorsState, event: BadgeScanned) -> Step:
    if state.operators is None:
        return state, (ScanRefused(event.request, ScanRefusal.REGISTER_UNREAD),)
    operator = state.operators.find(event.badge)
    if operator is None:
        return state, (ScanRefused(event.request, ScanRefusal.UNKNOWN_BADGE),)
    question = state.question
    wants_pin = question is not None and question.approval.wanted is not Wanted.REASON
    if question is not None and wants_pin and operator.role is Role.SUPERVISOR:
        return _badge_to_approve(state, question, operator, event)
    if state.active is not None and state.active.has_badge(operator.badge):
        return _busy(state, event.now), (AlreadyIn(event.request, operator),)
    left, effects = state, Effects()
    if state.active is not None:
        left, effects = _logged_out(state, LogoutReason.SWITCHED)
    else:
        left, effects = _question_over(state)
    now = replace(left, active=operator, last=event.now)
    return now, (*effects, LoggedIn(event.request, operator))


def _badge_to_approve(
    state: OperatorsState, question: Question, operator: Operator, event: BadgeScanned
) -> Step:
    if not operator.can_approve:
        return state, (ScanRefused(event.request, ScanRefusal.NO_PIN),)
    asked = approval_flow.of_supervisor(question, operator)
    now = replace(_busy(state, event.now), question=asked)
    return now, (PinWanted(event.request, operator),)


def _logged_out(state: OperatorsState, reason: LogoutReason, request: int | None = None) -> Step:
    if state.active is None:
        return state, ()
    left, effects = _question_over(state)
    gone = LoggedOut(reason, state.active, request)
    return replace(left, active=None, seconds_left=None), (*effects, gone)


def _question_over(state: OperatorsState) -> Step:
    question, effects = approval_flow.over(state.question, ApprovalRefusal.SESSION_ENDED)
    return replace(state, question=question), effects


def _registered(state: OperatorsState) -> Operators:
    return state.operators or Operators()


def _register(state: OperatorsState, event: RegisteringEvent) -> Step:
    registering, effects = register_flow.step(
        state.registering, event, state.operators, state.active
    )
    now = replace(state, registering=registering)
    if isinstance(event, OperatorsKept):
        return _in_force(replace(now, problem=None), event.operators)
    return now, effects


def _read(state: OperatorsState, answer: Operators | OperatorsProblem) -> Step:
    if isinstance(answer, OperatorsProblem):
        # Whoever may be in it: nobody is taken for registered, or for not being it.
        known = state.operators if _registered(state).registered else None
        return replace(state, operators=known, problem=answer), ()
    if state.operators is not None and state.operators.registered and not answer.registered:
        # A network drive that is gone, too, looks like a folder without the file.
        return replace(state, problem=OperatorsProblem(OperatorsFault.GONE)), ()
    return _in_force(replace(state, problem=None), answer)


def _in_force(state: OperatorsState, operators: Operators) -> Step:
    """Go by this register: whoever is not in it as they were is asked again, or out."""
    now, effects = replace(state, operators=operators), Effects()
    if now.active is not None:
        active = operators.find(now.active.badge)
        if active is None:
            now, effects = _logged_out(now, LogoutReason.REMOVED)
        else:
            now = replace(now, active=active)
    question, refused = approval_flow.with_register(now.question, operators)
    return replace(now, question=question), effects + refused
