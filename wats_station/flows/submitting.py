"""Giving commands to the outbox: what every flow asks for, and what it hears of it."""

from dataclasses import dataclass

from wats_station.domain.command import Action, CommandState
from wats_station.domain.notice import Notice
from wats_station.domain.unit import UnitKey


@dataclass(frozen=True, slots=True)
class Submit:
    """Give these actions on one unit to the outbox, in this order and all at once.

    With `linked` each is the second half of the one before it (a new child follows the old
    one that it replaces). What `needs_server` is refused while the link is down: nobody can
    decide it then.
    """

    request: int
    key: UnitKey
    actions: tuple[Action, ...]
    linked: bool = False
    needs_server: bool = False


@dataclass(frozen=True, slots=True)
class CommandEnded:
    """Every action was delivered, or the first that was not ended so.

    `why` says what stood against it, `done` how many were delivered before it.
    """

    request: int
    state: CommandState
    why: Notice | None = None
    done: int = 0


@dataclass(frozen=True, slots=True)
class CommandWaits:
    """All is kept, and not all confirmed yet: nobody waits for it here any longer."""

    request: int


@dataclass(frozen=True, slots=True)
class NotKept:
    """Nothing could be kept, and nothing was sent."""

    request: int
    why: Notice


SubmitEvent = CommandEnded | CommandWaits | NotKept
