"""Settling: whether a command is done, may be sent, or came too late, by what the units are now.

The table of product.md 7.3. It decides both before a command goes out late and after an
attempt whose outcome nobody knows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum

from wats_station.domain.command import (
    Action,
    AddChild,
    Command,
    CreateUnit,
    FileReport,
    MovePhase,
    MoveProcess,
    RemoveChild,
    WriteTag,
)
from wats_station.domain.unit import Tag, Unit, UnitKey

# The site server's words for what it refuses because of `expected`, or of an id given up.
CHANGED_MEANWHILE = "changedMeanwhile"
VOIDED = "voided"

# The units a command touches as the server has them now; None for one it does not know.
Units = Mapping[UnitKey, Unit | None]


class Judgement(StrEnum):
    """What is to become of a command."""

    DONE = "done"  # the units are as it wants them
    SEND = "send"  # the units are as the operator saw them
    LATE = "late"  # somebody else changed them


def judged(command: Command, units: Units) -> Judgement:
    """What the units' state says of the command."""
    unit = units.get(command.unit)
    action = command.action
    match action:
        case FileReport():
            return Judgement.SEND
        case CreateUnit():
            return _judged_creation(action, unit)
    if unit is None:
        return Judgement.LATE
    match action:
        case MovePhase(before, to):
            return _compared(unit.phase.id, before.id, to.id)
        case MoveProcess(before, to):
            return _compared(_process_code(unit), before.code if before else None, to.code)
        case WriteTag(key, before, to):
            return _compared(tag_value(unit, key), before, to)
        case AddChild(child):
            return _judged_adding(unit, child, units.get(child))
        case RemoveChild(child):
            return Judgement.SEND if child in unit.children else Judgement.DONE


def tag_value(unit: Unit, key: str) -> str | None:
    """The value of the unit's tag, None where it has none of this key."""
    return next((tag.value for tag in unit.tags if tag.key == key), None)


def projected(unit: Unit, actions: Iterable[Action]) -> Unit:
    """The unit as it will be once these actions on it, in this order, are done."""
    for action in actions:
        match action:
            case MovePhase(_, to):
                unit = replace(unit, phase=to)
            case MoveProcess(_, to):
                unit = replace(unit, process=to, process_text="")
            case WriteTag(key, _, to):
                others = tuple(tag for tag in unit.tags if tag.key != key)
                unit = replace(unit, tags=(*others, Tag(key, to)))
            case AddChild(child) if child not in unit.children:
                unit = replace(unit, children=(*unit.children, child))
            case RemoveChild(child):
                left = tuple(each for each in unit.children if each != child)
                unit = replace(unit, children=left)
    return unit


def after(command: Command, unit: Unit) -> Unit:
    """One of the units that a command touches as it is once the command is done."""
    if unit.key == command.unit:
        return projected(unit, (command.action,))
    match command.action:
        case AddChild():
            return replace(unit, parent_serial_number=command.unit.serial_number)
        case RemoveChild():
            return replace(unit, parent_serial_number="")
    return unit


def expected(action: Action) -> str:
    """What the site server is to find before it applies the action; empty: nothing to say.

    In the words of its `X-Station-Expected` header.
    """
    match action:
        case MovePhase(before):
            return f"phase={before.id}"
        case MoveProcess(before, _, unlisted):
            return "" if unlisted else f"process={before.code if before else ''}"
        case WriteTag(_, before):
            return "tag" if before is None else f"tag={before}"
    return ""


def _compared(now: object, before: object, to: object) -> Judgement:
    if now == to:
        return Judgement.DONE
    return Judgement.SEND if now == before else Judgement.LATE


def _process_code(unit: Unit) -> int | None:
    return unit.process.code if unit.process else None


def _judged_creation(action: CreateUnit, unit: Unit | None) -> Judgement:
    if unit is None:
        return Judgement.SEND
    same = unit.revision == action.revision and unit.batch_number == action.batch_number
    tagged = all(tag_value(unit, tag.key) == tag.value for tag in action.tags)
    return Judgement.DONE if same and tagged else Judgement.LATE


def _judged_adding(unit: Unit, child_key: UnitKey, child: Unit | None) -> Judgement:
    if child_key in unit.children:
        return Judgement.DONE
    if child is not None and child.parent_serial_number not in ("", unit.serial_number):
        return Judgement.LATE
    return Judgement.SEND
