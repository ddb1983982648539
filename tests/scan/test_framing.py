"""Framing: what is a scan, what is typing, and that no key is ever lost between them."""

from dataclasses import dataclass, field
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from wats_station.domain.scanner_profile import WATS_PREFIX as PREFIX
from wats_station.domain.scanner_profile import Thresholds
from wats_station.scan.framing import Stroke, Verdict, WedgeFramer
from wats_station.scan.raw_scan import RawScan

FAST = 0.008
SLOW = 0.150


@dataclass
class Bench:
    """A framer with what came out of it, fed as a keyboard would."""

    framer: WedgeFramer = field(default_factory=WedgeFramer)
    scans: list[RawScan] = field(default_factory=list)
    typed: str = ""
    swallowed: int = 0
    now: float = 1.0
    keys: dict[object, str] = field(default_factory=dict)

    def key(self, character: str, gap: float = FAST, *, auto_repeat: bool = False) -> None:
        """One key, `gap` seconds after the last; silences in between are noticed."""
        deadline = self.framer.deadline
        if deadline is not None and self.now + gap > deadline:
            self._take(self.framer.expire(deadline))
        self.now += gap
        token = len(self.keys)
        self.keys[token] = character
        self._take(self.framer.feed(Stroke(character, self.now, token, auto_repeat)))

    def type(self, text: str, gap: float = FAST) -> None:
        """Every character of `text`, evenly."""
        for character in text:
            self.key(character, gap)

    def silence(self, seconds: float = 1.0) -> None:
        """Nothing for a while."""
        self.now += seconds
        self._take(self.framer.expire(self.now))

    def _take(self, verdict: Verdict) -> None:
        if verdict.scan is not None:
            self.scans.append(verdict.scan)
        self.typed += "".join(self.keys[token] for token in verdict.replay)
        self.swallowed += len(verdict.swallowed)


def texts(bench: Bench) -> list[str]:
    return [scan.text for scan in bench.scans]


def test_fast_keys_and_enter_are_a_scan() -> None:
    bench = Bench()
    bench.type("DEMO-1001\r")
    assert texts(bench) == ["DEMO-1001"]
    assert bench.typed == ""
    assert bench.framer.holding is False


def test_the_scan_knows_when_its_first_and_last_key_came() -> None:
    bench = Bench(now=10.0)
    bench.type("ABCD\r", gap=0.01)
    scan = bench.scans[0]
    assert round(scan.started, 6) == 10.01
    assert round(scan.ended, 6) == 10.05


def test_three_fast_keys_are_typing() -> None:
    bench = Bench()
    bench.type("ABC\r")
    assert (texts(bench), bench.typed) == ([], "ABC\r")


def test_slow_keys_are_typing() -> None:
    bench = Bench()
    bench.type("DEMO-1001\r", gap=SLOW)
    assert (texts(bench), bench.typed) == ([], "DEMO-1001\r")


def test_a_burst_at_the_slowest_scanner_gap_is_a_scan() -> None:
    bench = Bench()
    bench.type("SN-000123\r", gap=0.035)
    assert texts(bench) == ["SN-000123"]


def test_keys_a_bit_slower_are_let_go_as_soon_as_they_are_judged() -> None:
    bench = Bench()
    bench.type("SN-0", gap=0.045)
    assert bench.typed == "SN-0"


def test_silence_lets_a_burst_without_suffix_go() -> None:
    bench = Bench()
    bench.type("SN-000123")
    assert bench.typed == ""
    bench.silence(0.061)
    assert (texts(bench), bench.typed) == ([], "SN-000123")


def test_a_torn_code_is_asked_for_again_and_never_taken_for_its_rest() -> None:
    bench = Bench()
    bench.type("SN-00")
    bench.key("0", gap=0.2)
    bench.type("123\r")
    assert bench.typed == "SN-00"
    assert [(scan.text, scan.torn) for scan in bench.scans] == [("0123", True)]


def test_a_short_rest_of_a_torn_code_does_not_press_enter_somewhere() -> None:
    bench = Bench()
    bench.type("SN-0012")
    bench.key("3", gap=0.2)
    bench.key("\r")
    assert [(scan.text, scan.torn) for scan in bench.scans] == [("3", True)]


def test_after_the_torn_window_a_scan_is_a_scan_again() -> None:
    bench = Bench()
    bench.type("SN-00")
    bench.silence(0.6)
    bench.type("DEMO-1001\r")
    assert [(scan.text, scan.torn) for scan in bench.scans] == [("DEMO-1001", False)]


def test_typing_that_ends_with_a_quick_enter_stays_typing() -> None:
    bench = Bench()
    bench.type("DEMO-100", gap=SLOW)
    bench.key("1", gap=SLOW)
    bench.key("\r", gap=0.03)
    assert (texts(bench), bench.typed) == ([], "DEMO-1001\r")


def test_a_prefix_frames_even_a_short_slow_code() -> None:
    bench = Bench()
    bench.type(PREFIX + "A1", gap=0.25)
    bench.key("\r", gap=0.25)
    assert texts(bench) == ["A1"]


def test_silence_ends_a_prefixed_code() -> None:
    bench = Bench()
    bench.type(PREFIX + "SN1")
    bench.silence(0.301)
    assert (texts(bench), bench.typed) == (["SN1"], "")


def test_a_suffix_after_the_silence_that_ended_a_frame_presses_nothing() -> None:
    bench = Bench()
    bench.type(PREFIX + "SN1")
    bench.key("\r", gap=0.301)
    assert (texts(bench), bench.typed) == (["SN1"], "")


def test_prefix_and_suffix_with_nothing_between_is_an_empty_scan() -> None:
    bench = Bench()
    bench.type(PREFIX + "\r")
    assert texts(bench) == [""]


def test_a_line_feed_after_the_carriage_return_is_swallowed() -> None:
    bench = Bench()
    bench.type("SN-0001\r\n")
    assert (texts(bench), bench.typed) == (["SN-0001"], "")


def test_enter_alone_passes_at_once() -> None:
    bench = Bench()
    bench.key("\r", gap=5.0)
    assert bench.typed == "\r"


def test_tab_and_control_y_end_a_scan_too() -> None:
    bench = Bench()
    bench.type("SN-0001\t")
    bench.silence()
    bench.type("SN-0002\x19")
    assert texts(bench) == ["SN-0001", "SN-0002"]


def test_auto_repeat_is_typing() -> None:
    bench = Bench()
    bench.key("A")
    for _ in range(10):
        bench.key("A", 0.03, auto_repeat=True)
    bench.key("\r")
    assert (texts(bench), bench.typed) == ([], "A" * 11 + "\r")


def test_a_doubled_character_at_a_scanners_pace_is_no_auto_repeat() -> None:
    bench = Bench()
    bench.type("DEMO-10", gap=0.001)
    bench.key("0", 0.001, auto_repeat=True)
    bench.type("1\r", gap=0.001)
    assert texts(bench) == ["DEMO-1001"]


def test_group_separators_survive() -> None:
    bench = Bench()
    bench.type("[)>\x1e06\x1dS123\x1e\x04\r")
    assert texts(bench) == ["[)>\x1e06\x1dS123\x1e\x04"]


def test_four_thousand_characters_are_one_scan() -> None:
    bench = Bench()
    bench.type("A" * 4000 + "\r", gap=0.004)
    assert [len(scan.text) for scan in bench.scans] == [4000]


KEYS = st.characters(
    codec="utf-8", categories=["L", "N", "P", "S", "Zs"], exclude_characters="\r\n\t\x19\x11"
)


@given(
    st.lists(
        st.tuples(KEYS | st.sampled_from("\r\n\t\x19\x11"), st.floats(0.0005, 0.7)), max_size=80
    )
)
def test_no_key_is_lost_or_doubled_whatever_the_timing(keys: list[tuple[str, float]]) -> None:
    bench = Bench()
    for character, gap in keys:
        bench.key(character, gap)
    bench.silence()
    assert len(bench.typed) + bench.swallowed == len(keys)
    assert bench.framer.holding is False


@given(st.lists(KEYS, min_size=1, max_size=30), st.floats(0.07, 1.0))
def test_slow_typing_arrives_whole_in_order_and_makes_no_scan(keys: list[str], gap: float) -> None:
    bench = Bench()
    for character in keys:
        bench.key(character, gap)
    bench.silence()
    assert bench.typed == "".join(keys)
    assert bench.scans == []


@given(
    st.text(KEYS, min_size=4, max_size=40),
    st.lists(st.floats(0.001, Thresholds().median_gap), min_size=41, max_size=41),
    st.sampled_from("\r\n\t\x19"),
)
def test_any_scanner_timing_inside_the_profile_gives_the_same_scan(
    text: str, gaps: list[float], suffix: str
) -> None:
    bench = Bench()
    for character, gap in zip(text + suffix, gaps, strict=False):
        bench.key(character, gap)
    assert (texts(bench), bench.typed) == ([text], "")


@given(st.lists(st.text(st.sampled_from("ABC123-"), min_size=4, max_size=12), max_size=20))
def test_scans_come_out_in_the_order_they_went_in(codes: list[str]) -> None:
    bench = Bench()
    for code in codes:
        bench.type(code + "\r")
    assert texts(bench) == codes
    assert all(first.ended <= second.started for first, second in pairwise(bench.scans))
