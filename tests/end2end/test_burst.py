"""A hundred scans a second: each has its outcome, none is lost, the order is kept."""

import time

import pytest

from tests.support.processes import wait_until
from tests.support.station import StationWindow

pytestmark = pytest.mark.end2end

A_SECOND = 100
# What a machine that does other things beside may fall behind by.
LEAST_RATE = 90.0
_UNITS = 7
_IN_ONE_GO = 500
# 11 keys a scan; the true gap is half of what xdotool is told.
_DELAY_MS = 1


@pytest.mark.parametrize(
    "seconds",
    [5, pytest.param(60, marks=[pytest.mark.slow, pytest.mark.timeout(400)])],
)
def test_each_scan_of_a_burst_has_its_outcome_in_order(
    station: StationWindow, seconds: int
) -> None:
    count = seconds * A_SECOND
    codes = [f"DEMO-10{number % _UNITS + 1:02}" for number in range(count)]
    begun = time.monotonic()
    for start in range(0, count, _IN_ONE_GO):
        batch = codes[start : start + _IN_ONE_GO]
        station.screen.type("".join(code + "\r" for code in batch), delay_ms=_DELAY_MS)
        # No faster than asked for: what is measured is the station, not the injector.
        ahead = (start + len(batch)) / A_SECOND - (time.monotonic() - begun)
        time.sleep(max(0.0, ahead))
    rate = count / (time.monotonic() - begun)
    wait_until("every outcome", 30.0, lambda: len(station.events("scan.outcome")) >= count)
    ended = station.events("scan.outcome")
    assert [event["id"] for event in ended] == list(range(1, count + 1))
    assert [event["text"] for event in ended] == codes
    assert {(event["outcome"], event["reason"]) for event in ended} <= {
        ("done", "unit_shown"),
        ("ignored", "superseded"),
    }
    assert ended[-1]["outcome"] == "done"
    assert rate > LEAST_RATE
