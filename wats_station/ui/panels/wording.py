"""Domain values in the panels' words: times, run results, timeline entries."""

from PySide6.QtCore import QCoreApplication

from wats_station.domain.family import Relative
from wats_station.domain.unit import LifeEvent, Unit
from wats_station.domain.verification import ProcessResult
from wats_station.ui.texts import local_time
from wats_station.ui.widgets.rows import Ink, Row
from wats_station.ui.words import QT_TRANSLATE_NOOP, run_word

EVENT_KINDS = {
    "phase": QT_TRANSLATE_NOOP("Timeline", "Phase"),
    "process": QT_TRANSLATE_NOOP("Timeline", "Process"),
    "tag": QT_TRANSLATE_NOOP("Timeline", "Tag"),
    "created": QT_TRANSLATE_NOOP("Timeline", "Created"),
    "test": QT_TRANSLATE_NOOP("Timeline", "Test"),
    "repair": QT_TRANSLATE_NOOP("Timeline", "Repair"),
    "field": QT_TRANSLATE_NOOP("Timeline", "Changed"),
    "child": QT_TRANSLATE_NOOP("Timeline", "Built in"),
    "child_out": QT_TRANSLATE_NOOP("Timeline", "Taken out"),
    "parent": QT_TRANSLATE_NOOP("Timeline", "Built into"),
    "parent_out": QT_TRANSLATE_NOOP("Timeline", "Taken out of"),
    "deleted": QT_TRANSLATE_NOOP("Timeline", "Deleted"),
}
_EVENT_SYMBOLS = {
    "child": "child", "child_out": "child", "parent": "parent", "parent_out": "parent",
    "field": "tag",
}  # fmt: skip
# Changes that a station made: WATS itself does not keep who made them (product.md 7.4).
_CHANGES = frozenset({"phase", "process", "tag", "field", "child", "child_out"})


def process_text(unit: Unit) -> str:
    """The unit's process by code and name, or in the server's own text."""
    if unit.process is None:
        return unit.process_text
    return f"{unit.process.code} {unit.process.name}".strip()


def result_row(result: ProcessResult) -> Row:
    """One process of a verification."""
    if result.repairs:
        counts = QCoreApplication.translate(
            "Verification", "Runs {runs} · failed {failures} · repairs {repairs}"
        )
    else:
        counts = QCoreApplication.translate("Verification", "Runs {runs} · failed {failures}")
    counts = counts.format(runs=result.runs, failures=result.failures, repairs=result.repairs)
    symbol, ink = _result_look(result)
    detail = " · ".join(part for part in (counts, result.station) if part)
    name = f"{result.code} {result.name}".strip()
    return Row(symbol, ink, name, run_word(result.status), detail, local_time(result.last_run))


def _result_look(result: ProcessResult) -> tuple[str, Ink]:
    if result.passed:
        return "done", "good"
    return ("refused", "bad") if result.was_run else ("neutral", "muted")


def event_row(event: LifeEvent) -> Row:
    """One entry of a unit's timeline."""
    known = EVENT_KINDS.get(event.kind)
    kind = QCoreApplication.translate("Timeline", known) if known else event.kind
    title = f"{kind}: {event.title}" if event.title else kind
    who = event.operator
    if not who and event.kind in _CHANGES:
        who = QCoreApplication.translate("Timeline", "operator not recorded")
    detail = " · ".join(part for part in (event.detail, who, event.station) if part)
    symbol, ink = _event_look(event)
    aside = ""
    if event.good is not None:
        aside = run_word("passed" if event.good else "failed")
    return Row(symbol, ink, title, aside, detail, local_time(event.when))


def _event_look(event: LifeEvent) -> tuple[str, Ink]:
    if event.good is not None:
        return ("done", "good") if event.good else ("refused", "bad")
    known = event.kind in {"phase", "process", "tag", "created", "repair"}
    symbol = event.kind if known else _EVENT_SYMBOLS.get(event.kind, "neutral")
    return symbol, "muted"


def relative_row(relative: Relative) -> Row:
    """A unit above or below the one shown, set in by its level."""
    if relative.level == -1:
        what = QCoreApplication.translate("Family", "Holds this · touch to show")
    elif relative.level == 1:
        what = QCoreApplication.translate("Family", "Built in here · touch to show")
    elif relative.level < 0:
        what = QCoreApplication.translate("Family", "{level} levels up · touch to show")
    else:
        what = QCoreApplication.translate("Family", "Level {level} · touch to show")
    what = what.format(level=abs(relative.level))
    detail = " · ".join(part for part in (relative.key.part_number, what) if part)
    symbol = "parent" if relative.level < 0 else "child"
    indent = max(relative.level - 1, 0)
    return Row(
        symbol, "accent", relative.key.serial_number, "", detail, relative.phase, indent=indent
    )
