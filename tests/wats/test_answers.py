"""Every kind of wrong answer, to every call: a value or one error of the tree, and no other."""

import json
from collections.abc import AsyncIterator

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.wats.conftest import Answering
from tests.wats.contract import BEFORE, ROWS
from tests.wats.contract.rows import TOKEN, Row
from wats_station.wats import (
    NO_RETRIES,
    AsyncWatsClient,
    AuthFailed,
    Forbidden,
    NotFound,
    ProtocolError,
    Rejected,
    ServerUnavailable,
    WatsError,
)

READS = [name for name, row in ROWS.items() if not row.is_write]
WRITES = [name for name, row in ROWS.items() if row.is_write]
# For these an unknown thing is an answer.
NONE_WHEN_UNKNOWN = {
    "production.get_unit",
    "production.get_unit, of a part",
    "production.get_verification_rule",
    "product.get_product",
    "product.get_product_by_part_number",
    "product.get_revision",
    "report.get_report",
}
# A file may be anything, and WATS does not say what its own check of children looks like.
OF_ANY_SHAPE = {
    "report.get_attachment",
    "report.get_certificate",
    "production.check_child_units",
    "internal.check_child_units",
}


@pytest.fixture
async def client(answering: Answering) -> AsyncIterator[AsyncWatsClient]:
    async with AsyncWatsClient(answering.url, TOKEN, retries=NO_RETRIES) as client:
        yield client


def lay_down(answering: Answering, row: Row, status: int, kind: str, body: bytes) -> None:
    """What a call has to know before is there; its own request is answered so."""
    for path, answer in BEFORE.items():
        answering.lay_down(path, answer)
    answering.lay_down_for(row.method, row.path, body, status, kind)
    if row.path in BEFORE:
        answering.answers = {row.path: (status, kind, body)}


def own_requests(answering: Answering, row: Row) -> int:
    return [(asked.method, asked.path) for asked in answering.asked].count((row.method, row.path))


@pytest.mark.parametrize("name", ROWS)
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
    row = ROWS[name]
    status, body, error = wrong
    answering.extra_headers = {"Location": "/login"} if status == 302 else {}
    lay_down(answering, row, status, "text/html", body)
    if (name in NONE_WHEN_UNKNOWN and error is NotFound) or (status == 200 and name in FILES):
        await row.ask(client)
        return
    with pytest.raises(error) as raised:
        await row.ask(client)
    assert raised.value.operation
    assert raised.value.hint
    assert TOKEN not in str(raised.value) + repr(raised.value)
    if row.is_write:
        assert own_requests(answering, row) == 1


FILES = {"report.get_attachment", "report.get_certificate"}


@pytest.mark.parametrize("name", READS)
@pytest.mark.parametrize("body", [b'{"hello": "world"}', b'[["x"]]', b'[{"hello": 1}]', b""])
async def test_json_of_another_shape_is_a_protocol_error(
    client: AsyncWatsClient, answering: Answering, name: str, body: bytes
) -> None:
    if name in OF_ANY_SHAPE:
        return
    lay_down(answering, ROWS[name], 200, "application/json", body)
    with pytest.raises(ProtocolError):
        await ROWS[name].ask(client)


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize("body", [b'{"hello": "world"}', b'[["x"]]', b'[{"a": 1}]'])
async def test_a_write_answered_in_another_shape_is_not_done(
    client: AsyncWatsClient, answering: Answering, name: str, body: bytes
) -> None:
    row = ROWS[name]
    lay_down(answering, row, 200, "application/json", body)
    with pytest.raises(ProtocolError):
        await row.ask(client)
    assert own_requests(answering, row) == 1


@pytest.mark.parametrize("name", ROWS)
async def test_an_answer_cut_short_is_no_answer(
    client: AsyncWatsClient, answering: Answering, name: str
) -> None:
    answering.otherwise = (200, "application/json", b"[")
    answering.length = 5000
    with pytest.raises(ServerUnavailable) as raised:
        await ROWS[name].ask(client)
    assert raised.value.was_sent


@pytest.mark.parametrize("name", ROWS)
async def test_no_server_is_unavailable_and_says_so(name: str) -> None:
    async with AsyncWatsClient("http://127.0.0.1:1", TOKEN, retries=NO_RETRIES) as client:
        with pytest.raises(ServerUnavailable, match="no connection") as raised:
            await ROWS[name].ask(client)
    assert not raised.value.timed_out
    assert not raised.value.was_sent


async def test_a_silence_is_told_from_a_broken_connection(answering: Answering) -> None:
    answering.length = 5000
    answering.otherwise = (200, "application/json", b"[")
    quick = httpx.Timeout(0.0001)
    async with AsyncWatsClient(answering.url, TOKEN, timeout=quick, retries=NO_RETRIES) as client:
        with pytest.raises(ServerUnavailable) as raised:
            await client.app.version()
    assert raised.value.timed_out is True


async def test_the_faults_of_a_request_are_told(
    client: AsyncWatsClient, answering: Answering
) -> None:
    faults = {
        "Message": "The request is invalid.",
        "ModelState": {"unit.revision": ["it is required"], "odd": 7},
    }
    answering.otherwise = (400, "application/json", json.dumps(faults).encode())
    with pytest.raises(Rejected) as raised:
        await client.production.get_phases()
    assert raised.value.message == "The request is invalid. unit.revision: it is required."


KEYS = sorted(
    {
        *("serialNumber", "partNumber", "unitPhaseId", "results", "code", "id", "uuid", "name"),
        *("SerialNumber", "sn", "uur", "root", "Categories", "dateTimes", "type", "500", "start"),
    }
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=8,
).map(lambda value: json.dumps(value).encode())
BODIES = (
    st.binary(max_size=200)
    | JSON
    | st.sampled_from(
        [
            b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><SerialNumbers><SN id="&b;"/>'
            b"</SerialNumbers>",
            b'<?xml version="1.0" encoding="utf-7"?><SerialNumbers/>',
            b"<SerialNumbers><SN/></SerialNumbers>",
            "{}".encode("utf-16"),
            b"[" * 3000,
            b'{"a":' * 3000,
        ]
    )
)


@pytest.mark.parametrize("name", ROWS)
@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(body=BODIES, status=st.sampled_from([200, 200, 201, 400, 404, 500]), all_of_it=st.booleans())
async def test_arbitrary_answers_end_as_a_value_or_as_one_of_our_errors(
    answering: Answering, name: str, body: bytes, status: int, all_of_it: bool
) -> None:
    row = ROWS[name]
    answering.answers = {}
    if not all_of_it:
        lay_down(answering, row, status, "application/json", body)
    answering.otherwise = (status, "application/json", body)
    async with AsyncWatsClient(answering.url, TOKEN, retries=NO_RETRIES) as client:
        problem = None
        try:
            await row.ask(client)
        except WatsError as error:
            problem = error
    assert problem is None or (problem.operation and problem.hint)
