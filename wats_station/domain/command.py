"""Commands: what an operator did to a unit, as it is kept until the server has taken it.

A command carries what the unit was when the operator saw it, so that whoever delivers it
hours later can tell an unchanged unit from one that somebody else moved (product.md 7.2).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

from wats_station.domain.notice import Notice
from wats_station.domain.phase import Phase
from wats_station.domain.stamp import Stamp
from wats_station.domain.unit import Process, Tag, UnitKey


@dataclass(frozen=True, slots=True)
class MovePhase:
    """Move the unit from one phase to another.

    With `verified` its tests must allow it when the command goes out; `confirmed` says that
    somebody answered yes to a unit that was never tested. `reason` is why a supervisor let
    it go where it may not go by itself.
    """

    before: Phase
    to: Phase
    verified: bool = False
    confirmed: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MoveProcess:
    """Set the unit's process.

    `before` is None where it had none; with `unlisted` it had one that the server's list
    does not name.
    """

    before: Process | None
    to: Process
    unlisted: bool = False


@dataclass(frozen=True, slots=True)
class WriteTag:
    """Set one tag; `before` is None where the unit did not have it."""

    key: str
    before: str | None
    to: str


@dataclass(frozen=True, slots=True)
class AddChild:
    """Build another unit into this one; `position` counts from 0, None leaves it to the server."""

    child: UnitKey
    position: int | None = None


@dataclass(frozen=True, slots=True)
class RemoveChild:
    """Take a unit out of this one."""

    child: UnitKey


@dataclass(frozen=True, slots=True)
class CreateUnit:
    """Make the unit."""

    revision: str
    batch_number: str = ""
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class FileReport:
    """Hand in a report on the unit: WATS's JSON without its start time.

    The time is put in when it goes out, by the server's clock. The same id again replaces
    the report, so that sending it twice is sending it once.
    """

    report_id: UUID
    content: str


Action: TypeAlias = (
    MovePhase | MoveProcess | WriteTag | AddChild | RemoveChild | CreateUnit | FileReport
)


@dataclass(frozen=True, slots=True)
class Command:
    """One action on one unit, by one operator.

    `made` is in UTC by this computer's clock, `ahead` the seconds that clock was ahead of
    the server's, None where nobody could know. `scan` is the code that asked for it, empty
    for a button. `follows` is the command whose second half this is: a new child follows
    the old one it replaces. `server` is whose unit it is: no other may get the command.
    """

    unit: UnitKey
    action: Action
    stamp: Stamp
    made: datetime
    server: str = ""
    ahead: float | None = None
    scan: str = ""
    follows: UUID | None = None

    @property
    def id(self) -> UUID:
        """What the site server knows it by, and applies once."""
        return self.stamp.command_id

    @property
    def touches(self) -> tuple[UnitKey, ...]:
        """Every unit it changes: it waits for what is still to happen to any of them."""
        match self.action:
            case AddChild(child) | RemoveChild(child):
                return (self.unit, child)
        return (self.unit,)


class CommandState(StrEnum):
    """Where a command is between the operator's hand and its one end."""

    WAITING = "waiting"  # to be sent, or sent without a proper answer
    REJECTED = "rejected"  # the server said no: it stops its units until somebody decides
    DELIVERED = "delivered"
    NOT_DONE = "not_done"  # what it was decided on no longer held: it was not sent
    CONFLICT = "conflict"  # it may have been sent, and the unit is as neither side left it
    DISCARDED = "discarded"  # somebody gave it up, with a reason

    @property
    def is_open(self) -> bool:
        """True while it stands in the way of later commands on its units."""
        return self in (CommandState.WAITING, CommandState.REJECTED)

    @property
    def is_bad(self) -> bool:
        """True where somebody has to be told that it was not done."""
        return self in (CommandState.REJECTED, CommandState.NOT_DONE, CommandState.CONFLICT)


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A command in the outbox.

    `number` is its place in the line. `why` says what stands in its way, or how it ended;
    `seen` turns True once somebody took note of a bad end. `ended` is in UTC by this
    computer's clock.
    """

    number: int
    command: Command
    state: CommandState = CommandState.WAITING
    attempts: int = 0
    why: Notice | None = None
    ended: datetime | None = None
    seen: bool = False

    @property
    def is_half_done(self) -> bool:
        """True where the first half of a replacement was done and this, the second, was not."""
        return self.command.follows is not None and self.state.is_bad


class OutboxProblem(Exception):
    """The outbox cannot keep or tell anything; the text is one plain English line."""
