"""Wedge framing for any timing: within a profile the same scans, and never a key lost."""

from collections.abc import Hashable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wats_station.domain.scanner_profile import (
    WATS_PREFIX,
    WATS_SUFFIX,
    ScannerProfile,
    Thresholds,
)
from wats_station.scan.framing import Stroke, Verdict, WedgeFramer
from wats_station.scan.pace import is_scanners

STANDARD = Thresholds()
SUFFIXES = ("\r", "\n", "\t", WATS_SUFFIX)

letters = st.characters(codec="utf-8", exclude_characters=(*SUFFIXES, WATS_PREFIX))
codes = st.text(letters, min_size=STANDARD.least_characters, max_size=60)
short_codes = st.text(letters, min_size=1, max_size=60)


def gaps(most: float, least: float = 0.0) -> st.SearchStrategy[float]:
    return st.floats(least, most, exclude_min=least == 0.0)


class Line:
    """A framer, the keys it was given, and what became of them."""

    def __init__(self, profile: ScannerProfile | None = None) -> None:
        self.framer = WedgeFramer(profile or ScannerProfile())
        self.now = 100.0
        self.keys: list[int] = []
        self.scans: list[str] = []
        self.torn: list[bool] = []
        self.replayed: list[Hashable] = []
        self.swallowed: list[Hashable] = []

    def key(self, character: str, gap: float, *, auto_repeat: bool = False) -> int:
        token = len(self.keys)
        self.now += gap
        self.keys.append(token)
        self._take(self.framer.feed(Stroke(character, self.now, token, auto_repeat)))
        return token

    def silence(self, seconds: float) -> None:
        self.now += seconds
        self._take(self.framer.expire(self.now))

    def _take(self, verdict: Verdict) -> None:
        if verdict.scan is not None:
            self.scans.append(verdict.scan.text)
            self.torn.append(verdict.scan.torn)
        self.replayed.extend(verdict.replay)
        self.swallowed.extend(verdict.swallowed)


@given(st.data(), codes, st.sampled_from(SUFFIXES))
def test_any_pace_of_the_profile_is_the_same_scan(
    data: st.DataObject, code: str, suffix: str
) -> None:
    line = Line()
    for character in code + suffix:
        line.key(character, data.draw(gaps(STANDARD.median_gap - 0.001)))
    assert (line.scans, line.torn) == ([code], [False])
    assert (line.swallowed, line.replayed) == (line.keys, [])


@given(st.data(), short_codes, st.sampled_from(("", *SUFFIXES)))
def test_behind_a_prefix_any_pace_up_to_its_limit_is_the_same_scan(
    data: st.DataObject, code: str, suffix: str
) -> None:
    line = Line()
    for character in WATS_PREFIX + code + suffix:
        line.key(character, data.draw(gaps(STANDARD.prefixed_gap - 0.001)))
    line.silence(STANDARD.prefixed_gap + 0.001)
    assert (line.scans, line.torn) == ([code], [False])
    assert (line.swallowed, line.replayed) == (line.keys, [])


@given(
    st.data(),
    st.integers(5, 100).map(lambda pace: pace / 1000),
    st.lists(codes, min_size=1, max_size=4),
)
def test_a_profile_of_its_own_is_heard_at_its_own_pace(
    data: st.DataObject, pace: float, sent: list[str]
) -> None:
    thresholds = Thresholds(median_gap=pace, hold=pace * 2)
    line = Line(ScannerProfile(measured=True, thresholds=thresholds))
    for code in sent:
        line.silence(1.0)
        for character in code + "\r":
            line.key(character, data.draw(gaps(pace * 0.99)))
    assert line.scans == sent
    assert not any(line.torn)


typed = st.text(letters | st.just("\r"), min_size=1, max_size=12)


@given(st.data(), st.lists(st.tuples(st.booleans(), codes, typed), min_size=1, max_size=6))
def test_typing_between_scans_loses_no_key_and_makes_no_scan(
    data: st.DataObject, parts: list[tuple[bool, str, str]]
) -> None:
    line = Line()
    by_hand: list[int] = []
    sent: list[str] = []
    for is_scan, code, text in parts:
        line.silence(STANDARD.torn_window + 0.2)
        if is_scan:
            sent.append(code)
            for character in code + "\r":
                line.key(character, data.draw(gaps(STANDARD.median_gap - 0.001)))
        else:
            for character in text:
                pause = data.draw(gaps(0.4, STANDARD.hold + 0.02))
                by_hand.append(line.key(character, pause))
    line.silence(1.0)
    assert line.scans == sent
    assert line.replayed == by_hand
    assert sorted([*line.replayed, *line.swallowed], key=str) == sorted(line.keys, key=str)


strokes = st.tuples(
    st.sampled_from(("", WATS_PREFIX, *SUFFIXES)) | letters,
    st.floats(0.0, 1.0),
    st.booleans(),
)


@given(st.lists(strokes, max_size=80))
def test_whatever_is_pressed_every_key_ends_in_one_place(
    pressed: Iterable[tuple[str, float, bool]],
) -> None:
    line = Line()
    for character, gap, repeated in pressed:
        line.key(character, gap, auto_repeat=repeated)
    line.silence(10.0)
    assert not line.framer.holding
    assert sorted([*line.replayed, *line.swallowed], key=str) == sorted(line.keys, key=str)
    in_order = [token for token in line.keys if token in line.replayed]
    assert line.replayed == in_order


@given(st.integers(0, 2_000_000), st.sampled_from(((WATS_PREFIX, 300), ("", 35))))
def test_a_gap_at_the_limit_itself_counts_at_any_time(start: int, framing: tuple[str, int]) -> None:
    prefix, gap = framing
    line = Line()
    for number, character in enumerate(prefix + "SN-0001\r"):
        verdict = line.framer.feed(Stroke(character, (start + number * gap) / 1000, number))
        line.scans += [verdict.scan.text] if verdict.scan else []
    assert line.scans == ["SN-0001"]


def test_a_burst_of_one_character_has_no_pace() -> None:
    with pytest.raises(ValueError, match="two characters"):
        Thresholds(least_characters=1)
    assert not is_scanners([1.0], STANDARD)
