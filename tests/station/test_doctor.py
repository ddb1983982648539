"""The doctor, on real servers and real files: each thing that is missing is named, with a hint."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.site import TOKEN, Site, running_site
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


def states(findings: tuple[Finding, ...]) -> dict[str, str]:
    return {finding.name: finding.state.value for finding in findings}


def test_a_server_in_order(site: Site, tmp_path: Path) -> None:
    found = check_server(site.url, TOKEN, tmp_path)
    assert states(found) == {"server": "ok", "token": "ok", "clock": "ok"}
    assert all(not finding.hint for finding in found)


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


def test_an_address_that_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--server", "wats.example.com"]) == 2
    assert "is not a server address" in capsys.readouterr().err
