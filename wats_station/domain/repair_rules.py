"""The rules of a repair: which code a text names, what stands against filing, what is usual."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from wats_station.domain.repair import (
    Binding,
    FailedTest,
    PastRepair,
    RepairCase,
    RepairCode,
    RepairDraft,
    RepairOperation,
)
from wats_station.domain.unit import Process

# Fewer earlier repairs of a step than this say nothing about the next one.
ENOUGH_REPAIRS = 5
MOST_SUGGESTED = 6


class Lack(StrEnum):
    """What a repair needs before it can be filed."""

    OPERATION = "operation"  # the server has no repair operation
    FAULT = "fault"
    TEST = "test"  # the operation demands a failed test, and there is none
    PROCESS = "process"  # nobody knows which test it is about
    PHOTO = "photo"  # one of its codes demands one


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code and how often it was found before."""

    code: RepairCode
    count: int


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The usual codes, the most frequent first, out of `repairs` earlier ones.

    `of_step` is true where they are those of the very step, false where the step was
    repaired too seldom, so that those of the whole part number are counted. Empty where
    even those are too few.
    """

    rows: tuple[Suggestion, ...] = ()
    repairs: int = 0
    of_step: bool = False


def operation_of(case: RepairCase, draft: RepairDraft) -> RepairOperation | None:
    """The repair operation that was chosen; the first that may be used where none was."""
    chosen = next((each for each in case.operations if each.code == draft.operation), None)
    return chosen or next(iter(usable(case)), None)


def usable(case: RepairCase) -> tuple[RepairOperation, ...]:
    """The operations that may be filed for this unit."""
    return tuple(
        each
        for each in case.operations
        if case.test is not None or each.binding is not Binding.REQUIRED
    )


def process_of(case: RepairCase) -> Process | None:
    """The process that a repair is about, and that its unit goes back to."""
    return case.test.process if case.test else case.process


def bound_test(case: RepairCase, operation: RepairOperation) -> FailedTest | None:
    """The test that a repair of this operation names."""
    return None if operation.binding is Binding.NEVER else case.test


def named(operation: RepairOperation, text: str) -> tuple[RepairCode, ...]:
    """The codes that a scan or a person calls `text`: a code, or category/code.

    Letter case, spaces, `_` and `-` do not count.
    """
    wanted = _squeezed(text)
    whole = [
        each for each in operation.codes if _squeezed(f"{each.category}/{each.name}") == wanted
    ]
    found = whole or [each for each in operation.codes if _squeezed(each.name) == wanted]
    return tuple(found)


def searched(codes: Iterable[RepairCode], text: str) -> tuple[RepairCode, ...]:
    """The codes whose name or category holds every word of `text`."""
    words = text.casefold().split()
    return tuple(
        each
        for each in codes
        if all(word in f"{each.category} {each.name}".casefold() for word in words)
    )


def fits(operation: RepairOperation, component: str) -> bool:
    """Whether this is a component reference to the operation; a mask that is none takes all."""
    try:
        return re.fullmatch(operation.component_mask or ".*", component) is not None
    except re.error:
        return True


def suggested(
    operation: RepairOperation, past: tuple[PastRepair, ...], step_name: str
) -> Suggestions:
    """The codes found most often behind this step of this part number."""
    of_step = [each for each in past if each.step and each.step == step_name]
    if len(of_step) >= ENOUGH_REPAIRS:
        return Suggestions(_most(operation, of_step), len(of_step), of_step=True)
    if len(past) >= ENOUGH_REPAIRS:
        return Suggestions(_most(operation, past), len(past))
    return Suggestions(repairs=len(past))


def lacks(case: RepairCase, draft: RepairDraft) -> tuple[Lack, ...]:
    """What stands against filing it."""
    operation = operation_of(case, draft)
    if operation is None:
        return (Lack.TEST if case.operations else Lack.OPERATION,)
    codes = {(each.category, each.name): each for each in operation.codes}
    wants_photo = any(
        code.needs_photo
        for fault in draft.faults
        if (code := codes.get((fault.category, fault.code))) is not None
    )
    found = {
        Lack.FAULT: not draft.faults,
        Lack.TEST: operation.binding is Binding.REQUIRED and case.test is None,
        Lack.PROCESS: case.test is None and case.process is None,
        Lack.PHOTO: wants_photo and not any(each.is_picture for each in draft.files),
    }
    return tuple(lack for lack, is_lacking in found.items() if is_lacking)


def _most(operation: RepairOperation, past: Iterable[PastRepair]) -> tuple[Suggestion, ...]:
    codes = {(each.category, each.name): each for each in operation.codes}
    counted = Counter((each.category, each.code) for each in past)
    known = [
        Suggestion(codes[name], count) for name, count in counted.most_common() if name in codes
    ]
    return tuple(known[:MOST_SUGGESTED])


def _squeezed(text: str) -> str:
    return "".join(text.casefold().replace("_", " ").replace("-", " ").split())
