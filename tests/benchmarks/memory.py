"""How much memory the window takes, after its start and with every panel opened."""

import os
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.rows import Row
from tests.support.kill_run import Window
from tests.support.processes import Child
from tests.support.site import running_site
from wats_station.domain.panel import AVAILABLE

_REST_SECONDS = 2.0


def memory_rows() -> list[Row]:
    """Resident memory beside a bare window's, where the system tells it."""
    if not Path("/proc/self/statm").exists():
        return []
    floor = _bare()
    with tempfile.TemporaryDirectory() as folder, running_site(Path(folder) / "site") as site:
        station = Path(folder) / "station"
        station.mkdir()
        window = Window(station, site.url)
        try:
            time.sleep(_REST_SECONDS)
            started = _megabytes(window.process_id)
            for code in ("DEMO-1002", *(f"CMD-PANEL-{panel}" for panel in sorted(AVAILABLE))):
                window.scan(code)
            time.sleep(_REST_SECONDS)
            opened = _megabytes(window.process_id)
        finally:
            window.close()
    return [
        Row("memory of a bare window", floor, "MB", None),
        Row("memory of the window after its start", started / floor, "x floor", 2.2),
        Row("memory with every panel opened", opened / floor, "x floor", 2.8),
    ]


def _bare() -> float:
    bare = Child(
        [sys.executable, "-m", "tests.benchmarks.bare_window", "stay"],
        {**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    try:
        bare.wait_for_line("painted")
        time.sleep(_REST_SECONDS)
        return _megabytes(bare.process.pid)
    finally:
        bare.close()


def _megabytes(process_id: int) -> float:
    pages = int(Path(f"/proc/{process_id}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
