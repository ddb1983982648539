"""The command sheet: saved from the station, read off its picture, and every code tried."""

import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.support.paper import pictures, read
from tests.support.processes import wait_until
from tests.support.site import Site
from tests.support.station import StationWindow
from wats_station.domain.panel import AVAILABLE
from wats_station.domain.phase import STANDARD, PhaseId

pytestmark = [pytest.mark.end2end, pytest.mark.timeout(240)]

UNIT = "DEMO-1001"
_DOTS_PER_INCH = 300
_UNIT_PHASES = {int(phase) for phase in PhaseId}


@pytest.fixture
def codes(qapp: QApplication, station: StationWindow, tmp_path: Path) -> list[str]:
    """The codes on the sheet, as a bar code library reads them off the pages."""
    pdf = tmp_path / "sheet.pdf"
    station.scan("CMD-PANEL-SETTINGS")
    station.screen.touch(219, 515)
    station.screen.touch(550, 345)
    threading.Event().wait(1.0)
    station.screen.type(f"{pdf}", delay_ms=100)
    threading.Event().wait(0.5)
    station.screen.key("Return")
    wait_until("the sheet", 10.0, pdf.exists)
    found = read(pictures(pdf, _DOTS_PER_INCH))
    by_kind = {kind: {text for each, text in found if each == kind} for kind, _ in found}
    bars, matrices = by_kind.values()
    assert bars == matrices
    assert found.total() == len(bars) + len(matrices)
    return sorted(bars)


def test_each_code_does_what_the_sheet_says(
    station: StationWindow, site: Site, codes: list[str]
) -> None:
    tried = [_try(station, site, code) for code in codes]
    assert tried.count("panel") == len(AVAILABLE)
    assert tried.count("verify") == 1
    assert tried.count("undo") == 1
    assert tried.count("build") == 3
    assert tried.count("repair") == 1
    assert tried.count("hold") == 2
    assert tried.count("badge") == 1
    assert tried.count("phase") == len(_UNIT_PHASES) - 1
    assert tried.count("process") >= 3
    assert tried.count("answer") == 2


def _try(station: StationWindow, site: Site, code: str) -> str:
    """Scan the code where it makes sense; the kind of command it was, once its effect is seen."""
    _, family, *rest = code.split("-", 2)
    match family:
        case "PANEL":
            # A unit that has not failed travels along.
            assert station.scan(code)["reason"] in ("panel_opened", "nothing_to_repair")
            assert station.scan("CMD-FLY-AWAY")["panel"] == rest[0]
            return "panel"
        case "PHASE":
            return _try_phase(station, site, code, rest[0])
        case "PROCESS":
            station.scan(UNIT)
            assert station.scan(code)["reason"] == "process_set"
            assert site.unit(UNIT)["processCode"] == rest[0]
            return "process"
        case "HOLD" | "RELEASE" if rest:
            return _try_quarantine(station, site, rest[0])
        case "HOLD" | "RELEASE":
            station.scan(UNIT)
            assert station.scan("CMD-HOLD")["reason"] == "unit_held"
            assert station.scan("CMD-RELEASE")["reason"] == "unit_released"
            return "hold"
        case "LOGOUT":
            assert station.scan(code)["reason"] == "nobody_logged_in"
            return "badge"
        case "CONFIRM":
            assert station.scan(code)["reason"] in ("nothing_to_confirm", "no_current_unit")
            return "answer"
        case "VERIFY":
            station.scan("CMD-PANEL-LOOKUP")
            station.scan(UNIT)
            assert station.scan(code)["reason"] == "verified_passed"
            return "verify"
        case "UNDO":
            station.scan(UNIT)
            site.set_phase(UNIT, int(PhaseId.UNDER_PRODUCTION))
            station.scan("DEMO-1002")
            station.scan(UNIT)
            assert station.scan("CMD-PHASE-SCRAPPED")["reason"] == "phase_set"
            assert station.scan(code)["reason"] == "phase_set"
            assert site.unit(UNIT)["unitPhaseId"] == PhaseId.UNDER_PRODUCTION
            return "undo"
        case "SUBMIT":
            assert station.scan(code)["reason"] == "repair_not_open"
            return "repair"
        case "REMOVE" | "REPLACE" | "DISASSEMBLE":
            return _try_building(station, code)
        case "CANCEL":
            assert station.scan(code)["reason"] == "cancelled"
            return "answer"
    raise AssertionError(f"{code} is on the sheet, and nobody knows what it does")


def _try_quarantine(station: StationWindow, site: Site, scope: str) -> str:
    """Into quarantine with a reason, seen on the server, and out again."""
    station.scan("CMD-PANEL-LOOKUP")
    station.scan(UNIT)
    assert station.scan(f"CMD-HOLD-{scope}")["reason"] == "quarantine_why"
    assert station.scan("CMD-CONFIRM")["reason"] == "quarantine_on"
    assert station.scan(f"CMD-RELEASE-{scope}=checked")["reason"] == "quarantine_over"
    product = site.get(f"/api/Product/{site.unit(UNIT)['partNumber']}")
    tagged = [product, *product["revisions"]]
    assert any("no: checked" in tag["value"] for each in tagged for tag in each["tags"])
    return "quarantine"


def _try_building(station: StationWindow, code: str) -> str:
    """What is asked of a gateway with parts in it; nothing comes out."""
    station.scan("CMD-PANEL-LOOKUP")
    station.scan("DEMO-3000")
    station.scan("CMD-PANEL-ASSEMBLY")
    asked = station.scan(code)
    assert (asked["outcome"], asked["reason"]) in {
        ("done", "remove_next"),
        ("done", "replace_old_next"),
        ("done", "disassemble_asked"),
    }
    assert station.scan("CMD-CANCEL")["reason"] == "cancelled"
    station.scan("CMD-PANEL-LOOKUP")
    return "build"


def _try_phase(station: StationWindow, site: Site, code: str, name: str) -> str:
    known = {
        each["Code"]: each["UnitPhaseId"] for each in site.get("/api/internal/Mes/GetUnitPhases")
    }
    wanted = known[name]
    before = next(each for each in PhaseId if wanted in STANDARD.following(each, supervisor=True))
    site.set_phase(UNIT, int(before))
    station.scan("DEMO-1002")
    station.scan(UNIT)
    ended = station.scan(code)
    assert (ended["outcome"], ended["reason"]) == ("done", "phase_set"), (code, ended)
    assert site.unit(UNIT)["unitPhaseId"] == wanted
    return "phase"
