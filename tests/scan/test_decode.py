"""Decoding and intent: what a scanned text means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wats_station.domain.notice import NoticeKind
from wats_station.domain.panel import Panel
from wats_station.scan.decode import LONGEST_TEXT, decode, visible
from wats_station.scan.intent import (
    Cancel,
    Component,
    Confirm,
    Fail,
    FileRepair,
    Meaning,
    NotUnderstood,
    OpenPanel,
    Refused,
    SetPhase,
    SetProcess,
    SetTag,
    ShowUnit,
    intent,
    meaning_name,
    shown,
)
from wats_station.scan.reading import Field, FieldName, Reading, Rule


def meaning_of(text: str) -> Meaning:
    return intent(decode(text))


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("SN-1", ShowUnit("SN-1")),
        ("  SN-1 \r\n", ShowUnit("SN-1")),
        ("]C0SN-1", ShowUnit("SN-1")),
        ("SN-1/PART-2", ShowUnit("SN-1", "PART-2")),
        ("SN-1/PART-2/A/LOT/30", ShowUnit("SN-1", "PART-2", None, "A", "LOT")),
        ("SN-1//B", ShowUnit("SN-1", revision="B")),
        ("CMD-PANEL-PHASE", OpenPanel(Panel.PHASE)),
        ("cmd-panel-lookup", OpenPanel(Panel.LOOKUP)),
        ("CMD-PHASE-FINALIZED", SetPhase("FINALIZED")),
        ("CMD-PHASE-Under_Production_Q", SetPhase("Under_Production_Q")),
        ("CMD-PHASE-4098", SetPhase("4098")),
        ("CMD-PROCESS-100", SetProcess("100")),
        ("CMD-TAG-Lot=A-1=2", SetTag("Lot", "A-1=2")),
        ("CMD-CONFIRM", Confirm()),
        ("CMD-CANCEL", Cancel()),
    ],
)
def test_what_a_text_asks_for(text: str, meaning: Meaning) -> None:
    assert meaning_of(text) == meaning


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", NoticeKind.EMPTY_SCAN),
        (" \r\n", NoticeKind.EMPTY_SCAN),
        ("A" * 4000, NoticeKind.SCAN_TOO_LONG),
        ("A" * 101, NoticeKind.SCAN_TOO_LONG),
        ("SN1/" + "P" * 101, NoticeKind.SCAN_TOO_LONG),
        ("SN\x1d1", NoticeKind.CONTROL_CHARACTERS),
        ("SN\u202e1", NoticeKind.CONTROL_CHARACTERS),
        ("/PART", NoticeKind.SERIAL_MISSING),
        ("CMD-", NoticeKind.UNKNOWN_COMMAND),
        ("CMD-FLY", NoticeKind.UNKNOWN_COMMAND),
        ("CMD-PANEL-KITCHEN", NoticeKind.UNKNOWN_COMMAND),
        ("CMD-PHASE-", NoticeKind.COMMAND_INCOMPLETE),
        ("CMD-PROCESS", NoticeKind.COMMAND_INCOMPLETE),
        ("CMD-TAG-Lot", NoticeKind.COMMAND_INCOMPLETE),
        ("CMD-TAG-=1", NoticeKind.COMMAND_INCOMPLETE),
    ],
)
def test_what_is_not_understood_says_why(text: str, kind: NoticeKind) -> None:
    meaning = meaning_of(text)
    assert isinstance(meaning, NotUnderstood)
    assert meaning.why.kind is kind


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("CMD-SUBMIT", FileRepair()),
        ("CMD-FAIL-Component/Burned Component", Fail("Component/Burned Component")),
        ("cmd-ref-C1", Component("C1")),
    ],
)
def test_a_repair_is_entered_by_scans(text: str, meaning: Meaning) -> None:
    assert meaning_of(text) == meaning


@pytest.mark.parametrize("text", ["CMD-FAIL-", "CMD-REF"])
def test_a_failure_without_its_code_is_incomplete(text: str) -> None:
    meaning = meaning_of(text)
    assert isinstance(meaning, NotUnderstood)
    assert meaning.why.kind is NoticeKind.COMMAND_INCOMPLETE


@pytest.mark.parametrize("text", ["CMD-PANEL-SERIALS", "CMD-PANEL-SUPERVISOR"])
def test_what_later_versions_bring_is_refused_by_name(text: str) -> None:
    meaning = meaning_of(text)
    assert isinstance(meaning, Refused)
    assert meaning.why.kind is NoticeKind.NOT_IN_THIS_VERSION
    assert meaning.why.value("text") == text


def test_a_torn_scan_is_asked_for_again_whatever_it_says() -> None:
    meaning = intent(decode("CMD-PHASE-SCRAPPED"), torn=True)
    assert isinstance(meaning, NotUnderstood)
    assert meaning.why.kind is NoticeKind.SCAN_TORN


def test_too_long_a_text_names_length_and_limit() -> None:
    meaning = meaning_of("A" * 4000)
    assert isinstance(meaning, NotUnderstood)
    assert meaning.why.values == (("length", "4000"), ("limit", str(LONGEST_TEXT)))


def test_the_aim_identifier_is_remembered() -> None:
    assert decode("]d2DEMO-1001") == Reading(
        Rule.SERIAL,
        "DEMO-1001",
        "]d2",
        serial_number="DEMO-1001",
        fields=(Field(FieldName.SERIAL, "DEMO-1001"),),
    )


def test_control_characters_are_shown_as_pictures() -> None:
    assert visible("A\x1dB\x7f\u202e") == "A␝B␡<U+202E>"


def test_a_long_text_is_cut_for_showing() -> None:
    assert len(shown("A" * 4000)) == 80


@given(st.text())
def test_no_text_raises_and_each_has_a_name(text: str) -> None:
    reading = decode(text)
    assert meaning_name(intent(reading))
    assert not any(ord(character) < 0x20 for character in visible(text))


@given(st.binary())
def test_no_bytes_raise(data: bytes) -> None:
    assert meaning_name(meaning_of(data.decode("latin-1")))
