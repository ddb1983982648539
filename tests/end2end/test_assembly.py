"""Building, by scans alone: a real window, a real site server, and what the server has then."""

from pathlib import Path

import pytest

from tests.support.processes import wait_until
from tests.support.screen import Screen
from tests.support.site import Site
from tests.support.station import Event, StationWindow, running_station
from wats_station.domain.unit import UnitKey

pytestmark = pytest.mark.end2end

FINALIZED = 16
PARENT = "GW-9001"


@pytest.fixture
def bench(station: StationWindow, site: Site) -> StationWindow:
    """The assembly panel in front, a new gateway open, and parts that fit into it."""
    site.make_units([UnitKey(PARENT, "GW-500"), UnitKey("GW-9002", "GW-500")])
    site.make_units([UnitKey("P-9001", "PSU-220")], phase=FINALIZED)
    site.make_units([UnitKey("C-9002", "CTRL-100")], revision="B", phase=FINALIZED)
    site.make_units([UnitKey("C-9003", "CTRL-100")], revision="A", phase=FINALIZED)
    site.make_units([UnitKey("C-9004", "CTRL-100")], revision="B")
    site.set_phase("DEMO-1001", FINALIZED)
    assert station.scan("CMD-PANEL-ASSEMBLY")["outcome"] == "done"
    assert station.scan(PARENT)["reason"] == "unit_shown"
    return station


def ended(event: Event) -> tuple[str, str]:
    """How a scan ended."""
    return event["outcome"], event["reason"]


def built_in(site: Site, serial: str = PARENT) -> dict[str, int]:
    """What the server has in the unit, with its positions."""
    unit = site.unit(serial)
    whole = site.get(f"/api/Production/Unit/{serial}/{unit['partNumber']}")
    return {child["serialNumber"]: child["position"] for child in whole["subUnits"] or ()}


def test_a_module_is_built_in_any_order_and_taken_apart_again(
    bench: StationWindow, site: Site, tmp_path: Path
) -> None:
    assert ended(bench.scan("DEMO-1005")) == ("done", "child_added")
    assert ended(bench.scan("DEMO-1002")) == ("refused", "child_failing")
    assert ended(bench.scan("DEMO-1004")) == ("refused", "child_wrong_part")
    bench.picture(tmp_path / "refused.png")
    assert ended(bench.scan("P-9001")) == ("done", "child_added")
    assert ended(bench.scan("CMD-VERIFY")) == ("refused", "assembly_missing")
    assert ended(bench.scan("DEMO-1001")) == ("done", "child_completes")
    bench.picture(tmp_path / "complete.png")
    assert built_in(site) == {"DEMO-1001": 0, "P-9001": 1, "DEMO-1005": 2}
    assert ended(bench.scan("CMD-VERIFY")) == ("done", "assembly_complete")

    assert ended(bench.scan("CMD-REPLACE")) == ("done", "replace_old_next")
    assert ended(bench.scan("DEMO-1001")) == ("done", "replace_new_next")
    assert ended(bench.scan("C-9003")) == ("refused", "child_wrong_revision")
    assert built_in(site)["DEMO-1001"] == 0
    assert ended(bench.scan("C-9002")) == ("done", "child_completes")
    assert built_in(site) == {"C-9002": 0, "P-9001": 1, "DEMO-1005": 2}

    assert ended(bench.scan("CMD-REMOVE")) == ("done", "remove_next")
    assert ended(bench.scan("DEMO-1001")) == ("refused", "not_in_here")
    assert ended(bench.scan("P-9001")) == ("done", "child_removed")
    assert set(built_in(site)) == {"C-9002", "DEMO-1005"}

    assert ended(bench.scan("CMD-DISASSEMBLE")) == ("done", "disassemble_asked")
    assert ended(bench.scan("CMD-CANCEL")) == ("done", "cancelled")
    assert len(built_in(site)) == 2
    assert ended(bench.scan("CMD-DISASSEMBLE")) == ("done", "disassemble_asked")
    assert ended(bench.scan("CMD-CONFIRM")) == ("done", "disassembled")
    assert built_in(site) == {}
    bench.picture(tmp_path / "taken-apart.png")


def test_what_does_not_fit_is_refused_before_anything_is_sent(
    bench: StationWindow, site: Site
) -> None:
    wrong = {
        "NO-SUCH-UNIT": "unit_not_found",
        PARENT: "child_itself",
        "DEMO-3001": "child_in_another",
        "C-9003": "child_wrong_revision",
        "C-9004": "child_not_finalized",
    }
    for serial, reason in wrong.items():
        assert ended(bench.scan(serial)) == ("refused", reason), serial
    assert built_in(site) == {}
    assert [row["kind"] for row in site.history(PARENT)] == ["created"]
    assert ended(bench.scan("C-9002")) == ("done", "child_added")
    assert ended(bench.scan("P-9001")) == ("done", "child_added")
    assert ended(bench.scan("C-9002")) == ("refused", "child_already_here")
    assert ended(bench.scan("DEMO-1001")) == ("refused", "child_no_open_slot")
    assert ended(bench.scan("DEMO-1005")) == ("done", "child_completes")
    # The next unit that is no part of it is the next one to be built.
    assert ended(bench.scan("GW-9002")) == ("done", "unit_shown")
    assert ended(bench.scan("C-9002")) == ("refused", "child_in_another")


def test_a_unit_on_hold_is_not_built_in_and_takes_nothing(bench: StationWindow, site: Site) -> None:
    assert bench.scan("CMD-PANEL-LOOKUP")["outcome"] == "done"
    assert bench.scan("C-9002")["outcome"] == "done"
    assert ended(bench.scan("CMD-HOLD")) == ("done", "unit_held")
    assert bench.scan(PARENT)["outcome"] == "done"
    assert bench.scan("CMD-PANEL-ASSEMBLY")["outcome"] == "done"
    assert ended(bench.scan("C-9002")) == ("refused", "unit_on_hold")
    assert ended(bench.scan("CMD-HOLD")) == ("done", "unit_held")
    assert ended(bench.scan("P-9001")) == ("refused", "parent_on_hold")
    assert built_in(site) == {}


def test_the_line_goes_down_in_the_middle_and_the_rest_is_built_when_it_is_back(
    bench: StationWindow, site: Site, screen: Screen, tmp_path: Path
) -> None:
    assert ended(bench.scan("DEMO-1005")) == ("done", "child_added")
    site.kill()
    bench.wait_for("link.changed", 3.0, lambda event: event["state"] == "offline")
    assert ended(bench.scan("P-9001")) == ("refused", "needs_server")
    bench.picture(tmp_path / "offline.png")
    assert ended(bench.scan("CMD-REMOVE")) == ("done", "remove_next")
    assert ended(bench.scan("DEMO-1005")) == ("refused", "needs_server")
    assert ended(bench.scan("CMD-CANCEL")) == ("done", "cancelled")
    site.restart()
    wait_until(
        "the link", 15.0, lambda: bench.events("link.changed")[-1]["state"] == "online" or None
    )
    assert ended(bench.scan("DEMO-1001")) == ("done", "child_added")
    assert set(built_in(site)) == {"DEMO-1001", "DEMO-1005"}
    # Half done, it is offered to whoever comes next.
    bench.close_and_wait()
    known = len(bench.events("link.changed"))
    with running_station(screen, bench.folder, "--server", site.url) as again:
        wait_until(
            "the link", 15.0, lambda: "online" in str(again.events("link.changed")[known:]) or None
        )
        assert again.scan("CMD-PANEL-ASSEMBLY")["outcome"] == "done"
        again.picture(tmp_path / "offered.png")
        assert again.scan(PARENT)["outcome"] == "done"
        assert ended(again.scan("P-9001")) == ("done", "child_completes")
    assert built_in(site) == {"DEMO-1001": 0, "P-9001": 1, "DEMO-1005": 2}


def test_children_scanned_while_the_template_loads_wait_for_it(
    bench: StationWindow, site: Site
) -> None:
    assert ended(bench.scan("CMD-CANCEL")) == ("done", "assembly_left")
    known = len(bench.events("scan.outcome"))
    for text in ("GW-9002", "DEMO-1005", "P-9001", "DEMO-1001"):
        bench.screen.type(text + "\r")
    bench.wait_for("scan.outcome", 10.0, lambda event: event["reason"] == "child_completes")
    outcomes = [event["outcome"] for event in bench.events("scan.outcome")[known:]]
    assert outcomes == ["done"] * 4
    assert len(built_in(site, "GW-9002")) == 3
