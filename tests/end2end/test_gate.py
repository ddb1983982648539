"""The station gate, by scans alone: a station of one process, real window, real site server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.screen import Screen
from tests.support.site import Site
from tests.support.station import StationWindow, running_station
from wats_station.domain.unit import UnitKey

pytestmark = pytest.mark.end2end

FUNCTIONAL = 60


@pytest.fixture
def gate(screen: Screen, site: Site, tmp_path: Path) -> Iterator[StationWindow]:
    """A station that carries out the functional test of controller boards, three runs at most."""
    rule = (f"station.process={FUNCTIONAL}", 'station.parts=["CTRL-*"]', "station.most_runs=1")
    given = [each for text in rule for each in ("--set", text)]
    with running_station(screen, tmp_path / "station", "--server", site.url, *given) as station:
        station.online()
        yield station


def shown(station: StationWindow, serial: str) -> tuple[str, list[str]]:
    """What the gate comes to for this unit."""
    known = len(station.events("gate.shown"))
    outcome = station.scan(serial)
    assert outcome["outcome"] == "done"
    event = station.wait_for("gate.shown", 5.0, lambda each: each["id"] == outcome["id"])
    assert len(station.events("gate.shown")) == known + 1
    return event["gate"], event["reasons"]


def test_go_and_each_stop(gate: StationWindow, site: Site, tmp_path: Path) -> None:
    site.make_units([UnitKey("NEW-1", "CTRL-100")], revision="B")
    site.make_units([UnitKey("OLD-1", "CTRL-100")], revision="B", phase=16)
    site.make_units([UnitKey("GONE-1", "CTRL-100")], revision="B", phase=32)
    site.make_units([UnitKey("SICK-1", "CTRL-100")], revision="B", phase=4)
    assert shown(gate, "DEMO-1007") == ("go", [])
    gate.picture(tmp_path / "go.png")
    assert shown(gate, "NEW-1") == ("stop", ["earlier_not_run"])
    gate.picture(tmp_path / "stop.png")
    assert shown(gate, "DEMO-1002") == ("stop", ["retest_limit"])
    assert shown(gate, "DEMO-1003")[1][0] == "wrong_product"
    assert shown(gate, "OLD-1")[1][0] == "not_in_production"
    assert shown(gate, "GONE-1")[1][0] == "scrapped"
    assert shown(gate, "SICK-1")[1][0] == "in_repair"
    gate.picture(tmp_path / "two-reasons.png")
    assert shown(gate, "DEMO-1001") == ("go", [])
    gate.picture(tmp_path / "passed.png")
    assert gate.scan("CMD-HOLD")["outcome"] == "done"
    held = gate.scan("DEMO-1001")
    assert (held["outcome"], held["gate"]) == ("done", "stop")


def test_go_sets_the_process_of_the_station(gate: StationWindow, site: Site) -> None:
    before = site.unit("DEMO-1007")["processCode"]
    assert str(before) != str(FUNCTIONAL)
    assert shown(gate, "DEMO-1007") == ("go", [])
    assert gate.scan(f"CMD-PROCESS-{FUNCTIONAL}")["outcome"] == "done"
    assert str(site.unit("DEMO-1007")["processCode"]) == str(FUNCTIONAL)


def test_without_the_server_it_goes_by_what_was_known(gate: StationWindow, site: Site) -> None:
    assert shown(gate, "DEMO-1007") == ("go", [])
    site.kill()
    gate.wait_for("link.changed", 3.0, lambda event: event["state"] == "offline")
    assert gate.scan("CMD-PANEL-LOOKUP")["outcome"] == "done"
    assert shown(gate, "DEMO-1007") == ("go", [])
