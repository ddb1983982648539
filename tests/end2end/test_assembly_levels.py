"""Assemblies within assemblies, reasons, slow servers, and what is left half done, end to end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.fault_proxy import Fault, FaultProxy
from tests.support.processes import wait_until
from tests.support.screen import Screen
from tests.support.site import Site
from tests.support.station import Event, StationWindow, running_station
from wats_station.adapters.operators_file import NAME, OperatorsFile
from wats_station.app.demo_operators import lay_down_demo_operators
from wats_station.domain.unit import UnitKey

pytestmark = pytest.mark.end2end

FINALIZED = 16
RACK, GATEWAY = "RACK-9001", "GW-9001"
# Where things are in the window of 1280 x 720.
FIRST_SLOT, BUILD_THIS_ONE = (220, 340), (1045, 502)
UP, REASON = (264, 644), (1043, 420)


@pytest.fixture
def units(site: Site) -> Site:
    """A rack, a gateway, and parts that fit into either."""
    site.make_units([UnitKey(RACK, "RACK-9"), UnitKey(GATEWAY, "GW-500")])
    site.make_units([UnitKey("P-9001", "PSU-220")], phase=FINALIZED)
    boards = [UnitKey("C-9001", "CTRL-100"), UnitKey("C-9002", "CTRL-100")]
    site.make_units(boards, revision="B", phase=FINALIZED)
    site.make_units([UnitKey("S-9001", "SENS-10")], revision="C", phase=FINALIZED)
    return site


@pytest.fixture
def bench(station: StationWindow, units: Site) -> StationWindow:
    """The assembly panel in front, nothing open."""
    assert station.scan("CMD-PANEL-ASSEMBLY")["outcome"] == "done"
    return station


def ended(event: Event) -> tuple[str, str]:
    """How a scan ended."""
    return event["outcome"], event["reason"]


def built_in(site: Site, serial: str) -> dict[str, int]:
    """What the server has in the unit, with its positions."""
    part = site.unit(serial)["partNumber"]
    whole = site.get(f"/api/Production/Unit/{serial}/{part}")
    return {child["serialNumber"]: child["position"] for child in whole["subUnits"] or ()}


def test_a_child_is_opened_built_on_and_left_for_what_it_is_built_into(
    bench: StationWindow, site: Site, tmp_path: Path
) -> None:
    assert ended(bench.scan(GATEWAY)) == ("done", "unit_shown")
    assert ended(bench.scan("P-9001")) == ("done", "child_added")
    site.set_phase(GATEWAY, FINALIZED)
    # Put away, and into the rack, half full as it is: the server minds its phase alone.
    assert ended(bench.scan("CMD-CANCEL")) == ("done", "assembly_left")
    assert ended(bench.scan(RACK)) == ("done", "unit_shown")
    assert ended(bench.scan(GATEWAY)) == ("done", "child_added")
    bench.picture(tmp_path / "rack.png")
    # Down by touch: the slot, then what stands in it.
    bench.screen.touch(*FIRST_SLOT)
    bench.picture(tmp_path / "chosen.png")
    bench.screen.touch(*BUILD_THIS_ONE)
    assert ended(bench.scan("C-9001")) == ("done", "child_added")
    bench.picture(tmp_path / "gateway.png")
    assert built_in(site, GATEWAY) == {"C-9001": 0, "P-9001": 1}
    # Up by scan, although the gateway still wants a part.
    assert ended(bench.scan(RACK)) == ("done", "unit_shown")
    assert ended(bench.scan("CMD-VERIFY")) == ("refused", "assembly_missing")
    # Down once more, and up by touch.
    bench.screen.touch(*FIRST_SLOT)
    bench.screen.touch(*BUILD_THIS_ONE)
    assert ended(bench.scan("S-9001")) == ("done", "child_completes")
    bench.screen.touch(*UP)
    bench.picture(tmp_path / "up-again.png")
    assert ended(bench.scan("CMD-VERIFY")) == ("refused", "assembly_missing")
    assert built_in(site, GATEWAY) == {"C-9001": 0, "P-9001": 1, "S-9001": 2}
    assert built_in(site, RACK) == {GATEWAY: 0}


def test_why_a_unit_was_replaced_is_a_tag_on_the_server(
    bench: StationWindow, site: Site, tmp_path: Path
) -> None:
    assert ended(bench.scan(GATEWAY)) == ("done", "unit_shown")
    assert ended(bench.scan("C-9001")) == ("done", "child_added")
    assert ended(bench.scan("CMD-REPLACE")) == ("done", "replace_old_next")
    assert ended(bench.scan("C-9001")) == ("done", "replace_new_next")
    assert ended(bench.scan("C-9002")) == ("done", "child_replaced")
    bench.picture(tmp_path / "why.png")
    bench.screen.touch(*REASON)
    bench.screen.write("cracked connector")
    bench.picture(tmp_path / "typed.png")
    # The next scan keeps what was typed before it.
    assert ended(bench.scan("P-9001")) == ("done", "child_added")
    tags = {tag["key"]: tag["value"] for tag in site.unit(GATEWAY)["tags"]}
    assert tags == {"Replaced C-9001": "cracked connector"}
    assert set(built_in(site, GATEWAY)) == {"C-9002", "P-9001"}


@pytest.fixture
def slow(screen: Screen, units: Site, tmp_path: Path) -> Iterator[tuple[StationWindow, FaultProxy]]:
    """A station whose server takes its time over templates, once it is told to."""
    others = "^(?!.*GetProductInfo)"
    with (
        FaultProxy(units.url, 7, spare=others, slow_seconds=(1.5, 1.5)) as proxy,
        running_station(screen, tmp_path / "station", "--server", proxy.url) as station,
    ):
        station.online()
        yield station, proxy


def test_children_wait_for_a_template_that_takes_its_time(
    slow: tuple[StationWindow, FaultProxy], site: Site, tmp_path: Path
) -> None:
    station, proxy = slow
    assert ended(station.scan("CMD-PANEL-ASSEMBLY")) == ("done", "panel_opened")
    proxy.mix = {Fault.SLOW: 1.0}
    assert ended(station.scan(GATEWAY)) == ("done", "unit_shown")
    known = len(station.events("scan.outcome"))
    for text in ("S-9001", "DEMO-1004", "P-9001", "C-9001"):
        station.screen.type(text + "\r")
    station.picture(tmp_path / "waiting.png")
    assert len(station.events("scan.outcome")) == known
    assert proxy.in_flight >= 1
    outcomes = wait_until(
        "four outcomes", 20.0, lambda: station.events("scan.outcome")[known + 3 :] and
        station.events("scan.outcome")[known:],
    )  # fmt: skip
    assert [ended(each) for each in outcomes] == [
        ("done", "child_added"),
        ("refused", "child_wrong_part"),
        ("done", "child_added"),
        ("done", "child_completes"),
    ]
    assert built_in(site, GATEWAY) == {"C-9001": 0, "P-9001": 1, "S-9001": 2}


def test_what_is_half_done_is_offered_after_logout_a_crash_and_to_another_operator(
    screen: Screen, units: Site, tmp_path: Path
) -> None:
    folder = tmp_path / "station"
    (folder / "data").mkdir(parents=True)
    lay_down_demo_operators(OperatorsFile(folder / "data" / NAME))
    with running_station(screen, folder, "--server", units.url) as first:
        first.online()
        assert ended(first.scan("OPR-1001")) == ("done", "logged_in")
        assert ended(first.scan("CMD-PANEL-ASSEMBLY")) == ("done", "panel_opened")
        assert ended(first.scan(GATEWAY)) == ("done", "unit_shown")
        assert ended(first.scan("P-9001")) == ("done", "child_added")
        assert ended(first.scan("CMD-LOGOUT")) == ("done", "logged_out")
        first.picture(tmp_path / "logged-out.png")
        assert ended(first.scan("C-9001")) == ("done", "unit_shown")
        assert ended(first.scan("OPR-2001")) == ("done", "logged_in")
        assert ended(first.scan("CMD-PANEL-ASSEMBLY")) == ("done", "panel_opened")
        assert ended(first.scan("CMD-CANCEL")) == ("done", "assembly_left")
        first.picture(tmp_path / "offered.png")
        first.screen.touch(600, 410)
        assert ended(first.scan("C-9001")) == ("done", "child_added")
        first.child.kill()
    (folder / "events.jsonl").unlink()
    with running_station(screen, folder, "--server", units.url) as second:
        second.online()
        assert ended(second.scan("OPR-1001")) == ("done", "logged_in")
        assert ended(second.scan("CMD-PANEL-ASSEMBLY")) == ("done", "panel_opened")
        second.picture(tmp_path / "after-crash.png")
        second.screen.touch(600, 410)
        assert ended(second.scan("S-9001")) == ("done", "child_completes")
    assert built_in(units, GATEWAY) == {"C-9001": 0, "P-9001": 1, "S-9001": 2}
    operators = [row["operator"] for row in units.history(GATEWAY) if row["command"]]
    assert operators == ["Olivia Operator", "Theo Technician", "Olivia Operator"]
