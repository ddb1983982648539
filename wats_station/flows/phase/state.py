"""What the phase panel shows, what it hears, and what it asks for."""

from dataclasses import dataclass

from wats_station.domain.command import Action
from wats_station.domain.errors import GatewayProblem
from wats_station.domain.notice import Notice
from wats_station.domain.outcome import Outcome
from wats_station.domain.phase import STANDARD, Phase, PhaseTable
from wats_station.domain.quarantine import ProductTags
from wats_station.domain.repair import FailedTest
from wats_station.domain.unit import Process, Tag, Unit, UnitKey
from wats_station.domain.verification import (
    ProcessResult,
    Verification,
)
from wats_station.flows.submitting import (
    Submit,
    SubmitEvent,
)


@dataclass(frozen=True, slots=True)
class PhaseChange:
    """Move the unit to a phase; `confirmed` when somebody said yes to what stood against it.

    `undoing` takes back the last move, which needs no way back of its own.
    """

    to: Phase
    confirmed: bool = False
    undoing: bool = False


@dataclass(frozen=True, slots=True)
class ProcessChange:
    """Set the unit's process; `undoing` as of a phase."""

    to: Process
    undoing: bool = False


@dataclass(frozen=True, slots=True)
class TagChange:
    """Set one tag of the unit; `undoing` as of a phase."""

    tag: Tag
    undoing: bool = False


Change = PhaseChange | ProcessChange | TagChange


@dataclass(frozen=True, slots=True)
class Terms:
    """What a change is decided by, beside the unit.

    `table` says which phases may follow. `may_go_back` for a supervisor, or with one's
    approval; then `reason` says why, and where `asks_reason` nothing goes without one.
    `tags` go onto a unit that is moved, which does not go while `missing_tags` have no value.
    """

    may_go_back: bool = True
    asks_reason: bool = False
    reason: str = ""
    table: PhaseTable = STANDARD
    tags: tuple[Tag, ...] = ()
    missing_tags: tuple[str, ...] = ()


TERMS = Terms()


@dataclass(frozen=True, slots=True)
class Work:
    """A change under way: `request` names it, `seen` is the unit as the operator saw it.

    `before` are the actions on the unit that still wait to be sent. `unit` is what the
    change was decided on, and `actions` what was given to the outbox, the change itself
    last; None and empty until then. `product` is what the server keeps with its product,
    its quarantines among it.
    """

    request: int
    change: Change
    seen: Unit
    before: tuple[Action, ...] = ()
    terms: Terms = TERMS
    unit: Unit | None = None
    actions: tuple[Action, ...] = ()
    product: ProductTags | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A change that waits for `CMD-CONFIRM`: the unit it was about, and the phase."""

    key: UnitKey
    to: Phase


@dataclass(frozen=True, slots=True)
class Refusal:
    """The explain-why card: what was refused for which unit, and the processes in the way.

    `has_rule` is whether a rule names the processes, None where it is not about them.
    `failing` is the first of them that was run; how that run failed is read once the refusal
    is shown, and comes into `failure`, or why it cannot be read into `unread`. Both are None
    while it is being read.
    """

    key: UnitKey
    why: Notice
    processes: tuple[ProcessResult, ...]
    change: Change | None = None
    has_rule: bool | None = None
    failure: FailedTest | None = None
    unread: Notice | None = None

    @property
    def failing(self) -> ProcessResult | None:
        """The first process in the way that was run."""
        return next((each for each in self.processes if each.was_run), None)

    @property
    def is_reading(self) -> bool:
        """True while nobody knows yet how it failed."""
        return self.failing is not None and self.failure is None and self.unread is None


@dataclass(frozen=True, slots=True)
class PhaseState:
    """The phase panel: the change under way, the question open, the last refusal explained."""

    work: Work | None = None
    question: Question | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class ChangeAsked:
    """Somebody wants this change on the unit they see; `before` still waits to be sent."""

    request: int
    change: Change
    unit: Unit
    before: tuple[Action, ...] = ()
    terms: Terms = TERMS


@dataclass(frozen=True, slots=True)
class UnitChecked:
    """The unit, and for finalizing its verification, as the server has them now.

    `product` is what the server keeps with its product; without the server what was known last.
    """

    request: int
    answer: tuple[Unit, Verification | None] | GatewayProblem
    product: ProductTags | None = None


@dataclass(frozen=True, slots=True)
class UnitLeft:
    """Another unit is current now: questions and refusals of the last one are gone."""


@dataclass(frozen=True, slots=True)
class FailureRead:
    """How the unit's last run of a process failed; None where the server has no such run."""

    key: UnitKey
    process: int
    answer: FailedTest | GatewayProblem | None


PhaseEvent = ChangeAsked | UnitChecked | UnitLeft | FailureRead | SubmitEvent


@dataclass(frozen=True, slots=True)
class CheckUnit:
    """Read the unit again, with its verification where that decides."""

    request: int
    key: UnitKey
    with_verification: bool


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """Read how the unit's last run of a process failed: somebody was refused because of it."""

    key: UnitKey
    process: Process


@dataclass(frozen=True, slots=True)
class Ended:
    """The change is over. `unit` is the unit as it is known to be now, None if unknown.

    `undo` is what takes it back, None where nothing was changed or nothing can.
    """

    request: int
    outcome: Outcome
    unit: Unit | None
    undo: Change | None = None


PhaseEffect = CheckUnit | Submit | ReadFailure | Ended
Step = tuple[PhaseState, tuple[PhaseEffect, ...]]
