"""Verification: what the server says of a unit's tests, and whether it may be finalized."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Grade(StrEnum):
    """The production guide's four grades (wire contract, section 4 rule 8)."""

    PASSED = "PASSED"
    FAILED = "FAILED"
    NOT_TESTED = "NOT_TESTED"
    PENDING = "PENDING"


@dataclass(frozen=True, slots=True)
class ProcessResult:
    """One process of the rule (or, with no rule, one the unit has been through).

    `status` is the last run's word (`Passed`, `Failed`, `Error`, `Terminated`), or
    `Unknown` when it was never run. Counts are of whole runs.
    """

    code: int
    name: str
    status: str
    runs: int
    failures: int
    repairs: int
    station: str
    last_run: datetime | None

    @property
    def passed(self) -> bool:
        """True when the last run passed."""
        return self.status.casefold() == "passed"

    @property
    def was_run(self) -> bool:
        """True when at least one run is known."""
        return self.runs > 0


@dataclass(frozen=True, slots=True)
class Verification:
    """The grade of a unit, whether a rule is kept for its product, and a row per process."""

    grade: Grade
    has_rule: bool
    results: tuple[ProcessResult, ...]


def skipped(verification: Verification) -> tuple[ProcessResult, ...]:
    """Processes of the rule that were never run, though a later one was."""
    if not verification.has_rule:
        return ()
    rows = verification.results
    last = max((place for place, row in enumerate(rows) if row.was_run), default=0)
    return tuple(row for row in rows[:last] if not row.was_run)


class FinalizeVerdict(StrEnum):
    """Whether a unit may be finalized."""

    ALLOWED = "allowed"
    PROCESS_NOT_PASSED = "process_not_passed"
    NEEDS_CONFIRMATION = "needs_confirmation"


def may_finalize(verification: Verification) -> tuple[FinalizeVerdict, tuple[ProcessResult, ...]]:
    """The verdict, and the processes that stand in the way of it.

    With a rule every required process must have passed its last run. With none, a
    failed last run of any process still refuses, and a unit never tested needs
    somebody's confirmation (product.md section 6, Phase).
    """
    blocking = tuple(row for row in verification.results if not row.passed)
    if verification.has_rule:
        if blocking or not verification.results:
            return FinalizeVerdict.PROCESS_NOT_PASSED, blocking
        return FinalizeVerdict.ALLOWED, ()
    failed = tuple(row for row in blocking if row.was_run)
    if failed:
        return FinalizeVerdict.PROCESS_NOT_PASSED, failed
    if not any(row.passed for row in verification.results):
        return FinalizeVerdict.NEEDS_CONFIRMATION, blocking
    return FinalizeVerdict.ALLOWED, ()
