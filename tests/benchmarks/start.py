"""How long a start takes: first paint and ready for scans, beside a bare window's first paint."""

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from statistics import median

from tests.benchmarks.rows import Row
from tests.support.processes import ROOT, wait_until

_RUNS = 7
STATION = (sys.executable, "-m", "wats_station")
_NOWHERE = ("--server", "http://127.0.0.1:1")


def start_rows() -> list[Row]:
    """Alternating runs, so that a machine that drifts drifts for both."""
    ratios: list[tuple[float, float]] = []
    _floor(), started(STATION)
    for _ in range(_RUNS):
        floor = _floor()
        painted, ready = started(STATION)
        ratios.append((painted / floor, ready / floor))
    return [
        Row("first paint of the window", median(each[0] for each in ratios), "x floor", 1.5),
        Row("window ready for scans", median(each[1] for each in ratios), "x floor", 2.5),
    ]


def _environment() -> dict[str, str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "WATS_STATION_TOKEN": "x"}
    # Without compiled modules every start would pay for compiling them.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def _floor() -> float:
    """Seconds from the process's start to a bare window's first paint."""
    start = time.time()
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.bare_window"],
        env=_environment(),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout.split()[1]) - start


def started(station: tuple[str, ...]) -> tuple[float, float]:
    """Seconds to the first paint of this station, and to its being ready for scans."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "events.jsonl"
        start = time.time()
        process = subprocess.Popen(
            [*station, *_NOWHERE, "--data-dir", folder, "--json-log", str(log)],
            env=_environment(),
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            times = wait_until("station.ready", 30.0, lambda: _times(log))
        finally:
            process.terminate()
            process.wait(10)
    return times["window.painted"] - start, times["station.ready"] - start


def _times(log: Path) -> dict[str, float]:
    """When each start event happened; nothing until the last of them has."""
    if not log.exists():
        return {}
    events = [json.loads(line) for line in log.read_text().split("\n")[:-1]]
    times = {event["event"]: datetime.fromisoformat(event["t"]).timestamp() for event in events}
    return times if "station.ready" in times else {}
