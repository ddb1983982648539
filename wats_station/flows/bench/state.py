"""What the bench is, what it hears, and what it asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from wats_station.domain.clock import ClockState
from wats_station.domain.errors import GatewayProblem
from wats_station.domain.gate import Gate, Verdict, judged
from wats_station.domain.link import LinkState
from wats_station.domain.notice import Notice
from wats_station.domain.operator import Operator, Operators
from wats_station.domain.outcome import Outcome
from wats_station.domain.panel import Panel
from wats_station.domain.phase import Phase
from wats_station.domain.unit import Process, Unit, UnitKey
from wats_station.flows.assembly.state import (
    AssemblyButton,
    AssemblyEvent,
    AssemblyState,
    ForgetUnfinished,
    KeepUnfinished,
    ReadAssembly,
    ReadChild,
    ReadInsides,
)
from wats_station.flows.batch import BatchAction, BatchButton, BatchState, Stage
from wats_station.flows.creation import (
    CheckCreation,
    CreateButton,
    CreationEvent,
    CreationState,
    ReadProducts,
    ReadRevisions,
)
from wats_station.flows.lookup import LookupEffect, LookupEvent, LookupState, LookupStatus
from wats_station.flows.operators import OperatorsEffect, OperatorsEvent, OperatorsState
from wats_station.flows.outbox import OutboxEffect, OutboxEvent, OutboxState
from wats_station.flows.phase.state import Change, CheckUnit, PhaseEvent, PhaseState, ReadFailure
from wats_station.flows.quarantine import (
    QuarantineEvent,
    QuarantineState,
    ReasonGiven,
    WriteQuarantine,
)
from wats_station.flows.repair.effects import (
    DropFile,
    ForgetDraft,
    KeepDraft,
    KeepFiles,
    LeaveRetest,
    MakePaper,
    ReadCase,
    WatchRetest,
)
from wats_station.flows.repair.state import RepairButton, RepairEvent, RepairState
from wats_station.flows.settings import SettingsEffect, SettingsEvent, SettingsState
from wats_station.flows.strip import Strip
from wats_station.flows.submitting import Submit, SubmitEvent
from wats_station.flows.tagging import BatchTags, TagButton
from wats_station.scan.intent import Meaning, ShowUnit
from wats_station.scan.raw_scan import Source


@dataclass(frozen=True, slots=True)
class HoldReasonAsked:
    """Somebody wants to say why the current unit is on hold."""


# What a panel's button asks for that no barcode can: its request is put in when its turn comes.
Button: TypeAlias = (
    AssemblyButton
    | RepairButton
    | HoldReasonAsked
    | TagButton
    | BatchButton
    | ReasonGiven
    | CreateButton
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A scan, or with no source a button, in the order they came.

    `ended` is when its last key came, in seconds on the clock the scans share.
    `approved_by` is the supervisor who allowed this very action, `reason` why. A batch
    counts `batched` ones as scanned for it, whatever their source.
    """

    request: int
    text: str
    meaning: Meaning | Button
    source: Source | None
    ended: float
    approved_by: Operator | None = None
    reason: str = ""
    batched: bool = False


@dataclass(frozen=True, slots=True)
class UnitForBatch:
    """The unit that a scan of the batch named is there: it gets what every unit gets."""

    request: int


@dataclass(frozen=True, slots=True)
class ReferenceAnswered:
    """The server's phases and processes, or why they could not be read."""

    request: int
    answer: tuple[tuple[Phase, ...], tuple[Process, ...]] | GatewayProblem


@dataclass(frozen=True, slots=True)
class AuthorKnown:
    """Who is stamped on changes: the station, and the operator while nobody has to log in."""

    station: str
    user: str


@dataclass(frozen=True, slots=True)
class LinkChanged:
    """The link to the server is in another state."""

    link: LinkState


@dataclass(frozen=True, slots=True)
class FaultSeen:
    """Something happened that no scan asked for; whoever stands at the bench is told."""

    why: Notice
    good: bool = False


@dataclass(frozen=True, slots=True)
class ServerChanged:
    """The station works on another server from now on: nothing of the last one counts.

    `server` is what its commands are kept under.
    """

    server: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """The station closes: what has not ended by now ends as refused."""


@dataclass(frozen=True, slots=True)
class WorkBroke:
    """What was done for this request failed in the program itself: no answer will come."""

    request: int
    detail: str


@dataclass(frozen=True, slots=True)
class CloseAsked:
    """Somebody wants to close the window; `approved_by` is the supervisor who allowed it."""

    approved_by: Operator | None = None


@dataclass(frozen=True, slots=True)
class ClockCompared:
    """How many seconds this computer's clock is ahead of the server's; None: it did not tell."""

    ahead: float | None


# What one of the panels hears, or the operators, the outbox or the settings.
PanelEvent: TypeAlias = (
    LookupEvent
    | PhaseEvent
    | QuarantineEvent
    | CreationEvent
    | AssemblyEvent
    | RepairEvent
    | SubmitEvent
    | OutboxEvent
    | OperatorsEvent
    | SettingsEvent
)
BenchEvent = (
    Asked
    | UnitForBatch
    | ReferenceAnswered
    | AuthorKnown
    | LinkChanged
    | FaultSeen
    | ServerChanged
    | Closing
    | WorkBroke
    | CloseAsked
    | ClockCompared
    | PanelEvent
)


@dataclass(frozen=True, slots=True)
class ReadReference:
    """Ask the server for its phases and processes."""

    request: int


@dataclass(frozen=True, slots=True)
class Cancelled:
    """Nobody waits for this request's reading any more."""

    request: int


@dataclass(frozen=True, slots=True)
class Report:
    """A scan or button has ended; reported exactly once, in order."""

    request: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Again:
    """Approved, or its reason given: it is asked for again, under a new request."""

    asked: Asked


@dataclass(frozen=True, slots=True)
class CloseWindow:
    """Whoever asked to close the window may."""


@dataclass(frozen=True, slots=True)
class Then:
    """The next thing the bench hears, from itself: no effect of `step` is one of these."""

    event: BenchEvent


# What the repair panel wants read, kept or made.
RepairWish: TypeAlias = (
    ReadCase
    | KeepDraft
    | ForgetDraft
    | KeepFiles
    | DropFile
    | MakePaper
    | WatchRetest
    | LeaveRetest
)
BenchEffect = (
    ReadReference
    | Cancelled
    | Report
    | LookupEffect
    | CheckUnit
    | WriteQuarantine
    | ReadFailure
    | ReadProducts
    | ReadRevisions
    | CheckCreation
    | Submit
    | ReadAssembly
    | ReadChild
    | ReadInsides
    | KeepUnfinished
    | ForgetUnfinished
    | RepairWish
    | OutboxEffect
    | OperatorsEffect
    | SettingsEffect
    | Again
    | CloseWindow
    | Then
)


@dataclass(frozen=True, slots=True)
class Undoable:
    """The last change of a unit, and what takes it back."""

    key: UnitKey
    how: Change | AssemblyButton


@dataclass(frozen=True, slots=True)
class Bench:
    """All that the window shows."""

    panel: Panel = Panel.LOOKUP
    link: LinkState = LinkState.CONNECTING
    clock: ClockState = ClockState()
    strip: Strip = Strip()
    lookup: LookupState = LookupState()
    phase: PhaseState = PhaseState()
    quarantine: QuarantineState = QuarantineState()
    creation: CreationState = CreationState()
    assembly: AssemblyState = AssemblyState()
    repair: RepairState = RepairState()
    outbox: OutboxState = OutboxState()
    # Until a register is in use nobody is registered, and everybody may do everything.
    operators: OperatorsState = OperatorsState(Operators())
    settings: SettingsState = SettingsState()
    settings_opened_by: Operator | None = None
    phases: tuple[Phase, ...] = ()
    processes: tuple[Process, ...] = ()
    active: Asked | None = None
    line: tuple[Asked, ...] = ()
    last_heard: tuple[str, float] | None = None
    undo: Undoable | None = None
    author: AuthorKnown = AuthorKnown("", "")
    tags: BatchTags = BatchTags()
    batch: BatchState = BatchState()

    @property
    def operator_name(self) -> str:
        """Who is stamped on changes made now."""
        active = self.operators.active
        return active.name if active else self.author.user

    @property
    def is_batching(self) -> bool:
        """True while every unit that is scanned is changed."""
        return self.panel is Panel.PHASE and self.batch.stage is Stage.ON

    def batches(self, asked: "Asked") -> bool:
        """True for a scan that the batch is to work on; a unit that is touched is shown."""
        scanned = asked.source is not None or asked.batched
        return self.is_batching and scanned and isinstance(asked.meaning, ShowUnit)

    @property
    def batch_action(self) -> BatchAction | None:
        """What the scan under way is to do to its unit; None where it is no batch's."""
        active, batch = self.active, self.batch
        return batch.action if active is not None and batch.working == active.request else None

    @property
    def missing_tags(self) -> tuple[str, ...]:
        """What the station requires and the batch has no value for."""
        return self.tags.missing(self.settings.kept.station.required_tags)

    @property
    def current_unit(self) -> Unit | None:
        """The unit that commands act on: the one scanned last, if it was found."""
        return self.lookup.unit if self.lookup.status is LookupStatus.FOUND else None

    @property
    def may_undo(self) -> bool:
        """True where the last change of the current unit can be taken back."""
        unit = self.current_unit
        return unit is not None and self.undo is not None and self.undo.key == unit.key

    @property
    def gate(self) -> Gate:
        """Whether the current unit may be worked on here."""
        unit, lookup = self.current_unit, self.lookup
        if unit is None:
            return Gate(Verdict.NONE)
        ours = lookup.details_of in (None, unit.key)
        return judged(
            unit,
            lookup.verification if ours else None,
            self.settings.kept.station.gate,
            lookup.product if ours else None,
            unreadable=ours and (lookup.verification_problem or lookup.product_problem) is not None,
        )

    @property
    def takes_children(self) -> bool:
        """True while a unit that is scanned belongs into the open assembly."""
        return self.panel is Panel.ASSEMBLY and self.assembly.wants_child


Step = tuple[Bench, tuple[BenchEffect, ...]]


def and_then(
    bench: Bench, effects: tuple[BenchEffect, ...], following: Callable[[Bench], Step]
) -> Step:
    """Run the following step on `bench`; its effects come after `effects`."""
    after, more = following(bench)
    return after, (*effects, *more)
