"""The lookup panel's flow: from a serial number to everything known of the unit.

The unit's identity comes first and is shown at once; verification and timeline
follow. Every answer carries the id of the request it belongs to, and one that
belongs to an earlier request changes nothing.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from wats_station.domain.errors import WITHOUT_SERVER, GatewayProblem, ProblemKind
from wats_station.domain.family import Family, has_family
from wats_station.domain.near import NearUnit
from wats_station.domain.notice import Notice
from wats_station.domain.quarantine import ProductTags
from wats_station.domain.unit import LifeEvent, Unit, UnitKey
from wats_station.domain.verification import Verification
from wats_station.flows.problems import problem_notice


class LookupStatus(StrEnum):
    """What the lookup panel shows."""

    EMPTY = "empty"
    READING = "reading"
    FOUND = "found"
    NOT_FOUND = "not_found"
    AMBIGUOUS = "ambiguous"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class LookupState:
    """The lookup panel; what has not been answered yet is None.

    `request` is the id of the lookup whose answers are wanted. `asked` is the serial
    number as it was asked for, `other` the one that the same keys say on another layout.
    `problem` belongs to the lookup itself, the other two to the parts that follow it.
    `as_of` is when the unit was known so (UTC), None for what the server says now.
    `details_of` is the unit that verification and timeline were read for: where the part
    number was remembered they may come before the unit. `product` is what the server keeps
    with its product, its quarantines among it. `near` are units that may have been meant,
    where there is none with this serial number: offered, and never chosen. `family` is its
    tree as it was read, which may be of how it was built before (`Family.is_of`).
    """

    status: LookupStatus = LookupStatus.EMPTY
    request: int = 0
    asked: str = ""
    other: str = ""
    unit: Unit | None = None
    details_of: UnitKey | None = None
    verification: Verification | None = None
    verification_problem: Notice | None = None
    timeline: tuple[LifeEvent, ...] | None = None
    timeline_problem: Notice | None = None
    product: ProductTags | None = None
    product_problem: Notice | None = None
    candidates: tuple[UnitKey, ...] = ()
    problem: Notice | None = None
    as_of: datetime | None = None
    near: tuple[NearUnit, ...] | None = None
    family: Family | None = None


@dataclass(frozen=True, slots=True)
class UnitAsked:
    """Somebody wants to see this unit; an empty part number leaves it to the server.

    `other` is a second serial and part number that may be meant instead.
    """

    request: int
    serial_number: str
    part_number: str = ""
    other: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class UnitAnswered:
    """The server's answer to the lookup; with `as_of` what was known last, without it."""

    request: int
    answer: Unit | GatewayProblem
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class VerificationAnswered:
    """The server's answer on the unit's tests."""

    request: int
    key: UnitKey
    answer: Verification | GatewayProblem


@dataclass(frozen=True, slots=True)
class TimelineAnswered:
    """The server's answer on the unit's life."""

    request: int
    key: UnitKey
    answer: tuple[LifeEvent, ...] | GatewayProblem


@dataclass(frozen=True, slots=True)
class ProductAnswered:
    """What the server keeps with the unit's product; without the server what was known last."""

    request: int
    key: UnitKey
    answer: ProductTags | GatewayProblem


@dataclass(frozen=True, slots=True)
class FamilyAnswered:
    """What the unit is built into, and what is in it; a problem leaves it at the direct level."""

    request: int
    answer: Family | GatewayProblem


@dataclass(frozen=True, slots=True)
class NearAnswered:
    """Units that may have been meant; without the server those that are known."""

    request: int
    units: tuple[NearUnit, ...]


@dataclass(frozen=True, slots=True)
class UnitChanged:
    """A write to the unit was confirmed, or a check read it again: show it as it is now."""

    request: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class VerifyAsked:
    """Somebody wants to know how the unit stands: read its tests and its life again."""

    request: int
    key: UnitKey


@dataclass(frozen=True, slots=True)
class UnitOutdated:
    """The unit on the screen was changed behind it: read it again, without a word."""

    request: int
    key: UnitKey


@dataclass(frozen=True, slots=True)
class UnitRefreshed:
    """The unit as it is now; a problem changes nothing of what is shown."""

    request: int
    answer: Unit | GatewayProblem


LookupEvent = (
    UnitAsked
    | UnitAnswered
    | VerificationAnswered
    | TimelineAnswered
    | ProductAnswered
    | NearAnswered
    | FamilyAnswered
    | UnitChanged
    | VerifyAsked
    | UnitOutdated
    | UnitRefreshed
)


@dataclass(frozen=True, slots=True)
class ReadUnit:
    """Ask the server for the unit; details may be read beside it where the part is known."""

    request: int
    serial_number: str
    part_number: str
    other: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ReadDetails:
    """Ask the server for verification, timeline and the product's tags, side by side."""

    request: int
    key: UnitKey


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """Ask the server for a unit that is on the screen, and for its details."""

    request: int
    key: UnitKey


@dataclass(frozen=True, slots=True)
class ReadFamily:
    """Ask for the unit's tree, level by level."""

    request: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class ReadNear:
    """Ask for units that may have been meant, now that it is shown that there is none."""

    request: int
    serial_number: str


LookupEffect = ReadUnit | ReadDetails | ReadAgain | ReadNear | ReadFamily


def step(state: LookupState, event: LookupEvent) -> tuple[LookupState, tuple[LookupEffect, ...]]:
    """The next state, and what is to be read."""
    if isinstance(event, UnitAsked):
        other = event.other[0] if event.other else ""
        asked = LookupState(LookupStatus.READING, event.request, event.serial_number, other)
        read = ReadUnit(event.request, event.serial_number, event.part_number, event.other)
        return asked, (read,)
    if isinstance(event, UnitChanged):
        return _changed(state, event)
    if isinstance(event, VerifyAsked):
        return replace(state, request=event.request), (ReadDetails(event.request, event.key),)
    if event.request != state.request:
        return state, ()
    match event:
        case UnitAnswered():
            return _answered(state, event)
        case NearAnswered(_, units):
            return replace(state, near=units), ()
        case FamilyAnswered(_, answer):
            return replace(state, family=answer if isinstance(answer, Family) else None), ()
        case UnitOutdated(request, key):
            return state, (ReadAgain(request, key),)
        case UnitRefreshed(_, answer):
            known = answer if isinstance(answer, Unit) else state.unit
            fresh = None if isinstance(answer, Unit) else state.as_of
            return replace(state, unit=known, as_of=fresh), _family_of(state, known)
    return _detailed(state, event), ()


def _detailed(
    state: LookupState, event: VerificationAnswered | TimelineAnswered | ProductAnswered
) -> LookupState:
    state = _without_details_of_others(state, event.key)
    state = replace(state, details_of=event.key)
    match event:
        case VerificationAnswered(answer=GatewayProblem() as problem):
            return replace(state, verification_problem=problem_notice(problem, state.asked))
        case VerificationAnswered(answer=Verification() as verification):
            return replace(state, verification=verification, verification_problem=None)
        case TimelineAnswered(answer=GatewayProblem() as problem):
            return replace(state, timeline_problem=problem_notice(problem, state.asked))
        case TimelineAnswered(answer=tuple() as timeline):
            return replace(state, timeline=timeline, timeline_problem=None)
        case ProductAnswered(answer=GatewayProblem() as problem):
            return replace(state, product_problem=problem_notice(problem, state.asked))
        case ProductAnswered(answer=ProductTags() as product):
            return replace(state, product=product, product_problem=None)
    return state


def _without_details_of_others(state: LookupState, key: UnitKey | None) -> LookupState:
    if state.details_of in (None, key):
        return state
    return replace(
        state,
        details_of=None,
        verification=None,
        verification_problem=None,
        timeline=None,
        timeline_problem=None,
        product=None,
        product_problem=None,
    )


def _answered(
    state: LookupState, event: UnitAnswered
) -> tuple[LookupState, tuple[LookupEffect, ...]]:
    answer = event.answer
    if isinstance(answer, Unit):
        state = _without_details_of_others(state, answer.key)
        found = replace(state, status=LookupStatus.FOUND, unit=answer, as_of=event.as_of)
        return found, (ReadDetails(event.request, answer.key), *_family_of(found, answer))
    state = _without_details_of_others(state, None)
    status = {
        ProblemKind.NOT_FOUND: LookupStatus.NOT_FOUND,
        ProblemKind.AMBIGUOUS: LookupStatus.AMBIGUOUS,
    }.get(answer.kind, LookupStatus.FAILED)
    problem = problem_notice(answer, state.asked)
    ended = replace(state, status=status, problem=problem, candidates=answer.candidates)
    if answer.kind is ProblemKind.NOT_FOUND or answer.kind in WITHOUT_SERVER:
        return ended, (ReadNear(event.request, state.asked),)
    return ended, ()


def _changed(
    state: LookupState, event: UnitChanged
) -> tuple[LookupState, tuple[LookupEffect, ...]]:
    if state.unit is None or state.unit.key != event.unit.key:
        return state, ()
    shown = replace(state, request=event.request, unit=event.unit, as_of=None)
    details = ReadDetails(event.request, event.unit.key)
    return shown, (details, *_family_of(shown, event.unit))


def _family_of(state: LookupState, unit: Unit | None) -> tuple[ReadFamily, ...]:
    """Read the tree of a unit that has one, where it is not known already."""
    if unit is None or not has_family(unit) or state.as_of is not None:
        return ()
    if state.family is not None and state.family.is_of(unit):
        return ()
    return (ReadFamily(state.request, unit),)
