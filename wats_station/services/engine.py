"""The engine: feeds events to the bench and carries its effects out through the gateway.

Nothing here decides anything about units: decisions are the flows'. The engine owns
request ids, the tasks behind each effect, and the order in which answers reach the
bench.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Protocol, TypeVar
from uuid import uuid4

from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.link import LinkState
from wats_station.domain.outcome import Outcome
from wats_station.domain.stamp import Stamp
from wats_station.domain.unit import Unit, UnitKey
from wats_station.domain.verification import Verification
from wats_station.flows.bench import (
    Asked,
    Bench,
    BenchEffect,
    BenchEvent,
    Cancelled,
    Closing,
    FaultSeen,
    LinkChanged,
    ReadReference,
    ReferenceAnswered,
    Report,
    step,
)
from wats_station.flows.lookup import (
    ReadDetails,
    ReadUnit,
    TimelineAnswered,
    UnitAnswered,
    VerificationAnswered,
)
from wats_station.flows.phase import (
    Change,
    CheckUnit,
    PhaseChange,
    ProcessChange,
    TagChange,
    UnitChecked,
    Write,
    WriteAnswered,
)
from wats_station.scan.decode import decode
from wats_station.scan.intent import Meaning, intent
from wats_station.scan.raw_scan import RawScan
from wats_station.services.ports import UnitGateway
from wats_station.services.tasks import Tasks

_log = logging.getLogger(__name__)

T = TypeVar("T")

# A server that starts with the station (the demo site) is given this long, in seconds.
GATEWAY_WAIT = 15.0

# The unit's own request goes first; what is read beside it waits this long, in
# seconds, so that the identity is not painted later for the company.
_HEAD_START = 0.008

_REMEMBERED_PARTS = 5_000

# A task key of its own for the start's reading of phases and processes.
_START_UP = -1


class BenchListener(Protocol):
    """Whoever shows the bench; called on the loop, in order."""

    def heard(self, request: int, raw: RawScan, meaning: Meaning) -> None:
        """A scan was accepted; its outcome will follow exactly once."""

    def reported(self, request: int, outcome: Outcome) -> None:
        """A scan or button ended."""

    def changed(self, bench: Bench) -> None:
        """There is something new to show."""


class Engine:
    """Takes scans and buttons, from before the server is known until `close`."""

    def __init__(
        self,
        gateway: "asyncio.Future[UnitGateway]",
        listener: BenchListener,
        clock: Callable[[], float],
        *,
        operator: str,
        station: str,
    ) -> None:
        self._gateway = gateway
        self._listener = listener
        self._clock = clock
        self._operator = operator
        self._station = station
        self._bench = Bench()
        self._tasks = Tasks()
        self._next_request = 1
        self._parts: dict[str, UnitKey] = {}
        self._details: dict[int, UnitKey] = {}
        self.call_failed: Callable[[], None] = lambda: None

    @property
    def bench(self) -> Bench:
        """The state as it is now."""
        return self._bench

    def scanned(self, raw: RawScan) -> None:
        """Take a framed scan; it ends in exactly one outcome."""
        meaning = intent(decode(raw.text), torn=raw.torn)
        request = self._request()
        self._listener.heard(request, raw, meaning)
        self._take(Asked(request, raw.text, meaning, raw.source, raw.ended))

    def pressed(self, text: str, meaning: Meaning) -> None:
        """Take a button, which asks for the same things a scan can."""
        self._take(Asked(self._request(), text, meaning, None, self._clock()))

    def link_changed(self, link: LinkState) -> None:
        """Pass the link's state on to whoever shows the bench."""
        self._take(LinkChanged(link))

    def fault_seen(self, detail: str) -> None:
        """Show that the program itself failed somewhere."""
        self._take(FaultSeen(detail))

    def read_reference(self) -> None:
        """Read phases and processes, so that no command has to wait for them."""
        self._start(_START_UP, self._read_reference(ReadReference(_START_UP)))

    async def close(self) -> None:
        """End what is open as refused, and every request under way."""
        self._take(Closing())
        await self._tasks.drain()

    def _request(self) -> int:
        request, self._next_request = self._next_request, self._next_request + 1
        return request

    def _take(self, event: BenchEvent) -> None:
        before = self._bench
        self._bench, effects = step(before, event)
        for effect in effects:
            self._carry_out(effect)
        if self._bench is not before:
            self._listener.changed(self._bench)

    def _carry_out(self, effect: BenchEffect) -> None:
        match effect:
            case Report(request, outcome):
                self._listener.reported(request, outcome)
            case Cancelled(request):
                self._tasks.cancel(request)
            case ReadReference(request):
                self._start(request, self._read_reference(effect))
            case ReadUnit():
                self._read_unit_and_beside(effect)
            case ReadDetails(request, key):
                self._read_details(request, key)
            case CheckUnit(request):
                self._start(request, self._check_unit(effect))
            case Write(request):
                self._start(request, self._write(effect))

    def _start(self, key: int, work: Coroutine[object, object, None]) -> None:
        self._tasks.start(key, work)

    def _read_unit_and_beside(self, effect: ReadUnit) -> None:
        """Latest wins: what was being read for an earlier unit is given up."""
        for earlier in self._details:
            self._tasks.cancel(earlier)
        self._details.clear()
        self._start(effect.request, self._read_unit(effect))
        known = self._parts.get(effect.serial_number)
        if known is not None and effect.part_number in ("", known.part_number):
            self._read_details(effect.request, known, after=_HEAD_START)

    def _read_details(self, request: int, key: UnitKey, after: float = 0.0) -> None:
        if self._details.get(request) == key:
            return
        self._details[request] = key
        self._start(request, self._read_verification(request, key, after))
        self._start(request, self._read_timeline(request, key, after))

    async def _read_unit(self, effect: ReadUnit) -> None:
        async def read(gateway: UnitGateway) -> Unit:
            return await gateway.find_unit(effect.serial_number, effect.part_number or None)

        answer = await self._ask(read)
        if isinstance(answer, Unit):
            self._remember(effect.serial_number, answer.key)
        else:
            self._parts.pop(effect.serial_number, None)
        self._take(UnitAnswered(effect.request, answer))

    async def _read_verification(self, request: int, key: UnitKey, after: float) -> None:
        await asyncio.sleep(after)
        answer = await self._ask(lambda gateway: gateway.verification(key))
        if self._details.get(request) == key:
            self._take(VerificationAnswered(request, key, answer))

    async def _read_timeline(self, request: int, key: UnitKey, after: float) -> None:
        await asyncio.sleep(after)
        answer = await self._ask(lambda gateway: gateway.timeline(key))
        if self._details.get(request) == key:
            self._take(TimelineAnswered(request, key, answer))

    async def _read_reference(self, effect: ReadReference) -> None:
        phases, processes = await asyncio.gather(
            self._ask(lambda gateway: gateway.phases()),
            self._ask(lambda gateway: gateway.processes()),
        )
        if isinstance(phases, GatewayProblem):
            self._take(ReferenceAnswered(effect.request, phases))
        elif isinstance(processes, GatewayProblem):
            self._take(ReferenceAnswered(effect.request, processes))
        else:
            self._take(ReferenceAnswered(effect.request, (phases, processes)))

    async def _check_unit(self, effect: CheckUnit) -> None:
        key = effect.key
        unit, verification = await asyncio.gather(
            self._ask(lambda gateway: gateway.find_unit(key.serial_number, key.part_number)),
            self._verification_if(effect),
        )
        if isinstance(unit, GatewayProblem):
            self._take(UnitChecked(effect.request, unit))
        elif isinstance(verification, GatewayProblem):
            self._take(UnitChecked(effect.request, verification))
        else:
            self._take(UnitChecked(effect.request, (unit, verification)))

    async def _verification_if(self, effect: CheckUnit) -> Verification | GatewayProblem | None:
        if not effect.with_verification:
            return None
        return await self._ask(lambda gateway: gateway.verification(effect.key))

    async def _write(self, effect: Write) -> None:
        stamp = Stamp(uuid4(), self._operator, self._station)

        async def send(gateway: UnitGateway) -> None:
            await _send(gateway, effect.key, effect.change, stamp)

        self._take(WriteAnswered(effect.request, await self._ask(send)))

    async def _ask(self, call: Callable[[UnitGateway], Awaitable[T]]) -> T | GatewayProblem:
        """The call's answer, or the problem that stood in its way."""
        try:
            return await call(await self._gateway_in_time())
        except GatewayProblem as problem:
            self.call_failed()
            return problem
        except Exception as fault:  # noqa: BLE001 - a scan must end in an outcome, whatever broke
            _log.exception("a call to the server failed in the program itself")
            return GatewayProblem(ProblemKind.PROGRAM_FAULT, repr(fault))

    async def _gateway_in_time(self) -> UnitGateway:
        try:
            async with asyncio.timeout(GATEWAY_WAIT):
                return await asyncio.shield(self._gateway)
        except TimeoutError:
            message = "the server was not there when the station started"
            raise GatewayProblem(ProblemKind.TIMEOUT, message, seconds=GATEWAY_WAIT) from None

    def _remember(self, serial_number: str, key: UnitKey) -> None:
        self._parts.pop(serial_number, None)
        self._parts[serial_number] = key
        if len(self._parts) > _REMEMBERED_PARTS:
            del self._parts[next(iter(self._parts))]


async def _send(gateway: UnitGateway, key: UnitKey, change: Change, stamp: Stamp) -> None:
    match change:
        case PhaseChange(to):
            await gateway.set_phase(key, to.id, stamp)
        case ProcessChange(to):
            await gateway.set_process(key, to.code, stamp)
        case TagChange(tag):
            await gateway.set_tag(key, tag.key, tag.value, stamp)
