"""Who may reach the server, and what one client can do to the others: TLS, limits, logs."""

import json
import os
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.postgres import Postgres
from tests.support.site import TOKEN, Site, running_site
from wats_station.site_server import gate, protocol

pytestmark = [pytest.mark.heavy, pytest.mark.timeout(600)]

HEADERS = {"Authorization": f"Basic {TOKEN}"}
VERSION = "/api/App/Version"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running_site(tmp_path_factory.mktemp("site"), demo_units=5) as site:
        yield site


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for localhost and its key, made by openssl."""
    folder = tmp_path_factory.mktemp("tls")
    certificate, key = folder / "site.pem", folder / "site.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
         "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    return certificate, key


def log_of(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / "site-access.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def connection_to(site: Site) -> socket.socket:
    return socket.create_connection(("127.0.0.1", site.port), timeout=30)


def test_behind_tls_the_certificate_is_checked(
    tmp_path: Path, certificate: tuple[Path, Path]
) -> None:
    arguments = ("--tls-cert", str(certificate[0]), "--tls-key", str(certificate[1]))
    with _tls_site(tmp_path, *arguments) as url:
        trusted = ssl.create_default_context(cafile=str(certificate[0]))
        answer = httpx.get(f"{url}{VERSION}", headers=HEADERS, verify=trusted)
        assert answer.status_code == 200
        with pytest.raises(httpx.ConnectError, match="certificate verify failed"):
            httpx.get(f"{url}{VERSION}", headers=HEADERS)
        with pytest.raises(httpx.TransportError):
            httpx.get(f"{url.replace('https', 'http')}{VERSION}", headers=HEADERS)


def test_a_key_of_another_certificate_is_refused(
    tmp_path: Path, certificate: tuple[Path, Path]
) -> None:
    from tests.site_server.commands import refused

    said = refused("serve", "--port", "0", "--data-dir", str(tmp_path),
                   "--tls-cert", str(certificate[0]), "--tls-key", str(certificate[0]))  # fmt: skip
    assert "do not go together" in said


def test_beyond_this_machine_only_when_said_so(tmp_path: Path) -> None:
    arguments = ("--host", "0.0.0.0", "--insecure-lan")
    with running_site(tmp_path, demo_units=0, arguments=arguments) as site:
        assert site.url.startswith("http://0.0.0.0:")
        answer = httpx.get(f"http://127.0.0.1:{site.port}{VERSION}", headers=HEADERS)
        assert answer.status_code == 200


def test_every_answer_has_an_id_that_the_log_has_too(tmp_path: Path) -> None:
    with running_site(tmp_path, demo_units=0) as site:
        own = httpx.get(site.url + VERSION, headers=HEADERS | {"X-Request-Id": "mine-1"})
        odd = httpx.get(site.url + VERSION, headers=HEADERS | {"X-Request-Id": 'x" y'})
        denied = httpx.get(site.url + VERSION, headers={"Authorization": "Basic secret"})
        command = {"X-Station-Operator": "Bj%C3%B8rn", "X-Station-Command": "c-1"}
        httpx.get(f"{site.url}{VERSION}?tokenId=secret&x=1", headers=HEADERS | command)
    ids = [each.headers["x-request-id"] for each in (own, odd, denied)]
    assert ids[0] == "mine-1"
    assert ids[1] not in ('x" y', ids[2])
    rows = log_of(tmp_path)
    assert [row["id"] for row in rows[:3]] == ids
    assert [row["status"] for row in rows] == [200, 200, 401, 200]
    assert [row["caller"] for row in rows] == ["first", "first", "", "first"]
    assert (rows[3]["operator"], rows[3]["command"]) == ("Bjørn", "c-1")
    assert rows[3]["query"] == "tokenId=***&x=1"
    assert all(row["ms"] > 0 and row["path"] == VERSION for row in rows)
    text = (tmp_path / "site-access.jsonl").read_text()
    assert TOKEN not in text
    assert "secret" not in text


def test_the_log_can_be_left_out(tmp_path: Path) -> None:
    with running_site(tmp_path, demo_units=0, arguments=("--no-access-log",)) as site:
        assert site.get(VERSION)
    assert not (tmp_path / "site-access.jsonl").exists()


def test_a_body_without_end_is_cut_off(site: Site) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(80):
            yield b" " * 1024 * 1024

    with httpx.Client(base_url=site.url, headers=HEADERS, timeout=60) as client:
        answer = client.post("/api/Report/WSJF", content=endless())
    assert (answer.status_code, answer.json()["reasonCode"]) == (413, "tooLarge")


@pytest.mark.parametrize("query", ["x=" + "a" * 20_000, "serialNumber=%00"])
def test_a_query_that_cannot_be_is_refused(site: Site, query: str) -> None:
    answer = httpx.get(f"{site.url}/api/Production/UnitVerification?{query}", headers=HEADERS)
    assert answer.status_code == 400


def test_a_head_without_end_is_let_go(site: Site) -> None:
    with connection_to(site) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
        filler = b"".join(b"X-Filler: " + b"a" * 1000 + b"\r\n" for _ in range(20_000))
        with pytest.raises(OSError):  # noqa: PT011 - reset or broken pipe, as it comes
            connection.sendall(filler)
    assert site.get(VERSION)


@pytest.mark.slow
def test_a_client_that_says_nothing_is_let_go_and_holds_nobody_up(tmp_path: Path) -> None:
    with running_site(tmp_path, demo_units=0) as site:
        silent = [connection_to(site) for _ in range(100)]
        for each in silent[:50]:
            each.sendall(b"GET /api/App/Version HTTP/1.1\r\nHo")
        slow = connection_to(site)
        slow.sendall(
            b"POST /api/Report/WSJF HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n"
            + f"Authorization: Basic {TOKEN}\r\n\r\n{{".encode()
        )
        began = time.monotonic()
        assert site.get(VERSION)
        assert time.monotonic() - began < 1.0
        for each in silent:
            assert each.recv(100) == b""
            each.close()
        assert time.monotonic() - began < protocol.HEAD_SECONDS + 5
        slow.close()


async def test_a_body_that_comes_too_slowly_ends_as_408(monkeypatch: pytest.MonkeyPatch) -> None:
    import asyncio

    from wats_station.site_server.refusals import Refusal

    monkeypatch.setattr(gate, "BODY_SECONDS", 0.05)

    async def never() -> dict[str, Any]:
        await asyncio.sleep(30)
        return {}

    with pytest.raises(Refusal) as refusal:
        await gate.in_time(never)()
    assert (refusal.value.status, refusal.value.reason_code) == (408, "tooSlow")


def test_the_page_of_the_api_needs_nothing_from_elsewhere(site: Site) -> None:
    page = httpx.get(f"{site.url}/docs").text
    assert "https://" not in page.replace("https://fastapi.tiangolo.com", "")
    script = httpx.get(f"{site.url}/docs-files/swagger-ui-bundle.js")
    assert (script.status_code, len(script.content) > 100_000) == (200, True)
    described = httpx.get(f"{site.url}/openapi.json").json()
    assert len(described["paths"]) > 100
    assert described["components"]["securitySchemes"]


def test_two_workers_serve_one_postgresql_and_end_with_their_parent(
    tmp_path: Path, postgres: Postgres
) -> None:
    arguments = ("--workers", "2")
    database = postgres.database()
    with running_site(tmp_path, database=database, demo_units=0, arguments=arguments) as site:
        workers = _children_of(site.child.process.pid)
        assert len(workers) >= 2
        assert all(httpx.get(site.url + VERSION, headers=HEADERS).status_code == 200
                   for _ in range(20))  # fmt: skip
        site.child.process.kill()
        deadline = time.monotonic() + 10
        while any(_is_running(each) for each in workers) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert [each for each in workers if _is_running(each)] == []


def test_a_worker_that_dies_is_replaced(tmp_path: Path, postgres: Postgres) -> None:
    arguments = ("--workers", "2")
    database = postgres.database()
    with running_site(tmp_path, database=database, demo_units=0, arguments=arguments) as site:
        before = _children_of(site.child.process.pid)
        os.kill(max(before), signal.SIGKILL)
        deadline = time.monotonic() + 20
        now = set(before)
        while time.monotonic() < deadline:
            now = set(_children_of(site.child.process.pid))
            if len(now) >= len(before) and now != set(before):
                break
            time.sleep(0.2)
        assert len(now) >= len(before)
        assert site.get(VERSION)


def _children_of(pid: int) -> list[int]:
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    return [int(each) for each in found.stdout.split()]


def _is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def _tls_site(folder: Path, *arguments: str) -> Any:
    from contextlib import contextmanager

    from tests.support.processes import Child, station_command

    @contextmanager
    def running() -> Iterator[str]:
        command = station_command("serve", "--port", "0", "--data-dir", str(folder), *arguments)
        child = Child(command, {**os.environ, "WATS_STATION_SITE_TOKEN": TOKEN})
        try:
            yield child.wait_for_line("site server ready: ").removeprefix("site server ready: ")
        finally:
            child.close()

    return running()
