"""What an import does, or in a dry run would do."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Action = Literal["create", "change", "same"]
Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Planned:
    """What became of one entry; `details` say what is other than before."""

    action: Action
    kind: str
    name: str
    details: tuple[str, ...] = ()


@dataclass(slots=True)
class Draft:
    """The same while it grows."""

    action: Action
    kind: str
    name: str
    details: list[str] = field(default_factory=list)

    def note(self, details: Sequence[str]) -> None:
        """Add details; any makes a change of what was the same."""
        self.details += details
        if details and self.action == "same":
            self.action = "change"

    def note_within(self, label: str, inner: "Draft") -> None:
        """Add the details of a part of the entry."""
        self.note([f"{label}: {detail}" for detail in inner.details])

    def planned(self) -> Planned:
        """The finished one."""
        return Planned(self.action, self.kind, self.name, tuple(self.details))


def shown(value: object) -> str:
    """A value as a detail shows it: as the file spells it, texts in quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value)


def changed(label: str, old: object, new: object) -> str:
    """The detail of a value that is another now."""
    return f"{label}: {shown(old)} -> {shown(new)}"


def line_changes(label: str, old: Sequence[Line], new: Sequence[Line]) -> list[str]:
    """What is other in a list that is replaced: the lines that go and the lines that come."""
    if list(old) == list(new):
        return []
    gone = [f"{label}: - {_line(each)}" for each in _beyond(old, new)]
    come = [f"{label}: + {_line(each)}" for each in _beyond(new, old)]
    return [*gone, *come] or [f"{label}: in another order"]


def _beyond(lines: Sequence[Line], others: Sequence[Line]) -> list[Line]:
    """The lines that are not among the others, counting those that are alike."""
    left = Counter(tuple(each.items()) for each in lines)
    left -= Counter(tuple(each.items()) for each in others)
    return [dict(each) for each in left.elements()]


def _line(line: Line) -> str:
    """A line with what it says; the first value always, of the others what is not empty."""
    first, *rest = line.items()
    told = [first, *((key, value) for key, value in rest if value not in ("", False))]
    return ", ".join(f"{key} {shown(value)}" for key, value in told)
