"""Every kind of wrong answer, to every call: a value or one error of the tree, and no other."""

import json
from collections.abc import AsyncIterator

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.wats.calls import CALLS, READS, TOKEN, WRITES, answer_all
from tests.wats.conftest import Answering
from wats_station.wats import (
    AsyncWatsClient,
    AuthFailed,
    Forbidden,
    NotFound,
    ProtocolError,
    Rejected,
    ServerUnavailable,
    WatsError,
)


@pytest.fixture
async def client(answering: Answering) -> AsyncIterator[AsyncWatsClient]:
    async with AsyncWatsClient(answering.url, TOKEN) as client:
        yield client


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
    with pytest.raises(ProtocolError):
        await CALLS[name](client)


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize("body", [b'{"hello": "world"}', b'[["x"]]', b'[{"a": 1}]'])
async def test_a_write_answered_in_another_shape_is_not_done(
    client: AsyncWatsClient, answering: Answering, name: str, body: bytes
) -> None:
    answer_all(answering, 200, "application/json", body)
    answering.lay_down("/api/App/Processes", "[]")
    with pytest.raises(ProtocolError):
        await CALLS[name](client)
    assert len([asked for asked in answering.asked if asked.method == "PUT"]) == 1


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
            await client.app.version()
    assert raised.value.timed_out is True


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
