"""The fleet's settings: they reach every station, and a share that is away stops none."""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ExpectLog
from wats_station.adapters.settings_file import Layers, SettingsFile
from wats_station.domain.display import Language, ThemeMode
from wats_station.domain.panel import Panel
from wats_station.domain.settings import DisplaySettings, Settings, SoundSettings
from wats_station.domain.settings_layers import Origin

SHARED = {"server": "https://fleet.example.com", "sounds": {"volume": 50}}


class Station:
    """A station's data folder, and the fleet's folder that it is told of."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "station"
        self.share = folder / "share"
        self.copy = self.folder / "fleet.json"
        self.folder.mkdir()
        self.share.mkdir()

    def shares(self, said: object) -> None:
        (self.share / "settings.json").write_text(json.dumps(said))

    def file(self, *given: str, **variables: str) -> SettingsFile:
        known = {"WATS_STATION_FLEET_DIR": str(self.share), **variables}
        return SettingsFile(self.folder, known, given)

    def read(self, *given: str, **variables: str) -> Layers:
        return self.file(*given, **variables).read_layers()

    def own(self) -> Any:
        return json.loads((self.folder / "settings.json").read_text())


@contextmanager
def hanging(path: Path) -> Iterator[None]:
    """A file whose reading waits until the block ends, as on a share that is away."""
    os.mkfifo(path)
    try:
        yield
    finally:
        path.write_bytes(b"")  # begins when the reader does, and lets it end


@pytest.fixture
def station(tmp_path: Path) -> Station:
    return Station(tmp_path)


def settings_of(layers: Layers) -> tuple[str, int]:
    return layers.in_force.settings.server, layers.in_force.settings.sounds.volume


def test_the_fleets_values_are_standard_and_the_stations_own_win(station: Station) -> None:
    station.shares(SHARED)
    (station.folder / "settings.json").write_text('{"sounds": {"volume": 20}}')
    layers = station.read()
    assert settings_of(layers) == ("https://fleet.example.com", 20)
    assert (layers.origins["server"], layers.origins["sounds.volume"]) == (
        Origin.FLEET,
        Origin.FILE,
    )
    assert (layers.problem, layers.fleet.problem) == (None, "")


def test_a_change_of_the_fleets_reaches_a_station_that_kept_something_else(
    station: Station,
) -> None:
    station.shares(SHARED)
    file = station.file()
    settings = file.read()
    file.keep(replace(settings, station=replace(settings.station, name="BENCH-1")))
    assert station.own() == {"version": 1, "station": {"name": "BENCH-1"}}
    station.shares({**SHARED, "sounds": {"volume": 90}})
    assert settings_of(station.read()) == ("https://fleet.example.com", 90)


def test_what_was_read_counts_when_something_is_kept_not_what_is_shared_since(
    station: Station,
) -> None:
    station.shares(SHARED)
    file = station.file()
    settings = file.read()
    station.shares({**SHARED, "sounds": {"volume": 90}})
    station.read()
    file.keep(replace(settings, server="https://own.example.com"))
    assert station.own() == {"version": 1, "server": "https://own.example.com"}


def test_the_folder_is_named_by_the_file_a_variable_or_the_command_line(
    station: Station, tmp_path: Path
) -> None:
    station.shares(SHARED)
    named = {"fleet": {"folder": str(station.share)}}
    (station.folder / "settings.json").write_text(json.dumps(named))
    by_file = SettingsFile(station.folder, {}).read_layers()
    assert settings_of(by_file) == ("https://fleet.example.com", 50)
    other = tmp_path / "other"
    other.mkdir()
    (other / "settings.json").write_text('{"sounds": {"volume": 1}}')
    assert settings_of(station.read(f"fleet.folder={other}")) == ("", 1)


def test_what_the_fleet_locks_no_station_has_its_own(station: Station) -> None:
    station.shares({**SHARED, "locked": ["server", "station", "scanner.layout"]})
    own = {
        "version": 1,
        "server": "https://own.example.com",
        "station": {"process": 3},
        "scanner": {"layout": "de", "measured": True},
    }
    (station.folder / "settings.json").write_text(json.dumps(own))
    file = station.file()
    layers = file.read_layers()
    settings = layers.in_force.settings
    assert (settings.server, settings.station.process) == ("https://fleet.example.com", None)
    assert (settings.scanner.layout, settings.scanner.measured) == ("us", True)
    assert layers.in_force.fixed == {
        "server": Origin.FLEET,
        "station.name": Origin.FLEET,
        "station.location": Origin.FLEET,
        "station.process": Origin.FLEET,
        "station.parts": Origin.FLEET,
        "station.most_runs": Origin.FLEET,
        "station.most_repairs": Origin.FLEET,
        "station.required_tags": Origin.FLEET,
        "station.station_tag": Origin.FLEET,
        "station.operator_tag": Origin.FLEET,
        "station.may_create": Origin.FLEET,
        "scanner.layout": Origin.FLEET,
        "fleet.folder": Origin.ENVIRONMENT,
    }
    # Somebody wrote it down: it is there when the fleet lets go of it.
    file.keep(replace(settings, sounds=SoundSettings(3)))
    assert station.own() == {**own, "sounds": {"volume": 3}}
    given = station.read("server=https://given.example.com")
    assert given.in_force.settings.server == "https://given.example.com"
    assert given.in_force.fixed["server"] is Origin.COMMAND_LINE


def test_a_fleet_says_how_its_stations_look_and_keeps_them_kiosks(station: Station) -> None:
    display = {"language": "nb", "theme": "contrast", "kiosk": True}
    station.shares({"display": display, "locked": ["display.kiosk"]})
    (station.folder / "settings.json").write_text('{"display": {"theme": "dark", "kiosk": false}}')
    file = station.file()
    layers = file.read_layers()
    shown = layers.in_force.settings.display
    assert shown == DisplaySettings(Language.NORWEGIAN, ThemeMode.DARK, kiosk=True)
    assert layers.in_force.fixed["display.kiosk"] is Origin.FLEET
    # Back to what the fleet has: nothing of its own is left to be written down.
    as_fleet = replace(shown, theme=ThemeMode.CONTRAST, start_panel=Panel.REPAIR)
    file.keep(replace(layers.in_force.settings, display=as_fleet))
    assert station.own()["display"] == {"start_panel": "REPAIR", "kiosk": False}


@pytest.mark.parametrize(
    ("path", "value", "why"),
    [
        ("language", '"de"', "display.language: Input should be '', 'en', 'nb'"),
        ("theme", '"pink"', "display.theme: Input should be 'system', 'light', 'dark' or"),
        ("start_panel", '"SETTINGS"', "the start panel is one of LOOKUP, PHASE, ASSEMBLY,"),
    ],
)
def test_a_display_that_there_is_not_is_refused_with_what_there_is(
    station: Station, path: str, value: str, why: str
) -> None:
    (station.folder / "settings.json").write_text(f'{{"display": {{"{path}": {value}}}}}')
    problem = station.read().problem
    assert problem is not None
    assert why in problem.detail


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"sounds": {"volume": 400}}, "sounds: Value error, a volume is 0 to 100"),
        ({"volume": 1}, "volume: there is no such setting"),
        ({"version": 99}, "it is of version 99"),
        ({"locked": "server"}, "locked: a list of settings is wanted"),
        ({"locked": ["server", "sound"]}, "locked.1: there is no setting 'sound'"),
        ({"fleet": {"folder": "x"}}, "fleet: only a station itself is told"),
        ([], "an object in braces"),
    ],
)
def test_a_damaged_shared_file_is_named_and_the_last_good_copy_is_used(
    station: Station, said: object, why: str
) -> None:
    station.shares(said)
    first = station.read()
    assert (first.in_force.settings.sounds, first.fleet.copied) == (SoundSettings(), False)
    station.shares(SHARED)
    assert station.read().fleet.problem == ""
    station.shares(said)
    layers = station.read()
    assert settings_of(layers) == ("https://fleet.example.com", 50)
    assert layers.fleet.copied
    assert layers.fleet.problem.startswith(str(station.share / "settings.json"))
    assert why in layers.fleet.problem
    assert json.loads(station.copy.read_text()) == SHARED


def test_a_share_that_is_not_there_is_named_and_the_copy_is_used(station: Station) -> None:
    station.shares({**SHARED, "locked": ["server"]})
    station.read()
    (station.share / "settings.json").unlink()
    station.share.rmdir()
    layers = station.read()
    assert settings_of(layers) == ("https://fleet.example.com", 50)
    assert set(layers.in_force.fixed) == {"fleet.folder", "server"}
    assert layers.fleet.problem == f"{station.share / 'settings.json'}: {os.strerror(2)}"


def test_a_folder_that_is_none_is_named(station: Station) -> None:
    layers = station.read("fleet.folder=a\0b")
    assert "null byte" in layers.fleet.problem
    assert layers.in_force.settings.sounds == SoundSettings()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pipe with a name in its folder")
def test_a_share_that_hangs_is_not_waited_for(station: Station) -> None:
    station.shares(SHARED)
    station.read()
    (station.share / "settings.json").unlink()
    with hanging(station.share / "settings.json"):
        began = time.monotonic()
        layers = SettingsFile(
            station.folder, {"WATS_STATION_FLEET_DIR": str(station.share)}, patience=0.05
        ).read_layers()
        assert time.monotonic() - began < 0.9
    assert settings_of(layers) == ("https://fleet.example.com", 50)
    assert layers.fleet.problem.endswith("it did not answer within 0.05 s")


def test_a_copy_that_is_damaged_is_no_copy(station: Station, expected_log: ExpectLog) -> None:
    expected_log("the copy of the fleet's settings cannot be used")
    station.copy.write_text("{")
    layers = station.read()
    assert (layers.in_force.settings.sounds, layers.fleet.copied) == (SoundSettings(), False)


def test_a_copy_that_cannot_be_kept_stops_nothing(
    station: Station, expected_log: ExpectLog
) -> None:
    expected_log("no copy of the fleet's settings could be kept")
    station.shares(SHARED)
    station.copy.mkdir()
    assert settings_of(station.read()) == ("https://fleet.example.com", 50)


def test_a_damaged_own_file_that_named_the_folder_leaves_the_copy_in_force(
    station: Station,
) -> None:
    station.shares({**SHARED, "locked": ["server"]})
    own = station.folder / "settings.json"
    own.write_text(json.dumps({"fleet": {"folder": str(station.share)}}))
    SettingsFile(station.folder, {}).read()
    own.write_text("{")
    layers = SettingsFile(station.folder, {}).read_layers()
    assert settings_of(layers) == ("https://fleet.example.com", 50)
    assert layers.problem is not None
    assert list(layers.in_force.fixed) == ["server"]


def test_an_own_file_that_does_not_go_with_the_fleets_is_named(station: Station) -> None:
    station.shares({"other_scanners": [{"name": "Gun"}]})
    (station.folder / "settings.json").write_text('{"scanner": {"name": "Gun"}}')
    layers = station.read()
    assert layers.problem is not None
    assert "each scanner profile has a name of its own" in layers.problem.detail
    assert layers.in_force.settings.scanner == Settings().scanner
    assert layers.in_force.settings.other_scanners[0].name == "Gun"
