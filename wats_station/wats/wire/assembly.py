"""Assemblies: a box-build template beside what is built in (the guide's shape, section 3).

Pure: the services bring a template and a unit, and get what stands where and what is
missing. Positions count from 0 over the whole template, a line of quantity n taking n.
"""

import fnmatch
import glob
import re
from collections.abc import Iterable
from functools import cache

from wats_station.wats.wire.fields import Text, WireModel
from wats_station.wats.wire.products import BoxBuildTemplate, TemplateLine
from wats_station.wats.wire.units import Unit


class Slot(WireModel):
    """One position of an assembly: what belongs there, and what is there; empty is missing.

    Source: wire contract 2.3.
    """

    index: int
    part_number: str
    revision: str = ""
    revision_mask: str = ""
    child: Unit | None = None


class MissingPart(WireModel):
    """A position that nothing fills yet. Source: wire contract 2.3."""

    part_number: str
    index: int
    revision: str = ""
    revision_mask: str = ""


class AssemblyVerification(WireModel):
    """Whether everything that belongs into a unit is in it.

    `strangers` are children that no line of the template takes: with one of them the
    assembly is not complete. `positions_are_derived` is true where the server does not
    keep positions, so that they were worked out from the order of the template.
    `not_waited_for` are the parts without serial numbers. Source: wire contract 2.3.
    """

    serial_number: str
    part_number: str
    revision: str
    slots: tuple[Slot, ...] = ()
    strangers: tuple[Unit, ...] = ()
    not_waited_for: tuple[TemplateLine, ...] = ()
    positions_are_derived: bool = False

    @property
    def missing_parts(self) -> tuple[MissingPart, ...]:
        """Every empty position, in order."""
        return tuple(
            MissingPart(
                part_number=slot.part_number,
                index=slot.index,
                revision=slot.revision,
                revision_mask=slot.revision_mask,
            )
            for slot in self.slots
            if slot.child is None
        )

    @property
    def missing_count(self) -> int:
        """How many units are still wanted."""
        return sum(slot.child is None for slot in self.slots)

    @property
    def is_complete(self) -> bool:
        """True when every position is filled, and nothing is in the unit that is not in the box."""
        return self.missing_count == 0 and not self.strangers


class ChildCheckLine(WireModel):
    """One line of the server's own check. Source: wire contract 2.3."""

    part_number: Text = ""
    revision: Text = ""
    revision_mask: Text = ""
    quantity: int = 1
    missing: int = 0
    positions: tuple[int, ...] = ()
    serial_numbers: tuple[Text, ...] = ()


class ChildCheck(WireModel):
    """The server's own check of the children (CheckChildUnits).

    WATS does not document its shape: `is_complete` is None where it says nothing of the
    kind. `verify_assembly` works it out from the template instead.
    Source: wire contract 2.3.
    """

    serial_number: Text = ""
    part_number: Text = ""
    revision: Text = ""
    is_complete: bool | None = None
    missing_count: int | None = None
    lines: tuple[ChildCheckLine, ...] = ()
    problems: tuple[Text, ...] = ()


def fits(line: TemplateLine | Slot, part_number: str, revision: str) -> bool:
    """True for a unit that the line takes: by its mask where it has one, else by its revision."""
    return part_number == line.part_number and bool(_pattern(line).fullmatch(revision))


def revision_pattern(line: TemplateLine | Slot) -> str:
    """A regular expression that a fitting revision matches as a whole, line breaks included."""
    return _pattern(line).pattern


def _pattern(line: TemplateLine | Slot) -> re.Pattern[str]:
    if line.revision_mask.strip():
        return _mask(line.revision_mask)
    return re.compile(re.escape(line.revision))


@cache
def _mask(mask: str) -> re.Pattern[str]:
    """`A,B%`: alternatives by comma or semicolon; `%` is any text, `_` any one character."""
    wanted = [alternative.strip() for alternative in re.split("[,;]", mask)]
    # `translate` makes expressions that take no longer than the text is long.
    patterns = (fnmatch.translate("".join(map(_glob, each))) for each in wanted if each)
    return re.compile("|".join(patterns) or "(?!)")


def _glob(character: str) -> str:
    return {"%": "*", "_": "?"}.get(character) or glob.escape(character)


def verified(template: BoxBuildTemplate, unit: Unit) -> AssemblyVerification:
    """The template's positions with the unit's children in them."""
    kept = [child for child in unit.sub_units if child.position is not None]
    children: dict[int, Unit] = {}
    strangers: list[Unit] = []
    for child in kept:
        index = child.position
        line = None if index is None or index in children else template.line_at(index)
        if line is None or index is None or not fits(line, child.part_number, child.revision):
            strangers.append(child)
        else:
            children[index] = child
    unplaced = [child for child in unit.sub_units if child.position is None]
    for child in unplaced:
        place = open_index(template, child, children)
        if place is None:
            strangers.append(child)
        else:
            children[place] = child
    return AssemblyVerification(
        serial_number=unit.serial_number,
        part_number=unit.part_number,
        revision=unit.revision,
        slots=tuple(_slots(template, children)),
        strangers=tuple(strangers),
        not_waited_for=tuple(line for line in template.subunits if line.non_serial),
        positions_are_derived=bool(unplaced),
    )


def open_index(template: BoxBuildTemplate, child: Unit, taken: Iterable[int]) -> int | None:
    """The first free position that takes the unit, or None."""
    known = set(taken)
    return next(
        (
            index
            for line in template.subunits
            if fits(line, child.part_number, child.revision)
            for index in line.indexes
            if index not in known
        ),
        None,
    )


def _slots(template: BoxBuildTemplate, children: dict[int, Unit]) -> Iterable[Slot]:
    for line in template.subunits:
        for index in line.indexes:
            yield Slot(
                index=index,
                part_number=line.part_number,
                revision=line.revision,
                revision_mask=line.revision_mask,
                child=children.get(index),
            )
