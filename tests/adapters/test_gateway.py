"""The gateway: every way a server can behave, in the station's own terms and in time."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest

from tests.wats.conftest import Answering
from tests.wats.contract.rows import QUERY
from tests.wats.test_transport import raw_server, resets, sends
from wats_station.adapters.gateway import WatsGateway
from wats_station.adapters.gateway import server as gateway_module
from wats_station.domain.command import (
    Action,
    AddChild,
    Command,
    CreateUnit,
    FileReport,
    MovePhase,
    MoveProcess,
    RemoveChild,
    WriteTag,
)
from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.phase import Phase
from wats_station.domain.stamp import Stamp
from wats_station.domain.unit import Process, Tag, UnitKey
from wats_station.domain.verification import Grade
from wats_station.services.ports import UnitGateway

KEY = UnitKey("SN1", "P1")
STAMP = Stamp(UUID(int=7), "Åse", "BENCH 1")
UNIT = {
    "serialNumber": "SN1", "partNumber": "P1", "revision": "A", "unitPhaseId": 2,
    "unitPhase": "Under production", "processCode": "30", "batchNumber": None,
    "currentLocation": "Hall 1", "tags": [{"key": "Lot", "value": "L1"}],
    "product": {"partNumber": "P1", "name": "Board"}, "parentSerialNumber": None,
    "subUnits": [{"serialNumber": "C1", "partNumber": "P2"}],
}  # fmt: skip
PHASES = '[{"UnitPhaseId": 2, "Code": "Under_Production", "Name": "Under production"}]'
PROCESSES = '[{"code": 30, "name": "ICT"}]'

CHILD = UnitKey("C1", "P2")
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
REPORT = FileReport(
    UUID(int=9),
    json.dumps(
        {"type": "R", "sn": "SN1", "pn": "P1", "rev": "A", "processCode": 500,
         "uur": {"processCode": 30},
         "subUnits": [{"idx": 0, "sn": "SN1", "pn": "P1", "rev": "A", "failures": [
             {"category": "Component", "code": "Defect"}]}]}
    ),
)  # fmt: skip
ACTIONS: dict[str, Action] = {
    "set_phase": MovePhase(Phase(2, "", "Under production"), Phase(16, "", "Finalized")),
    "set_process": MoveProcess(None, Process(30, "ICT")),
    "set_tag": WriteTag("Lot", None, "L1"),
    "add_child": AddChild(CHILD, 0),
    "remove_child": RemoveChild(CHILD),
    "create": CreateUnit("A", "LOT-1", (Tag("Lot", "L1"),)),
    "report": REPORT,
}


def command(action: Action) -> Command:
    """This action on the unit, as it is kept in the outbox."""
    return Command(KEY, action, STAMP, NOW)


Ask = Callable[[WatsGateway], Awaitable[object]]
READS: dict[str, Ask] = {
    "find_unit": lambda gateway: gateway.find_unit("SN1", None),
    "verification": lambda gateway: gateway.verification(KEY),
    "timeline": lambda gateway: gateway.timeline(KEY),
    "assembly": lambda gateway: gateway.assembly(KEY, "A"),
    "child": lambda gateway: gateway.child("SN1", None),
    "phases": lambda gateway: gateway.phases(),
    "processes": lambda gateway: gateway.processes(),
    "ping": lambda gateway: gateway.ping(),
    "warm": lambda gateway: gateway.warm(),
}
WRITES: dict[str, Ask] = {
    name: lambda gateway, action=action: gateway.perform(command(action), NOW)  # type: ignore[misc]
    for name, action in ACTIONS.items()
}
CALLS = READS | WRITES


@pytest.fixture
def answering() -> Iterator[Answering]:
    server = Answering()
    server.lay_down("/api/App/Processes", PROCESSES)
    server.lay_down("/api/internal/Mes/GetUnitPhases", PHASES)
    server.lay_down(QUERY, json.dumps([UNIT]))
    yield server
    server.close()


@pytest.fixture
async def gateway(answering: Answering) -> AsyncIterator[WatsGateway]:
    gateway = WatsGateway(answering.url, "token")
    yield gateway
    await gateway.close()


async def problem_of(call: Awaitable[object]) -> GatewayProblem:
    with pytest.raises(GatewayProblem) as raised:
        await call
    return raised.value


async def test_a_unit_in_the_stations_terms(gateway: WatsGateway, answering: Answering) -> None:
    port: UnitGateway = gateway
    unit = await port.find_unit("SN1", None)
    assert unit.key == KEY
    assert (unit.revision, unit.part_name, unit.location) == ("A", "Board", "Hall 1")
    assert unit.phase == Phase(2, "", "Under production")
    assert (unit.process, unit.process_text) == (Process(30, "ICT"), "")
    assert (unit.batch_number, unit.parent_serial_number) == ("", "")
    assert unit.tags == (Tag("Lot", "L1"),)
    assert unit.children == (UnitKey("C1", "P2"),)
    phases = await port.phases()
    again = await port.find_unit("SN1", "P1")
    assert again.phase is phases[0]
    paths = [asked.path for asked in answering.asked]
    assert paths.count("/api/App/Processes") == paths.count("/api/internal/Mes/GetUnitPhases") == 1


@pytest.mark.parametrize(("code", "text"), [("77", "77"), ("ICT-3", "ICT-3"), (None, "")])
async def test_a_process_that_is_not_listed_keeps_the_servers_text(
    gateway: WatsGateway, answering: Answering, code: str | None, text: str
) -> None:
    answering.lay_down(QUERY, json.dumps([{**UNIT, "processCode": code}]))
    unit = await gateway.find_unit("SN1", None)
    assert (unit.process, unit.process_text) == (None, text)


async def test_a_unit_is_shown_without_the_list_of_processes(
    gateway: WatsGateway, answering: Answering
) -> None:
    answering.lay_down("/api/App/Processes", "{}", 500)
    assert (await gateway.find_unit("SN1", None)).process_text == "30"
    answering.lay_down("/api/App/Processes", PROCESSES)
    assert (await gateway.find_unit("SN1", None)).process == Process(30, "ICT")


async def test_unknown_and_ambiguous(gateway: WatsGateway, answering: Answering) -> None:
    answering.lay_down(QUERY, "[]")
    problem = await problem_of(gateway.find_unit("SN1", None))
    assert problem.kind is ProblemKind.NOT_FOUND
    answering.lay_down(QUERY, json.dumps([UNIT, {**UNIT, "partNumber": "P2"}]))
    problem = await problem_of(gateway.find_unit("SN1", None))
    assert problem.kind is ProblemKind.AMBIGUOUS
    assert problem.candidates == (KEY, UnitKey("SN1", "P2"))


async def test_verification_with_a_rule(gateway: WatsGateway, answering: Answering) -> None:
    rows = [
        {"processCode": 30, "processName": "ICT", "status": "Passed", "totalCount": 2,
         "nonPassedCount": 1, "repairCount": 1, "stationName": "T1",
         "startUtc": "2026-11-01T10:00:00"},
        {"processCode": 60, "processName": "Final", "status": "Unknown", "startUtc": None},
    ]  # fmt: skip
    answering.lay_down("/api/Production/UnitVerification", json.dumps({"results": rows}))
    verification = await gateway.verification(KEY)
    assert (verification.grade, verification.has_rule) == (Grade.PENDING, True)
    first, second = verification.results
    assert (first.code, first.name, first.runs, first.failures, first.repairs) == (
        30, "ICT", 2, 1, 1,
    )  # fmt: skip
    assert first.last_run == datetime(2026, 11, 1, 10, tzinfo=UTC)
    assert (second.was_run, second.last_run) == (False, None)


HISTORY = [
    {"time": "2026-11-03T10:00:00.000Z", "kind": "phase", "key": "", "old": "Under production",
     "new": "Finalized", "oldId": 2, "newId": 16, "operator": "Åse", "station": "B1",
     "approvedBy": "", "command": "x", "comment": "late"},
    {"time": "2026-11-02T10:00:00.000Z", "kind": "report", "key": "uuid", "new": "TP"},
    {"time": "2026-11-01T10:00:00.000Z", "kind": "tag", "key": "Lot", "old": None, "new": "L1"},
]  # fmt: skip
HEADERS = [
    {"serialNumber": "SN1", "reportType": "R", "startUtc": "2026-11-02T12:00:00Z",
     "result": "Passed", "processName": "Repair", "comment": "C7"},
    {"serialNumber": "SN1", "reportType": "T", "start": "2026-11-02T10:00:00", "result": "Failed",
     "processName": "ICT", "userName": "Bo", "causedUutFailure": "R12", "stationName": "T1"},
]  # fmt: skip


async def test_a_life_is_changes_tests_and_repairs_newest_first(
    gateway: WatsGateway, answering: Answering
) -> None:
    answering.lay_down("/api/station/History", json.dumps(HISTORY))
    answering.lay_down("/api/Report/Query/Header", json.dumps(HEADERS))
    told = [
        (each.kind, each.title, each.detail, each.good, each.operator, each.station)
        for each in await gateway.timeline(KEY)
    ]
    assert told == [
        ("phase", "Finalized", "Under production → Finalized – late", None, "Åse", "B1"),
        ("repair", "Repair", "C7", None, "", ""),
        ("test", "ICT", "R12", False, "Bo", "T1"),
        ("tag", "Lot", "L1", None, "", ""),
    ]
    asked = next(each for each in answering.asked if each.path == "/api/Report/Query/Header")
    assert asked.query["$filter"] == "serialNumber eq 'SN1' and partNumber eq 'P1'"


async def test_a_write_carries_the_stamp(gateway: WatsGateway, answering: Answering) -> None:
    answering.lay_down("/api/Production/SetUnitPhase", "null")
    await gateway.perform(command(ACTIONS["set_phase"]), None)
    asked = answering.asked[-1]
    assert asked.query == {"serialNumber": "SN1", "partNumber": "P1", "phase": "16"}
    assert asked.headers["x-station-command"] == str(STAMP.command_id)
    assert asked.headers["x-station-operator"] == "%C3%85se"
    assert asked.headers["x-station-name"] == "BENCH 1"
    assert asked.headers["x-station-expected"] == "phase=2"


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize(
    ("status", "body", "kind", "message"),
    [
        (200, b"<html>Sign in</html>", ProblemKind.NOT_THE_API, "HTTP 200 with x/y is not"),
        (200, b'{"hello": ["world"]}', ProblemKind.NOT_THE_API, ""),
        (200, b'[{"serialNumber": "SN', ProblemKind.NOT_THE_API, ""),
        (302, b"", ProblemKind.NOT_THE_API, "a redirect to /login."),
        (401, b"", ProblemKind.TOKEN_REFUSED, ""),
        (403, b'{"Message": "Not for you"}', ProblemKind.FORBIDDEN, "Not for you"),
        (404, b"<html>", ProblemKind.NOT_THE_API, ""),
        (404, b'{"Message": "No HTTP resource was found"}', ProblemKind.NOT_THE_API, ""),
        (409, b'{"Message": "In use."}', ProblemKind.REJECTED, "In use."),
        (500, b'{"Message": "An error."}', ProblemKind.SERVER_ERROR, "An error."),
    ],
)
async def test_each_misbehaviour_is_one_kind_of_problem(
    gateway: WatsGateway,
    answering: Answering,
    *,
    name: str,
    status: int,
    body: bytes,
    kind: ProblemKind,
    message: str,
) -> None:
    answering.answer_all(status, "x/y", body)
    answering.extra_headers = {"Location": "/login"} if status == 302 else {}
    problem = await problem_of(CALLS[name](gateway))
    assert problem.kind is kind
    assert message in problem.message
    assert problem.status == (status if kind is ProblemKind.SERVER_ERROR else problem.status)


@pytest.mark.parametrize("name", CALLS)
async def test_no_server_and_a_reset_are_unreachable(name: str) -> None:
    gateway = WatsGateway("http://127.0.0.1:1", "token")
    assert (await problem_of(CALLS[name](gateway))).kind is ProblemKind.UNREACHABLE
    await gateway.close()
    async with raw_server(resets) as url:
        gateway = WatsGateway(url, "token")
        assert (await problem_of(CALLS[name](gateway))).kind is ProblemKind.UNREACHABLE
        await gateway.close()


@pytest.mark.parametrize("name", CALLS)
async def test_a_silence_is_given_up_in_time(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateway_module, "CALL_SECONDS", 0.2)
    monkeypatch.setattr(gateway_module, "PING_SECONDS", 0.1)
    async with raw_server(sends(b"", ends=False)) as url:
        gateway = WatsGateway(url, "token")
        problem = await problem_of(CALLS[name](gateway))
        await gateway.close()
    assert (problem.kind, problem.seconds) == (
        ProblemKind.TIMEOUT,
        0.1 if name == "ping" else 0.2,
    )


async def test_closing_ends_what_is_under_way_as_unreachable() -> None:
    async with raw_server(sends(b"", ends=False)) as url:
        gateway = WatsGateway(url, "token")
        calls = asyncio.gather(
            *(problem_of(call(gateway)) for call in CALLS.values() for _ in range(3))
        )
        await asyncio.sleep(0.1)
        started = time.perf_counter()
        await gateway.close()
        assert {each.kind for each in await calls} == {ProblemKind.UNREACHABLE}
        assert time.perf_counter() - started < 0.5
    assert (await problem_of(gateway.ping())).kind is ProblemKind.UNREACHABLE
    await gateway.close()


async def test_a_cancelled_call_leaves_the_gateway_usable(
    gateway: WatsGateway, answering: Answering
) -> None:
    for _ in range(20):
        call = asyncio.gather(gateway.find_unit("SN1", None))
        await asyncio.sleep(0.001)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
    assert (await gateway.find_unit("SN1", None)).key == KEY


async def test_phases_and_processes_are_read_side_by_side_and_once(
    gateway: WatsGateway, answering: Answering
) -> None:
    asked = [gateway.phases() for _ in range(5)], [gateway.processes() for _ in range(5)]
    await asyncio.gather(*asked[0], *asked[1])
    assert len(answering.asked) == 2


@pytest.mark.parametrize(("url", "token"), [("nowhere", "t"), ("http://x", "a\nb")])
def test_an_address_or_token_that_is_none_is_a_problem(url: str, token: str) -> None:
    with pytest.raises(GatewayProblem) as raised:
        WatsGateway(url, token)
    assert raised.value.kind is ProblemKind.REJECTED
