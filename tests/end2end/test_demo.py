"""The demo site: nothing to configure, and no process left behind however the window ends."""

import os
import signal
from pathlib import Path

import httpx
import pytest

from tests.support.processes import Child, station_command, wait_until
from tests.support.screen import Screen
from tests.support.station import running_station

pytestmark = pytest.mark.end2end


def children_of(process: int) -> list[int]:
    """The ids of a process's children, from the kernel's own list."""
    file = Path(f"/proc/{process}/task/{process}/children")
    threads = Path(f"/proc/{process}/task")
    if not file.exists():
        return []
    return [
        int(child)
        for thread in threads.iterdir()
        for child in (thread / "children").read_text().split()
    ]


def is_running(process: int) -> bool:
    """True while the process exists and is not a zombie."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def test_the_demo_shows_a_unit_and_takes_its_server_down_with_it(
    screen: Screen, tmp_path: Path
) -> None:
    with running_station(screen, tmp_path, "--demo") as station:
        assert station.scan("DEMO-1001", seconds=20.0)["outcome"] == "done"
        servers = children_of(station.child.process.pid)
        assert len(servers) == 1
        code, seconds = station.close_and_wait()
        assert code == 0
        assert seconds < 2.0
        assert not any(is_running(server) for server in servers)
        assert station.child.errors == []


def test_what_is_done_in_the_demo_is_seen_from_outside(screen: Screen, tmp_path: Path) -> None:
    with running_station(screen, tmp_path, "--demo") as station:
        server = station.wait_for("site.ready", 20.0)["server"]
        station.online()
        token = (tmp_path / "data" / "site" / "site-token").read_text().strip()
        for serial, outcome, phase in (("DEMO-1001", "done", 16), ("DEMO-1002", "refused", 2)):
            station.scan(serial)
            assert station.scan("CMD-PHASE-FINALIZED")["outcome"] == outcome
            unit = httpx.get(
                f"{server}/api/Production/Unit/{serial}/CTRL-100",
                headers={"Authorization": f"Basic {token}"},
            ).json()
            assert unit["unitPhaseId"] == phase


def test_a_killed_window_leaves_no_server_behind(screen: Screen, tmp_path: Path) -> None:
    with running_station(screen, tmp_path, "--demo") as station:
        station.online()
        servers = children_of(station.child.process.pid)
        assert len(servers) == 1
        station.child.process.send_signal(signal.SIGKILL)
        wait_until("the server's end", 5.0, lambda: not any(map(is_running, servers)))


def test_ctrl_c_ends_it_as_a_close_does(screen: Screen, tmp_path: Path) -> None:
    with running_station(screen, tmp_path, "--demo") as station:
        station.online()
        station.child.process.send_signal(signal.SIGINT)
        assert station.child.wait(5.0) == 0
        assert station.child.errors == []


@pytest.mark.slow
def test_the_tour_plays_without_a_display(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    tour = Child(
        station_command(
            "--demo", "--tour", str(tmp_path / "tour"), "--data-dir", str(tmp_path),
            "--json-log", str(tmp_path / "tour" / "events.jsonl"), "--language", "en",
        ),
        {**environment, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    try:
        assert tour.wait(60.0) == 0
        assert tour.errors == []
    finally:
        tour.close()
    pictures = sorted(file.name for file in (tmp_path / "tour").glob("*.png"))
    assert pictures[0] == "00-start.png"
    assert len(pictures) == 10
