"""A server that loses, delays, repeats and lies, by a script: the model for the outbox's promise.

Time is a number that the test moves. What the server really did is written down: every
command that was applied with what it found, and every change of somebody else.
"""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from enum import Enum
from uuid import UUID

from tests.support.units import PASSED, unit
from wats_station.domain.assembly import Assembly, ChildFacts
from wats_station.domain.command import Command, FileReport, MovePhase, MoveProcess, WriteTag
from wats_station.domain.creation import ProductChoice
from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.family import Family
from wats_station.domain.near import NearUnit
from wats_station.domain.phase import Phase
from wats_station.domain.quarantine import ProductTags, QuarantineScope
from wats_station.domain.repair import FailedTest, RepairCase, Retest
from wats_station.domain.settling import CHANGED_MEANWHILE, VOIDED, expected, projected, tag_value
from wats_station.domain.stamp import Stamp
from wats_station.domain.unit import LifeEvent, Process, Unit, UnitKey
from wats_station.domain.verification import Verification
from wats_station.scan.custom import CustomRule


class Lie(Enum):
    """What happens to one request."""

    NONE = "answered"
    LOST = "never arrives"
    APPLIED = "arrives, the answer is lost"
    LATE = "arrives long after it was given up"
    TWICE = "arrives twice, the first answer counts"
    FAILED_AFTER = "500 although it was done"
    FAILED_BEFORE = "503, and not done"
    CUT = "done, and the answer is cut short"
    HTML = "a sign-in page answers"
    REDIRECT = "a redirect answers"
    DENIED = "401"
    REFUSED = "400 with the API's reason"


_LOST = GatewayProblem(ProblemKind.TIMEOUT, "no answer in time", seconds=5.0)
_ANSWERS = {
    Lie.FAILED_AFTER: GatewayProblem(ProblemKind.SERVER_ERROR, "boom", status=500),
    Lie.FAILED_BEFORE: GatewayProblem(ProblemKind.SERVER_ERROR, "busy", status=503, wait=0.1),
    Lie.CUT: GatewayProblem(ProblemKind.NOT_THE_API, "cut short", status=200),
    Lie.HTML: GatewayProblem(ProblemKind.NOT_THE_API, "HTTP 200 with text/html", status=200),
    Lie.REDIRECT: GatewayProblem(ProblemKind.NOT_THE_API, "a redirect", status=302),
    Lie.DENIED: GatewayProblem(ProblemKind.TOKEN_REFUSED, status=401),
    Lie.REFUSED: GatewayProblem(ProblemKind.REJECTED, "the server says no", status=400),
}
_ARRIVES = frozenset({Lie.NONE, Lie.APPLIED, Lie.TWICE, Lie.FAILED_AFTER, Lie.CUT})


class LyingServer:
    """A `UnitGateway` in memory. With `keeps_ids` it is the site server, else a WATS server.

    `lies` are drawn for one request after the other; when they are used up it is honest.
    """

    def __init__(self, serials: Iterable[str], *, keeps_ids: bool) -> None:
        self.units = {serial: unit(serial) for serial in serials}
        self.keeps_ids = keeps_ids
        self.tagged: dict[str, ProductTags] = {}
        self.lies: list[Lie] = []
        self.verdict: Verification = PASSED
        self.applied: list[tuple[UUID, Unit]] = []
        self.overwritten: list[tuple[UUID, object]] = []
        self._seen: set[UUID] = set()
        self._voided: set[UUID] = set()
        self._late: list[Command] = []
        self.requests = 0
        # When the work of each report was done, as it was told.
        self.starts: list[datetime | None] = []

    # What happens behind the station's back

    def change(self, serial: str, to: Unit) -> None:
        """Another station changes a unit."""
        self.units[serial] = to

    def deliver_late(self) -> None:
        """What was on its way for a long time arrives now."""
        late, self._late = self._late, []
        for command in late:
            self._try(command)

    # The gateway

    async def units_now(self, keys: Iterable[UnitKey]) -> Mapping[UnitKey, Unit | None]:
        """The units, where the line lets the answer through."""
        await self._read()
        return {key: self.units.get(key.serial_number) for key in keys}

    async def verification(self, _key: UnitKey) -> Verification:
        """What the test set."""
        await self._read()
        return self.verdict

    async def give_up(self, command_id: UUID) -> bool | None:
        """Void it; None for a WATS server."""
        if not self.keeps_ids:
            return None
        await self._read()
        if command_id not in self._seen:
            self._voided.add(command_id)
        return command_id in self._seen

    async def perform(self, command: Command, start: datetime | None) -> None:
        """Do it, or lie about it."""
        if isinstance(command.action, FileReport):
            self.starts.append(start)
            return
        lie = await self._drawn()
        if lie is Lie.LATE:
            self._late.append(command)
        if lie is Lie.TWICE:
            self._late.append(command)
        if lie in _ARRIVES:
            problem = self._try(command)
            if problem is not None and lie in (Lie.NONE, Lie.TWICE):
                raise problem
        if lie in _ANSWERS:
            raise _ANSWERS[lie]
        if lie in (Lie.LOST, Lie.LATE, Lie.APPLIED):
            raise _LOST

    async def find_unit(self, serial_number: str, _part_number: str | None) -> Unit:
        """A unit."""
        return self.units[serial_number]

    async def assembly(self, _key: UnitKey, _revision: str) -> Assembly | None:
        """Nothing is built of anything."""
        return None

    async def child(self, serial_number: str, part_number: str | None) -> ChildFacts:
        """A unit with the tests that the test set."""
        found = await self.find_unit(serial_number, part_number)
        return ChildFacts(found, await self.verification(found.key))

    async def repair_case(self, _unit: Unit) -> RepairCase:
        """Nobody asks."""
        raise GatewayProblem(ProblemKind.NOT_FOUND)

    async def failed_run(self, _key: UnitKey, _process: Process) -> FailedTest | None:
        """Nothing fails here."""
        return None

    async def last_run(self, _key: UnitKey, _process: int) -> Retest | None:
        """Nobody asks."""
        return None

    async def timeline(self, _key: UnitKey) -> tuple[LifeEvent, ...]:
        """Nobody asks."""
        return ()

    async def phases(self) -> tuple[Phase, ...]:
        """Nobody asks."""
        return ()

    async def processes(self) -> tuple[Process, ...]:
        """Nobody asks."""
        return ()

    async def near_units(self, _serial_number: str) -> tuple[NearUnit, ...]:
        """Nobody asks."""
        return ()

    async def family(self, unit: Unit) -> Family:
        """Nobody asks."""
        return Family(unit.key)

    async def product_tags(self, part_number: str) -> ProductTags:
        """The tags as they are now, or no answer."""
        await self._read()
        return self.tagged.get(part_number, ProductTags(part_number))

    async def products(self) -> tuple[ProductChoice, ...]:
        """Nobody asks."""
        return ()

    async def revisions(self, _part_number: str) -> tuple[str, ...] | None:
        """Nobody asks."""
        return ()

    async def put_quarantine(
        self, _part: str, _scope: QuarantineScope, _name: str, _text: str, _stamp: Stamp
    ) -> None:
        """Nobody asks."""
        raise _LOST

    async def label_rules(self) -> tuple[CustomRule, ...]:
        """Nobody asks."""
        return ()

    async def server_time(self) -> datetime:
        """Nobody asks."""
        raise _LOST

    async def ping(self) -> None:
        """Nobody asks."""

    async def warm(self) -> None:
        """Nobody asks."""

    async def close(self) -> None:
        """Nothing to close."""

    async def _read(self) -> None:
        lie = await self._drawn()
        if lie in (Lie.LOST, Lie.LATE, Lie.APPLIED):
            raise _LOST
        if lie in _ANSWERS and lie is not Lie.REFUSED:
            raise _ANSWERS[lie]

    async def _drawn(self) -> Lie:
        self.requests += 1
        await asyncio.sleep(0)
        return self.lies.pop() if self.lies else Lie.NONE

    def _try(self, command: Command) -> GatewayProblem | None:
        """What the real server would do with a request that arrives."""
        now = self.units[command.unit.serial_number]
        if self.keeps_ids:
            if command.id in self._voided:
                return GatewayProblem(ProblemKind.REJECTED, "given up", reason=VOIDED)
            if command.id in self._seen:
                return None
            if expected(command.action) and _value(command, now) not in _before_or_target(command):
                return GatewayProblem(ProblemKind.REJECTED, "changed", reason=CHANGED_MEANWHILE)
        self._seen.add(command.id)
        if _value(command, now) not in _before_or_target(command):
            self.overwritten.append((command.id, _value(command, now)))
        self.units[command.unit.serial_number] = projected(now, (command.action,))
        self.applied.append((command.id, now))
        return None


def _value(command: Command, now: Unit) -> object:
    match command.action:
        case MovePhase():
            return now.phase.id
        case MoveProcess():
            return now.process.code if now.process else None
        case WriteTag(key):
            return tag_value(now, key)
    raise AssertionError(command.action)


def _before_or_target(command: Command) -> tuple[object, object]:
    match command.action:
        case MovePhase(before, to):
            return before.id, to.id
        case MoveProcess(first, then):
            return (first.code if first else None), then.code
        case WriteTag(_, first_value, then_value):
            return first_value, then_value
    raise AssertionError(command.action)


def tagged(old: Unit, key: str, value: str) -> Unit:
    """The unit with this tag."""
    return projected(old, (WriteTag(key, None, value),))


def moved(old: Unit, to: Unit) -> Unit:
    """The unit in the other's phase."""
    return replace(old, phase=to.phase)
