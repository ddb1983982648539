"""What is read before a unit is made: products, revisions, and whether it is there by now."""

import asyncio
from collections.abc import Callable

from wats_station.domain.creation import CreationFacts
from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.flows.creation import (
    CheckCreation,
    CreationChecked,
    ProductsRead,
    ReadProducts,
    ReadRevisions,
    RevisionsRead,
)
from wats_station.services.asking import Asking
from wats_station.services.tasks import Tasks

Effect = ReadProducts | ReadRevisions | CheckCreation
Answer = ProductsRead | RevisionsRead | CreationChecked


class CreationWork:
    """Every answer goes to `deliver`."""

    def __init__(self, asking: Asking, tasks: Tasks, deliver: Callable[[Answer], None]) -> None:
        self._asking = asking
        self._tasks = tasks
        self._deliver = deliver

    def carry_out(self, effect: Effect) -> None:
        """Read what is asked for."""
        match effect:
            case ReadProducts(request):
                self._tasks.start(request, self._read_products(request))
            case ReadRevisions(request):
                self._tasks.start(request, self._read_revisions(effect))
            case CheckCreation(request):
                self._tasks.start(request, self._check(effect))

    async def _read_products(self, request: int) -> None:
        answer = await self._asking.ask(lambda gateway: gateway.products())
        self._deliver(ProductsRead(request, answer))

    async def _read_revisions(self, effect: ReadRevisions) -> None:
        answer = await self._asking.ask(lambda gateway: gateway.revisions(effect.part_number))
        self._deliver(RevisionsRead(effect.request, answer))

    async def _check(self, effect: CheckCreation) -> None:
        key = effect.key
        unit, revisions = await asyncio.gather(
            self._asking.ask(lambda gateway: gateway.find_unit(key.serial_number, key.part_number)),
            self._asking.ask(lambda gateway: gateway.revisions(key.part_number)),
        )
        missing = isinstance(unit, GatewayProblem) and unit.kind is ProblemKind.NOT_FOUND
        if isinstance(unit, GatewayProblem) and not missing:
            self._deliver(CreationChecked(effect.request, unit))
        elif isinstance(revisions, GatewayProblem):
            self._deliver(CreationChecked(effect.request, revisions))
        else:
            facts = CreationFacts(not missing, revisions)
            self._deliver(CreationChecked(effect.request, facts))
