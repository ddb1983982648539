"""The station gate: whether a unit may be worked on at this station's process now, and why not."""

import fnmatch
import glob
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from wats_station.domain.hold import is_on_hold
from wats_station.domain.operator import Role
from wats_station.domain.phase import PhaseId
from wats_station.domain.quarantine import ProductTags, Quarantine, quarantines
from wats_station.domain.unit import Unit
from wats_station.domain.verification import ProcessResult, Verification


@dataclass(frozen=True, slots=True)
class GateRule:
    """What this station takes.

    `process` is the code of the process carried out here; with None only what stops a unit
    everywhere is judged. `parts` are part numbers with `*` for any text; none: all parts.
    `most_runs` and `most_repairs` are how often the process may have been run, or repaired,
    without passing; 0 is no limit.
    """

    process: int | None = None
    parts: tuple[str, ...] = ()
    most_runs: int = 0
    most_repairs: int = 0


class Verdict(StrEnum):
    """What the gate says."""

    NONE = "none"  # nothing is judged here
    WAIT = "wait"  # the unit's tests, or its product's quarantines, are being read
    UNKNOWN = "unknown"  # they could not be read
    GO = "go"
    STOP = "stop"


class StopReason(StrEnum):
    """What stops a unit, the weightiest first."""

    ON_HOLD = "on_hold"
    IN_QUARANTINE = "in_quarantine"
    SCRAPPED = "scrapped"
    WRONG_PRODUCT = "wrong_product"
    NOT_IN_PRODUCTION = "not_in_production"
    IN_REPAIR = "in_repair"
    EARLIER_NOT_PASSED = "earlier_not_passed"
    EARLIER_NOT_RUN = "earlier_not_run"
    RETEST_LIMIT = "retest_limit"
    REPAIR_LIMIT = "repair_limit"


@dataclass(frozen=True, slots=True)
class Stop:
    """One reason; `process` stands in the way, `detail` is a phase's name or a limit."""

    reason: StopReason
    process: ProcessResult | None = None
    detail: str = ""
    quarantine: Quarantine | None = None

    @property
    def cleared_by(self) -> Role:
        """Who can do something about it."""
        return _CLEARED_BY.get(self.reason, Role.OPERATOR)


_CLEARED_BY = {
    StopReason.ON_HOLD: Role.SUPERVISOR,
    StopReason.IN_QUARANTINE: Role.SUPERVISOR,
    StopReason.SCRAPPED: Role.SUPERVISOR,
    StopReason.NOT_IN_PRODUCTION: Role.SUPERVISOR,
    StopReason.RETEST_LIMIT: Role.SUPERVISOR,
    StopReason.REPAIR_LIMIT: Role.SUPERVISOR,
    StopReason.IN_REPAIR: Role.TECHNICIAN,
    StopReason.EARLIER_NOT_PASSED: Role.TECHNICIAN,
}


@dataclass(frozen=True, slots=True)
class Gate:
    """The verdict and its reasons.

    `passed` is true where the unit has passed this very process before. `other_process` is
    true where GO could set the unit's process, which is another now.
    """

    verdict: Verdict
    stops: tuple[Stop, ...] = ()
    passed: bool = False
    other_process: bool = False


def judged(
    unit: Unit,
    verification: Verification | None,
    rule: GateRule,
    product: ProductTags | None,
    *,
    unreadable: bool = False,
) -> Gate:
    """The gate for this unit; `unreadable` where its tests or its product cannot be read."""
    stops = tuple(_of_unit(unit, rule, product))
    if rule.process is None:
        return Gate(Verdict.STOP if stops else Verdict.NONE, stops)
    if verification is None or product is None:
        waiting = Verdict.UNKNOWN if unreadable else Verdict.WAIT
        return Gate(Verdict.STOP if stops else waiting, stops)
    stops = (*stops, *_of_tests(verification, rule, rule.process))
    here = _row(verification, rule.process)
    return Gate(
        Verdict.STOP if stops else Verdict.GO,
        stops,
        passed=here is not None and here.passed,
        other_process=not stops and (unit.process is None or unit.process.code != rule.process),
    )


_NOT_IN_PRODUCTION = frozenset(
    {PhaseId.FINALIZED, PhaseId.IN_STORAGE, PhaseId.SHIPPED, PhaseId.MISSING}
)
_IN_REPAIR = frozenset(
    {
        PhaseId.REPAIR_PRODUCTION,
        PhaseId.REPAIR_PRODUCTION_QUEUED,
        PhaseId.REPAIR_SERVICE,
        PhaseId.REPAIR_SERVICE_QUEUED,
    }
)


def _of_unit(unit: Unit, rule: GateRule, product: ProductTags | None) -> Iterator[Stop]:
    """What is known without its tests."""
    if is_on_hold(unit):
        yield Stop(StopReason.ON_HOLD)
    for each in quarantines(unit, product):
        yield Stop(StopReason.IN_QUARANTINE, detail=each.name, quarantine=each)
    if unit.phase.id == PhaseId.SCRAPPED:
        yield Stop(StopReason.SCRAPPED)
    if rule.process is None:
        return
    if rule.parts and not any(takes_part(pattern, unit.part_number) for pattern in rule.parts):
        yield Stop(StopReason.WRONG_PRODUCT, detail=", ".join(rule.parts))
    if unit.phase.id in _NOT_IN_PRODUCTION:
        yield Stop(StopReason.NOT_IN_PRODUCTION, detail=unit.phase.name)
    if unit.phase.id in _IN_REPAIR:
        yield Stop(StopReason.IN_REPAIR, detail=unit.phase.name)


def _of_tests(verification: Verification, rule: GateRule, process: int) -> Iterator[Stop]:
    earlier = tuple(_earlier(verification, process))
    failed = [row for row in earlier if row.was_run and not row.passed]
    yield from (Stop(StopReason.EARLIER_NOT_PASSED, row) for row in failed)
    if verification.has_rule:
        missing = [row for row in earlier if not row.was_run]
        yield from (Stop(StopReason.EARLIER_NOT_RUN, row) for row in missing)
    here = _row(verification, process)
    if here is None or here.passed:
        return
    if rule.most_runs and here.runs >= rule.most_runs:
        yield Stop(StopReason.RETEST_LIMIT, here, str(rule.most_runs))
    if rule.most_repairs and here.repairs > rule.most_repairs:
        yield Stop(StopReason.REPAIR_LIMIT, here, str(rule.most_repairs))


def _earlier(verification: Verification, process: int) -> Iterator[ProcessResult]:
    """The rule's processes before this one, in its order; without a rule every other one."""
    codes = [row.code for row in verification.results]
    if verification.has_rule:
        yield from verification.results[: codes.index(process) if process in codes else 0]
    else:
        yield from (row for row in verification.results if row.code != process)


def _row(verification: Verification, process: int) -> ProcessResult | None:
    return next((row for row in verification.results if row.code == process), None)


def takes_part(pattern: str, part_number: str) -> bool:
    """True for a part number that the pattern takes, whatever its case."""
    return _expression(pattern).fullmatch(part_number) is not None


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    # `*` is the one wildcard: `[` and `?` may be in a part number.
    whole = "*".join(glob.escape(part) for part in pattern.strip().split("*"))
    return re.compile(fnmatch.translate(whole), re.IGNORECASE)
