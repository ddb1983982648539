"""Which unit a serial number means, on every kind of server; never another one."""

import json
from collections.abc import AsyncIterator

import pytest

from tests.wats.conftest import Answering
from tests.wats.contract.rows import QUERY, TOKEN
from wats_station.wats import AmbiguousUnit, AsyncWatsClient, NotFound, ProtocolError

INTERNAL = "/api/internal/Production/GetUnit"


def unit(serial: str = "SN1", part: str = "P1", **more: object) -> dict[str, object]:
    return {"serialNumber": serial, "partNumber": part, "unitPhaseId": 2, **more}


@pytest.fixture
async def client(answering: Answering) -> AsyncIterator[AsyncWatsClient]:
    async with AsyncWatsClient(answering.url, TOKEN) as client:
        yield client


async def found(client: AsyncWatsClient, serial: str, part: str | None = None) -> str | None:
    answer = await client.production.get_unit(serial, part)
    return None if answer is None else f"{answer.serial_number}/{answer.part_number}"


async def test_the_exact_spelling_wins_over_a_database_without_case(
    client: AsyncWatsClient, answering: Answering
) -> None:
    answering.lay_down(QUERY, json.dumps([unit("sn1", "P2"), unit("SN1", "P1")]))
    assert await found(client, "SN1") == "SN1/P1"
    answering.lay_down(QUERY, json.dumps([unit("sn1", "P2")]))
    assert await found(client, "SN1") == "sn1/P2"


async def test_a_server_that_ignores_the_filter_shows_nobody_elses_unit(
    client: AsyncWatsClient, answering: Answering
) -> None:
    answering.lay_down(QUERY, json.dumps([unit("OTHER"), unit("ANOTHER")]))
    with pytest.raises(ProtocolError, match="another unit"):
        await client.production.get_unit("SN1")
    answering.lay_down(QUERY, json.dumps([unit("SN1", "P1")]))
    with pytest.raises(ProtocolError, match="another unit"):
        await client.production.get_unit("SN1", "P2")


async def test_a_404_page_does_not_make_the_client_forget_the_query(
    client: AsyncWatsClient, answering: Answering
) -> None:
    with pytest.raises(NotFound) as raised:
        await client.production.get_unit("SN1")
    assert raised.value.no_such_call
    answering.lay_down(QUERY, json.dumps([unit()]))
    assert await found(client, "SN1") == "SN1/P1"


async def test_without_the_query_an_unknown_unit_is_none(
    client: AsyncWatsClient, answering: Answering
) -> None:
    answering.lay_down(INTERNAL, '{"Message": "no unit", "reasonCode": "unknownUnit"}', 404)
    for _ in range(2):
        assert await found(client, "SN1") is None
    assert [asked.path for asked in answering.asked] == [QUERY, INTERNAL, INTERNAL]


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (404, {"Message": "Several parts: P1, P2", "reasonCode": "ambiguousUnit"}),
        (200, [{"SerialNumber": "SN1", "PartNumber": part} for part in ("P1", "P2")]),
    ],
)
async def test_without_the_query_several_parts_are_still_several(
    client: AsyncWatsClient, answering: Answering, status: int, body: object
) -> None:
    answering.lay_down(INTERNAL, json.dumps(body), status)
    with pytest.raises(AmbiguousUnit, match="P1, P2") as raised:
        await client.production.get_unit("SN1")
    assert raised.value.candidates == ((("SN1", "P1"), ("SN1", "P2")) if status == 200 else ())


async def test_names_in_pascal_case_and_nulls_are_read(
    client: AsyncWatsClient, answering: Answering
) -> None:
    pascal: dict[str, object] = {
        "SerialNumber": "SN1", "PartNumber": "P1", "Revision": None, "UnitPhaseId": 4098,
        "UnitPhase": "In queue", "ProcessCode": 30, "Tags": None, "SubUnits": None,
        "Unheard": {"of": []},
    }  # fmt: skip
    answering.lay_down(QUERY, json.dumps([pascal]))
    answer = await client.production.get_unit("SN1")
    assert answer is not None
    assert (answer.revision, answer.unit_phase, answer.phase) == (
        "", "In queue", "Under Production - Queued",
    )  # fmt: skip
    assert answer.current_process == 30


async def test_calls_by_serial_number_alone_find_the_part_themselves(
    client: AsyncWatsClient, answering: Answering
) -> None:
    answering.lay_down(QUERY, json.dumps([unit()]))
    answering.lay_down("/api/Production/SetUnitPhase", "null")
    await client.production.set_unit_phase("SN1", 16)
    assert answering.asked[-1].query == {"serialNumber": "SN1", "partNumber": "P1", "phase": "16"}
    answering.lay_down(QUERY, "[]")
    with pytest.raises(NotFound, match="no such unit"):
        await client.production.set_unit_phase("SN1", 16)
    assert [asked.method for asked in answering.asked].count("PUT") == 1


async def test_a_process_goes_by_code_and_name(
    client: AsyncWatsClient, answering: Answering
) -> None:
    answering.lay_down("/api/App/Processes", '[{"code": 30, "name": "ICT"}]')
    answering.lay_down("/api/Production/SetUnitProcess", "")
    sent = []
    for asked in (30, "30", "ict", 77):
        await client.production.set_unit_process("SN1", asked, "P1")
        query = answering.asked[-1].query
        sent.append((query["processCode"], query["processName"]))
    assert sent == [("30", "ICT")] * 3 + [("77", "77")]
    assert [asked.path for asked in answering.asked].count("/api/App/Processes") == 1


RUN = {"serialNumber": "SN1", "reportType": "T", "processCode": 30, "result": "Passed"}


@pytest.mark.parametrize(
    ("results", "grade"),
    [
        ([], "NOT_TESTED"),
        (["Passed", "Failed"], "PASSED"),
        (["Failed", "Passed"], "FAILED"),
    ],
)
async def test_without_a_rule_the_reports_give_the_grade(
    client: AsyncWatsClient, answering: Answering, results: list[str], grade: str
) -> None:
    answer = {"results": [], "hasRule": False, "allProcessesPassedLastRun": False}
    answering.lay_down("/api/Production/UnitVerification", json.dumps(answer))
    headers = [{**RUN, "result": result} for result in results]
    repair = {**RUN, "reportType": "R", "processCode": 500}
    answering.lay_down("/api/Report/Query/Header", json.dumps([repair, *headers]))
    verification = await client.production.verify_unit("SN1", "P1")
    assert (verification.grade, verification.has_rule) == (grade, False)
    assert await client.production.is_unit_passing("SN1", "P1") is (grade == "PASSED")
    assert [row.total_count for row in verification.rows] == ([len(results)] if results else [])


async def test_with_a_rule_the_servers_own_flag_decides(
    client: AsyncWatsClient, answering: Answering
) -> None:
    row = {"processCode": 30, "status": "Passed", "totalCount": 1}
    answer = {"results": [row], "allProcessesPassedLastRun": False}
    answering.lay_down("/api/Production/UnitVerification", json.dumps(answer))
    assert (await client.production.verify_unit("SN1", "P1")).grade == "PENDING"
