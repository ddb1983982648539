"""Serial framing: what one code is, however its bytes arrive, and that none are lost."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wats_station.scan.iso15434 import formats_of
from wats_station.scan.raw_scan import RawScan, Source
from wats_station.scan.serial_framing import SerialFramer, SerialProfile

ENVELOPE = b"[)>\x1e06\x1d1PCTRL-100\x1dSSN1\x1e\x04"
ENDS = [b"\r", b"\n", b"\r\n", b"\x03", b"\x04"]
SHORT = SerialProfile(longest=8)

# Ends, prefixes, suffixes and envelopes come up often enough to meet each other.
byte_strings = st.lists(
    st.one_of(
        st.binary(max_size=6),
        st.sampled_from([*ENDS, b"\x02", b"\x11", b"\x19", b"\x1e", b"[)>\x1e", ENVELOPE, b"\xc3"]),
    ),
    max_size=30,
).map(b"".join)


def frames_of(*chunks: bytes, gap: float = 0.0, profile: SerialProfile = SHORT) -> list[RawScan]:
    """What the chunks say, evenly spaced, with a silence behind the last."""
    framer = SerialFramer(profile)
    found = [
        frame
        for number, chunk in enumerate(chunks)
        for frame in framer.feed(chunk, 1.0 + number * gap)
    ]
    return [*found, *framer.expire(1.0 + len(chunks) * gap + 1.0)]


def texts_of(*chunks: bytes, gap: float = 0.0) -> list[str]:
    return [frame.text for frame in frames_of(*chunks, gap=gap, profile=SerialProfile())]


@pytest.mark.parametrize("end", ENDS)
def test_every_end_ends_one_frame(end: bytes) -> None:
    framer = SerialFramer()
    told = framer.feed(b"DEMO-1001" + end + b"DEMO-1002" + end, 5.0)
    assert [frame.text for frame in told] == ["DEMO-1001", "DEMO-1002"]
    assert framer.deadline is None


def test_cr_and_lf_are_one_end_even_apart() -> None:
    assert texts_of(b"SN1\r", b"\nSN2\r", b"\n", gap=0.3) == ["SN1", "SN2"]


def test_an_end_alone_is_nothing() -> None:
    assert texts_of(b"\r\n\r\n\x03\x04\x02\x03\x11\x19\r") == []


def test_silence_ends_a_frame() -> None:
    framer = SerialFramer()
    assert framer.feed(b"SN1", 2.0) == ()
    assert framer.deadline == pytest.approx(2.1)
    assert framer.expire(2.099) == ()
    assert framer.expire(2.1) == (RawScan(Source.SERIAL, "SN1", 2.0, 2.0),)
    assert framer.expire(9.0) == ()


def test_bytes_behind_a_silence_are_the_next_frame() -> None:
    assert texts_of(b"SN1", b"SN2", gap=0.11) == ["SN1", "SN2"]


def test_bytes_within_the_silence_are_the_same_frame() -> None:
    assert texts_of(b"SN", b"12", b"3", gap=0.09) == ["SN123"]


def test_a_time_nobody_listened_is_no_silence() -> None:
    framer = SerialFramer()
    framer.feed(b"SN", 1.0)
    framer.unheard_until(3.0)
    assert framer.deadline == pytest.approx(3.1)
    (frame,) = framer.feed(b"123\r", 3.0)
    assert (frame.text, frame.started, frame.ended) == ("SN123", 1.0, 3.0)


def test_a_frame_knows_when_its_first_and_its_last_byte_came() -> None:
    framer = SerialFramer()
    framer.feed(b"SN", 1.00)
    (frame,) = framer.feed(b"1\rSN2", 1.05)
    assert (frame.started, frame.ended) == (1.00, 1.05)
    framer.feed(b"3", 1.10)
    (frame,) = framer.expire(2.0)
    assert (frame.started, frame.ended) == (1.05, 1.10)


@pytest.mark.parametrize("wrapped", [b"\x02SN1\x03", b"\x11SN1\x19\r", b"\x02\x11SN1\x19\x04"])
def test_prefix_and_suffix_are_stripped(wrapped: bytes) -> None:
    assert texts_of(wrapped) == ["SN1"]


def test_an_envelope_keeps_its_own_eot_and_ends_with_it() -> None:
    (text, after) = texts_of(b"\x02" + ENVELOPE + b"\r" + b"SN2\x04")
    assert text == ENVELOPE.decode()
    assert formats_of(text) is not None
    assert after == "SN2"


@pytest.mark.parametrize("head", [b"]d1", b">", b"]d1>"])
def test_an_envelope_is_known_behind_its_identifier_and_as_suppliers_print_it(head: bytes) -> None:
    assert texts_of(head + ENVELOPE) == [(head + ENVELOPE).decode()]


def test_an_eot_that_closes_no_format_is_the_scanners() -> None:
    assert texts_of(ENVELOPE[:-2] + b"\x04") == [ENVELOPE[:-2].decode()]
    assert texts_of(b"SN1\x1e\x04") == ["SN1\x1e"]


def test_separators_inside_a_code_survive() -> None:
    assert texts_of(b"21SN1\x1d10B7\x1c\r") == ["21SN1\x1d10B7\x1c"]


def test_text_is_utf_8_or_else_latin_1() -> None:
    assert texts_of("Gehäuse-7\r".encode()) == ["Gehäuse-7"]
    assert texts_of("Gehäuse-7\r".encode("latin-1")) == ["Gehäuse-7"]


def test_a_frame_of_full_length_is_whole() -> None:
    assert frames_of(b"12345678\r") == [RawScan(Source.SERIAL, "12345678", 1.0, 1.0)]


@pytest.mark.parametrize("end", [*ENDS, b""])
def test_an_overlong_frame_is_cut_told_and_never_acted_on(end: bytes) -> None:
    first = frames_of(b"123456", b"789", b"0" * 50 + end)
    assert first == [RawScan(Source.SERIAL, "12345678", 1.0, 1.0, torn=True, overlong=True)]


def test_behind_an_overlong_frame_the_next_is_whole() -> None:
    told = frames_of(b"1" * 100 + b"\rSN2\r")
    assert [(frame.text, frame.overlong) for frame in told] == [
        ("1" * 8, True),
        ("SN2", False),
    ]


def test_the_cut_may_go_through_a_character() -> None:
    (frame,) = frames_of("1234567ä\r".encode())
    assert (frame.text, frame.overlong) == ("1234567", True)


def test_noise_without_end_needs_no_more_room() -> None:
    framer = SerialFramer()
    for _ in range(100):
        framer.feed(b"\xff" * 4096, 1.0)
    assert len(framer._held) == 4096


def test_a_line_that_goes_away_tears_its_frame() -> None:
    framer = SerialFramer()
    framer.feed(b"SN1\rSN", 1.0)
    (frame,) = framer.break_off()
    assert (frame.text, frame.torn, frame.overlong) == ("SN", True, False)
    assert framer.break_off() == ()


@given(byte_strings, st.lists(st.integers(0, 200), max_size=20))
def test_any_chunking_says_the_same(data: bytes, cuts: list[int]) -> None:
    edges = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    chunks = [data[start:end] for start, end in pairwise(edges)]
    # Empty chunks pass no time, or they would be silence.
    apart = frames_of(*filter(None, chunks), gap=0.09)
    assert _said(apart) == _said(frames_of(data))


@given(byte_strings)
def test_bytes_one_by_one_say_the_same(data: bytes) -> None:
    apart = frames_of(*(data[at : at + 1] for at in range(len(data))), gap=0.001)
    assert _said(apart) == _said(frames_of(data))


@given(st.lists(st.tuples(st.binary(max_size=12), st.floats(0, 0.3)), max_size=30))
def test_arbitrary_bytes_at_arbitrary_times_never_raise(fed: list[tuple[bytes, float]]) -> None:
    framer, now = SerialFramer(SHORT), 0.0
    for data, gap in fed:
        now += gap
        for frame in framer.feed(data, now):
            assert frame.text
            assert 0.0 <= frame.started <= frame.ended <= now
        assert framer.deadline is None or framer.deadline >= now
    framer.expire(now + 1.0)
    assert framer.deadline is None


@given(st.binary(max_size=400))
def test_nothing_is_lost_between_two_ends(data: bytes) -> None:
    """Every byte that is no end and wraps nothing is in a text, in its order."""
    parts = [
        part.lstrip(b"\x02\x11").rstrip(b"\x19") for part in re.split(rb"[\r\n\x03\x04]", data)
    ]
    assert texts_of(data) == [_decoded(part) for part in parts if part]


@given(st.lists(st.tuples(st.text(min_size=1), st.sampled_from(ENDS)), max_size=20))
def test_every_code_that_was_sent_is_heard(sent: list[tuple[str, bytes]]) -> None:
    codes = [(re.sub(r"[\r\n\x02-\x04\x11\x19]", "", code) or "-", end) for code, end in sent]
    line = b"".join(b"\x02" + code.encode() + end for code, end in codes)
    assert texts_of(line) == [code for code, _ in codes]


def _said(frames: list[RawScan]) -> list[tuple[str, bool]]:
    return [(frame.text, frame.overlong) for frame in frames]


def _decoded(part: bytes) -> str:
    try:
        return part.decode()
    except UnicodeDecodeError:
        return part.decode("latin-1")
