"""Layers: a later one wins setting by setting, and the own file says only what is its own."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wats_station.domain.scanner_profile import ScannerProfile
from wats_station.domain.settings import LabelSettings, Settings, SoundSettings, StationSettings
from wats_station.domain.settings_layers import (
    MISSING,
    InForce,
    Origin,
    Override,
    Tree,
    found_at,
    merged,
    origins,
    overrides,
    own_layer,
    plain,
    with_value,
    without,
)

NAMES = st.sampled_from(["a", "b", "c"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map(".".join)
TREES = st.recursive(st.integers(), lambda inner: st.dictionaries(NAMES, inner, min_size=1)).filter(
    lambda tree: isinstance(tree, dict)
)
QUIET = Settings(sounds=SoundSettings(40))


@given(TREES, PATHS, st.integers())
def test_what_is_put_into_a_layer_is_found_and_goes_again(
    tree: Tree, path: str, value: int
) -> None:
    there = with_value(tree, path, value)
    assert found_at(there, path) == value
    assert found_at(without(there, path), path) is MISSING
    if found_at(tree, path) is MISSING:
        assert without(tree, path) == tree


def test_objects_are_merged_and_lists_and_tables_taken_whole() -> None:
    below: Tree = {
        "scanner": {"layout": "de", "thresholds": {"hold": 0.1}},
        "labels": {"parts_by_gtin": {"1": "A"}, "rules": [1]},
    }
    above: Tree = {
        "scanner": {"prefix": "x", "thresholds": {"median_gap": 0.2}},
        "labels": {"parts_by_gtin": {"2": "B"}},
        "server": "http://x",
    }
    assert merged(below, above) == {
        "scanner": {
            "layout": "de",
            "prefix": "x",
            "thresholds": {"hold": 0.1, "median_gap": 0.2},
        },
        "labels": {"parts_by_gtin": {"2": "B"}, "rules": [1]},
        "server": "http://x",
    }


def test_a_setting_comes_from_the_last_layer_that_speaks_of_it() -> None:
    known = origins(
        [
            (Origin.FLEET, {"scanner": {"layout": "de"}, "server": "x"}),
            (Origin.FILE, {"server": "y", "station": {"process": None}}),
            (Origin.ENVIRONMENT, {}),
        ]
    )
    assert (known["scanner"], known["server"]) == (Origin.FLEET, Origin.FILE)
    assert (known["station.process"], known["station.name"]) == (Origin.FILE, Origin.DEFAULT)


def test_overrides_are_read_from_variables_and_the_command_line() -> None:
    environment = {
        "WATS_STATION_SETTING_STATION__NAME": "a=b",
        "WATS_STATION_SETTING_LABELS__COMMAND_PREFIX": "",
        "WATS_STATION_SERVER": "http://x",
        "WATS_STATION_FLEET_DIR": "",
        "WATS_STATION_TOKEN": "secret",
        "PATH": "/bin",
    }
    assert overrides(environment, ["sounds.volume=4=5"]) == (
        Override(
            "labels.command_prefix",
            "",
            Origin.ENVIRONMENT,
            "WATS_STATION_SETTING_LABELS__COMMAND_PREFIX",
        ),
        Override("station.name", "a=b", Origin.ENVIRONMENT, "WATS_STATION_SETTING_STATION__NAME"),
        Override("server", "http://x", Origin.ENVIRONMENT, "WATS_STATION_SERVER"),
        Override("sounds.volume", "4=5", Origin.COMMAND_LINE, "--set sounds.volume"),
    )


def test_only_what_differs_from_below_is_written_down() -> None:
    fleet = Settings(sounds=SoundSettings(50))
    known = InForce(fleet, fleet, {})
    assert own_layer({}, known, fleet) == {}
    assert own_layer({}, known, QUIET) == {"sounds": {"volume": 40}}
    there = InForce(QUIET, fleet, {})
    assert own_layer({"sounds": {"volume": 40}}, there, fleet) == {}
    # What happens to be as it is below follows it from now on.
    assert own_layer({"sounds": {"volume": 50}}, known, replace(fleet, server="http://x")) == {
        "server": "http://x"
    }


def test_a_scanner_that_was_set_up_is_written_whole() -> None:
    measured = ScannerProfile(measured=True)
    known = InForce(Settings(), Settings(), {})
    assert own_layer({}, known, Settings(scanner=measured)) == {"scanner": plain(measured)}
    assert found_at({"scanner": plain(measured)}, "scanner.suffixes") == ["\t", "\n", "\r", "\x19"]


def test_what_did_not_change_stays_as_somebody_wrote_it() -> None:
    written: Tree = {"scanner": {"layout": "de"}, "station": {"name": "B"}}
    known = InForce(
        Settings(scanner=ScannerProfile(layout="de"), station=StationSettings("B")), Settings(), {}
    )
    wanted = replace(known.settings, station=StationSettings("C"))
    assert own_layer(written, known, wanted) == {
        "scanner": {"layout": "de"},
        "station": {"name": "C"},
    }


@pytest.mark.parametrize("written", [{}, {"sounds": {"volume": 30}}, {"sounds": {"volume": 75}}])
def test_what_is_given_for_one_run_is_never_written_down(written: Tree) -> None:
    known = InForce(QUIET, Settings(), {"sounds.volume": Origin.ENVIRONMENT})
    wanted = replace(QUIET, server="http://x")
    assert own_layer(written, known, wanted) == {"server": "http://x", **written}
    part = InForce(
        Settings(scanner=ScannerProfile(layout="de")),
        Settings(),
        {"scanner.layout": Origin.COMMAND_LINE},
    )
    wanted = Settings(scanner=ScannerProfile(layout="de", measured=True))
    own = own_layer({}, part, wanted)
    assert found_at(own, "scanner.measured") is True
    assert found_at(own, "scanner.layout") is MISSING


def test_where_the_file_is_gone_all_that_differs_is_written_again() -> None:
    known = InForce(QUIET, Settings(), {})
    assert own_layer(None, known, QUIET) == {"sounds": {"volume": 40}}
    labels = Settings(labels=LabelSettings(parts_by_gtin={"1": "A"}))
    assert own_layer(None, known, labels) == {"labels": {"parts_by_gtin": {"1": "A"}}}
