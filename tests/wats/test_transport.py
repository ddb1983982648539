"""What goes over the wire besides the call itself, and what never does."""

import asyncio
import copy
import gzip
import pickle
import re
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import httpx
import pytest

from tests.wats.conftest import Answering
from tests.wats.contract import ROWS
from tests.wats.contract.rows import QUERY, TOKEN
from wats_station import __version__
from wats_station.wats import (
    NO_RETRIES,
    AmbiguousUnit,
    AsyncWatsClient,
    InvalidInput,
    NotFound,
    ProtocolError,
    Rejected,
    ServerUnavailable,
    WatsError,
)
from wats_station.wats import transport as transport_module
from wats_station.wats.address import normal_base, tls_of

Stream = Callable[[asyncio.StreamWriter], None]


@asynccontextmanager
async def raw_server(act: Stream) -> AsyncIterator[str]:
    """A server that does `act` once a request is there; what it leaves open stays open."""
    writers: list[asyncio.StreamWriter] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            # What is left unread when a connection closes resets it.
            length = re.search(rb"(?i)content-length: (\d+)", head)
            await reader.readexactly(int(length[1]) if length else 0)
            act(writer)
        except asyncio.IncompleteReadError:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for writer in writers:
            writer.close()
        await asyncio.sleep(0.01)


def sends(data: bytes, *, ends: bool = True) -> Stream:
    def act(writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        if ends:
            writer.close()

    return act


def resets(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def error_of(act: Stream, name: str, seconds: float = 5.0) -> WatsError:
    async with (
        raw_server(act) as url,
        AsyncWatsClient(url, TOKEN, timeout=seconds, retries=NO_RETRIES) as client,
    ):
        with pytest.raises(WatsError) as raised:
            await ROWS[name].ask(client)
    return raised.value


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
UTF_16 = sends(HEAD + b"\r\n" + "[]".encode("utf-16"))
DEEP = sends(HEAD + b"\r\n" + b"[" * 100_000)
# For a file of a report these are as good as any other content.
SOME_FILE = (UTF_16, DEEP)
FILES = {"report.get_attachment", "report.get_certificate"}


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (resets, ServerUnavailable),
        (sends(b""), ServerUnavailable),
        (sends(HEAD + b"Content-Length: 500\r\n\r\n["), ServerUnavailable),
        (sends(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"), ProtocolError),
        (sends(HEAD + b"Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n[]"), ProtocolError),
        (sends(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"), ProtocolError),
        (UTF_16, ProtocolError),
        (DEEP, ProtocolError),
    ],
    ids=["reset", "closed", "cut", "ssh", "not-gzip", "bad-chunks", "utf-16", "deep"],
)
async def test_what_is_no_proper_http(name: str, act: Stream, kind: type[WatsError]) -> None:
    if name in FILES and act in SOME_FILE:
        return
    error = await error_of(act, name)
    assert type(error) is kind
    assert error.retryable is (kind is ServerUnavailable)


@pytest.mark.parametrize("name", ROWS)
async def test_a_silence_ends_in_time(name: str) -> None:
    error = await error_of(sends(b"", ends=False), name, seconds=0.1)
    assert isinstance(error, ServerUnavailable)
    assert error.timed_out


async def test_a_zipped_answer_with_a_byte_order_mark_is_read() -> None:
    body = gzip.compress(b"\xef\xbb\xbf[]")
    head = HEAD + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(body)
    async with raw_server(sends(head + body)) as url, AsyncWatsClient(url, TOKEN) as client:
        assert await client.process.get_processes() == ()


async def test_an_answer_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport_module, "_LARGEST_ANSWER", 1000)
    error = await error_of(sends(HEAD + b"\r\n" + b" " * 100_000), "production.get_unit")
    assert isinstance(error, ProtocolError)
    assert "larger" in error.message


async def test_every_request_says_who_asks(answering: Answering) -> None:
    answering.lay_down(QUERY, "[]")
    answering.lay_down("/api/internal/Mes/GetUnitPhases", "[]")
    async with AsyncWatsClient(answering.url + "/api/", f"Basic {TOKEN}\n") as client:
        await client.production.get_unit("SN1")
        await client.production.get_phases()
    public, internal = (asked.headers for asked in answering.asked)
    for headers in (public, internal):
        assert headers["authorization"] == f"Basic {TOKEN}"
        assert headers["user-agent"] == f"wats-station/{__version__}"
        assert headers["accept"] == headers["content-type"] == "application/json"
    assert "referer" not in public
    assert internal["referer"] == answering.url


@pytest.mark.parametrize("status", [200, 302, 400, 403, 404, 409, 500])
@pytest.mark.parametrize("name", ROWS)
async def test_a_server_that_echoes_the_token_does_not_get_it_printed(
    answering: Answering, name: str, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    body = f'{{"Message": "you sent Basic {TOKEN}", "reasonCode": "unknown{TOKEN}"}}'
    answering.answer_all(status, f"x/{TOKEN}", body.encode())
    answering.extra_headers = {"Location": f"/login?t={TOKEN}"}
    async with AsyncWatsClient(answering.url, TOKEN, retries=NO_RETRIES) as client:
        try:
            told = None if name in FILES else await ROWS[name].ask(client)
        except WatsError as error:
            told = (str(error), repr(error), vars(error), repr(error.__context__))
        assert TOKEN not in f"{told} {client!r} {vars(client)}"
        assert TOKEN not in repr(vars(client.app._transport))
    # httpcore's own debug lines show what the server's headers say, which is not ours to hide.
    logged = [each.getMessage() for each in caplog.records if "httpcore" not in each.name]
    assert TOKEN not in "".join(logged)


async def test_a_redirect_is_named_and_not_followed(answering: Answering) -> None:
    answering.answer_all(307, "text/html", b"")
    answering.extra_headers = {"Location": "http://portal.example/login"}
    async with AsyncWatsClient(answering.url, TOKEN) as client:
        with pytest.raises(ProtocolError, match=r"redirect to http://portal\.example/login"):
            await client.production.set_unit_phase("SN1", 16, "PART-1")
    assert len(answering.asked) == 1


async def test_a_closed_client_says_so(answering: Answering) -> None:
    async with AsyncWatsClient(answering.url, TOKEN) as client:
        pass
    with pytest.raises(ServerUnavailable, match="closed"):
        await client.app.version()


@pytest.mark.parametrize(
    ("body", "version"), [('"0.1.0"', "0.1.0"), ("2025.3.1", "2025.3.1"), ('"v7"', "v7")]
)
async def test_a_version_is_json_or_bare_text(
    answering: Answering, body: str, version: str
) -> None:
    answering.lay_down("/api/App/Version", body)
    async with AsyncWatsClient(answering.url, TOKEN) as client:
        assert await client.app.version() == version


async def test_another_network_can_be_put_below() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=str(request.url))

    transport = httpx.MockTransport(answer)
    async with AsyncWatsClient("https://wats.example", TOKEN, transport=transport) as client:
        assert await client.app.version() == "https://wats.example/api/App/Version"


@pytest.mark.parametrize(
    "url",
    ["", "wats.example", "ftp://x", "http://", "http://u:pw@x", "http://x:99999", "http://x/?a=b"],
)
def test_an_address_that_is_none_is_said_at_once(url: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        AsyncWatsClient(url, TOKEN)
    assert "pw" not in str(raised.value)


@pytest.mark.parametrize("token", ["a\nb", "é", "a\x00"])
def test_a_token_that_no_header_can_hold_is_said_at_once(token: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        AsyncWatsClient("http://x", token)
    assert token not in str(raised.value)


async def test_a_host_that_no_name_server_takes_is_one_of_our_errors() -> None:
    async with AsyncWatsClient(f"http://{'a' * 70}.invalid", TOKEN) as client:
        with pytest.raises((InvalidInput, ServerUnavailable)):
            await client.app.version()


async def test_text_that_is_no_unicode_is_said_before_anything_is_sent(
    answering: Answering,
) -> None:
    async with AsyncWatsClient(answering.url, TOKEN) as client:
        with pytest.raises(InvalidInput):
            await client.production.get_unit("\ud800")
        with pytest.raises(InvalidInput):
            await client.production.get_unit("")
        with pytest.raises(InvalidInput):
            await client.production.set_unit_tag("SN1", "", "x", "PART-1")
    assert answering.asked == []


def test_addresses_in_all_their_spellings() -> None:
    for url in ("https://w.example", "https://w.example/", " https://w.example/api/"):
        assert normal_base(url) == "https://w.example"
    assert normal_base("https://w.example/site/api") == "https://w.example/site"


@pytest.mark.parametrize("base", ["https://w.example", "http://w.example"])
def test_certificates_are_always_checked(base: str) -> None:
    context = tls_of(base)
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


@pytest.mark.parametrize(
    "error",
    [
        AmbiguousUnit("two", [("S", "A"), ("S", "B")], operation="get_unit", unit="S"),
        NotFound("none", operation="GET /x", unit="S", no_such_call=True),
        Rejected("no", operation="PUT /x", unit="S", status=409, reason_code="r"),
        ServerUnavailable("gone", timed_out=True),
    ],
)
def test_errors_survive_being_copied_and_pickled(error: WatsError) -> None:
    for twin in (copy.copy(error), pickle.loads(pickle.dumps(error))):  # noqa: S301 - our own
        assert (str(twin), vars(twin)) == (str(error), vars(error))
        assert twin.hint in str(twin)
