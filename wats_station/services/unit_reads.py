"""Reading units: the latest wins, and what can be read side by side is.

The part number of a serial that was seen before is remembered, so that verification
and timeline need not wait for the unit; the unit is asked for by its serial number
all the same, and an answer with another part drops what was read for the old one.
"""

import asyncio
from collections.abc import Callable

from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.known_unit import KnownUnit
from wats_station.domain.unit import Unit, UnitKey
from wats_station.domain.verification import Verification
from wats_station.flows.lookup import (
    FamilyAnswered,
    LookupEffect,
    NearAnswered,
    ProductAnswered,
    ReadAgain,
    ReadDetails,
    ReadFamily,
    ReadNear,
    ReadUnit,
    TimelineAnswered,
    UnitAnswered,
    UnitRefreshed,
    VerificationAnswered,
)
from wats_station.services.asking import Asking
from wats_station.services.ports import UnitGateway
from wats_station.services.product_reads import ProductReads
from wats_station.services.remembering import Remembering
from wats_station.services.tasks import Tasks

Answer = (
    UnitAnswered
    | UnitRefreshed
    | VerificationAnswered
    | TimelineAnswered
    | ProductAnswered
    | NearAnswered
    | FamilyAnswered
)

# The unit's own request goes first; what is read beside it waits this long, in
# seconds, so that the identity is not painted later for the company.
_HEAD_START = 0.008

_REMEMBERED_PARTS = 5_000


class UnitReads:
    """Reads units and their details; every answer goes to `deliver`."""

    def __init__(
        self,
        asking: Asking,
        remembering: Remembering,
        products: ProductReads,
        tasks: Tasks,
        deliver: Callable[[Answer], None],
    ) -> None:
        self._asking = asking
        self._products = products
        self._remembering = remembering
        self._tasks = tasks
        self._deliver = deliver
        self._parts: dict[str, UnitKey] = {}
        self._details: dict[int, UnitKey] = {}

    def carry_out(self, effect: LookupEffect) -> None:
        """Read what is asked for."""
        match effect:
            case ReadUnit():
                self.read_unit(effect)
            case ReadDetails():
                self.read_details(effect)
            case ReadAgain():
                self.read_again(effect)
            case ReadNear(request):
                self._tasks.start(request, self._read_near(effect))
            case ReadFamily(request):
                self._tasks.start(request, self._read_family(effect))

    def read_unit(self, effect: ReadUnit) -> None:
        """Read the unit; what was being read for an earlier one is given up."""
        for earlier in self._details:
            self._tasks.cancel(earlier)
        self._details.clear()
        self._tasks.start(effect.request, self._read_unit(effect))
        known = self._parts.get(effect.serial_number)
        if (
            known is not None
            and effect.other is None
            and effect.part_number in ("", known.part_number)
        ):
            self.read_details(ReadDetails(effect.request, known), after=_HEAD_START)

    def read_details(self, effect: ReadDetails, after: float = 0.0) -> None:
        """Read verification, timeline and the product, unless this is under way already."""
        request, key = effect.request, effect.key
        if self._details.get(request) == key:
            return
        self._start_details(request, key, after)

    def read_again(self, effect: ReadAgain) -> None:
        """Read a unit that is shown, and its details, once more."""
        request, key = effect.request, effect.key
        self._tasks.start(request, self._refresh(request, key))
        self._start_details(request, key, 0.0)

    def _start_details(self, request: int, key: UnitKey, after: float) -> None:
        self._details[request] = key
        self._tasks.start(request, self._read_verification(request, key, after))
        self._tasks.start(request, self._read_timeline(request, key, after))
        self._tasks.start(request, self._read_product(request, key, after))

    async def _refresh(self, request: int, key: UnitKey) -> None:
        answer = await self._find(key.serial_number, key.part_number)
        self._deliver(UnitRefreshed(request, answer))

    async def _read_unit(self, effect: ReadUnit) -> None:
        answers = await asyncio.gather(
            self._find(effect.serial_number, effect.part_number),
            *(self._find(*other) for other in (effect.other,) if other is not None),
        )
        answer = answers[0] if effect.other is None else _the_one_that_is_there(*answers)
        if isinstance(answer, Unit):
            self._remember(effect.serial_number, answer.key)
            self._deliver(UnitAnswered(effect.request, answer))
            return
        self._parts.pop(effect.serial_number, None)
        known = await self._known(effect, answer)
        if isinstance(known, KnownUnit):
            self._deliver(UnitAnswered(effect.request, known.unit, known.as_of))
        else:
            self._deliver(UnitAnswered(effect.request, known))

    async def _known(self, effect: ReadUnit, problem: GatewayProblem) -> KnownUnit | GatewayProblem:
        """What was known last of the unit, or of what the same keys say on another layout."""
        names = ((effect.serial_number, effect.part_number), effect.other)
        for serial_number, part_number in filter(None, names):
            found = await self._remembering.unit(serial_number, part_number, problem)
            if isinstance(found, KnownUnit):
                return found
        return problem

    async def _find(self, serial_number: str, part_number: str) -> Unit | GatewayProblem:
        async def read(gateway: UnitGateway) -> Unit:
            return await gateway.find_unit(serial_number, part_number or None)

        answer = await self._asking.ask(read)
        if isinstance(answer, Unit):
            self._remembering.unit_read(answer)
        return answer

    async def _read_verification(self, request: int, key: UnitKey, after: float) -> None:
        await asyncio.sleep(after)
        answer = await self._asking.ask(lambda gateway: gateway.verification(key))
        if isinstance(answer, Verification):
            self._remembering.verification_read(key, answer)
        elif (known := await self._details_known(key, answer)) and known.verification:
            answer = known.verification
        if self._details.get(request) == key:
            self._deliver(VerificationAnswered(request, key, answer))

    async def _read_timeline(self, request: int, key: UnitKey, after: float) -> None:
        await asyncio.sleep(after)
        answer = await self._asking.ask(lambda gateway: gateway.timeline(key))
        if isinstance(answer, tuple):
            self._remembering.timeline_read(key, answer)
        elif (known := await self._details_known(key, answer)) and known.timeline:
            answer = known.timeline
        if self._details.get(request) == key:
            self._deliver(TimelineAnswered(request, key, answer))

    async def _read_product(self, request: int, key: UnitKey, after: float) -> None:
        await asyncio.sleep(after)
        answer = await self._products.tags(key.part_number)
        if self._details.get(request) == key:
            self._deliver(ProductAnswered(request, key, answer))

    async def _read_family(self, effect: ReadFamily) -> None:
        answer = await self._asking.ask(lambda gateway: gateway.family(effect.unit))
        self._deliver(FamilyAnswered(effect.request, answer))

    async def _read_near(self, effect: ReadNear) -> None:
        serial_number = effect.serial_number
        answer = await self._asking.ask(lambda gateway: gateway.near_units(serial_number))
        if isinstance(answer, GatewayProblem):
            answer = await self._remembering.near(serial_number, answer)
        self._deliver(NearAnswered(effect.request, answer))

    async def _details_known(self, key: UnitKey, problem: GatewayProblem) -> KnownUnit | None:
        found = await self._remembering.unit(key.serial_number, key.part_number, problem)
        return found if isinstance(found, KnownUnit) else None

    def _remember(self, serial_number: str, key: UnitKey) -> None:
        self._parts.pop(serial_number, None)
        self._parts[serial_number] = key
        if len(self._parts) > _REMEMBERED_PARTS:
            del self._parts[next(iter(self._parts))]


def _the_one_that_is_there(
    one: Unit | GatewayProblem, other: Unit | GatewayProblem
) -> Unit | GatewayProblem:
    """Of two readings the unit that exists; of two that do, neither.

    Where one of them could not be asked for, nobody knows: the failure is the answer.
    """
    if isinstance(one, Unit) and isinstance(other, Unit):
        if one.key == other.key:
            return one
        return GatewayProblem(ProblemKind.AMBIGUOUS, candidates=(one.key, other.key))
    for answer in (one, other):
        if isinstance(answer, GatewayProblem) and answer.kind is not ProblemKind.NOT_FOUND:
            return answer
    return other if isinstance(other, Unit) else one
