"""The gateway: the WATS client library in the station's own terms.

The only module of the station that knows the library. Every call raises
`GatewayProblem` and nothing else of the network's, and gives up in a time that an
operator can wait for. Reads of phases and processes are kept; units never are.
"""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
from http import HTTPStatus
from importlib import import_module
from uuid import UUID

from wats_station.adapters.gateway.answers import (
    label_rule,
    life_of,
    unit_of,
)
from wats_station.adapters.gateway.assemblies import finished_phase, read_assembly, tests_of
from wats_station.adapters.gateway.calls import Calls, problem_of
from wats_station.adapters.gateway.families import read_family
from wats_station.adapters.gateway.near import read_near
from wats_station.adapters.gateway.products import (
    read_product_tags,
    read_products,
    read_revisions,
    write_product_tag,
)
from wats_station.adapters.gateway.repairs import read_case, read_failure, read_last_run
from wats_station.adapters.gateway.writes import perform
from wats_station.domain.assembly import Assembly, ChildFacts
from wats_station.domain.command import Command
from wats_station.domain.creation import ProductChoice
from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.family import Family
from wats_station.domain.near import NearUnit
from wats_station.domain.phase import Phase
from wats_station.domain.quarantine import ProductTags, QuarantineScope, quarantines
from wats_station.domain.repair import FailedTest, RepairCase, Retest
from wats_station.domain.stamp import Stamp
from wats_station.domain.unit import LifeEvent, Process, Unit, UnitKey
from wats_station.domain.verification import Verification
from wats_station.scan.custom import CustomRule
from wats_station.wats.client import AsyncWatsClient
from wats_station.wats.errors import WatsError
from wats_station.wats.retries import NO_RETRIES
from wats_station.wats.side_by_side import both
from wats_station.wats.wire.units import Unit as UnitAnswer

# How long, in seconds, somebody at the bench waits for an answer at most.
CALL_SECONDS = 5.0
PING_SECONDS = 1.0
# How long a unit that is already there waits for the name of its process.
_NAME_SECONDS = 1.0

# A life of so many events is put in order beside the loop.
_LONG_LIFE = 500

# What httpx imports at its first request, 55 ms of it. The station imports this module
# in a worker thread, so that the first scan and the window's loop do not pay for it.
for _late in ("anyio._backends._asyncio", "httpcore._backends.anyio", "encodings.idna"):
    import_module(_late)


class WatsGateway:
    """A `UnitGateway` on one server.

    Raises `GatewayProblem` (REJECTED) for an address or a token that is none.
    """

    def __init__(self, base_url: str, token: str) -> None:
        try:
            # Whoever stands at the bench is told at once, and scans again.
            self._client = AsyncWatsClient(base_url, token, retries=NO_RETRIES)
        except WatsError as error:
            raise problem_of(error, 0.0) from error
        self._calls = Calls()
        self._phases: dict[int, Phase] = {}
        # A WATS server takes no notice of a command's id (product.md 7.4).
        self._keeps_no_ids = False

    async def find_unit(self, serial_number: str, part_number: str | None) -> Unit:
        """The unit with this serial number, of this part where one is given."""
        async with self._calls.in_time(CALL_SECONDS):
            found = await self._client.production.get_unit(serial_number, part_number)
            if found is None:
                raise GatewayProblem(ProblemKind.NOT_FOUND, f"no unit {serial_number}")
            return unit_of(found, self._phases, await self._process_of(found))

    async def near_units(self, serial_number: str) -> tuple[NearUnit, ...]:
        """The units with the nearest serial numbers, the likeliest first."""
        async with self._calls.in_time(CALL_SECONDS):
            return await read_near(self._client, serial_number)

    async def verification(self, key: UnitKey) -> Verification:
        """The grade and a row per process: the rule's, or without one those the unit has seen."""
        async with self._calls.in_time(CALL_SECONDS):
            return await tests_of(self._client, key.serial_number, key.part_number)

    async def timeline(self, key: UnitKey) -> tuple[LifeEvent, ...]:
        """Changes, tests and repairs, newest first."""
        production, report = self._client.production, self._client.report
        async with self._calls.in_time(CALL_SECONDS):
            history, headers = await both(
                production.history(key.serial_number, key.part_number),
                report.headers_of_unit(key.serial_number, key.part_number),
            )
        if len(history) + len(headers) < _LONG_LIFE:
            return life_of(history, headers)
        return await asyncio.to_thread(life_of, history, headers)

    async def assembly(self, key: UnitKey, revision: str) -> Assembly | None:
        """The unit's slots with what is in them; None where it is built of nothing."""
        async with self._calls.in_time(CALL_SECONDS):
            return await read_assembly(self._client, key.serial_number, key.part_number, revision)

    async def child(self, serial_number: str, part_number: str | None) -> ChildFacts:
        """A unit that is to be built in, with its tests."""
        unit = await self.find_unit(serial_number, part_number)
        serial, part = unit.serial_number, unit.part_number
        async with self._calls.in_time(CALL_SECONDS):
            verification, product = await both(
                tests_of(self._client, serial, part), read_product_tags(self._client, part)
            )
        finished = finished_phase(product, unit.revision)
        return ChildFacts(unit, verification, finished, quarantines(unit, product))

    async def family(self, unit: Unit) -> Family:
        """What the unit is built into, and what is in it, on every level."""
        async with self._calls.in_time(CALL_SECONDS):
            return await read_family(self._client, unit)

    async def product_tags(self, part_number: str) -> ProductTags:
        """The tags of a product and its revisions; none of one the server does not know."""
        async with self._calls.in_time(CALL_SECONDS):
            return await read_product_tags(self._client, part_number)

    async def products(self) -> tuple[ProductChoice, ...]:
        """The products in use that have serial numbers, by part number."""
        async with self._calls.in_time(CALL_SECONDS):
            return await read_products(self._client)

    async def revisions(self, part_number: str) -> tuple[str, ...] | None:
        """The revisions in use of a product; None for one the server does not know."""
        async with self._calls.in_time(CALL_SECONDS):
            return await read_revisions(self._client, part_number)

    async def put_quarantine(
        self, part_number: str, scope: QuarantineScope, name: str, text: str, stamp: Stamp
    ) -> None:
        """Set the tag that says a quarantine; sent once."""
        async with self._calls.in_time(CALL_SECONDS):
            await write_product_tag(self._client, part_number, scope, name, text=text, stamp=stamp)

    async def repair_case(self, unit: Unit) -> RepairCase:
        """The unit's last failed run, what may be wrong, and what was on this part before."""
        async with self._calls.in_time(CALL_SECONDS):
            return await read_case(self._client, unit)

    async def failed_run(self, key: UnitKey, process: Process) -> FailedTest | None:
        """The unit's last run of a process with its failed steps; None where it did not fail."""
        async with self._calls.in_time(CALL_SECONDS):
            return await read_failure(self._client, key.serial_number, key.part_number, process)

    async def last_run(self, key: UnitKey, process: int) -> Retest | None:
        """The unit's newest run of a process; None where it was never run."""
        async with self._calls.in_time(CALL_SECONDS):
            return await read_last_run(self._client, key.serial_number, key.part_number, process)

    async def phases(self) -> tuple[Phase, ...]:
        """The server's phases; the library reads them once."""
        async with self._calls.in_time(CALL_SECONDS):
            known = await self._client.production.get_phases()
        if not self._phases:
            self._phases = {
                each.unit_phase_id: Phase(each.unit_phase_id, each.code, each.name)
                for each in known
            }
        return tuple(self._phases.values())

    async def processes(self) -> tuple[Process, ...]:
        """The server's processes; the library reads them once."""
        async with self._calls.in_time(CALL_SECONDS):
            known = await self._client.process.get_processes()
        return tuple(Process(each.code, each.name) for each in known)

    async def label_rules(self) -> tuple[CustomRule, ...]:
        """The server's barcode identifiers; none on a server that has no such call."""
        try:
            async with self._calls.in_time(CALL_SECONDS):
                known = await self._client.app.get_barcode_identifiers()
        except GatewayProblem as problem:
            if problem.status == HTTPStatus.NOT_FOUND:
                return ()
            raise
        return tuple(label_rule(each) for each in sorted(known, key=lambda each: each.order))

    async def units_now(self, keys: Iterable[UnitKey]) -> dict[UnitKey, Unit | None]:
        """Each unit as it is now, None for one that is not there."""
        wanted = tuple(keys)
        found = await asyncio.gather(*(self._unit_or_none(key) for key in wanted))
        return dict(zip(wanted, found, strict=True))

    async def perform(self, command: Command, start: datetime | None) -> None:
        """Carry the command out; sent once. `start` is when a report's work was done."""
        async with self._calls.in_time(CALL_SECONDS):
            await perform(self._client, command, start)

    async def give_up(self, command_id: UUID) -> bool | None:
        """Make sure that the command is not applied from now on; True where it was before.

        None for a server that keeps no ids: a request still on its way may be applied there.
        """
        if self._keeps_no_ids:
            return None
        try:
            async with self._calls.in_time(CALL_SECONDS):
                answer = await self._client.production.void_command(str(command_id))
        except GatewayProblem as problem:
            if (problem.kind, problem.status) != (ProblemKind.NOT_THE_API, HTTPStatus.NOT_FOUND):
                raise
            self._keeps_no_ids = True
            return None
        return answer.applied

    async def server_time(self) -> datetime:
        """The server's clock; NOT_THE_API from a server that does not tell it."""
        async with self._calls.in_time(PING_SECONDS):
            time = (await self._client.app.ping()).server_time
        if time is None:
            raise GatewayProblem(ProblemKind.NOT_THE_API, "the server does not tell its time")
        return time if time.tzinfo else time.replace(tzinfo=UTC)

    async def ping(self) -> None:
        """Prove that the API answers and takes the token, within a second."""
        async with self._calls.in_time(PING_SECONDS):
            await self._client.app.version()

    async def warm(self) -> None:
        """Open as many connections as a scan uses side by side."""
        async with self._calls.in_time(CALL_SECONDS):
            version = self._client.app.version
            await both(both(version(), version()), both(version(), version()))

    async def close(self) -> None:
        """End every call under way as UNREACHABLE, then close every connection."""
        await self._calls.end()
        await self._client.aclose()

    async def _unit_or_none(self, key: UnitKey) -> Unit | None:
        try:
            return await self.find_unit(key.serial_number, key.part_number)
        except GatewayProblem as problem:
            if problem.kind is ProblemKind.NOT_FOUND:
                return None
            raise

    async def _process_of(self, unit: UnitAnswer) -> Process | None:
        """The unit's process as the server lists it; without the list in time, None."""
        code = unit.current_process
        if code is None:
            return None
        try:
            async with asyncio.timeout(_NAME_SECONDS):
                known = await self._client.process.get_processes()
        except (WatsError, TimeoutError):
            # The unit is there: it is shown with its code, and the list is asked for again.
            return None
        return next((Process(each.code, each.name) for each in known if each.code == code), None)
