"""Unit verification: what the stored reports say about a unit (wire contract section 4).

The numbers in comments are the steps of that section.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from wats_station.site_server.rules.wildcards import NO_MATCH, closeness

PASSED = "P"
WORDS = {"P": "Passed", "F": "Failed", "E": "Error", "T": "Terminated", "D": "Done"}
UNKNOWN = "Unknown"


@dataclass(frozen=True, slots=True)
class VerificationRule:
    """Which processes units of matching part and revision must pass, in this order."""

    id: int
    part_number: str
    revision: str
    process_codes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RequiredProcess:
    """A process as the rule needs it; `index` gives its place in the order of processes."""

    code: int
    name: str
    index: int


@dataclass(frozen=True, slots=True)
class Run:
    """One test report: `result` is the letter of the report, `start` its UTC text."""

    process_code: int
    result: str
    start: str
    station: str


@dataclass(frozen=True, slots=True)
class ProcessResult:
    """One row: how a process went. `start` and `station` are the last run's, if any."""

    process: RequiredProcess
    status: str
    start: str | None
    station: str | None
    total: int
    non_passed: int
    repairs: int


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer. `grade` is one of PASSED, FAILED, NOT_TESTED, PENDING: ours, not WATS's.

    Without a rule `results` is empty, the flags are false, and `seen` holds a row for
    each process the unit has been through, which is what its grade looks at.
    """

    status: str
    grade: str
    has_rule: bool
    correct_order: bool
    passed_first: bool
    passed_any: bool
    passed_last: bool
    no_repairs: bool
    results: tuple[ProcessResult, ...]
    seen: tuple[ProcessResult, ...]


def best_rule(
    rules: Iterable[VerificationRule], part_number: str, revision: str
) -> VerificationRule | None:
    """Step 1: the closest match on part number, then on revision, then the lowest id."""
    matches = []
    for rule in rules:
        part = closeness(rule.part_number, part_number)
        rev = closeness(rule.revision, revision)
        if NO_MATCH not in (part[0], rev[0]):
            matches.append((part, rev, -rule.id, rule))
    return max(matches, key=lambda match: match[:3])[3] if matches else None


def verify(
    required: Sequence[RequiredProcess], runs: Sequence[Run], repairs: Sequence[int | None]
) -> Verification:
    """Verify against a rule's processes.

    `runs` are the unit's test reports in order of start, then receipt; `repairs` the
    failed process of each repair report.
    """
    processes = sorted(required, key=lambda process: process.index)  # stable: rule order on ties
    results = tuple(_result(process, runs, repairs) for process in processes)
    first, some, last = _passes(processes, runs)
    no_repairs = not any(row.repairs for row in results)  # step 5
    clean = no_repairs and not any(row.non_passed for row in results)
    return Verification(
        status=_status(results, passed_last=last, clean=clean),
        grade=grade(results, passed_last=last),
        has_rule=True,
        correct_order=_in_order(processes, runs),
        passed_first=first,
        passed_any=some,
        passed_last=last,
        no_repairs=no_repairs,
        results=results,
        seen=results,
    )


def verify_without_rule(
    seen: Sequence[RequiredProcess], runs: Sequence[Run], repairs: Sequence[int | None]
) -> Verification:
    """Step 1 without a rule: nothing is promised, but what was seen is graded (step 8)."""
    processes = sorted(seen, key=lambda process: process.index)
    rows = tuple(_result(process, runs, repairs) for process in processes)
    last = bool(rows) and all(row.status == WORDS[PASSED] for row in rows)
    return Verification(
        status=UNKNOWN,
        grade=grade(rows, passed_last=last),
        has_rule=False,
        correct_order=False,
        passed_first=False,
        passed_any=False,
        passed_last=False,
        no_repairs=not repairs,
        results=(),
        seen=rows,
    )


def grade(rows: Sequence[ProcessResult], *, passed_last: bool) -> str:
    """Step 8: the guide's word."""
    if not any(row.total for row in rows):
        return "NOT_TESTED"
    if passed_last:
        return "PASSED"
    return "FAILED" if _last_failed(rows) else "PENDING"


def _result(
    process: RequiredProcess, runs: Sequence[Run], repairs: Sequence[int | None]
) -> ProcessResult:
    """Step 3."""
    own = [run for run in runs if run.process_code == process.code]
    last = own[-1] if own else None
    return ProcessResult(
        process=process,
        status=WORDS.get(last.result, last.result) if last else UNKNOWN,
        start=last.start if last else None,
        station=last.station if last else None,
        total=len(own),
        non_passed=sum(run.result != PASSED for run in own),
        repairs=sum(code == process.code for code in repairs),
    )


def _passes(processes: Sequence[RequiredProcess], runs: Sequence[Run]) -> tuple[bool, bool, bool]:
    """Step 4: every process passed in its first, in some, in its last run."""
    by_process = [
        [run.result for run in runs if run.process_code == each.code] for each in processes
    ]
    if not by_process or not all(by_process):
        return False, False, False
    return (
        all(results[0] == PASSED for results in by_process),
        all(PASSED in results for results in by_process),
        all(results[-1] == PASSED for results in by_process),
    )


def _in_order(processes: Sequence[RequiredProcess], runs: Sequence[Run]) -> bool:
    """Step 6, the strict variant: each had passed before the next first began."""
    for earlier, later in pairwise(processes):
        began = next((at for at, run in enumerate(runs) if run.process_code == later.code), None)
        if began is not None and not any(
            run.process_code == earlier.code and run.result == PASSED for run in runs[:began]
        ):
            return False
    return True


def _status(rows: Sequence[ProcessResult], *, passed_last: bool, clean: bool) -> str:
    """Step 7."""
    if passed_last:
        return "OK" if clean else "Warning"
    return "Failed" if _last_failed(rows) else UNKNOWN


def _last_failed(rows: Sequence[ProcessResult]) -> bool:
    return any(row.status not in (WORDS[PASSED], UNKNOWN) for row in rows)
