"""Commands as the text of a database row, and back."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from wats_station.domain.command import (
    Action,
    AddChild,
    CreateUnit,
    FileReport,
    MovePhase,
    MoveProcess,
    RemoveChild,
    WriteTag,
)
from wats_station.domain.notice import Notice, NoticeKind
from wats_station.domain.phase import Phase
from wats_station.domain.unit import Process, Tag, UnitKey

_Content = Mapping[str, Any]

_KINDS: dict[str, type[Action]] = {
    "phase": MovePhase,
    "process": MoveProcess,
    "tag": WriteTag,
    "add_child": AddChild,
    "remove_child": RemoveChild,
    "create": CreateUnit,
    "report": FileReport,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def kind_of(action: Action) -> str:
    """The action in one word."""
    return _NAMES[type(action)]


def action_text(action: Action) -> str:
    """The action as JSON."""
    return json.dumps(asdict(action), ensure_ascii=False, default=str)


def action_of(kind: str, text: str) -> Action:
    """The action that was kept; raises ValueError or KeyError where it is none of ours."""
    content: _Content = json.loads(text)
    match kind:
        case "phase":
            return MovePhase(
                Phase(**content["before"]),
                Phase(**content["to"]),
                content["verified"],
                content["confirmed"],
                # Rows of before there were reasons have none.
                content.get("reason", ""),
            )
        case "process":
            before = content["before"]
            return MoveProcess(
                Process(**before) if before else None,
                Process(**content["to"]),
                content["unlisted"],
            )
        case "tag":
            return WriteTag(content["key"], content["before"], content["to"])
        case "add_child":
            return AddChild(UnitKey(**content["child"]), content["position"])
        case "remove_child":
            return RemoveChild(UnitKey(**content["child"]))
        case "create":
            tags = tuple(Tag(**tag) for tag in content["tags"])
            return CreateUnit(content["revision"], content["batch_number"], tags)
        case "report":
            return FileReport(UUID(content["report_id"]), content["content"])
    raise ValueError(f"no action is called {kind!r}")


def notice_text(why: Notice | None) -> str:
    """A notice as JSON, empty for none."""
    return json.dumps([why.kind.value, dict(why.values)], ensure_ascii=False) if why else ""


def notice_of(text: str) -> Notice | None:
    """The notice that was kept; raises ValueError where it is none of ours."""
    if not text:
        return None
    kind, values = json.loads(text)
    return Notice(NoticeKind(kind), tuple(values.items()))


def detail_of(action: Action) -> tuple[str, str]:
    """What an action changes from and to, as a person reads it in the audit log."""
    match action:
        case MovePhase(before, to):
            return before.name, to.name
        case MoveProcess(before, to):
            return (_process(before) if before else ""), _process(to)
        case WriteTag(key, before, to):
            return f"{key}={before}" if before is not None else "", f"{key}={to}"
        case AddChild(child):
            return "", f"{child.serial_number}/{child.part_number}"
        case RemoveChild(child):
            return f"{child.serial_number}/{child.part_number}", ""
        case CreateUnit(revision, batch_number):
            return "", "/".join(text for text in (revision, batch_number) if text)
        case FileReport(report_id):
            return "", str(report_id)


def reason_of(action: Action, why: Notice | None) -> str:
    """What was in the way of an action, and why a supervisor wanted it all the same."""
    given = action.reason if isinstance(action, MovePhase) else ""
    return ": ".join(text for text in (why.kind.value if why else "", given) if text)


def _process(process: Process) -> str:
    return f"{process.code} {process.name}"
