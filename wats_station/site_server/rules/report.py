"""What a report must hold to be kept (wire contract 2.6), and its header read out of it."""

import re
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from wats_station.site_server.clock import read_moment, utc_text
from wats_station.site_server.refusals import invalid
from wats_station.site_server.rules.report_content import items

TEST, REPAIR = "T", "R"
_RESULTS = frozenset("PFETD")
_LONGEST = 100
_DEEPEST = 200
_FOREVER = 1e12
_SECONDS_FRACTION = re.compile(r"(\.\d{6})\d+")


_NAME_SCHEMA = {"type": "string", "minLength": 1, "maxLength": _LONGEST, "pattern": r"\S"}
_TEXT_SCHEMA = {"type": ["string", "null"], "maxLength": _LONGEST}
_CODE_SCHEMA = {
    "anyOf": [
        {"type": "integer", "minimum": 0, "maximum": 999_999_999},
        {"type": "string", "pattern": "^[0-9]{1,9}$"},
    ]
}
# What a body must hold; what else is in it is kept as it comes.
BODY_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["type", "id", "sn", "pn", "processCode", "start"],
    "properties": {
        "type": {"enum": [TEST, REPAIR]},
        "id": {"type": "string", "format": "uuid"},
        "sn": _NAME_SCHEMA,
        "pn": _NAME_SCHEMA,
        "rev": _TEXT_SCHEMA,
        "processCode": _CODE_SCHEMA,
        "result": {"enum": sorted(_RESULTS)},
        "start": {"type": "string", "format": "date-time"},
        "machineName": _TEXT_SCHEMA,
        "location": _TEXT_SCHEMA,
        "purpose": _TEXT_SCHEMA,
    },
}


@dataclass(frozen=True, slots=True)
class Report:
    """A report with its header fields; `body` is all of it as it came."""

    uuid: str
    kind: str
    serial_number: str
    part_number: str
    revision: str
    batch_number: str
    process_code: int
    tested_code: int | None
    result: str
    start: str
    operator: str
    station: str
    location: str
    purpose: str
    comment: str
    cause: str
    cause_path: str
    referenced: str
    execution_time: float | None
    software: str
    software_version: str
    socket: int | None
    fixture: str
    error_code: str
    error_message: str
    body: dict[str, Any]

    def columns(self) -> dict[str, Any]:
        """The columns of the report table."""
        names = (field.name for field in fields(self) if field.name != "body")
        return {name: getattr(self, name) for name in names}


def read_report(body: Any) -> Report:
    """The report in a request body. Raises a 400 refusal that names the faulty field."""
    if not isinstance(body, dict):
        raise invalid({"body": ["a report is an object"]})
    kind = body.get("type")
    if kind not in (TEST, REPAIR):
        raise invalid({"type": ["T (test) or R (repair) is wanted"]})
    detail = body.get("uur" if kind == REPAIR else "uut")
    detail = detail if isinstance(detail, dict) else {}
    root = body.get("root") if kind == TEST else None
    path, measured = _first_failed_step(root)
    sequence = root.get("seqCall") if isinstance(root, dict) else None
    sequence = sequence if isinstance(sequence, dict) else {}
    return Report(
        uuid=_guid(body.get("id")),
        kind=kind,
        serial_number=_needed(body, "sn"),
        part_number=_needed(body, "pn"),
        revision=_optional(body, "rev"),
        batch_number=_optional(detail, "batchSN"),
        process_code=_code(body.get("processCode"), "processCode"),
        tested_code=_code(detail.get("processCode"), "uur.processCode") if kind == REPAIR else None,
        result=_result(body, kind),
        start=_start(body),
        operator=_optional(detail, "user", 128),
        station=_optional(body, "machineName"),
        location=_optional(body, "location"),
        purpose=_optional(body, "purpose"),
        comment=_optional(detail, "comment", 5000),
        cause=path + measured,
        cause_path=path,
        referenced=_reference(detail),
        execution_time=_seconds(detail.get("execTime")),
        software=_optional(sequence, "name", 200),
        software_version=_optional(sequence, "version"),
        socket=_whole(detail.get("testSocketIndex")),
        fixture=_optional(detail, "fixtureId"),
        error_code=_optional(detail, "errorCode"),
        error_message=_optional(detail, "errorMessage", 5000),
        body=body,
    )


def refuse_unknown_failures(report: Report, operation: dict[str, Any] | None) -> None:
    """A repair names a repair operation and at least one failure that the operation knows."""
    if report.kind != REPAIR:
        return
    if operation is None:
        raise invalid({"processCode": ["it is not a repair operation"]})
    failures = _failures(report.body)
    if not failures:
        raise invalid({"failures": ["a repair needs at least one failure"]})
    codes = {
        category["description"]: {code["description"] for code in category["repairCodes"]}
        for category in operation["repairCategories"]
    }
    for failure in failures:
        category, code = str(failure.get("category")), str(failure.get("code"))
        if category not in codes:
            raise invalid({"failures.category": ["Category must be a valid value"]})
        if code not in codes[category]:
            raise invalid({"failures.code": ["Code must be a valid value"]})


def _failures(body: dict[str, Any]) -> list[dict[str, Any]]:
    return [failure for unit in items(body, "subUnits") for failure in items(unit, "failures")]


def _result(body: dict[str, Any], kind: str) -> str:
    result = body.get("result") or ("P" if kind == REPAIR else "")
    if not isinstance(result, str) or result not in _RESULTS:
        raise invalid({"result": [f"one of {', '.join(sorted(_RESULTS))} is wanted"]})
    root = body.get("root")
    if kind == TEST and isinstance(root, dict) and root.get("status", result) != result:
        raise invalid({"root.status": ["it must be the report's result"]})
    return result


def _guid(value: Any) -> str:
    try:
        return str(UUID(str(value)))
    except ValueError:
        raise invalid({"id": ["a GUID is wanted"]}) from None


def _needed(body: dict[str, Any], name: str) -> str:
    value = _optional(body, name)
    if not value.strip():
        raise invalid({name: ["it is required"]})
    return value


def _optional(body: dict[str, Any], name: str, longest: int = _LONGEST) -> str:
    value = body.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > longest:
        raise invalid({name: [f"a text of at most {longest} characters is wanted"]})
    return value


def _code(value: Any, name: str) -> int:
    text = str(value)
    if isinstance(value, bool) or not (text.isascii() and text.isdigit() and len(text) < 10):  # noqa: PLR2004 - an int32
        raise invalid({name: ["a process code is wanted"]})
    return int(text)


def _start(body: dict[str, Any]) -> str:
    value = body.get("startUTC") or body.get("start")
    try:
        # WATS writes seven digits of a second's fraction, Python reads six.
        return utc_text(read_moment(_SECONDS_FRACTION.sub(r"\1", str(value))))
    except ValueError:
        raise invalid({"start": ["a moment in ISO 8601 is wanted"]}) from None


def _reference(detail: dict[str, Any]) -> str:
    """The test a repair is about; empty for none, in the one spelling of a GUID else."""
    value = _optional(detail, "refUUT")
    try:
        return str(UUID(value)) if value else ""
    except ValueError:
        raise invalid({"uur.refUUT": ["a GUID is wanted"]}) from None


def _seconds(value: Any) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and abs(value) < _FOREVER else None


def _whole(value: Any) -> int | None:
    is_whole = isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**31
    return value if is_whole else None


def _first_failed_step(root: Any) -> tuple[str, str]:
    """The path of the step that failed first, and what it measured with its limits."""
    trail: list[str] = []
    step = root
    while isinstance(step, dict) and len(trail) < _DEEPEST and (failed := _failed_steps(step)):
        step = failed[0]
        trail.append(str(step.get("name", "?")))
    return ("/".join(trail), _measured(step)) if trail else ("", "")


def _failed_steps(step: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for each in items(step, "steps") if each.get("status") == "F"]


def _measured(step: dict[str, Any]) -> str:
    for measured in items(step, "numericMeas"):
        if measured.get("status") == "F":
            low, high = measured.get("lowLimit"), measured.get("highLimit")
            limits = f" ({'' if low is None else low}…{'' if high is None else high})"
            return f": {measured.get('value')} {measured.get('unit') or ''}".rstrip() + limits
    return ""
