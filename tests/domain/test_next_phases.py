"""The site's own table of next phases: by number or code, and back again."""

import pytest

from wats_station.domain.next_phases import Following, kept_of, table_of
from wats_station.domain.phase import STANDARD, PhaseId, phase_number


def test_a_named_phase_goes_by_its_row_and_the_others_by_the_standard_table() -> None:
    table = table_of({"Finalized": Following(("In_Storage",), (2, "Shipped"))})
    assert table.following(PhaseId.FINALIZED, supervisor=False) == {1024}
    assert table.following(PhaseId.FINALIZED, supervisor=True) == {1024, 2, 2048}
    for phase in set(PhaseId) - {PhaseId.FINALIZED}:
        for supervisor in (True, False):
            assert table.following(phase, supervisor=supervisor) == STANDARD.following(
                phase, supervisor=supervisor
            )


def test_an_empty_row_lets_nothing_follow() -> None:
    table = table_of({"32": Following()})
    assert table.following(PhaseId.SCRAPPED, supervisor=True) == frozenset()


@pytest.mark.parametrize(
    ("name", "number"),
    [("16", 16), (16, 16), ("finalized", 16), ("Under_Production_Q", 4098), ("Repair_Service", 8),
     ("under production queued", 4098), ("Done", None), ("17", None), ("", None)],
)  # fmt: skip
def test_a_phase_by_number_or_code(name: str | int, number: int | None) -> None:
    assert phase_number(name) == number


@pytest.mark.parametrize(
    ("kept", "why"),
    [
        ({"Done": ((), ())}, "'Done' is no phase: give its code"),
        ({"16": (("Sold",), ())}, "'Sold' is no phase"),
        ({"16": ((1024,), ("In_Storage",))}, "phase 1024 is allowed to anybody and to a super"),
        ({"16": ((16,), ())}, "phase 16 cannot follow itself"),
        ({"16": ((), ()), "Finalized": ((), ())}, "phase 16 has two rows"),
    ],
)
def test_what_is_no_table_says_why(
    kept: dict[str, tuple[tuple[str | int, ...], tuple[str | int, ...]]], why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        table_of({name: Following(*row) for name, row in kept.items()})


def test_only_what_differs_is_kept() -> None:
    assert kept_of(STANDARD) == {}
    row = {"16": Following((1024,), (2,))}
    assert kept_of(table_of(row)) == row
    standard = Following(tuple(STANDARD.anybody[16]), tuple(STANDARD.supervisor[16]))
    assert kept_of(table_of({"Finalized": standard})) == {}


def test_what_no_phase_leads_to_has_no_code_to_print() -> None:
    shut = {str(int(phase)): Following() for phase in PhaseId}
    table = table_of({**shut, "2": Following((16,))})
    assert [int(phase) for phase in PhaseId if table.is_ever_next(phase)] == [16]
