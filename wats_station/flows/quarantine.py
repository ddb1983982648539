"""Putting a lot or a revision into quarantine, and letting it out: a reason, then one write.

It concerns units that nobody holds in hand, so that it is decided on what the server says
now, written at once or visibly refused, and never kept for later. Who may do it is asked
before it comes here (`flows.admission`).
"""

from dataclasses import dataclass, replace

from wats_station.domain.errors import WITHOUT_SERVER, GatewayProblem, ProblemKind
from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.domain.quarantine import (
    REASONS,
    RELEASE_REASONS,
    ProductTags,
    QuarantineScope,
    is_over,
    named,
    read,
    tag_text,
)
from wats_station.domain.unit import Unit, UnitKey
from wats_station.flows.problems import problem_notice


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants for the lot or the revision of a unit that is shown.

    `seen` is what the tag said on the screen, None where there was none; `was_seen` is False
    where nobody could know yet. `approved_by` is the supervisor who allowed it, where that
    is not who is logged in.
    """

    key: UnitKey
    scope: QuarantineScope
    name: str
    on: bool
    seen: str | None = None
    was_seen: bool = True
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class QuarantineState:
    """`question` waits for a reason, `work` (by its request) for the server."""

    question: Wish | None = None
    work: tuple[int, Wish] | None = None

    @property
    def reasons(self) -> tuple[str, ...]:
        """What may be chosen; the first one is what `CMD-CONFIRM` says."""
        if self.question is None:
            return ()
        return REASONS if self.question.on else RELEASE_REASONS


@dataclass(frozen=True, slots=True)
class QuarantineAsked:
    """Somebody who may wants this; without a `reason` one is asked for."""

    request: int
    unit: Unit
    scope: QuarantineScope
    on: bool
    reason: str = ""
    product: ProductTags | None = None
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class ReasonGiven:
    """The answer to the question; empty takes the first reason."""

    request: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class QuarantineLeft:
    """Another unit, another operator, or `CMD-CANCEL`: the question is gone."""


@dataclass(frozen=True, slots=True)
class QuarantineWritten:
    """How the write ended, and what the server keeps with the product then.

    `before` is what the tag said when it was read to be changed. `written` is False where
    it was left alone: it said what was wanted already, or something nobody had seen.
    """

    request: int
    answer: ProductTags | GatewayProblem
    before: str | None = None
    written: bool = True


QuarantineEvent = QuarantineAsked | ReasonGiven | QuarantineLeft | QuarantineWritten


@dataclass(frozen=True, slots=True)
class WriteQuarantine:
    """Read the tag afresh, and write it if it is as it was seen."""

    request: int
    wish: Wish
    reason: str


@dataclass(frozen=True, slots=True)
class QuarantineEnded:
    """The request is over; `product` is what is known of the product now, None for nothing new."""

    request: int
    outcome: Outcome
    product: ProductTags | None = None


QuarantineEffect = WriteQuarantine | QuarantineEnded
Step = tuple[QuarantineState, tuple[QuarantineEffect, ...]]


def step(state: QuarantineState, event: QuarantineEvent) -> Step:
    """The next state, and what is to be written or reported."""
    match event:
        case QuarantineAsked():
            return _asked(event)
        case ReasonGiven(request, reason):
            if state.question is None:
                return state, _refused(request, notice(NoticeKind.QUARANTINE_UNASKED))
            return _writing(request, state.question, reason or state.reasons[0])
        case QuarantineLeft():
            return replace(state, question=None), ()
        case QuarantineWritten(request):
            if state.work is None or state.work[0] != request:
                return state, ()
            return replace(state, work=None), (_ended(event, state.work[1]),)


def _asked(event: QuarantineAsked) -> Step:
    unit, scope, request = event.unit, event.scope, event.request
    name = named(unit, scope)
    if not name:
        kind = NoticeKind.NO_LOT if scope is QuarantineScope.LOT else NoticeKind.NO_REVISION
        return QuarantineState(), _refused(request, notice(kind, serial=unit.serial_number))
    seen = tag_text(event.product, scope, name) if event.product else None
    known = event.product is not None
    wish = Wish(unit.key, scope, name, event.on, seen, known, event.approved_by)
    if known and is_over(seen) is not event.on:
        return QuarantineState(), (QuarantineEnded(request, _already(wish)),)
    if event.reason:
        return _writing(request, wish, event.reason)
    why = _about(NoticeKind.QUARANTINE_WHY, wish)
    return QuarantineState(wish), (QuarantineEnded(request, Outcome(OutcomeKind.DONE, why)),)


def _writing(request: int, wish: Wish, reason: str) -> Step:
    return QuarantineState(work=(request, wish)), (WriteQuarantine(request, wish, reason),)


def _ended(event: QuarantineWritten, wish: Wish) -> QuarantineEnded:
    answer, request = event.answer, event.request
    if isinstance(answer, GatewayProblem):
        return QuarantineEnded(request, Outcome(OutcomeKind.REFUSED, _why_not(answer, wish)))
    if event.written:
        kind = NoticeKind.QUARANTINE_ON if wish.on else NoticeKind.QUARANTINE_OVER
        return QuarantineEnded(request, Outcome(OutcomeKind.DONE, _about(kind, wish)), answer)
    if is_over(event.before) is not wish.on:
        return QuarantineEnded(request, _already(wish), answer)
    stands = read(wish.scope, wish.name, event.before)
    since = stands.since.isoformat() if stands and stands.since else ""
    changed = notice(
        NoticeKind.QUARANTINE_CHANGED,
        scope=wish.scope.value,
        name=wish.name,
        reason=stands.reason if stands else "",
        by=stands.by if stands else "",
        since=since,
    )
    return QuarantineEnded(request, Outcome(OutcomeKind.REFUSED, changed), answer)


def _already(wish: Wish) -> Outcome:
    kind = NoticeKind.QUARANTINE_OVER_ALREADY
    if wish.on:
        kind = NoticeKind.QUARANTINE_ON_ALREADY
    return Outcome(OutcomeKind.DONE, _about(kind, wish))


def _why_not(problem: GatewayProblem, wish: Wish) -> Notice:
    match problem.kind:
        case ProblemKind.FORBIDDEN:
            return notice(NoticeKind.QUARANTINE_NOT_PERMITTED, message=problem.message)
        case ProblemKind.NOT_FOUND:
            return notice(NoticeKind.SERVER_REFUSED, message=problem.message)
    if problem.sent and problem.kind in WITHOUT_SERVER:
        return _about(NoticeKind.QUARANTINE_UNSURE, wish)
    return problem_notice(problem, wish.key.serial_number)


def _about(kind: NoticeKind, wish: Wish) -> Notice:
    return notice(kind, scope=wish.scope.value, name=wish.name, part=wish.key.part_number)


def _refused(request: int, why: Notice) -> tuple[QuarantineEffect, ...]:
    return (QuarantineEnded(request, Outcome(OutcomeKind.REFUSED, why)),)
