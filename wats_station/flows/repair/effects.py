"""What the repair panel asks for: to be read, kept, made, filed or told."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from wats_station.domain.notice import Notice
from wats_station.domain.outcome import Outcome
from wats_station.domain.repair import AttachedFile, RepairCase, RepairDraft
from wats_station.domain.unit import Unit, UnitKey
from wats_station.flows.submitting import Submit


@dataclass(frozen=True, slots=True)
class ReadCase:
    """Read the unit's failed test, the repair operations, and what was entered before."""

    request: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class KeepDraft:
    """Remember what was entered for this unit."""

    key: UnitKey
    draft: RepairDraft


@dataclass(frozen=True, slots=True)
class ForgetDraft:
    """It was filed, or thrown away; with `files` those go too."""

    key: UnitKey
    files: tuple[AttachedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class KeepFiles:
    """Take a copy of these files; `room` is how many bytes there may be more."""

    request: int
    paths: tuple[Path, ...]
    room: int


@dataclass(frozen=True, slots=True)
class DropFile:
    """Forget the copy of this file."""

    file: AttachedFile


@dataclass(frozen=True, slots=True)
class MakePaper:
    """Make the report of this repair, with its files in it."""

    request: int
    case: RepairCase
    draft: RepairDraft


@dataclass(frozen=True, slots=True)
class WatchRetest:
    """Look for the next run of the unit's failed test, until `LeaveRetest`."""

    case: RepairCase


@dataclass(frozen=True, slots=True)
class LeaveRetest:
    """Nobody waits for the retest here any more."""


@dataclass(frozen=True, slots=True)
class RepairTold:
    """The retest's result, which no scan asked for."""

    what: Notice
    good: bool


@dataclass(frozen=True, slots=True)
class RepairEnded:
    """A scan or button of this request is over."""

    request: int
    outcome: Outcome


RepairEffect: TypeAlias = (
    ReadCase
    | KeepDraft
    | ForgetDraft
    | KeepFiles
    | DropFile
    | MakePaper
    | WatchRetest
    | LeaveRetest
    | RepairTold
    | Submit
    | RepairEnded
)
