"""A repair without the server: what was known last is shown with its age, and filed once."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from tests.flows.bench_line import Line
from tests.support.repairs import CASE, COLD, FAILED_UNIT
from wats_station.domain.command import Action, Command, CommandState, FileReport, OutboxRow
from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.outcome import OutcomeKind
from wats_station.domain.panel import Panel
from wats_station.domain.repair import RepairCase
from wats_station.domain.stamp import Stamp
from wats_station.flows.bench import Bench
from wats_station.flows.lookup import UnitAnswered
from wats_station.flows.outbox import RowTold
from wats_station.flows.repair.effects import MakePaper, ReadCase
from wats_station.flows.repair.state import (
    CaseRead,
    CodePicked,
    PaperMade,
    RepairStatus,
    SendAsked,
)
from wats_station.flows.submitting import CommandWaits, Submit

KEY = FAILED_UNIT.key
AS_OF = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
REPORT = FileReport(UUID(int=7), "{}")
DONE = OutcomeKind.DONE


def scanned(line: Line, case: RepairCase = CASE) -> None:
    """The unit, as the station remembers it and its case."""
    request = line.scan("SN1")
    line.send(UnitAnswered(request, FAILED_UNIT, AS_OF))
    line.send(CaseRead(request, KEY, case, as_of=AS_OF))


def at_the_bench() -> Line:
    return Line(Bench(panel=Panel.REPAIR))


def filed() -> Line:
    """One failure entered, and its report kept and not confirmed."""
    line = at_the_bench()
    scanned(line)
    line.touch(CodePicked(0, COLD.category, COLD.name))
    request = line.touch(SendAsked(0))
    assert isinstance(line.last_effect(), MakePaper)
    line.send(PaperMade(request, (REPORT.report_id, REPORT.content)))
    assert isinstance(line.last_effect(), Submit)
    line.send(RowTold(row(REPORT)))
    line.send(CommandWaits(request))
    assert line.last().kind is OutcomeKind.QUEUED
    return line


def row(
    action: Action, state: CommandState = CommandState.WAITING, why: Notice | None = None
) -> OutboxRow:
    """The command as the outbox tells of it."""
    return OutboxRow(1, Command(KEY, action, Stamp(uuid4(), "anna", "B"), AS_OF), state, 0, why)


def test_what_was_known_of_a_unit_is_opened_and_its_age_is_said() -> None:
    line = at_the_bench()
    scanned(line)
    assert (line.bench.repair.status, line.bench.repair.as_of) == (RepairStatus.OPEN, AS_OF)
    assert line.last().kind is DONE
    assert line.last().notice.value("as_of") == AS_OF.isoformat()


def test_what_had_not_failed_then_is_nothing_to_repair_as_of_then() -> None:
    line = at_the_bench()
    scanned(line, replace(CASE, test=None))
    assert line.bench.repair.status is RepairStatus.NOTHING
    assert line.last().notice.kind is NoticeKind.NOTHING_TO_REPAIR
    assert line.last().notice.value("as_of") == AS_OF.isoformat()


def test_what_the_server_says_again_has_no_age() -> None:
    line = at_the_bench()
    scanned(line)
    request = line.scan("SN1")
    line.send(UnitAnswered(request, FAILED_UNIT))
    line.send(CaseRead(request, KEY, CASE))
    assert line.bench.repair.as_of is None
    assert line.last().notice.value("as_of") == ""


def test_a_unit_whose_repair_is_in_the_outbox_is_not_repaired_twice() -> None:
    """The server does not know of it yet, so the case says nothing of it."""
    line = filed()
    scanned(line)
    repair = line.bench.repair
    assert (repair.status, repair.waits) == (RepairStatus.WAITING, True)
    assert (line.last().kind, line.last().notice.kind) == (DONE, NoticeKind.REPAIR_KEPT)


def test_once_it_is_delivered_it_is_no_longer_said_to_wait() -> None:
    line = filed()
    assert line.bench.repair.waits
    line.send(RowTold(row(REPORT, CommandState.DELIVERED), late=True))
    assert (line.bench.repair.status, line.bench.repair.waits) == (RepairStatus.WAITING, False)


def test_what_the_server_refuses_later_is_said_in_the_panel() -> None:
    line = filed()
    why = notice(NoticeKind.SERVER_REFUSED, message="scrapped")
    line.send(RowTold(row(REPORT, CommandState.REJECTED, why), late=True))
    assert (line.bench.repair.waits, line.bench.repair.refused) == (True, why)
    line.send(RowTold(row(REPORT, CommandState.DELIVERED), late=True))
    assert (line.bench.repair.waits, line.bench.repair.refused) == (False, None)


def test_what_somebody_discards_is_to_be_repaired_again() -> None:
    line = filed()
    line.send(RowTold(row(REPORT, CommandState.DISCARDED), late=True))
    assert line.bench.repair.status is RepairStatus.READING
    assert ReadCase(line.bench.repair.request, FAILED_UNIT) in line.effects


@pytest.mark.parametrize("state", [CommandState.DELIVERED, CommandState.REJECTED])
def test_the_report_of_another_unit_changes_nothing(state: CommandState) -> None:
    line = filed()
    before = line.bench.repair
    other = replace(row(REPORT, state).command, unit=replace(KEY, serial_number="SN2"))
    line.send(RowTold(OutboxRow(2, other, state), late=True))
    assert line.bench.repair is before
