"""Running the self-test: its steps in order, its report, its exit code."""

import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from wats_station.app.selftest import beginning, ending, outage, report, work
from wats_station.app.selftest.bench import Bench
from wats_station.app.selftest.bonds import bind_children
from wats_station.app.selftest.facts import facts
from wats_station.app.selftest.steps import Outcome, Result, Step, StepFailed, is_passed, play

FINE, FAILED = 0, 1


def run_self_test(say: Callable[[str], None], *, as_json: bool) -> int:
    """Play every step; `say` takes the report's lines. The answer is the exit code."""
    signal.signal(signal.SIGTERM, _interrupt)
    known = facts()
    if not as_json:
        say(report.heading(known))
    outcomes = list[Outcome]()
    try:
        bind_children()
        _play(
            outcomes, (lambda _outcome: None) if as_json else lambda each: say(report.line_of(each))
        )
    except StepFailed as problem:
        return _complain(str(problem))
    except KeyboardInterrupt:
        return _complain("interrupted: all that the self-test had started has ended")
    say(report.as_json(known, outcomes) if as_json else report.summary(outcomes))
    return FINE if is_passed(outcomes) else FAILED


def _play(outcomes: list[Outcome], tell: Callable[[Outcome], None]) -> None:
    folder = Path(tempfile.mkdtemp(prefix="wats-station-self-test-"))
    bench = Bench(folder)
    try:
        for outcome in play(_steps(bench, outcomes), explain=bench.explain):
            outcomes.append(outcome)
            tell(outcome)
    except KeyboardInterrupt:
        bench.close()
        shutil.rmtree(folder, ignore_errors=True)
        raise
    finally:
        bench.close()


def _steps(bench: Bench, outcomes: list[Outcome]) -> tuple[Step, ...]:
    def failed() -> bool:
        return any(each.result is Result.FAILED for each in outcomes)

    return (
        *beginning.steps(bench),
        *work.steps(bench),
        *outage.steps(bench),
        *ending.steps(bench, failed),
    )


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    """Asked to end, as by Ctrl+C: children are ended on the way out."""
    raise KeyboardInterrupt


def _complain(message: str) -> int:
    sys.stderr.write(f"wats-station: {message}\n")
    return FAILED
