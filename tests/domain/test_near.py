"""Near matches: what a damaged or mistyped serial number may have meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wats_station.domain.near import (
    MOST_NEAR,
    NearUnit,
    after_prefix,
    nearest,
    prefix_of,
    variants,
)
from wats_station.domain.unit import UnitKey


def near(*serials: str) -> tuple[NearUnit, ...]:
    return tuple(NearUnit(UnitKey(serial, "P")) for serial in serials)


def names(found: tuple[NearUnit, ...]) -> list[str]:
    return [each.key.serial_number for each in found]


def test_those_that_share_most_come_first_and_six_at_most() -> None:
    known = near("DEMO-1", "DEMO-1999", "DEMO-1001", "DEMO-1002", "XDEMO-1000", "DEMO-10001")
    assert names(nearest("DEMO-1000", known))[:3] == ["DEMO-10001", "DEMO-1001", "DEMO-1002"]
    assert "XDEMO-1000" not in names(nearest("DEMO-1000", known))
    many = near(*(f"DEMO-10{number:02}" for number in range(50)))
    assert len(nearest("DEMO-1000X", many)) == MOST_NEAR


@pytest.mark.parametrize(
    ("read", "there"),
    [
        ("DEMO1001", "DEMO-1001"),
        ("demo-1001", "DEMO-1001"),
        ("DEMO 1001", "DEMO-1001"),
        ("SN: DEMO-1001", "DEMO-1001"),
        ("S/N DEMO-1001", "DEMO-1001"),
        ("Serial No. 4711", "4711"),
        ("DEMO-1001", "DEMO1001"),
    ],
)
def test_the_same_number_written_otherwise(read: str, there: str) -> None:
    assert there in variants(read)
    assert names(nearest(read, near("OTHER", there))) == [there]


def test_one_with_two_parts_is_offered_twice() -> None:
    known = (NearUnit(UnitKey("AB-12", "P")), NearUnit(UnitKey("AB-12", "Q")))
    assert len(nearest("AB-1", known)) == 2


def test_too_short_a_text_says_nothing() -> None:
    assert prefix_of("A") == ""
    assert nearest("A", near("AB", "AC")) == ()


@given(st.text(min_size=1, max_size=60), st.lists(st.text(min_size=1, max_size=60)))
def test_any_text_is_answered(read: str, serials: list[str]) -> None:
    found = nearest(read, near(*serials))
    assert len(found) <= MOST_NEAR
    assert read not in variants(read)
    if prefix := prefix_of(read):
        assert prefix < after_prefix(prefix)
        after_prefix(prefix).encode()
