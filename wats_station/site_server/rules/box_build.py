"""Box build: what may be built into what, and where (wire contract section 2.3).

A template is a list of slots in the order of its relations. Positions count from 0 over
the whole template, a relation of quantity n taking n of them; parts without serial
numbers take none and are never waited for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wats_station.site_server.refusals import not_found
from wats_station.site_server.rules.phases import FINALIZED, PHASES, phase_name
from wats_station.site_server.rules.wildcards import NO_MATCH, closeness

# The tag on a product revision that names another phase its units may be built in from.
FINALIZED_TAG = "PhaseFinalized"


@dataclass(frozen=True, slots=True)
class Slot:
    """One relation of the direct level; `first` is the first position it takes."""

    relation: str
    part_number: str
    revision: str
    mask: str
    quantity: int
    first: int

    def positions(self) -> range:
        """The positions that are this slot's."""
        return range(self.first, self.first + self.quantity)

    def fits(self, part_number: str, revision: str) -> bool:
        """True for a unit of this part and a revision that the slot takes."""
        return part_number == self.part_number and self.takes_revision(revision)

    def takes_revision(self, revision: str) -> bool:
        """By the mask where there is one, else the child's revision exactly."""
        if not self.mask:
            return revision == self.revision
        alternatives = self.mask.replace(",", ";")
        return closeness(alternatives, revision)[0] != NO_MATCH


@dataclass(frozen=True, slots=True)
class Child:
    """A unit that is or shall be built in; `finalized_phase` is its revision's tag, or empty."""

    serial_number: str
    part_number: str
    revision: str
    phase_id: int
    position: int | None = None
    finalized_phase: str = ""


@dataclass(frozen=True, slots=True)
class Override:
    """What the caller says the child must be, instead of the template (`check*`); None: nothing."""

    part_number: str | None = None
    revision: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A slot with what is in it."""

    slot: Slot
    children: tuple[Child, ...]

    @property
    def missing(self) -> int:
        """How many units are still wanted."""
        return max(self.slot.quantity - len(self.children), 0)


def place(
    slots: Sequence[Slot],
    built_in: Sequence[Child],
    child: Child,
    *,
    position: int | None = None,
    override: Override | None = None,
) -> int:
    """The position the child goes to. Raises a 404 refusal that says why it may not.

    Whether it has a parent already, or contains the parent, is for the caller to know.
    """
    refuse_unfinished(child)
    taken = {each.position for each in built_in}
    if override is not None and (override.part_number or override.revision):
        _refuse_unlike(child, override)
        return _free_from(slots, taken) if position is None else _wanted(position, taken)
    fitting = _fitting(slots, child)
    free = [at for slot in fitting for at in _free(slot, built_in, taken)]
    if position is None:
        if not free:
            raise not_found(
                f"The box build takes no more of part {child.part_number}.", "quantityReached"
            )
        return free[0]
    if not any(position in slot.positions() for slot in fitting):
        raise not_found(
            f"Part {child.part_number} does not belong at position {position}.", "wrongPosition"
        )
    if position not in free:
        raise not_found(f"Position {position} is taken.", "positionTaken")
    return position


def is_finished(child: Child) -> bool:
    """True for a child that is Finalized, or in the phase its revision's tag names."""
    return child.phase_id in (FINALIZED, phase_named(child.finalized_phase))


def refuse_unfinished(child: Child) -> None:
    """Raise a 404 refusal unless the child is Finalized, or in the phase its tag names."""
    wanted = phase_named(child.finalized_phase) or FINALIZED
    if not is_finished(child):
        raise not_found(
            f"Unit {child.serial_number} is {phase_name(child.phase_id)}:"
            f" it must be {phase_name(wanted)} to be built in.",
            "childNotFinalized",
        )


def phase_named(text: str) -> int | None:
    """The phase of this name, code or number; None for none."""
    wanted = text.strip().casefold()
    for phase in PHASES:
        if wanted in (phase.name.casefold(), phase.code.casefold(), str(phase.id)):
            return phase.id
    return None


def lines(slots: Sequence[Slot], built_in: Iterable[Child]) -> tuple[list[Line], list[Child]]:
    """Each slot with its children, and the children that no slot takes."""
    children: dict[int, list[Child]] = {number: [] for number in range(len(slots))}
    strangers = []
    for child in built_in:
        at = _slot_of(slots, child, {n: len(found) for n, found in children.items()})
        if at is None:
            strangers.append(child)
        else:
            children[at].append(child)
    return [Line(slot, tuple(children[n])) for n, slot in enumerate(slots)], strangers


def _slot_of(slots: Sequence[Slot], child: Child, filled: dict[int, int]) -> int | None:
    fitting = [
        number
        for number, slot in enumerate(slots)
        if slot.fits(child.part_number, child.revision) and filled[number] < slot.quantity
    ]
    for number in fitting:
        if child.position in slots[number].positions():
            return number
    return fitting[0] if fitting else None


def _fitting(slots: Sequence[Slot], child: Child) -> list[Slot]:
    of_part = [slot for slot in slots if slot.part_number == child.part_number]
    if not of_part:
        raise not_found(f"The box build holds no part {child.part_number}.", "partNotInBoxBuild")
    fitting = [slot for slot in of_part if slot.takes_revision(child.revision)]
    if not fitting:
        wanted = " or ".join(dict.fromkeys(slot.mask or slot.revision for slot in of_part))
        raise not_found(
            f"Unit {child.serial_number} is revision {child.revision or '(none)'}:"
            f" the box build takes {wanted}.",
            "wrongRevision",
        )
    return fitting


def _refuse_unlike(child: Child, override: Override) -> None:
    if override.part_number and closeness(override.part_number, child.part_number)[0] == NO_MATCH:
        raise not_found(
            f"Unit {child.serial_number} is part {child.part_number}, not {override.part_number}.",
            "partNotInBoxBuild",
        )
    if override.revision and closeness(override.revision, child.revision)[0] == NO_MATCH:
        raise not_found(
            f"Unit {child.serial_number} is revision {child.revision}, not {override.revision}.",
            "wrongRevision",
        )


def _free(slot: Slot, built_in: Sequence[Child], taken: set[int | None]) -> list[int]:
    """Its free positions: as many as it still takes, though a stranger may sit in one."""
    inside = sum(each.position in slot.positions() for each in built_in)
    return [at for at in slot.positions() if at not in taken][: max(slot.quantity - inside, 0)]


def _free_from(slots: Sequence[Slot], taken: set[int | None]) -> int:
    """Behind the template: what is built in by hand takes nobody's place."""
    position = sum(slot.quantity for slot in slots)
    while position in taken:
        position += 1
    return position


def _wanted(position: int, taken: set[int | None]) -> int:
    if position in taken:
        raise not_found(f"Position {position} is taken.", "positionTaken")
    return position
