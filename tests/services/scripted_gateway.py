"""A gateway that answers as a test tells it to: the edge where a server would be."""

import asyncio
from collections import deque
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from tests.support.units import PASSED, PHASES, PROCESSES, unit
from wats_station.domain.assembly import Assembly, ChildFacts
from wats_station.domain.command import Command, MovePhase, MoveProcess, WriteTag
from wats_station.domain.creation import ProductChoice
from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.family import Family, Relative
from wats_station.domain.near import NearUnit, nearest
from wats_station.domain.phase import Phase
from wats_station.domain.quarantine import ProductTags, QuarantineScope, quarantines, with_tag
from wats_station.domain.repair import FailedTest, RepairCase, Retest
from wats_station.domain.stamp import Stamp
from wats_station.domain.unit import LifeEvent, Process, Unit, UnitKey
from wats_station.domain.verification import Verification
from wats_station.scan.custom import CustomRule


class ScriptedGateway:
    """Knows the units it is given; `hold` keeps answers back until `release`."""

    def __init__(self, *units: Unit) -> None:
        self.units = {known.serial_number: known for known in units or (unit(),)}
        self.verdict: Verification | Exception = PASSED
        self.calls: list[str] = []
        self.stamps: list[Stamp] = []
        self.pings: deque[GatewayProblem | None] = deque()
        self.write_problem: Exception | None = None
        self.closed = False
        self.assemblies: dict[str, Assembly] = {}
        self.case: RepairCase | GatewayProblem = GatewayProblem(ProblemKind.NOT_FOUND)
        self.failure: FailedTest | GatewayProblem | None = None
        self.runs: deque[Retest | None] = deque([None])
        self.rules: tuple[CustomRule, ...] = ()
        self._held = ""
        self.tagged: dict[str, ProductTags] = {}
        self._open = asyncio.Event()
        self._open.set()

    def hold(self) -> None:
        """Answer nothing for now."""
        self._open.clear()

    def hold_at(self, call: str) -> None:
        """Answer everything but calls of this name."""
        self._held, self._open = call, asyncio.Event()

    def release(self) -> None:
        """Answer what was held."""
        self._open.set()

    async def find_unit(self, serial_number: str, part_number: str | None) -> Unit:
        """The unit, or NOT_FOUND."""
        await self._called(f"unit {serial_number} {part_number}")
        found = self.units.get(serial_number)
        if found is None:
            raise GatewayProblem(ProblemKind.NOT_FOUND)
        return found

    async def near_units(self, serial_number: str) -> tuple[NearUnit, ...]:
        """Those it knows."""
        await self._called(f"near {serial_number}")
        known = (
            NearUnit(each.key, each.part_name, each.phase.name) for each in self.units.values()
        )
        return nearest(serial_number, known)

    async def verification(self, key: UnitKey) -> Verification:
        """What the test set."""
        await self._called(f"verification {key.serial_number} {key.part_number}")
        if isinstance(self.verdict, Exception):
            raise self.verdict
        return self.verdict

    async def assembly(self, key: UnitKey, _revision: str) -> Assembly | None:
        """What the test set."""
        await self._called(f"assembly {key.serial_number}")
        return self.assemblies.get(key.serial_number)

    async def child(self, serial_number: str, part_number: str | None) -> ChildFacts:
        """A unit with the tests that the test set."""
        found = await self.find_unit(serial_number, part_number)
        against = quarantines(found, self.tagged.get(found.part_number))
        return ChildFacts(found, await self.verification(found.key), quarantines=against)

    async def family(self, unit: Unit) -> Family:
        """Its parent and its children."""
        await self._called(f"family {unit.serial_number}")
        below = tuple(Relative(key, 1) for key in unit.children)
        return Family(unit.key, (), below, unit.children, unit.parent_serial_number)

    async def product_tags(self, part_number: str) -> ProductTags:
        """What the test set, and what was written since."""
        await self._called(f"product {part_number}")
        return self.tagged.get(part_number, ProductTags(part_number))

    async def products(self) -> tuple[ProductChoice, ...]:
        """Two of them."""
        await self._called("products")
        return (ProductChoice("PART-1", "Control board"), ProductChoice("PART-2"))

    async def revisions(self, part_number: str) -> tuple[str, ...] | None:
        """Two of the first, one of the second."""
        await self._called(f"revisions {part_number}")
        return {"PART-1": ("A", "B"), "PART-2": ("A",)}.get(part_number)

    async def put_quarantine(
        self, part_number: str, scope: QuarantineScope, name: str, text: str, stamp: Stamp
    ) -> None:
        """Do it, unless the test laid a problem down."""
        await self._written(f"quarantine {part_number} {scope.value} {name}", stamp)
        known = self.tagged.get(part_number, ProductTags(part_number))
        self.tagged[part_number] = with_tag(known, scope, name, text)

    async def repair_case(self, unit: Unit) -> RepairCase:
        """What the test set."""
        await self._called(f"case {unit.serial_number}")
        if isinstance(self.case, GatewayProblem):
            raise self.case
        return self.case

    async def failed_run(self, key: UnitKey, process: Process) -> FailedTest | None:
        """What the test set."""
        await self._called(f"failure {key.serial_number} {process.code}")
        if isinstance(self.failure, GatewayProblem):
            raise self.failure
        return self.failure

    async def last_run(self, key: UnitKey, process: int) -> Retest | None:
        """The next of what the test set; the last one for ever."""
        await self._called(f"run {key.serial_number} {process}")
        return self.runs.popleft() if len(self.runs) > 1 else self.runs[0]

    async def timeline(self, key: UnitKey) -> tuple[LifeEvent, ...]:
        """Nothing ever happened."""
        await self._called(f"timeline {key.serial_number} {key.part_number}")
        return ()

    async def label_rules(self) -> tuple[CustomRule, ...]:
        """What the test set."""
        await self._called("label_rules")
        return self.rules

    async def phases(self) -> tuple[Phase, ...]:
        """All of them."""
        await self._called("phases")
        return PHASES

    async def processes(self) -> tuple[Process, ...]:
        """Two of them."""
        await self._called("processes")
        return PROCESSES

    async def units_now(self, keys: Iterable[UnitKey]) -> Mapping[UnitKey, Unit | None]:
        """Each of them, or None."""
        await self._called("units_now")
        return {key: self.units.get(key.serial_number) for key in keys}

    async def perform(self, command: Command, _start: datetime | None) -> None:
        """Do it, unless the test laid a problem down."""
        unit = command.unit.serial_number
        match command.action:
            case MovePhase(_, to):
                what = f"set_phase {unit} {to.id}"
            case MoveProcess(_, to):
                what = f"set_process {unit} {to.code}"
            case WriteTag(key, _, value):
                what = f"set_tag {unit} {key}={value}"
            case action:
                what = f"{action}"
        await self._written(what, command.stamp)

    async def give_up(self, _command_id: UUID) -> bool | None:
        """It keeps no ids, as a WATS server."""
        return None

    async def server_time(self) -> datetime:
        """It does not tell."""
        raise GatewayProblem(ProblemKind.NOT_THE_API)

    async def ping(self) -> None:
        """The next answer the test laid down; online once they are used up."""
        self.calls.append("ping")
        problem = self.pings.popleft() if self.pings else None
        if problem is not None:
            raise problem

    async def warm(self) -> None:
        """Nothing to open."""

    async def close(self) -> None:
        """Remember that it was closed."""
        self.closed = True

    async def _called(self, what: str) -> None:
        self.calls.append(what)
        if not self._held or what.startswith(self._held):
            await self._open.wait()

    async def _written(self, what: str, stamp: Stamp) -> None:
        self.stamps.append(stamp)
        await self._called(what)
        if self.write_problem is not None:
            raise self.write_problem
