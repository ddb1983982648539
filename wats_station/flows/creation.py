"""Making a unit that was not found: where the station may, from what the label said.

A misread label makes a unit that is none, so that the serial number stands on the screen
exactly as it was read, part and revision have to be known to the server, and somebody has
to say yes. A line's first station makes hundreds a shift: that it may at all is a
supervisor's setting (`station.may_create`), each one any operator's to make.
"""

from dataclasses import dataclass, replace

from wats_station.domain.command import CommandState, CreateUnit
from wats_station.domain.creation import CreationFacts, NewUnit, ProductChoice
from wats_station.domain.errors import WITHOUT_SERVER, GatewayProblem
from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.domain.unit import UnitKey
from wats_station.flows.problems import problem_notice
from wats_station.flows.submitting import (
    CommandEnded,
    CommandWaits,
    NotKept,
    Submit,
    SubmitEvent,
)


@dataclass(frozen=True, slots=True)
class CreationState:
    """What may be made, and how far it is.

    `products` and `revisions` may be chosen from, None until they are read; `choosing` is
    true while part or revision is asked for. `request` is what goes on.
    """

    offer: NewUnit | None = None
    choosing: bool = False
    products: tuple[ProductChoice, ...] | None = None
    revisions: tuple[str, ...] | None = None
    request: int | None = None


@dataclass(frozen=True, slots=True)
class CreationOffered:
    """No unit was found, and one may be made of what was scanned."""

    offer: NewUnit


@dataclass(frozen=True, slots=True)
class CreationLeft:
    """Another unit was scanned, or `CMD-CANCEL`."""


@dataclass(frozen=True, slots=True)
class CreateOpened:
    """Somebody wants to say what the unit is; `again` though the label said it."""

    request: int = 0
    again: bool = False


@dataclass(frozen=True, slots=True)
class PartChosen:
    """It is of this product."""

    request: int = 0
    part_number: str = ""


@dataclass(frozen=True, slots=True)
class RevisionChosen:
    """It is of this revision."""

    request: int = 0
    revision: str = ""


@dataclass(frozen=True, slots=True)
class CreateConfirmed:
    """Somebody says yes."""

    request: int = 0


@dataclass(frozen=True, slots=True)
class ProductsRead:
    """The products that may be chosen."""

    request: int
    answer: tuple[ProductChoice, ...] | GatewayProblem


@dataclass(frozen=True, slots=True)
class RevisionsRead:
    """The revisions of the product; None where the server has no such product."""

    request: int
    answer: tuple[str, ...] | GatewayProblem | None


@dataclass(frozen=True, slots=True)
class CreationChecked:
    """What the server says of the unit that is to be made, just now."""

    request: int
    answer: CreationFacts | GatewayProblem


CreateButton = CreateOpened | PartChosen | RevisionChosen | CreateConfirmed
CreationEvent = (
    CreationOffered
    | CreationLeft
    | CreateButton
    | ProductsRead
    | RevisionsRead
    | CreationChecked
    | SubmitEvent
)


@dataclass(frozen=True, slots=True)
class ReadProducts:
    """Ask for the products that may be chosen."""

    request: int


@dataclass(frozen=True, slots=True)
class ReadRevisions:
    """Ask for the revisions of a product."""

    request: int
    part_number: str


@dataclass(frozen=True, slots=True)
class CheckCreation:
    """Ask whether there is such a unit by now, and such a product."""

    request: int
    key: UnitKey


@dataclass(frozen=True, slots=True)
class CreationEnded:
    """The request is over; `made` is the unit to be shown."""

    request: int
    outcome: Outcome
    made: UnitKey | None = None


CreationEffect = ReadProducts | ReadRevisions | CheckCreation | Submit | CreationEnded
Step = tuple[CreationState, tuple[CreationEffect, ...]]


def step(state: CreationState, event: CreationEvent) -> Step:
    """The next state, and what is to be read, kept or reported."""
    match event:
        case CreationOffered(offer):
            return CreationState(offer), ()
        case CreationLeft():
            return CreationState(), ()
    if isinstance(event, CreateButton):
        return _pressed(state, event)
    if state.offer is None or event.request != state.request:
        return state, ()
    return _heard(replace(state, request=None), state.offer, event)


def _pressed(state: CreationState, event: CreateButton) -> Step:
    offer, request = state.offer, event.request
    if offer is None:
        return state, (_refused(request, notice(NoticeKind.NOTHING_TO_CREATE)),)
    match event:
        case CreateOpened(_, again):
            unsaid = replace(offer, part_number="", revision="") if again else offer
            opened = replace(state, offer=unsaid, choosing=True, request=request)
            return _open(opened, unsaid, request)
        case PartChosen(_, part):
            chosen = replace(offer, part_number=part.strip(), revision="")
            return _open(
                replace(state, offer=chosen, choosing=True, revisions=None, request=request),
                chosen,
                request,
            )
        case RevisionChosen(_, revision):
            whole = replace(offer, revision=revision)
            return replace(state, offer=whole, choosing=False), (_ready(request, whole),)
        case CreateConfirmed():
            if not offer.is_whole:
                return state, (_refused(request, _about(NoticeKind.CREATE_INCOMPLETE, offer)),)
            checking = replace(state, request=request, choosing=False)
            return checking, (CheckCreation(request, offer.key),)


def _open(state: CreationState, offer: NewUnit, request: int) -> Step:
    if not offer.part_number:
        return state, (ReadProducts(request),)
    return state, (ReadRevisions(request, offer.part_number),)


_Answer = ProductsRead | RevisionsRead | CreationChecked | SubmitEvent


def _heard(state: CreationState, offer: NewUnit, event: _Answer) -> Step:
    request = event.request
    match event:
        case (
            ProductsRead(_, GatewayProblem() as problem)
            | RevisionsRead(_, GatewayProblem() as problem)
            | CreationChecked(_, GatewayProblem() as problem)
        ):
            return state, (_refused(request, _why_not(problem, offer)),)
        case ProductsRead(_, tuple() as products):
            asked = _about(NoticeKind.CREATE_WHICH_PART, offer)
            return replace(state, products=products), (_done(request, asked),)
        case RevisionsRead(_, answer):
            revisions = answer if isinstance(answer, tuple) else ()
            return _revisions(state, offer, request, revisions)
        case CreationChecked(_, CreationFacts() as facts):
            return _checked(state, offer, request, facts)
        case CommandEnded(_, CommandState.DELIVERED):
            done = Outcome(OutcomeKind.DONE, _about(NoticeKind.UNIT_CREATED, offer))
            return CreationState(), (CreationEnded(request, done, offer.key),)
        case CommandEnded(_, _, why):
            reason = why or notice(NoticeKind.NOT_WRITTEN, serial=offer.serial_number)
            return state, (_refused(request, reason),)
        case CommandWaits():
            what = f"{offer.part_number} {offer.revision}"
            queued = notice(NoticeKind.QUEUED, serial=offer.serial_number, what=what)
            ended = CreationEnded(request, Outcome(OutcomeKind.QUEUED, queued))
            return CreationState(), (ended,)
        case NotKept(_, why):
            return state, (_refused(request, why),)
    return state, ()


def _revisions(
    state: CreationState, offer: NewUnit, request: int, revisions: tuple[str, ...]
) -> Step:
    """The only revision is the one; of a product without any nothing can be made."""
    if not revisions:
        again = replace(state, offer=replace(offer, part_number="", revision=""))
        why = _about(NoticeKind.CREATE_NO_PRODUCT, offer)
        return replace(again, choosing=False), (_refused(request, why),)
    if len(revisions) == 1:
        whole = replace(offer, revision=revisions[0])
        known = replace(state, offer=whole, choosing=False, revisions=revisions)
        return known, (_ready(request, whole),)
    asked = _about(NoticeKind.CREATE_WHICH_REVISION, offer)
    return replace(state, revisions=revisions), (_done(request, asked),)


def _checked(state: CreationState, offer: NewUnit, request: int, facts: CreationFacts) -> Step:
    if facts.exists:
        ended = _refused(request, _about(NoticeKind.CREATE_EXISTS, offer))
        return CreationState(), (replace(ended, made=offer.key),)
    if facts.revisions is None:
        return state, (_refused(request, _about(NoticeKind.CREATE_NO_PRODUCT, offer)),)
    if offer.revision not in facts.revisions:
        return state, (_refused(request, _about(NoticeKind.CREATE_NO_REVISION, offer)),)
    action = CreateUnit(offer.revision, offer.batch_number)
    given = replace(state, request=request)
    return given, (Submit(request, offer.key, (action,), needs_server=True),)


def _why_not(problem: GatewayProblem, offer: NewUnit) -> Notice:
    if problem.kind in WITHOUT_SERVER:
        return notice(NoticeKind.NEEDS_SERVER, serial=offer.serial_number)
    return problem_notice(problem, offer.serial_number)


def _ready(request: int, offer: NewUnit) -> CreationEnded:
    return _done(request, _about(NoticeKind.CREATE_READY, offer))


def _about(kind: NoticeKind, offer: NewUnit) -> Notice:
    return notice(kind, serial=offer.serial_number, part=offer.part_number, revision=offer.revision)


def _done(request: int, what: Notice) -> CreationEnded:
    return CreationEnded(request, Outcome(OutcomeKind.DONE, what))


def _refused(request: int, why: Notice) -> CreationEnded:
    return CreationEnded(request, Outcome(OutcomeKind.REFUSED, why))
