"""What is read out of a report's body beside its header: sub-units, misc infos, failed steps.

Bodies come from testers of all kinds: what is not in the form of wire contract 2.6 is
passed over here, it is kept and given back as it came.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_DEEPEST = 200


@dataclass(frozen=True, slots=True)
class SubUnit:
    """A part that a report names; of a repair, `index` 0 is the unit itself."""

    index: int
    part_type: str
    part_number: str
    revision: str
    serial_number: str


@dataclass(frozen=True, slots=True)
class MiscInfo:
    """A named value of a report."""

    description: str
    value: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a report: `data` is base64 as it came, `step` the step it belongs to, if any."""

    id: str
    name: str
    content_type: str
    data: str
    step: str = ""


def items(body: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The objects in a list of the body."""
    entries = body.get(name)
    return [each for each in entries if isinstance(each, dict)] if isinstance(entries, list) else []


def sub_units(body: dict[str, Any]) -> list[SubUnit]:
    """The parts a report names."""
    return [
        SubUnit(
            _index(each.get("idx"), at),
            _text(each, "partType"),
            _text(each, "pn"),
            _text(each, "rev"),
            _text(each, "sn"),
        )
        for at, each in enumerate(items(body, "subUnits"))
    ]


def misc_infos(body: dict[str, Any]) -> list[MiscInfo]:
    """The named values, a number as text where there is no text."""
    found = []
    for each in items(body, "miscInfos"):
        value = each.get("text")
        value = each.get("numeric") if value is None else value
        description = str(each.get("description") or "")[:200]
        found.append(MiscInfo(description, "" if value is None else str(value)[:1000]))
    return found


def attachments(body: dict[str, Any]) -> Iterator[Attachment]:
    """The files of the report and of its steps."""
    identifier = str(body.get("id", ""))
    for at, each in enumerate(items(body, "binaryData")):
        yield _attachment(each, f"{identifier}-{at}")
    for path, step in steps(body):
        for name in ("attachment", "chart"):
            file = step.get(name)
            if isinstance(file, dict) and isinstance(file.get("data"), str):
                yield _attachment(file, f"{identifier}-{path}", str(step.get("id", path)))


def steps(body: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every step with its path, in order, the main sequence's own left out."""
    root = body.get("root")
    if isinstance(root, dict):
        yield from _steps_of(root, "", 0)


def _steps_of(step: dict[str, Any], path: str, depth: int) -> Iterator[tuple[str, dict[str, Any]]]:
    if depth > _DEEPEST:
        return
    for each in items(step, "steps"):
        place = f"{path}/{each.get('name', '?')}" if path else str(each.get("name", "?"))
        yield place, each
        yield from _steps_of(each, place, depth + 1)


def _attachment(each: dict[str, Any], otherwise: str, step: str = "") -> Attachment:
    data = each.get("data")
    return Attachment(
        str(each.get("id") or otherwise),
        str(each.get("name") or "attachment"),
        str(each.get("contentType") or "application/octet-stream"),
        data if isinstance(data, str) else "",
        step,
    )


def _index(value: Any, otherwise: int) -> int:
    is_index = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31
    return int(value) if is_index else otherwise


def _text(each: dict[str, Any], name: str) -> str:
    value = each.get(name)
    return str(value)[:100] if isinstance(value, str | int | float) else ""


def trimmed(body: dict[str, Any], *, steps: bool, charts: bool, files: bool) -> dict[str, Any]:
    """The body without what is not wanted: its steps, their charts, the data of its files."""
    if steps and charts and files:
        return body
    kept = dict(body)
    root = body.get("root")
    if isinstance(root, dict):
        kept["root"] = _trimmed_step(root, steps=steps, charts=charts, files=files, depth=0)
    if not files and "binaryData" in body:
        kept["binaryData"] = [_without(each, "data") for each in items(body, "binaryData")]
    return kept


def _trimmed_step(
    step: dict[str, Any], *, steps: bool, charts: bool, files: bool, depth: int
) -> dict[str, Any]:
    kept = step if charts else _without(step, "chart")
    if not files:
        kept = _without(kept, "attachment")
    if not steps or depth > _DEEPEST:
        return _without(kept, "steps")
    if not isinstance(step.get("steps"), list):
        return kept
    below = [
        _trimmed_step(each, steps=True, charts=charts, files=files, depth=depth + 1)
        for each in items(step, "steps")
    ]
    return kept | {"steps": below}


def _without(each: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in each.items() if key != name}
