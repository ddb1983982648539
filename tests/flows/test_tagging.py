"""Tags of a batch: asked once, put onto every unit that is moved, gone with the next batch."""

from dataclasses import replace

import pytest

from tests.flows.bench_line import Line, check
from tests.support.units import phase, unit
from wats_station.domain.command import CommandState, MovePhase, WriteTag
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.outcome import OutcomeKind
from wats_station.domain.phase import PhaseId
from wats_station.domain.settings import Settings, StationSettings
from wats_station.domain.unit import Tag
from wats_station.flows.bench import AuthorKnown, ServerChanged
from wats_station.flows.phase.state import CheckUnit
from wats_station.flows.settings import SettingsRead
from wats_station.flows.submitting import CommandEnded, Submit
from wats_station.flows.tagging import BatchTags, NewBatch, TagGiven

MOVE = MovePhase(phase(PhaseId.UNDER_PRODUCTION), phase(PhaseId.SCRAPPED))


@pytest.fixture
def line() -> Line:
    """The phase panel of a station that requires two tags, and a unit that was scanned."""
    line = Line()
    station = StationSettings(required_tags=("Lot", "WorkOrder"))
    line.send(SettingsRead(Settings(station=station)))
    line.send(AuthorKnown("BENCH-7", "anna"))
    line.found()
    line.scan("CMD-PANEL-PHASE")
    return line


def filled(line: Line) -> None:
    line.scan("CMD-TAG-Lot=L1")
    line.scan("CMD-TAG-WorkOrder=4711")


def test_a_unit_is_not_moved_before_the_tags_are_given(line: Line) -> None:
    request = line.scan("CMD-PHASE-SCRAPPED")
    refusal = notice(NoticeKind.TAGS_MISSING, serial="SN1", keys="Lot, WorkOrder", first="Lot")
    assert (line.last().kind, line.last().notice) == (OutcomeKind.REFUSED, refusal)
    assert line.bench.phase.refusal is not None
    assert line.bench.phase.refusal.why == refusal
    assert not any(isinstance(effect, CheckUnit) for effect in line.effects)
    assert line.outcomes()[-1][0] == request


def test_a_scan_gives_what_is_asked_for_and_the_unit_keeps_its_own(line: Line) -> None:
    request = line.scan("CMD-TAG-lot=L1")
    assert line.outcomes()[-1] == (request, OutcomeKind.DONE, NoticeKind.BATCH_TAG_SET)
    assert line.bench.tags.value("Lot") == "L1"
    assert line.bench.missing_tags == ("WorkOrder",)
    assert not any(isinstance(effect, CheckUnit) for effect in line.effects)


def test_a_tag_that_is_given_is_set_on_the_unit_as_always(line: Line) -> None:
    filled(line)
    check(line, line.scan("CMD-TAG-Lot=L9"), unit())
    submitted = line.last_effect()
    assert isinstance(submitted, Submit)
    assert submitted.actions == (WriteTag("Lot", None, "L9"),)
    assert line.bench.tags.value("Lot") == "L1"


def test_another_tag_and_another_panel_are_about_the_unit(line: Line) -> None:
    line.scan("CMD-TAG-Colour=red")
    assert isinstance(line.last_effect(), CheckUnit)
    check(line, line.requests, replace(unit(), tags=(Tag("Colour", "red"),)))
    line.scan("CMD-PANEL-LOOKUP")
    line.scan("CMD-TAG-Lot=L1")
    assert isinstance(line.last_effect(), CheckUnit)
    assert line.bench.tags == BatchTags()


def test_a_serial_number_is_a_unit_while_tags_are_asked(line: Line) -> None:
    line.scan("4711")
    assert line.activity() is NoticeKind.READING
    assert line.bench.tags == BatchTags()


def test_what_the_unit_lacks_is_written_before_it_is_moved_and_told(line: Line) -> None:
    filled(line)
    now = replace(unit(), tags=(Tag("Lot", "L1"), Tag("WorkOrder", "0815")))
    request = line.scan("CMD-PHASE-SCRAPPED")
    check(line, request, now)
    submitted = line.last_effect()
    assert isinstance(submitted, Submit)
    assert submitted.actions == (
        WriteTag("WorkOrder", "0815", "4711"),
        WriteTag("Station", None, "BENCH-7"),
        WriteTag("Operator", None, "anna"),
        MOVE,
    )
    line.send(CommandEnded(request, CommandState.DELIVERED))
    assert line.last().notice == notice(
        NoticeKind.PHASE_SET_TAGGED,
        serial="SN1",
        phase="Scrapped",
        tags="WorkOrder = 4711, Station = BENCH-7, Operator = anna",
    )
    shown = line.bench.current_unit
    assert shown is not None
    assert Tag("WorkOrder", "4711") in shown.tags
    assert shown.phase.id == PhaseId.SCRAPPED


def test_with_every_tag_in_place_only_the_phase_is_written(line: Line) -> None:
    filled(line)
    tags = (Tag("Lot", "L1"), Tag("WorkOrder", "4711"), Tag("Station", "BENCH-7"))
    request = line.scan("CMD-PHASE-SCRAPPED")
    check(line, request, replace(unit(), tags=(*tags, Tag("Operator", "anna"))))
    submitted = line.last_effect()
    assert isinstance(submitted, Submit)
    assert submitted.actions == (MOVE,)
    line.send(CommandEnded(request, CommandState.DELIVERED))
    assert line.last().notice.kind is NoticeKind.PHASE_SET


def test_of_a_move_that_stopped_halfway_the_tags_are_shown(line: Line) -> None:
    filled(line)
    request = line.scan("CMD-PHASE-SCRAPPED")
    check(line, request, unit())
    why = notice(NoticeKind.SERVER_REFUSED, message="no")
    line.send(CommandEnded(request, CommandState.REJECTED, why, done=1))
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, NoticeKind.SERVER_REFUSED)
    shown = line.bench.current_unit
    assert shown is not None
    assert shown.tags == (Tag("Lot", "L1"),)
    assert shown.phase == unit().phase


def test_a_new_batch_is_asked_for_again(line: Line) -> None:
    filled(line)
    request = line.touch(NewBatch(0))
    assert line.outcomes()[-1] == (request, OutcomeKind.DONE, NoticeKind.NEW_BATCH)
    assert line.bench.missing_tags == ("Lot", "WorkOrder")
    request = line.touch(TagGiven(0, "Lot", " L2 "))
    assert line.outcomes()[-1] == (request, OutcomeKind.DONE, NoticeKind.BATCH_TAG_SET)
    assert line.bench.tags.value("Lot") == "L2"


@pytest.mark.parametrize(("key", "value"), [("Lot", " "), ("Lot", "x" * 201), ("Colour", "red")])
def test_what_is_no_value_is_not_taken(line: Line, key: str, value: str) -> None:
    request = line.touch(TagGiven(0, key, value))
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, NoticeKind.BATCH_TAG_EMPTY)
    assert line.bench.tags == BatchTags()


def test_undo_takes_the_move_back_without_asking_for_tags(line: Line) -> None:
    filled(line)
    request = line.scan("CMD-PHASE-SCRAPPED")
    check(line, request, unit())
    line.send(CommandEnded(request, CommandState.DELIVERED))
    line.touch(NewBatch(0))
    shown = line.bench.current_unit
    assert shown is not None
    check(line, line.scan("CMD-UNDO"), shown)
    submitted = line.last_effect()
    assert isinstance(submitted, Submit)
    assert submitted.actions == (
        MovePhase(phase(PhaseId.SCRAPPED), phase(PhaseId.UNDER_PRODUCTION)),
    )


def test_another_server_knows_nothing_of_the_batch(line: Line) -> None:
    filled(line)
    line.send(ServerChanged())
    assert line.bench.tags == BatchTags()


@pytest.mark.parametrize(
    ("required", "why"),
    [
        (("Lot", "lot"), "each required tag is named once"),
        (("",), "is no tag"),
        (("Lot=1",), "without ="),
        (("hold",), "says that a unit is on hold"),
        (("operator",), "the tag operator is filled in by the program"),
    ],
)
def test_tags_that_cannot_be_required(required: tuple[str, ...], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        StationSettings(required_tags=required)


def test_the_programs_own_tags_have_names_of_their_own() -> None:
    with pytest.raises(ValueError, match="give them different ones"):
        StationSettings(station_tag="By", operator_tag="by")
    assert StationSettings(station_tag="", operator_tag="").required_tags == ()
