"""Settings in the real window: a first start, another server, and a scanner set up by scanning."""

import json
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.processes import station_command, wait_until
from tests.support.scanner import RETURN, keys_of
from tests.support.screen import Screen
from tests.support.site import TOKEN, Site, running_site
from tests.support.station import StationWindow, running_station
from wats_station.scan.set_up import CODES

pytestmark = [pytest.mark.end2end, pytest.mark.timeout(240)]

# Where things are in a window of 1280 x 720, below its title bar.
URL, NEW_TOKEN, CHECK, DEMO = (800, 320), (800, 396), (550, 464), (1030, 464)
STATION, SCANNER = (219, 270), (219, 319)
NAME, KEEP_STATION = (550, 320), (550, 464)
SET_UP, KEEP_SCANNER = (530, 503), (900, 619)
LAYERED = ("server", "station.name", "station.location", "sounds.volume", "audit.keep_days")


@pytest.fixture
def fresh(screen: Screen, tmp_path: Path) -> Iterator[StationWindow]:
    """A station that was never told anything."""
    with running_station(screen, tmp_path / "station", token="") as station:
        yield station


def settings_of(folder: Path) -> dict[str, object]:
    path = folder / "station" / "data" / "settings.json"
    if not path.exists():
        return {}
    kept: dict[str, object] = json.loads(path.read_text())
    return kept


def links(station: StationWindow) -> list[str]:
    return [event["state"] for event in station.events("link.changed")]


def test_a_first_start_asks_for_a_server_and_remembers_it(
    fresh: StationWindow, screen: Screen, site: Site, tmp_path: Path
) -> None:
    assert links(fresh) == ["not_set"]
    refused = fresh.scan("DEMO-1001")
    assert (refused["outcome"], refused["reason"]) == ("refused", "no_server")
    fresh.scan("CMD-PANEL-SETTINGS")
    screen.touch(*URL)
    screen.write(site.url)
    screen.touch(*NEW_TOKEN)
    screen.write("wrong")
    screen.touch(*CHECK)
    assert fresh.scan("CMD-PANEL-SETTINGS")["outcome"] == "done"
    assert settings_of(tmp_path) == {}
    screen.touch(*NEW_TOKEN)
    screen.key("ctrl+a")
    screen.write(TOKEN)
    screen.touch(*CHECK)
    wait_until("the server in use", 10.0, lambda: links(fresh)[-1] == "online")
    assert settings_of(tmp_path)["server"] == site.url
    assert fresh.scan("DEMO-1001")["reason"] == "unit_shown"
    assert fresh.close_and_wait()[0] == 0
    with running_station(screen, tmp_path / "station", token="") as again:
        again.online()
        assert again.scan("DEMO-1001")["reason"] == "unit_shown"


def test_the_demo_site_is_one_touch_from_a_first_start(
    fresh: StationWindow, screen: Screen, tmp_path: Path
) -> None:
    # An impatient finger starts one site, not two on the same data.
    screen.touch(*DEMO)
    screen.touch(*DEMO)
    wait_until("the demo site in use", 30.0, lambda: links(fresh)[-1] == "online")
    assert fresh.scan("DEMO-1001")["reason"] == "unit_shown"
    assert settings_of(tmp_path) == {}
    assert fresh.close_and_wait(5.0)[0] == 0
    assert fresh.child.errors == []


def test_nothing_of_the_last_server_is_acted_on_after_a_change(
    station: StationWindow, screen: Screen, site: Site, tmp_path: Path
) -> None:
    station.scan("DEMO-1001")
    with running_site(tmp_path / "other") as other:
        station.scan("CMD-PANEL-SETTINGS")
        screen.touch(*URL)
        screen.key("ctrl+a")
        screen.write(other.url)
        screen.touch(*NEW_TOKEN)
        screen.write(TOKEN)
        before = len(links(station))
        screen.touch(*CHECK)
        wait_until(
            "the other server",
            10.0,
            lambda: len(links(station)) > before and links(station)[-1] == "online",
        )
        refused = station.scan("CMD-PHASE-FINALIZED")
        assert (refused["outcome"], refused["reason"]) == ("refused", "no_current_unit")
        station.scan("DEMO-1001")
        assert station.scan("CMD-PHASE-FINALIZED")["reason"] == "phase_set"
        assert other.unit("DEMO-1001")["unitPhaseId"] == 16
        assert site.unit("DEMO-1001")["unitPhaseId"] != 16
        assert station.close_and_wait()[0] == 0


def test_the_stations_name_goes_onto_its_changes(
    station: StationWindow, screen: Screen, site: Site, tmp_path: Path
) -> None:
    station.scan("CMD-PANEL-SETTINGS")
    screen.touch(*STATION)
    screen.touch(*NAME)
    screen.write("BENCH-8")
    screen.touch(*KEEP_STATION)
    wait_until("the name kept", 5.0, lambda: settings_of(tmp_path).get("station"))
    station.scan("DEMO-1001")
    station.scan("CMD-PROCESS-100")
    assert site.history("DEMO-1001")[0]["station"] == "BENCH-8"


@pytest.mark.parametrize(
    "layout", ["de", *(pytest.param(each, marks=pytest.mark.slow) for each in ("us", "no", "fr"))]
)
def test_a_scanner_is_set_up_by_scanning_under_every_layout_of_the_system(
    station: StationWindow, screen: Screen, site: Site, tmp_path: Path, layout: str
) -> None:
    with screen.layout(layout):
        station.scan_keys("CMD-PANEL-SETTINGS")
        screen.touch(*SCANNER)
        screen.touch(*SET_UP)
        for code in CODES:
            screen.key_codes(*keys_of(code), RETURN)
            # What ends a run of keys is a silence, which nothing outside can see.
            threading.Event().wait(1.0)
        screen.touch(*KEEP_SCANNER)
        wait_until("the profile kept", 5.0, lambda: settings_of(tmp_path).get("scanner"))
        kept = settings_of(tmp_path)["scanner"]
        assert isinstance(kept, dict)
        assert (kept["layout"], kept["measured"], kept["suffixes"]) == ("us", True, ["\r"])
        assert station.scan_keys("DEMO-1001")["reason"] == "unit_shown"
        assert station.scan_keys("CMD-TAG-Lot=LOT-7")["reason"] == "tag_set"
        assert site.unit("DEMO-1001")["tags"][-1]["value"] == "LOT-7"


def test_fleet_environment_and_command_line_hold_in_the_list_and_in_the_window(
    screen: Screen, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    share, folder = tmp_path / "share", tmp_path / "station"
    share.mkdir()
    fleet = {"server": site.url, "station": {"location": "Hall 3"}, "locked": ["server"]}
    (share / "settings.json").write_text(json.dumps(fleet))
    variables = {
        "WATS_STATION_FLEET_DIR": str(share),
        "WATS_STATION_SETTING_STATION__NAME": "BENCH-9",
    }
    given = ("--set", "sounds.volume=40")
    listed = subprocess.run(
        station_command(*given, "settings", "list", "--json", "--data-dir", str(folder / "data")),
        env={**screen.environment, **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    rows = {row["path"]: row for row in json.loads(listed.stdout)["settings"]}
    assert {path: (row["value"], row["from"]) for path, row in rows.items() if path in LAYERED} == {
        "server": (site.url, "fleet"),
        "station.name": ("BENCH-9", "environment"),
        "station.location": ("Hall 3", "fleet"),
        "sounds.volume": (40, "command line"),
        "audit.keep_days": (365, "default"),
    }
    assert [path for path, row in rows.items() if row["locked"]] == ["server"]
    monkeypatch.setattr(screen, "environment", {**screen.environment, **variables})
    with running_station(screen, folder, *given) as station:
        station.online()
        station.scan("DEMO-1001")
        station.scan("CMD-PROCESS-100")
        assert site.history("DEMO-1001")[0]["station"] == "BENCH-9"
        assert not (folder / "data" / "settings.json").exists()
