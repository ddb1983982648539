"""What is sent again, what never is, and how long that waits."""

import asyncio
import time
from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wats.conftest import Answering
from tests.wats.contract.rows import TOKEN
from wats_station.wats import (
    NO_RETRIES,
    AsyncWatsClient,
    NotFound,
    ProtocolError,
    Rejected,
    RetryPolicy,
    ServerUnavailable,
)
from wats_station.wats.clock import utc_now
from wats_station.wats.retries import retry_after

QUICK = RetryPolicy(attempts=3, first_wait=0.02, longest_wait=2.0)
WRITING = QUICK._replace(writes=True)
BUSY = b'{"Message": "busy"}'


def busy(status: int, **headers: str) -> tuple[tuple[int, str, bytes], dict[str, str]]:
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return (status, "application/json", BUSY), named


def laid_down(answering: Answering) -> None:
    answering.lay_down("/api/App/Version", '"1.0"')
    answering.lay_down("/api/Production/SetUnitPhase", "null")


@pytest.mark.parametrize("status", [429, 502, 503, 504])
async def test_a_question_is_asked_again(answering: Answering, status: int) -> None:
    laid_down(answering)
    answering.first = [busy(status), busy(status)]
    async with AsyncWatsClient(answering.url, TOKEN, retries=QUICK) as client:
        assert await client.app.version() == "1.0"
    assert len(answering.asked) == 3


@pytest.mark.parametrize("status", [429, 502, 503, 504])
async def test_and_given_up_after_the_last_attempt(answering: Answering, status: int) -> None:
    laid_down(answering)
    answering.first = [busy(status)] * 3
    async with AsyncWatsClient(answering.url, TOKEN, retries=QUICK) as client:
        with pytest.raises(ServerUnavailable, match="busy") as raised:
            await client.app.version()
    assert raised.value.status == status
    assert len(answering.asked) == 3


@pytest.mark.parametrize(
    ("status", "error"),
    [(500, ServerUnavailable), (400, Rejected), (404, NotFound), (302, ProtocolError)],
)
async def test_what_will_not_pass_is_asked_once(
    answering: Answering, status: int, error: type[Exception]
) -> None:
    laid_down(answering)
    answering.first = [((status, "application/json", b'{"Message": "Not found"}'), {})]
    async with AsyncWatsClient(answering.url, TOKEN, retries=QUICK) as client:
        with pytest.raises(error):
            await client.app.version()
    assert len(answering.asked) == 1


@pytest.mark.parametrize("status", [429, 502, 503, 504])
async def test_a_write_is_sent_once(answering: Answering, status: int) -> None:
    laid_down(answering)
    answering.first = [busy(status)]
    async with AsyncWatsClient(answering.url, TOKEN, retries=QUICK) as client:
        with pytest.raises(ServerUnavailable):
            await client.production.set_unit_phase("SN1", 16, "P1")
        assert len(answering.asked) == 1
        answering.first = [busy(status)]
        with pytest.raises(ServerUnavailable):
            await client.production.internal.set_unit_phase("SN1", "P1", 16)
    assert len(answering.asked) == 2


async def test_a_write_is_sent_again_where_the_caller_asks_for_it(answering: Answering) -> None:
    laid_down(answering)
    answering.first = [busy(503)]
    async with AsyncWatsClient(answering.url, TOKEN, retries=WRITING) as client:
        await client.production.set_unit_phase("SN1", 16, "P1")
    assert [asked.path for asked in answering.asked] == ["/api/Production/SetUnitPhase"] * 2


async def test_a_connection_that_breaks_is_tried_again(answering: Answering) -> None:
    """A server that is gone between two questions comes back on the same port."""
    laid_down(answering)
    seen: list[int] = []

    class Breaking(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            seen.append(1)
            if len(seen) < 3:
                raise httpx.ConnectError("refused")
            return httpx.Response(200, json="1.0")

    async with AsyncWatsClient(
        "http://wats.example", TOKEN, retries=QUICK, transport=Breaking()
    ) as client:
        assert await client.app.version() == "1.0"
    assert len(seen) == 3


async def test_a_silence_is_not_asked_again() -> None:
    """Who waited 30 s for nothing is not made to wait for 90 s."""
    seen: list[int] = []

    class Silent(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            seen.append(1)
            raise httpx.ReadTimeout("")

    async with AsyncWatsClient(
        "http://wats.example", TOKEN, retries=QUICK, transport=Silent()
    ) as client:
        with pytest.raises(ServerUnavailable) as raised:
            await client.app.version()
    assert raised.value.timed_out
    assert raised.value.was_sent
    assert len(seen) == 1


@pytest.mark.parametrize("form", ["seconds", "date"])
async def test_a_server_that_names_a_time_is_not_asked_before(
    answering: Answering, form: str
) -> None:
    laid_down(answering)
    # A date has whole seconds: 2 s ahead is more than 1 s from now.
    named = "1" if form == "seconds" else format_datetime(utc_now() + timedelta(seconds=2), True)
    answering.first = [busy(503, Retry_After=named)]
    async with AsyncWatsClient(answering.url, TOKEN, retries=QUICK) as client:
        begun = time.monotonic()
        assert await client.app.version() == "1.0"
    # The server's Date header is in whole seconds as well.
    assert time.monotonic() - begun >= (1.0 if form == "seconds" else 0.9)


async def test_a_wait_that_is_too_long_is_told_and_not_waited_for(answering: Answering) -> None:
    laid_down(answering)
    answering.first = [busy(429, Retry_After="3600")]
    async with AsyncWatsClient(answering.url, TOKEN, retries=QUICK) as client:
        with pytest.raises(ServerUnavailable) as raised:
            await client.app.version()
    assert raised.value.retry_after == 3600
    assert len(answering.asked) == 1


async def test_a_caller_who_gives_up_ends_the_waiting(answering: Answering) -> None:
    laid_down(answering)
    answering.first = [busy(503, Retry_After="2")]
    async with AsyncWatsClient(answering.url, TOKEN, retries=QUICK) as client:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await client.app.version()
    assert len(answering.asked) == 1


async def test_the_waits_are_random_up_to_a_bound_that_doubles(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)

    def refuse(request: httpx.Request) -> httpx.Response:
        return httpx.Response(503, json={"Message": "busy"})

    policy = RetryPolicy(attempts=6, first_wait=1.0, longest_wait=5.0)
    for _ in range(60):
        async with AsyncWatsClient(
            "http://w.example", TOKEN, retries=policy, transport=httpx.MockTransport(refuse)
        ) as client:
            with pytest.raises(ServerUnavailable):
                await client.app.version()
    assert len(waits) == 5 * 60
    for nth, bound in enumerate([1.0, 2.0, 4.0, 5.0, 5.0]):
        own = waits[nth::5]
        assert max(own) <= bound
        assert min(own) < 0.3 * bound
        assert max(own) > 0.7 * bound


async def test_without_retries_nothing_is_sent_again(answering: Answering) -> None:
    answering.first = [busy(503)]
    async with AsyncWatsClient(answering.url, TOKEN, retries=NO_RETRIES) as client:
        with pytest.raises(ServerUnavailable):
            await client.app.version()
    assert len(answering.asked) == 1


def dates() -> Iterator[tuple[dict[str, str], float | None]]:
    yield {"Retry-After": "7"}, 7.0
    yield {"Retry-After": " 0 "}, 0.0
    yield {}, None
    yield {"Retry-After": "soon"}, None
    yield {"Retry-After": "-5"}, None
    # By the server's own clock, which may be years off ours.
    date = {"Date": "Sun, 06 Nov 1994 08:49:37 GMT"}
    yield {"Retry-After": "Sun, 06 Nov 1994 08:49:47 GMT"} | date, 10.0
    yield {"Retry-After": "Sun, 06 Nov 1994 08:49:07 GMT"} | date, 0.0


@pytest.mark.parametrize(("headers", "seconds"), list(dates()))
def test_both_forms_of_retry_after(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(httpx.Headers(headers)) == seconds


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_any_retry_after_is_a_wait_or_none(text: str) -> None:
    wait = retry_after(httpx.Headers([(b"retry-after", text.encode("latin-1"))]))
    assert wait is None or wait >= 0
