"""Certificates, proxies and calls that are given up, on real sockets."""

import asyncio
import ssl
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.wats.contract.rows import TOKEN
from wats_station.wats import (
    NO_RETRIES,
    AsyncWatsClient,
    InvalidInput,
    ProtocolError,
    ServerUnavailable,
    WatsClient,
)

ANSWER = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\n"1.0"'


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company's CA, and a certificate for localhost that it signed, made by openssl."""
    folder = tmp_path_factory.mktemp("tls")

    def openssl(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    new_key = ("-newkey", "rsa:2048", "-nodes")
    openssl(
        "req", "-x509", *new_key, "-days", "2", "-subj", "/CN=Company CA",
        "-addext", "basicConstraints=critical,CA:TRUE",
        "-addext", "keyUsage=critical,keyCertSign,cRLSign",
        "-keyout", "ca.key", "-out", "ca.pem",
    )  # fmt: skip
    openssl("req", *new_key, "-subj", "/CN=localhost", "-keyout", "site.key", "-out", "site.csr")
    (folder / "names").write_text("subjectAltName=DNS:localhost\n")
    openssl(
        "x509", "-req", "-in", "site.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
        "-CAcreateserial", "-days", "2", "-extfile", "names", "-out", "site.pem",
    )  # fmt: skip
    return folder


@asynccontextmanager
async def server(tls: ssl.SSLContext | None = None, lines: list[str] | None = None,
                 answer: bytes = ANSWER) -> AsyncIterator[int]:  # fmt: skip
    """Answers every request so, and keeps its first line."""
    writers: list[asyncio.StreamWriter] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                if lines is not None:
                    lines.append(head.split(b"\r\n")[0].decode())
                writer.write(answer)
        except (asyncio.IncompleteReadError, ConnectionError):
            if lines is not None:
                lines.append("gone")
            writer.close()

    running = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    try:
        yield running.sockets[0].getsockname()[1]
    finally:
        running.close()
        for writer in writers:
            writer.close()
        await asyncio.sleep(0.02)


def served_by(company: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(company / "site.pem", company / "site.key")
    return context


async def test_a_companys_own_ca_is_trusted_where_it_is_given(company: Path) -> None:
    async with server(served_by(company)) as port:
        url = f"https://localhost:{port}"
        async with AsyncWatsClient(url, TOKEN, ca_file=company / "ca.pem") as client:
            assert await client.app.version() == "1.0"


async def test_a_certificate_that_nobody_vouches_for_ends_the_call(company: Path) -> None:
    async with (
        server(served_by(company)) as port,
        AsyncWatsClient(f"https://localhost:{port}", TOKEN) as client,
    ):
        with pytest.raises(ProtocolError, match="certificate is not trusted: ") as raised:
            await client.app.version()
    assert not raised.value.retryable


async def test_a_certificate_of_another_name_ends_the_call(company: Path) -> None:
    async with server(served_by(company)) as port:
        url = f"https://127.0.0.1:{port}"
        async with AsyncWatsClient(url, TOKEN, ca_file=company / "ca.pem") as client:
            with pytest.raises(ProtocolError, match="certificate is not trusted: "):
                await client.app.version()


@pytest.mark.parametrize("content", [None, "no certificate"])
def test_a_ca_file_that_is_none_is_said_at_once(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_text(content)
    with pytest.raises(InvalidInput, match=r"ca\.pem cannot be read"):
        WatsClient("https://w.example", TOKEN, ca_file=file)


@pytest.mark.parametrize("name", ["verify", "cert", "insecure"])
def test_there_is_no_way_to_turn_the_checking_off(name: str) -> None:
    with pytest.raises(TypeError):
        AsyncWatsClient("https://w.example", TOKEN, **{name: False})  # type: ignore[arg-type]


async def test_a_proxy_of_the_environment_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[str] = []
    async with server(lines=lines) as port:
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{port}")
        monkeypatch.delenv("NO_PROXY", raising=False)
        async with AsyncWatsClient("http://wats.invalid", TOKEN) as client:
            assert await client.app.version() == "1.0"
        monkeypatch.setenv("NO_PROXY", "wats.invalid")
        async with AsyncWatsClient("http://wats.invalid", TOKEN, retries=NO_RETRIES) as client:
            with pytest.raises(ServerUnavailable):
                await client.app.version()
    assert [line for line in lines if line != "gone"] == [
        "GET http://wats.invalid/api/App/Version HTTP/1.1"
    ]


async def test_a_proxy_that_refuses_is_no_answer_of_the_server(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    refusal = b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
    async with server(answer=refusal) as port:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        monkeypatch.delenv("NO_PROXY", raising=False)
        async with AsyncWatsClient("https://wats.invalid", TOKEN, retries=NO_RETRIES) as client:
            with pytest.raises(ServerUnavailable) as raised:
                await client.app.version()
    assert not raised.value.was_sent


async def test_a_call_that_is_given_up_closes_its_connection_and_leaves_the_others() -> None:
    lines: list[str] = []
    begun = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n["
    async with server(lines=lines, answer=begun) as port:
        url = f"http://127.0.0.1:{port}"
        async with AsyncWatsClient(url, TOKEN, retries=NO_RETRIES) as client:
            for _ in range(3):
                with pytest.raises(TimeoutError):
                    async with asyncio.timeout(0.1):
                        await client.app.version()
            async with asyncio.timeout(5):
                while lines.count("gone") < 3:
                    await asyncio.sleep(0.01)
            assert lines.count("GET /api/App/Version HTTP/1.1") == 3
            pool = client._transport._client._transport._pool  # type: ignore[attr-defined]
            assert pool.connections == []


async def test_a_hundred_and_more_calls_at_once_wait_their_turn() -> None:
    async with server() as port, AsyncWatsClient(f"http://127.0.0.1:{port}", TOKEN) as client:
        answers = await asyncio.gather(*(client.app.version() for _ in range(300)))
    assert answers == ["1.0"] * 300
