"""What the bench is, what it hears, and what it asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from wats_station.domain.errors import GatewayProblem
from wats_station.domain.gate import Gate, Verdict, judged
from wats_station.domain.link import LinkState
from wats_station.domain.notice import Notice
from wats_station.domain.operator import Operator, Operators
from wats_station.domain.outcome import Outcome
from wats_station.domain.panel import Panel
from wats_station.domain.phase import Phase
from wats_station.domain.unit import Process, Unit, UnitKey
from wats_station.flows.assembly import (
    AssemblyButton,
    AssemblyEvent,
    AssemblyState,
    ForgetUnfinished,
    KeepUnfinished,
    ReadAssembly,
    ReadChild,
)
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
from wats_station.flows.phase import Change, CheckUnit, PhaseEvent, PhaseState
from wats_station.flows.quarantine import (
    QuarantineEvent,
    QuarantineState,
    ReasonGiven,
    WriteQuarantine,
)
from wats_station.flows.repair.state import (
    DropFile,
    ForgetDraft,
    KeepDraft,
    KeepFiles,
    LeaveRetest,
    MakePaper,
    ReadCase,
    RepairButton,
    RepairEvent,
    RepairState,
    WatchRetest,
)
from wats_station.flows.settings import SettingsEffect, SettingsEvent, SettingsState
from wats_station.flows.strip import Strip
from wats_station.flows.submitting import Submit, SubmitEvent
from wats_station.scan.intent import Meaning
from wats_station.scan.raw_scan import Source

# What a panel's button asks for that no barcode can: its request is put in when its turn comes.
Button: TypeAlias = AssemblyButton | RepairButton | ReasonGiven | CreateButton


@dataclass(frozen=True, slots=True)
class Asked:
    """A scan, or with no source a button, in the order they came.

    `ended` is when its last key came, in seconds on the clock the scans share.
    `approved_by` is the supervisor who allowed this very action.
    """

    request: int
    text: str
    meaning: Meaning | Button
    source: Source | None
    ended: float
    approved_by: Operator | None = None


@dataclass(frozen=True, slots=True)
class ReferenceAnswered:
    """The server's phases and processes, or why they could not be read."""

    request: int
    answer: tuple[tuple[Phase, ...], tuple[Process, ...]] | GatewayProblem


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


BenchEvent = (
    Asked
    | ReferenceAnswered
    | LinkChanged
    | FaultSeen
    | ServerChanged
    | Closing
    | LookupEvent
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
    """A supervisor has approved it: what was refused is asked for again, under a new request."""

    asked: Asked
    approved_by: Operator


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
    | ReadProducts
    | ReadRevisions
    | CheckCreation
    | Submit
    | ReadAssembly
    | ReadChild
    | KeepUnfinished
    | ForgetUnfinished
    | RepairWish
    | OutboxEffect
    | OperatorsEffect
    | SettingsEffect
    | Again
    | Then
)


@dataclass(frozen=True, slots=True)
class Undoable:
    """The last change of a unit, and what takes it back."""

    key: UnitKey
    how: Change | Button


@dataclass(frozen=True, slots=True)
class Bench:
    """All that the window shows."""

    panel: Panel = Panel.LOOKUP
    link: LinkState = LinkState.CONNECTING
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
