"""The station gate, by scans alone: a station of one process, real window, real site server."""

import itertools
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.screen import Screen
from tests.support.site import Site
from tests.support.station import StationWindow, running_station
from wats_station.domain.unit import UnitKey

pytestmark = pytest.mark.end2end

ICT, FUNCTIONAL = 30, 60


@pytest.fixture
def gate(screen: Screen, site: Site, tmp_path: Path) -> Iterator[StationWindow]:
    """A station that carries out the functional test of controller boards, in one run."""
    rule = (
        f"station.process={FUNCTIONAL}",
        'station.parts=["CTRL-*"]',
        "station.most_runs=1",
        "station.most_repairs=1",
    )
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
    site.make_units([UnitKey("BAD-1", "CTRL-100"), UnitKey("WORN-1", "CTRL-100")], revision="B")
    site.file_test("BAD-1", ICT, "F")
    assert shown(gate, "BAD-1") == ("stop", ["earlier_not_passed"])
    site.file_test("WORN-1", ICT)
    site.file_test("WORN-1", FUNCTIONAL, "F")
    for _ in range(2):
        site.file_repair("WORN-1", FUNCTIONAL)
    assert shown(gate, "WORN-1") == ("stop", ["retest_limit", "repair_limit"])
    assert shown(gate, "DEMO-1001") == ("go", [])
    gate.picture(tmp_path / "passed.png")
    assert gate.scan("CMD-HOLD")["outcome"] == "done"
    held = gate.scan("DEMO-1001")
    assert (held["outcome"], held["gate"]) == ("done", "stop")


def test_a_lot_in_quarantine_stops_its_other_units_at_every_step(
    gate: StationWindow, site: Site, tmp_path: Path
) -> None:
    lot = [UnitKey(f"LOT-{number}", "CTRL-100") for number in (1, 2)]
    site.make_units(lot, revision="B", batch="L-77")
    site.make_units([UnitKey("FREE-1", "CTRL-100")], revision="B", batch="L-78")
    for serial in ("LOT-1", "LOT-2", "FREE-1"):
        site.file_test(serial, 30)
    assert shown(gate, "LOT-1") == ("go", [])
    assert gate.scan("CMD-HOLD-LOT")["reason"] == "quarantine_why"
    gate.picture(tmp_path / "why.png")
    assert gate.scan("CMD-CONFIRM")["reason"] == "quarantine_on"
    gate.picture(tmp_path / "quarantine.png")
    tags = {tag["key"]: tag["value"] for tag in site.get("/api/Product/CTRL-100")["tags"]}
    assert tags["Quarantine lot L-77"].startswith("yes: Suspected defect (")
    # Another unit of the lot, also one that joins it later, and one of another lot.
    assert shown(gate, "LOT-2") == ("stop", ["in_quarantine"])
    site.make_units([UnitKey("LOT-3", "CTRL-100")], revision="B", batch="L-77")
    assert shown(gate, "LOT-3")[1][0] == "in_quarantine"
    assert shown(gate, "FREE-1") == ("go", [])
    gate.scan("LOT-2")
    assert gate.scan("CMD-PHASE-FINALIZED")["reason"] == "lot_in_quarantine"
    assert site.unit("LOT-2")["unitPhaseId"] == 2
    # Its units are not built in, though they are finalized.
    site.set_phase("LOT-2", 16)
    site.make_units([UnitKey("GW-9001", "GW-500")])
    gate.scan("GW-9001")
    gate.scan("CMD-PANEL-ASSEMBLY")
    refused = gate.scan("LOT-2")
    assert (refused["outcome"], refused["reason"]) == ("refused", "lot_in_quarantine")
    assert site.unit("LOT-2")["parentSerialNumber"] in (None, "")
    # Nor is anything built into a parent whose lot is stopped.
    box = site.get("/api/Product/GW-500")
    site.put(
        "/api/Product",
        {**box, "xmlData": None, "tags": [{"key": "Quarantine lot GW-L", "value": "yes"}]},
    )
    site.make_units([UnitKey("GW-9002", "GW-500")], batch="GW-L")
    site.make_units([UnitKey("C-9002", "CTRL-100")], revision="B", phase=16)
    gate.scan("CMD-CANCEL")
    gate.scan("GW-9002")
    refused = gate.scan("C-9002")
    assert (refused["outcome"], refused["reason"]) == ("refused", "lot_in_quarantine")
    gate.scan("CMD-CANCEL")
    gate.scan("CMD-PANEL-LOOKUP")
    gate.scan("LOT-1")
    assert gate.scan("CMD-RELEASE-LOT=checked by hand")["reason"] == "quarantine_over"
    assert shown(gate, "LOT-1") == ("go", [])


def test_a_quarantine_of_another_station_is_obeyed_here_within_seconds(
    gate: StationWindow, site: Site
) -> None:
    site.make_units([UnitKey("REV-1", "CTRL-100")], revision="B")
    site.file_test("REV-1", 30)
    site.make_units([UnitKey("REV-2", "CTRL-100")], revision="B")
    site.file_test("REV-2", 30)
    assert shown(gate, "REV-1") == ("go", [])
    product = site.get("/api/Product/CTRL-100")
    (revision,) = [each for each in product["revisions"] if each["revision"] == "B"]
    site.put(
        "/api/Product/Revision",
        {**revision, "tags": [{"key": "Quarantine", "value": "layout fault"}], "xmlData": None},
    )
    put = time.monotonic()
    serials = itertools.cycle(("REV-2", "REV-1"))
    while shown(gate, next(serials)) != ("stop", ["in_quarantine"]):
        assert time.monotonic() - put < 10.0
    assert gate.scan("CMD-PHASE-FINALIZED")["reason"] == "revision_in_quarantine"


def test_a_near_match_is_shown_and_a_touch_looks_it_up(
    gate: StationWindow, site: Site, tmp_path: Path
) -> None:
    site.make_units([UnitKey("NEAR-771", "CTRL-100")], revision="B")
    missed = gate.scan("NEAR-77")
    assert (missed["outcome"], missed["reason"]) == ("refused", "unit_not_found")
    # A command has no unit to act on: nothing was chosen by itself.
    assert gate.scan("CMD-HOLD")["reason"] == "no_current_unit"
    gate.scan("NEAR-77X")
    threading.Event().wait(1.0)
    gate.picture(tmp_path / "near.png")
    gate.screen.touch(330, 470)
    found = gate.wait_for("gate.shown", 5.0)
    assert found["gate"] == "stop"
    assert gate.scan("CMD-TAG-Seen=yes")["reason"] == "tag_set"
    assert site.history("NEAR-771")[0]["kind"] == "tag"


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
