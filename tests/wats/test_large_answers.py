"""Large lists are read in slices, and come to what they would in one go."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from wats_station.wats import large_answers
from wats_station.wats.large_answers import read_in_slices
from wats_station.wats.wire.fields import many
from wats_station.wats.wire.history import HistoryRow
from wats_station.wats.wire.units import Unit

_ROWS = many(HistoryRow)
_UNITS = many(Unit)


def rows(count: int, comment: str = "") -> bytes:
    return json.dumps(
        [
            {"time": "2026-11-29T12:00:00Z", "kind": "tag", "key": f"K{number}", "comment": comment}
            for number in range(count)
        ]
    ).encode()


class Counting:
    """A shape that counts how often it was asked."""

    def __init__(self) -> None:
        self.longest = 0

    def validate_json(self, data: bytes, /) -> tuple[HistoryRow, ...]:
        """As the shape of the history does."""
        self.longest = max(self.longest, len(data))
        return _ROWS.validate_json(data)


def test_a_long_list_is_never_read_in_one_go() -> None:
    body, shape = rows(10_000), Counting()
    assert read_in_slices(body, shape) == _ROWS.validate_json(body)
    assert shape.longest < 25_000


@pytest.mark.parametrize("comment", ["},{", 'a "},{" b', "}, {\\", "[{},{}]"])
def test_what_looks_like_an_end_inside_a_text_is_none(
    comment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large_answers, "_SLICE", 300)
    body = rows(40, comment)
    assert read_in_slices(body, _ROWS) == _ROWS.validate_json(body)


@given(
    st.lists(st.lists(st.text(min_size=1, max_size=8), max_size=4), max_size=40),
    st.integers(1, 400),
)
def test_units_with_units_in_them(families: list[list[str]], size: int) -> None:
    body = json.dumps(
        [
            {"serialNumber": "S", "partNumber": "P",
             "subUnits": [{"serialNumber": text, "partNumber": "},{"} for text in family]}
            for family in families
        ]
    ).encode()  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(large_answers, "_SLICE", size)
        assert read_in_slices(body, _UNITS) == _UNITS.validate_json(body)


@pytest.mark.parametrize("body", [b"", b"{}", b"[", b'[{"kind": 1}]', b"<html></html>", b"[{}, 5]"])
def test_what_is_wrong_is_said_of_the_whole(body: bytes) -> None:
    with pytest.raises(ValidationError) as whole:
        _ROWS.validate_json(body)
    with pytest.raises(ValidationError) as sliced:
        read_in_slices(body, _ROWS)
    assert str(sliced.value) == str(whole.value)


def test_an_empty_list_is_one() -> None:
    assert read_in_slices(b" [ ] ", _ROWS) == ()
