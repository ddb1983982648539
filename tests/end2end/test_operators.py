"""Operators at a real window: badges, roles, a PIN typed, and their names on the server."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.processes import wait_until
from tests.support.screen import Screen
from tests.support.site import Site
from tests.support.station import StationWindow, running_station
from wats_station.adapters.operators_file import NAME, OperatorsFile
from wats_station.app.demo_operators import lay_down_demo_operators

pytestmark = pytest.mark.end2end


@pytest.fixture
def station(screen: Screen, site: Site, tmp_path: Path) -> Iterator[StationWindow]:
    """A station where the demo's three operators are registered."""
    folder = tmp_path / "station"
    (folder / "data").mkdir(parents=True)
    lay_down_demo_operators(OperatorsFile(folder / "data" / NAME))
    with running_station(screen, folder, "--server", site.url) as station:
        station.online()
        yield station


def logged(station: StationWindow) -> list[tuple[str, str, str, str]]:
    """The audit log: what, who, approved by, outcome."""
    with closing(sqlite3.connect(station.folder / "data" / "outbox.sqlite")) as database:
        return database.execute(
            "SELECT what, operator, approved_by, outcome FROM audit ORDER BY number"
        ).fetchall()


def test_a_badge_is_needed_to_change_and_names_who_did_it(
    station: StationWindow, site: Site
) -> None:
    assert station.scan("DEMO-1001")["outcome"] == "done"
    assert station.scan("CMD-TAG-Lot=L1")["reason"] == "login_needed"
    assert station.scan("OPR-4711")["reason"] == "badge_unknown"
    assert station.scan("OPR-1001")["reason"] == "logged_in"
    assert station.scan("CMD-TAG-Lot=L1")["reason"] == "tag_set"
    assert site.history("DEMO-1001")[0]["operator"] == "Olivia Operator"
    assert station.scan("OPR-2001")["reason"] == "logged_in"
    assert station.scan("CMD-TAG-Lot=L2")["reason"] == "tag_set"
    assert site.history("DEMO-1001")[0]["operator"] == "Theo Technician"
    assert station.scan("CMD-LOGOUT")["reason"] == "logged_out"
    assert station.scan("CMD-TAG-Lot=L3")["reason"] == "login_needed"
    wait_until("the log", 5.0, lambda: len(logged(station)) >= 6)
    assert [entry[:2] for entry in logged(station)] == [
        ("login", "Olivia Operator"),
        ("tag", "Olivia Operator"),
        ("logout", "Olivia Operator"),
        ("login", "Theo Technician"),
        ("tag", "Theo Technician"),
        ("logout", "Theo Technician"),
    ]


def test_one_action_is_approved_by_a_supervisors_pin(station: StationWindow, site: Site) -> None:
    station.scan("OPR-1001")
    station.scan("DEMO-1001")
    assert station.scan("CMD-PHASE-FINALIZED")["reason"] == "phase_set"
    assert station.scan("CMD-PHASE-UNDER-PRODUCTION")["reason"] == "needs_supervisor"
    station.screen.write("wrong lot")
    station.screen.key("Return")
    station.screen.write("9001")
    station.screen.key("Return")
    wait_until("the unit back", 10.0, lambda: site.unit("DEMO-1001")["unitPhaseId"] == 2)
    newest = site.history("DEMO-1001")[0]
    assert (newest["operator"], newest["approvedBy"]) == ("Olivia Operator", "Sam Supervisor")
    assert newest["comment"] == "wrong lot"
    wait_until("the log", 5.0, lambda: logged(station)[-1][0] == "phase")
    assert ("approval", "Olivia Operator", "Sam Supervisor", "done") in logged(station)


def test_a_lot_is_stopped_and_released_by_a_supervisors_pin(
    station: StationWindow, site: Site
) -> None:
    station.scan("OPR-1001")
    station.scan("DEMO-1001")
    lot = site.unit("DEMO-1001")["batchNumber"]
    part = site.unit("DEMO-1001")["partNumber"]

    def said() -> str:
        tags = site.get(f"/api/Product/{part}")["tags"]
        known = {str(tag["key"]): str(tag["value"]) for tag in tags}
        return known.get(f"Quarantine lot {lot}", "")

    assert station.scan("CMD-HOLD-LOT=wrong paste")["reason"] == "needs_supervisor"
    assert said() == ""
    station.screen.write("9001")
    station.screen.key("Return")
    wait_until("the quarantine", 10.0, lambda: said().startswith("yes: wrong paste (Sam Super"))
    assert station.scan("CMD-PHASE-FINALIZED")["reason"] == "lot_in_quarantine"
    assert station.scan("CMD-RELEASE-LOT=checked")["reason"] == "needs_supervisor"
    station.screen.write("9001")
    station.screen.key("Return")
    wait_until("the release", 10.0, lambda: said().startswith("no: checked (Sam Super"))
    wait_until("the log", 5.0, lambda: logged(station)[-1][0] == "quarantine")
    assert logged(station)[-1] == ("quarantine", "Olivia Operator", "Sam Supervisor", "done")
    assert station.scan("CMD-PHASE-FINALIZED")["reason"] == "phase_set"


def test_the_demo_has_its_operators_at_work(screen: Screen, tmp_path: Path) -> None:
    with running_station(screen, tmp_path / "demo", "--demo") as station:
        station.online()
        station.scan("DEMO-1001")
        assert station.scan("CMD-TAG-Lot=L1")["reason"] == "tag_set"
        assert station.scan("OPR-9001")["reason"] == "logged_in"
        assert station.scan("CMD-PANEL-SETTINGS")["reason"] == "panel_opened"
