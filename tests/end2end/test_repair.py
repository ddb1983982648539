"""Repairing, by scans alone: a real window, a real site server, and what the server has then."""

import base64
from pathlib import Path
from typing import Any

import pytest

from tests.support.photos import noisy_png
from tests.support.processes import wait_until
from tests.support.screen import Screen
from tests.support.site import Site
from tests.support.station import Event, StationWindow, running_station
from wats_station.adapters.operators_file import NAME, OperatorsFile
from wats_station.app.demo_operators import lay_down_demo_operators
from wats_station.domain.repair import LARGEST_FILE, LARGEST_PICTURE

pytestmark = pytest.mark.end2end

FAILED = "DEMO-1002"
FUNCTIONAL = 60
# Where the buttons are in the window of 1280 x 720.
COMMENT_AND_FILES = (697, 628)
TAKE_PHOTO = (1004, 374)
ADD_FILE = (1180, 374)


@pytest.fixture
def bench(station: StationWindow) -> StationWindow:
    """The repair panel in front, and a unit open that failed."""
    assert station.scan("CMD-PANEL-REPAIR")["outcome"] == "done"
    assert ended(station.scan(FAILED)) == ("done", "repair_opened")
    return station


def ended(event: Event) -> tuple[str, str]:
    """How a scan ended."""
    return event["outcome"], event["reason"]


def repairs(site: Site, serial: str = FAILED) -> list[dict[str, Any]]:
    """The repairs of the unit, whole, newest first."""
    wanted = f"serialNumber eq '{serial}' and reportType eq 'R'"
    headers = site.get("/api/Report/Query/Header", **{"$filter": wanted})
    return [
        site.get(f"/api/Report/Wsjf/{each['uuid']}", includeAttachments="true") for each in headers
    ]


def last_test(site: Site) -> dict[str, Any]:
    wanted = f"serialNumber eq '{FAILED}' and reportType eq 'T'"
    found: list[dict[str, Any]] = site.get("/api/Report/Query/Header", **{"$filter": wanted})
    return found[0]


def attach(bench: StationWindow, photo: Path) -> None:
    """Pick a photo in the file dialog, and wait until the station keeps its own copy."""
    kept = bench.folder / "data" / "attached"
    before = len(list(kept.iterdir())) if kept.is_dir() else 0
    bench.screen.touch(*COMMENT_AND_FILES)
    bench.screen.touch(*ADD_FILE)
    bench.screen.activate("Add photo or file")
    bench.screen.write(str(photo))
    bench.screen.key("Return")
    wait_until(
        "the photo to be kept",
        10.0,
        lambda: kept.is_dir() and len(list(kept.iterdir())) > before,
    )
    bench.screen.activate("WATS Station")


def retested(bench: StationWindow, site: Site, result: str, reason: str) -> None:
    """A tester beside the station tests it, and the station comes to know."""
    site.file_test(FAILED, FUNCTIONAL, result)
    wait_until("the retest to be seen", 20.0, lambda: ended(bench.scan(FAILED)) == ("done", reason))


def test_two_failures_and_a_photo_are_filed_the_second_retest_passes_and_it_is_finalized(
    bench: StationWindow, site: Site, tmp_path: Path
) -> None:
    failed = last_test(site)
    photo = tmp_path / "board.png"
    photo.write_bytes(noisy_png(1400, 1100))
    assert photo.stat().st_size > LARGEST_FILE
    assert ended(bench.scan("CMD-SUBMIT")) == ("refused", "repair_needs_fault")
    assert ended(bench.scan("CMD-REF-U7")) == ("refused", "component_no_fault")
    assert ended(bench.scan("CMD-FAIL-Gremlins")) == ("refused", "fault_unknown")
    assert ended(bench.scan("CMD-FAIL-Burned Component")) == ("done", "fault_added")
    assert ended(bench.scan("CMD-REF-U7")) == ("done", "component_set")
    assert ended(bench.scan("CMD-FAIL-solder process/solder bridge")) == ("done", "fault_added")
    bench.picture(tmp_path / "two-failures.png")
    attach(bench, photo)
    bench.picture(tmp_path / "entered.png")
    assert ended(bench.scan("CMD-SUBMIT")) == ("done", "repair_filed")
    bench.picture(tmp_path / "filed.png")
    (filed,) = repairs(site)
    assert filed["uur"]["refUUT"] == failed["uuid"]
    assert filed["uur"]["processCode"] == FUNCTIONAL
    assert [(each["code"], each.get("comRef")) for each in filed["subUnits"][0]["failures"]] == [
        ("Burned Component", "U7"),
        ("Solder Bridge", None),
    ]
    (file,) = filed["binaryData"]
    assert (file["name"], file["contentType"]) == ("board.jpg", "image/jpeg")
    assert len(base64.b64decode(file["data"])) <= LARGEST_PICTURE
    assert site.unit(FAILED)["processCode"] == str(FUNCTIONAL)

    # The retest fails: the unit is repaired once more, against the run that failed now.
    retested(bench, site, "F", "repair_opened")
    bench.picture(tmp_path / "failed-again.png")
    again = last_test(site)
    assert again["uuid"] != failed["uuid"]
    assert ended(bench.scan("CMD-PHASE-FINALIZED")) == ("refused", "finalize_not_passed")
    assert ended(bench.scan("CMD-FAIL-Cold Solder Joint")) == ("done", "fault_added")
    assert ended(bench.scan("CMD-SUBMIT")) == ("done", "repair_filed")
    assert {each["uur"]["refUUT"] for each in repairs(site)} == {failed["uuid"], again["uuid"]}

    retested(bench, site, "P", "nothing_to_repair")
    assert ended(bench.scan("CMD-PANEL-PHASE")) == ("done", "panel_opened")
    assert ended(bench.scan("CMD-PHASE-FINALIZED")) == ("done", "phase_set")
    assert site.unit(FAILED)["unitPhaseId"] == 16


def test_a_small_photo_is_filed_as_it_is_and_a_missing_camera_is_said(
    bench: StationWindow, site: Site, tmp_path: Path
) -> None:
    photo = tmp_path / "board.png"
    photo.write_bytes(noisy_png(40, 30))
    assert ended(bench.scan("CMD-FAIL-Burned Component")) == ("done", "fault_added")
    attach(bench, photo)
    bench.screen.touch(*TAKE_PHOTO)
    bench.picture(tmp_path / "no-camera.png")
    assert ended(bench.scan("CMD-SUBMIT")) == ("done", "repair_filed")
    (filed,) = repairs(site)
    (file,) = filed["binaryData"]
    assert (file["name"], file["contentType"]) == ("board.png", "image/png")
    assert base64.b64decode(file["data"]) == photo.read_bytes()


def test_a_repair_is_kept_through_a_kill_and_filed_without_the_server(
    screen: Screen, site: Site, tmp_path: Path
) -> None:
    folder = tmp_path / "station"
    with running_station(screen, folder, "--server", site.url) as first:
        first.online()
        first.scan("CMD-PANEL-REPAIR")
        assert ended(first.scan(FAILED)) == ("done", "repair_opened")
        assert ended(first.scan("CMD-FAIL-Burned Component")) == ("done", "fault_added")
        first.child.kill()
    (folder / "events.jsonl").unlink()
    with running_station(screen, folder, "--server", site.url) as second:
        second.online()
        second.scan("CMD-PANEL-REPAIR")
        second.picture(tmp_path / "offered.png")
        assert ended(second.scan(FAILED)) == ("done", "repair_opened")
        assert ended(second.scan("CMD-REF-U7")) == ("done", "component_set")
        site.kill()
        second.wait_for("link.changed", 10.0, lambda event: event["state"] == "offline")
        assert ended(second.scan("CMD-SUBMIT")) == ("queued", "queued")
        second.picture(tmp_path / "queued.png")
        assert ended(second.scan("CMD-SUBMIT", seconds=20.0))[0] in ("refused", "ignored")
        site.restart()
        second.wait_for("outbox.delivered", 30.0)
        (filed,) = wait_until("the repair", 20.0, lambda: repairs(site))
        assert filed["subUnits"][0]["failures"][0]["comRef"] == "U7"
    assert len(repairs(site)) == 1


def test_a_draft_survives_logout_another_operator_and_a_crash(
    screen: Screen, site: Site, tmp_path: Path
) -> None:
    folder = tmp_path / "station"
    (folder / "data").mkdir(parents=True)
    lay_down_demo_operators(OperatorsFile(folder / "data" / NAME))
    with running_station(screen, folder, "--server", site.url) as first:
        first.online()
        assert ended(first.scan("CMD-PANEL-REPAIR")) == ("done", "panel_opened")
        assert ended(first.scan("OPR-1001")) == ("done", "logged_in")
        assert ended(first.scan(FAILED)) == ("done", "repair_opened")
        assert ended(first.scan("CMD-FAIL-Burned Component")) == ("refused", "needs_technician")
        assert ended(first.scan("OPR-2001")) == ("done", "logged_in")
        assert ended(first.scan("CMD-FAIL-Burned Component")) == ("done", "fault_added")
        assert ended(first.scan("CMD-LOGOUT")) == ("done", "logged_out")
        first.picture(tmp_path / "logged-out.png")
        assert ended(first.scan("OPR-9001")) == ("done", "logged_in")
        assert ended(first.scan("CMD-PANEL-REPAIR")) == ("done", "panel_opened")
        assert ended(first.scan(FAILED)) == ("done", "repair_opened")
        assert ended(first.scan("CMD-REF-U7")) == ("done", "component_set")
        first.child.kill()
    (folder / "events.jsonl").unlink()
    with running_station(screen, folder, "--server", site.url) as second:
        second.online()
        assert ended(second.scan("OPR-2001")) == ("done", "logged_in")
        assert ended(second.scan("CMD-PANEL-REPAIR")) == ("done", "panel_opened")
        assert ended(second.scan(FAILED)) == ("done", "repair_opened")
        assert ended(second.scan("CMD-SUBMIT")) == ("done", "repair_filed")
    (filed,) = repairs(site)
    (failure,) = filed["subUnits"][0]["failures"]
    assert (failure["code"], failure["comRef"]) == ("Burned Component", "U7")
    assert filed["uur"]["user"] == "Theo Technician"
