"""The repair panel's flow: from a failed unit to a repair report, and to the retest.

A repair is filled in failure by failure, kept as a draft after every change, checked
against the rules of the repair operation, shown before it goes, and given to the outbox
as one report. The unit's process is then set to the test that failed, and the panel waits
for what that test says.
"""

from dataclasses import dataclass
from enum import StrEnum

from wats_station.domain.errors import GatewayProblem
from wats_station.domain.notice import Notice
from wats_station.domain.outcome import Outcome
from wats_station.domain.repair import (
    AttachedFile,
    CodeCount,
    Repair,
    RepairCase,
    RepairCode,
    RepairLack,
    RepairOperation,
    ReplacedPart,
    Retest,
)
from wats_station.domain.unit import Unit, UnitKey
from wats_station.flows.submitting import Submit, SubmitEvent


class RepairStatus(StrEnum):
    """What the repair panel shows."""

    EMPTY = "empty"  # no unit
    READING = "reading"  # its failed test and the codes are on their way
    NOTHING = "nothing"  # the unit has not failed: there is nothing to repair
    OPEN = "open"  # being filled in
    PREVIEW = "preview"  # as it will be sent, waiting for a yes
    SENDING = "sending"
    WAITING = "waiting"  # sent (or queued): the retest is to come
    RETESTED = "retested"
    FAILED = "failed"  # what is needed could not be read; `problem` says why


@dataclass(frozen=True, slots=True)
class RepairState:
    """The repair panel.

    `request` is the id of the reading whose answers are wanted. `frequent` are the codes
    used most for the chosen failed step and product: None while they are read, empty where
    there is not enough data. `step_id` is the failed step that the next failure is about.
    `current` is the failure (from 0) being entered: component, comment and part go to it.
    `choosing` are the codes that a scan may have meant, `lacks` what is missing before it
    can be sent. `restored` says that the draft was begun earlier. `queued` says that the
    report waits in the outbox.
    """

    status: RepairStatus = RepairStatus.EMPTY
    request: int = 0
    unit: Unit | None = None
    case: RepairCase | None = None
    operation: RepairOperation | None = None
    repair: Repair | None = None
    frequent: tuple[CodeCount, ...] | None = None
    step_id: str = ""
    current: int | None = None
    choosing: tuple[RepairCode, ...] = ()
    lacks: tuple[RepairLack, ...] = ()
    problem: Notice | None = None
    restored: bool = False
    queued: bool = False
    retest: Retest | None = None
    # The request of the submission under way, None while there is none.
    sending: int | None = None


@dataclass(frozen=True, slots=True)
class RepairOpened:
    """This unit is at the repair bench; no request where a panel was only opened."""

    request: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class CaseRead:
    """What the server knows of it, or why that could not be read."""

    request: int
    key: UnitKey
    answer: RepairCase | GatewayProblem


@dataclass(frozen=True, slots=True)
class DraftRead:
    """A repair of this unit that was begun earlier, as it was kept; None where there is none."""

    request: int
    key: UnitKey
    repair: Repair | None


@dataclass(frozen=True, slots=True)
class FrequentRead:
    """The codes used most for this step of this product; empty where nobody knows."""

    request: int
    key: UnitKey
    step_id: str
    counts: tuple[CodeCount, ...]


@dataclass(frozen=True, slots=True)
class FailureScanned:
    """`CMD-FAIL-<code>`: a code, or category/code."""

    request: int
    text: str


@dataclass(frozen=True, slots=True)
class CodeChosen:
    """A code was touched, in the tree or among those a scan may have meant."""

    request: int
    code: RepairCode


@dataclass(frozen=True, slots=True)
class ComponentScanned:
    """`CMD-REF-<component>`, or the field: the component of the failure added last."""

    request: int
    text: str


@dataclass(frozen=True, slots=True)
class StepChosen:
    """The next failure is about this failed step (empty: about none)."""

    step_id: str


@dataclass(frozen=True, slots=True)
class FailureChosen:
    """This failure is being entered from now on."""

    index: int


@dataclass(frozen=True, slots=True)
class FailureRemoved:
    """This failure was none."""

    index: int


@dataclass(frozen=True, slots=True)
class FailureCommented:
    """A comment on this failure."""

    index: int
    text: str


@dataclass(frozen=True, slots=True)
class PartGiven:
    """The part that was put in for this failure; None for none."""

    index: int
    part: ReplacedPart | None


@dataclass(frozen=True, slots=True)
class Commented:
    """A comment on the whole repair."""

    text: str


@dataclass(frozen=True, slots=True)
class OperationChosen:
    """Another repair operation, by its process code."""

    code: int


@dataclass(frozen=True, slots=True)
class FileGiven:
    """A file that somebody picked or photographed: it is to be copied and attached."""

    path: str


@dataclass(frozen=True, slots=True)
class FileKept:
    """The copy, or why there is none."""

    key: UnitKey
    answer: AttachedFile | Notice


@dataclass(frozen=True, slots=True)
class FileRemoved:
    """This file does not belong to the repair."""

    digest: str


@dataclass(frozen=True, slots=True)
class SubmitAsked:
    """`CMD-SUBMIT`: the first shows the repair as it will be sent, a second one sends it."""

    request: int


@dataclass(frozen=True, slots=True)
class SubmitConfirmed:
    """`CMD-CONFIRM` or the preview's button: send it."""

    request: int


@dataclass(frozen=True, slots=True)
class RepairLeft:
    """`CMD-CANCEL`: from the preview back to the form; from the form away, the draft kept."""

    request: int


@dataclass(frozen=True, slots=True)
class DraftDropped:
    """Throw the draft away."""


@dataclass(frozen=True, slots=True)
class RetestSeen:
    """The unit was tested after the repair."""

    key: UnitKey
    retest: Retest


RepairEvent = (
    RepairOpened
    | CaseRead
    | DraftRead
    | FrequentRead
    | FailureScanned
    | CodeChosen
    | ComponentScanned
    | StepChosen
    | FailureChosen
    | FailureRemoved
    | FailureCommented
    | PartGiven
    | Commented
    | OperationChosen
    | FileGiven
    | FileKept
    | FileRemoved
    | SubmitAsked
    | SubmitConfirmed
    | RepairLeft
    | DraftDropped
    | RetestSeen
    | SubmitEvent
)


@dataclass(frozen=True, slots=True)
class ReadCase:
    """Read the unit's last failed test, the repair operations, and a draft of it."""

    request: int
    key: UnitKey


@dataclass(frozen=True, slots=True)
class ReadFrequent:
    """Read which codes were used most for this step of this product."""

    request: int
    key: UnitKey
    revision: str
    operation: int
    process: int
    step_id: str
    step_name: str


@dataclass(frozen=True, slots=True)
class KeepDraft:
    """Keep the repair as it is now."""

    repair: Repair


@dataclass(frozen=True, slots=True)
class ForgetDraft:
    """The repair is in the outbox, or thrown away."""

    key: UnitKey


@dataclass(frozen=True, slots=True)
class KeepFile:
    """Copy this file into the station's folder."""

    key: UnitKey
    path: str


@dataclass(frozen=True, slots=True)
class SubmitRepair:
    """Make the report of it (its files are read then) and give it to the outbox.

    The unit's process is set to the failed test's in the same breath, where it is another.
    """

    request: int
    repair: Repair
    set_process: Submit | None


@dataclass(frozen=True, slots=True)
class WatchRetest:
    """Look now and then whether the unit was tested again."""

    key: UnitKey
    process: int


@dataclass(frozen=True, slots=True)
class UnwatchRetest:
    """Nobody waits for it any more."""

    key: UnitKey


@dataclass(frozen=True, slots=True)
class RepairEnded:
    """A scan or button of this request is over."""

    request: int
    outcome: Outcome


RepairEffect = (
    ReadCase
    | ReadFrequent
    | KeepDraft
    | ForgetDraft
    | KeepFile
    | SubmitRepair
    | WatchRetest
    | UnwatchRetest
    | RepairEnded
)
Step = tuple[RepairState, tuple[RepairEffect, ...]]
