"""Repairing at the bench: what scans come to while the repair panel is in front."""

from dataclasses import replace
from uuid import UUID

from tests.flows.bench_line import Line
from tests.support.repairs import CASE, COLD, FAILED_UNIT
from tests.support.units import unit
from wats_station.domain.command import CommandState
from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.notice import NoticeKind
from wats_station.domain.outcome import OutcomeKind
from wats_station.domain.panel import Panel
from wats_station.domain.repair import Retest
from wats_station.flows.bench import Asked, Bench, ServerChanged
from wats_station.flows.lookup import ReadAgain, UnitAnswered
from wats_station.flows.repair.effects import LeaveRetest, MakePaper, ReadCase
from wats_station.flows.repair.state import (
    CaseRead,
    CodePicked,
    PaperMade,
    RepairState,
    RepairStatus,
    RetestRead,
)
from wats_station.flows.submitting import CommandEnded, Submit
from wats_station.scan.intent import Cancel, Component, Fail, FileRepair, Meaning, OpenPanel

KEY = FAILED_UNIT.key
NOTHING_WRONG = (UUID(int=7), "{}")


def repairing() -> Line:
    """The repair panel in front, and nothing scanned yet."""
    return Line(Bench(panel=Panel.REPAIR))


def commanded(line: Line, meaning: Meaning) -> int:
    """A command whose barcode waits for the panel."""
    line.requests += 1
    line.send(Asked(line.requests, "CMD", meaning, None, line.now))
    return line.requests


def opened() -> Line:
    line = repairing()
    request = line.scan("SN1")
    line.send(UnitAnswered(request, FAILED_UNIT))
    line.send(CaseRead(request, KEY, CASE))
    return line


def ended(line: Line) -> tuple[OutcomeKind, NoticeKind]:
    return line.last().kind, line.last().notice.kind


def test_a_scan_ends_once_it_is_known_what_failed() -> None:
    line = repairing()
    request = line.scan("SN1")
    line.send(UnitAnswered(request, FAILED_UNIT))
    assert not line.outcomes()
    assert ReadCase(request, FAILED_UNIT) in line.effects
    line.send(CaseRead(request, KEY, CASE))
    assert ended(line) == (OutcomeKind.DONE, NoticeKind.REPAIR_OPENED)
    assert line.bench.repair.status is RepairStatus.OPEN


def test_a_scan_behind_it_does_not_cut_the_reading_off() -> None:
    line = repairing()
    first = line.scan("SN1")
    line.send(UnitAnswered(first, FAILED_UNIT))
    second = line.scan("SN2")
    line.send(CaseRead(first, KEY, CASE))
    line.send(UnitAnswered(second, GatewayProblem(ProblemKind.NOT_FOUND)))
    assert [each[:2] for each in line.outcomes()] == [
        (first, OutcomeKind.DONE),
        (second, OutcomeKind.REFUSED),
    ]
    assert line.bench.repair.status is RepairStatus.OPEN


def test_the_current_unit_travels_into_the_panel() -> None:
    line = Line()
    line.found("SN1")
    request = commanded(line, OpenPanel(Panel.REPAIR))
    assert line.bench.panel is Panel.REPAIR
    line.send(CaseRead(request, KEY, replace(CASE, test=None)))
    assert ended(line) == (OutcomeKind.DONE, NoticeKind.NOTHING_TO_REPAIR)


def test_an_open_repair_is_not_read_again_by_coming_back_to_it() -> None:
    line = opened()
    commanded(line, OpenPanel(Panel.LOOKUP))
    commanded(line, OpenPanel(Panel.REPAIR))
    assert ended(line) == (OutcomeKind.DONE, NoticeKind.PANEL_OPENED)
    assert sum(isinstance(each, ReadCase) for each in line.effects) == 1


def test_a_repair_is_entered_and_filed_by_scans_alone() -> None:
    line = opened()
    commanded(line, Fail("Cold Solder Joint"))
    commanded(line, Component("R12"))
    assert ended(line) == (OutcomeKind.DONE, NoticeKind.COMPONENT_SET)
    request = commanded(line, FileRepair())
    assert line.activity() is NoticeKind.CHANGING
    assert any(isinstance(each, MakePaper) for each in line.effects)
    line.send(PaperMade(request, NOTHING_WRONG))
    assert isinstance(line.last_effect(), Submit)
    line.send(CommandEnded(request, CommandState.DELIVERED, done=2))
    assert ended(line) == (OutcomeKind.DONE, NoticeKind.REPAIR_FILED)
    assert any(isinstance(each, ReadAgain) for each in line.effects)


def test_the_retest_is_told_without_being_asked_for() -> None:
    line = opened()
    commanded(line, Fail("Cold Solder Joint"))
    request = commanded(line, FileRepair())
    line.send(PaperMade(request, NOTHING_WRONG))
    line.send(CommandEnded(request, CommandState.DELIVERED, done=2))
    reports = len(line.outcomes())
    line.send(RetestRead(KEY, Retest(passed=True, result="Passed", report_id="new")))
    assert line.bench.strip.recent[0].outcome.notice.kind is NoticeKind.RETEST_PASSED
    assert len(line.outcomes()) == reports


def test_cancel_puts_the_unit_away_in_front_of_the_panel_only() -> None:
    line = opened()
    commanded(line, Fail("Cold Solder Joint"))
    commanded(line, Cancel())
    assert ended(line) == (OutcomeKind.DONE, NoticeKind.REPAIR_LEFT)
    assert len(line.bench.repair.unfiled) == 1


def test_a_command_of_a_repair_wants_one_that_is_open() -> None:
    line = Line()
    line.found("SN1")
    for meaning in (Fail("Other"), Component("R12"), FileRepair()):
        commanded(line, meaning)
        assert ended(line) == (OutcomeKind.REFUSED, NoticeKind.REPAIR_NOT_OPEN)


def test_a_touch_enters_as_a_scan_does() -> None:
    line = opened()
    line.touch(CodePicked(0, COLD.category, COLD.name))
    assert ended(line) == (OutcomeKind.DONE, NoticeKind.FAULT_ADDED)
    assert len(line.bench.repair.draft.faults) == 1


def test_an_open_repair_outlives_a_failed_lookup() -> None:
    line = opened()
    commanded(line, Fail("Cold Solder Joint"))
    request = line.scan("SN9")
    line.send(UnitAnswered(request, GatewayProblem(ProblemKind.NOT_FOUND)))
    assert line.bench.repair.unit == FAILED_UNIT
    assert len(line.bench.repair.draft.faults) == 1


def test_another_unit_is_opened_and_the_first_one_kept() -> None:
    line = opened()
    commanded(line, Fail("Cold Solder Joint"))
    request = line.scan("SN2")
    other = unit("SN2")
    line.send(UnitAnswered(request, other))
    line.send(CaseRead(request, other.key, replace(CASE, unit=other)))
    assert line.bench.repair.unit == other
    assert line.bench.repair.draft.is_empty
    assert [row.key for row in line.bench.repair.unfiled] == [KEY]


def test_another_server_knows_nothing_of_it() -> None:
    line = opened()
    line.send(ServerChanged("elsewhere"))
    assert line.bench.repair == RepairState()
    assert LeaveRetest() in line.effects
