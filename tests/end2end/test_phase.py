"""The phase panel, by scans: a real window, a real site server, and what the server has then."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.support.fault_proxy import CALM, Fault, FaultProxy
from tests.support.processes import wait_until
from tests.support.screen import Screen
from tests.support.site import Site
from tests.support.station import Event, StationWindow, running_station
from wats_station.adapters.operators_file import NAME, OperatorsFile
from wats_station.app.demo_operators import lay_down_demo_operators
from wats_station.domain.unit import UnitKey

pytestmark = pytest.mark.end2end

PART = "CTRL-100"
UNDER_PRODUCTION, FINALIZED, SCRAPPED, SHIPPED = 2, 16, 32, 2048
# Where the button is in the window of 1280 x 720.
BATCH = (1060, 205)


@pytest.fixture
def staffed(screen: Screen, site: Site, tmp_path: Path) -> Iterator[StationWindow]:
    """The phase panel of a station with operators, one of them logged in."""
    folder = tmp_path / "station"
    (folder / "data").mkdir(parents=True)
    lay_down_demo_operators(OperatorsFile(folder / "data" / NAME))
    with running_station(screen, folder, "--server", site.url) as station:
        station.online()
        assert ended(station.scan("OPR-1001")) == ("done", "logged_in")
        assert ended(station.scan("CMD-PANEL-PHASE")) == ("done", "panel_opened")
        yield station


def ended(event: Event) -> tuple[str, str]:
    """How a scan ended."""
    return event["outcome"], event["reason"]


def tags_of(site: Site, serial: str) -> dict[str, str]:
    """The unit's tags on the server."""
    return {tag["key"]: tag["value"] for tag in site.unit(serial)["tags"]}


def moves_of(site: Site, serial: str) -> list[dict[str, Any]]:
    """The accepted changes of the unit's phase, newest first."""
    return [row for row in site.history(serial) if row["kind"] == "phase"]


def typed(station: StationWindow, *texts: str) -> None:
    """Fill in one field after the other by hand."""
    for text in texts:
        station.screen.write(text)
        station.screen.key("Return")


def logged(station: StationWindow) -> list[tuple[str, str, str, str]]:
    """The audit log: what, who, approved by, reason."""
    with closing(sqlite3.connect(station.folder / "data" / "outbox.sqlite")) as database:
        return database.execute(
            "SELECT what, operator, approved_by, reason FROM audit ORDER BY number"
        ).fetchall()


def test_finalizing_is_allowed_or_refused_with_the_failing_step(
    station: StationWindow, site: Site, tmp_path: Path
) -> None:
    station.scan("CMD-PANEL-PHASE")
    station.scan("DEMO-1001")
    assert ended(station.scan("CMD-PHASE-FINALIZED")) == ("done", "phase_set")
    assert site.unit("DEMO-1001")["unitPhaseId"] == FINALIZED
    station.scan("DEMO-1002")
    assert ended(station.scan("CMD-PHASE-FINALIZED")) == ("refused", "finalize_not_passed")
    shown = station.wait_for("refusal.shown", 5.0, lambda event: event["steps"])
    failed = site.get(
        "/api/Report/Query/Header",
        **{"$filter": "serialNumber eq 'DEMO-1002' and result eq 'Failed'"},
    )
    assert shown["failed"] == failed[0]["processName"]
    for step in shown["steps"]:
        assert step["name"]
        assert step["measured"]
        assert step["limits"]
    assert (shown["who"], shown["next"]) == ("technician", "repair")
    station.picture(tmp_path / "refused.png")
    assert site.unit("DEMO-1002")["unitPhaseId"] != FINALIZED


def test_a_supervisor_lets_it_go_back_with_pin_and_reason(
    staffed: StationWindow, site: Site, tmp_path: Path
) -> None:
    staffed.scan("DEMO-1001")
    assert ended(staffed.scan("CMD-PHASE-FINALIZED")) == ("done", "phase_set")
    assert ended(staffed.scan("CMD-PHASE-UNDER_PRODUCTION")) == ("refused", "needs_supervisor")
    staffed.picture(tmp_path / "asked.png")
    typed(staffed, "label was wrong", "9001")
    wait_until("the unit back", 10.0, lambda: moves_of(site, "DEMO-1001")[0]["new"] != "Finalized")
    newest = moves_of(site, "DEMO-1001")[0]
    assert (newest["operator"], newest["approvedBy"], newest["comment"]) == (
        "Olivia Operator", "Sam Supervisor", "label was wrong",
    )  # fmt: skip
    wait_until("the log", 5.0, lambda: logged(staffed)[-1][0] == "phase")
    assert logged(staffed)[-1] == ("phase", "Olivia Operator", "Sam Supervisor", "label was wrong")
    staffed.scan("CMD-PANEL-LOOKUP")
    staffed.picture(tmp_path / "timeline.png")


def test_a_supervisor_says_why_a_unit_is_released(staffed: StationWindow, site: Site) -> None:
    staffed.scan("DEMO-1001")
    assert ended(staffed.scan("CMD-HOLD")) == ("done", "unit_held")
    assert ended(staffed.scan("CMD-PHASE-FINALIZED")) == ("refused", "unit_on_hold")
    staffed.scan("OPR-9001")
    assert ended(staffed.scan("CMD-RELEASE")) == ("refused", "needs_reason")
    typed(staffed, "looked at it")
    wait_until("the release", 10.0, lambda: tags_of(site, "DEMO-1001")["Hold"] != "yes")
    assert tags_of(site, "DEMO-1001")["Hold"] == "no: looked at it"
    assert ended(staffed.scan("CMD-PHASE-FINALIZED")) == ("done", "phase_set")


def test_required_tags_are_given_once_and_go_onto_every_unit(
    screen: Screen, site: Site, tmp_path: Path
) -> None:
    units = [UnitKey(f"TAG-{number}", PART) for number in range(3)]
    site.make_units(units)
    given = (
        "--set", 'station.required_tags=["Lot", "WorkOrder"]', "--set", "station.name=BENCH-7",
    )  # fmt: skip
    with running_station(screen, tmp_path / "s", "--server", site.url, *given) as station:
        station.online()
        station.scan("CMD-PANEL-PHASE")
        station.scan("TAG-0")
        assert ended(station.scan("CMD-PHASE-SCRAPPED")) == ("refused", "tags_missing")
        station.picture(tmp_path / "missing.png")
        assert site.unit("TAG-0")["unitPhaseId"] == UNDER_PRODUCTION
        assert ended(station.scan("CMD-TAG-Lot=L 7")) == ("done", "batch_tag_set")
        assert ended(station.scan("CMD-TAG-WorkOrder=4711")) == ("done", "batch_tag_set")
        assert tags_of(site, "TAG-0") == {}
        assert ended(station.scan("CMD-PHASE-SCRAPPED")) == ("done", "phase_set_tagged")
        tags = tags_of(site, "TAG-0")
        assert tags.pop("Operator")
        assert tags == {"Lot": "L 7", "WorkOrder": "4711", "Station": "BENCH-7"}
        newest, *before = site.history("TAG-0")[:5]
        assert newest["kind"] == "phase"
        assert {row["kind"] for row in before} == {"tag"}
        # One that has its lot already gets only what it lacks.
        station.scan("TAG-1")
        station.scan("CMD-TAG-Lot=L 7")
        assert ended(station.scan("CMD-PHASE-SCRAPPED")) == ("done", "phase_set_tagged")
        assert len([row for row in site.history("TAG-1") if row["key"] == "Lot"]) == 1
        station.picture(tmp_path / "tagged.png")


def begin_batch(station: StationWindow, code: str) -> None:
    station.scan("CMD-PANEL-PHASE")
    station.screen.touch(*BATCH)
    station.wait_for("batch.counted", 5.0, lambda event: event["stage"] == "choosing")
    assert ended(station.scan(code)) == ("done", "batch_begun")


def counted(station: StationWindow) -> tuple[int, int, int]:
    """Done, refused and waiting, as they were counted last."""
    last = station.events("batch.counted")[-1]
    return last["done"], last["refused"], last["waiting"]


def test_a_batch_of_five_with_one_refused(
    station: StationWindow, site: Site, tmp_path: Path
) -> None:
    units = [UnitKey(f"B-{number}", PART) for number in range(5)]
    site.make_units(units)
    site.set_phase("B-2", SHIPPED)
    begin_batch(station, "CMD-PHASE-SCRAPPED")
    for unit in units:
        event = station.scan(unit.serial_number)
        wanted = ("done", "phase_set")
        if unit.serial_number == "B-2":
            wanted = ("refused", "phase_not_allowed")
        assert ended(event) == wanted
    station.picture(tmp_path / "batch.png")
    assert counted(station) == (4, 1, 0)
    assert ended(station.scan("CMD-UNDO")) == ("done", "phase_set")
    assert site.unit("B-4")["unitPhaseId"] == UNDER_PRODUCTION
    assert counted(station) == (3, 1, 0)
    assert ended(station.scan("CMD-CANCEL")) == ("done", "batch_over")
    station.picture(tmp_path / "over.png")
    assert ended(station.scan("B-4")) == ("done", "unit_shown")
    phases = {unit.serial_number: site.unit(unit.serial_number)["unitPhaseId"] for unit in units}
    assert phases == {
        "B-0": SCRAPPED, "B-1": SCRAPPED, "B-2": SHIPPED, "B-3": SCRAPPED,
        "B-4": UNDER_PRODUCTION,
    }  # fmt: skip


def test_units_scanned_faster_than_the_server_are_all_done_in_order(
    station: StationWindow, site: Site
) -> None:
    units = [UnitKey(f"FAST-{number}", PART) for number in range(8)]
    site.make_units(units)
    begin_batch(station, "CMD-PHASE-SCRAPPED")
    known = len(station.events("scan.outcome"))
    station.screen.type("".join(f"{unit.serial_number}\r" for unit in units), delay_ms=6)
    wait_until(
        "eight outcomes", 20.0, lambda: len(station.events("scan.outcome")) >= known + len(units)
    )
    events = station.events("scan.outcome")[known:]
    assert [(each["text"], *ended(each)) for each in events] == [
        (unit.serial_number, "done", "phase_set") for unit in units
    ]
    assert all(len(moves_of(site, unit.serial_number)) == 1 for unit in units)


def test_a_batch_goes_on_through_a_cut_and_every_unit_is_changed_once(
    screen: Screen, site: Site, tmp_path: Path
) -> None:
    units = [UnitKey(f"CUT-{number}", PART) for number in range(6)]
    site.make_units(units)
    serials = [unit.serial_number for unit in units]
    # Reads go through; of a write the answer may be lost.
    with (
        FaultProxy(site.url, 1, spare=r"^(?!.*SetUnitPhase)") as proxy,
        running_station(screen, tmp_path / "s", "--server", proxy.url) as station,
    ):
        station.online()
        for serial in serials[:5]:
            assert ended(station.scan(serial)) == ("done", "unit_shown")
        begin_batch(station, "CMD-PHASE-SCRAPPED")
        assert ended(station.scan("CUT-0")) == ("done", "phase_set")
        # The server has it, and nobody hears so: it is settled by asking.
        proxy.mix = {Fault.CUT_AFTER: 1}
        assert station.scan("CUT-1", seconds=15.0)["outcome"] in ("done", "queued")
        proxy.mix = CALM
        proxy.down()
        station.wait_for("link.changed", 5.0, lambda event: event["state"] == "offline")
        for serial in ("CUT-2", "CUT-3"):
            assert ended(station.scan(serial)) == ("queued", "queued")
        # Nobody here has ever seen that one: nothing is promised.
        assert station.scan("CUT-5")["outcome"] == "refused"
        station.picture(tmp_path / "offline.png")
        assert counted(station)[1] == 1
        assert site.unit("CUT-2")["unitPhaseId"] == UNDER_PRODUCTION
        proxy.up()
        wait_until("what waits to be done", 30.0, lambda: counted(station) == (4, 1, 0))
        for serial in ("CUT-4", "CUT-5"):
            assert ended(station.scan(serial)) == ("done", "phase_set")
        assert counted(station) == (6, 0, 0)
        station.picture(tmp_path / "restored.png")
        assert ended(station.scan("CMD-CANCEL")) == ("done", "batch_over")
        assert not station.events("outbox.rejected")
    assert {serial: len(moves_of(site, serial)) for serial in serials} == dict.fromkeys(serials, 1)
    assert all(site.unit(serial)["unitPhaseId"] == SCRAPPED for serial in serials)


def test_the_sites_own_table_is_obeyed_and_told(screen: Screen, site: Site, tmp_path: Path) -> None:
    site.make_units([UnitKey("OWN-1", PART)])
    folder = tmp_path / "station"
    (folder / "data").mkdir(parents=True)
    table = {"2": {"allowed": ["Shipped"], "supervisor": []}}
    (folder / "data" / "settings.json").write_text(json.dumps({"phases": {"next": table}}))
    with running_station(screen, folder, "--server", site.url) as station:
        station.online()
        station.scan("CMD-PANEL-PHASE")
        station.scan("OWN-1")
        assert ended(station.scan("CMD-PHASE-SCRAPPED")) == ("refused", "phase_not_allowed")
        station.picture(tmp_path / "own.png")
        assert ended(station.scan("CMD-PHASE-SHIPPED")) == ("done", "phase_set")
    assert site.unit("OWN-1")["unitPhaseId"] == SHIPPED
