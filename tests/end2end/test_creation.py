"""Making a unit that was not found, by scans and by touch, through a real window."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.screen import Screen
from tests.support.site import Site
from tests.support.station import StationWindow, running_station
from wats_station.domain.unit import UnitKey

pytestmark = pytest.mark.end2end


@pytest.fixture
def maker(screen: Screen, site: Site, tmp_path: Path) -> Iterator[StationWindow]:
    """A station that may make units."""
    folder = tmp_path / "station"
    given = ("--server", site.url, "--set", "station.may_create=true")
    with running_station(screen, folder, *given) as station:
        station.online()
        yield station


def there(site: Site, serial: str) -> list[dict[str, object]]:
    """The units with this serial number."""
    found: list[dict[str, object]] = site.get(
        "/api/Production/Unit/Query", **{"$filter": f"serialNumber eq '{serial}'"}
    )
    return found


def test_a_label_and_a_yes_make_a_unit_and_it_is_shown(maker: StationWindow, site: Site) -> None:
    assert maker.scan("NEW-1/CTRL-100/B")["reason"] == "unit_not_found"
    assert there(site, "NEW-1") == []
    made = maker.scan("CMD-CONFIRM")
    assert (made["outcome"], made["reason"]) == ("done", "unit_created")
    (unit,) = there(site, "NEW-1")
    assert (unit["partNumber"], unit["revision"]) == ("CTRL-100", "B")
    assert maker.scan("CMD-TAG-Lot=L1")["reason"] == "tag_set"
    kinds = [row["kind"] for row in site.history("NEW-1")]
    assert kinds == ["tag", "created"]
    # The same yes again makes nothing.
    assert maker.scan("CMD-CONFIRM")["reason"] == "nothing_to_confirm"


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ("NEW-2/NO-SUCH-PART/B", "create_no_product"),
        ("NEW-2/CTRL-100/ZZ", "create_no_revision"),
        ("NEW-2", "create_incomplete"),
    ],
)
def test_what_the_server_does_not_know_is_refused(
    maker: StationWindow, site: Site, label: str, reason: str
) -> None:
    maker.scan(label)
    refused = maker.scan("CMD-CONFIRM")
    assert (refused["outcome"], refused["reason"]) == ("refused", reason)
    assert there(site, "NEW-2") == []


def test_part_and_revision_are_touched(maker: StationWindow, site: Site, tmp_path: Path) -> None:
    # A unit of another revision makes the revision known: then one has to be chosen.
    site.make_units([UnitKey("OTHER-C", "CTRL-100")], revision="C")
    maker.scan("CABLE-NEW")
    # Make it…, the second product, and its second revision.
    for name, (x, y) in (("offer", (1178, 370)), ("part", (687, 475)), ("revision", (687, 430))):
        threading.Event().wait(1.0)
        maker.picture(tmp_path / f"{name}.png")
        maker.screen.touch(x, y)
    threading.Event().wait(1.0)
    maker.picture(tmp_path / "whole.png")
    assert there(site, "CABLE-NEW") == []
    assert maker.scan("CMD-CONFIRM")["reason"] == "unit_created"
    (unit,) = there(site, "CABLE-NEW")
    assert (unit["partNumber"], unit["revision"]) == ("CTRL-100", "C")


def test_without_the_setting_nothing_is_made(station: StationWindow, site: Site) -> None:
    station.scan("NEW-3/CTRL-100/B")
    assert station.scan("CMD-CONFIRM")["reason"] == "no_current_unit"
    assert there(site, "NEW-3") == []


def test_offline_nothing_is_made(maker: StationWindow, site: Site) -> None:
    maker.scan("NEW-4/CTRL-100/B")
    site.kill()
    maker.wait_for("link.changed", 5.0, lambda event: event["state"] == "offline")
    refused = maker.scan("CMD-CONFIRM")
    assert (refused["outcome"], refused["reason"]) == ("refused", "needs_server")
    site.restart()
    maker.wait_for("link.changed", 15.0, lambda event: event["state"] == "online")
    assert there(site, "NEW-4") == []
