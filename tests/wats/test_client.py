"""The client over a real connection: what it sends, and what it makes of every kind of answer."""

import json
import logging
from collections.abc import AsyncIterator

import pytest

from tests.wats.conftest import Answering
from tests.wats.contract.rows import QUERY, TOKEN
from wats_station.wats import (
    AmbiguousUnit,
    AsyncWatsClient,
    InvalidInput,
    NotFound,
    Rejected,
    StationHeaders,
    UnitVerificationGrade,
)

UNIT = {
    "serialNumber": "SN1",
    "partNumber": "PART-1",
    "revision": "A",
    "unitPhaseId": 2,
    "unitPhase": "Under Production",
    "processCode": "30",
    "tags": [{"key": "Lot", "value": "L1"}],
}


@pytest.fixture
async def client(answering: Answering) -> AsyncIterator[AsyncWatsClient]:
    async with AsyncWatsClient(answering.url + "/api/", TOKEN) as client:
        yield client


async def test_a_unit_by_serial_alone_is_one_request(
    client: AsyncWatsClient, answering: Answering
) -> None:
    answering.lay_down(QUERY, json.dumps([UNIT]))
    unit = await client.production.get_unit("SN1")
    assert unit is not None
    assert (unit.serial_number, unit.part_number, unit.phase) == (
        "SN1",
        "PART-1",
        "Under Production",
    )
    assert (unit.current_process, unit.tags[0].value if unit.tags else "") == (30, "L1")
    assert len(answering.asked) == 1
    asked = answering.asked[0]
    assert (asked.method, asked.path) == ("GET", QUERY)
    assert asked.query["$filter"] == "serialNumber eq 'SN1'"
    assert asked.headers["authorization"] == f"Basic {TOKEN}"
    assert "referer" not in asked.headers


async def test_an_unknown_unit_is_none(client: AsyncWatsClient, answering: Answering) -> None:
    answering.lay_down(QUERY, "[]")
    assert await client.production.get_unit("SN1") is None


async def test_several_parts_raise_with_the_candidates(
    client: AsyncWatsClient, answering: Answering
) -> None:
    answering.lay_down(QUERY, json.dumps([UNIT, {**UNIT, "partNumber": "PART-2"}]))
    with pytest.raises(AmbiguousUnit, match="PART-1, PART-2") as raised:
        await client.production.get_unit("SN1")
    assert raised.value.candidates == (("SN1", "PART-1"), ("SN1", "PART-2"))
    assert raised.value.unit == "SN1"


async def test_a_server_without_unit_query_is_asked_the_internal_way(
    client: AsyncWatsClient, answering: Answering
) -> None:
    answering.lay_down(
        "/api/internal/Production/GetUnit",
        '{"SerialNumber": "SN1", "Product": {"PartNumber": "PART-1"}}',
    )
    answering.lay_down("/api/Production/Unit/SN1/PART-1", json.dumps(UNIT))
    for _ in range(2):
        unit = await client.production.get_unit("SN1")
        assert unit is not None
        assert unit.part_number == "PART-1"
    assert [asked.path for asked in answering.asked].count(QUERY) == 1
    internal = answering.asked[1]
    assert internal.headers["referer"] == answering.url


async def test_writes_carry_who_where_and_which(
    client: AsyncWatsClient, answering: Answering
) -> None:
    answering.lay_down("/api/Production/SetUnitPhase", "")
    by = StationHeaders("id-1", "BENCH 1", "Åse Ø", "")
    await client.production.set_unit_phase("SN1", 16, "PART-1", by=by)
    asked = answering.asked[0]
    assert (asked.method, asked.query) == (
        "PUT",
        {"serialNumber": "SN1", "partNumber": "PART-1", "phase": "16"},
    )
    assert asked.headers["x-station-command"] == "id-1"
    assert asked.headers["x-station-name"] == "BENCH 1"
    assert asked.headers["x-station-operator"] == "%C3%85se %C3%98"
    assert "x-station-approved-by" not in asked.headers


@pytest.mark.parametrize(
    ("phase", "number"),
    [
        ("Finalized", "16"),
        ("finalized", "16"),
        ("Under Production - Queued", "4098"),
        ("Undefined", "1"),
        ("Under_Production", "2"),
    ],
)
async def test_a_phase_by_name_code_or_the_guides_name(
    client: AsyncWatsClient, answering: Answering, phase: str, number: str
) -> None:
    phases = [
        {"UnitPhaseId": 2, "Code": "Under_Production", "Name": "Under production"},
        {"UnitPhaseId": 16, "Code": "Finalized", "Name": "Finalized"},
        {"UnitPhaseId": 4098, "Code": "Under_Production_Q", "Name": "Waiting"},
    ]
    answering.lay_down("/api/internal/Mes/GetUnitPhases", json.dumps(phases))
    answering.lay_down("/api/Production/SetUnitPhase", "")
    await client.production.set_unit_phase("SN1", phase, "PART-1")
    assert answering.asked[-1].query["phase"] == number


async def test_a_phase_that_is_none_is_said_before_anything_is_written(
    client: AsyncWatsClient, answering: Answering
) -> None:
    answering.lay_down(
        "/api/internal/Mes/GetUnitPhases", '[{"UnitPhaseId": 16, "Name": "Finalized"}]'
    )
    with pytest.raises(InvalidInput, match="'Nowhere' is no phase; there are Finalized"):
        await client.production.set_unit_phase("SN1", "Nowhere", "PART-1")
    assert [asked.method for asked in answering.asked] == ["GET"]


async def test_a_tag_goes_the_old_way_where_the_new_call_is_missing(
    client: AsyncWatsClient, answering: Answering
) -> None:
    answering.lay_down(QUERY, json.dumps([UNIT]))
    answering.lay_down("/api/Production/Units", '{"errorCount": 0}')
    await client.production.set_unit_tag("SN1", "Lot", "L1", "PART-1")
    assert json.loads(answering.asked[-1].body) == [
        {
            "serialNumber": "SN1",
            "partNumber": "PART-1",
            "revision": "A",
            "tags": [{"key": "Lot", "value": "L1", "change": 1}],
        }
    ]
    answering.lay_down("/api/Production/Units", '{"errorCount": 1}')
    with pytest.raises(Rejected, match="could not save"):
        await client.production.set_unit_tag("SN1", "Lot", "L1", "PART-1")


async def test_a_tag_on_an_unknown_unit_is_not_made_into_a_new_unit(
    client: AsyncWatsClient, answering: Answering
) -> None:
    refusal = '{"Message": "no unit SN1", "reasonCode": "unknownUnit"}'
    answering.lay_down("/api/Production/UnitTag", refusal, 404)
    with pytest.raises(NotFound, match="no unit SN1"):
        await client.production.set_unit_tag("SN1", "Lot", "L1", "PART-1")
    assert len(answering.asked) == 1


ROW = {"processCode": 30, "processName": "ICT", "status": "Passed", "totalCount": 1}


@pytest.mark.parametrize(
    ("rows", "grade"),
    [
        ([], UnitVerificationGrade.NOT_TESTED),
        ([{**ROW, "status": "Unknown", "totalCount": 0}], UnitVerificationGrade.NOT_TESTED),
        ([ROW], UnitVerificationGrade.PASSED),
        ([ROW, {**ROW, "status": "Failed"}], UnitVerificationGrade.FAILED),
        (
            [ROW, {**ROW, "status": "Unknown", "totalCount": 0}],
            UnitVerificationGrade.PENDING,
        ),
    ],
)
async def test_the_grade_is_the_guides(
    client: AsyncWatsClient,
    answering: Answering,
    rows: list[dict[str, object]],
    grade: UnitVerificationGrade,
) -> None:
    answering.lay_down(
        "/api/Production/UnitVerification", json.dumps({"grade": "B+", "results": rows})
    )
    answering.lay_down("/api/Report/Query/Header", "[]")
    verification = await client.production.verify_unit("SN1", "PART-1")
    assert verification.grade is grade
    assert verification.is_passing is (grade is UnitVerificationGrade.PASSED)
    assert verification.grade_text == "B+"
    assert verification.has_rule is bool(rows)


async def test_history_of_a_wats_server_is_its_state_history(
    client: AsyncWatsClient, answering: Answering
) -> None:
    answering.lay_down(
        "/api/internal/Production/GetUnitStateHistory",
        '{"processes": ["ICT", "Final"], "phases": ["Finalized", "Under production"],'
        ' "dateTimes": ["2026-11-02T10:00:00Z", "2026-11-01T10:00:00Z"]}',
    )
    rows = await client.production.history("SN1", "PART-1")
    assert [(row.kind, row.old, row.new, row.operator) for row in rows] == [
        ("process", "Final", "ICT", ""),
        ("phase", "Under production", "Finalized", ""),
        ("process", "", "Final", ""),
        ("phase", "", "Under production", ""),
    ]


@pytest.mark.parametrize("url", ["", "wats.example.com", "ftp://x"])
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(InvalidInput, match="is not a server address"):
        AsyncWatsClient(url, TOKEN)


async def test_the_token_is_in_no_text(
    client: AsyncWatsClient, answering: Answering, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answering.lay_down(QUERY, "[]")
        await client.production.get_unit("SN1")
    assert TOKEN not in repr(client) + caplog.text
