"""Versions: an older file says the same in the newest version's words."""

from hypothesis import given
from hypothesis import strategies as st

from wats_station.domain.settings_versions import (
    MIGRATIONS,
    VERSION,
    Tree,
    leave_out_standard_values,
    migrated,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
)
NAMES = st.sampled_from(
    ["server", "station", "scanner", "other_scanners", "sounds", "labels", "volume", "suffixes"]
)


def test_each_migration_runs_once_and_in_order() -> None:
    def first(written: Tree) -> Tree:
        return {**written, "ran": [*_ran(written), 0]}

    def second(written: Tree) -> Tree:
        return {**written, "ran": [*_ran(written), 1]}

    assert migrated({}, 0, (first, second)) == {"ran": [0, 1]}
    assert migrated({}, 1, (first, second)) == {"ran": [1]}
    assert migrated({}, 2, (first, second)) == {}
    assert len(MIGRATIONS) == VERSION


def _ran(written: Tree) -> list[object]:
    ran = written.get("ran", [])
    assert isinstance(ran, list)
    return ran


def test_of_a_file_that_was_written_whole_only_the_choices_stay() -> None:
    assert leave_out_standard_values(_whole()) == {}
    chosen = {**_whole(), "server": "http://x", "station": {"name": "B", "process": None}}
    assert leave_out_standard_values(chosen) == {"server": "http://x", "station": {"name": "B"}}


def test_a_scanner_stays_whole_or_goes() -> None:
    measured = {"name": "Gun", "layout": "us", "measured": True, "suffixes": ["\r"]}
    assert leave_out_standard_values({"scanner": measured}) == {"scanner": measured}
    turned = {"layout": "us", "suffixes": ["\x19", "\r", "\n", "\t"], "thresholds": {"hold": 0.06}}
    assert leave_out_standard_values({"scanner": turned}) == {}


def test_a_wrong_value_stays_to_be_reported() -> None:
    wrong: Tree = {"scanner": {"measured": 0}, "sounds": {"volume": "75"}, "labels": []}
    assert leave_out_standard_values(wrong) == wrong


@given(st.dictionaries(NAMES, st.dictionaries(NAMES, JSON) | JSON))
def test_whatever_is_in_the_file_a_migration_does_not_fail(written: Tree) -> None:
    before = repr(written)
    left = migrated(written, 0)
    assert left.keys() <= written.keys()
    assert repr(written) == before


def _whole() -> Tree:
    """What version 0 wrote where nothing was ever changed."""
    thresholds = {
        "least_characters": 4,
        "median_gap": 0.035,
        "hold": 0.06,
        "prefixed_gap": 0.3,
        "torn_window": 0.5,
    }
    return {
        "server": "",
        "station": {"name": "", "location": "", "process": None},
        "scanner": {
            "name": "Keyboard scanner",
            "layout": "us",
            "measured": False,
            "prefix": "\x11",
            "suffixes": ["\n", "\x19", "\r", "\t"],
            "thresholds": thresholds,
        },
        "other_scanners": [],
        "serial_ports": [],
        "sounds": {"volume": 75},
        "labels": {
            "command_prefix": "CMD-",
            "badge_prefix": "OPR-",
            "rules": [],
            "parts_by_gtin": {},
        },
    }
