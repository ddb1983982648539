"""A unit's family: what it is built into, and what is built into it, level by level."""

from dataclasses import dataclass

from wats_station.domain.unit import Unit, UnitKey

DEEPEST = 6
# Of a larger tree the rest is reached from its branches.
MOST_RELATIVES = 2_000


@dataclass(frozen=True, slots=True)
class Relative:
    """A unit above or below: `level` 1 is a child, 2 a child's child; -1 the parent."""

    key: UnitKey
    level: int
    part_name: str = ""
    phase: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    """Of the unit `key`: those above it, the outermost first; those below, each before its own.

    `children` are those of the direct level, by which it is known for what it was read.
    """

    key: UnitKey
    above: tuple[Relative, ...] = ()
    below: tuple[Relative, ...] = ()
    children: tuple[UnitKey, ...] = ()
    parent_serial_number: str = ""

    def is_of(self, unit: Unit) -> bool:
        """True where the unit is still built as it was when this was read."""
        return (self.key, self.children, self.parent_serial_number) == (
            unit.key,
            unit.children,
            unit.parent_serial_number,
        )


def has_family(unit: Unit) -> bool:
    """True for a unit that is built into another, or has others in it."""
    return bool(unit.children or unit.parent_serial_number)


def relatives(unit: Unit, family: Family | None) -> tuple[Relative, ...]:
    """All that is known: until the family is read the parent and the children."""
    if family is not None and family.is_of(unit):
        return (*family.above, *family.below)
    parent = unit.parent_serial_number
    above = (Relative(UnitKey(parent, ""), -1),) if parent else ()
    return (*above, *(Relative(key, 1) for key in unit.children))
