"""Assemblies within assemblies, and why a unit was replaced: the flow and the bench."""

from dataclasses import replace

import pytest

from tests.flows.bench_line import Line
from tests.support.assemblies import COMPLETE, CTRL, CTRL_UNIT, EMPTY, ONE_IN, PARENT, facts
from tests.support.units import unit
from wats_station.domain.assembly import Inside
from wats_station.domain.command import CommandState, WriteTag
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.outcome import OutcomeKind
from wats_station.domain.unit import Tag, Unit
from wats_station.flows.assembly.reason import LONGEST_REASON, reason_tag
from wats_station.flows.assembly.state import (
    AssemblyRead,
    AssemblyStatus,
    ChildRead,
    ForgetUnfinished,
    InsidesRead,
    KeepUnfinished,
    ReadInsides,
    ReasonGiven,
    ReplaceAsked,
    Replaced,
    Unfinished,
)
from wats_station.flows.lookup import UnitAnswered
from wats_station.flows.submitting import CommandEnded, CommandWaits, Submit

DELIVERED = CommandState.DELIVERED
NEW = CTRL_UNIT.key
TAG = "Replaced C-1"
# The gateway is part of a rack.
BUILT_IN = replace(PARENT, parent_serial_number="RACK-1")
HALF_FULL = Inside(CTRL.key, 1, 2, is_complete=False)


def building(parent: Unit = PARENT) -> Line:
    """The assembly panel in front, one child in."""
    line = Line()
    line.scan("CMD-PANEL-ASSEMBLY")
    request = line.scan("GW-1")
    line.send(UnitAnswered(request, parent))
    line.send(AssemblyRead(request, parent.key, ONE_IN))
    return line


def replaced() -> Line:
    """C-1 was replaced by C-2."""
    line = building()
    line.touch(ReplaceAsked(0, CTRL.key))
    request = line.scan("C-2")
    line.send(ChildRead(request, facts(CTRL_UNIT), PARENT))
    line.send(CommandEnded(request, DELIVERED, done=2))
    assert line.bench.assembly.replaced == Replaced(CTRL.key, NEW)
    return line


def ended(line: Line) -> tuple[OutcomeKind, NoticeKind]:
    return line.last().kind, line.last().notice.kind


def test_a_reason_is_kept_as_a_tag_of_the_parent() -> None:
    line = replaced()
    request = line.touch(ReasonGiven(0, " cracked connector "))
    tag = WriteTag(TAG, None, "cracked connector")
    assert line.last_effect() == Submit(request, PARENT.key, (tag,))
    line.send(CommandEnded(request, DELIVERED, done=1))
    assert ended(line) == (OutcomeKind.DONE, NoticeKind.REASON_KEPT)
    assembly, current = line.bench.assembly, line.bench.current_unit
    assert (assembly.replaced, assembly.work) == (None, None)
    assert current is not None
    assert Tag(TAG, "cracked connector") in current.tags
    assert current.children == (NEW,)


def test_a_reason_waits_without_the_server() -> None:
    line = replaced()
    request = line.touch(ReasonGiven(0, "cracked"))
    line.send(CommandWaits(request))
    assert line.last().kind is OutcomeKind.QUEUED
    assert line.bench.assembly.replaced is None


def test_a_reason_that_is_refused_can_be_given_again() -> None:
    line = replaced()
    request = line.touch(ReasonGiven(0, "cracked"))
    why = notice(NoticeKind.SERVER_REFUSED, message="no")
    line.send(CommandEnded(request, CommandState.REJECTED, why))
    assert ended(line) == (OutcomeKind.REFUSED, NoticeKind.SERVER_REFUSED)
    assert line.bench.assembly.replaced is not None
    assert line.bench.assembly.work is None


def test_nobody_has_to_say_why() -> None:
    line = replaced()
    line.touch(ReasonGiven(0, "  "))
    assert ended(line) == (OutcomeKind.DONE, NoticeKind.NO_REASON)
    assert line.bench.assembly.replaced is None
    line.touch(ReasonGiven(0, "too late"))
    assert ended(line) == (OutcomeKind.REFUSED, NoticeKind.NOTHING_REPLACED)


def test_the_next_change_ends_the_question() -> None:
    line = replaced()
    request = line.scan("CMD-REMOVE")
    request = line.scan("C-2")
    line.send(CommandEnded(request, DELIVERED, done=1))
    assert line.bench.assembly.replaced is None


def test_a_long_reason_and_a_long_serial_fit_the_server() -> None:
    line = replaced()
    line.touch(ReasonGiven(0, "x" * 900))
    submit = line.last_effect()
    assert isinstance(submit, Submit)
    (tag,) = submit.actions
    assert isinstance(tag, WriteTag)
    assert len(tag.to) == LONGEST_REASON
    assert len(reason_tag(replace(NEW, serial_number="S" * 100))) == 100


def test_the_scan_of_what_it_is_built_into_goes_back_up() -> None:
    line = building(BUILT_IN)
    request = line.scan("rack-1")
    rack = replace(unit("RACK-1"), part_number="RACK-9")
    line.send(UnitAnswered(request, rack))
    assert ended(line) == (OutcomeKind.DONE, NoticeKind.UNIT_SHOWN)
    assert (line.bench.assembly.parent, line.bench.assembly.status) == (
        rack,
        AssemblyStatus.READING,
    )


@pytest.mark.parametrize("command", ["CMD-REMOVE", "CMD-REPLACE"])
def test_an_answer_to_a_question_is_no_way_up(command: str) -> None:
    line = building(BUILT_IN)
    line.scan(command)
    line.scan("RACK-1")
    assert ended(line) == (OutcomeKind.REFUSED, NoticeKind.NOT_IN_HERE)
    assert line.bench.assembly.parent == BUILT_IN


def test_children_are_asked_how_far_they_are_themselves() -> None:
    line = building()
    assert ReadInsides(PARENT.key, (CTRL,)) in line.effects
    line.send(InsidesRead(PARENT.key, (HALF_FULL,)))
    assert line.bench.assembly.insides == (HALF_FULL,)
    line.send(InsidesRead(NEW, (HALF_FULL, HALF_FULL)))
    assert line.bench.assembly.insides == (HALF_FULL,)
    full = replace(HALF_FULL, filled=2, is_complete=True)
    line.send(InsidesRead(PARENT.key, (full,)))
    assert line.bench.assembly.insides == (full,)


def test_so_is_a_child_that_was_just_built_in_and_none_where_there_is_none() -> None:
    line = replaced()
    asked = [each for each in line.effects if isinstance(each, ReadInsides)]
    assert [[child.key for child in each.children] for each in asked] == [[CTRL.key], [NEW]]
    line = Line()
    line.scan("CMD-PANEL-ASSEMBLY")
    request = line.scan("GW-1")
    line.send(UnitAnswered(request, PARENT))
    line.send(AssemblyRead(request, PARENT.key, EMPTY))
    assert not [each for each in line.effects if isinstance(each, ReadInsides)]


def test_a_complete_unit_is_left_for_what_it_is_built_into_too() -> None:
    line = building(BUILT_IN)
    line.send(AssemblyRead(line.bench.assembly.request, PARENT.key, COMPLETE))
    assert not line.bench.assembly.takes("RACK-1")


def test_what_is_complete_and_not_confirmed_is_still_remembered_as_half_done() -> None:
    """A replacement that waits, and is refused later, leaves a slot open: it is offered again."""
    line = building()
    line.send(AssemblyRead(line.bench.assembly.request, PARENT.key, COMPLETE))
    line.touch(ReplaceAsked(0, CTRL.key))
    request = line.scan("C-2")
    line.send(ChildRead(request, facts(CTRL_UNIT), PARENT))
    line.send(CommandWaits(request))
    assert line.bench.assembly.unfinished == (Unfinished(PARENT.key, 3, 3),)
    # The new one was refused meanwhile.
    opened = replace(COMPLETE, slots=(EMPTY.slots[0], *COMPLETE.slots[1:]))
    line.send(AssemblyRead(line.bench.assembly.request, PARENT.key, opened))
    assert KeepUnfinished(Unfinished(PARENT.key, 2, 3)) in line.effects
    assert line.bench.assembly.unfinished == (Unfinished(PARENT.key, 2, 3),)
    line.send(AssemblyRead(line.bench.assembly.request, PARENT.key, COMPLETE))
    assert line.last_effect() == ForgetUnfinished(PARENT.key)
    assert not line.bench.assembly.unfinished
