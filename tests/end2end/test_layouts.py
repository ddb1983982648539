"""A scanner set to a US layout on systems with other layouts: the same codes, by key codes."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.processes import wait_until
from tests.support.scanner import CTRL_Q, CTRL_Y, RETURN, TAB, keys_of
from tests.support.screen import Screen
from tests.support.site import Site
from tests.support.station import StationWindow, running_station

pytestmark = [pytest.mark.end2end, pytest.mark.timeout(240)]

LAYOUTS = ("us", "no", "de", "fr")
# The one with most accents always, the others where there is time.
LAYOUTS_IN_TIME = (
    "de",
    *(pytest.param(each, marks=pytest.mark.slow) for each in ("us", "no", "fr")),
)
CODES = (
    ("DEMO-1001", "unit_shown"),
    ("CMD-TAG-Lot=LOT-7_b+z/y", "tag_set"),
    ("CMD-PROCESS-100", "process_set"),
    ("CMD-PANEL-PHASE", "panel_opened"),
    ("DEMO-1001/CTRL-100", "unit_shown"),
    ("no such unit: (yz) 12;&?", "unit_not_found"),
    ("cmd-panel-lookup", "panel_opened"),
)


@pytest.fixture
def measured(screen: Screen, site: Site, tmp_path: Path) -> Iterator[StationWindow]:
    """A station whose scanner was set up."""
    folder = tmp_path / "station"
    (folder / "data").mkdir(parents=True)
    settings = {"scanner": {"layout": "us", "measured": True}}
    (folder / "data" / "settings.json").write_text(json.dumps(settings))
    with running_station(screen, folder, "--server", site.url) as station:
        station.online()
        yield station


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_code_arrives_as_it_is_printed_and_does_what_it_says(
    measured: StationWindow, screen: Screen, site: Site, layout: str
) -> None:
    with screen.layout(layout):
        for text, reason in CODES:
            ended = measured.scan_keys(text)
            assert (ended["text"], ended["reason"]) == (text, reason)
    unit = site.unit("DEMO-1001")
    assert unit["processCode"] == "100"
    assert "LOT-7_b+z/y" in [tag["value"] for tag in unit["tags"]]


@pytest.mark.parametrize("layout", LAYOUTS_IN_TIME)
def test_separators_survive_under_each_layout(
    measured: StationWindow, screen: Screen, layout: str
) -> None:
    label = "[)>\x1e06\x1dSDEMO-1001\x1d1PCTRL-100\x1e\x04"
    with screen.layout(layout):
        ended = measured.scan_keys(label)
    assert (ended["text"], ended["reason"]) == (label, "unit_shown")


# Framings of a scanner: a prefix, and the key that ends a code; without one silence does.
FRAMINGS = (("", RETURN), ("", TAB), ("", CTRL_Y), (CTRL_Q, RETURN), (CTRL_Q, CTRL_Y), (CTRL_Q, ""))
SETTINGS_PAGES = {
    "server": (219, 221),
    "station": (219, 270),
    "ports": (219, 368),
    "codes": (219, 515),
}
PLACES = {
    "the address in focus": ("server", (800, 320)),
    "the token in focus": ("server", (800, 396)),
    "a choice open": ("station", (800, 396)),
    "a port in focus": ("ports", (500, 506)),
    "a file dialog open": ("codes", (550, 345)),
}


@pytest.mark.parametrize("layout", LAYOUTS_IN_TIME)
@pytest.mark.parametrize("place", PLACES)
def test_scans_arrive_by_every_framing_wherever_the_keyboard_is(
    measured: StationWindow, screen: Screen, site: Site, layout: str, place: str
) -> None:
    page, where = PLACES[place]
    with screen.layout(layout):
        measured.scan_keys("DEMO-1001")
        measured.scan_keys("CMD-PANEL-SETTINGS")
        screen.touch(*SETTINGS_PAGES[page])
        screen.touch(*where)
        for number, (prefix, suffix) in enumerate(FRAMINGS):
            text = f"CMD-TAG-Lot=L{number} b+z/y"
            ended = measured.scan_keys(text, prefix=prefix, suffix=suffix)
            assert (ended["text"], ended["reason"]) == (text, "tag_set")
            assert ended["panel"] == "SETTINGS"
        screen.picture(measured.folder / "places.png")
    assert f"L{len(FRAMINGS) - 1} b+z/y" in [tag["value"] for tag in site.unit("DEMO-1001")["tags"]]


@pytest.mark.parametrize("layout", LAYOUTS_IN_TIME)
def test_a_field_for_words_may_take_a_key_of_a_scan_and_then_nothing_is_written(
    measured: StationWindow, screen: Screen, site: Site, layout: str
) -> None:
    """Names in every script need input methods, which see keys before the station does."""
    with screen.layout(layout):
        measured.scan_keys("DEMO-1001")
        measured.scan_keys("CMD-PANEL-SETTINGS")
        screen.touch(*SETTINGS_PAGES["station"])
        screen.touch(550, 320)
        known = len(measured.events("scan.outcome"))
        screen.key_codes(*keys_of("CMD-TAG-Lot=L+z`y"), RETURN)
        ended = wait_until(
            "an outcome", 10.0, lambda: (measured.events("scan.outcome")[known:] or [{}])[0]
        )
    values = [tag["value"] for tag in site.unit("DEMO-1001")["tags"]]
    if ended["reason"] == "tag_set":
        assert "L+z`y" in values
    else:
        assert ended["reason"] == "scan_torn"
        assert not [value for value in values if value.startswith("L")]
    assert (ended["reason"] == "tag_set") or layout in ("no", "de", "fr")


@pytest.mark.parametrize("layout", ["no", "de"])
def test_before_the_set_up_a_unit_is_found_and_nothing_is_written_on_a_doubtful_reading(
    station: StationWindow, screen: Screen, site: Site, layout: str
) -> None:
    before = site.unit("DEMO-1001")
    with screen.layout(layout):
        shown = station.scan_keys("DEMO-1001")
        assert (shown["outcome"], shown["reason"]) == ("done", "unit_shown_as")
        refused = station.scan_keys("CMD-PROCESS-100")
        assert (refused["outcome"], refused["reason"]) == ("refused", "layout_ambiguous")
    assert site.unit("DEMO-1001") == before
    # The same command, once system and scanner agree, and no repeat of the one before.
    time.sleep(1.6)
    assert station.scan_keys("CMD-PROCESS-100")["reason"] == "process_set"
