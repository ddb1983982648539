"""Key positions: what each layout writes, and what keys mean that two layouts read differently."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wats_station.domain.notice import NoticeKind
from wats_station.domain.panel import Panel
from wats_station.domain.scanner_profile import LAYOUTS, ScannerProfile
from wats_station.scan.decode import decode
from wats_station.scan.framing import Stroke, WedgeFramer
from wats_station.scan.intent import (
    Meaning,
    OpenPanel,
    Refused,
    SetPhase,
    ShowUnit,
    intent,
    settled,
)
from wats_station.scan.layouts import character_at, control_at, keys_for

ASCII = "".join(chr(code) for code in range(0x20, 0x7F))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_writes_every_sign_of_ascii(layout: str) -> None:
    # Dead keys are written by a key and a space; their position is what counts.
    missing = [character for character in ASCII if keys_for(layout, character) is None]
    assert missing == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_key_writes_what_its_position_says(layout: str) -> None:
    for character in ASCII:
        keys = keys_for(layout, character)
        assert keys is not None
        position, shift, altgr = keys
        assert character_at(layout, position, shift=shift, altgr=altgr) == character


@pytest.mark.parametrize(
    ("layout", "position", "shift", "character"),
    [
        ("us", 16, False, "q"), ("fr", 16, False, "a"), ("de", 21, True, "Z"),
        ("us", 21, True, "Y"), ("no", 26, False, "å"), ("no", 39, True, "Ø"),
        ("us", 12, False, "-"), ("no", 12, False, "+"), ("de", 12, False, "ß"),
        ("us", 53, False, "/"), ("no", 53, False, "-"), ("fr", 3, True, "2"),
        ("us", 57, False, " "), ("us", 1, False, ""), ("us", 200, True, ""),
    ],
)  # fmt: skip
def test_known_keys(layout: str, position: int, shift: bool, character: str) -> None:
    assert character_at(layout, position, shift=shift) == character


def test_control_characters_by_position() -> None:
    assert [control_at("us", position) for position in (16, 21, 27, 32, 57)] == [
        "\x11", "\x19", "\x1d", "\x04", "",
    ]  # fmt: skip
    assert control_at("us", 7) == "\x1e", "Ctrl+6 is RS, by the ^ above it"


def typed(text: str, written: str, profile: ScannerProfile) -> tuple[str, str]:
    """The scan of keys that write `text` by position, and `written` by the system."""
    framer = WedgeFramer(profile)
    for number, (mine, theirs) in enumerate(zip(text, written, strict=True)):
        framer.feed(Stroke(mine, 1 + number * 0.01, number, other=theirs))
    scan = framer.feed(Stroke("\r", 1 + len(text) * 0.01, -1)).scan
    assert scan is not None
    return scan.text, scan.other


@given(st.text(st.sampled_from(ASCII[1:]), min_size=4, max_size=20))
def test_a_measured_scanner_is_read_by_position_on_any_system(text: str) -> None:
    written = "".join(_as_read_by("no", character) for character in text)
    assert typed(text, written, ScannerProfile(measured=True)) == (text, "")
    other = "" if written == text else written
    assert typed(text, written, ScannerProfile()) == (text, other)


def _as_read_by(layout: str, character: str) -> str:
    keys = keys_for("us", character)
    assert keys is not None
    return character_at(layout, keys[0], shift=keys[1]) or character


def test_the_prefix_is_heard_on_a_system_that_reads_it_as_another_control() -> None:
    framer = WedgeFramer()
    # A French system: the key of Q is A.
    framer.feed(Stroke("\x11", 1.0, 0, other="\x01"))
    framer.feed(Stroke("S", 1.2, 1))
    scan = framer.expire(2.0).scan
    assert scan is not None
    assert scan.text == "S"


def of(text: str, other: str) -> Meaning:
    return settled(intent(decode(text)), intent(decode(other)), text, other)


def test_two_units_are_both_looked_up() -> None:
    assert of("SN-1", "SN+1") == ShowUnit("SN-1", other=("SN+1", ""))
    assert of("A/B", "A-B") == ShowUnit("A", "B", other=("A-B", ""))


def test_the_same_meaning_is_no_question() -> None:
    assert of("CMD-PHASE-2", "cmd-phase-2") == SetPhase("2")
    assert of("SN1", "SN1") == ShowUnit("SN1")


@pytest.mark.parametrize(
    ("text", "other"),
    [("CMD-PHASE-16", "CMD+PHASE+16"), ("CMD+CONFIRM", "CMD-CONFIRM"),
     ("CMD-PHASE-2", "CMD-PHASE-1"), ("CMD-TAG-A=Y", "CMD-TAG-A=Z")],
)  # fmt: skip
def test_nothing_is_written_on_an_ambiguous_reading(text: str, other: str) -> None:
    meaning = of(text, other)
    assert isinstance(meaning, Refused)
    assert meaning.why.kind is NoticeKind.LAYOUT_AMBIGUOUS
    assert (meaning.why.value("text"), meaning.why.value("other")) == (text, other)


def test_what_only_shows_something_is_taken_from_either() -> None:
    assert of("CMD-PANEL-PHASE", "CMD+PANEL+PHASE") == OpenPanel(Panel.PHASE)
    assert of("CMD+PANEL+PHASE", "CMD-PANEL-PHASE") == OpenPanel(Panel.PHASE)
    assert of("/X", "-X") == ShowUnit("-X")
