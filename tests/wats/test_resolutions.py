"""What the client works out on a server that is not ours: parts, histories, positions, counts."""

import asyncio
import json
from collections.abc import AsyncIterator

import httpx
import pytest

from tests.wats.conftest import Answering
from tests.wats.contract.rows import QUERY, TOKEN
from wats_station.wats import (
    NO_RETRIES,
    AmbiguousUnit,
    AsyncWatsClient,
    InvalidInput,
    NotFound,
    Rejected,
    StationHeaders,
)

VERIFICATION = "/api/Production/UnitVerification"
HEADERS = "/api/Report/Query/Header"
STATES = "/api/internal/Production/GetUnitStateHistory"
INFO = "/api/internal/Product/GetProductInfo"


@pytest.fixture
async def client(answering: Answering) -> AsyncIterator[AsyncWatsClient]:
    async with AsyncWatsClient(answering.url, TOKEN, retries=NO_RETRIES) as client:
        yield client


def unit(part: str = "P1", **more: object) -> dict[str, object]:
    return {"serialNumber": "SN1", "partNumber": part, "revision": "A", **more}


def graded(word: str) -> str:
    return json.dumps({"status": word, "hasRule": True, "results": []})


async def test_a_known_part_saves_a_round_trip() -> None:
    """The second verification asks both at once: neither answer comes before both are asked."""
    under_way = 0
    most = 0

    async def answer(request: httpx.Request) -> httpx.Response:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.02)
        under_way -= 1
        if request.url.path == QUERY:
            return httpx.Response(200, json=[unit()])
        assert request.url.params["partNumber"] == "P1"
        return httpx.Response(200, content=graded("OK"))

    async with AsyncWatsClient(
        "http://w.example", TOKEN, transport=httpx.MockTransport(answer)
    ) as client:
        assert (await client.production.verify_unit("SN1")).status == "OK"
        assert most == 1
        assert (await client.production.verify_unit("SN1")).status == "OK"
        assert most == 2


async def test_a_serial_number_that_became_ambiguous_is_not_settled_by_memory(
    client: AsyncWatsClient, answering: Answering
) -> None:
    answering.lay_down(QUERY, json.dumps([unit()]))
    answering.lay_down(VERIFICATION, graded("OK"))
    await client.production.verify_unit("SN1")
    answering.lay_down(QUERY, json.dumps([unit("P1"), unit("P2")]))
    with pytest.raises(AmbiguousUnit) as raised:
        await client.production.verify_unit("SN1")
    assert [part for _, part in raised.value.candidates] == ["P1", "P2"]
    answering.lay_down(QUERY, "[]")
    with pytest.raises(NotFound, match="no such unit"):
        await client.production.verify_unit("SN1")


async def test_a_unit_that_became_another_part_is_asked_again(
    client: AsyncWatsClient, answering: Answering
) -> None:
    answering.lay_down(QUERY, json.dumps([unit("P1")]))
    answering.lay_down(VERIFICATION, graded("OK"))
    await client.production.verify_unit("SN1")
    answering.lay_down(QUERY, json.dumps([unit("P2")]))
    verification = await client.production.verify_unit("SN1")
    assert verification.part_number == "P2"
    assert answering.asked[-1].query["partNumber"] == "P2"


async def test_what_fails_for_a_remembered_part_alone_does_not_count(
    client: AsyncWatsClient, answering: Answering
) -> None:
    answering.lay_down(QUERY, json.dumps([unit("P1")]))
    answering.lay_down(VERIFICATION, graded("OK"))
    await client.production.verify_unit("SN1")
    gone = (404, "application/json", b'{"Message": "no unit", "reasonCode": "unknownUnit"}')
    answering.lay_down(VERIFICATION, gone[2], 404)
    with pytest.raises(NotFound, match="no unit"):
        await client.production.verify_unit("SN1")


async def test_a_write_never_goes_by_memory(client: AsyncWatsClient, answering: Answering) -> None:
    answering.lay_down(QUERY, json.dumps([unit("P1")]))
    answering.lay_down("/api/Production/SetUnitPhase", "null")
    await client.production.set_unit_phase("SN1", 16)
    answering.lay_down(QUERY, json.dumps([unit("P1"), unit("P2")]))
    with pytest.raises(AmbiguousUnit):
        await client.production.set_unit_phase("SN1", 16)
    assert [asked.method for asked in answering.asked] == ["GET", "PUT", "GET"]


async def test_a_unit_of_another_revision_is_not_found(
    client: AsyncWatsClient, answering: Answering
) -> None:
    answering.lay_down(QUERY, json.dumps([unit("P1")]))
    answering.lay_down("/api/Production/SetUnitPhase", "null")
    with pytest.raises(NotFound):
        await client.production.set_unit_phase("SN1", 16, "P1", "B")
    await client.production.set_unit_phase("SN1", 16, "P1", "A")
    assert [asked.method for asked in answering.asked] == ["GET", "GET", "PUT"]


async def test_changes_on_a_wats_server_are_its_states_and_its_reports(
    client: AsyncWatsClient, answering: Answering
) -> None:
    states = {
        "processes": ["ICT", "ICT", ""],
        "phases": ["Finalized", "Under production", "Under production"],
        "dateTimes": ["2026-01-03T00:00:00Z", None, "2026-01-01T00:00:00"],
    }
    answering.lay_down(STATES, json.dumps(states))
    report = {
        "uuid": "u1", "serialNumber": "SN1", "reportType": "T", "startUtc": "2026-01-02T00:00:00Z",
        "result": "Failed", "processName": "ICT", "operator": "Åse", "causedUutFailure": "3V3",
    }  # fmt: skip
    answering.lay_down(HEADERS, json.dumps([report]))
    changes = await client.production.get_unit_changes("SN1", "P1")
    assert [
        (f"{c.timestamp:%d}", c.change_type, c.process_name, c.old_phase, c.new_phase, c.detail)
        for c in changes
    ] == [
        ("03", "phase", "", "Under production", "Finalized", ""),
        ("02", "test", "ICT", "", "", "3V3"),
        ("01", "phase", "", "", "Under production", ""),
        ("01", "process", "ICT", "", "", ""),
    ]
    assert (changes[1].operator, changes[1].result, changes[1].report_id) == ("Åse", "Failed", "u1")


ROWS = [
    {"PartNumber": "BOX", "Revision": "A", "hlevel": 0, "ProductRevisionId": "R0"},
    {"PartNumber": "C", "Revision": "A", "hlevel": 1, "ProductRevisionId": "R1", "Quantity": 2,
     "ProductRevisionRelationId": "L1", "RevisionMask": "A,B%"},
    {"PartNumber": "SCREW", "Revision": "A", "hlevel": 1, "ProductRevisionId": "R2",
     "Quantity": 8, "ProductRevisionRelationId": "L2", "NonSerial": True},
    {"PartNumber": "D", "Revision": "A", "hlevel": 1, "ProductRevisionId": "R3", "Quantity": 1,
     "ProductRevisionRelationId": "L3"},
    {"PartNumber": "X", "Revision": "A", "hlevel": 2, "ProductRevisionId": "R4",
     "ProductRevisionRelationId": "L4"},
]  # fmt: skip


def child(serial: str, part: str, revision: str, **more: object) -> dict[str, object]:
    return {"serialNumber": serial, "partNumber": part, "revision": revision, **more}


async def test_positions_are_worked_out_where_the_server_keeps_none(
    client: AsyncWatsClient, answering: Answering
) -> None:
    children = [child("D1", "D", "A"), child("C1", "C", "B2"), child("C2", "C", "Z")]
    answering.lay_down(QUERY, json.dumps([unit("BOX", subUnits=children)]))
    answering.lay_down(INFO, json.dumps(ROWS))
    found = await client.production.verify_assembly("SN1", "BOX", "A")
    placed = [(slot.index, slot.child.serial_number if slot.child else "") for slot in found.slots]
    assert placed == [(0, "C1"), (1, ""), (2, "D1")]
    assert [(each.part_number, each.index) for each in found.missing_parts] == [("C", 1)]
    assert [each.serial_number for each in found.strangers] == ["C2"]
    assert [line.part_number for line in found.not_waited_for] == ["SCREW"]
    assert (found.is_complete, found.missing_count, found.positions_are_derived) == (False, 1, True)
    answering.lay_down("/api/Production/RemoveChildUnit", "null")
    gone = await client.production.remove_child_from_assembly("SN1", 2)
    assert gone.serial_number == "D1"
    assert answering.asked[-1].query["childSerialNumber"] == "D1"


async def test_two_children_on_one_kept_position_are_one_too_many(
    client: AsyncWatsClient, answering: Answering
) -> None:
    children = [child(f"C{n}", "C", "A", position=0) for n in (1, 2)]
    answering.lay_down(QUERY, json.dumps([unit("BOX", subUnits=children)]))
    answering.lay_down(INFO, json.dumps(ROWS))
    found = await client.production.verify_assembly("SN1")
    assert [each.serial_number for each in found.strangers] == ["C2"]
    assert not found.is_complete
    assert not found.positions_are_derived


async def test_the_failed_steps_are_those_of_the_newest_failed_run(
    client: AsyncWatsClient, answering: Answering
) -> None:
    rows = [
        {"processCode": 30, "status": "Passed", "totalCount": 2},
        {"processCode": 60, "status": "Failed", "totalCount": 1},
        {"processCode": 70, "status": "Error", "totalCount": 1},
    ]
    answering.lay_down(VERIFICATION, json.dumps({"results": rows}))
    answering.lay_down(HEADERS, json.dumps([{"uuid": "u1", "serialNumber": "SN1"}]))
    inner = [{"name": "a", "status": "F"}, {"name": "b", "status": "P"}]
    steps = [{"name": "seq", "status": "F", "steps": inner}, {"name": "c", "status": "F"}]
    report = {
        "id": "5c2bcba9-6ab1-5ea2-a9fe-8c82951fd683", "type": "T", "sn": "SN1", "pn": "P1",
        "processCode": 60, "result": "F", "start": "2026-01-01T00:00:00Z",
        "root": {"name": "Main", "status": "F", "steps": steps},
    }  # fmt: skip
    answering.lay_down("/api/Report/Wsjf/u1", json.dumps(report))
    verification = await client.production.verify_unit("SN1", "P1", failed_steps=True)
    assert verification.failed_step_count == 2
    wanted = next(asked for asked in answering.asked if asked.path == HEADERS).query["$filter"]
    assert wanted == (
        "reportType eq 'T' and (serialNumber eq 'SN1' and partNumber eq 'P1'"
        " and result ne 'Passed' and (processCode eq 60 or processCode eq 70))"
    )


async def test_several_tags_are_several_commands(
    client: AsyncWatsClient, answering: Answering
) -> None:
    answering.lay_down("/api/Production/UnitTag", "null")
    by = StationHeaders("5f0c1f3e-0000-4000-8000-000000000001")
    tags = [{"key": key, "value": "1"} for key in ("A", "B", "C")]
    for _ in range(2):
        await client.production.set_unit_tags("SN1", tags, "P1", by=by)
    ids = [asked.headers["x-station-command"] for asked in answering.asked]
    assert ids[0] == by.command_id
    assert len(set(ids)) == 3
    assert ids[:3] == ids[3:], "sent again they are the same commands"


async def test_a_server_that_could_not_save_all_units_is_told(
    client: AsyncWatsClient, answering: Answering
) -> None:
    answering.lay_down("/api/Production/Units", '{"errorCount": 2}')
    from wats_station.wats import Unit

    units = [Unit(serial_number=f"S{n}", part_number="P1") for n in range(3)]
    with pytest.raises(Rejected, match="could not save 2 of 3 units"):
        await client.production.save_units(units)


async def test_more_units_than_a_list_can_hold_are_refused(
    client: AsyncWatsClient, answering: Answering
) -> None:
    with pytest.raises(InvalidInput, match="1000 units at most: use skip="):
        await client.production.query_units(top=1001)
    assert answering.asked == []
