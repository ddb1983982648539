"""The client over a real connection: what it sends, and what it makes of every kind of answer."""

import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.wats.conftest import Answering
from wats_station.wats import (
    AmbiguousUnit,
    AsyncWatsClient,
    AuthFailed,
    Forbidden,
    InvalidInput,
    NotFound,
    ProtocolError,
    Rejected,
    ServerUnavailable,
    StationHeaders,
    UnitVerificationGrade,
    WatsError,
)

TOKEN = "c2VjcmV0OnRva2Vu"
QUERY = "/api/Production/Unit/Query"
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
    assert await client.production.get_unit("OTHER") is None


async def test_writes_carry_who_where_and_which(
    client: AsyncWatsClient, answering: Answering
) -> None:
    answering.lay_down("/api/Production/SetUnitPhase", "")
    by = StationHeaders("id-1", "BENCH 1", "Åse Ø", "")
    await client.production.set_unit_phase("SN1", "PART-1", 16, by=by)
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
    await client.production.set_unit_phase("SN1", "PART-1", phase)
    assert answering.asked[-1].query["phase"] == number


async def test_a_phase_that_is_none_is_said_before_anything_is_written(
    client: AsyncWatsClient, answering: Answering
) -> None:
    answering.lay_down(
        "/api/internal/Mes/GetUnitPhases", '[{"UnitPhaseId": 16, "Name": "Finalized"}]'
    )
    with pytest.raises(InvalidInput, match="'Nowhere' is no phase; there are Finalized"):
        await client.production.set_unit_phase("SN1", "PART-1", "Nowhere")
    assert [asked.method for asked in answering.asked] == ["GET"]


async def test_a_tag_goes_the_old_way_where_the_new_call_is_missing(
    client: AsyncWatsClient, answering: Answering
) -> None:
    answering.lay_down("/api/Production/Units", "[]")
    await client.production.set_unit_tag("SN1", "PART-1", "Lot", "L1")
    assert json.loads(answering.asked[-1].body) == [
        {
            "serialNumber": "SN1",
            "partNumber": "PART-1",
            "tags": [{"key": "Lot", "value": "L1", "change": 1}],
        }
    ]


async def test_a_tag_on_an_unknown_unit_is_not_made_into_a_new_unit(
    client: AsyncWatsClient, answering: Answering
) -> None:
    refusal = '{"Message": "no unit SN1", "reasonCode": "unknownUnit"}'
    answering.lay_down("/api/Production/UnitTag", refusal, 404)
    with pytest.raises(NotFound, match="no unit SN1"):
        await client.production.set_unit_tag("SN1", "PART-1", "Lot", "L1")
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
    rows = await client.production.get_history("SN1", "PART-1")
    assert [(row.new, row.key, row.operator) for row in rows] == [
        ("Finalized", "ICT", ""),
        ("Under production", "Final", ""),
    ]


Ask = Callable[[AsyncWatsClient], Awaitable[object]]
READS: dict[str, Ask] = {
    "unit": lambda client: client.production.get_unit("SN1"),
    "verification": lambda client: client.production.verify_unit("SN1", "PART-1"),
    "phases": lambda client: client.production.get_phases(),
    "processes": lambda client: client.process.get_processes(),
    "history": lambda client: client.production.get_history("SN1", "PART-1"),
    "headers": lambda client: client.report.query_headers("serialNumber eq 'SN1'"),
    "version": lambda client: client.app.get_version(),
}
WRITES: dict[str, Ask] = {
    "phase": lambda client: client.production.set_unit_phase("SN1", "PART-1", 16),
    "process": lambda client: client.production.set_unit_process("SN1", "PART-1", 30),
    "tag": lambda client: client.production.set_unit_tag("SN1", "PART-1", "A", "B"),
}
CALLS = READS | WRITES
PATHS = (
    QUERY,
    "/api/Production/UnitVerification",
    "/api/internal/Mes/GetUnitPhases",
    "/api/App/Processes",
    "/api/station/History",
    "/api/Report/Query/Header",
    "/api/App/Version",
    "/api/Production/SetUnitPhase",
    "/api/Production/SetUnitProcess",
    "/api/Production/UnitTag",
)


def answer_all(answering: Answering, status: int, kind: str, body: bytes) -> None:
    answering.answers = dict.fromkeys(PATHS, (status, kind, body))


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize(
    "wrong",
    [
        (200, b"<html>Sign in</html>", ProtocolError),
        (200, b'[{"serialNumber": "SN', ProtocolError),
        (200, b"\xff\xfe\x00", ProtocolError),
        (302, b"", ProtocolError),
        (401, b"", AuthFailed),
        (403, b'{"Message": "not you"}', Forbidden),
        (403, b"<html>", ProtocolError),
        (404, b'{"Message": "no unit", "reasonCode": "unknownUnit"}', NotFound),
        (404, b"<html>", ProtocolError),
        (404, b'{"Message": "not finalized", "reasonCode": "childNotFinalized"}', Rejected),
        (400, b'{"Message": "The request is invalid."}', Rejected),
        (409, b'"in use"', Rejected),
        (429, b'{"Message": "slow down"}', ServerUnavailable),
        (500, b'{"Message": "An error has occurred."}', ServerUnavailable),
        (503, b"<html>", ServerUnavailable),
    ],
)
async def test_every_wrong_answer_is_one_error_of_the_tree(
    client: AsyncWatsClient,
    answering: Answering,
    name: str,
    wrong: tuple[int, bytes, type[WatsError]],
) -> None:
    status, body, error = wrong
    answering.extra_headers = {"Location": "/login"} if status == 302 else {}
    answer_all(answering, status, "text/html", body)
    if name == "unit" and error is NotFound:
        # For the unit itself an unknown call means the older way, and then: no such unit.
        assert await CALLS[name](client) is None
        return
    with pytest.raises(error) as raised:
        await CALLS[name](client)
    assert raised.value.operation
    assert TOKEN not in str(raised.value) + repr(raised.value)


@pytest.mark.parametrize("name", READS)
@pytest.mark.parametrize("body", [b"null", b"42", b'{"hello": "world"}', b'[["x"]]', b""])
async def test_json_of_another_shape_is_a_protocol_error(
    client: AsyncWatsClient, answering: Answering, name: str, body: bytes
) -> None:
    answer_all(answering, 200, "application/json", body)
    try:
        answer = await CALLS[name](client)
    except ProtocolError:
        return
    # A history may be an object without a known field: that is an empty one.
    assert name == "history"
    assert answer == ()


@pytest.mark.parametrize("name", CALLS)
async def test_an_answer_cut_short_is_no_answer(
    client: AsyncWatsClient, answering: Answering, name: str
) -> None:
    answer_all(answering, 200, "application/json", b"[")
    answering.length = 5000
    with pytest.raises(ServerUnavailable):
        await CALLS[name](client)


@pytest.mark.parametrize("name", CALLS)
async def test_no_server_is_unavailable_and_says_so(name: str) -> None:
    async with AsyncWatsClient("http://127.0.0.1:1", TOKEN) as client:
        with pytest.raises(ServerUnavailable, match="no connection") as raised:
            await CALLS[name](client)
    assert raised.value.timed_out is False


async def test_a_silence_is_told_from_a_broken_connection(answering: Answering) -> None:
    answering.length = 5000
    answer_all(answering, 200, "application/json", b"[")
    quick = httpx.Timeout(0.0001)
    async with AsyncWatsClient(answering.url, TOKEN, timeout=quick) as client:
        with pytest.raises(ServerUnavailable) as raised:
            await client.app.get_version()
    assert raised.value.timed_out is True


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


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=40),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=20),
)
async def test_any_serial_number_is_exactly_that_serial_number(
    answering: Answering, serial: str, part: str
) -> None:
    answering.answers[QUERY] = (200, "application/json", b"[]")
    answering.asked.clear()
    async with AsyncWatsClient(answering.url, TOKEN) as client:
        await client.production.get_unit(serial, part)
    quoted = serial.replace("'", "''"), part.replace("'", "''")
    wanted = "serialNumber eq '{}' and partNumber eq '{}'".format(*quoted)
    assert answering.asked[0].query["$filter"] == wanted


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["serialNumber", "partNumber", "unitPhaseId", "results", "code"])
            | st.text(max_size=5),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
).map(lambda value: json.dumps(value).encode())


@pytest.mark.parametrize("name", CALLS)
@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(body=st.binary(max_size=200) | JSON, status=st.sampled_from([200, 200, 201, 400, 404, 500]))
async def test_arbitrary_answers_end_as_a_value_or_as_one_of_our_errors(
    answering: Answering, name: str, body: bytes, status: int
) -> None:
    answer_all(answering, status, "application/json", body)
    async with AsyncWatsClient(answering.url, TOKEN) as client:
        problem = None
        try:
            await CALLS[name](client)
        except WatsError as error:
            problem = error
    assert problem is None or problem.operation
