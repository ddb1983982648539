"""The screen, the site server and the window that end-to-end tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.screen import Screen, running_screen
from tests.support.site import Site, running_site
from tests.support.station import StationWindow, running_station


@pytest.fixture(scope="session")
def screen() -> Iterator[Screen]:
    """One X display for all end-to-end tests; only one window is open on it at a time."""
    with running_screen() as screen:
        yield screen


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A site server with a fresh demo factory."""
    with running_site(tmp_path / "site") as site:
        yield site


@pytest.fixture
def station(screen: Screen, site: Site, tmp_path: Path) -> Iterator[StationWindow]:
    """A station window on that site server, online."""
    with running_station(screen, tmp_path / "station", "--server", site.url) as station:
        station.online()
        yield station
