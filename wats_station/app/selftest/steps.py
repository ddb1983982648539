"""The order of a self-test: what each step needs, and what became of it. Knows no window."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

# What a server or a system may bring about that answers something else than was agreed on.
_SURPRISES = (ArithmeticError, LookupError, OSError, TypeError, ValueError)


class Result(StrEnum):
    """How a step ended."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_RUN = "not run"


class StepFailed(Exception):
    """What was to be seen was not; the text says what was waited for and what to do.

    After one that `ends_all` no other step has a chance, but those that only tidy up.
    """

    def __init__(self, detail: str, *, ends_all: bool = False) -> None:
        super().__init__(detail)
        self.ends_all = ends_all


class StepNotRun(Exception):
    """This system has not what the step is about; the text says why."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do; `run` answers what was seen, or raises one of the two above.

    It `needs` the steps of these names to have passed. One that tidies up is always run.
    """

    name: str
    did: str
    run: Callable[[], str]
    needs: tuple[str, ...] = ()
    tidies: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a step: what was seen, or in `detail` why it failed or was not run."""

    name: str
    did: str
    result: Result
    seen: str
    seconds: float
    detail: str


def play(
    steps: Iterable[Step],
    clock: Callable[[], float] = time.monotonic,
    explain: Callable[[], str] = str,
) -> Iterator[Outcome]:
    """Run the steps in order; each outcome as it is known.

    `explain` is asked after a failure for what else tells of it (logs, crash reports).
    """
    passed = set[str]()
    ended_by = ""
    for step in steps:
        missing = _missing(step, passed, ended_by)
        if missing:
            yield Outcome(step.name, step.did, Result.NOT_RUN, "", 0.0, missing)
            continue
        begun = clock()
        try:
            seen = step.run()
        except StepNotRun as why:
            yield _ended(step, Result.NOT_RUN, "", clock() - begun, str(why))
        except (StepFailed, *_SURPRISES) as why:
            if isinstance(why, StepFailed) and why.ends_all:
                ended_by = ended_by or step.name
            said = str(why) if isinstance(why, StepFailed) else f"not as it was to be: {why!r}"
            detail = "\n".join(filter(None, (said, explain())))
            yield _ended(step, Result.FAILED, "", clock() - begun, detail)
        else:
            passed.add(step.name)
            yield _ended(step, Result.PASSED, seen, clock() - begun, "")


def is_passed(outcomes: Sequence[Outcome]) -> bool:
    """True when no step failed, and none was left out for another one's sake."""
    return bool(outcomes) and not any(each.result is Result.FAILED for each in outcomes)


def _missing(step: Step, passed: set[str], ended_by: str) -> str:
    if step.tidies:
        return ""
    if ended_by:
        return f"not after {ended_by!r} failed"
    lacking = [name for name in step.needs if name not in passed]
    return f"needs {', '.join(map(repr, lacking))} to have passed" if lacking else ""


def _ended(step: Step, result: Result, seen: str, seconds: float, detail: str) -> Outcome:
    return Outcome(step.name, step.did, result, seen, round(seconds, 2), detail)
