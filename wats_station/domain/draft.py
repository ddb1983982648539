"""Drafts: work on a unit that somebody began and has not handed in yet.

A draft outlives logout, a change of operator and a crash, and is offered again.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

# Kept at once, and how large each may be: its content in bytes of UTF-8.
MOST_DRAFTS = 200
LARGEST_DRAFT = 1_000_000


class DraftKind(StrEnum):
    """What was begun."""

    ASSEMBLY = "assembly"
    REPAIR = "repair"


class DraftKey(NamedTuple):
    """What a draft is found by: there is one of a kind for each unit of a server."""

    kind: DraftKind
    serial_number: str
    part_number: str
    server: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Work begun on a unit.

    `content` is JSON, and the business of the panel that wrote it. `operator` is the badge of
    who changed it last, empty where nobody was logged in; `changed` is when, with a time zone.
    `server` is whose unit it is.
    """

    kind: DraftKind
    serial_number: str
    part_number: str
    content: str
    operator: str
    changed: datetime
    server: str = ""

    def __post_init__(self) -> None:
        if self.changed.tzinfo is None:
            raise ValueError("a time has its zone with it")

    @property
    def key(self) -> DraftKey:
        """What it is found by."""
        return DraftKey(self.kind, self.serial_number, self.part_number, self.server)


class DraftProblem(Exception):
    """A draft cannot be kept or read; the text is one plain English line."""
