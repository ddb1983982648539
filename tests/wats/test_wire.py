"""The pure parts of the library, by properties: masks, positions, serial documents, steps."""

import re
from datetime import UTC, datetime
from uuid import UUID
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wats_station.wats import BoxBuildTemplate, Step, TemplateLine, Unit, UnitPhase, UnitState
from wats_station.wats.wire.assembly import fits, open_index, revision_pattern, verified
from wats_station.wats.wire.phases import state_of
from wats_station.wats.wire.report_document import ANY_REPORT, UUTReport
from wats_station.wats.wire.serial_document import numbers_in

TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs"]), min_size=1, max_size=12
)


@pytest.mark.parametrize(
    ("mask", "revision", "does"),
    [
        ("", "A", True), ("", "B", False), ("A,B", "B", True), (" A , B ", "B", True),
        ("A%", "A17", True), ("A%", "BA", False), ("A;C", "C", True), ("%", "anything", True),
        ("A_", "A1", True), ("A_", "A12", False), ("A.", "AB", False), (",", "", False),
        ("B", "A", False), ("A%,B", "", False),
    ],
)  # fmt: skip
def test_masks(mask: str, revision: str, does: bool) -> None:
    line = TemplateLine(part_number="P", revision="A", revision_mask=mask)
    assert fits(line, "P", revision) is does
    assert not fits(line, "Q", revision)


@pytest.mark.parametrize("mask", ["%" * 40 + "x", "%a" * 20 + "b", "%_" * 20 + "x"])
def test_no_mask_takes_long_whatever_the_revision(mask: str) -> None:
    """Each of these would take for ever where every sign is tried with every other."""
    line = TemplateLine(part_number="P", revision="A", revision_mask=mask)
    assert not fits(line, "P", "a" * 60)
    assert not re.fullmatch(revision_pattern(line), "a" * 60)
    assert fits(TemplateLine(part_number="P", revision="A", revision_mask="[%]*?"), "P", "[1]*?")


@given(TEXT.filter(lambda text: not set(text) & set(",;%_")))
def test_a_mask_without_signs_is_that_revision_alone(revision: str) -> None:
    line = TemplateLine(part_number="P", revision="other", revision_mask=revision)
    assert fits(line, "P", revision.strip())
    assert not fits(line, "P", revision + "x")


def template(*quantities: int) -> BoxBuildTemplate:
    lines = []
    first = 0
    for number, quantity in enumerate(quantities):
        line = TemplateLine(
            part_number=f"P{number}", revision="A", quantity=quantity, first_index=first
        )
        lines.append(line)
        first += len(line.indexes)
    return BoxBuildTemplate(part_number="BOX", revision="A", subunits=tuple(lines))


@given(
    st.lists(st.integers(1, 4), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 5), st.none() | st.integers(0, 20)), max_size=15),
)
def test_every_child_stands_in_one_place_or_is_a_stranger(
    quantities: list[int], children: list[tuple[int, int | None]]
) -> None:
    wanted = template(*quantities)
    units = tuple(
        Unit(serial_number=f"S{n}", part_number=f"P{part}", revision="A", position=position)
        for n, (part, position) in enumerate(children)
    )
    unit = Unit(serial_number="BOX1", part_number="BOX", revision="A", sub_units=units)
    found = verified(wanted, unit)
    assert [slot.index for slot in found.slots] == list(range(sum(quantities)))
    placed = [slot.child.serial_number for slot in found.slots if slot.child]
    assert sorted(placed + [each.serial_number for each in found.strangers]) == sorted(
        each.serial_number for each in units
    )
    assert all(
        slot.child is None or slot.child.part_number == slot.part_number for slot in found.slots
    )
    assert found.missing_count == sum(quantities) - len(placed) == len(found.missing_parts)
    assert found.is_complete is (found.missing_count == 0 and not found.strangers)
    taken = {slot.index for slot in found.slots if slot.child}
    for stranger in found.strangers:
        if stranger.position is None:
            assert open_index(wanted, stranger, taken) is None


@given(st.lists(TEXT, max_size=8))
def test_serial_numbers_come_out_of_xml_and_of_json_as_they_are(numbers: list[str]) -> None:
    places = "".join(f"<SN id={quoteattr(number)}/>" for number in numbers)
    assert numbers_in(f"<SerialNumbers a='1'>{places}</SerialNumbers>".encode()) == tuple(numbers)
    import json

    assert numbers_in(json.dumps(numbers).encode()) == tuple(numbers)
    assert numbers_in(json.dumps([{"id": each} for each in numbers]).encode()) == tuple(numbers)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"<", b"<SN id='1'/>", b"<html/>", b"<SerialNumbers><SN/></SerialNumbers>",
        b'["", "a"]', b"[1]", b'{"id": "1"}', b"null", b'<?xml version="1.0" encoding="x"?><a/>',
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><SerialNumbers><SN id='&b;'/></SerialNumbers>",
        b"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><SerialNumbers/>",
    ],
)  # fmt: skip
def test_what_holds_no_serial_numbers(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        numbers_in(content)


@given(st.binary(max_size=80))
def test_any_bytes_are_numbers_or_a_value_error(content: bytes) -> None:
    try:
        found = numbers_in(b"<" + content)
    except ValueError:
        return
    assert all(isinstance(number, str) for number in found)


def test_every_phase_is_a_state() -> None:
    assert {state_of(phase) for phase in UnitPhase} == set(UnitState)
    assert state_of(0) is state_of(77) is state_of(4096) is UnitState.UNKNOWN


STEPS = st.recursive(
    st.builds(lambda status: Step(name="s", status=status), st.sampled_from("PFD")),
    lambda inner: st.builds(
        lambda status, steps: Step(name="q", status=status, steps=tuple(steps)),
        st.sampled_from("PF"),
        st.lists(inner, max_size=3),
    ),
    max_leaves=12,
)


@given(st.lists(STEPS, max_size=4))
def test_a_failed_sequence_is_counted_once_at_its_deepest(steps: list[Step]) -> None:
    root = Step(name="Main", steps=tuple(steps))
    failed = list(root.failed())
    everything = list(root.walk())
    assert [step for step in everything if step in failed] == failed or not failed
    assert all(step.status == "F" for step in failed)
    assert bool(failed) is any(step.status == "F" for step in everything)


def test_a_report_that_is_read_is_sent_with_all_that_came() -> None:
    came = {
        "type": "T", "id": "5c2bcba9-6ab1-5ea2-a9fe-8c82951fd683", "sn": "S", "pn": "P",
        "processCode": 30, "result": "F", "start": "2026-01-01T00:00:00Z", "origin": "here",
        "root": {"name": "Main", "status": "F", "steps": [{"name": "x", "chart": {"a": [1, 2]}}]},
        "assets": [{"assetSN": "A1", "usageCount": 3}], "uut": {"user": "me", "errorCode": 5},
    }  # fmt: skip
    report = ANY_REPORT.validate_python(came)
    assert isinstance(report, UUTReport)
    assert report.as_sent() == came


def test_a_report_that_is_made_is_sent_whole() -> None:
    report = UUTReport(
        id=UUID(int=1), serial_number="S", part_number="P", process_code=30,
        start=datetime(2026, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    assert report.as_sent() == {
        "id": "00000000-0000-0000-0000-000000000001", "sn": "S", "pn": "P", "processCode": 30,
        "start": "2026-01-01T00:00:00Z", "result": "P", "type": "T",
    }  # fmt: skip
