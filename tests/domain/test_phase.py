"""Phases: which may follow which, and how one is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.units import PHASES
from wats_station.domain.phase import STANDARD, Phase, PhaseId, find_phase


def test_there_are_the_fifteen_phases_of_wats() -> None:
    assert sorted(PhaseId) == [
        1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4098, 4100, 4104,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        (PhaseId.UNDER_PRODUCTION_QUEUED, {PhaseId.UNDER_PRODUCTION}),
        (PhaseId.REPAIRED, {PhaseId.UNDER_PRODUCTION, PhaseId.FINALIZED}),
        (PhaseId.FINALIZED, {PhaseId.IN_STORAGE, PhaseId.SHIPPED, PhaseId.CUSTOMIZATION}),
        (PhaseId.SHIPPED, set()),
        (PhaseId.SCRAPPED, set()),
    ],
)
def test_the_default_table(now: PhaseId, wanted: set[PhaseId]) -> None:
    assert STANDARD.following(now, supervisor=False) == wanted


@pytest.mark.parametrize(
    "now", [PhaseId.FINALIZED, PhaseId.IN_STORAGE, PhaseId.SHIPPED, PhaseId.SCRAPPED]
)
def test_only_a_supervisor_goes_backwards(now: PhaseId) -> None:
    backwards = STANDARD.following(now, supervisor=True) - STANDARD.following(now, supervisor=False)
    assert backwards


def test_no_unit_in_a_known_phase_is_stuck_for_a_supervisor() -> None:
    assert [phase for phase in PhaseId if not STANDARD.following(phase, supervisor=True)] == []


def test_a_phase_never_follows_itself_and_unknown_numbers_lead_nowhere() -> None:
    assert all(phase not in STANDARD.following(phase, supervisor=True) for phase in PhaseId)
    assert STANDARD.following(4711, supervisor=True) == frozenset()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("FINALIZED", 16),
        ("finalized", 16),
        ("16", 16),
        ("UNDER-PRODUCTION", 2),
        ("Under_Production", 2),
        ("Under Production - Queued", 4098),
        ("under_production_queued", 4098),
        ("Undefined", 1),
        ("Unknown", 1),
    ],
)
def test_a_phase_by_code_number_name_or_the_guides_name(text: str, number: int) -> None:
    found = find_phase(text, PHASES)
    assert found is not None
    assert found.id == number


@pytest.mark.parametrize("text", ["", "-", "Nowhere", "4096", "9" * 5000, "²"])
def test_what_names_no_phase(text: str) -> None:
    assert find_phase(text, PHASES) is None


def test_the_servers_own_names_win_over_the_guides() -> None:
    odd = (Phase(7, "Odd", "Undefined"), *PHASES)
    assert find_phase("Undefined", odd) == odd[0]


@given(st.text())
def test_no_text_raises(text: str) -> None:
    found = find_phase(text, PHASES)
    assert found is None or found in PHASES


def test_a_phase_that_no_other_leads_to_is_known() -> None:
    never = {int(phase) for phase in PhaseId if not STANDARD.is_ever_next(phase)}
    assert never == {PhaseId.UNKNOWN}
    assert not STANDARD.is_ever_next(999)
