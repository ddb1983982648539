"""Which unit goes into which slot, and why another does not."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.assemblies import (
    COMPLETE,
    CTRL,
    CTRL_UNIT,
    EMPTY,
    ONE_IN,
    PARENT,
    PSU_UNIT,
    SENSOR_UNIT,
    SLOTS,
    child,
    facts,
)
from tests.support.units import FAILED, UNTESTED_WITHOUT_RULE
from wats_station.domain.assembly import (
    Assembly,
    BuiltIn,
    ChildFacts,
    ChildRefusal,
    checked,
    placed_at,
    slot_of,
    without,
)
from wats_station.domain.hold import HELD
from wats_station.domain.phase import PhaseId
from wats_station.domain.unit import Unit, UnitKey


@pytest.mark.parametrize(("unit", "index"), [(CTRL_UNIT, 0), (PSU_UNIT, 1), (SENSOR_UNIT, 2)])
def test_each_part_goes_to_its_own_slot(unit: Unit, index: int) -> None:
    slot = checked(EMPTY, PARENT, facts(unit)).slot
    assert slot is not None
    assert slot.index == index


@pytest.mark.parametrize(
    ("unit", "refusal", "detail"),
    [
        (PARENT, ChildRefusal.ITSELF, ""),
        (child("C-1", "CTRL-100", "B"), ChildRefusal.ALREADY_HERE, ""),
        (replace(CTRL_UNIT, children=(PARENT.key,)), ChildRefusal.AROUND, ""),
        (child("D-1", "DISP-7", "A"), ChildRefusal.WRONG_PART, "PSU-220, SENS-10"),
        (child("S-9", "SENS-10", "A"), ChildRefusal.WRONG_REVISION, "B,C"),
        (CTRL_UNIT, ChildRefusal.NO_OPEN_SLOT, ""),
        (replace(PSU_UNIT, tags=(HELD,)), ChildRefusal.ON_HOLD, ""),
        (replace(PSU_UNIT, parent_serial_number="GW-7"), ChildRefusal.IN_ANOTHER, "GW-7"),
        (child("P-3", "PSU-220", "A", in_phase=PhaseId.SCRAPPED), ChildRefusal.SCRAPPED, ""),
        (
            child("P-3", "PSU-220", "A", in_phase=PhaseId.UNDER_PRODUCTION),
            ChildRefusal.NOT_FINALIZED,
            "Under production",
        ),
    ],
)
def test_what_does_not_fit_says_why(unit: Unit, refusal: ChildRefusal, detail: str) -> None:
    check = checked(ONE_IN, PARENT, facts(unit))
    assert (check.slot, check.refusal, check.detail) == (None, refusal, detail)


def test_a_failing_unit_names_what_failed() -> None:
    check = checked(EMPTY, PARENT, facts(PSU_UNIT, FAILED))
    assert check.refusal is ChildRefusal.FAILING
    assert [row.name for row in check.processes] == ["Final"]


def test_a_unit_that_nothing_tests_is_taken() -> None:
    assert checked(EMPTY, PARENT, facts(PSU_UNIT, UNTESTED_WITHOUT_RULE)).slot is not None
    assert checked(EMPTY, PARENT, ChildFacts(PSU_UNIT)).slot is not None


def test_nothing_goes_into_a_unit_on_hold() -> None:
    held = replace(PARENT, tags=(HELD,))
    assert checked(EMPTY, held, facts(PSU_UNIT)).refusal is ChildRefusal.PARENT_ON_HOLD


def test_what_is_built_around_it_does_not_go_in() -> None:
    inside = replace(PARENT, parent_serial_number="C-2")
    assert checked(EMPTY, inside, facts(CTRL_UNIT)).refusal is ChildRefusal.AROUND


def test_a_revision_may_call_another_phase_finished() -> None:
    stored = child("P-3", "PSU-220", "A", in_phase=PhaseId.IN_STORAGE)
    assert checked(EMPTY, PARENT, facts(stored)).refusal is ChildRefusal.NOT_FINALIZED
    assert checked(EMPTY, PARENT, ChildFacts(stored, None, "In Storage")).slot is not None


def test_what_comes_instead_of_a_unit_takes_its_slot() -> None:
    slot = checked(COMPLETE, PARENT, facts(CTRL_UNIT), instead_of=CTRL.key).slot
    assert slot is not None
    assert slot.index == 0
    other = checked(COMPLETE, PARENT, facts(PSU_UNIT), instead_of=CTRL.key)
    assert other.refusal is ChildRefusal.NO_OPEN_SLOT


def test_complete_is_every_slot_filled_and_nothing_else_in_it() -> None:
    assert COMPLETE.is_complete
    assert not ONE_IN.is_complete
    stranger = BuiltIn(UnitKey("X-1", "DISP-7"))
    assert not replace(COMPLETE, strangers=(stranger,)).is_complete
    assert without(replace(COMPLETE, strangers=(stranger,)), stranger.key).is_complete
    assert not Assembly(PARENT.key, "A", ()).is_complete


@given(st.permutations([CTRL_UNIT, PSU_UNIT, SENSOR_UNIT]))
def test_any_order_completes_it(units: list[Unit]) -> None:
    assembly = EMPTY
    for unit in units:
        slot = checked(assembly, PARENT, facts(unit)).slot
        assert slot is not None
        assembly = placed_at(assembly, slot.index, BuiltIn(unit.key, unit.revision))
        assert slot_of(assembly, unit.key) == assembly.slots[slot.index]
    assert assembly.is_complete
    for unit in units:
        assembly = without(assembly, unit.key)
    assert assembly == EMPTY
    assert assembly.slots == SLOTS
