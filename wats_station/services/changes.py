"""Changing units: check what the server says now, write once, and read what changes refer to."""

import asyncio
from collections.abc import Callable
from uuid import uuid4

from wats_station.domain.errors import GatewayProblem
from wats_station.domain.stamp import Stamp
from wats_station.domain.unit import UnitKey
from wats_station.domain.verification import Verification
from wats_station.flows.bench import ReferenceAnswered
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
from wats_station.services.asking import Asking
from wats_station.services.ports import UnitGateway

Answer = UnitChecked | WriteAnswered | ReferenceAnswered


class Changes:
    """Carries a change out step by step; every answer goes to `deliver`."""

    def __init__(
        self, asking: Asking, deliver: Callable[[Answer], None], *, operator: str, station: str
    ) -> None:
        self._asking = asking
        self._deliver = deliver
        self._operator = operator
        self.station = station

    async def read_reference(self, request: int) -> None:
        """Phases and processes, side by side."""
        phases, processes = await asyncio.gather(
            self._asking.ask(lambda gateway: gateway.phases()),
            self._asking.ask(lambda gateway: gateway.processes()),
        )
        if isinstance(phases, GatewayProblem):
            self._deliver(ReferenceAnswered(request, phases))
        elif isinstance(processes, GatewayProblem):
            self._deliver(ReferenceAnswered(request, processes))
        else:
            self._deliver(ReferenceAnswered(request, (phases, processes)))

    async def check_unit(self, effect: CheckUnit) -> None:
        """The unit, and where it decides its verification, as the server has them now."""
        key = effect.key
        unit, verification = await asyncio.gather(
            self._asking.ask(lambda gateway: gateway.find_unit(key.serial_number, key.part_number)),
            self._verification_if(effect),
        )
        if isinstance(unit, GatewayProblem):
            self._deliver(UnitChecked(effect.request, unit))
        elif isinstance(verification, GatewayProblem):
            self._deliver(UnitChecked(effect.request, verification))
        else:
            self._deliver(UnitChecked(effect.request, (unit, verification)))

    async def write(self, effect: Write) -> None:
        """Send the change, under an id of its own."""
        stamp = Stamp(uuid4(), self._operator, self.station)

        async def send(gateway: UnitGateway) -> None:
            await _send(gateway, effect.key, effect.change, stamp)

        self._deliver(WriteAnswered(effect.request, await self._asking.ask(send)))

    async def _verification_if(self, effect: CheckUnit) -> Verification | GatewayProblem | None:
        if not effect.with_verification:
            return None
        return await self._asking.ask(lambda gateway: gateway.verification(effect.key))


async def _send(gateway: UnitGateway, key: UnitKey, change: Change, stamp: Stamp) -> None:
    match change:
        case PhaseChange(to):
            await gateway.set_phase(key, to.id, stamp)
        case ProcessChange(to):
            await gateway.set_process(key, to.code, stamp)
        case TagChange(tag):
            await gateway.set_tag(key, tag.key, tag.value, stamp)
