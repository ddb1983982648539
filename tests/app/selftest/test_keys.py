"""The keys of a self-test's scanner, and how Windows is told of them."""

import ctypes

import pytest

from wats_station.app.selftest.keys import ENTER, LEFT_SHIFT, Stroke, strokes_of
from wats_station.app.selftest.windows_library import Input, JobLimits, KeyboardInput
from wats_station.scan.layouts import character_at


def read_back(strokes: list[Stroke]) -> str:
    """What a US keyboard writes with these keys."""
    text, shift = "", False
    for stroke in strokes:
        if stroke.position == LEFT_SHIFT:
            shift = stroke.down
        elif stroke.down:
            text += (
                "\r"
                if stroke.position == ENTER
                else character_at("us", stroke.position, shift=shift)
            )
    return text


@pytest.mark.parametrize("text", ["DEMO-1001", "CMD-TAG-SelfTest=offline", "a b/C_#+"])
def test_a_us_keyboard_writes_the_text_and_enter(text: str) -> None:
    strokes = strokes_of(text)
    assert read_back(strokes) == text + "\r"
    held = [each.position for each in strokes if each.down]
    assert sorted(held) == sorted(each.position for each in strokes if not each.down)


def test_what_no_key_writes_is_an_error() -> None:
    with pytest.raises(ValueError, match="no key of a US keyboard writes 'ø'"):
        strokes_of("ø")


def test_structures_are_as_large_as_a_64_bit_windows_wants_them() -> None:
    assert (ctypes.sizeof(Input), ctypes.sizeof(JobLimits)) == (40, 144)
    assert (Input.input.offset, KeyboardInput.extra.offset) == (8, 16)
