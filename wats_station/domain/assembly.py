"""Assemblies: the slots of a box build, what stands in them, and which unit a slot takes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from wats_station.domain.hold import is_on_hold
from wats_station.domain.phase import PhaseId, find_phase
from wats_station.domain.quarantine import Quarantine
from wats_station.domain.unit import Unit, UnitKey
from wats_station.domain.verification import ProcessResult, Verification


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A unit in a slot; `waiting` while the server has not confirmed it."""

    key: UnitKey
    revision: str = ""
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Inside:
    """How far a child that is itself built of parts is: so many of its slots are filled."""

    key: UnitKey
    filled: int
    slots: int
    is_complete: bool


@dataclass(frozen=True, slots=True)
class Slot:
    """One position, counted from 0: what belongs there, and what is there; None is open.

    `revisions` is what the template says of the revision, as a person reads it; `pattern`
    the same as a regular expression that a fitting revision matches as a whole.
    """

    index: int
    part_number: str
    part_name: str
    revisions: str
    pattern: str
    child: BuiltIn | None = None


@dataclass(frozen=True, slots=True)
class LoosePart:
    """A part without a serial number: listed, and not waited for."""

    part_number: str
    part_name: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Assembly:
    """A unit's box build with what is in it.

    `strangers` are units in it that no slot takes. `derived` is true where the server keeps
    no positions, so that they come from the order of the template.
    """

    key: UnitKey
    revision: str
    slots: tuple[Slot, ...]
    strangers: tuple[BuiltIn, ...] = ()
    loose: tuple[LoosePart, ...] = ()
    derived: bool = False

    @property
    def filled(self) -> int:
        """How many slots have something in them."""
        return sum(slot.child is not None for slot in self.slots)

    @property
    def is_complete(self) -> bool:
        """True when every slot is filled, and nothing is in the unit that does not belong there."""
        return bool(self.slots) and self.filled == len(self.slots) and not self.strangers

    @property
    def is_confirmed(self) -> bool:
        """True unless the server has still to confirm something that is in it."""
        return not any(child.waiting for child in self.children)

    @property
    def children(self) -> tuple[BuiltIn, ...]:
        """Everything in it."""
        return (*(slot.child for slot in self.slots if slot.child), *self.strangers)


class ChildRefusal(StrEnum):
    """Why a unit cannot be built in."""

    ITSELF = "itself"
    AROUND = "around"  # the parent is in it
    ALREADY_HERE = "already_here"
    IN_ANOTHER = "in_another"
    WRONG_PART = "wrong_part"
    WRONG_REVISION = "wrong_revision"
    NO_OPEN_SLOT = "no_open_slot"
    ON_HOLD = "on_hold"
    IN_QUARANTINE = "in_quarantine"
    SCRAPPED = "scrapped"
    FAILING = "failing"
    NOT_FINALIZED = "not_finalized"
    PARENT_ON_HOLD = "parent_on_hold"
    PARENT_IN_QUARANTINE = "parent_in_quarantine"


@dataclass(frozen=True, slots=True)
class ChildCheck:
    """Where a unit goes, or why not.

    `processes` stand in the way; `detail` is the other unit, the phase it is in, the
    revisions that would fit, or the parts that are still wanted. `quarantine` is the lot's
    or the revision's that stands in the way.
    """

    slot: Slot | None = None
    refusal: ChildRefusal | None = None
    detail: str = ""
    processes: tuple[ProcessResult, ...] = ()
    quarantine: Quarantine | None = None


@dataclass(frozen=True, slots=True)
class ChildFacts:
    """A unit that somebody wants to build in, and its tests; None where nobody asked for them.

    `finished_phase` is another phase than Finalized that its product revision takes for
    done, by its name or code; empty where it names none. `quarantines` are its lot's and
    its revision's that stand.
    """

    unit: Unit
    verification: Verification | None = None
    finished_phase: str = ""
    quarantines: tuple[Quarantine, ...] = ()


def checked(
    assembly: Assembly,
    parent: Unit,
    facts: ChildFacts,
    *,
    instead_of: UnitKey | None = None,
    against_parent: tuple[Quarantine, ...] = (),
) -> ChildCheck:
    """Whether a unit may be built into `parent`, and where.

    What concerns the part comes first: it is what an operator can see. `instead_of` is a
    unit whose slot counts as open, `against_parent` are the quarantines the parent is in.
    """
    child = facts.unit
    if is_on_hold(parent):
        return ChildCheck(refusal=ChildRefusal.PARENT_ON_HOLD)
    for each in against_parent:
        return ChildCheck(refusal=ChildRefusal.PARENT_IN_QUARANTINE, quarantine=each)
    if child.key == parent.key:
        return ChildCheck(refusal=ChildRefusal.ITSELF)
    if any(each.key == child.key for each in assembly.children):
        return ChildCheck(refusal=ChildRefusal.ALREADY_HERE)
    if child.serial_number == parent.parent_serial_number or parent.key in child.children:
        return ChildCheck(refusal=ChildRefusal.AROUND)
    placed = _placed(assembly, child, instead_of)
    if placed.refusal is not None:
        return placed
    return _judged(facts) or placed


def placed_at(assembly: Assembly, index: int, child: BuiltIn) -> Assembly:
    """The assembly with `child` in this slot."""
    return replace(
        assembly,
        slots=tuple(
            replace(slot, child=child) if slot.index == index else slot for slot in assembly.slots
        ),
    )


def without(assembly: Assembly, key: UnitKey) -> Assembly:
    """The assembly with this unit taken out."""
    return replace(
        assembly,
        slots=tuple(
            replace(slot, child=None) if slot.child and slot.child.key == key else slot
            for slot in assembly.slots
        ),
        strangers=tuple(each for each in assembly.strangers if each.key != key),
    )


def slot_of(assembly: Assembly, key: UnitKey) -> Slot | None:
    """The slot that this unit stands in."""
    return next((each for each in assembly.slots if each.child and each.child.key == key), None)


def _placed(assembly: Assembly, child: Unit, instead_of: UnitKey | None) -> ChildCheck:
    of_part = [slot for slot in assembly.slots if slot.part_number == child.part_number]
    if not of_part:
        wanted = ", ".join(_unique(each.part_number for each in _open(assembly.slots, instead_of)))
        return ChildCheck(refusal=ChildRefusal.WRONG_PART, detail=wanted)
    fitting = [slot for slot in of_part if re.fullmatch(slot.pattern, child.revision)]
    if not fitting:
        wanted = ", ".join(_unique(slot.revisions for slot in of_part))
        return ChildCheck(refusal=ChildRefusal.WRONG_REVISION, detail=wanted)
    slot = _best(_open(fitting, instead_of), instead_of)
    if slot is None:
        return ChildCheck(refusal=ChildRefusal.NO_OPEN_SLOT)
    return ChildCheck(slot)


def _judged(facts: ChildFacts) -> ChildCheck | None:
    child = facts.unit
    if is_on_hold(child):
        return ChildCheck(refusal=ChildRefusal.ON_HOLD)
    for each in facts.quarantines:
        return ChildCheck(refusal=ChildRefusal.IN_QUARANTINE, quarantine=each)
    if child.parent_serial_number:
        return ChildCheck(refusal=ChildRefusal.IN_ANOTHER, detail=child.parent_serial_number)
    if child.phase.id == PhaseId.SCRAPPED:
        return ChildCheck(refusal=ChildRefusal.SCRAPPED)
    results = facts.verification.results if facts.verification else ()
    failing = tuple(row for row in results if row.was_run and not row.passed)
    if failing:
        return ChildCheck(refusal=ChildRefusal.FAILING, processes=failing)
    if not _is_finished(facts):
        return ChildCheck(refusal=ChildRefusal.NOT_FINALIZED, detail=child.phase.name)
    return None


def _is_finished(facts: ChildFacts) -> bool:
    phase = facts.unit.phase
    if phase.id == PhaseId.FINALIZED:
        return True
    return bool(facts.finished_phase) and find_phase(facts.finished_phase, (phase,)) is not None


def _open(slots: Iterable[Slot], instead_of: UnitKey | None) -> list[Slot]:
    return [slot for slot in slots if slot.child is None or slot.child.key == instead_of]


def _best(slots: list[Slot], instead_of: UnitKey | None) -> Slot | None:
    """What comes instead of a unit goes where that one stood, if it fits there."""
    stood = next((slot for slot in slots if slot.child and slot.child.key == instead_of), None)
    return stood or next(iter(slots), None)


def _unique(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))
