"""Whether a unit may be finalized (product.md section 6)."""

from hypothesis import given
from hypothesis import strategies as st

from tests.support.units import FAILED, PASSED, UNTESTED_WITHOUT_RULE, result
from wats_station.domain.verification import FinalizeVerdict, Grade, Verification, may_finalize


def test_every_required_process_passed() -> None:
    assert may_finalize(PASSED) == (FinalizeVerdict.ALLOWED, ())


def test_a_failed_process_refuses_and_is_named() -> None:
    verdict, processes = may_finalize(FAILED)
    assert verdict is FinalizeVerdict.PROCESS_NOT_PASSED
    assert [row.name for row in processes] == ["Final"]


def test_a_required_process_never_run_refuses() -> None:
    rows = (result("ICT", "Passed"), result("Final", "Unknown", runs=0))
    verdict, processes = may_finalize(Verification(Grade.PENDING, True, rows))
    assert verdict is FinalizeVerdict.PROCESS_NOT_PASSED
    assert processes == (rows[1],)


def test_without_a_rule_an_untested_unit_asks_for_confirmation() -> None:
    assert may_finalize(UNTESTED_WITHOUT_RULE)[0] is FinalizeVerdict.NEEDS_CONFIRMATION


def test_without_a_rule_a_failed_last_run_still_refuses() -> None:
    rows = (result("ICT", "Failed"),)
    verdict, processes = may_finalize(Verification(Grade.FAILED, False, rows))
    assert (verdict, processes) == (FinalizeVerdict.PROCESS_NOT_PASSED, rows)


def test_without_a_rule_a_tested_and_passing_unit_may_go() -> None:
    rows = (result("ICT", "Passed"),)
    assert may_finalize(Verification(Grade.PASSED, False, rows))[0] is FinalizeVerdict.ALLOWED


def test_a_rule_that_lists_nothing_allows_nothing() -> None:
    verdict, _ = may_finalize(Verification(Grade.NOT_TESTED, True, ()))
    assert verdict is FinalizeVerdict.PROCESS_NOT_PASSED


@given(
    st.booleans(),
    st.lists(st.sampled_from(["Passed", "Failed", "Error", "Terminated", "Unknown"])),
)
def test_a_unit_with_a_run_that_did_not_pass_is_never_allowed(
    has_rule: bool, words: list[str]
) -> None:
    rows = tuple(result(f"P{n}", word, runs=word != "Unknown") for n, word in enumerate(words))
    verdict, _ = may_finalize(Verification(Grade.PENDING, has_rule, rows))
    if any(word in ("Failed", "Error", "Terminated") for word in words):
        assert verdict is FinalizeVerdict.PROCESS_NOT_PASSED
