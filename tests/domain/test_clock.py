"""The clocks: what is told of them, and when nothing is."""

import pytest

from wats_station.domain.clock import APART, ClockState


@pytest.mark.parametrize("ahead", [0.0, APART, -APART])
def test_a_few_seconds_are_nothing_to_tell(ahead: float) -> None:
    state = ClockState().compared(ahead)
    assert (state.apart, state.is_unknown) == (0.0, False)


@pytest.mark.parametrize("ahead", [5.1, -61.0])
def test_more_than_a_few_are_told(ahead: float) -> None:
    assert ClockState().compared(ahead).apart == ahead


def test_before_the_first_comparison_nothing_is_wrong_and_after_a_failed_one_it_is_told() -> None:
    assert not ClockState().is_unknown
    failed = ClockState().compared(None)
    assert failed.is_unknown
    assert not failed.compared(1.0).is_unknown


def test_a_later_comparison_that_fails_leaves_what_is_known() -> None:
    state = ClockState().compared(90.0).compared(None)
    assert (state.apart, state.is_unknown) == (90.0, False)
