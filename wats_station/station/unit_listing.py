"""A unit as the terminal tells it: for a person 80 columns wide, and for a program."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from wats_station.domain.errors import GatewayProblem
from wats_station.domain.unit import LifeEvent, Unit
from wats_station.domain.verification import ProcessResult, Verification
from wats_station.station.terminal_text import WIDE, columns, one_line, padded, wrapped
from wats_station.station.unit import ShownUnit, sentence

# A person is told so many of the last events.
_EVENTS = 30
_LABEL = 12


def as_text(shown: ShownUnit) -> str:
    """For a person; times are this computer's."""
    unit = shown.unit
    children = ", ".join(f"{child.serial_number}/{child.part_number}" for child in unit.children)
    facts = (
        ("revision", unit.revision),
        ("batch", unit.batch_number),
        ("location", unit.location),
        ("phase", unit.phase.name),
        ("process", _process(unit)),
        ("tags", ", ".join(f"{tag.key}={tag.value}" for tag in unit.tags)),
        ("parent", unit.parent_serial_number),
        ("children", children),
    )
    lines = _title(unit)
    for name, value in facts:
        lines += wrapped(f"{f'  {name}':<{_LABEL}}", value or "-")
    lines += ["", *_test_lines(shown.verification), "", *_life_lines(shown.timeline)]
    return "\n".join(lines)


def as_json(shown: ShownUnit) -> str:
    """For a program: one object, times in UTC and ISO 8601, ASCII alone."""
    unit = shown.unit
    content = {
        "serial_number": unit.serial_number,
        "part_number": unit.part_number,
        "part_name": unit.part_name,
        "revision": unit.revision,
        "batch_number": unit.batch_number,
        "location": unit.location,
        "phase": {"id": unit.phase.id, "name": unit.phase.name},
        "process": _process_json(unit),
        "tags": {tag.key: tag.value for tag in unit.tags},
        "parent": unit.parent_serial_number or None,
        "children": [
            {"serial_number": child.serial_number, "part_number": child.part_number}
            for child in unit.children
        ],
        "verification": _verification_json(shown.verification),
        "timeline": _timeline_json(shown.timeline),
    }
    return json.dumps(content, indent=2)


def _title(unit: Unit) -> list[str]:
    title = one_line(f"{unit.serial_number}  {unit.part_number}  {unit.part_name}").rstrip()
    return [title] if columns(title) <= WIDE else wrapped("", title, indent=2)


def _process(unit: Unit) -> str:
    return f"{unit.process.code} {unit.process.name}" if unit.process else unit.process_text


def _test_lines(what: Verification | GatewayProblem) -> list[str]:
    head = f"{'tests':<{_LABEL}}"
    if isinstance(what, GatewayProblem):
        return wrapped(head, f"not read: {sentence(what)}")
    rule = "by the product's rule" if what.has_rule else "no rule is kept for this product"
    return [f"{head}{what.grade.value}  ({rule})", *_each(map(_process_lines, what.results))]


def _process_lines(row: ProcessResult) -> list[str]:
    status = row.status if row.was_run else "not run"
    head = f"  {padded(str(row.code), 6)}{padded(row.name, 24)}{padded(status, 12)}"
    runs = f"{row.runs} run{'' if row.runs == 1 else 's'}"
    repairs = f"{row.repairs} repair{'' if row.repairs == 1 else 's'}"
    counts = wrapped(head, f"{runs}, {row.failures} failed, {repairs}", indent=_LABEL)
    last = ", ".join(part for part in (row.station, _local(row.last_run)) if part)
    return [*counts, *(wrapped(" " * 8, f"last at {last}") if last else ())]


def _life_lines(what: tuple[LifeEvent, ...] | GatewayProblem) -> list[str]:
    head = f"{'timeline':<{_LABEL}}"
    if isinstance(what, GatewayProblem):
        return wrapped(head, f"not read: {sentence(what)}")
    lines = [f"{head}newest first", *_each(map(_event_lines, what[:_EVENTS]))]
    if len(what) > _EVENTS:
        lines.append(f"  and {len(what) - _EVENTS} earlier ones: --json has them all")
    return lines


def _event_lines(event: LifeEvent) -> list[str]:
    result = {True: "passed", False: "FAILED", None: ""}[event.good]
    who = " ".join(part for part in (event.operator, event.station) if part)
    said = " - ".join(part for part in (event.title, result, event.detail) if part)
    text = f"{said} ({who})" if who else said
    return wrapped(f"  {padded(_local(event.when), 18)}{padded(event.kind, 9)}", text)


def _each(groups: Iterable[list[str]]) -> list[str]:
    return [line for group in groups for line in group]


def _local(when: datetime | None) -> str:
    return when.astimezone().strftime("%Y-%m-%d %H:%M") if when else ""


def _utc(when: datetime | None) -> str | None:
    return when.astimezone(UTC).isoformat().replace("+00:00", "Z") if when else None


def _process_json(unit: Unit) -> dict[str, Any] | None:
    """The code is null where the server names a process that it does not list."""
    if unit.process:
        return {"code": unit.process.code, "name": unit.process.name}
    return {"code": None, "name": unit.process_text} if unit.process_text else None


def _problem_json(problem: GatewayProblem) -> dict[str, str]:
    return {"problem": problem.kind.value, "message": problem.message}


def _verification_json(what: Verification | GatewayProblem) -> dict[str, Any]:
    if isinstance(what, GatewayProblem):
        return _problem_json(what)
    rows = [
        {
            "code": row.code,
            "name": row.name,
            "status": row.status,
            "runs": row.runs,
            "failures": row.failures,
            "repairs": row.repairs,
            "station": row.station,
            "last_run": _utc(row.last_run),
        }
        for row in what.results
    ]
    return {"grade": what.grade.value, "has_rule": what.has_rule, "processes": rows}


def _timeline_json(
    what: tuple[LifeEvent, ...] | GatewayProblem,
) -> list[dict[str, Any]] | dict[str, str]:
    if isinstance(what, GatewayProblem):
        return _problem_json(what)
    return [
        {
            "when": _utc(event.when),
            "kind": event.kind,
            "title": event.title,
            "detail": event.detail,
            "good": event.good,
            "operator": event.operator,
            "station": event.station,
        }
        for event in what
    ]
