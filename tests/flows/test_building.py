"""Building at the bench: whose a scan is, what travels with the panel, what can be undone."""

from dataclasses import replace

import pytest

from tests.flows.bench_line import Line
from tests.flows.register import ANNA, REGISTER
from tests.support.assemblies import COMPLETE, CTRL, EMPTY, ONE_IN, PARENT, PSU_UNIT, facts
from tests.support.units import phase, unit
from wats_station.domain.assembly import Assembly
from wats_station.domain.command import AddChild, CommandState, MovePhase, RemoveChild, WriteTag
from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.hold import HELD
from wats_station.domain.notice import NoticeKind
from wats_station.domain.outcome import OutcomeKind
from wats_station.domain.panel import Panel
from wats_station.domain.phase import PhaseId
from wats_station.domain.unit import Process, Tag, Unit
from wats_station.flows.assembly.state import (
    Asking,
    AssemblyRead,
    AssemblyStatus,
    ChildRead,
    ReadAssembly,
    ReadChild,
    RemoveAsked,
)
from wats_station.flows.lookup import ReadAgain, ReadUnit, UnitAnswered, VerificationAnswered
from wats_station.flows.operators import BadgeScanned, LogoutAsked, OperatorsRead
from wats_station.flows.phase.state import UnitChecked
from wats_station.flows.submitting import CommandEnded, Submit
from wats_station.scan.raw_scan import Source

DELIVERED = CommandState.DELIVERED


def building(assembly: Assembly = EMPTY) -> Line:
    """The assembly panel in front, with a parent whose slots are known."""
    line = Line()
    line.scan("CMD-PANEL-ASSEMBLY")
    request = line.scan("GW-1")
    line.send(UnitAnswered(request, PARENT))
    line.send(AssemblyRead(request, PARENT.key, assembly))
    assert line.bench.assembly.status is AssemblyStatus.OPEN
    return line


def built_in(line: Line) -> int:
    """One more child."""
    request = line.scan("P-2")
    line.send(ChildRead(request, facts(PSU_UNIT), PARENT))
    line.send(CommandEnded(request, DELIVERED, done=1))
    return request


def test_the_unit_that_is_scanned_is_opened_with_its_slots() -> None:
    line = Line()
    line.scan("CMD-PANEL-ASSEMBLY")
    request = line.scan("GW-1")
    assert line.effects[-1] == ReadUnit(request, "GW-1", "")
    line.send(UnitAnswered(request, PARENT))
    assert ReadAssembly(request, PARENT.key, "A") in line.effects
    assert line.outcomes()[-1] == (request, OutcomeKind.DONE, NoticeKind.UNIT_SHOWN)


def test_the_current_unit_travels_to_the_assembly_and_back() -> None:
    line = Line()
    request = line.scan("GW-1")
    line.send(UnitAnswered(request, PARENT))
    opened = line.scan("CMD-PANEL-ASSEMBLY")
    assert line.effects[-2:-1] == [ReadAssembly(opened, PARENT.key, "A")]
    line.send(AssemblyRead(opened, PARENT.key, ONE_IN))
    line.scan("CMD-PANEL-PHASE")
    line.scan("CMD-PANEL-ASSEMBLY")
    # What is open stays open.
    assert line.bench.assembly.assembly == ONE_IN
    line.scan("CMD-PANEL-LOOKUP")
    assert ReadAgain(line.bench.lookup.request, PARENT.key) in line.effects


def test_a_scan_is_a_child_while_one_is_wanted_and_the_parent_stays_current() -> None:
    line = building()
    request = built_in(line)
    assert ReadChild(request, PARENT.key, "P-2", "") in line.effects
    assert line.outcomes()[-1] == (request, OutcomeKind.DONE, NoticeKind.CHILD_ADDED)
    current = line.bench.current_unit
    assert current is not None
    assert (current.key, current.children) == (PARENT.key, (PSU_UNIT.key,))


def test_children_do_not_give_way_to_each_other() -> None:
    line = building()
    first = line.scan("P-2", after=0.1)
    second = line.scan("C-2", after=0.1)
    assert [asked.request for asked in line.bench.line] == [second]
    line.send(ChildRead(first, facts(PSU_UNIT), PARENT))
    line.send(CommandEnded(first, DELIVERED, done=1))
    assert ReadChild(second, PARENT.key, "C-2", "") in line.effects


def test_once_it_is_complete_the_next_unit_is_the_next_parent() -> None:
    line = building(COMPLETE)
    request = line.scan("GW-2")
    assert line.effects[-1] == ReadUnit(request, "GW-2", "")
    line.send(UnitAnswered(request, replace(PARENT, serial_number="GW-2")))
    assert line.bench.assembly.parent is not None
    assert line.bench.assembly.parent.serial_number == "GW-2"


def test_a_touched_unit_is_looked_up_whatever_is_open() -> None:
    line = building()
    request = line.scan("C-1/CTRL-100", source=None)
    assert line.effects[-1] == ReadUnit(request, "C-1", "CTRL-100")


def test_an_open_assembly_outlives_a_failed_lookup_elsewhere() -> None:
    line = building(ONE_IN)
    line.scan("CMD-PANEL-LOOKUP")
    request = line.scan("OTHER")
    line.send(UnitAnswered(request, unit("OTHER")))
    assert line.bench.assembly.assembly == ONE_IN


@pytest.mark.parametrize("code", ["CMD-REMOVE", "CMD-REPLACE", "CMD-DISASSEMBLE"])
def test_building_codes_elsewhere_say_where_they_belong(code: str) -> None:
    line = Line()
    line.found()
    request = line.scan(code)
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, NoticeKind.ASSEMBLY_NOT_OPEN)


def test_codes_and_buttons_ask_the_same() -> None:
    line = building(ONE_IN)
    asked = []
    for code in ("CMD-REMOVE", "CMD-CANCEL"):
        line.scan(code)
        asked.append(line.bench.assembly.asking)
    assert asked == [Asking.REMOVE, Asking.ADD]
    request = line.touch(RemoveAsked(0, CTRL.key))
    assert line.last_effect() == Submit(
        request, PARENT.key, (RemoveChild(CTRL.key),), needs_server=True
    )


def test_nobody_builds_without_being_logged_in() -> None:
    line = building()
    line.send(OperatorsRead(REGISTER))
    request = line.scan("P-2")
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, NoticeKind.LOGIN_NEEDED)
    request = line.touch(RemoveAsked(0, CTRL.key))
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, NoticeKind.LOGIN_NEEDED)
    line.send(BadgeScanned(99, ANNA.badge, line.now))
    request = line.scan("P-2")
    assert line.last_effect() == ReadChild(request, PARENT.key, "P-2", "")
    line.send(LogoutAsked(98, line.now))
    assert line.bench.assembly.parent is None


def test_a_hold_of_the_parent_is_known_to_the_assembly() -> None:
    line = building()
    request = line.scan("CMD-HOLD")
    line.send(UnitChecked(request, (PARENT, None)))
    line.send(CommandEnded(request, DELIVERED, done=1))
    assert line.bench.assembly.parent is not None
    assert HELD in line.bench.assembly.parent.tags


def test_verify_says_how_the_current_unit_stands() -> None:
    from tests.support.units import FAILED, PASSED, UNTESTED_WITHOUT_RULE

    line = Line()
    line.found()
    for verification, kind in (
        (PASSED, NoticeKind.VERIFIED_PASSED),
        (FAILED, NoticeKind.VERIFIED_FAILED),
        (UNTESTED_WITHOUT_RULE, NoticeKind.VERIFIED_UNTESTED),
    ):
        request = line.scan("CMD-VERIFY")
        line.send(VerificationAnswered(request, unit().key, verification))
        assert line.outcomes()[-1] == (request, OutcomeKind.DONE, kind)


def changed(line: Line, code: str, now: Unit) -> None:
    """A change that was delivered."""
    request = line.scan(code)
    line.send(UnitChecked(request, (now, None)))
    line.send(CommandEnded(request, DELIVERED, done=1))


def undone(line: Line, now: Unit) -> tuple[object, ...]:
    """What an undo gives to the outbox."""
    request = line.scan("CMD-UNDO")
    line.send(UnitChecked(request, (now, None)))
    submit = line.last_effect()
    assert isinstance(submit, Submit)
    line.send(CommandEnded(request, DELIVERED, done=1))
    return submit.actions


def test_the_last_phase_change_is_taken_back_even_where_no_way_leads_back() -> None:
    line = Line()
    line.found()
    changed(line, "CMD-PHASE-SCRAPPED", unit())
    assert line.bench.may_undo
    scrapped = unit(in_phase=PhaseId.SCRAPPED)
    actions = undone(line, scrapped)
    assert actions == (MovePhase(phase(PhaseId.SCRAPPED), phase(PhaseId.UNDER_PRODUCTION)),)
    assert not line.bench.may_undo


def test_a_tag_is_set_back_to_what_it_was() -> None:
    line = Line()
    line.found()
    before = replace(unit(), tags=(Tag("Lot", "1"),))
    changed(line, "CMD-TAG-Lot=2", before)
    assert undone(line, replace(before, tags=(Tag("Lot", "2"),))) == (WriteTag("Lot", "2", "1"),)


@pytest.mark.parametrize("code", ["CMD-TAG-Lot=2", "CMD-HOLD", "CMD-PROCESS-30"])
def test_what_was_not_there_before_cannot_be_undone(code: str) -> None:
    line = Line()
    line.found()
    changed(line, code, unit())
    request = line.scan("CMD-UNDO")
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, NoticeKind.NOTHING_TO_UNDO)


def test_an_undo_leaves_alone_what_another_station_changed_meanwhile() -> None:
    line = Line()
    line.found()
    changed(line, "CMD-PHASE-SCRAPPED", unit())
    request = line.scan("CMD-UNDO")
    line.send(UnitChecked(request, (unit(in_phase=PhaseId.MISSING), None)))
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, NoticeKind.UNIT_CHANGED)


@pytest.mark.parametrize(
    ("code", "before", "elsewhere"),
    [
        (
            "CMD-TAG-Lot=2",
            replace(unit(), tags=(Tag("Lot", "1"),)),
            replace(unit(), tags=(Tag("Lot", "of another station"),)),
        ),
        (
            "CMD-PROCESS-30",
            replace(unit(), process=Process(100, "End of line")),
            replace(unit(), process=Process(60, "of another station")),
        ),
    ],
)
def test_an_undo_never_writes_over_what_another_station_wrote(
    code: str, before: Unit, elsewhere: Unit
) -> None:
    line = Line()
    line.found()
    changed(line, code, before)
    assert line.bench.may_undo
    request = line.scan("CMD-UNDO")
    line.send(UnitChecked(request, (elsewhere, None)))
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, NoticeKind.CHANGED_ELSEWHERE)


def test_the_change_of_another_unit_is_not_undone() -> None:
    line = Line()
    line.found()
    changed(line, "CMD-PHASE-SCRAPPED", unit())
    line.found("SN2")
    request = line.scan("CMD-UNDO")
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, NoticeKind.NOTHING_TO_UNDO)


def test_a_child_that_was_built_in_comes_out_again_and_one_taken_out_goes_back() -> None:
    line = building()
    built_in(line)
    request = line.scan("CMD-UNDO")
    assert line.last_effect() == Submit(
        request, PARENT.key, (RemoveChild(PSU_UNIT.key),), needs_server=True
    )
    line.send(CommandEnded(request, DELIVERED, done=1))
    assert line.outcomes()[-1] == (request, OutcomeKind.DONE, NoticeKind.CHILD_REMOVED)
    assert not line.bench.may_undo
    built_in(line)
    out = line.touch(RemoveAsked(0, PSU_UNIT.key))
    line.send(CommandEnded(out, DELIVERED, done=1))
    request = line.scan("CMD-UNDO")
    line.send(ChildRead(request, facts(PSU_UNIT), PARENT))
    assert line.last_effect() == Submit(
        request, PARENT.key, (AddChild(PSU_UNIT.key, 1),), needs_server=True
    )


def test_a_scan_reads_as_typed_by_hand_too() -> None:
    line = building()
    request = line.scan("P-2", source=Source.TYPED)
    assert line.last_effect() == ReadChild(request, PARENT.key, "P-2", "")
    assert line.bench.panel is Panel.ASSEMBLY


@pytest.mark.parametrize(
    "answer", [None, GatewayProblem(ProblemKind.UNREACHABLE)], ids=["no template", "not read"]
)
def test_asking_for_completeness_while_the_slots_are_read_leaves_nothing_waiting(
    answer: GatewayProblem | None,
) -> None:
    """The answer that the scans after it wait for is the one to the last question."""
    line = Line()
    line.scan("CMD-PANEL-ASSEMBLY")
    parent = line.scan("GW-1")
    line.send(UnitAnswered(parent, PARENT))
    verify = line.scan("CMD-VERIFY")
    child = line.scan("P-2")
    line.send(AssemblyRead(parent, PARENT.key, answer))
    line.send(AssemblyRead(verify, PARENT.key, answer))
    assert line.bench.assembly.status in (AssemblyStatus.NO_TEMPLATE, AssemblyStatus.FAILED)
    assert line.outcomes()[-1][:2] == (verify, OutcomeKind.REFUSED)
    # What is not open takes no child: it is the next unit to look up.
    assert line.effects[-1] == ReadUnit(child, "P-2", "")
