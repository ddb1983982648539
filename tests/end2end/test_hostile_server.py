"""Servers that answer wrongly or not at all: each way has its own clear outcome, and no hang."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.hostile_server import HostileServer, running_hostile_server
from tests.support.screen import Screen
from tests.support.station import running_station

pytestmark = pytest.mark.end2end


@pytest.fixture
def hostile() -> Iterator[HostileServer]:
    """A server that misbehaves."""
    with running_hostile_server() as server:
        yield server


def test_each_misbehaviour_has_its_own_outcome(
    screen: Screen, hostile: HostileServer, tmp_path: Path
) -> None:
    wanted = {
        "html": "server_not_wats",
        "wrong_shape": "server_not_wats",
        "not_json": "server_not_wats",
        "redirect": "server_not_wats",
        "401": "token_refused",
        "403": "not_permitted",
        "500": "server_error",
        "hang": "server_timeout",
    }
    seen = {}
    with running_station(screen, tmp_path, "--server", hostile.url) as station:
        for number, mode in enumerate(wanted):
            hostile.mode = mode
            ended = station.scan(f"DEMO-{number:04}", seconds=12.0)
            seen[mode] = ended["reason"]
            assert ended["outcome"] == "refused"
            station.picture(tmp_path / f"{mode}.png")
        code, _ = station.close_and_wait()
        assert code == 0
        assert station.child.errors == []
    assert seen == wanted


def test_closing_during_a_request_ends_in_time_and_quietly(
    screen: Screen, hostile: HostileServer, tmp_path: Path
) -> None:
    hostile.mode = "hang"
    with running_station(screen, tmp_path, "--server", hostile.url) as station:
        station.screen.type("DEMO-1001\r")
        station.wait_for("link.changed", 5.0)
        code, seconds = station.close_and_wait()
        assert code == 0
        assert seconds < 2.0
        assert station.child.errors == []
        assert station.events("scan.outcome")[-1]["reason"] == "station_closing"


def test_a_server_that_is_not_there_is_said_and_the_window_stays(
    screen: Screen, tmp_path: Path
) -> None:
    with running_station(screen, tmp_path, "--server", "http://127.0.0.1:1") as station:
        station.wait_for("link.changed", 5.0, lambda event: event["state"] == "offline")
        assert station.scan("DEMO-1001")["reason"] == "server_unreachable"
