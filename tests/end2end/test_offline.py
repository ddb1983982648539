"""Work goes on without the server, and nothing is lost: windows, agent, server, real kills."""

import os
from pathlib import Path

import pytest

from tests.support.processes import Child, station_command, wait_until
from tests.support.screen import Screen
from tests.support.site import TOKEN, Site, running_site
from tests.support.station import StationWindow, running_station

pytestmark = pytest.mark.end2end


def offline(station: StationWindow, site: Site) -> None:
    """Pull the server's plug, and wait until the station has noticed."""
    site.kill()
    station.wait_for("link.changed", 3.0, lambda event: event["state"] == "offline")


def tags_of(site: Site, serial: str) -> dict[str, str]:
    """The unit's tags on the server."""
    return {tag["key"]: tag["value"] for tag in site.unit(serial)["tags"]}


def agent_of(station: StationWindow, site: Site) -> Child:
    """An agent on the station's data folder."""
    return Child(
        station_command(
            "agent", "--server", site.url, "--data-dir", str(station.folder / "data"),
            "--json-log", str(station.folder / "agent.jsonl"),
        ),
        {**os.environ, "WATS_STATION_TOKEN": TOKEN},
    )  # fmt: skip


def test_what_is_scanned_without_the_server_is_queued_and_delivered_when_it_is_back(
    station: StationWindow, site: Site, tmp_path: Path
) -> None:
    station.scan("DEMO-1003")
    offline(station, site)
    tag = station.scan("CMD-TAG-Lot=LOT 7")
    assert (tag["outcome"], tag["reason"]) == ("queued", "queued")
    moved = station.scan("CMD-PHASE-Scrapped")
    assert moved["outcome"] == "queued"
    refused = station.scan("CMD-PHASE-FINALIZED")
    assert (refused["outcome"], refused["reason"]) == ("refused", "needs_server")
    assert station.scan("CMD-PANEL-OUTBOX")["outcome"] == "done"
    station.picture(tmp_path / "outbox-offline.png")
    site.restart()
    for _ in range(2):
        wait_until(
            "two deliveries", 10.0, lambda: len(station.events("outbox.delivered")) == 2 or None
        )
    assert tags_of(site, "DEMO-1003")["Lot"] == "LOT 7"
    assert site.unit("DEMO-1003")["unitPhaseId"] == 32
    kinds = [row["kind"] for row in site.history("DEMO-1003")[:2]]
    assert kinds == ["phase", "tag"]
    station.picture(tmp_path / "outbox-delivered.png")


def test_a_unit_that_was_moved_elsewhere_meanwhile_is_left_alone_and_the_operator_is_told(
    station: StationWindow, site: Site
) -> None:
    station.scan("DEMO-1003")
    offline(station, site)
    assert station.scan("CMD-PHASE-Scrapped")["outcome"] == "queued"
    # Another station finds the server before this one does.
    with running_site(site.folder) as elsewhere:
        elsewhere.set_phase("DEMO-1003", 512)
    site.restart()
    told = station.wait_for("outbox.rejected", 15.0)
    assert told["reason"] == "unit_changed"
    assert site.unit("DEMO-1003")["unitPhaseId"] == 512


def test_what_was_delivered_counts_for_what_is_decided_offline(
    station: StationWindow, site: Site
) -> None:
    station.scan("DEMO-1003")
    assert station.scan("CMD-TAG-Lot=LOT 7")["outcome"] == "done"
    offline(station, site)
    assert station.scan("DEMO-1003")["reason"] == "unit_remembered"
    assert station.scan("CMD-TAG-Lot=LOT 8")["outcome"] == "queued"
    site.restart()
    wait_until("the tag", 15.0, lambda: tags_of(site, "DEMO-1003").get("Lot") == "LOT 8")
    assert not station.events("outbox.rejected")


def test_a_killed_window_leaves_its_work_to_the_agent_which_steps_aside_for_the_next(
    station: StationWindow, site: Site, screen: Screen
) -> None:
    station.scan("DEMO-1003")
    offline(station, site)
    assert station.scan("CMD-TAG-Lot=LOT 8")["outcome"] == "queued"
    agent = agent_of(station, site)
    try:
        agent.wait_for_line("agent ready")
        station.child.kill()
        site.restart()
        wait_until("the tag", 15.0, lambda: tags_of(site, "DEMO-1003").get("Lot") == "LOT 8")
        again = station.folder.parent / "station"
        with running_station(screen, again, "--server", site.url) as window:
            window.online()
            window.scan("DEMO-1003")
            assert window.scan("CMD-TAG-Lot=LOT 9")["outcome"] == "done"
        assert agent.process.poll() is None
        rows = [row for row in site.history("DEMO-1003") if row["kind"] == "tag"]
        assert [row["new"] for row in rows[:2]] == ["LOT 9", "LOT 8"]
    finally:
        agent.close()
    assert agent.process.returncode == 0


def test_a_second_agent_says_that_there_is_one(station: StationWindow, site: Site) -> None:
    first = agent_of(station, site)
    try:
        first.wait_for_line("agent ready")
        second = agent_of(station, site)
        assert second.wait(10.0) == 1
        assert "runs on" in "".join(second.errors)
        second.close()
    finally:
        first.close()


def test_on_hold_a_unit_moves_nowhere(station: StationWindow, site: Site) -> None:
    station.scan("DEMO-1001")
    assert station.scan("CMD-HOLD")["reason"] == "unit_held"
    assert tags_of(site, "DEMO-1001")["Hold"] == "yes"
    refused = station.scan("CMD-PHASE-FINALIZED")
    assert (refused["outcome"], refused["reason"]) == ("refused", "unit_on_hold")
    assert station.scan("CMD-RELEASE")["reason"] == "unit_released"
    assert station.scan("CMD-PHASE-FINALIZED")["reason"] == "phase_set"
