"""The settings file: read whole, never half understood, and only what is its own is kept."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wats_station.adapters.settings_file import SettingsFile
from wats_station.domain.scanner_profile import ScannerProfile, Thresholds
from wats_station.domain.settings import (
    LabelRule,
    LabelSettings,
    Settings,
    SettingsFault,
    SettingsProblem,
    SoundSettings,
    StationSettings,
)
from wats_station.domain.settings_layers import Origin

FULL = Settings(
    scanner=ScannerProfile(
        "Gun", "no", measured=True, prefix="\x02", suffixes=frozenset("\r\x03"),
        thresholds=Thresholds(5, 0.02, 0.05, 0.2, 0.4),
    ),
    labels=LabelSettings(
        "$", "B:", (LabelRule("house", r"H(?P<serial>\d+)"),), {"9501101020917": "CTRL-100"}
    ),
)  # fmt: skip


def test_without_a_file_the_settings_are_the_standard_ones(tmp_path: Path) -> None:
    assert SettingsFile(tmp_path).read() == Settings()


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path / "new folder")
    file.keep(FULL)
    assert file.read() == FULL
    file.keep(replace(FULL, scanner=ScannerProfile()))
    assert file.read().scanner == ScannerProfile()
    assert [each.name for each in file.path.parent.iterdir()] == ["settings.json"]


def test_a_file_by_hand_needs_only_what_is_different(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)
    file.path.write_text('{"scanner": {"layout": "de", "measured": true}}', encoding="utf-8")
    assert file.read() == Settings(scanner=ScannerProfile(layout="de", measured=True))


def test_a_byte_order_mark_of_an_editor_does_no_harm(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)
    file.path.write_text('{"scanner": {"layout": "no"}}', encoding="utf-8-sig")
    assert file.read().scanner.layout == "no"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{", "Invalid JSON: Expecting property name enclosed in double quotes: line 1 column 2"),
        ("[]", "Input should be"),
        ("[" * 100_000, "Invalid JSON"),
        ('{"server": "\\ud800"}', "Invalid JSON"),
        ('{"version": true}', "version: a whole number is wanted"),
        ('{"version": -1}', "version: a whole number is wanted"),
        ('{"audit": {"keep_days": -1}}', "audit: Value error, the audit log's times are 0 to"),
        ('{"locked": []}', "locked: there is no such setting"),
        ('{"scanner": {"measured": "perhaps"}}', "scanner.measured: "),
        ('{"labels": {"command_prefix": ""}}', "at least one character"),
        ('{"labels": {"badge_prefix": ""}}', "at least one character"),
        ('{"phases": {"next": {"Done": {}}}}', "phases: Value error, 'Done' is no phase"),
        ('{"phases": {"next": {"16": {"to": []}}}}', "phases.next.16.to: there is no such"),
        ('{"volume": 40}', "volume: there is no such setting"),
        ('{"scanner": {"layout": "xx"}}', "scanner: Value error, the layout is one of us, no"),
        ('{"scanner": {"suffixes": ["ab"]}}', "one character"),
        ('{"scanner": {"prefix": "", "suffixes": []}}', "nothing ends a scan"),
        ('{"scanner": {"thresholds": {"hold": 0}}}', "scanner.thresholds: "),
        ('{"scaner": {}}', "scaner: there is no such setting"),
        ('{"labels": {"rules": [{"name": "a", "pattern": "b", "x": 1}]}}', "labels.rules.0.x: "),
    ],
)
def test_a_file_that_is_not_as_it_should_be_says_where(
    tmp_path: Path, written: str, said: str
) -> None:
    file = SettingsFile(tmp_path)
    file.path.write_text(written, encoding="utf-8")
    with pytest.raises(SettingsProblem) as raised:
        file.read()
    assert raised.value.fault is SettingsFault.NOT_SETTINGS
    assert said in raised.value.detail
    assert str(file.path) in raised.value.detail
    assert file.path.read_text(encoding="utf-8") == written


def test_a_file_that_cannot_be_read_or_written_is_told(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)
    file.path.mkdir()
    with pytest.raises(SettingsProblem) as raised:
        file.read()
    assert raised.value.fault is SettingsFault.UNREADABLE
    with pytest.raises(SettingsProblem):
        file.keep(Settings())


@given(st.binary(max_size=100) | st.text(max_size=60).map(str.encode))
def test_any_bytes_are_settings_or_a_problem(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = SettingsFile(tmp_path_factory.mktemp("settings"))
    file.path.write_bytes(content)
    said = ""
    try:
        assert isinstance(file.read(), Settings)
    except SettingsProblem as problem:
        said = problem.detail
    assert said == "" or str(file.path) in said


def test_a_damaged_file_is_moved_aside_and_not_overwritten(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)
    for number in (1, 2):
        file.path.write_text(f'{{"scanner": {number}')
        file.keep(Settings(server="http://x"))
        aside = tmp_path / f"settings.damaged-{number}.json"
        assert aside.read_text() == f'{{"scanner": {number}'
    assert file.read() == Settings(server="http://x")
    file.keep(Settings())
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "settings.damaged-1.json",
        "settings.damaged-2.json",
        "settings.json",
    ]


def test_the_file_says_only_what_differs_from_the_standard_values(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)
    file.keep(Settings(server="http://x", sounds=SoundSettings(75)))
    assert json.loads(file.path.read_text()) == {"version": 1, "server": "http://x"}
    file.keep(Settings())
    assert json.loads(file.path.read_text()) == {"version": 1}


def test_what_somebody_writes_while_the_station_runs_stays(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)
    settings = file.read()
    file.path.write_text('{"version": 1, "labels": {"command_prefix": "$"}}')
    file.keep(replace(settings, server="http://x"))
    assert json.loads(file.path.read_text()) == {
        "version": 1,
        "server": "http://x",
        "labels": {"command_prefix": "$"},
    }


# As the program before versions wrote it, whole, with a name, a scanner and a port of its own.
OLD = """{
  "server": "https://wats.example.com",
  "station": {"name": "BENCH-7", "location": "", "process": null},
  "scanner": {
    "name": "US, Enter, 8 ms", "layout": "us", "measured": true, "prefix": "",
    "suffixes": ["\\r"],
    "thresholds": {
      "least_characters": 4, "median_gap": 0.035, "hold": 0.06,
      "prefixed_gap": 0.3, "torn_window": 0.5
    }
  },
  "other_scanners": [],
  "serial_ports": [
    {"port": "COM3", "baud_rate": 9600, "data_bits": 8, "parity": "N", "stop_bits": "1",
     "acknowledge": false}
  ],
  "sounds": {"volume": 75},
  "labels": {
    "command_prefix": "CMD-", "badge_prefix": "OPR-", "rules": [], "parts_by_gtin": {}
  }
}"""


def test_an_older_file_is_read_copied_and_written_as_the_newest_version(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)
    file.path.write_text(OLD)
    settings = file.read()
    assert (settings.station.name, settings.scanner.name) == ("BENCH-7", "US, Enter, 8 ms")
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]
    assert file.path.read_text() == OLD
    file.keep(replace(settings, sounds=SoundSettings(0)))
    old = json.loads(OLD)
    assert json.loads(file.path.read_text()) == {
        "version": 1,
        "server": old["server"],
        "station": {"name": "BENCH-7"},
        "scanner": old["scanner"],
        "serial_ports": old["serial_ports"],
        "sounds": {"volume": 0},
    }
    assert (tmp_path / "settings.v0.json").read_text() == OLD
    assert file.read() == replace(settings, sounds=SoundSettings(0))
    file.keep(settings)
    file.path.write_text("{}")
    file.keep(settings)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "settings.json",
        "settings.v0-2.json",
        "settings.v0.json",
    ]


def test_a_file_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)
    newer = '{"version": 2, "sounds": {"volumes": [1]}}'
    file.path.write_text(newer)
    with pytest.raises(SettingsProblem, match=r"it is of version 2 and this program knows 1"):
        file.read()
    with pytest.raises(SettingsProblem) as raised:
        file.keep(Settings(server="http://x"))
    assert raised.value.fault is SettingsFault.NEWER
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [
        ("settings.json", newer)
    ]


VARIABLES = {
    "WATS_STATION_SERVER": "https://given.example.com",
    "WATS_STATION_SETTING_SOUNDS__VOLUME": "40",
    "WATS_STATION_SETTING_STATION__NAME": "7",
    "WATS_STATION_SETTING_SCANNER__LAYOUT": "de",
}


def test_the_environment_wins_over_the_file_and_the_command_line_over_both(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"sounds": {"volume": 10}, "station": {"name": "B"}}')
    given = ("sounds.volume=50", "sounds.volume=60", 'serial_ports=[{"port": "COM1"}]')
    file = SettingsFile(tmp_path, VARIABLES, given)
    settings = file.read()
    assert settings.server == VARIABLES["WATS_STATION_SERVER"]
    assert (settings.sounds.volume, settings.station.name) == (60, "7")
    assert (settings.scanner.layout, settings.serial_ports[0].port) == ("de", "COM1")
    assert file.layers is not None
    assert file.layers.in_force.fixed == {
        "server": Origin.ENVIRONMENT,
        "station.name": Origin.ENVIRONMENT,
        "scanner.layout": Origin.ENVIRONMENT,
        "sounds.volume": Origin.COMMAND_LINE,
        "serial_ports": Origin.COMMAND_LINE,
    }
    assert file.layers.origins["scanner"] is Origin.ENVIRONMENT
    assert file.layers.origins["labels.rules"] is Origin.DEFAULT


def test_what_is_given_for_one_run_is_not_kept(tmp_path: Path) -> None:
    written = {"version": 1, "sounds": {"volume": 10}}
    (tmp_path / "settings.json").write_text(json.dumps(written))
    file = SettingsFile(tmp_path, VARIABLES, ("serial_ports=[]",))
    settings = file.read()
    file.keep(replace(settings, station=replace(settings.station, location="Line 2")))
    kept = json.loads(file.path.read_text())
    assert kept == {**written, "station": {"location": "Line 2"}}
    later = SettingsFile(tmp_path, {}).read()
    assert (later.sounds.volume, later.station) == (10, StationSettings("", "Line 2"))


@pytest.mark.parametrize(
    ("variable", "text", "said"),
    [
        ("SOUNDS__VOLUME", "loud", "SOUNDS__VOLUME: sounds.volume: Input should be a valid int"),
        ("SOUNDS__VOLUME", "400", "a volume is 0 to 100"),
        ("VOLUME", "40", "VOLUME: there is no such setting"),
        ("STATION", "{}", "name one of station.name, station.location, station.process"),
        ("SERIAL_PORTS", '[{"port": "COM1", "speed": 1}]', "serial_ports.0.speed: there is no"),
        ("SCANNER", "[" * 100_000, "scanner: "),
    ],
)
def test_an_override_that_is_none_is_named_and_the_rest_holds(
    tmp_path: Path, variable: str, text: str, said: str
) -> None:
    name = f"WATS_STATION_SETTING_{variable}"
    file = SettingsFile(tmp_path, {name: text, "WATS_STATION_SETTING_STATION__NAME": "B"})
    layers = file.read_layers()
    assert layers.in_force.settings == Settings(station=StationSettings("B"))
    assert list(layers.in_force.fixed) == ["station.name"]
    (why,) = layers.left_out
    assert why.startswith(name)
    assert said in why
    with pytest.raises(SettingsProblem, match=name):
        file.read()
    assert file.wrong_on_command_line() == ()
    (wrong,) = SettingsFile(tmp_path, {}, ("sounds.volume=x",)).wrong_on_command_line()
    assert wrong.startswith("--set sounds.volume: ")


@given(st.text(max_size=40) | st.integers().map(str))
def test_any_text_is_a_name_or_a_problem(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    file = SettingsFile(tmp_path_factory.getbasetemp(), {}, (f"station.name={text}",))
    layers = file.read_layers()
    assert layers.left_out or isinstance(layers.in_force.settings.station.name, str)


def test_a_damaged_file_leaves_what_the_run_was_given(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text("{")
    file = SettingsFile(tmp_path, {"WATS_STATION_SETTING_SOUNDS__VOLUME": "40"})
    layers = file.read_layers()
    assert layers.problem is not None
    assert layers.in_force.settings == Settings(sounds=SoundSettings(40))
    file.keep(replace(layers.in_force.settings, server="http://x"))
    assert json.loads(file.path.read_text()) == {"version": 1, "server": "http://x"}
    assert (tmp_path / "settings.damaged-1.json").read_text() == "{"
