"""The event log: one JSON object a line, in order, on disk once closed."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from wats_station.log import EventLog


def test_events_are_written_in_order_with_time_and_fields(tmp_path: Path) -> None:
    log = EventLog(tmp_path / "deep" / "events.jsonl")
    for number in range(500):
        log.write("scan.outcome", id=number, text="Ærø\x1d")
    log.close()
    lines = (tmp_path / "deep" / "events.jsonl").read_text(encoding="utf-8").splitlines()
    events = [json.loads(line) for line in lines]
    assert [event["id"] for event in events] == list(range(500))
    assert {(event["event"], event["text"]) for event in events} == {("scan.outcome", "Ærø\x1d")}
    age = datetime.now(UTC) - datetime.fromisoformat(events[0]["t"])
    assert timedelta(0) <= age < timedelta(minutes=1)


def test_without_a_file_events_are_dropped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    log = EventLog(None)
    log.write("station.ready")
    log.close()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        EventLog(tmp_path / "file" / "events.jsonl")


def test_after_the_close_nothing_is_written(tmp_path: Path) -> None:
    log = EventLog(tmp_path / "events.jsonl")
    log.close()
    log.write("late")
    assert (tmp_path / "events.jsonl").read_text() == ""
