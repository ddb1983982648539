"""Set-up by scanning: layout, ends, pace and separators, found from the keys of known codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wats_station.domain.scanner_profile import LAYOUTS, ScannerProfile
from wats_station.flows.scanner_setup import (
    Keep,
    KeepAsked,
    KeepEnded,
    Left,
    Listen,
    RunHeard,
    SetUpState,
    Stage,
    Started,
    step,
)
from wats_station.scan.framing import Stroke, WedgeFramer
from wats_station.scan.layouts import character_at, keys_for
from wats_station.scan.set_up import (
    CODES,
    LETTERS,
    SEPARATORS,
    HeardKey,
    Measured,
    SetUpFault,
    check,
    measure,
)


def keys(
    text: str, scanner: str = "us", system: str = "us", gap: float = 0.008
) -> tuple[HeardKey, ...]:
    """What a scanner of one layout sends to a system of another."""
    return tuple(_key(character, scanner, system, at * gap) for at, character in enumerate(text))


def _key(character: str, scanner: str, system: str, time: float) -> HeardKey:
    if character in "\r\t":
        return HeardKey(28, character, time)
    if character < " ":
        letter = chr(ord(character) + 0x40).lower()
        position, shift, altgr = _keys(scanner, letter)
        return HeardKey(position, "", time, control=True)
    position, shift, altgr = _keys(scanner, character)
    written = character_at(system, position, shift=shift, altgr=altgr)
    return HeardKey(position, written, time, shift, altgr)


def _keys(layout: str, character: str) -> tuple[int, bool, bool]:
    found = keys_for(layout, character) or keys_for(layout, character.upper())
    assert found is not None, character
    return found


def measured(
    prefix: str = "", suffix: str = "\r", scanner: str = "us", system: str = "us",
    gap: float = 0.008,
) -> Measured:  # fmt: skip
    runs = tuple(
        keys(prefix + _lost(code, scanner) + suffix, scanner, system, gap) for code in CODES
    )
    found = measure(runs)
    assert isinstance(found, Measured), found
    return found


def _lost(code: str, scanner: str) -> str:
    """Only a scanner of the US layout sends these separators as Ctrl and a key."""
    return code if scanner == "us" else "".join(each for each in code if each >= " ")


@pytest.mark.parametrize("scanner", LAYOUTS)
@pytest.mark.parametrize("system", LAYOUTS)
def test_the_scanners_layout_is_found_on_every_system(scanner: str, system: str) -> None:
    assert measured(scanner=scanner, system=system).profile.layout == scanner


@pytest.mark.parametrize(
    ("prefix", "suffix"), [("", "\r"), ("", "\t"), ("\x11", "\x19"), ("\x11", ""), ("", "\r\t")]
)
def test_what_stands_around_a_code_is_found(prefix: str, suffix: str) -> None:
    profile = measured(prefix, suffix).profile
    assert (profile.prefix, profile.suffixes) == (prefix, frozenset(suffix))
    assert profile.measured


def test_separators_that_arrive_are_told() -> None:
    assert measured().separators == "\x1d\x1e\x04"
    assert measured(scanner="de").separators == ""


@given(st.floats(0.001, 0.095))
def test_the_thresholds_follow_the_scanners_own_pace(gap: float) -> None:
    found = measured("\x11", "\r", gap=gap)
    thresholds = found.profile.thresholds
    assert found.median_gap == pytest.approx(gap)
    assert thresholds.median_gap >= min(gap, 0.100)
    assert thresholds.hold > found.slowest_gap
    framer = WedgeFramer(found.profile)
    scan = None
    for number, character in enumerate("\x11SN-1/P\r"):
        scan = framer.feed(Stroke(character, number * gap, number)).scan or scan
    assert scan is not None
    assert scan.text == "SN-1/P"


@pytest.mark.parametrize(
    ("text", "gap", "fault"),
    [
        ("SOMETHING ELSE\r", 0.008, SetUpFault.OTHER_CODE),
        (LETTERS[:-1] + "\r", 0.008, SetUpFault.OTHER_CODE),
        (LETTERS + "\r", 0.2, SetUpFault.BY_HAND),
        ("", 0.008, SetUpFault.OTHER_CODE),
        (LETTERS + "\r", 0.008, None),
    ],
)
def test_a_scan_that_is_no_test_code_is_asked_for_again(
    text: str, gap: float, fault: SetUpFault | None
) -> None:
    assert check(0, keys(text, gap=gap)) is fault


def test_a_scanner_that_ends_its_codes_with_nothing_cannot_be_told_from_typing() -> None:
    assert measure(tuple(keys(code) for code in CODES)) is SetUpFault.NO_END
    long = tuple(keys("ab" + code + "\r") for code in CODES)
    assert measure(long) is SetUpFault.LONG_ENDS
    uneven = (keys(LETTERS + "\r"), keys(SEPARATORS + "\r"), keys(LETTERS + "\t"))
    assert measure(uneven) is SetUpFault.LONG_ENDS


def test_three_codes_and_keep() -> None:
    state, effects = step(SetUpState(), Started())
    assert (state.stage, effects) == (Stage.SCANNING, (Listen(True),))
    state, effects = step(state, RunHeard(keys("WRONG\r")))
    assert (state.number, state.fault, effects) == (0, SetUpFault.OTHER_CODE, ())
    for number, code in enumerate(CODES):
        assert (state.stage, state.number) == (Stage.SCANNING, number)
        state, effects = step(state, RunHeard(keys(code + "\r", system="no")))
    assert (state.stage, effects) == (Stage.FOUND, (Listen(False),))
    assert state.measured is not None
    state, effects = step(state, KeepAsked())
    assert (state.stage, effects) == (Stage.KEEPING, (Keep(state.measured.profile),))  # type: ignore[union-attr]
    failed, _ = step(state, KeepEnded("disk full"))
    assert (failed.stage, failed.wrong) == (Stage.FOUND, "disk full")
    state, effects = step(state, KeepEnded())
    assert (state.stage, effects) == (Stage.KEPT, ())


def test_leaving_takes_scans_again_and_keeps_nothing() -> None:
    state, _ = step(SetUpState(), Started())
    assert step(state, Left()) == (SetUpState(), (Listen(False),))
    assert step(SetUpState(), KeepAsked()) == (SetUpState(), ())
    assert step(SetUpState(), RunHeard(())) == (SetUpState(), ())


def test_a_profile_that_was_never_measured_says_so() -> None:
    assert ScannerProfile().measured is False
