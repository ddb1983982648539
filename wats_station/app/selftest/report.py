"""The report of a self-test, for a person and for a program."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from wats_station.app.selftest.steps import Outcome, Result, is_passed

_INDENT = "           "
_LONGEST_NAME = 22


def heading(facts: Mapping[str, str]) -> str:
    """The lines above the steps: what is tested, and on what."""
    width = max(map(len, facts), default=0)
    lines = [f"{name:{width}}  {value}" for name, value in facts.items()]
    return "\n".join(("wats-station self-test", *lines, ""))


def line_of(outcome: Outcome) -> str:
    """A step's line; below one that did not pass stand the reasons."""
    first, *rest = (outcome.seen or outcome.detail or "").split("\n")
    head = f"{outcome.result.value:8} {outcome.seconds:5.1f} s  {outcome.name:{_LONGEST_NAME}}"
    return "\n".join((f"{head} {first}".rstrip(), *(f"{_INDENT}{line}" for line in rest)))


def summary(outcomes: Sequence[Outcome]) -> str:
    """The last line."""
    count = {
        result: sum(each.result is result for each in outcomes)
        for result in (Result.PASSED, Result.FAILED, Result.NOT_RUN)
    }
    told = ", ".join(f"{number} {result.value}" for result, number in count.items() if number)
    seconds = sum(each.seconds for each in outcomes)
    word = "PASSED" if is_passed(outcomes) else "FAILED"
    return f"\n{word}: {told}, in {seconds:.0f} s"


def as_json(facts: Mapping[str, str], outcomes: Sequence[Outcome]) -> str:
    """The whole report as one JSON object, in ASCII: a pipe on Windows may not take more."""
    steps = [asdict(each) | {"result": each.result.value} for each in outcomes]
    seconds = round(sum(each.seconds for each in outcomes), 2)
    return json.dumps(
        {**facts, "steps": steps, "seconds": seconds, "passed": is_passed(outcomes)}, indent=1
    )
