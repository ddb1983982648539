"""The outbox's promise against a server that lies, over thousands of random histories.

Each history is a list of what operators, other stations, the network and the power do. At
its end the network is well: then every command has exactly one end, and what the station
says of it is what the server did (product.md 7.1 to 7.4).
"""

import asyncio
import random
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.kept_commands import KeptCommands
from tests.services.lying_server import Lie, LyingServer, tagged
from tests.support.units import PROCESSES, phase
from tests.support.virtual_time import run_virtually
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


Step = Do | Look | Elsewhere | Network | Late | Wait | Kill | Decide | DiskFails

_serials = st.sampled_from(SERIALS)
_whats = st.sampled_from(["phase", "process", "tag", "lot"])
_steps = st.one_of(
    st.builds(Do, _serials, _whats, st.integers(0, 3)),
    st.builds(Do, _serials, _whats, st.integers(0, 3)),
    st.builds(Look, _serials),
    st.builds(Elsewhere, _serials, _whats, st.integers(0, 3)),
    st.builds(Network, st.lists(st.sampled_from(Lie), max_size=6).map(tuple)),
    st.builds(Network, st.lists(st.sampled_from(Lie), max_size=6).map(tuple)),
    st.builds(Late),
    st.builds(Wait, st.sampled_from([0.01, 0.3, 2.0, 6.0, 40.0])),
    st.builds(Kill),
    st.builds(Decide, st.booleans()),
    st.builds(DiskFails, st.booleans()),
)
HISTORIES = st.lists(_steps, max_size=40)


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
        sender = Sender(self.outbox, self.server, "site", loop.time, self._jitter.random)
        self._tasks.start("send", sender.run())

    async def take(self, step: Step) -> None:
        """Let one thing happen."""
        match step:
            case Do(serial, what, choice):
                await self._do(serial, what, choice)
            case Look(serial):
                self.seen[serial] = self.server.units[serial]
            case Elsewhere(serial, what, choice):
                self.server.change(serial, _elsewhere(self.server.units[serial], what, choice))
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
    """Somebody else's change, to something no command of ours wants."""
    match what:
        case "phase":
            return replace(unit, phase=phase((PhaseId.SHIPPED, PhaseId.IN_STORAGE)[choice % 2]))
        case "process":
            return replace(unit, process=replace(PROCESSES[0], code=900 + choice))
    return tagged(unit, what.title(), f"theirs {choice}")


async def _lived(history: list[Step], *, keeps_ids: bool, looks_first: bool = False) -> Plant:
    plant = Plant(LyingServer(SERIALS, keeps_ids=keeps_ids))
    for step in history:
        if looks_first and isinstance(step, Do):
            await plant.take(Look(step.serial))
        await plant.take(step)
    await plant.settle()
    return plant


def _check_ends(plant: Plant) -> None:
    rows = plant.store.rows
    assert sorted(rows) == sorted(plant.accepted), "a command was lost, or came from nowhere"
    still_open = [row for row in rows.values() if row.state.is_open]
    assert not still_open, "a command has no end"
    for row in rows.values():
        if row.state in (CommandState.NOT_DONE, CommandState.CONFLICT):
            assert row.why is not None, "nobody is told why it was not done"


def _check_exactly(plant: Plant) -> None:
    """What the station says is what the server did; on the site server without exception."""
    applied = [command_id for command_id, _ in plant.server.applied]
    assert len(set(applied)) == len(applied), "applied twice"
    for number, row in plant.store.rows.items():
        *spent, last = plant.ids[number]
        assert not set(spent) & set(applied), "applied although it was refused"
        if row.state is not CommandState.DELIVERED:
            assert last not in applied, f"{row.state}, and applied all the same"
    assert plant.server.overwritten == [], "a newer change of somebody else was overwritten"
    _check_order(plant)


def _check_order(plant: Plant) -> None:
    number_of = {ids[-1]: number for number, ids in plant.ids.items()}
    for serial in SERIALS:
        numbers = [
            number_of[command_id]
            for command_id, found in plant.server.applied
            if found.serial_number == serial and command_id in number_of
        ]
        assert numbers == sorted(numbers), "commands on one unit were applied out of order"


@settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))
@given(HISTORIES)
def test_on_the_site_server_every_command_ends_as_the_server_saw_it(history: list[Step]) -> None:
    plant = run_virtually(_lived(history, keeps_ids=True))
    _check_ends(plant)
    _check_exactly(plant)


_HONEST_ABOUT_TIME = [lie for lie in Lie if lie not in (Lie.LATE, Lie.TWICE)]
_alone = st.one_of(
    st.builds(Do, _serials, _whats, st.integers(0, 3)),
    st.builds(Do, _serials, _whats, st.integers(0, 3)),
    st.builds(Network, st.lists(st.sampled_from(_HONEST_ABOUT_TIME), max_size=6).map(tuple)),
    st.builds(Wait, st.sampled_from([0.01, 0.3, 2.0, 6.0, 40.0])),
    st.builds(Kill),
    st.builds(DiskFails, st.booleans()),
)


@settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(_alone, max_size=40))
def test_on_a_wats_server_with_one_station_what_is_told_is_what_is_there(
    history: list[Step],
) -> None:
    plant = run_virtually(_lived(history, keeps_ids=False, looks_first=True))
    _check_ends(plant)
    assert plant.server.overwritten == []
    for serial in SERIALS:
        unit = LyingServer(SERIALS, keeps_ids=False).units[serial]
        delivered = [
            row.command.action
            for row in plant.store.rows.values()
            if row.state is CommandState.DELIVERED and row.command.unit.serial_number == serial
        ]
        there = plant.server.units[serial]
        assert _plain(projected(unit, delivered)) == _plain(there)


def _plain(unit: Unit) -> tuple[object, object, frozenset[object]]:
    return unit.phase, unit.process, frozenset(unit.tags)


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(HISTORIES)
def test_on_a_wats_server_every_command_has_one_end(history: list[Step]) -> None:
    _check_ends(run_virtually(_lived(history, keeps_ids=False)))


def test_a_flood_of_refusals_does_not_hammer_the_server() -> None:
    async def flooded() -> int:
        plant = Plant(LyingServer([f"SN{number}" for number in range(200)], keeps_ids=True))
        plant.server.lies = [Lie.REFUSED] * 200
        for serial in plant.server.units:
            await plant.take(Do(serial, "tag", 1))
        await asyncio.sleep(10.0)
        refused = len(plant.outbox.open_rows()) - plant.waiting_count()
        await plant.settle()
        return refused

    assert 5 <= run_virtually(flooded()) <= 40


@pytest.mark.parametrize("lie", [Lie.LOST, Lie.DENIED, Lie.HTML, Lie.FAILED_BEFORE])
def test_a_server_that_stays_away_is_asked_less_and_less(lie: Lie) -> None:
    async def away() -> int:
        plant = Plant(LyingServer(SERIALS, keeps_ids=True))
        plant.server.lies = [lie] * 10_000
        await plant.take(Do("SN1", "tag", 1))
        await plant.take(Do("SN2", "tag", 1))
        await asyncio.sleep(600.0)
        requests = plant.server.requests
        await plant.settle()
        _check_ends(plant)
        _check_exactly(plant)
        return requests

    assert run_virtually(away()) < 100
