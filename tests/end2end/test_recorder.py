"""The record of scans: every scan as it came, kept over a kill, written out from the window."""

import json
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.processes import wait_until
from tests.support.station import StationWindow

pytestmark = [pytest.mark.end2end, pytest.mark.timeout(120)]

LAST_SCANS, SAVE = (219, 564), (1030, 655)


def test_scans_are_written_out_as_they_came(station: StationWindow, tmp_path: Path) -> None:
    station.scan("DEMO-1001")
    station.scan("CMD-FLY-AWAY")
    station.scan("CMD-PANEL-SETTINGS")
    station.screen.touch(*LAST_SCANS)
    station.screen.touch(*SAVE)
    threading.Event().wait(1.0)
    path = tmp_path / "scans.jsonl"
    station.screen.type(str(path), delay_ms=100)
    threading.Event().wait(0.5)
    station.screen.key("Return")
    wait_until("the file", 10.0, path.exists)
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert [line["text"] for line in lines] == ["DEMO-1001", "CMD-FLY-AWAY", "CMD-PANEL-SETTINGS"]
    first = lines[0]
    assert bytes.fromhex(first["raw"]) == b"DEMO-1001\r"
    assert len(first["gaps_ms"]) == len("DEMO-1001")
    assert (first["source"], first["rule"]) == ("wedge", "serial")
    assert (first["outcome"], first["reason"]) == ("done", "unit_shown")
    assert 0 < first["latency_ms"] < first["shown_ms"] + 1
    assert [line["outcome"] for line in lines] == ["done", "not_understood", "done"]


def test_a_killed_station_leaves_its_record(station: StationWindow, tmp_path: Path) -> None:
    station.scan("DEMO-1001")
    threading.Event().wait(1.0)
    station.child.kill()
    path = tmp_path / "station" / "data" / "scans.sqlite"
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("SELECT count(*) FROM scans").fetchone() == (1,)


def test_a_scan_that_the_closing_ended_is_in_the_record_and_in_the_log(
    station: StationWindow, tmp_path: Path
) -> None:
    station.screen.type("DEMO-1001\rDEMO-1002\rDEMO-1003\r")
    code, _ = station.close_and_wait()
    assert (code, station.child.errors) == (0, [])
    logged = [event["text"] for event in station.events("scan.outcome")]
    path = tmp_path / "station" / "data" / "scans.sqlite"
    with closing(sqlite3.connect(path)) as database:
        (kept,) = database.execute("SELECT count(*) FROM scans").fetchone()
    assert logged == ["DEMO-1001", "DEMO-1002", "DEMO-1003"]
    assert kept == len(logged)
