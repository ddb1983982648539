"""A unit: the thing with a serial number that a scan names."""

from dataclasses import dataclass
from datetime import datetime

from wats_station.domain.phase import Phase


@dataclass(frozen=True, slots=True)
class UnitKey:
    """What identifies a unit: serial numbers repeat across part numbers."""

    serial_number: str
    part_number: str


@dataclass(frozen=True, slots=True)
class Process:
    """A test, repair or other operation of the line, by its code."""

    code: int
    name: str


@dataclass(frozen=True, slots=True)
class Tag:
    """One key and value that the server keeps with the unit."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as the server last answered it; absent text is empty.

    `process_text` is the server's own text where the process code is not one it lists.
    """

    serial_number: str
    part_number: str
    revision: str
    part_name: str
    batch_number: str
    location: str
    phase: Phase
    process: Process | None
    process_text: str
    tags: tuple[Tag, ...]
    parent_serial_number: str
    children: tuple[UnitKey, ...]

    @property
    def key(self) -> UnitKey:
        """Serial and part number."""
        return UnitKey(self.serial_number, self.part_number)


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """One entry of a unit's timeline.

    `kind` is what the server calls it: `phase`, `process`, `tag`, `field`, `created`,
    `test`, `repair`; `child` and `parent` for what was built in here or there, with `_out`
    for what was taken out. `title` is the server's own text for what happened (a process
    name, a tag's key), `detail` adds to it (old and new value, the failing step).
    `good` is True for a pass, False for a failure, None where that has no meaning.
    `when` is timezone-aware; None where the server did not say.
    """

    when: datetime | None
    kind: str
    title: str
    detail: str
    good: bool | None
    operator: str
    station: str
