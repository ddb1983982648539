"""A hundred scans a second: each has its outcome, none is lost, the order is kept."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import pytest

from tests.support.processes import wait_until
from tests.support.screen import Screen
from tests.support.station import StationWindow

pytestmark = pytest.mark.end2end

A_SECOND = 100
# What a machine that does other things beside may fall behind by.
LEAST_RATE = 90.0
_UNITS = 7
_IN_ONE_GO = 10
# "First feedback within 100 ms of the end of the frame", and no scan for which it froze.
FEEDBACK_MS, FROZEN_MS = 100.0, 1_000.0


@contextmanager
def _typist(screen: Screen) -> Iterator[IO[str]]:
    """One xdotool that types the lines it is given: a new one for each would cost as much."""
    process = subprocess.Popen(
        ["xdotool", "-"], env=screen.environment, stdin=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    try:
        yield process.stdin
        process.stdin.close()
        assert process.wait(30.0) == 0
    finally:
        process.kill()
        process.wait(10.0)


def _send(screen: Screen, codes: list[str]) -> float:
    """Scan them all, `A_SECOND` a second and no faster; the rate that was kept."""
    begun = time.monotonic()
    with _typist(screen) as typist:
        for start in range(0, len(codes), _IN_ONE_GO):
            batch = codes[start : start + _IN_ONE_GO]
            keys = "".join(code + "\r" for code in batch)
            typist.write(f'type --delay 0 "{keys}"\n')
            typist.flush()
            ahead = (start + len(batch)) / A_SECOND - (time.monotonic() - begun)
            time.sleep(max(0.0, ahead))
    return len(codes) / (time.monotonic() - begun)


@pytest.mark.parametrize(
    "seconds",
    [5, pytest.param(60, marks=[pytest.mark.slow, pytest.mark.timeout(400)])],
)
def test_each_scan_of_a_burst_has_its_outcome_in_order(
    station: StationWindow, seconds: int
) -> None:
    count = seconds * A_SECOND
    codes = [f"DEMO-10{number % _UNITS + 1:02}" for number in range(count)]
    rate = _send(station.screen, codes)
    wait_until("every outcome", 30.0, lambda: len(station.events("scan.outcome")) >= count)
    ended = station.events("scan.outcome")
    assert [event["id"] for event in ended] == list(range(1, count + 1))
    assert [event["text"] for event in ended] == codes
    assert {(event["outcome"], event["reason"]) for event in ended} <= {
        ("done", "unit_shown"),
        ("ignored", "superseded"),
    }
    assert ended[-1]["outcome"] == "done"
    latencies = sorted(event["latency_ms"] for event in ended)
    assert latencies[0] >= 0.0
    assert latencies[len(latencies) * 99 // 100] < FEEDBACK_MS
    assert latencies[-1] < FROZEN_MS
    assert station.child.errors == []
    assert rate > LEAST_RATE
