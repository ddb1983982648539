"""The server as a process: tokens, refusals to start, clean ends, nothing acknowledged lost."""

import os
import signal
import socket
import sqlite3
import stat
import time
from pathlib import Path

import httpx
import pytest

from tests.support.processes import Child, station_command
from tests.support.site import TOKEN, running_site

KEY = {"serialNumber": "DEMO-1001", "partNumber": "CTRL-100"}


def start(folder: Path, *arguments: str, token: str = TOKEN) -> Child:
    command = station_command("serve", "--data-dir", str(folder), *arguments)
    environment = {**os.environ, "WATS_STATION_SITE_TOKEN": token}
    return Child(command, environment)


@pytest.mark.parametrize("given", ["", "Basic x", f"Bearer {TOKEN}", TOKEN, f"Basic {TOKEN}x"])
def test_without_the_token_nothing_is_answered(tmp_path: Path, given: str) -> None:
    with running_site(tmp_path) as site:
        headers = {"Authorization": given} if given else {}
        for path in ("/api/App/Version", "/api/station/History", "/api/Production/Unit/Query"):
            refused = httpx.get(site.url + path, headers=headers)
            assert refused.status_code == 401
            assert refused.headers["www-authenticate"] == "Basic"
            assert refused.json() == {"Message": "Authorization has been denied for this request."}


def test_a_first_token_is_made_and_kept_for_its_owner_alone(tmp_path: Path) -> None:
    for _ in range(2):
        server = start(tmp_path, "--port", "0", token="")
        try:
            url = server.wait_for_line("site server ready: ").split()[-1]
            token = (tmp_path / "site-token").read_text().strip()
            headers = {"Authorization": f"Basic {token}"}
            assert httpx.get(f"{url}/api/App/Version", headers=headers).status_code == 200
        finally:
            server.close()
        assert str(tmp_path / "site-token") in "".join(server.errors)
        assert token not in "".join(server.errors)
    assert stat.S_IMODE((tmp_path / "site-token").stat().st_mode) == 0o600


def test_a_port_in_use_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        server = start(tmp_path, "--port", str(port))
        assert server.wait(10.0) == 1
        server.close()
    assert len(server.errors) == 1
    assert f"127.0.0.1:{port}: Address already in use" in server.errors[0]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--host", "0.0.0.0"], "give --tls-cert and --tls-key"),
        (["--tls-cert", "x.pem"], "give both"),
        (["--tls-cert", "x.pem", "--tls-key", "y.pem"], "cannot be read"),
        (["--workers", "2"], "--workers needs PostgreSQL"),
        (["--database", "nonsense"], "Could not parse SQLAlchemy URL"),
        (["--database", "mysql://x/y"], "mysql is not supported"),
        (["--database", "sqlite://"], "name a file"),
        (["--database", "postgresql://127.0.0.1:1/y"], "the database cannot be used"),
        (["--database", "sqlite:////no/such/folder/site.db"], "the database cannot be used"),
    ],
)
def test_what_cannot_be_served_is_said_in_one_line(
    tmp_path: Path, arguments: list[str], says: str
) -> None:
    server = start(tmp_path, "--port", "0", *arguments)
    assert server.wait(20.0) == 1
    server.close()
    assert len(server.errors) == 1
    assert says in server.errors[0]


def test_a_newer_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    with running_site(tmp_path):
        pass
    with sqlite3.connect(tmp_path / "site.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '0099'")
    database.close()
    server = start(tmp_path, "--port", "0")
    assert server.wait(20.0) == 1
    server.close()
    assert "made by a newer version of the program" in server.errors[0]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_is_clean_even_with_a_connection_open(tmp_path: Path, number: int) -> None:
    with running_site(tmp_path) as site:
        site.get("/api/App/Version")
        child = site.child
        asked = time.monotonic()
        child.process.send_signal(number)
        assert child.wait(5.0) == 0
        assert time.monotonic() - asked < 2.0
        assert child.errors == []


def test_it_ends_with_its_parent(tmp_path: Path) -> None:
    with running_site(tmp_path) as site:
        assert site.child.process.stdin is not None
        site.child.process.stdin.close()
        assert site.child.wait(5.0) == 0


def test_no_acknowledged_write_is_lost_in_a_kill(tmp_path: Path) -> None:
    with running_site(tmp_path) as site:
        for round_number in range(3):
            value = f"round-{round_number}"
            query = {**KEY, "key": "Round", "value": value}
            headers = {"Authorization": f"Basic {TOKEN}"}
            answer = httpx.put(f"{site.url}/api/Production/UnitTag", params=query, headers=headers)
            assert answer.status_code == 200
            site.kill()
            started = time.monotonic()
            site.restart()
            assert time.monotonic() - started < 5.0
            tags = {tag["key"]: tag["value"] for tag in site.unit("DEMO-1001")["tags"]}
            assert tags["Round"] == value


def test_the_demo_is_the_same_every_time(tmp_path: Path) -> None:
    seen = []
    for name in ("one", "two"):
        with running_site(tmp_path / name) as site:
            units = site.get("/api/Production/Unit/Query", **{"$top": "1000"})
            headers = site.get("/api/Report/Query/Header", **{"$top": "1000"})
            for unit in units:
                for each in (unit, *unit["subUnits"]):
                    for part in ("product", "productRevision"):
                        each[part].pop("productId")
                    each["productRevision"].pop("productRevisionId")
            seen.append((units, headers))
    assert seen[0] == seen[1]
    assert len(seen[0][0]) == 73
