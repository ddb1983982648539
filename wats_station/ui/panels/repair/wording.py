"""Failed tests, codes, failures and files in the repair panel's words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from wats_station.domain.repair import (
    AttachedFile,
    FailedStep,
    FailedTest,
    Fault,
    RepairCase,
    RepairCode,
    RepairOperation,
    Retest,
)
from wats_station.domain.repair_rules import Lack, Suggestion, Suggestions
from wats_station.domain.unit import Process, Unit
from wats_station.flows.repair.state import Unfiled
from wats_station.ui.texts import local_time
from wats_station.ui.widgets.rows import Row
from wats_station.ui.words import QT_TRANSLATE_NOOP, run_word

_PARTED = "  ·  "

LACKS: dict[Lack, str] = {
    Lack.OPERATION: QT_TRANSLATE_NOOP("Repair", "a repair operation on the server"),
    Lack.FAULT: QT_TRANSLATE_NOOP("Repair", "at least one failure"),
    Lack.TEST: QT_TRANSLATE_NOOP("Repair", "a failed test, which this operation names"),
    Lack.PROCESS: QT_TRANSLATE_NOOP("Repair", "the test it is about, which nobody knows"),
    Lack.PHOTO: QT_TRANSLATE_NOOP("Repair", "a photo, which one of the codes demands"),
}


@dataclass(frozen=True, slots=True)
class Category:
    """A category of codes, and how many it has."""

    name: str
    codes: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A code of the category that is open, or one that was searched for (`found`)."""

    code: RepairCode
    found: bool = False


@dataclass(frozen=True, slots=True)
class AllCategories:
    """The way back out of a category."""


Pick = Suggestion | Category | Listed | AllCategories


@dataclass(frozen=True, slots=True)
class ShownFault:
    """A failure, its index in the draft (from 0), and the name of the step it explains."""

    index: int
    fault: Fault
    step: str


def shown_faults(case: RepairCase | None, faults: Sequence[Fault]) -> tuple[ShownFault, ...]:
    """The failures with the names of their steps."""
    steps = case.test.steps if case and case.test else ()
    names = {step.id: step.name for step in steps if step.id}
    return tuple(
        ShownFault(index, fault, names.get(fault.step, "")) for index, fault in enumerate(faults)
    )


def step_row(step: FailedStep) -> Row:
    """A failed step: what was measured beside its name, its limits below."""
    where = step.path if step.path != step.name else ""
    return Row("refused", "bad", step.name, step.measured, where, step.limits)


def fault_row(shown: ShownFault) -> Row:
    """A failure that was entered: its component beside the code, its part below."""
    fault = shown.fault
    detail = " · ".join(text for text in (fault.category, shown.step, fault.comment) if text)
    part = " ".join(text for text in (fault.part_number, fault.part_serial) if text)
    return Row("repair", "accent", fault.code, fault.component, detail, part)


def fault_name(fault: Fault) -> str:
    """What is wrong, with its category."""
    return " / ".join(text for text in (fault.category, fault.code) if text)


def fault_line(fault: Fault) -> str:
    """What is wrong and with what, on one line."""
    return " ".join(text for text in (fault_name(fault), fault.component) if text)


def unfiled_row(row: Unfiled) -> Row:
    """A repair that somebody began and did not file."""
    aside = QCoreApplication.translate("Repair", "Failures: {count}").format(count=row.faults)
    return Row("repair", "accent", row.key.serial_number, aside, row.key.part_number, "")


def pick_tile(pick: Pick) -> Row:
    """A code with its category, or a category with the number of its codes."""
    match pick:
        case AllCategories():
            text = QCoreApplication.translate("Repair", "All categories")
            return Row("parent", "muted", text, "", "", "")
        case Category():
            text = QCoreApplication.translate("Repair", "Codes: {count}")
            return Row("child", "muted", pick.name, "", "", text.format(count=pick.codes))
        case Suggestion():
            return _code_tile(pick.code, f"{pick.count} ×", pick.code.category)
    return _code_tile(pick.code, "", pick.code.category if pick.found else "")


def meant_tile(code: RepairCode) -> Row:
    """One of the codes that a scan may have meant: the category is what tells them apart."""
    return Row("created", "accent", code.category, "", "", code.name)


def _code_tile(code: RepairCode, count: str, category: str) -> Row:
    if not code.needs_photo:
        return Row("created", "accent", code.name, count, "", category)
    # The room is for one of them, and the category tells codes of one name apart.
    photo = QCoreApplication.translate("Repair", "Photo needed")
    return Row("warning", "warn", code.name, count, "", category or photo)


def suggestions_text(suggestions: Suggestions | None) -> str:
    """Whose most frequent codes these are, or why there are none."""
    if suggestions is None:
        return QCoreApplication.translate("Repair", "Earlier repairs could not be read.")
    if not suggestions.rows:
        text = QCoreApplication.translate(
            "Repair", "Not enough data yet (earlier repairs: {count})"
        )
    elif suggestions.of_step:
        text = QCoreApplication.translate(
            "Repair", "Most frequent for this step (earlier repairs: {count})"
        )
    else:
        text = QCoreApplication.translate(
            "Repair", "Most frequent for this product (earlier repairs: {count})"
        )
    return text.format(count=suggestions.repairs)


def lacks_text(lacks: Sequence[Lack]) -> str:
    """What stands against filing it; empty for nothing."""
    if not lacks:
        return ""
    wanted = ", ".join(QCoreApplication.translate("Repair", LACKS[lack]) for lack in lacks)
    return QCoreApplication.translate("Repair", "Before it can be filed: {wanted}.").format(
        wanted=wanted
    )


def part_text(unit: Unit) -> str:
    """Part number, revision and name."""
    revision = QCoreApplication.translate("Repair", "revision {revision}")
    names = (
        unit.part_number,
        revision.format(revision=unit.revision) if unit.revision else "",
        unit.part_name,
    )
    return _PARTED.join(name for name in names if name)


def process_name(process: Process | None) -> str:
    """A process by code and name; empty for none."""
    return f"{process.code} {process.name}".strip() if process else ""


def operation_name(operation: RepairOperation | None) -> str:
    """A repair operation by code and name; empty for none."""
    return f"{operation.code} {operation.name}".strip() if operation else ""


def tested_process(case: RepairCase | None) -> Process | None:
    """The process that is run again after the repair."""
    if case is None:
        return None
    return case.test.process if case.test else case.process


def run_place(test: FailedTest) -> str:
    """When, where and by whom it was run."""
    parts = (local_time(test.when), test.station, test.operator)
    return _PARTED.join(part for part in parts if part)


def retest_text(retest: Retest) -> str:
    """How the retest ended, when and where."""
    parts = (run_word(retest.result), local_time(retest.when), retest.station)
    return _PARTED.join(part for part in parts if part)


def size_text(file: AttachedFile) -> str:
    """The size of a file in kilobytes, at least one."""
    return f"{max(1, round(file.size / 1000))} kB"


def known_text(as_of: datetime | None) -> str:
    """That the server cannot be asked, and how old what is shown is; empty where it was."""
    if as_of is None:
        return ""
    text = QCoreApplication.translate("Repair", "Offline: as known at {time}")
    return text.format(time=local_time(as_of))
