"""The display's settings in the real window: kiosk mode, start panel, language and colours."""

import json
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from tests.support.processes import station_command, wait_until
from tests.support.screen import Screen
from tests.support.site import Site
from tests.support.station import StationWindow, running_station
from wats_station.adapters.operators_file import NAME, OperatorsFile
from wats_station.adapters.pin_tries_file import NAME as TRIES
from wats_station.app.demo_operators import lay_down_demo_operators
from wats_station.ui.theme import DARK, LIGHT

pytestmark = [pytest.mark.end2end, pytest.mark.timeout(240)]

SCREEN = (0, 0, 1280, 720)
# Where things are in a window of 1280 x 720, below its title bar; without one they are higher.
DISPLAY, NORWEGIAN, DARK_COLOURS, KIOSK = (219, 466), (1131, 296), (974, 349), (1064, 455)
TITLE_BAR = 19
NORMAL_WINDOW = (660, 455 - TITLE_BAR)
# The rail's words, which are the same whatever was scanned; and a place with nothing in it.
RAIL, EMPTY = (5, 60, 110, 520), (60, 630)


@contextmanager
def kiosk(
    screen: Screen, folder: Path, site: Site, *, registered: bool = True
) -> Iterator[StationWindow]:
    """A station in kiosk mode by its settings, with the demo's operators or with none."""
    lay_settings(folder, {"kiosk": True})
    if registered:
        lay_down_demo_operators(OperatorsFile(folder / "data" / NAME))
    with running_station(screen, folder, "--server", site.url) as station:
        station.online()
        yield station


def lay_settings(folder: Path, display: dict[str, object]) -> None:
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "settings.json").write_text(json.dumps({"display": display}))


def kept_display(folder: Path) -> object:
    path = folder / "data" / "settings.json"
    return json.loads(path.read_text()).get("display") if path.exists() else None


def approvals(station: StationWindow) -> list[tuple[str, str, str]]:
    """What was approved or refused by now: for whom, by whom, and how it ended."""
    with closing(sqlite3.connect(station.folder / "data" / "outbox.sqlite")) as database:
        return database.execute(
            "SELECT operator, approved_by, outcome FROM audit WHERE what = 'approval'"
            " ORDER BY number"
        ).fetchall()


def part(screen: Screen, file: Path, place: tuple[int, int, int, int] = RAIL) -> QImage:
    screen.picture(file)
    return QImage(str(file)).copy(*place)


def colour(screen: Screen, file: Path) -> QColor:
    screen.picture(file)
    return QColor(QImage(str(file)).pixel(*EMPTY))


def test_a_kiosk_fills_the_screen_and_a_supervisors_pin_closes_it(
    screen: Screen, site: Site, tmp_path: Path
) -> None:
    folder = tmp_path / "station"
    with kiosk(screen, folder, site) as station:
        assert screen.place(station.window) == SCREEN
        assert {"fullscreen", "above"} <= screen.states(station.window)
        station.scan("OPR-1001")
        screen.key("alt+F4")
        screen.write("1234")
        screen.key("Return")
        wait_until("the wrong PIN counted", 10.0, (folder / "data" / TRIES).exists)
        screen.key("Escape")
        wait_until("the refusal in the log", 5.0, lambda: approvals(station))
        assert approvals(station) == [("Olivia Operator", "", "refused")]
        # It is open, and takes scans.
        assert station.scan("DEMO-1001")["reason"] == "unit_shown"
        screen.key("alt+F4")
        screen.write("9001")
        screen.key("Return")
        assert station.child.wait(15.0) == 0
        assert approvals(station)[-1] == ("Olivia Operator", "Sam Supervisor", "done")
        assert station.child.errors == []


def test_with_nobody_logged_in_a_supervisor_who_comes_by_closes_it(
    screen: Screen, site: Site, tmp_path: Path
) -> None:
    with kiosk(screen, tmp_path / "station", site) as station:
        screen.key("alt+F4")
        assert station.scan("OPR-9001")["reason"] == "pin_wanted"
        assert station.child.process.poll() is None
        screen.write("9001")
        screen.key("Return")
        assert station.child.wait(15.0) == 0


def test_a_supervisor_at_the_bench_closes_it_at_once(
    screen: Screen, site: Site, tmp_path: Path
) -> None:
    with kiosk(screen, tmp_path / "station", site) as station:
        station.scan("OPR-9001")
        assert station.close_and_wait()[0] == 0


def test_until_somebody_is_registered_a_kiosk_closes_as_any_window(
    screen: Screen, site: Site, tmp_path: Path
) -> None:
    with kiosk(screen, tmp_path / "station", site, registered=False) as station:
        assert screen.place(station.window) == SCREEN
        assert station.close_and_wait()[0] == 0


def test_a_signal_ends_a_kiosk(screen: Screen, site: Site, tmp_path: Path) -> None:
    with kiosk(screen, tmp_path / "station", site) as station:
        station.child.process.send_signal(signal.SIGINT)
        assert station.child.wait(15.0) == 0


def test_a_second_start_brings_a_kiosk_back_to_the_front_as_it_was(
    screen: Screen, site: Site, tmp_path: Path
) -> None:
    folder = tmp_path / "station"
    with kiosk(screen, folder, site) as station:
        screen.minimise(station.window)
        wait_until("it away", 5.0, lambda: "hidden" in screen.states(station.window))
        again = station_command("--data-dir", str(folder / "data"))
        done = subprocess.run(again, env=screen.environment, timeout=30, check=False)
        assert done.returncode == 0
        wait_until("it back", 5.0, lambda: "hidden" not in screen.states(station.window))
        assert "fullscreen" in screen.states(station.window)
        assert screen.place(station.window) == SCREEN
        assert station.scan("DEMO-1001")["reason"] == "unit_shown"


def test_kiosk_mode_comes_and_goes_by_touch(
    station: StationWindow, screen: Screen, tmp_path: Path
) -> None:
    assert screen.place(station.window) != SCREEN
    station.scan("CMD-PANEL-SETTINGS")
    screen.touch(*DISPLAY)
    screen.touch(*KIOSK)
    wait_until("the screen filled", 5.0, lambda: screen.place(station.window) == SCREEN)
    assert kept_display(tmp_path / "station") == {"kiosk": True}
    assert station.scan("DEMO-1001")["reason"] == "unit_shown"
    station.scan("CMD-PANEL-SETTINGS")
    screen.touch(*NORMAL_WINDOW)
    wait_until("a window again", 5.0, lambda: screen.place(station.window) != SCREEN)
    assert not {"fullscreen", "above"} & screen.states(station.window)
    assert kept_display(tmp_path / "station") is None
    assert station.scan("DEMO-1001")["reason"] == "unit_shown"


def test_the_start_panel_is_in_front_at_the_start_and_after_a_logout(
    screen: Screen, site: Site, tmp_path: Path
) -> None:
    folder = tmp_path / "station"
    lay_settings(folder, {"start_panel": "ASSEMBLY"})
    lay_down_demo_operators(OperatorsFile(folder / "data" / NAME))
    with running_station(screen, folder, "--server", site.url) as station:
        station.online()
        assert station.scan("OPR-1001")["panel"] == "ASSEMBLY"
        station.scan("CMD-PANEL-PHASE")
        assert station.scan("DEMO-1001")["panel"] == "PHASE"
        assert station.scan("CMD-LOGOUT")["reason"] == "logged_out"
        assert station.scan("OPR-1001")["panel"] == "ASSEMBLY"
        # The unit that was current is the next one's no longer.
        assert station.scan("CMD-PROCESS-100")["reason"] == "no_current_unit"


def test_language_and_colours_change_by_touch_and_stay(
    screen: Screen, site: Site, tmp_path: Path
) -> None:
    folder, file = tmp_path / "station", tmp_path / "screen.png"
    with running_station(screen, folder, "--server", site.url, language="") as station:
        station.online()
        assert colour(screen, file) == QColor(LIGHT.window)
        english = part(screen, file)
        station.scan("CMD-PANEL-SETTINGS")
        screen.touch(*DISPLAY)
        screen.touch(*NORWEGIAN)
        screen.touch(*DARK_COLOURS)
        wanted = {"language": "nb", "theme": "dark"}
        wait_until("both kept", 5.0, lambda: kept_display(folder) == wanted)
        wait_until("dark", 5.0, lambda: colour(screen, file) == QColor(DARK.window))
        station.scan("CMD-PANEL-LOOKUP")
        changed = part(screen, file)
        assert changed != english
        assert station.close_and_wait()[0] == 0
    with running_station(screen, folder, "--server", site.url, language="") as station:
        station.online()
        assert part(screen, file) == changed
    # The command line wins for its run, and leaves what is kept alone.
    given = ("--server", site.url, "--theme", "light")
    with running_station(screen, folder, *given, language="en") as station:
        station.online()
        assert colour(screen, file) == QColor(LIGHT.window)
        assert part(screen, file) == english
        assert kept_display(folder) == wanted
    given = ("--server", site.url, "--theme", "dark")
    with running_station(screen, tmp_path / "other", *given, language="nb") as station:
        station.online()
        assert part(screen, file) == changed
