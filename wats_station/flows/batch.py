"""Batch mode: what every unit gets is set once, then each scan is one unit's own change.

It belongs to the phase panel: scans in other panels are about single units. A unit has one
row, its newest; what was refused stays until it is done or the list is closed.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from wats_station.domain.command import (
    Action,
    CommandState,
    MovePhase,
    MoveProcess,
    OutboxRow,
    WriteTag,
)
from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.domain.unit import UnitKey
from wats_station.flows.phase.state import Refusal
from wats_station.scan.intent import Meaning, SetPhase, SetProcess, SetTag

BatchAction: TypeAlias = SetPhase | SetProcess | SetTag
_GOOD = (OutcomeKind.DONE, OutcomeKind.QUEUED)


class Stage(StrEnum):
    """Where the batch is."""

    OFF = "off"
    CHOOSING = "choosing"  # what every unit is to get
    ON = "on"
    OVER = "over"  # nothing more is changed; the list is still there


@dataclass(frozen=True, slots=True)
class BatchRow:
    """How one unit of the batch ended.

    `text` is what was scanned, `key` the unit, None where it was not found. `is_late` is one
    that was queued and has ended since, `is_undone` one that was taken back. `refusal`
    explains it, where there is more to say than the outcome does.
    """

    text: str
    key: UnitKey | None
    outcome: Outcome
    is_late: bool = False
    is_undone: bool = False
    refusal: Refusal | None = None

    @property
    def is_refused(self) -> bool:
        """True for what somebody still has to look at."""
        return self.outcome.kind not in _GOOD

    def counts_as(self, kind: OutcomeKind) -> bool:
        """True for one that ended so, and was not taken back."""
        return self.outcome.kind is kind and not self.is_undone


@dataclass(frozen=True, slots=True)
class BatchState:
    """The batch, with a row per unit, oldest first.

    `title` is what every unit gets in the server's words, `reason` why a supervisor wants it.
    `working` is the scan that is being worked on for the batch, `opened` the unit of the list
    whose refusal is being looked at.
    """

    stage: Stage = Stage.OFF
    action: BatchAction | None = None
    title: str = ""
    reason: str = ""
    working: int | None = None
    opened: UnitKey | None = None
    rows: tuple[BatchRow, ...] = ()

    @property
    def done(self) -> int:
        """How many units the server has confirmed."""
        return sum(row.counts_as(OutcomeKind.DONE) for row in self.rows)

    @property
    def queued(self) -> int:
        """How many are kept, and not confirmed yet."""
        return sum(row.counts_as(OutcomeKind.QUEUED) for row in self.rows)

    @property
    def refused(self) -> tuple[BatchRow, ...]:
        """What somebody still has to look at, newest first."""
        return tuple(row for row in reversed(self.rows) if row.is_refused)

    @property
    def in_order(self) -> tuple[BatchRow, ...]:
        """What was refused, then the rest, newest first."""
        good = tuple(row for row in reversed(self.rows) if not row.is_refused)
        return (*self.refused, *good)


@dataclass(frozen=True, slots=True)
class BatchWanted:
    """Somebody wants to choose what every unit is to get."""

    request: int


@dataclass(frozen=True, slots=True)
class BatchLeft:
    """Nothing more is to be changed; or, once that is so, the list may go."""

    request: int


BatchButton: TypeAlias = BatchWanted | BatchLeft


def begun(action: BatchAction, title: str) -> BatchState:
    """A batch that waits for its first unit."""
    return BatchState(Stage.ON, action, title)


def left(batch: BatchState) -> BatchState:
    """The batch once it is left: its list stays while there is something in it."""
    if batch.stage is Stage.ON and batch.rows:
        return replace(batch, stage=Stage.OVER, working=None, opened=None)
    return BatchState()


def stopped(batch: BatchState) -> BatchState:
    """The batch once whoever began it has gone: its list stays for whoever comes."""
    return batch if batch.stage is Stage.OVER else left(batch)


def working(batch: BatchState, request: int) -> BatchState:
    """The batch while a scan is worked on for it."""
    return replace(batch, working=request, opened=None)


def refusal_of(batch: BatchState, key: UnitKey) -> Refusal | None:
    """What explains that this unit of the list was refused."""
    return next((row.refusal for row in batch.rows if row.key == key and row.is_refused), None)


def ended(
    batch: BatchState,
    text: str,
    key: UnitKey | None,
    outcome: Outcome,
    refusal: Refusal | None = None,
) -> BatchState:
    """The batch with one more unit, or one that was scanned again."""
    others = tuple(
        row
        for row in batch.rows
        # One that was not found before may have been it.
        if row.text != text and (key is None or row.key != key)
    )
    row = BatchRow(text, key, outcome, refusal=refusal)
    return replace(batch, working=None, rows=(*others, row))


def changed(
    batch: BatchState, key: UnitKey, wanted: Meaning | None, outcome: Outcome
) -> BatchState:
    """A refused unit got by itself, or after an answer, what the batch is about."""
    if wanted != batch.action or outcome.kind not in _GOOD:
        return batch
    return _with(batch, key, lambda row: replace(row, outcome=outcome) if row.is_refused else row)


def undone(batch: BatchState, key: UnitKey) -> BatchState:
    """A unit was taken back to where it was."""
    return _with(batch, key, lambda row: row if row.is_refused else replace(row, is_undone=True))


def delivered(batch: BatchState, told: OutboxRow) -> BatchState:
    """What was queued has ended, or is held up."""
    key, action = told.command.unit, told.command.action
    if told.state is CommandState.DELIVERED and _is_wanted(batch, action):
        outcome = Outcome(OutcomeKind.DONE, _done(key.serial_number, action))
    elif told.state.is_bad:
        why = told.why or notice(NoticeKind.NOT_WRITTEN, serial=key.serial_number)
        outcome = Outcome(OutcomeKind.REFUSED, why)
    else:
        return batch
    return _with(batch, key, lambda row: _late(row, outcome))


def _late(row: BatchRow, outcome: Outcome) -> BatchRow:
    waits = row.outcome.kind is OutcomeKind.QUEUED or row.is_late
    return replace(row, outcome=outcome, is_late=True) if waits else row


def _with(batch: BatchState, key: UnitKey, change: Callable[[BatchRow], BatchRow]) -> BatchState:
    if all(row.key != key for row in batch.rows):
        return batch
    rows = tuple(change(row) if row.key == key else row for row in batch.rows)
    return replace(batch, rows=rows)


def _is_wanted(batch: BatchState, action: Action) -> bool:
    match batch.action, action:
        case SetPhase(text), MovePhase(_, to):
            return text == str(to.id)
        case SetProcess(text), MoveProcess(_, to):
            return text == str(to.code)
        case SetTag(key, value), WriteTag(written, _, to):
            return (key, value) == (written, to)
    return False


def _done(serial: str, action: Action) -> Notice:
    match action:
        case MovePhase(_, to):
            return notice(NoticeKind.PHASE_SET, serial=serial, phase=to.name)
        case MoveProcess(_, to):
            name = f"{to.code} {to.name}"
            return notice(NoticeKind.PROCESS_SET, serial=serial, process=name)
        case WriteTag(key, _, to):
            return notice(NoticeKind.TAG_SET, serial=serial, key=key, value=to)
    raise AssertionError(f"no batch is about {action}")
