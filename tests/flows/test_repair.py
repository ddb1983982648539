"""The repair panel's flow: every state and event, and what each asks for."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from tests.support.repairs import (
    BROKEN,
    CASE,
    COLD,
    FAILED_UNIT,
    ICT,
    OTHER_COMPONENT,
    OTHER_MISC,
    PHOTO,
    REPAIR,
    RMA,
    TEST,
)
from tests.support.units import unit
from wats_station.domain.command import CommandState, FileReport, MoveProcess
from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.outcome import OutcomeKind
from wats_station.domain.repair import LARGEST_FILES, Fault, RepairCase, RepairDraft, Retest
from wats_station.domain.unit import Process
from wats_station.flows.repair.effects import (
    DropFile,
    ForgetDraft,
    KeepDraft,
    KeepFiles,
    LeaveRetest,
    MakePaper,
    ReadCase,
    RepairEffect,
    RepairEnded,
    RepairTold,
    WatchRetest,
)
from wats_station.flows.repair.entering import MOST_FAULTS
from wats_station.flows.repair.opening import put_away
from wats_station.flows.repair.state import (
    AnywayAsked,
    CaseRead,
    CodePicked,
    CommentEntered,
    ComponentAsked,
    DraftDropped,
    FailAsked,
    FaultChanged,
    FaultRemoved,
    FileRemoved,
    FilesKept,
    FilesPicked,
    OperationChosen,
    PaperMade,
    PreviewAsked,
    RepairButton,
    RepairEvent,
    RepairLeft,
    RepairOpened,
    RepairState,
    RepairStatus,
    RetestRead,
    SendAsked,
    StepChosen,
    Unfiled,
    UnfiledRead,
)
from wats_station.flows.repair.step import kept, step
from wats_station.flows.submitting import CommandEnded, CommandWaits, NotKept, Submit

KEY = FAILED_UNIT.key
REPORT = UUID(int=7)
PASSED_AGAIN = Retest(passed=True, result="Passed", report_id="new")


class Panel:
    """The flow with all that it asked for."""

    def __init__(self, case: RepairCase | None = CASE, draft: RepairDraft | None = None) -> None:
        self.state = RepairState()
        self.effects: list[RepairEffect] = []
        if case is not None:
            self.send(RepairOpened(1, FAILED_UNIT))
            self.send(CaseRead(1, KEY, case, draft))

    def send(self, event: RepairEvent) -> tuple[RepairEffect, ...]:
        self.state, effects = step(self.state, event)
        self.effects.extend(effects)
        return effects

    def status(self) -> RepairStatus:
        return self.state.status

    def end(self) -> tuple[OutcomeKind, NoticeKind]:
        ended = [each for each in self.effects if isinstance(each, RepairEnded)]
        return ended[-1].outcome.kind, ended[-1].outcome.notice.kind

    def filed(self) -> tuple[RepairEffect, ...]:
        """One failure entered, and its report given to the outbox."""
        self.send(FailAsked(2, "Cold Solder Joint"))
        self.send(SendAsked(3))
        return self.send(PaperMade(3, (REPORT, "{}")))


DONE, REFUSED = OutcomeKind.DONE, OutcomeKind.REFUSED


def test_a_unit_is_opened_with_the_steps_that_failed() -> None:
    panel = Panel(None)
    assert panel.send(RepairOpened(1, FAILED_UNIT)) == (LeaveRetest(), ReadCase(1, FAILED_UNIT))
    assert panel.status() is RepairStatus.READING
    panel.send(CaseRead(1, KEY, CASE))
    assert panel.status() is RepairStatus.OPEN
    assert panel.state.failed_step is TEST.steps[0]
    assert panel.end() == (DONE, NoticeKind.REPAIR_OPENED)


def test_an_answer_about_another_unit_changes_nothing() -> None:
    panel = Panel(None)
    panel.send(RepairOpened(1, FAILED_UNIT))
    before = panel.state
    assert panel.send(CaseRead(9, KEY, CASE)) == ()
    assert panel.send(CaseRead(1, unit("SN2").key, CASE)) == ()
    assert panel.state is before


def test_a_unit_that_has_not_failed_has_nothing_to_repair() -> None:
    panel = Panel(replace(CASE, test=None))
    assert panel.status() is RepairStatus.NOTHING
    assert panel.end() == (DONE, NoticeKind.NOTHING_TO_REPAIR)


def test_a_unit_that_cannot_be_read_says_why() -> None:
    panel = Panel(None)
    panel.send(RepairOpened(1, FAILED_UNIT))
    panel.send(CaseRead(1, KEY, GatewayProblem(ProblemKind.UNREACHABLE)))
    assert panel.status() is RepairStatus.FAILED
    assert panel.state.problem == notice(NoticeKind.SERVER_UNREACHABLE)
    assert panel.end() == (REFUSED, NoticeKind.SERVER_UNREACHABLE)


def test_a_unit_whose_repair_was_filed_waits_for_its_retest() -> None:
    case = replace(CASE, repaired=datetime(2026, 11, 23, 9, tzinfo=UTC))
    panel = Panel(case)
    assert panel.status() is RepairStatus.WAITING
    assert WatchRetest(case) in panel.effects
    assert panel.end() == (DONE, NoticeKind.REPAIR_WAITING)
    panel.send(AnywayAsked(2))
    assert panel.status() is RepairStatus.OPEN


def test_what_was_entered_before_is_there_again() -> None:
    draft = RepairDraft(faults=(Fault("Solder Process", "Cold Solder Joint"),), comment="hot")
    panel = Panel(draft=draft)
    assert panel.state.draft == draft
    panel.send(RepairOpened(2, FAILED_UNIT))
    panel.send(CaseRead(2, KEY, CASE, RepairDraft(comment="older")))
    assert panel.state.draft == draft


def test_a_code_becomes_a_failure_of_the_chosen_step_and_is_kept_at_once() -> None:
    panel = Panel()
    panel.send(StepChosen(2, "9"))
    effects = panel.send(FailAsked(3, "cold solder joint"))
    (fault,) = panel.state.draft.faults
    assert fault == Fault("Solder Process", "Cold Solder Joint", "9")
    assert effects[0] == KeepDraft(KEY, panel.state.draft)
    assert panel.end() == (DONE, NoticeKind.FAULT_ADDED)


def test_a_code_that_two_categories_have_is_chosen_by_scan_or_touch() -> None:
    panel = Panel()
    panel.send(FailAsked(2, "Other"))
    assert panel.state.choosing == (OTHER_COMPONENT, OTHER_MISC)
    assert panel.end() == (DONE, NoticeKind.FAULT_CHOICE)
    assert not panel.state.draft.faults
    panel.send(ComponentAsked(3, "R1"))
    assert panel.end() == (REFUSED, NoticeKind.FAULT_CHOICE_OPEN)
    panel.send(SendAsked(4))
    assert panel.end() == (REFUSED, NoticeKind.FAULT_CHOICE_OPEN)
    panel.send(CodePicked(5, "Misc", "Other"))
    assert [each.category for each in panel.state.draft.faults] == ["Misc"]
    panel.send(FailAsked(6, "Other"))
    panel.send(FailAsked(7, "component/other"))
    assert [each.category for each in panel.state.draft.faults] == ["Misc", "Component"]
    assert not panel.state.choosing


def test_a_choice_is_left_before_the_unit_is() -> None:
    panel = Panel()
    panel.send(FailAsked(2, "Other"))
    panel.send(RepairLeft(3))
    assert (panel.state.choosing, panel.status()) == ((), RepairStatus.OPEN)
    assert panel.end() == (DONE, NoticeKind.CANCELLED)


@pytest.mark.parametrize("event", [FailAsked(2, "Gremlins"), CodePicked(2, "Misc", "Gremlins")])
def test_a_code_that_nobody_knows_is_refused(event: RepairButton) -> None:
    panel = Panel()
    panel.send(event)
    assert panel.end() == (REFUSED, NoticeKind.FAULT_UNKNOWN)
    assert panel.state.refused is not None
    assert panel.state.draft.is_empty


def test_a_repair_holds_no_more_failures_than_can_be_read() -> None:
    faults = (Fault("Solder Process", "Cold Solder Joint"),) * MOST_FAULTS
    panel = Panel(draft=RepairDraft(faults=faults))
    panel.send(FailAsked(2, "Cold Solder Joint"))
    assert panel.end() == (REFUSED, NoticeKind.FAULTS_TOO_MANY)


def test_a_component_belongs_to_the_failure_added_last() -> None:
    panel = Panel()
    panel.send(ComponentAsked(2, "R12"))
    assert panel.end() == (REFUSED, NoticeKind.COMPONENT_NO_FAULT)
    panel.send(FailAsked(3, "Cold Solder Joint"))
    panel.send(FailAsked(4, "Burned Component"))
    panel.send(ComponentAsked(5, "R12"))
    assert [each.component for each in panel.state.draft.faults] == ["", "R12"]
    assert panel.end() == (DONE, NoticeKind.COMPONENT_SET)
    panel.send(ComponentAsked(6, "12 R"))
    assert [each.component for each in panel.state.draft.faults] == ["", "R12"]
    assert panel.end() == (REFUSED, NoticeKind.COMPONENT_WRONG)
    assert panel.state.refused is not None
    assert panel.state.refused.value("hint") == "letters and a number, R12"


def test_a_failure_is_changed_and_removed() -> None:
    panel = Panel()
    panel.send(FailAsked(2, "Cold Solder Joint"))
    (fault,) = panel.state.draft.faults
    changed = replace(fault, part_number=" RES-10R ", comment=" resoldered ")
    panel.send(FaultChanged(3, 0, changed))
    assert panel.state.draft.faults == (
        replace(fault, part_number="RES-10R", comment="resoldered"),
    )
    assert panel.end() == (DONE, NoticeKind.FAULT_CHANGED)
    assert ForgetDraft(KEY) in panel.send(FaultRemoved(4, 0))
    assert panel.state.draft.is_empty
    for event in (FaultRemoved(5, 0), FaultChanged(6, 0, changed)):
        panel.send(event)
        assert panel.end() == (REFUSED, NoticeKind.FAULT_GONE)


def test_a_comment_is_kept() -> None:
    panel = Panel()
    panel.send(CommentEntered(2, " reflowed "))
    assert panel.state.draft.comment == "reflowed"
    assert panel.end() == (DONE, NoticeKind.COMMENT_KEPT)


def test_another_operation_takes_only_failures_that_it_knows() -> None:
    panel = Panel()
    panel.send(FailAsked(2, "Burned Component"))
    panel.send(OperationChosen(3, RMA.code))
    assert panel.end() == (REFUSED, NoticeKind.OPERATION_LACKS_CODES)
    panel.send(FaultRemoved(4, 0))
    panel.send(OperationChosen(5, RMA.code))
    assert panel.state.operation is RMA
    panel.send(OperationChosen(6, 999))
    assert panel.end() == (REFUSED, NoticeKind.NO_REPAIR_OPERATION)
    assert panel.state.operation is RMA


def test_files_are_kept_and_removed() -> None:
    panel = Panel()
    path = Path("board.jpg")
    assert panel.send(FilesPicked(2, (path,))) == (KeepFiles(2, (path,), LARGEST_FILES),)
    panel.send(FailAsked(3, "Cold Solder Joint"))
    assert panel.end() == (REFUSED, NoticeKind.REPAIR_BUSY)
    panel.send(FilesKept(2, (PHOTO,)))
    assert panel.state.draft.files == (PHOTO,)
    assert panel.end() == (DONE, NoticeKind.FILES_ADDED)
    room = LARGEST_FILES - PHOTO.size
    assert panel.send(FilesPicked(4, (path,))) == (KeepFiles(4, (path,), room),)
    why = notice(NoticeKind.FILE_NOT_TAKEN, detail="too large")
    panel.send(FilesKept(4, (), why))
    assert (panel.state.refused, panel.state.draft.files) == (why, (PHOTO,))
    assert DropFile(PHOTO) in panel.send(FileRemoved(5, PHOTO.id))
    assert panel.state.draft.is_empty
    panel.send(FileRemoved(6, PHOTO.id))
    assert panel.end() == (DONE, NoticeKind.CANCELLED)


def test_a_repair_is_shown_whole_before_it_is_filed() -> None:
    panel = Panel()
    panel.send(PreviewAsked(2))
    assert panel.end() == (REFUSED, NoticeKind.REPAIR_NEEDS_FAULT)
    panel.send(FailAsked(3, "Cold Solder Joint"))
    panel.send(PreviewAsked(4))
    assert panel.state.preview
    panel.send(RepairLeft(5))
    assert (panel.state.preview, panel.status()) == (False, RepairStatus.OPEN)


def test_a_photo_that_is_demanded_is_asked_for() -> None:
    panel = Panel()
    panel.send(FailAsked(2, BROKEN.name))
    panel.send(SendAsked(3))
    assert panel.end() == (REFUSED, NoticeKind.REPAIR_NEEDS_PHOTO)


def test_a_repair_is_filed_and_its_unit_goes_back_to_the_process_that_failed() -> None:
    panel = Panel()
    panel.send(FailAsked(2, "Cold Solder Joint"))
    (paper,) = panel.send(SendAsked(3))
    filing = replace(panel.state.draft, operation=REPAIR.code)
    assert paper == MakePaper(3, CASE, filing)
    assert kept(panel.state) is None
    assert panel.send(PaperMade(3, (REPORT, "{}"))) == (
        Submit(3, KEY, (FileReport(REPORT, "{}"), MoveProcess(None, ICT))),
    )
    assert kept(panel.state) is not None
    effects = panel.send(CommandEnded(3, CommandState.DELIVERED, done=2))
    assert panel.status() is RepairStatus.WAITING
    assert (panel.state.filed, panel.state.draft) == (filing, RepairDraft())
    assert not panel.state.waits
    assert ForgetDraft(KEY) in effects
    assert WatchRetest(CASE) in effects
    assert panel.end() == (DONE, NoticeKind.REPAIR_FILED)


def test_a_unit_that_is_at_the_process_already_stays_there() -> None:
    panel = Panel(replace(CASE, unit=replace(FAILED_UNIT, process=ICT)))
    (submit,) = panel.filed()
    assert submit == Submit(3, KEY, (FileReport(REPORT, "{}"),))


def test_a_unit_at_another_process_is_moved_from_there() -> None:
    at = Process(100, "End of line")
    panel = Panel(replace(CASE, unit=replace(FAILED_UNIT, process=at)))
    (submit,) = panel.filed()
    assert submit == Submit(3, KEY, (FileReport(REPORT, "{}"), MoveProcess(at, ICT)))


def test_without_the_server_a_repair_waits_in_the_outbox_and_says_so() -> None:
    panel = Panel()
    panel.filed()
    panel.send(CommandWaits(3))
    assert (panel.status(), panel.state.waits) == (RepairStatus.WAITING, True)
    assert panel.end() == (OutcomeKind.QUEUED, NoticeKind.QUEUED)


def test_a_repair_that_cannot_be_kept_is_still_there_to_be_filed() -> None:
    panel = Panel()
    panel.filed()
    panel.send(NotKept(3, notice(NoticeKind.OUTBOX_FAULT, detail="full")))
    assert (panel.status(), len(panel.state.draft.faults)) == (RepairStatus.OPEN, 1)
    assert panel.end() == (REFUSED, NoticeKind.OUTBOX_FAULT)
    panel.send(SendAsked(4))
    panel.send(PaperMade(4, notice(NoticeKind.FILE_NOT_TAKEN, detail="gone")))
    assert (panel.state.work, len(panel.state.draft.faults)) == (None, 1)
    assert panel.end() == (REFUSED, NoticeKind.FILE_NOT_TAKEN)


@pytest.mark.parametrize("done", [0, 1])
def test_what_the_server_refused_is_said_and_stays_in_the_outbox(done: int) -> None:
    panel = Panel()
    panel.filed()
    why = notice(NoticeKind.SERVER_REFUSED, message="no")
    panel.send(CommandEnded(3, CommandState.REJECTED, why, done))
    assert panel.end() == (REFUSED, NoticeKind.SERVER_REFUSED)
    assert (panel.state.refused, panel.state.waits) == (why, not done)


@pytest.mark.parametrize(
    ("passed", "kind"), [(True, NoticeKind.RETEST_PASSED), (False, NoticeKind.RETEST_FAILED)]
)
def test_the_retest_is_told(kind: NoticeKind, *, passed: bool) -> None:
    panel = Panel()
    panel.filed()
    panel.send(CommandEnded(3, CommandState.DELIVERED, done=2))
    assert panel.send(RetestRead(unit("SN2").key, PASSED_AGAIN)) == ()
    retest = replace(PASSED_AGAIN, passed=passed)
    effects = panel.send(RetestRead(KEY, retest))
    told = next(each for each in effects if isinstance(each, RepairTold))
    assert (told.what.kind, told.good) == (kind, passed)
    assert (panel.status(), panel.state.retest) == (RepairStatus.RETESTED, retest)
    assert ReadCase(9, FAILED_UNIT) in panel.send(AnywayAsked(9))
    assert panel.status() is RepairStatus.READING


def test_a_unit_that_has_not_failed_is_repaired_where_an_operation_allows_it() -> None:
    panel = Panel(replace(CASE, test=None, process=ICT))
    panel.send(AnywayAsked(2))
    assert panel.status() is RepairStatus.OPEN
    (submit,) = panel.filed()
    assert submit == Submit(3, KEY, (FileReport(REPORT, "{}"), MoveProcess(None, ICT)))


@pytest.mark.parametrize(
    ("case", "kind"),
    [
        (replace(CASE, test=None, operations=(RMA,)), NoticeKind.REPAIR_NEEDS_TEST),
        (replace(CASE, test=None), NoticeKind.REPAIR_NEEDS_PROCESS),
    ],
)
def test_else_it_is_refused(case: RepairCase, kind: NoticeKind) -> None:
    panel = Panel(case)
    panel.send(AnywayAsked(2))
    assert panel.status() is RepairStatus.NOTHING
    assert panel.end() == (REFUSED, kind)


def test_what_is_put_away_is_offered_again() -> None:
    panel = Panel()
    panel.send(FailAsked(2, "Cold Solder Joint"))
    panel.send(RepairLeft(3))
    assert panel.state == RepairState(unfiled=(Unfiled(KEY, 1),))
    assert panel.end() == (DONE, NoticeKind.REPAIR_LEFT)
    panel.send(RepairLeft(4))
    assert panel.end() == (DONE, NoticeKind.CANCELLED)
    assert put_away(Panel().state) == RepairState()


def test_what_is_thrown_away_is_gone_with_its_files() -> None:
    draft = RepairDraft(faults=(Fault(COLD.category, COLD.name),), files=(PHOTO,))
    panel = Panel(draft=draft)
    panel.send(UnfiledRead((Unfiled(KEY, 1),)))
    assert ForgetDraft(KEY, (PHOTO,)) in panel.send(DraftDropped(2))
    assert (panel.state.draft, panel.state.unfiled) == (RepairDraft(), ())
    assert panel.end() == (DONE, NoticeKind.REPAIR_DROPPED)


@pytest.mark.parametrize(
    "event", [FailAsked(2, "Other"), SendAsked(2), CommentEntered(2, "x"), AnywayAsked(2)]
)
def test_nothing_is_entered_where_no_repair_is_open(event: RepairButton) -> None:
    panel = Panel(None)
    panel.send(event)
    assert panel.end() == (REFUSED, NoticeKind.REPAIR_NOT_OPEN)
    assert panel.state == RepairState()
