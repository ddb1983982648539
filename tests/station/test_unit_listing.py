"""A unit as the terminal tells it, whatever its server says of it."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as some

from tests.support.units import UNIT
from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.unit import LifeEvent, Process, Tag, UnitKey
from wats_station.domain.verification import Grade, ProcessResult, Verification
from wats_station.station.terminal_text import WIDE, columns
from wats_station.station.unit import ShownUnit
from wats_station.station.unit_listing import as_json, as_text

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
ROW = ProcessResult(30, "ICT", "Passed", 2, 1, 1, "TEST-30", NOON)
TESTS = Verification(Grade.PASSED, True, (ROW,))
EVENT = LifeEvent(NOON, "test", "ICT", "3V3 rail", False, "Anna", "TEST-30")
WHOLE = ShownUnit(UNIT, TESTS, (EVENT,))

texts = some.text(max_size=120)
counts = some.integers(0, 10**6)
times = some.none() | some.datetimes(
    datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=some.just(UTC)  # noqa: DTZ001 - as it asks
)  # fmt: skip
rows = some.builds(
    ProcessResult, counts, texts, texts, counts, counts, counts, texts, times
)  # fmt: skip
events = some.builds(
    LifeEvent, times, texts, texts, texts, some.none() | some.booleans(), texts, texts
)
units = some.builds(
    replace, some.just(UNIT), serial_number=texts, part_name=texts, location=texts,
    process_text=texts, tags=some.lists(some.builds(Tag, texts, texts), max_size=5).map(tuple),
    children=some.lists(some.builds(UnitKey, texts, texts), max_size=30).map(tuple),
)  # fmt: skip
problems = some.builds(GatewayProblem, some.sampled_from(ProblemKind), texts)
shown = some.builds(
    ShownUnit, units,
    problems | some.builds(
        Verification, some.sampled_from(Grade), some.booleans(),
        some.lists(rows, max_size=4).map(tuple),
    ),
    problems | some.lists(events, max_size=4).map(tuple),
)  # fmt: skip


@given(shown)
def test_whatever_a_server_says_fits_a_terminal_and_a_program(shown: ShownUnit) -> None:
    lines = as_text(shown).split("\n")
    assert all(columns(line) <= WIDE and (line.isprintable()) for line in lines)
    said = as_json(shown)
    assert said.isascii()
    assert json.loads(said)["serial_number"] == shown.unit.serial_number
    assert "\n" not in shown.missing


def test_each_process_tells_its_runs_and_where_it_was_run_last() -> None:
    lines = as_text(replace(WHOLE, verification=replace(TESTS, has_rule=False))).split("\n")
    begin = lines.index("tests       PASSED  (no rule is kept for this product)")
    assert lines[begin + 1] == (
        "  30    ICT                     Passed      2 runs, 1 failed, 1 repair"
    )
    assert lines[begin + 2].startswith("        last at TEST-30, 2026-03-04 ")


def test_a_process_that_was_never_run() -> None:
    never = replace(ROW, status="Unknown", runs=0, failures=0, repairs=0, station="", last_run=None)
    text = as_text(replace(WHOLE, verification=Verification(Grade.NOT_TESTED, True, (never,))))
    assert "ICT                     not run     0 runs, 0 failed, 0 repairs" in text
    assert "last at" not in text


def test_a_long_life_is_told_from_its_end() -> None:
    many = tuple(replace(EVENT, title=f"event {number}") for number in range(100))
    text = as_text(replace(WHOLE, timeline=many))
    assert "event 29 - FAILED - 3V3 rail (Anna TEST-30)" in text
    assert "event 30" not in text
    assert "and 70 earlier ones: --json has them all" in text
    assert len(json.loads(as_json(replace(WHOLE, timeline=many)))["timeline"]) == 100


def test_times_are_told_in_utc_to_a_program() -> None:
    there = NOON.astimezone(timezone(timedelta(hours=2)))
    said = json.loads(as_json(replace(WHOLE, timeline=(replace(EVENT, when=there),))))
    assert said["timeline"][0]["when"] == "2026-03-04T12:00:00Z"
    assert said["verification"]["processes"][0]["last_run"] == "2026-03-04T12:00:00Z"


def test_the_process_that_a_server_does_not_list_is_told_by_its_name() -> None:
    of_text = replace(UNIT, process_text="Burn-in")
    assert "  process   Burn-in" in as_text(replace(WHOLE, unit=of_text))
    assert json.loads(as_json(replace(WHOLE, unit=of_text)))["process"] == {
        "code": None,
        "name": "Burn-in",
    }
    listed = replace(UNIT, process=Process(30, "ICT"))
    assert "  process   30 ICT" in as_text(replace(WHOLE, unit=listed))
    assert json.loads(as_json(WHOLE))["process"] is None


def test_what_could_not_be_read_is_said_in_its_place() -> None:
    down = GatewayProblem(ProblemKind.SERVER_ERROR, "An error\nhas occurred", status=500)
    part = ShownUnit(UNIT, down, (EVENT,))
    assert "tests       not read: the server failed" in as_text(part)
    assert part.missing.startswith("the tests could not be read: the server failed: try again")
    assert part.missing.endswith("(An error has occurred)")
    said = json.loads(as_json(part))
    assert said["verification"] == {
        "problem": "server_error",
        "message": "An error\nhas occurred",
    }
    assert WHOLE.missing == ""
