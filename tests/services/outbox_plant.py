"""One station on one lying server: what operators, others, the network and the power do to it."""

import asyncio
import random
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from tests.services.kept_commands import KeptCommands
from tests.services.lying_server import Lie, LyingServer, tagged
from tests.support.units import PROCESSES, phase
from wats_station.domain.command import (
    Action,
    Command,
    CommandState,
    MovePhase,
    MoveProcess,
    OutboxRow,
    WriteTag,
)
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.phase import PhaseId
from wats_station.domain.settling import projected, tag_value
from wats_station.domain.stamp import Stamp
from wats_station.domain.unit import Unit
from wats_station.services.outbox import Outbox
from wats_station.services.sender import Sender
from wats_station.services.tasks import Tasks

SERIALS = ("SN1", "SN2")
MOVES = (PhaseId.UNDER_PRODUCTION, PhaseId.REPAIRED, PhaseId.SCRAPPED, PhaseId.MISSING)
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Do:
    """An operator changes a unit, as it was seen last."""

    serial: str
    what: str
    choice: int


@dataclass(frozen=True)
class Look:
    """An operator looks a unit up."""

    serial: str


@dataclass(frozen=True)
class Elsewhere:
    """Another station changes a unit."""

    serial: str
    what: str
    choice: int


@dataclass(frozen=True)
class Network:
    """What happens to the next requests."""

    lies: tuple[Lie, ...]


@dataclass(frozen=True)
class Late:
    """What was long on its way arrives."""


@dataclass(frozen=True)
class Wait:
    """Time goes by."""

    seconds: float


@dataclass(frozen=True)
class Kill:
    """The station is killed and started again."""


@dataclass(frozen=True)
class Decide:
    """Somebody decides on what the server refused."""

    again: bool


@dataclass(frozen=True)
class DiskFails:
    """The disk takes nothing, or takes everything again."""

    fails: bool


@dataclass(frozen=True)
class AwayAndBack:
    """Another station changes a unit, and long after that changes it back."""

    serial: str
    what: str


Step = Do | Look | Elsewhere | AwayAndBack | Network | Late | Wait | Kill | Decide | DiskFails


@dataclass
class Plant:
    """One station on one lying server, and what it told its operators."""

    server: LyingServer
    store: KeptCommands = field(default_factory=KeptCommands)
    seen: dict[str, Unit] = field(default_factory=dict)
    accepted: list[int] = field(default_factory=list)
    ids: dict[int, list[UUID]] = field(default_factory=dict)
    told: list[OutboxRow] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.seen = dict(self.server.units)
        self._jitter = random.Random(7)  # noqa: S311 - when to try again is no secret
        self._start()

    def _start(self) -> None:
        loop = asyncio.get_running_loop()
        self._tasks = Tasks()
        self.outbox = Outbox(
            self.store, lambda: EPOCH + timedelta(seconds=loop.time()), self.told.append
        )
        self.sender = Sender(self.outbox, self.server, "site", loop.time, self._jitter.random)
        self._tasks.start("send", self.sender.run())

    async def take(self, step: Step) -> None:
        """Let one thing happen."""
        match step:
            case Do(serial, what, choice):
                await self._do(serial, what, choice)
            case Look(serial):
                self.seen[serial] = self.server.units[serial]
            case Elsewhere(serial, what, choice):
                self.server.change(serial, _elsewhere(self.server.units[serial], what, choice))
            case AwayAndBack(serial, what):
                before = self.server.units[serial]
                self.server.change(serial, _elsewhere(before, what, 0))
                await asyncio.sleep(100.0)
                self.server.change(serial, before)
                self.server.deliver_late()
            case Network(lies):
                self.server.lies[:0] = lies
            case Late():
                self.server.deliver_late()
            case Wait(seconds):
                await asyncio.sleep(seconds)
            case Kill():
                await self._tasks.drain()
                self._start()
            case Decide(again):
                await self._decide(again=again)
            case DiskFails(fails):
                self.store.problem = "the disk is full" if fails else ""

    async def settle(self) -> None:
        """The network and the disk are well again, and everybody decides."""
        self.server.lies.clear()
        self.store.problem = ""
        self.server.deliver_late()
        for _ in range(100):
            await asyncio.sleep(120.0)
            if not self.outbox.open_rows():
                break
            await self._decide(again=False)
        await self.close()

    async def close(self) -> None:
        """End the station, whatever waits."""
        await self._tasks.drain()

    async def _do(self, serial: str, what: str, choice: int) -> None:
        if self.store.problem:
            return
        row_actions = [row.command.action for row in self._waiting(serial)]
        action = _action(projected(self.seen[serial], row_actions), what, choice)
        if action is None:
            return
        stamp = Stamp(uuid4(), "anna", "BENCH-1")
        key = self.server.units[serial].key
        row = await self.outbox.submit(Command(key, action, stamp, EPOCH, server="site"))
        self.accepted.append(row.number)
        self.ids[row.number] = [row.command.id]

    def _waiting(self, serial: str) -> tuple[OutboxRow, ...]:
        return self.outbox.waiting_for(self.server.units[serial].key, "site")

    def waiting_count(self) -> int:
        """How many commands nobody has refused yet."""
        return sum(row.state is CommandState.WAITING for row in self.outbox.open_rows())

    async def _decide(self, *, again: bool) -> None:
        for row in self.outbox.open_rows():
            if row.state is not CommandState.REJECTED or self.store.problem:
                continue
            if again:
                fresh = await self.outbox.retry(row.number)
                self.ids[row.number].append(fresh.command.id)
            else:
                why = notice(NoticeKind.DISCARDED, reason="it is not needed")
                await self.outbox.discard(row.number, "olga", why)


def _action(unit: Unit, what: str, choice: int) -> Action | None:
    """A change of what is seen, or none where it is so already."""
    match what:
        case "phase":
            to = phase(MOVES[choice])
            return None if to == unit.phase else MovePhase(unit.phase, to)
        case "process":
            process = PROCESSES[choice % 2]
            return None if process == unit.process else MoveProcess(unit.process, process)
    key, value = what.title(), f"v{choice}"
    before = tag_value(unit, key)
    return None if before == value else WriteTag(key, before, value)


def _elsewhere(unit: Unit, what: str, choice: int) -> Unit:
    """Somebody else's change: to something of theirs, or back to what it was before."""
    match what:
        case "phase":
            theirs = (PhaseId.SHIPPED, PhaseId.UNDER_PRODUCTION, *MOVES[:2])
            return replace(unit, phase=phase(theirs[choice]))
        case "process":
            return replace(unit, process=(None, replace(PROCESSES[0], code=900))[choice % 2])
    return tagged(unit, what.title(), ("theirs", "theirs too", "v0", "v1")[choice])
