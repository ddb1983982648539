"""A scan shows a real unit, and a command barcode moves it: window, keys, server, database."""

import threading
import time
from pathlib import Path

import pytest

from tests.support.processes import Child, station_command, wait_until
from tests.support.site import Site
from tests.support.station import StationWindow

pytestmark = pytest.mark.end2end


def test_a_passing_unit_is_shown_and_finalized(station: StationWindow, site: Site) -> None:
    shown = station.scan("DEMO-1001")
    assert (shown["outcome"], shown["reason"]) == ("done", "unit_shown")
    assert (shown["source"], shown["text"], shown["panel"]) == ("wedge", "DEMO-1001", "LOOKUP")
    finalized = station.scan("CMD-PHASE-FINALIZED")
    assert (finalized["outcome"], finalized["reason"]) == ("done", "phase_set")
    assert site.unit("DEMO-1001")["unitPhaseId"] == 16
    newest = site.history("DEMO-1001")[0]
    assert (newest["kind"], newest["oldId"], newest["newId"]) == ("phase", 2, 16)
    assert newest["operator"]
    assert newest["station"]
    assert newest["command"]


def test_first_feedback_comes_within_a_tenth_of_a_second(station: StationWindow) -> None:
    station.scan("DEMO-1001")
    outcomes = [station.scan(text) for text in ("DEMO-1002", "DEMO-1003", "DEMO-1004")]
    assert sorted(outcome["latency_ms"] for outcome in outcomes)[0] < 100
    assert all(outcome["shown_ms"] is not None for outcome in outcomes)


def test_a_failing_unit_is_not_finalized_and_the_server_is_unchanged(
    station: StationWindow, site: Site
) -> None:
    before = site.history("DEMO-1002")
    station.scan("DEMO-1002")
    refused = station.scan("CMD-PHASE-FINALIZED")
    assert (refused["outcome"], refused["reason"]) == ("refused", "finalize_not_passed")
    assert site.unit("DEMO-1002")["unitPhaseId"] == 2
    assert site.history("DEMO-1002") == before


def test_process_tag_and_panel_commands(station: StationWindow, site: Site) -> None:
    assert station.scan("CMD-PROCESS-100")["reason"] == "no_current_unit"
    station.scan("DEMO-1003")
    assert station.scan("CMD-PROCESS-100")["reason"] == "process_set"
    assert station.scan("CMD-TAG-Lot=LOT 7")["reason"] == "tag_set"
    assert station.scan("CMD-PANEL-PHASE")["reason"] == "panel_opened"
    unit = site.unit("DEMO-1003")
    assert unit["processCode"] == "100"
    assert {"key": "Lot", "value": "LOT 7"} in [
        {"key": tag["key"], "value": tag["value"]} for tag in unit["tags"]
    ]


@pytest.mark.parametrize(
    ("text", "outcome", "reason"),
    [
        ("NO-SUCH-UNIT", "refused", "unit_not_found"),
        ("DEMO-2001", "refused", "unit_ambiguous"),
        ("CMD-PHASE-FINALIZED", "refused", "no_current_unit"),
        ("CMD-FLY-AWAY", "not_understood", "unknown_command"),
        ("    ", "not_understood", "empty_scan"),
        ("A" * 4000, "not_understood", "scan_too_long"),
    ],
)
def test_what_cannot_be_done_has_its_own_outcome(
    station: StationWindow, text: str, outcome: str, reason: str
) -> None:
    ended = station.scan(text, seconds=30.0)
    assert (ended["outcome"], ended["reason"], ended["text"]) == (outcome, reason, text)


def test_control_characters_have_their_own_outcome(station: StationWindow) -> None:
    known = len(station.events("scan.outcome"))
    keys = ["S", "N", "ctrl+bracketright", "1", "2", "Return"]
    station.screen.key(*keys)
    ended = wait_until(
        "an outcome", 10.0, lambda: (station.events("scan.outcome")[known:] or [{}])[0]
    )
    assert ended["reason"] in ("control_characters", "scan_torn")
    assert "\x1d" in ended["text"]


def test_typing_by_hand_and_enter_works_too(station: StationWindow) -> None:
    for character in ("D", "E", "M", "O", "minus", "1", "0", "0", "1"):
        station.screen.key(character)
        threading.Event().wait(0.12)
    station.screen.key("Return")
    ended = station.wait_for("scan.outcome")
    assert (ended["source"], ended["text"], ended["outcome"]) == ("typed", "DEMO-1001", "done")


def test_an_empty_entry_has_an_outcome_as_well(station: StationWindow) -> None:
    station.screen.key("Return")
    ended = station.wait_for("scan.outcome")
    assert (ended["source"], ended["reason"]) == ("typed", "empty_scan")


def test_a_hundred_scans_in_a_row_each_have_their_outcome_in_order(
    station: StationWindow,
) -> None:
    codes = [f"DEMO-10{number % 7 + 1:02}" for number in range(100)]
    station.screen.type("".join(code + "\r" for code in codes), delay_ms=2)
    wait_until("100 outcomes", 30.0, lambda: len(station.events("scan.outcome")) >= 100)
    ended = station.events("scan.outcome")
    assert [event["id"] for event in ended] == list(range(1, 101))
    # A scan that a busy machine tore apart is asked for again: its text is the code's rest.
    assert all(code.endswith(event["text"]) for code, event in zip(codes, ended, strict=True))
    assert ended[-1]["outcome"] in ("done", "not_understood")


def test_a_killed_server_is_told_within_two_seconds_and_work_goes_on_after_it(
    station: StationWindow, site: Site, tmp_path: Path
) -> None:
    station.scan("DEMO-1001")
    known = len(station.events("scan.outcome"))
    site.kill()
    killed = time.monotonic()
    station.screen.type("DEMO-1002\r")
    station.wait_for("link.changed", 5.0, lambda event: event["state"] == "offline")
    assert time.monotonic() - killed < 2.0 + 0.5  # half a second for this test's own looking
    ended = wait_until(
        "an outcome", 10.0, lambda: (station.events("scan.outcome")[known:] or [{}])[0]
    )
    assert ended["outcome"] in ("refused", "not_understood")
    station.picture(tmp_path / "offline.png")
    site.restart()
    wait_until(
        "online again", 10.0, lambda: station.events("link.changed")[-1]["state"] == "online"
    )
    assert station.scan("DEMO-1003")["outcome"] == "done"


def test_closing_ends_every_process_quietly(station: StationWindow) -> None:
    station.scan("DEMO-1001")
    code, seconds = station.close_and_wait()
    assert code == 0
    assert seconds < 2.0
    assert station.child.errors == []


def test_a_second_start_raises_the_first_and_ends(station: StationWindow, tmp_path: Path) -> None:
    data = tmp_path / "station" / "data"
    second = Child(
        station_command("--server", "http://127.0.0.1:1", "--data-dir", str(data)),
        {**station.screen.environment, "WATS_STATION_TOKEN": "x"},
    )
    try:
        assert second.wait(10.0) == 0
        assert second.errors == []
    finally:
        second.close()
    assert station.scan("DEMO-1001")["outcome"] == "done"
