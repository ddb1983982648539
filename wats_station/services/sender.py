"""The sender: takes the outbox's commands to the server, each to its one end.

One process sends at a time (`services.turn`). What has waited reads the units before it
goes out; what was sent without a proper answer is settled by reading, and only then sent
again (product.md 7.2, 7.3). On the site server that is exact: a command that is given up
is given up there as well, and it answers whether it had applied it.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from wats_station.domain.command import (
    AddChild,
    Command,
    CommandState,
    CreateUnit,
    FileReport,
    MovePhase,
    MoveProcess,
    OutboxProblem,
    OutboxRow,
    WriteTag,
)
from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.quarantine import quarantine_notice, quarantines
from wats_station.domain.settling import (
    CHANGED_MEANWHILE,
    VOIDED,
    Judgement,
    Units,
    judged,
    tag_value,
)
from wats_station.domain.verification import FinalizeVerdict, may_finalize
from wats_station.flows.problems import problem_notice
from wats_station.services.outbox import Outbox
from wats_station.services.pacing import Pacing
from wats_station.services.ports import UnitGateway
from wats_station.services.tasks import Tasks

_log = logging.getLogger(__name__)

# A command older than this, in seconds, is decided again by what the unit is by then.
STALE_AFTER = 5.0
# So many commands are under way at once, on units that have nothing to do with each other.
_LANES = 4
# What the disk refused is tried again after this many seconds.
_DISK_WAIT = 1.0

_REFUSING = frozenset({ProblemKind.REJECTED, ProblemKind.NOT_FOUND, ProblemKind.AMBIGUOUS})
# These keep every command back, not just the one that met them.
_OF_THE_LINK = frozenset(
    {
        ProblemKind.UNREACHABLE,
        ProblemKind.TIMEOUT,
        ProblemKind.SERVER_ERROR,
        ProblemKind.NOT_THE_API,
        ProblemKind.TOKEN_REFUSED,
        ProblemKind.FORBIDDEN,
        ProblemKind.CLOCK_UNKNOWN,
    }
)


class End(NamedTuple):
    """How a command ended."""

    state: CommandState
    why: Notice | None = None


@dataclass(slots=True)
class _Course:
    """What this process knows of a row's way so far.

    `doubtful`: it may have been sent, and nobody knows what became of it. `since` is when
    it was given here; what an earlier run or another process left has been for ever.
    """

    doubtful: bool
    since: float
    failures: int = 0
    not_before: float = 0.0


class Sender:
    """Sends what is in the outbox to one server, while `run` runs.

    `clock` is in seconds and only goes forwards. `server` is whose commands are meant:
    those of another server wait until the station is back there.
    """

    def __init__(
        self,
        outbox: Outbox,
        gateway: UnitGateway,
        server: str,
        clock: Callable[[], float],
        jitter: Callable[[], float],
    ) -> None:
        self._outbox = outbox
        self._gateway = gateway
        self._server = server
        self._clock = clock
        self._pacing = Pacing(clock, jitter)
        self._jitter = jitter
        self._tasks = Tasks()
        self._courses: dict[int, _Course] = {}
        self._ready: deque[int] = deque()
        self._queued: set[int] = set()
        self._under_way: set[int] = set()
        self._woken = asyncio.Event()
        # How many seconds this computer's clock is ahead of the server's, once it is known.
        self.ahead: float | None = None

    async def run(self) -> None:
        """Send until cancelled; what is under way then is settled by whoever sends next."""
        self._outbox.offer = self._offered
        try:
            await self._load()
            while True:
                wait = self._dispatch()
                self._woken.clear()
                await self._pause(wait)
        finally:
            self._outbox.offer = lambda _row: None
            await self._tasks.drain()

    def link_is_back(self) -> None:
        """The link was found well: what waits for it need not wait longer."""
        self._pacing.is_back()
        for course in self._courses.values():
            course.not_before = 0.0
        self._woken.set()

    async def _load(self) -> None:
        for row in await self._read():
            self._courses[row.number] = _Course(doubtful=True, since=float("-inf"))
            if self._outbox.is_ready(row):
                self._queue(row.number)

    async def _read(self) -> tuple[OutboxRow, ...]:
        while True:
            try:
                return await self._outbox.load()
            except OutboxProblem as problem:
                _log.info("the outbox cannot be read: %s", problem)
                await asyncio.sleep(_DISK_WAIT)

    def _offered(self, row: OutboxRow) -> None:
        self._courses.setdefault(row.number, _Course(doubtful=False, since=self._clock()))
        if self._outbox.is_ready(row):
            self._queue(row.number)
            self._woken.set()

    def _queue(self, number: int) -> None:
        if number not in self._queued and number not in self._under_way:
            self._queued.add(number)
            self._ready.append(number)

    def _dispatch(self) -> float | None:
        """Start what may start; after how many seconds to look again, None for when woken."""
        wait: float | None = None
        later: list[int] = []
        while self._ready:
            if len(self._under_way) >= (1 if self._pacing.is_careful else _LANES):
                break
            if pause := self._pacing.pause():
                wait = pause
                break
            number = self._ready.popleft()
            if (rest := self._courses[number].not_before - self._clock()) > 0:
                later.append(number)
                wait = rest if wait is None else min(wait, rest)
                continue
            self._queued.discard(number)
            self._start(number)
        self._ready.extend(later)
        return wait

    def _start(self, number: int) -> None:
        row = self._outbox.row(number)
        if row is None or not self._outbox.is_ready(row):
            return
        if row.command.server != self._server:
            return
        self._under_way.add(number)
        self._tasks.start(number, self._deliver(row))

    async def _deliver(self, row: OutboxRow) -> None:
        course = self._courses[row.number]
        try:
            await self._delivered(row, course)
        except GatewayProblem as problem:
            self._try_later(row, course, problem)
        except OutboxProblem as problem:
            # Done or not, it could not be written down: it is settled again.
            course.doubtful = True
            course.not_before = self._clock() + _DISK_WAIT
            why = notice(NoticeKind.OUTBOX_FAULT, detail=str(problem))
            self._outbox.tried(row, why)
        except Exception as fault:
            course.doubtful = True
            course.not_before = self._clock() + STALE_AFTER
            why = notice(NoticeKind.PROGRAM_FAULT, detail=repr(fault))
            self._outbox.tried(row, why)
            raise
        finally:
            self._under_way.discard(row.number)
            if row.number in self._courses:
                self._queue(row.number)
            self._woken.set()

    async def _delivered(self, row: OutboxRow, course: _Course) -> None:
        end = await self._sent(row.command, course)
        if end.state is not CommandState.DELIVERED:
            self._make_wary(row)
        if end.state is CommandState.REJECTED:
            self._pacing.refused()
            # Tried again or corrected by hand, it is a new command that looks before it goes.
            self._courses[row.number] = _Course(doubtful=False, since=float("-inf"))
        else:
            self._pacing.succeeded()
        await self._outbox.end(row, end.state, end.why)
        if end.state is not CommandState.REJECTED:
            self._courses.pop(row.number, None)

    def _make_wary(self, row: OutboxRow) -> None:
        """What follows was decided on this being done: it looks before it goes."""
        for key in row.command.touches:
            for other in self._outbox.waiting_for(key, self._server):
                if course := self._courses.get(other.number):
                    course.since = float("-inf")

    def _try_later(self, row: OutboxRow, course: _Course, problem: GatewayProblem) -> None:
        if problem.kind in _OF_THE_LINK:
            self._pacing.failed(problem.wait)
        course.failures += 1
        bound = min(0.25 * 2 ** min(course.failures, 10), 60.0)
        course.not_before = self._clock() + self._jitter() * bound
        self._outbox.tried(row, problem_notice(problem, row.command.unit.serial_number))

    async def _sent(self, command: Command, course: _Course) -> End:
        """Send the command if it may still go out; raises `GatewayProblem` to try later."""
        if course.doubtful or self._clock() - course.since > STALE_AFTER:
            end = await self._settled(command, course)
            if end is not None:
                return end
        was_doubtful = course.doubtful
        start = self._start_of(command)
        course.doubtful = True
        try:
            await self._gateway.perform(command, start)
        except GatewayProblem as problem:
            if problem.kind in _REFUSING:
                return await self._refused(command, problem, was_doubtful=was_doubtful)
            course.doubtful = was_doubtful or problem.sent
            raise
        return End(CommandState.DELIVERED)

    async def _settled(self, command: Command, course: _Course) -> End | None:
        """How it ended by what the units are now; None when it may be sent."""
        if isinstance(command.action, FileReport):
            return None
        units = await self._gateway.units_now(command.touches)
        match judged(command, units):
            case Judgement.DONE:
                return await self._given_up(command, End(CommandState.DELIVERED), course)
            case Judgement.LATE:
                late = CommandState.CONFLICT if course.doubtful else CommandState.NOT_DONE
                return await self._given_up(command, End(late, _changed(command, units)), course)
        against = await self._against(command, units)
        if against is None:
            return None
        return await self._given_up(command, End(CommandState.NOT_DONE, against), course)

    async def _given_up(self, command: Command, end: End, course: _Course) -> End:
        """The end, unless the server turns out to have applied the command after all."""
        if course.doubtful and await self._gateway.give_up(command.id):
            return End(CommandState.DELIVERED)
        return end

    async def _against(self, command: Command, units: Units) -> Notice | None:
        """What quarantines and the unit's tests have against the command by now."""
        action = command.action
        if isinstance(action, MovePhase | AddChild):
            stands = await self._in_quarantine(units)
            if stands is not None:
                return stands
        if not isinstance(action, MovePhase) or not action.verified:
            return None
        verdict, processes = may_finalize(await self._gateway.verification(command.unit))
        serial = command.unit.serial_number
        if verdict is FinalizeVerdict.PROCESS_NOT_PASSED:
            names = ", ".join(row.name for row in processes)
            return notice(NoticeKind.FINALIZE_NOT_PASSED, serial=serial, processes=names)
        if verdict is FinalizeVerdict.NEEDS_CONFIRMATION and not action.confirmed:
            return notice(NoticeKind.FINALIZE_NEEDS_CONFIRMATION, serial=serial)
        return None

    async def _in_quarantine(self, units: Units) -> Notice | None:
        """What a lot or a revision of these units is in by now."""
        for unit in units.values():
            if unit is None:
                continue
            product = await self._gateway.product_tags(unit.part_number)
            for stands in quarantines(unit, product):
                return quarantine_notice(unit.serial_number, stands)
        return None

    async def _refused(
        self, command: Command, problem: GatewayProblem, *, was_doubtful: bool
    ) -> End:
        # An earlier attempt, or this one again, may be on its way: it must not arrive any more.
        if await self._gateway.give_up(command.id):
            return End(CommandState.DELIVERED)
        serial = command.unit.serial_number
        if problem.reason == VOIDED:
            # It was refused before, and nobody heard the answer.
            return End(CommandState.NOT_DONE, notice(NoticeKind.NOT_WRITTEN, serial=serial))
        changed = problem.reason == CHANGED_MEANWHILE
        why = problem_notice(problem, serial)
        if not was_doubtful and not changed:
            return End(CommandState.REJECTED, why)
        # An earlier attempt may have been carried out, and be what this one was refused for.
        units = await self._gateway.units_now(command.touches)
        if not isinstance(command.action, FileReport) and judged(command, units) is Judgement.DONE:
            return End(CommandState.DELIVERED)
        if not changed:
            return End(CommandState.REJECTED, why)
        late = CommandState.CONFLICT if was_doubtful else CommandState.NOT_DONE
        return End(late, _changed(command, units))

    def _start_of(self, command: Command) -> datetime | None:
        """When a report's work was done, by the server's clock."""
        if not isinstance(command.action, FileReport):
            return None
        ahead = self.ahead if command.ahead is None else command.ahead
        if ahead is None:
            raise GatewayProblem(ProblemKind.CLOCK_UNKNOWN, sent=False)
        return command.made - timedelta(seconds=ahead)

    async def _pause(self, seconds: float | None) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            return


def _changed(command: Command, units: Units) -> Notice:
    """That somebody else changed the unit, and what it is now."""
    unit = units.get(command.unit)
    serial = command.unit.serial_number
    if unit is None:
        return notice(NoticeKind.UNIT_NOT_FOUND, serial=serial)
    match command.action:
        case MoveProcess():
            what = f"{unit.process.code} {unit.process.name}" if unit.process else unit.process_text
        case WriteTag(key):
            what = f"{key} = {tag_value(unit, key) or ''}"
        case AddChild(child):
            there = units.get(child)
            what = f"{child.serial_number} → {there.parent_serial_number if there else '?'}"
        case CreateUnit():
            what = f"{unit.part_number} {unit.revision} {unit.batch_number}"
        case _:
            return notice(NoticeKind.UNIT_CHANGED, serial=serial, phase=unit.phase.name)
    return notice(NoticeKind.CHANGED_ELSEWHERE, serial=serial, what=what)
