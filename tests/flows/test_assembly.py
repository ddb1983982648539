"""The assembly panel's flow: every state and event, by what is shown, asked for and told."""

from dataclasses import replace

import pytest

from tests.support.assemblies import (
    COMPLETE,
    CTRL,
    CTRL_UNIT,
    EMPTY,
    ONE_IN,
    PARENT,
    PSU,
    PSU_UNIT,
    SENSOR,
    SENSOR_UNIT,
    facts,
)
from tests.support.units import FAILED
from wats_station.domain.command import AddChild, CommandState, RemoveChild
from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.hold import HELD
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.outcome import OutcomeKind
from wats_station.domain.unit import UnitKey
from wats_station.flows.assembly.state import (
    Asking,
    AssemblyEffect,
    AssemblyEnded,
    AssemblyEvent,
    AssemblyLeft,
    AssemblyOutdated,
    AssemblyRead,
    AssemblyState,
    AssemblyStatus,
    ChildRead,
    ChildScanned,
    Confirmed,
    DisassembleAsked,
    ForgetUnfinished,
    KeepUnfinished,
    ParentOpened,
    ReadAssembly,
    ReadChild,
    RemoveAsked,
    ReplaceAsked,
    Unfinished,
    UnfinishedRead,
    VerifyAsked,
)
from wats_station.flows.assembly.step import kept, step
from wats_station.flows.submitting import CommandEnded, CommandWaits, NotKept, Submit

OPEN = AssemblyState(AssemblyStatus.OPEN, 1, PARENT, EMPTY)
HALF = replace(OPEN, assembly=ONE_IN)
DONE = replace(OPEN, assembly=COMPLETE)
READING = AssemblyState(AssemblyStatus.READING, 1, PARENT)
GONE = GatewayProblem(ProblemKind.UNREACHABLE)


def after(
    state: AssemblyState, *events: AssemblyEvent
) -> tuple[AssemblyState, tuple[AssemblyEffect, ...]]:
    """The state after these events, and what the last of them asks for."""
    effects: tuple[AssemblyEffect, ...] = ()
    for event in events:
        state, effects = step(state, event)
    return state, effects


def told(effects: tuple[AssemblyEffect, ...]) -> tuple[OutcomeKind, NoticeKind]:
    """How the one request ended."""
    (ended,) = [each for each in effects if isinstance(each, AssemblyEnded)]
    return ended.outcome.kind, ended.outcome.notice.kind


def submitted(effects: tuple[AssemblyEffect, ...]) -> Submit:
    """What is given to the outbox."""
    (submit,) = [each for each in effects if isinstance(each, Submit)]
    return submit


def test_a_parent_is_opened_and_its_slots_are_read() -> None:
    state, effects = step(AssemblyState(), ParentOpened(1, PARENT))
    assert (state.status, state.parent) == (AssemblyStatus.READING, PARENT)
    assert effects == (ReadAssembly(1, PARENT.key, "A"),)
    state, effects = step(state, AssemblyRead(1, PARENT.key, EMPTY))
    assert (state.status, state.assembly, effects) == (AssemblyStatus.OPEN, EMPTY, ())


def test_answers_for_another_parent_change_nothing() -> None:
    other = UnitKey("GW-9", "GW-500")
    assert step(READING, AssemblyRead(1, other, EMPTY)) == (READING, ())
    assert step(READING, AssemblyRead(7, PARENT.key, EMPTY)) == (READING, ())
    assert step(OPEN, ChildRead(9, facts(CTRL_UNIT))) == (OPEN, ())


def test_a_unit_that_is_built_of_nothing_says_so() -> None:
    state, _ = step(READING, AssemblyRead(1, PARENT.key, None))
    assert state.status is AssemblyStatus.NO_TEMPLATE
    assert state.problem is not None
    assert state.problem.kind is NoticeKind.NO_BOX_BUILD
    assert not state.takes("C-2")


def test_slots_that_cannot_be_read_say_why() -> None:
    state, _ = step(READING, AssemblyRead(1, PARENT.key, GONE))
    assert state.status is AssemblyStatus.FAILED
    assert state.problem == notice(NoticeKind.SERVER_UNREACHABLE)


def test_a_child_is_read_checked_sent_and_shown() -> None:
    state, effects = step(OPEN, ChildScanned(2, "P-2"))
    assert effects == (ReadChild(2, PARENT.key, "P-2", ""),)
    state, effects = step(state, ChildRead(2, facts(PSU_UNIT), PARENT))
    assert effects == (Submit(2, PARENT.key, (AddChild(PSU_UNIT.key, 1),), needs_server=True),)
    outcome = kept(state)
    assert outcome is not None
    assert outcome[0] == 2
    state, effects = step(state, CommandEnded(2, CommandState.DELIVERED, done=1))
    assert told(effects) == (OutcomeKind.DONE, NoticeKind.CHILD_ADDED)
    assert state.assembly is not None
    assert state.assembly.slots[1].child is not None
    assert (state.last, state.work) == (1, None)
    assert state.parent is not None
    assert state.parent.children == (PSU_UNIT.key,)
    row = Unfinished(PARENT.key, 1, 3)
    assert KeepUnfinished(row) in effects
    assert state.unfinished == (row,)


def test_the_last_child_completes_it_and_it_is_half_done_no_more() -> None:
    two = replace(HALF, assembly=replace(COMPLETE, slots=(*COMPLETE.slots[:2], EMPTY.slots[2])))
    two = replace(two, unfinished=(Unfinished(PARENT.key, 2, 3),))
    state, effects = after(
        two,
        ChildScanned(2, "S-2"),
        ChildRead(2, facts(SENSOR_UNIT), PARENT),
        CommandEnded(2, CommandState.DELIVERED, done=1),
    )
    assert told(effects) == (OutcomeKind.DONE, NoticeKind.CHILD_COMPLETES)
    assert ForgetUnfinished(PARENT.key) in effects
    assert (state.is_complete, state.unfinished) == (True, ())
    assert not state.takes("NEXT-UNIT")
    assert state.takes("s-2")


def test_a_child_that_is_kept_and_not_confirmed_is_shown_as_waiting() -> None:
    state, effects = after(
        OPEN, ChildScanned(2, "P-2"), ChildRead(2, facts(PSU_UNIT), PARENT), CommandWaits(2)
    )
    assert told(effects) == (OutcomeKind.QUEUED, NoticeKind.QUEUED)
    assert state.assembly is not None
    child = state.assembly.slots[1].child
    assert child is not None
    assert child.waiting


def test_a_scan_while_the_slots_are_read_waits_for_them() -> None:
    state, effects = step(READING, ChildScanned(2, "P-2"))
    assert effects == (ReadChild(2, PARENT.key, "P-2", ""),)
    state, effects = step(state, ChildRead(2, facts(PSU_UNIT), PARENT))
    assert effects == ()
    state, effects = step(state, AssemblyRead(1, PARENT.key, EMPTY))
    assert submitted(effects).actions == (AddChild(PSU_UNIT.key, 1),)


@pytest.mark.parametrize(
    ("answer", "why"), [(None, NoticeKind.NO_BOX_BUILD), (GONE, NoticeKind.SERVER_UNREACHABLE)]
)
def test_a_scan_that_waited_for_slots_which_never_came_is_refused(
    answer: GatewayProblem | None, why: NoticeKind
) -> None:
    _, effects = after(
        READING,
        ChildScanned(2, "P-2"),
        ChildRead(2, facts(PSU_UNIT), PARENT),
        AssemblyRead(1, PARENT.key, answer),
    )
    assert told(effects) == (OutcomeKind.REFUSED, why)


def test_what_does_not_fit_is_refused_and_explained() -> None:
    state, effects = after(
        OPEN, ChildScanned(2, "P-2"), ChildRead(2, facts(PSU_UNIT, FAILED), PARENT)
    )
    assert told(effects) == (OutcomeKind.REFUSED, NoticeKind.CHILD_FAILING)
    assert state.refused is not None
    assert state.refused.serial_number == "P-2"
    assert [row.name for row in state.refused.processes] == ["Final"]
    assert (state.work, state.assembly) == (None, EMPTY)


def test_a_parent_that_another_station_put_on_hold_takes_nothing() -> None:
    held = replace(PARENT, tags=(HELD,))
    state, effects = after(OPEN, ChildScanned(2, "P-2"), ChildRead(2, facts(PSU_UNIT), held))
    assert told(effects) == (OutcomeKind.REFUSED, NoticeKind.PARENT_ON_HOLD)
    assert state.parent == held


@pytest.mark.parametrize(
    ("problem", "why"),
    [
        (GatewayProblem(ProblemKind.NOT_FOUND), NoticeKind.UNIT_NOT_FOUND),
        (GONE, NoticeKind.NEEDS_SERVER),
        (GatewayProblem(ProblemKind.TIMEOUT), NoticeKind.NEEDS_SERVER),
    ],
)
def test_a_child_that_cannot_be_read_is_refused(problem: GatewayProblem, why: NoticeKind) -> None:
    state, effects = after(OPEN, ChildScanned(2, "P-2"), ChildRead(2, problem))
    assert told(effects) == (OutcomeKind.REFUSED, why)
    assert state.refused is not None


def test_of_several_parts_with_the_serial_the_one_that_fits_is_meant() -> None:
    keys = (UnitKey("P-2", "PSU-220"), UnitKey("P-2", "DISP-7"))
    both = GatewayProblem(ProblemKind.AMBIGUOUS, candidates=keys)
    _, effects = after(OPEN, ChildScanned(2, "P-2"), ChildRead(2, both))
    assert effects == (ReadChild(2, PARENT.key, "P-2", "PSU-220"),)
    none = GatewayProblem(ProblemKind.AMBIGUOUS, candidates=(keys[1], UnitKey("P-2", "X")))
    _, effects = after(OPEN, ChildScanned(2, "P-2"), ChildRead(2, none))
    assert told(effects) == (OutcomeKind.REFUSED, NoticeKind.UNIT_AMBIGUOUS)


@pytest.mark.parametrize(
    "end",
    [
        CommandEnded(2, CommandState.REJECTED, notice(NoticeKind.SERVER_REFUSED, message="no")),
        NotKept(2, notice(NoticeKind.OUTBOX_FAULT, detail="full")),
    ],
)
def test_a_command_that_came_to_nothing_leaves_the_slot_open(
    end: CommandEnded | NotKept,
) -> None:
    state, effects = after(OPEN, ChildScanned(2, "P-2"), ChildRead(2, facts(PSU_UNIT), PARENT), end)
    assert told(effects) == (OutcomeKind.REFUSED, end.why.kind if end.why else None)
    assert (state.assembly, state.work) == (EMPTY, None)
    assert state.refused is not None


def test_what_comes_out_and_is_not_confirmed_is_still_in_and_marked() -> None:
    state, effects = after(HALF, RemoveAsked(2, CTRL.key), CommandWaits(2))
    assert told(effects) == (OutcomeKind.QUEUED, NoticeKind.QUEUED)
    assert state.assembly is not None
    assert state.assembly.slots[0].child == replace(CTRL, waiting=True)


def test_remove_takes_out_what_is_scanned_next() -> None:
    state, effects = step(HALF, RemoveAsked(2))
    assert (state.asking, told(effects)) == (
        Asking.REMOVE,
        (OutcomeKind.DONE, NoticeKind.REMOVE_NEXT),
    )
    state, effects = step(state, ChildScanned(3, "OTHER"))
    assert told(effects) == (OutcomeKind.REFUSED, NoticeKind.NOT_IN_HERE)
    assert state.asking is Asking.REMOVE
    state, effects = step(state, ChildScanned(4, "c-1"))
    assert submitted(effects).actions == (RemoveChild(CTRL.key),)
    state, effects = step(state, CommandEnded(4, CommandState.DELIVERED, done=1))
    assert told(effects) == (OutcomeKind.DONE, NoticeKind.CHILD_REMOVED)
    assert (state.asking, state.assembly) == (Asking.ADD, EMPTY)
    assert ForgetUnfinished(PARENT.key) in effects


def test_a_child_that_was_touched_comes_out_at_once() -> None:
    _, effects = step(HALF, RemoveAsked(2, CTRL.key))
    assert submitted(effects).actions == (RemoveChild(CTRL.key),)
    _, effects = step(HALF, RemoveAsked(2, PSU.key))
    assert told(effects) == (OutcomeKind.REFUSED, NoticeKind.NOT_IN_HERE)


def test_replace_takes_the_old_then_the_new_and_sends_both_together() -> None:
    state, effects = after(DONE, ReplaceAsked(2), ChildScanned(3, "C-1"))
    assert (state.asking, state.old) == (Asking.REPLACE_NEW, CTRL)
    assert told(effects) == (OutcomeKind.DONE, NoticeKind.REPLACE_NEW_NEXT)
    state, effects = after(state, ChildScanned(4, "C-2"), ChildRead(4, facts(CTRL_UNIT), PARENT))
    assert submitted(effects) == Submit(
        4,
        PARENT.key,
        (RemoveChild(CTRL.key), AddChild(CTRL_UNIT.key, 0)),
        linked=True,
        needs_server=True,
    )
    state, effects = step(state, CommandEnded(4, CommandState.DELIVERED, done=2))
    assert told(effects) == (OutcomeKind.DONE, NoticeKind.CHILD_COMPLETES)
    assert state.assembly is not None
    assert state.assembly.slots[0].child is not None
    assert state.assembly.slots[0].child.key == CTRL_UNIT.key
    assert (state.asking, state.old) == (Asking.ADD, None)


def test_a_new_child_that_does_not_fit_leaves_the_old_one_in() -> None:
    state, effects = after(
        DONE,
        ReplaceAsked(2, CTRL.key),
        ChildScanned(3, "C-2"),
        ChildRead(3, facts(CTRL_UNIT, FAILED), PARENT),
    )
    assert told(effects) == (OutcomeKind.REFUSED, NoticeKind.CHILD_FAILING)
    assert (state.assembly, state.asking, state.old) == (COMPLETE, Asking.REPLACE_NEW, CTRL)


def test_half_a_replacement_is_said_to_be_half() -> None:
    why = notice(NoticeKind.SERVER_REFUSED, message="no")
    state, effects = after(
        DONE,
        ReplaceAsked(2, CTRL.key),
        ChildScanned(3, "C-2"),
        ChildRead(3, facts(CTRL_UNIT), PARENT),
        CommandEnded(3, CommandState.REJECTED, why, done=1),
    )
    assert told(effects) == (OutcomeKind.REFUSED, NoticeKind.REPLACED_HALF)
    assert state.assembly is not None
    assert state.assembly.slots[0].child is None
    assert KeepUnfinished(Unfinished(PARENT.key, 2, 3)) in effects


def test_half_a_replacement_is_offered_again_with_nothing_left_in_the_unit() -> None:
    state, effects = after(
        HALF,
        ReplaceAsked(2, CTRL.key),
        ChildScanned(3, "C-2"),
        ChildRead(3, facts(CTRL_UNIT), PARENT),
        CommandEnded(3, CommandState.REJECTED, None, done=1),
    )
    row = Unfinished(PARENT.key, 0, 3)
    assert KeepUnfinished(row) in effects
    assert state.unfinished == (row,)


def test_everything_comes_out_after_a_yes() -> None:
    state, effects = step(DONE, DisassembleAsked(2))
    assert told(effects) == (OutcomeKind.DONE, NoticeKind.DISASSEMBLE_ASKED)
    state, effects = step(state, Confirmed(3))
    out = tuple(RemoveChild(each.key) for each in (CTRL, PSU, SENSOR))
    assert submitted(effects).actions == out
    assert submitted(effects).needs_server
    state, effects = step(state, CommandEnded(3, CommandState.DELIVERED, done=3))
    assert told(effects) == (OutcomeKind.DONE, NoticeKind.DISASSEMBLED)
    assert state.assembly == EMPTY


def test_what_came_out_before_one_was_refused_is_out() -> None:
    why = notice(NoticeKind.SERVER_REFUSED, message="no")
    state, effects = after(
        DONE,
        DisassembleAsked(2),
        Confirmed(3),
        CommandEnded(3, CommandState.REJECTED, why, done=1),
    )
    assert told(effects) == (OutcomeKind.REFUSED, NoticeKind.SERVER_REFUSED)
    assert state.assembly is not None
    assert [each.key for each in state.assembly.children] == [PSU.key, SENSOR.key]


@pytest.mark.parametrize("event", [RemoveAsked(2), ReplaceAsked(2), DisassembleAsked(2)])
def test_from_an_empty_unit_nothing_is_taken(event: AssemblyEvent) -> None:
    state, effects = step(OPEN, event)
    assert told(effects) == (OutcomeKind.REFUSED, NoticeKind.NOTHING_BUILT_IN)
    assert state.asking is Asking.ADD


def test_a_yes_to_nothing_is_refused() -> None:
    _, effects = step(DONE, Confirmed(2))
    assert told(effects) == (OutcomeKind.REFUSED, NoticeKind.NOTHING_TO_CONFIRM)


@pytest.mark.parametrize(
    ("state", "kind", "why"),
    [
        (DONE, OutcomeKind.DONE, NoticeKind.ASSEMBLY_COMPLETE),
        (HALF, OutcomeKind.REFUSED, NoticeKind.ASSEMBLY_MISSING),
        (
            replace(DONE, assembly=replace(COMPLETE, strangers=(CTRL,))),
            OutcomeKind.REFUSED,
            NoticeKind.ASSEMBLY_STRANGERS,
        ),
    ],
)
def test_verify_asks_the_server_and_says_what_is_missing(
    state: AssemblyState, kind: OutcomeKind, why: NoticeKind
) -> None:
    asked, effects = step(state, VerifyAsked(5))
    assert effects == (ReadAssembly(5, PARENT.key, "A"),)
    judged, effects = step(asked, AssemblyRead(5, PARENT.key, state.assembly))
    assert told(effects) == (kind, why)
    assert (judged.verified, judged.work) == (True, None)


def test_verify_without_the_server_says_so_and_keeps_what_is_shown() -> None:
    state, effects = after(DONE, VerifyAsked(5), AssemblyRead(5, PARENT.key, GONE))
    assert told(effects) == (OutcomeKind.REFUSED, NoticeKind.SERVER_UNREACHABLE)
    assert (state.status, state.assembly) == (AssemblyStatus.OPEN, COMPLETE)


def test_cancel_leaves_the_question_then_the_parent() -> None:
    state, effects = after(HALF, RemoveAsked(2), AssemblyLeft(3))
    assert (state.asking, told(effects)) == (Asking.ADD, (OutcomeKind.DONE, NoticeKind.CANCELLED))
    row = Unfinished(PARENT.key, 1, 3)
    state, effects = step(replace(state, unfinished=(row,)), AssemblyLeft(4))
    assert told(effects) == (OutcomeKind.DONE, NoticeKind.ASSEMBLY_LEFT)
    assert state == AssemblyState(unfinished=(row,))
    _, effects = step(state, AssemblyLeft(5))
    assert told(effects) == (OutcomeKind.DONE, NoticeKind.CANCELLED)


@pytest.mark.parametrize(
    "event",
    [ChildScanned(2, "P-2"), RemoveAsked(2), ReplaceAsked(2), DisassembleAsked(2), VerifyAsked(2)],
)
def test_without_a_parent_every_command_says_what_to_do(event: AssemblyEvent) -> None:
    state, effects = step(AssemblyState(), event)
    assert told(effects) == (OutcomeKind.REFUSED, NoticeKind.ASSEMBLY_NOT_OPEN)
    assert state == AssemblyState()


def test_what_changed_behind_the_panel_is_read_again() -> None:
    _, effects = step(HALF, AssemblyOutdated(1))
    assert effects == (ReadAssembly(1, PARENT.key, "A"),)
    state, _ = step(HALF, AssemblyRead(1, PARENT.key, COMPLETE))
    assert state.assembly == COMPLETE
    working, _ = step(HALF, ChildScanned(2, "P-2"))
    assert step(working, AssemblyOutdated(1)) == (working, ())
    assert step(AssemblyState(), AssemblyOutdated(1)) == (AssemblyState(), ())


def test_a_failed_reading_in_the_background_keeps_what_is_shown() -> None:
    assert step(HALF, AssemblyRead(1, PARENT.key, GONE)) == (HALF, ())


def test_what_was_left_half_done_is_offered() -> None:
    row = Unfinished(UnitKey("GW-8", "GW-500"), 2, 3)
    state, _ = step(AssemblyState(), UnfinishedRead((row,)))
    assert state.unfinished == (row,)
    opened, _ = step(state, ParentOpened(1, PARENT))
    assert opened.unfinished == (row,)
