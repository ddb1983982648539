"""Working at the window of a packaged program, in an environment that has no Python."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.support.screen import Screen
from tests.support.site import TOKEN
from tests.support.station import StationWindow


@contextmanager
def packaged_window(
    screen: Screen, folder: Path, nothing: Mapping[str, str], *arguments: str
) -> Iterator[StationWindow]:
    """The window of what WATS_TESTS_PROGRAM names; its data is in `folder`/data."""
    folder.mkdir(parents=True, exist_ok=True)
    shown = {name: screen.environment[name] for name in ("DISPLAY", "QT_QPA_PLATFORM")}
    environment = {**nothing, **shown, "WATS_STATION_TOKEN": TOKEN}
    station = StationWindow(screen, folder, list(arguments), environment)
    try:
        yield station
    finally:
        station.child.close()
