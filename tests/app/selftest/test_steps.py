"""The order of a self-test: what a failure stops, and what it does not."""

from collections.abc import Callable, Iterator
from itertools import count

import pytest

from wats_station.app.selftest.steps import (
    Outcome,
    Result,
    Step,
    StepFailed,
    StepNotRun,
    is_passed,
    play,
)


def step(name: str, run: Callable[[], str] = lambda: "seen", *needs: str, **more: bool) -> Step:
    return Step(name, f"do {name}", run, needs, **more)


def raising(error: Exception) -> Callable[[], str]:
    def run() -> str:
        raise error

    return run


def ticking() -> Callable[[], float]:
    """A clock on which a second passes with each look."""
    seconds: Iterator[int] = count()
    return lambda: float(next(seconds))


def results(*steps: Step) -> dict[str, str]:
    return {each.name: each.result.value for each in play(steps)}


def test_what_was_seen_and_how_long_it_took() -> None:
    (outcome,) = play([step("one")], ticking())
    assert outcome == Outcome("one", "do one", Result.PASSED, "seen", 1.0, "")
    assert is_passed([outcome])


def test_after_a_failure_only_what_needs_it_is_left_out() -> None:
    steps = (
        step("one", raising(StepFailed("no"))),
        step("two", lambda: "", "one"),
        step("three", lambda: "", "two"),
        step("four"),
    )
    assert results(*steps) == {
        "one": "failed",
        "two": "not run",
        "three": "not run",
        "four": "passed",
    }
    outcomes = list(play(steps))
    assert not is_passed(outcomes)
    assert outcomes[2].detail == "needs 'two' to have passed"


def test_after_one_that_ends_all_only_the_tidying_is_done() -> None:
    steps = (
        step("one", raising(StepFailed("no", ends_all=True))),
        step("two"),
        step("away", tidies=True),
    )
    assert results(*steps) == {"one": "failed", "two": "not run", "away": "passed"}


def test_what_a_system_has_not_is_neither_passed_nor_failed() -> None:
    outcomes = list(play([step("port", raising(StepNotRun("no such thing"))), step("two")]))
    assert [(each.result, each.detail) for each in outcomes] == [
        (Result.NOT_RUN, "no such thing"),
        (Result.PASSED, ""),
    ]
    assert is_passed(outcomes)


@pytest.mark.parametrize("surprise", [KeyError("unitPhaseId"), OSError("disk"), ValueError("x")])
def test_an_answer_that_nobody_expected_fails_its_step(surprise: Exception) -> None:
    (outcome,) = play([step("one", raising(surprise))])
    assert outcome.result is Result.FAILED
    assert repr(surprise) in outcome.detail


def test_a_failure_comes_with_what_else_tells_of_it() -> None:
    steps = [step("one", raising(StepFailed("no"))), step("two")]
    first, second = play(steps, explain=lambda: "stderr: ouch")
    assert first.detail == "no\nstderr: ouch"
    assert second.detail == ""


def test_no_step_at_all_is_no_pass() -> None:
    assert not is_passed([])
