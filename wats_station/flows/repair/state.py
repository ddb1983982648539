"""What the repair panel shows, what it hears, and what it asks for."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias
from uuid import UUID

from wats_station.domain.command import CommandState
from wats_station.domain.errors import GatewayProblem
from wats_station.domain.notice import Notice
from wats_station.domain.repair import (
    AttachedFile,
    FailedStep,
    Fault,
    RepairCase,
    RepairCode,
    RepairDraft,
    RepairOperation,
    Retest,
)
from wats_station.domain.repair_rules import Lack, Suggestions, lacks, operation_of, suggested
from wats_station.domain.unit import Unit, UnitKey
from wats_station.flows.repair.effects import RepairEffect
from wats_station.flows.submitting import SubmitEvent


class RepairStatus(StrEnum):
    """What the repair panel shows."""

    EMPTY = "empty"  # no unit
    READING = "reading"  # the unit's failed test and the codes are on their way
    NOTHING = "nothing"  # the unit has not failed
    OPEN = "open"  # the repair is being entered
    WAITING = "waiting"  # a repair was filed: the unit is to be tested again
    RETESTED = "retested"  # it was, and `retest` says how
    FAILED = "failed"  # `problem` says why nothing can be shown


@dataclass(frozen=True, slots=True)
class Unfiled:
    """A repair that somebody began and did not file: how many failures it has so far."""

    key: UnitKey
    faults: int


@dataclass(frozen=True, slots=True)
class RepairWork:
    """What is going on for a request: files being kept (`files`), or the repair being filed.

    `is_sent` once it was given to the outbox.
    """

    request: int
    files: bool = False
    is_sent: bool = False


@dataclass(frozen=True, slots=True)
class RepairState:
    """The repair panel.

    `step` is the id of the failed step that the next failure explains. `choosing` are the
    codes of which one is meant, none as a rule. `refused` is why the last thing was not
    done. `preview` is true while the whole repair is shown before it is filed. `filed` is
    the repair that the retest is waited for, and `waits` is true while the server has not
    confirmed it. `as_of` is when the case was known so (UTC), None for what the server says
    now. `unfiled` are offered while no unit is open.
    """

    status: RepairStatus = RepairStatus.EMPTY
    request: int = 0
    unit: Unit | None = None
    case: RepairCase | None = None
    draft: RepairDraft = RepairDraft()
    step: str = ""
    choosing: tuple[RepairCode, ...] = ()
    work: RepairWork | None = None
    preview: bool = False
    refused: Notice | None = None
    problem: Notice | None = None
    filed: RepairDraft | None = None
    waits: bool = False
    retest: Retest | None = None
    as_of: datetime | None = None
    unfiled: tuple[Unfiled, ...] = ()

    @property
    def operation(self) -> RepairOperation | None:
        """The repair operation in use."""
        return operation_of(self.case, self.draft) if self.case else None

    @property
    def failed_step(self) -> FailedStep | None:
        """The failed step that the next failure explains."""
        steps = self.case.test.steps if self.case and self.case.test else ()
        return next((each for each in steps if each.id == self.step), None)

    @property
    def suggestions(self) -> Suggestions | None:
        """The usual codes; None where earlier repairs could not be read."""
        operation, case = self.operation, self.case
        if operation is None or case is None or case.past is None:
            return None
        step = self.failed_step
        return suggested(operation, case.past, step.name if step else "")

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """What stands against filing it."""
        return lacks(self.case, self.draft) if self.case else ()


@dataclass(frozen=True, slots=True)
class RepairOpened:
    """This unit is to be repaired."""

    request: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class CaseRead:
    """What the server knows of it, and what was entered for it before.

    With `as_of` it is what the server knew then: it cannot be asked. `waits` is true where
    a repair of it is kept in the outbox, and not delivered yet.
    """

    request: int
    key: UnitKey
    answer: RepairCase | GatewayProblem
    draft: RepairDraft | None = None
    as_of: datetime | None = None
    waits: bool = False


@dataclass(frozen=True, slots=True)
class FilingTold:
    """What became of the filed report, which nobody stood waiting for."""

    key: UnitKey
    state: CommandState
    why: Notice | None = None


@dataclass(frozen=True, slots=True)
class UnfiledRead:
    """What was begun and not filed."""

    rows: tuple[Unfiled, ...]


@dataclass(frozen=True, slots=True)
class FailAsked:
    """`CMD-FAIL-<code>`: a failure by its code, or category/code."""

    request: int
    text: str


@dataclass(frozen=True, slots=True)
class CodePicked:
    """This very code was touched: a failure is added, or it is the one that was meant."""

    request: int
    category: str
    code: str


@dataclass(frozen=True, slots=True)
class ComponentAsked:
    """`CMD-REF-<component>`: the component of the failure added last."""

    request: int
    text: str


@dataclass(frozen=True, slots=True)
class FaultChanged:
    """The failure at `index` (from 0) is this now."""

    request: int
    index: int
    fault: Fault


@dataclass(frozen=True, slots=True)
class FaultRemoved:
    """The failure at `index` (from 0) is none."""

    request: int
    index: int


@dataclass(frozen=True, slots=True)
class StepChosen:
    """The next failure explains this failed step."""

    request: int
    step: str


@dataclass(frozen=True, slots=True)
class OperationChosen:
    """File it as this repair operation; failures whose codes that one lacks are refused."""

    request: int
    code: int


@dataclass(frozen=True, slots=True)
class CommentEntered:
    """What is said of the whole repair."""

    request: int
    text: str


@dataclass(frozen=True, slots=True)
class FilesPicked:
    """Attach these files."""

    request: int
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class FilesKept:
    """The station keeps these now; `why` says what is wrong with the others, None for nothing."""

    request: int
    files: tuple[AttachedFile, ...]
    why: Notice | None = None


@dataclass(frozen=True, slots=True)
class FileRemoved:
    """Do not attach this one."""

    request: int
    id: str


@dataclass(frozen=True, slots=True)
class PreviewAsked:
    """Show the whole repair before it is filed."""

    request: int


@dataclass(frozen=True, slots=True)
class SendAsked:
    """`CMD-SUBMIT`: file it."""

    request: int


@dataclass(frozen=True, slots=True)
class RepairLeft:
    """`CMD-CANCEL`: out of what is being asked; with nothing asked, put the unit away."""

    request: int


@dataclass(frozen=True, slots=True)
class DraftDropped:
    """Throw away what was entered."""

    request: int


@dataclass(frozen=True, slots=True)
class AnywayAsked:
    """Repair a unit that has not failed, or once more one whose repair was filed."""

    request: int


@dataclass(frozen=True, slots=True)
class PaperMade:
    """The repair as it is filed: the report's id and JSON, or why it cannot be made."""

    request: int
    paper: tuple[UUID, str] | Notice


@dataclass(frozen=True, slots=True)
class RetestRead:
    """The unit was tested again."""

    key: UnitKey
    retest: Retest


# What somebody asks for, by scan or by touch; each ends with its request.
RepairButton: TypeAlias = (
    FailAsked
    | CodePicked
    | ComponentAsked
    | FaultChanged
    | FaultRemoved
    | StepChosen
    | OperationChosen
    | CommentEntered
    | FilesPicked
    | FileRemoved
    | PreviewAsked
    | SendAsked
    | RepairLeft
    | DraftDropped
    | AnywayAsked
)
RepairEvent: TypeAlias = (
    RepairButton
    | RepairOpened
    | CaseRead
    | UnfiledRead
    | FilesKept
    | PaperMade
    | RetestRead
    | FilingTold
    | SubmitEvent
)


Step: TypeAlias = tuple[RepairState, tuple[RepairEffect, ...]]
