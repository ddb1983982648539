"""The doctor, on real servers and real files: each thing that is missing is named, with a hint."""

import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http import HTTPStatus
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.support.processes import station_command
from tests.support.site import TOKEN, Site, running_site
from wats_station.adapters.clock import clock_offset
from wats_station.adapters.gateway import PING_SECONDS, WatsGateway
from wats_station.adapters.store.recorder import ScanRecorder
from wats_station.cli import main
from wats_station.domain.settings import Settings
from wats_station.station.doctor.computer import check_database, check_disk, check_settings
from wats_station.station.doctor.examination import as_json, as_lines, is_well
from wats_station.station.doctor.finding import Finding, State
from wats_station.station.doctor.server import check_server

NOWHERE = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running_site(tmp_path_factory.mktemp("site"), demo_units=0) as site:
        yield site


@contextmanager
def answering(date: str = "", *, status: int = 200) -> Iterator[str]:
    """A real HTTP server that answers every request alike, with this `Date` or none."""
    reason = HTTPStatus(status).phrase
    head = f"HTTP/1.1 {status} {reason}\r\nContent-Length: 0\r\nConnection: close\r\n"
    answer = f"{head}{f'Date: {date}' if date else 'X-No: date'}\r\n\r\n".encode()
    with socket.create_server(("127.0.0.1", 0)) as door:
        server = threading.Thread(target=_answer_all, args=(door, answer))
        server.start()
        try:
            yield f"http://127.0.0.1:{door.getsockname()[1]}"
        finally:
            door.shutdown(socket.SHUT_RDWR)
            server.join()


def _answer_all(door: socket.socket, answer: bytes) -> None:
    while True:
        try:
            line, _ = door.accept()
        except OSError:  # the test is over
            return
        with line:
            line.recv(65_536)
            line.sendall(answer)


def doctor(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, with the test's token."""
    return subprocess.run(
        station_command("doctor", *arguments),
        env={**os.environ, "WATS_STATION_TOKEN": TOKEN, **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def states(findings: tuple[Finding, ...]) -> dict[str, str]:
    return {finding.name: finding.state.value for finding in findings}


def test_a_server_in_order(site: Site, tmp_path: Path) -> None:
    found = check_server(site.url, TOKEN, tmp_path)
    assert states(found) == {"server": "ok", "token": "ok", "clock": "ok"}
    assert all(not finding.hint for finding in found)


def test_the_time_of_the_answer_is_the_servers_alone(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Getting ready takes longer here than a ping, which gives up after a second."""
    ready = WatsGateway.__init__

    def slowly(gateway: WatsGateway, base_url: str, token: str) -> None:
        time.sleep(PING_SECONDS + 0.5)
        ready(gateway, base_url, token)

    monkeypatch.setattr(WatsGateway, "__init__", slowly)
    server, *_ = check_server(site.url, TOKEN, tmp_path)
    took = re.fullmatch(rf"{re.escape(site.url)} answers in (\d+) ms", server.detail)
    assert took, server
    assert int(took[1]) <= PING_SECONDS * 1000


def test_a_server_that_was_stopped(tmp_path: Path) -> None:
    with running_site(tmp_path / "site", demo_units=0) as stopped:
        url = stopped.url
    server, token = check_server(url, TOKEN, tmp_path)
    assert (server.state, token.state) == (State.FAILED, State.NOTE)


def test_a_server_that_is_no_wats(tmp_path: Path) -> None:
    with answering(status=404) as url:
        server, token, *_ = check_server(url, TOKEN, tmp_path)
    assert (server.state, token.state) == (State.FAILED, State.NOTE)
    assert "no WATS server" in server.hint


@pytest.mark.parametrize("token", ["tø", "a\nb", "a\x1b[2J"])
def test_a_token_that_no_header_can_hold(site: Site, tmp_path: Path, token: str) -> None:
    server, about_token, clock = check_server(site.url, token, tmp_path)
    assert (server.state, about_token.state, clock.state) == (State.OK, State.FAILED, State.OK)
    assert token not in as_lines((about_token,))


@pytest.mark.parametrize(
    "url", ["http://", "http://127.0.0.1:99999", "http://me:my-password@127.0.0.1"]
)
def test_an_address_where_no_server_can_be(tmp_path: Path, url: str) -> None:
    server, token = check_server(url, TOKEN, tmp_path)
    assert (server.state, token.state) == (State.FAILED, State.NOTE)
    assert "--server" in server.hint
    assert "my-password" not in as_json((server, token))


@pytest.mark.parametrize(("seconds", "state"), [(0, "ok"), (60, "failed"), (-60, "failed")])
def test_a_clock_that_is_apart(tmp_path: Path, seconds: int, state: str) -> None:
    there = datetime.now(UTC) + timedelta(seconds=seconds)
    with answering(format_datetime(there, usegmt=True), status=404) as url:
        *_, clock = check_server(url, TOKEN, tmp_path)
    assert (clock.name, clock.state.value) == ("clock", state)
    assert bool(clock.hint) is (state == "failed")


@pytest.mark.parametrize("date", ["", "no time at all"])
def test_a_server_that_does_not_say_the_time(tmp_path: Path, date: str) -> None:
    with answering(date, status=404) as url:
        *_, clock = check_server(url, TOKEN, tmp_path)
    assert (clock.name, clock.state) == ("clock", State.NOTE)


@pytest.mark.parametrize("zone", ["GMT", "-0000", ""])
def test_a_time_without_a_zone_is_utc(zone: str) -> None:
    with answering(f"{datetime.now(UTC):%a, %d %b %Y %H:%M:%S} {zone}") as url:
        offset = clock_offset(url)
    assert offset is not None
    assert abs(offset) < 3


@pytest.mark.parametrize(
    "url", [NOWHERE, "http://", "http://\x01", "http://[", "http://" + "a" * 99]
)
def test_a_clock_that_cannot_be_asked(url: str) -> None:
    with pytest.raises(OSError, match=r"\w"):
        clock_offset(url)


def test_no_proxy_is_asked_for_a_server_on_this_machine(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", NOWHERE)
    assert states(check_server(site.url, TOKEN, tmp_path))["clock"] == "ok"


def test_a_token_that_is_refused_and_one_that_is_missing(site: Site, tmp_path: Path) -> None:
    for token, said in (("wrong", "refuses"), ("", "none")):
        server, about_token, _ = check_server(site.url, token, tmp_path)
        assert (server.state, about_token.state) == (State.OK, State.FAILED)
        assert said in about_token.detail
        assert about_token.hint


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    server, token = check_server(NOWHERE, TOKEN, tmp_path)
    assert (server.state, token.state) == (State.FAILED, State.NOTE)
    assert "cannot be reached" in server.detail
    assert server.hint


def test_no_server_at_all(tmp_path: Path) -> None:
    server, token = check_server("", "", tmp_path)
    assert (server.state, token.state) == (State.FAILED, State.NOTE)


def test_a_file_of_tokens_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "token.json").write_text("{")
    server, token = check_server(NOWHERE, "", tmp_path)
    assert (server.state, token.state) == (State.NOTE, State.FAILED)


def test_settings_that_are_wrong_are_named(tmp_path: Path) -> None:
    assert check_settings(tmp_path)[1].state is State.OK
    (tmp_path / "settings.json").write_text('{"volume": 3}')
    settings, finding = check_settings(tmp_path)
    assert (settings, finding.state) == (Settings(), State.FAILED)
    assert "volume" in finding.detail


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    assert check_disk(tmp_path / "new").state is State.OK
    (tmp_path / "file").write_text("")
    finding = check_disk(tmp_path / "file" / "data")
    assert (finding.state, bool(finding.hint)) == (State.FAILED, True)


@pytest.mark.parametrize(
    ("free", "state"),
    [(99_000_000, "failed"), (100_000_000, "note"), (499_000_000, "note"), (500_000_000, "ok")],
)
def test_a_disk_that_fills_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, state: str
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=free))
    finding = check_disk(tmp_path)
    assert (finding.state.value, bool(finding.hint)) == (state, state != "ok")
    assert list(tmp_path.iterdir()) == []


def test_a_record_of_scans_that_is_damaged(tmp_path: Path) -> None:
    assert check_database(tmp_path).state is State.OK
    recorder = ScanRecorder(tmp_path)
    recorder.start()
    recorder.close()
    assert check_database(tmp_path).state is State.OK
    (tmp_path / "scans.sqlite").write_bytes(b"no database at all" * 400)
    finding = check_database(tmp_path)
    assert (finding.state, bool(finding.hint)) == (State.FAILED, True)
    with closing(sqlite3.connect(":memory:")) as other:
        assert other.execute("SELECT 1").fetchone() == (1,)


def test_it_is_told_in_lines_and_for_a_program(tmp_path: Path) -> None:
    found = (Finding("disk", State.OK, "room"), Finding("server", State.FAILED, "gone", "look"))
    assert as_lines(found) == "ok      disk    room\nfailed  server  gone\n                -> look"
    assert json.loads(as_json(found)) == {
        "ok": False,
        "checks": [
            {"name": "disk", "state": "ok", "detail": "room", "hint": ""},
            {"name": "server", "state": "failed", "detail": "gone", "hint": "look"},
        ],
    }
    assert is_well(found[:1])


def test_what_others_say_stays_in_its_line() -> None:
    lines = as_lines((Finding("database", State.FAILED, "*** main ***\nPage 3\x1b[2J"),))
    assert lines == "failed  database  *** main *** Page 3 [2J"


@pytest.mark.parametrize("arguments", [(), ("--json",)])
def test_a_terminal_that_lacks_a_letter_of_the_folders_name(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    folder = tmp_path / "Łódź"
    done = doctor(*arguments, "--data-dir", str(folder), PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (1, "")
    assert "\\u0141" in done.stdout


def test_an_address_that_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--server", "wats.example.com"]) == 2
    assert "is not a server address" in capsys.readouterr().err
