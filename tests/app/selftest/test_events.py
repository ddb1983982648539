"""Following the window's log while it is written."""

from pathlib import Path

import pytest

from wats_station.app.selftest.events import Events
from wats_station.app.selftest.steps import StepFailed


def written(log: Path, text: str) -> None:
    with log.open("a", encoding="utf-8") as file:
        file.write(text)


def test_half_a_line_waits_for_its_rest(tmp_path: Path) -> None:
    log = tmp_path / "events.jsonl"
    events = Events(log, lambda: None)
    assert events.of("scan.outcome") == []
    written(log, '{"event": "station.ready"}\n{"event": "scan.outcome", "text": "BJØ')
    assert events.of("scan.outcome") == []
    assert events.of("station.ready") == [{"event": "station.ready"}]
    written(log, 'RN"}\n')
    assert events.of("scan.outcome") == [{"event": "scan.outcome", "text": "BJØRN"}]


def test_only_what_comes_after_counts(tmp_path: Path) -> None:
    log = tmp_path / "events.jsonl"
    events = Events(log, lambda: None)
    written(log, '{"event": "link", "state": "online"}\n{"event": "link", "state": "offline"}\n')
    assert events.wait_for("link", 1.0)["state"] == "online"
    assert events.wait_for("link", 1.0, after=1)["state"] == "offline"
    found = events.wait_for("link", 1.0, where=lambda each: each["state"] == "offline")
    assert found["state"] == "offline"


def test_a_wait_ends_and_says_what_it_was_for(tmp_path: Path) -> None:
    with pytest.raises(StepFailed, match=r"waited 0 s in vain for 'link' from the window"):
        Events(tmp_path / "events.jsonl", lambda: None).wait_for("link", 0.05)


def test_a_window_that_has_ended_is_not_waited_for(tmp_path: Path) -> None:
    def look() -> None:
        raise StepFailed("the window ended by itself")

    with pytest.raises(StepFailed, match="ended by itself"):
        Events(tmp_path / "events.jsonl", look).wait_for("link", 30.0)
    with pytest.raises(StepFailed, match="ended by itself"):
        Events(tmp_path / "events.jsonl", lambda: None).wait_for("link", 30.0, look=look)
