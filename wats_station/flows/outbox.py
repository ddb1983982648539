"""The outbox panel's flow: every command and its state, and what is to become of a refused one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from wats_station.domain.command import Action, CommandState, OutboxRow
from wats_station.domain.notice import Notice
from wats_station.domain.operator import Operator
from wats_station.domain.unit import UnitKey

# So many of the ended ones are shown.
RECENT = 200


@dataclass(frozen=True, slots=True)
class OutboxState:
    """The outbox as the window knows it.

    `open` are the rows without an end, by number and in order; `recent` the ended ones,
    newest first. `problem` says why the outbox cannot be used, None while it can. `server`
    is whose commands go out now.
    """

    open: Mapping[int, OutboxRow] = field(default_factory=lambda: MappingProxyType({}))
    recent: tuple[OutboxRow, ...] = ()
    problem: Notice | None = None
    server: str = ""

    @property
    def to_note(self) -> tuple[OutboxRow, ...]:
        """What was not done, or was refused, and nobody has taken note of yet."""
        ended = tuple(row for row in self.recent if row.state.is_bad and not row.seen)
        return (*self.refused, *ended)

    @property
    def waiting(self) -> tuple[OutboxRow, ...]:
        """What is still to be sent."""
        rows = self.open.values()
        return tuple(row for row in rows if row.state is CommandState.WAITING)

    @property
    def refused(self) -> tuple[OutboxRow, ...]:
        """What the server refused, and somebody has to decide on."""
        rows = self.open.values()
        return tuple(row for row in rows if row.state is CommandState.REJECTED)

    def waiting_for(self, key: UnitKey) -> tuple[OutboxRow, ...]:
        """What is still to happen to a unit of the present server, in order."""
        return tuple(
            row
            for row in self.open.values()
            if row.command.server == self.server and key in row.command.touches
        )

    def actions_on(self, key: UnitKey) -> tuple[Action, ...]:
        """The actions on this very unit that still wait to be sent."""
        return tuple(row.command.action for row in self.waiting_for(key) if row.command.unit == key)


@dataclass(frozen=True, slots=True)
class RowTold:
    """A row is new, was tried, or ended; `late` where nobody waits for it at the bench any more."""

    row: OutboxRow
    late: bool = False


@dataclass(frozen=True, slots=True)
class RowsRead:
    """What the outbox held when the station started, or held when another process let it go."""

    open: tuple[OutboxRow, ...]
    recent: tuple[OutboxRow, ...]


@dataclass(frozen=True, slots=True)
class ServerKnown:
    """Whose commands go out from now on."""

    server: str


@dataclass(frozen=True, slots=True)
class OutboxFailed:
    """The outbox cannot be used, or (None) can be used again."""

    problem: Notice | None


@dataclass(frozen=True, slots=True)
class RetryAsked:
    """Somebody wants a refused command to be tried again."""

    number: int


@dataclass(frozen=True, slots=True)
class DiscardAsked:
    """Somebody who may gives a refused command up, and says why."""

    number: int
    reason: str
    approved_by: Operator | None = None


@dataclass(frozen=True, slots=True)
class NoteAsked:
    """Somebody has seen that a command was not done."""

    number: int


@dataclass(frozen=True, slots=True)
class LogAsked:
    """Somebody wants the audit log as a file."""

    path: str


OutboxEvent = (
    RowTold
    | RowsRead
    | ServerKnown
    | OutboxFailed
    | RetryAsked
    | DiscardAsked
    | NoteAsked
    | LogAsked
)


@dataclass(frozen=True, slots=True)
class RetryRow:
    """Try the command again."""

    number: int


@dataclass(frozen=True, slots=True)
class DiscardRow:
    """Give the command up; with the name of who approved it where somebody had to."""

    number: int
    reason: str
    approved_by: str = ""


@dataclass(frozen=True, slots=True)
class NoteRow:
    """Remember that somebody has seen it."""

    number: int


@dataclass(frozen=True, slots=True)
class WriteLog:
    """Write the audit log to a file."""

    path: str


OutboxEffect = RetryRow | DiscardRow | NoteRow | WriteLog
Step = tuple[OutboxState, tuple[OutboxEffect, ...]]


def step(state: OutboxState, event: OutboxEvent) -> Step:
    """The next state, and what is to be done with rows."""
    match event:
        case RowTold(row):
            return _told(state, row), ()
        case RowsRead(rows, recent):
            by_number = MappingProxyType({row.number: row for row in rows})
            return replace(state, open=by_number, recent=recent[:RECENT]), ()
        case ServerKnown(server):
            return replace(state, server=server), ()
        case OutboxFailed(problem):
            return replace(state, problem=problem), ()
        case RetryAsked(number):
            return state, (RetryRow(number),)
        case DiscardAsked(number, reason, supervisor):
            by = supervisor.name if supervisor else ""
            return state, (DiscardRow(number, reason.strip(), by),)
        case NoteAsked(number):
            return state, (NoteRow(number),)
        case LogAsked(path):
            return state, (WriteLog(path),)


def _told(state: OutboxState, row: OutboxRow) -> OutboxState:
    if row.state.is_open:
        # A known one keeps its place.
        return replace(state, open=MappingProxyType({**state.open, row.number: row}))
    still_open = {**state.open}
    still_open.pop(row.number, None)
    if any(each.number == row.number for each in state.recent):
        recent = tuple(row if each.number == row.number else each for each in state.recent)
    else:
        recent = (row, *state.recent)[:RECENT]
    return replace(state, open=MappingProxyType(still_open), recent=recent)
