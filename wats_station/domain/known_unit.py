"""What the station knew last: shown with its age while the server cannot be asked."""

from dataclasses import dataclass
from datetime import datetime

from wats_station.domain.phase import Phase
from wats_station.domain.repair import RepairCase
from wats_station.domain.unit import LifeEvent, Process, Unit
from wats_station.domain.verification import Verification


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit as the server answered it at `as_of` (UTC); what was not read then is None."""

    unit: Unit
    as_of: datetime
    verification: Verification | None = None
    timeline: tuple[LifeEvent, ...] | None = None


@dataclass(frozen=True, slots=True)
class KnownCase:
    """What the server knew at `as_of` (UTC) of a unit that is to be repaired."""

    case: RepairCase
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Reference:
    """The server's phases and processes."""

    phases: tuple[Phase, ...]
    processes: tuple[Process, ...]


class CacheProblem(Exception):
    """What was known cannot be kept or read; the text is one plain English line."""
