"""Registering operators: one change of the register at a time, within its rules.

The rules are looked at here, so that a wrong form is told at once, and again where the
register is kept: another station may have changed it meanwhile.
"""

from dataclasses import dataclass

from wats_station.domain.operator import (
    Change,
    Operator,
    OperatorDraft,
    Operators,
    OperatorsProblem,
    Permission,
    Register,
    RegisterChange,
    RegisterRefusal,
    Remove,
    against,
)


@dataclass(frozen=True, slots=True)
class RegisterSaid:
    """What was said to the last change of the register; `why_not` is None where it is kept."""

    why_not: RegisterRefusal | OperatorsProblem | None = None


@dataclass(frozen=True, slots=True)
class Registering:
    """Whether a change is being kept, and what was said to the last one."""

    keeping: bool = False
    said: RegisterSaid | None = None


@dataclass(frozen=True, slots=True)
class RegisterAsked:
    """Somebody is to be registered; `approved_by` where the active operator may not do it."""

    draft: OperatorDraft
    approved_by: Operator | None = None


@dataclass(frozen=True, slots=True)
class ChangeAsked:
    """One who is registered is to be changed; `before` as the screen shows them."""

    before: Operator
    draft: OperatorDraft
    approved_by: Operator | None = None


@dataclass(frozen=True, slots=True)
class RemoveAsked:
    """One is to be registered no longer; `before` as the screen shows them."""

    before: Operator
    approved_by: Operator | None = None


@dataclass(frozen=True, slots=True)
class OperatorsKept:
    """The change is on the disk, and this is the register now."""

    operators: Operators


@dataclass(frozen=True, slots=True)
class OperatorsNotKept:
    """Nothing was changed."""

    why: RegisterRefusal | OperatorsProblem


RegisteringEvent = RegisterAsked | ChangeAsked | RemoveAsked | OperatorsKept | OperatorsNotKept


@dataclass(frozen=True, slots=True)
class KeepOperators:
    """Change the kept register; `by` is who is active and `approved_by` who allowed it."""

    change: RegisterChange
    by: Operator | None
    approved_by: Operator | None


Step = tuple[Registering, tuple[KeepOperators, ...]]


def step(
    state: Registering,
    event: RegisteringEvent,
    operators: Operators | None,
    active: Operator | None,
) -> Step:
    """What comes of it by this register (None: never read), with `active` logged in."""
    match event:
        case OperatorsKept():
            return Registering(said=RegisterSaid()), ()
        case OperatorsNotKept(why):
            return Registering(said=RegisterSaid(why)), ()
    if state.keeping:
        # What was pressed twice is not done twice.
        return state, ()
    change = _wanted(event)
    reason = RegisterRefusal.NOT_ALLOWED
    if operators is not None and _may_register(operators, active, event.approved_by):
        found = against(operators, change)
        if found is None:
            return Registering(keeping=True), (KeepOperators(change, active, event.approved_by),)
        reason = found
    return Registering(said=RegisterSaid(reason)), ()


def _may_register(
    operators: Operators, active: Operator | None, approved_by: Operator | None
) -> bool:
    return operators.allow(active, Permission.OPERATORS) or approved_by in operators.approvers


def _wanted(event: RegisterAsked | ChangeAsked | RemoveAsked) -> RegisterChange:
    match event:
        case RegisterAsked(draft):
            return Register(draft)
        case ChangeAsked(before, draft):
            return Change(before, draft)
        case RemoveAsked(before):
            return Remove(before)
