"""A unit in the terminal: what the lookup panel shows, as text or for a program."""

import asyncio
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.secrets import TokenProblem
from wats_station.domain.settings import SettingsProblem
from wats_station.domain.unit import LifeEvent, Unit
from wats_station.domain.verification import Verification
from wats_station.scan.decode import LabelRules, decode
from wats_station.services.labels import label_rules
from wats_station.services.ports import UnitGateway
from wats_station.station.kept_settings import settings_of
from wats_station.station.known_server import known_server, make_gateway

_WIDE = 80
_EVENTS = 30

_SAID = {
    ProblemKind.UNREACHABLE: "the server cannot be reached: check the network, or its address",
    ProblemKind.TIMEOUT: "the server does not answer: try again, or ask who looks after it",
    ProblemKind.TOKEN_REFUSED: "the server refuses the token: set a good one in Settings",
    ProblemKind.FORBIDDEN: "the token may not do this: set another one in Settings",
    ProblemKind.NOT_THE_API: "that is no WATS server: check the address, and the network's sign-in",
}


class UnitProblem(Exception):
    """The unit cannot be shown; the text is one line that says what to do."""


@dataclass(frozen=True, slots=True)
class ShownUnit:
    """A unit with its tests and its life; each of those may be a problem instead."""

    unit: Unit
    verification: Verification | GatewayProblem
    timeline: tuple[LifeEvent, ...] | GatewayProblem

    @property
    def is_whole(self) -> bool:
        """True where everything could be read."""
        problems = (self.verification, self.timeline)
        return not any(isinstance(each, GatewayProblem) for each in problems)


def shown_unit(folder: Path, url: str, token: str, text: str, part_number: str) -> ShownUnit:
    """The unit that `text` names, as a label would; empty `url` and `token` are the kept ones.

    Raises `UnitProblem`.
    """
    try:
        server = known_server(folder, url, token)
        settings = settings_of(folder).read()
    except (SettingsProblem, TokenProblem) as problem:
        raise UnitProblem(str(problem)) from problem
    if server is None:
        raise UnitProblem(
            "no server is known: give --server URL and WATS_STATION_TOKEN, or set it in Settings"
        )
    rules, _ = label_rules(settings.labels, ())
    serial, part = _named(text, part_number, rules)
    try:
        return asyncio.run(_read(make_gateway(server), serial, part))
    except GatewayProblem as problem:
        raise UnitProblem(_sentence(problem, serial)) from problem


def as_text(shown: ShownUnit) -> str:
    """For a person, 80 columns wide."""
    unit = shown.unit
    head = f"{unit.serial_number}  {unit.part_number}  {unit.part_name}".rstrip()
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
    lines = [head, *(f"  {name:<10}{value or '-'}" for name, value in facts)]
    return "\n".join([*lines, *_test_lines(shown.verification), *_life_lines(shown.timeline)])


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
        "process": (
            {"code": unit.process.code, "name": unit.process.name} if unit.process else None
        ),
        "tags": {tag.key: tag.value for tag in unit.tags},
        "parent": unit.parent_serial_number or None,
        "children": [
            {"serial_number": child.serial_number, "part_number": child.part_number}
            for child in unit.children
        ],
        **_verification_json(shown.verification),
        **_timeline_json(shown.timeline),
    }
    return json.dumps(content, indent=2)


def _named(text: str, part_number: str, rules: LabelRules) -> tuple[str, str]:
    reading = decode(text, rules)
    serial = reading.serial_number
    if not serial:
        raise UnitProblem(f"{text!r} names no unit: give its serial number, or what its label says")
    return serial, part_number or reading.part_number


async def _read(gateway: UnitGateway, serial: str, part: str) -> ShownUnit:
    try:
        unit = await gateway.find_unit(serial, part or None)
        verification, timeline = await asyncio.gather(
            gateway.verification(unit.key), gateway.timeline(unit.key), return_exceptions=True
        )
    finally:
        await gateway.close()
    for answer in (verification, timeline):
        if isinstance(answer, BaseException) and not isinstance(answer, GatewayProblem):
            raise answer
    return ShownUnit(unit, verification, timeline)  # type: ignore[arg-type]


def _sentence(problem: GatewayProblem, serial: str) -> str:
    if problem.kind is ProblemKind.NOT_FOUND:
        return f"the server knows no unit {serial}: check the serial number"
    if problem.kind is ProblemKind.AMBIGUOUS:
        parts = ", ".join(key.part_number for key in problem.candidates)
        return f"{serial} belongs to several parts ({parts}): add --part"
    return _SAID.get(problem.kind, problem.message or problem.kind.value)


def _process(unit: Unit) -> str:
    return f"{unit.process.code} {unit.process.name}" if unit.process else unit.process_text


def _test_lines(what: Verification | GatewayProblem) -> list[str]:
    if isinstance(what, GatewayProblem):
        return ["", f"tests       not read: {_sentence(what, '')}"]
    rule = "" if what.has_rule else "  (no rule is kept for this product)"
    lines = ["", f"tests       {what.grade.value}{rule}"]
    for row in what.results:
        counts = f"{row.runs} runs, {row.failures} failed, {row.repairs} repairs"
        last = " ".join(part for part in (row.station, _local(row.last_run)) if part)
        lines.append(_cut(f"  {row.code:<6}{row.name:<22}{row.status:<11}{counts}  {last}"))
    return lines


def _life_lines(what: tuple[LifeEvent, ...] | GatewayProblem) -> list[str]:
    if isinstance(what, GatewayProblem):
        return ["", f"timeline    not read: {_sentence(what, '')}"]
    lines = ["", "timeline"]
    for event in what[:_EVENTS]:
        result = {True: "passed", False: "FAILED", None: ""}[event.good]
        said = " - ".join(part for part in (event.title, result, event.detail) if part)
        who = " ".join(part for part in (event.operator, event.station) if part)
        lines.append(_cut(f"  {_local(event.when):<18}{event.kind:<9}{said}  {who}"))
    if len(what) > _EVENTS:
        lines.append(f"  and {len(what) - _EVENTS} earlier ones")
    return lines


def _cut(line: str) -> str:
    line = line.rstrip()
    return line if len(line) <= _WIDE else line[: _WIDE - 3] + "..."


def _local(when: datetime | None) -> str:
    return when.astimezone().strftime("%Y-%m-%d %H:%M") if when else ""


def _utc(when: datetime | None) -> str | None:
    return when.astimezone(UTC).isoformat().replace("+00:00", "Z") if when else None


def _problem_json(problem: GatewayProblem) -> dict[str, str]:
    return {"problem": problem.kind.value, "message": problem.message}


def _verification_json(what: Verification | GatewayProblem) -> dict[str, Any]:
    if isinstance(what, GatewayProblem):
        return {"verification": _problem_json(what)}
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
    verdict = {"grade": what.grade.value, "has_rule": what.has_rule, "processes": rows}
    return {"verification": verdict}


def _timeline_json(what: tuple[LifeEvent, ...] | GatewayProblem) -> dict[str, Any]:
    if isinstance(what, GatewayProblem):
        return {"timeline": _problem_json(what)}
    return {
        "timeline": [
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
    }
