"""The look of the first paint: the same that the settings come to, wherever they stand."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from wats_station.adapters.settings_file import SettingsFile
from wats_station.app.first_look import LookWanted, first_look

DARK = {"display": {"theme": "dark", "language": "nb", "kiosk": True}}
LIGHT = {"display": {"theme": "light"}}
VARIABLE = "WATS_STATION_SETTING_DISPLAY__"


class Place:
    """A data folder and a fleet's share, read once before, as at the start before this one."""

    def __init__(self, folder: Path) -> None:
        self.data, self.share = folder / "data", folder / "share"
        self.data.mkdir()
        self.share.mkdir()

    def lay(self, own: Any = None, fleet: Any = None) -> None:
        for where, said in ((self.data, own), (self.share, fleet)):
            if said is not None:
                (where / "settings.json").write_text(json.dumps(said))
        if fleet is not None:
            SettingsFile(self.data, self.told).read_layers()

    @property
    def told(self) -> dict[str, str]:
        return {"WATS_STATION_FLEET_DIR": str(self.share)}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


CASES: dict[str, tuple[Any, Any, dict[str, str], list[str]]] = {
    "nothing": (None, None, {}, []),
    "own": (DARK, None, {}, []),
    "fleet": (None, DARK, {}, []),
    "own above fleet": (LIGHT, DARK, {}, []),
    "locked setting": (LIGHT, {**DARK, "locked": ["display.theme"]}, {}, []),
    "locked group": (LIGHT, {**DARK, "locked": ["display"]}, {}, []),
    "locked and silent": (DARK, {"locked": ["display.kiosk"]}, {}, []),
    "environment": (DARK, None, {f"{VARIABLE}THEME": "light", f"{VARIABLE}KIOSK": "false"}, []),
    "command line": (DARK, None, {f"{VARIABLE}LANGUAGE": "nb"}, ["display.language=en"]),
    "the system's again": (DARK, None, {}, ["display.language=", 'display.theme="system"']),
    "a fleet on the command line": (None, DARK, {"WATS_STATION_FLEET_DIR": ""}, ["share"]),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_what_the_settings_come_to(place: Place, name: str) -> None:
    own, fleet, variables, given = CASES[name]
    place.lay(own, fleet)
    environment = {**(place.told if fleet is not None else {}), **variables}
    given = [f"fleet.folder={place.share}" if each == "share" else each for each in given]
    display = SettingsFile(place.data, environment, given).read().display
    wanted = LookWanted(display.language.value, display.theme.value, display.kiosk)
    assert first_look(place.data, environment, given) == wanted


def test_a_copy_of_a_fleet_that_is_no_longer_told_of_does_not_count(place: Place) -> None:
    place.lay(fleet=DARK)
    assert first_look(place.data, {}, ()) == LookWanted()
    assert first_look(place.data, place.told, ()).theme == "dark"


@pytest.mark.parametrize(
    "content",
    ["{", "[]", '{"display": 7}', '{"display": {"theme": "pink", "language": 3, "kiosk": 1}}'],
)
def test_what_is_wrong_counts_as_nothing(place: Place, content: str) -> None:
    (place.data / "settings.json").write_text(content)
    assert first_look(place.data, {f"{VARIABLE}KIOSK": "yes"}, ()) == LookWanted()


def test_it_loads_nothing_of_the_settings() -> None:
    code = "import sys, wats_station.app.first_look; print(*sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    loaded = set(result.stdout.split())
    assert not loaded & {"pydantic", "dataclasses", "wats_station.domain.settings"}
    assert "wats_station.app.first_look" in loaded
