"""Slots, parts and half-done assemblies in the panel's words."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from wats_station.domain.assembly import Assembly, BuiltIn, Inside, LoosePart, Slot
from wats_station.flows.assembly.state import AssemblyState, Unfinished
from wats_station.ui.widgets.rows import Row


@dataclass(frozen=True, slots=True)
class ShownSlot:
    """A slot, and how far what is in it is where that is built of parts itself."""

    slot: Slot
    inside: Inside | None = None


def shown_slots(state: AssemblyState) -> tuple[ShownSlot, ...]:
    """Every slot of the assembly, in order."""
    insides = {each.key: each for each in state.insides}
    slots = state.assembly.slots if state.assembly else ()
    return tuple(
        ShownSlot(slot, insides.get(slot.child.key) if slot.child else None) for slot in slots
    )


def slot_tile(shown: ShownSlot) -> Row:
    """A slot: what belongs there, its number from 1, and what is in it."""
    slot, inside = shown.slot, shown.inside
    revision = QCoreApplication.translate("Assembly", "Revision {revision}")
    detail = " · ".join(
        text
        for text in (
            revision.format(revision=slot.revisions) if slot.revisions else "",
            slot.part_name,
        )
        if text
    )
    number = str(slot.index + 1)
    child = slot.child
    if child is None:
        state = QCoreApplication.translate("Assembly", "Open")
        return Row("neutral", "muted", slot.part_number, number, detail, state)
    serial = child.key.serial_number
    if child.waiting:
        waits = QCoreApplication.translate("Assembly", "Not confirmed yet")
        return Row("queued", "warn", slot.part_number, number, waits, serial)
    if inside is not None:
        parts = QCoreApplication.translate("Assembly", "Its own parts: {filled} of {slots}")
        detail = parts.format(filled=inside.filled, slots=inside.slots)
        if not inside.is_complete:
            return Row("warning", "warn", slot.part_number, number, detail, serial)
    return Row("done", "good", slot.part_number, number, detail, serial)


def unfinished_row(row: Unfinished) -> Row:
    """An assembly that somebody left half done."""
    aside = QCoreApplication.translate("Assembly", "{filled} of {slots}")
    return Row(
        "child",
        "accent",
        row.key.serial_number,
        aside.format(filled=row.filled, slots=row.slots),
        row.key.part_number,
        "",
    )


def strangers(assembly: Assembly) -> str:
    """What is in it and does not belong there; empty for nothing."""
    return "  ".join(_stranger(each) for each in assembly.strangers)


def remarks(assembly: Assembly) -> str:
    """What else there is to know of an assembly."""
    lines = [_loose(each) for each in assembly.loose]
    if assembly.derived:
        derived = QCoreApplication.translate(
            "Assembly", "This server keeps no positions: they follow the order of the box build."
        )
        lines.append(derived)
    return "  ".join(lines)


def _stranger(child: BuiltIn) -> str:
    text = QCoreApplication.translate(
        "Assembly", "{serial} ({part}) is in this unit, and no position takes it."
    )
    return text.format(serial=child.key.serial_number, part=child.key.part_number)


def _loose(part: LoosePart) -> str:
    text = QCoreApplication.translate(
        "Assembly", "{count} x {part} {name}: no serial number, not waited for."
    )
    return text.format(count=part.quantity, part=part.part_number, name=part.part_name)
