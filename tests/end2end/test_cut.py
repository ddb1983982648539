"""The network is cut in the middle of the work and comes back: nothing lost, nothing twice.

Each story is worked by scans alone through the real window. What the window said is held
against what the server has: done is there, queued comes to be there once, refused never.
"""

import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.support.fault_proxy import CALM, Fault, FaultProxy
from tests.support.processes import wait_until
from tests.support.screen import Screen
from tests.support.site import Site
from tests.support.station import Event, StationWindow, running_station
from wats_station.domain.unit import UnitKey

pytestmark = pytest.mark.end2end

FUNCTIONAL = 60
FINALIZED = 16
# The contract's two seconds, and what a busy machine may add to them.
OFFLINE_SECONDS = 2.0 + 0.5
PASSED, FAILED = "DEMO-1001", "DEMO-1002"
PARENT = "GW-9001"
PARTS = ("DEMO-1005", "P-9001", "C-9001")


class Line:
    """A station behind a network that can be cut; every scan is counted."""

    def __init__(self, station: StationWindow, proxy: FaultProxy) -> None:
        self.station = station
        self.proxy = proxy
        self._before = len(station.events("scan.outcome"))
        self._scans: list[str] = []

    def scan(self, text: str, *, seconds: float = 20.0) -> tuple[str, str]:
        """How this scan ended."""
        ended = self.station.scan(text, seconds=seconds)
        self._scans.append(text)
        return ended["outcome"], ended["reason"]

    def cut(self) -> None:
        """Pull the cable; the strip says so in time."""
        known = len(self.station.events("link.changed"))
        pulled = time.time()
        self.proxy.down()
        event = wait_until("offline", 10.0, lambda: self._link(known, "offline"))
        told = datetime.fromisoformat(event["t"]).timestamp()
        assert told - pulled <= OFFLINE_SECONDS

    def mend(self) -> None:
        """Plug it in again, and wait until the strip says so."""
        known = len(self.station.events("link.changed"))
        self.proxy.up()
        wait_until("online", 20.0, lambda: self._link(known, "online"))

    def delivered(self, count: int) -> None:
        """Wait until so many commands were delivered in all."""
        wait_until(
            f"{count} delivered",
            30.0,
            lambda: len(self.station.events("outbox.delivered")) >= count or None,
        )

    def each_scan_ended_once(self) -> None:
        """Exactly one outcome a scan, in scan order."""
        ended = self.station.events("scan.outcome")[self._before :]
        outcomes = [event for event in ended if event["reason"] != "scan_torn"]
        assert [event["text"] for event in outcomes] == self._scans
        assert len({event["id"] for event in outcomes}) == len(outcomes)

    def _link(self, known: int, state: str) -> Event:
        events = self.station.events("link.changed")[known:]
        return next((event for event in events if event["state"] == state), None) or {}


@pytest.fixture
def proxy(site: Site) -> Iterator[FaultProxy]:
    """The network between them; faults spare what only reads."""
    reads = (
        "/(Query|Product/|Unit/|UnitVerification|History|Header|Wsjf|Processes|Version|Ping"
        "|internal)"
    )
    with FaultProxy(site.url, 2026, spare=reads) as proxy:
        yield proxy


@pytest.fixture
def line(screen: Screen, site: Site, proxy: FaultProxy, tmp_path: Path) -> Iterator[Line]:
    """A station on that network, online; its gate lets a unit be tested twice."""
    site.make_units([UnitKey(PARENT, "GW-500")])
    site.make_units([UnitKey("P-9001", "PSU-220")], phase=FINALIZED)
    boards = [UnitKey("C-9001", "CTRL-100"), UnitKey("C-9002", "CTRL-100")]
    site.make_units(boards, revision="B", phase=FINALIZED)
    gate = ("--set", f"station.process={FUNCTIONAL}", "--set", "station.most_runs=1")
    folder = tmp_path / "station"
    with running_station(screen, folder, "--server", proxy.url, *gate) as station:
        station.online()
        yield Line(station, proxy)


def written(site: Site, serial: str) -> list[str]:
    """What was accepted of the station's commands on the unit, newest first; none of them twice."""
    rows = [row for row in site.history(serial) if row["command"]]
    twice = [command for command, n in Counter(row["command"] for row in rows).items() if n > 1]
    assert twice == []
    return [row["kind"] for row in rows]


def built_in(site: Site) -> set[str]:
    """The serial numbers of what is in the parent."""
    whole = site.get(f"/api/Production/Unit/{PARENT}/GW-500")
    return {child["serialNumber"] for child in whole["subUnits"] or ()}


def repairs(site: Site) -> list[dict[str, Any]]:
    """The unit's repairs, whole."""
    wanted = f"serialNumber eq '{FAILED}' and reportType eq 'R'"
    headers = site.get("/api/Report/Query/Header", **{"$filter": wanted})
    return [site.get(f"/api/Report/Wsjf/{each['uuid']}") for each in headers]


def test_units_are_looked_up_and_judged_by_the_gate_through_a_cut(
    line: Line, site: Site, tmp_path: Path
) -> None:
    assert line.scan(PASSED) == ("done", "unit_shown")
    assert line.scan(FAILED) == ("done", "unit_shown")
    line.cut()
    assert line.scan(PASSED) == ("done", "unit_remembered")
    line.station.picture(tmp_path / "remembered.png")
    assert line.scan("DEMO-1003") == ("refused", "server_unreachable")
    assert line.scan("CMD-TAG-Lot=7")[0] == "refused"
    known = len(line.station.events("gate.shown"))
    assert line.scan(FAILED) == ("done", "unit_remembered")
    stopped = wait_until("the gate", 5.0, lambda: line.station.events("gate.shown")[known:])
    assert [event["gate"] for event in stopped] == ["stop"]
    assert line.scan("CMD-TAG-Lot=8") == ("queued", "queued")
    line.mend()
    line.delivered(1)
    assert line.scan("DEMO-1003") == ("done", "unit_shown")
    assert written(site, PASSED) == []
    assert written(site, FAILED) == ["tag"]
    line.each_scan_ended_once()


def test_a_unit_is_finalized_through_a_cut(line: Line, site: Site) -> None:
    assert line.scan("CMD-PANEL-PHASE") == ("done", "panel_opened")
    assert line.scan(PASSED) == ("done", "unit_shown")
    line.cut()
    assert line.scan("CMD-PHASE-FINALIZED") == ("refused", "needs_server")
    line.mend()
    assert site.unit(PASSED)["unitPhaseId"] != FINALIZED
    assert line.scan(PASSED) == ("done", "unit_shown")
    assert line.scan("CMD-PHASE-FINALIZED") == ("done", "phase_set")
    assert site.unit(PASSED)["unitPhaseId"] == FINALIZED
    assert written(site, PASSED) == ["phase"]
    line.each_scan_ended_once()


def test_a_finalization_whose_answer_is_lost_is_done_once(
    line: Line, site: Site, proxy: FaultProxy
) -> None:
    assert line.scan(PASSED) == ("done", "unit_shown")
    proxy.mix = {Fault.CUT_AFTER: 1.0}
    assert line.scan("CMD-PHASE-FINALIZED")[0] in ("done", "queued")
    proxy.mix = CALM
    line.delivered(1)
    assert site.unit(PASSED)["unitPhaseId"] == FINALIZED
    assert written(site, PASSED) == ["phase"]
    line.each_scan_ended_once()


def test_a_module_is_built_through_a_cut(line: Line, site: Site, tmp_path: Path) -> None:
    assert line.scan("CMD-PANEL-ASSEMBLY") == ("done", "panel_opened")
    assert line.scan(PARENT) == ("done", "unit_shown")
    assert line.scan(PARTS[0]) == ("done", "child_added")
    line.cut()
    assert line.scan(PARTS[1]) == ("refused", "needs_server")
    line.station.picture(tmp_path / "refused-offline.png")
    assert line.scan("CMD-REPLACE") == ("done", "replace_old_next")
    assert line.scan(PARTS[0]) == ("done", "replace_new_next")
    assert line.scan("C-9002") == ("refused", "needs_server")
    line.mend()
    assert built_in(site) == {PARTS[0]}
    # The replacement that was begun goes on: what it asked for is still asked for.
    assert line.scan("CMD-CANCEL") == ("done", "cancelled")
    assert line.scan(PARTS[1]) == ("done", "child_added")
    assert line.scan(PARTS[2]) == ("done", "child_completes")
    assert line.scan("CMD-VERIFY") == ("done", "assembly_complete")
    assert built_in(site) == set(PARTS)
    assert written(site, PARENT) == ["child"] * 3
    line.each_scan_ended_once()


def test_children_whose_answers_are_lost_are_in_and_out_once(
    line: Line, site: Site, proxy: FaultProxy
) -> None:
    assert line.scan("CMD-PANEL-ASSEMBLY") == ("done", "panel_opened")
    assert line.scan(PARENT) == ("done", "unit_shown")
    proxy.mix = {Fault.CUT_AFTER: 1.0}
    assert line.scan(PARTS[2])[0] in ("done", "queued")
    proxy.mix = CALM
    line.delivered(1)
    assert built_in(site) == {PARTS[2]}
    assert line.scan("CMD-REPLACE")[0] == "done"
    assert line.scan(PARTS[2])[0] == "done"
    proxy.mix = {Fault.CUT_AFTER: 1.0}
    assert line.scan("C-9002")[0] in ("done", "queued")
    proxy.mix = CALM
    line.delivered(3)
    assert built_in(site) == {"C-9002"}
    assert written(site, PARENT) == ["child"] * 3
    line.each_scan_ended_once()


def test_a_unit_is_repaired_through_a_cut(line: Line, site: Site, tmp_path: Path) -> None:
    assert line.scan("CMD-PANEL-REPAIR") == ("done", "panel_opened")
    assert line.scan(FAILED) == ("done", "repair_opened")
    assert line.scan("CMD-FAIL-Burned Component") == ("done", "fault_added")
    line.cut()
    assert line.scan("CMD-REF-U7") == ("done", "component_set")
    # Put away and scanned again: what was read of it is remembered, and what was entered.
    assert line.scan("CMD-CANCEL") == ("done", "repair_left")
    assert line.scan(FAILED) == ("done", "repair_opened")
    line.station.picture(tmp_path / "offline.png")
    assert line.scan("CMD-FAIL-solder process/solder bridge") == ("done", "fault_added")
    assert line.scan("CMD-SUBMIT") == ("queued", "queued")
    assert line.scan(FAILED) == ("done", "repair_kept")
    line.station.picture(tmp_path / "kept.png")
    assert line.scan("CMD-SUBMIT") == ("refused", "repair_not_open")
    line.mend()
    line.delivered(1)
    (filed,) = repairs(site)
    failures = filed["subUnits"][0]["failures"]
    assert [(each["code"], each.get("comRef")) for each in failures] == [
        ("Burned Component", "U7"),
        ("Solder Bridge", None),
    ]
    assert line.scan(FAILED) == ("done", "repair_waiting")
    line.station.picture(tmp_path / "filed.png")
    # Once more without the server: what was filed is known to be.
    line.cut()
    assert line.scan("CMD-CANCEL") == ("done", "repair_left")
    assert line.scan(FAILED) == ("done", "repair_waiting")
    line.mend()
    assert len(repairs(site)) == 1
    line.each_scan_ended_once()


def test_a_repair_whose_answer_is_lost_is_filed_once(
    line: Line, site: Site, proxy: FaultProxy
) -> None:
    assert line.scan("CMD-PANEL-REPAIR") == ("done", "panel_opened")
    assert line.scan(FAILED) == ("done", "repair_opened")
    assert line.scan("CMD-FAIL-Burned Component") == ("done", "fault_added")
    proxy.mix = {Fault.CUT_AFTER: 1.0}
    assert line.scan("CMD-SUBMIT")[0] in ("done", "queued")
    proxy.mix = CALM
    line.delivered(1)
    assert len(repairs(site)) == 1
    line.each_scan_ended_once()
