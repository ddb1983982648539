"""Remembering: what the server answered last, and what to show when it cannot be asked.

Never the answer to a write: those are decided by the server, or checked again before they
go out.
"""

import logging
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import ParamSpec

from wats_station.domain.command import Command, FileReport
from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.known_unit import CacheProblem, KnownCase, KnownUnit, Reference
from wats_station.domain.near import NearUnit
from wats_station.domain.quarantine import ProductTags
from wats_station.domain.repair import RepairCase
from wats_station.domain.settling import after
from wats_station.domain.unit import LifeEvent, Unit, UnitKey
from wats_station.domain.verification import Verification
from wats_station.services.ports import KnownUnits
from wats_station.services.tasks import Tasks

P = ParamSpec("P")

_log = logging.getLogger(__name__)

# Without an answer of these kinds the last known one is better than none.
_WITHOUT_SERVER = frozenset(
    {
        ProblemKind.UNREACHABLE,
        ProblemKind.TIMEOUT,
        ProblemKind.SERVER_ERROR,
        ProblemKind.NOT_THE_API,
    }
)


class Remembering:
    """What is known of one server's units; `server` is the name it is kept under.

    Without a `cache` nothing is kept, and nothing is known.
    """

    def __init__(self, tasks: Tasks, now: Callable[[], datetime]) -> None:
        self._tasks = tasks
        self._now = now
        self.cache: KnownUnits | None = None
        self.server = ""

    def unit_read(self, unit: Unit) -> None:
        """Keep the unit, beside everything else."""
        if self.cache is not None and self.server:
            self._keep(self.cache.keep_unit, self.server, unit, self._now())

    def delivered(self, command: Command) -> None:
        """Keep what a command made of its units: what is decided without the server goes by it."""
        if self.cache is None or command.server != self.server:
            return
        for key in command.touches:
            self._keep(self.cache.change_unit, self.server, key, partial(after, command))
        if isinstance(command.action, FileReport):
            # Else it would be offered, and filed, once more without the server.
            repaired = partial(_repaired, command.made)
            self._keep(self.cache.change_case, self.server, command.unit, repaired)

    def verification_read(self, key: UnitKey, what: Verification) -> None:
        """Keep the unit's tests."""
        if self.cache is not None and self.server:
            self._keep(self.cache.keep_verification, self.server, key, what)

    def timeline_read(self, key: UnitKey, what: tuple[LifeEvent, ...]) -> None:
        """Keep the unit's life."""
        if self.cache is not None and self.server:
            self._keep(self.cache.keep_timeline, self.server, key, what)

    def case_read(self, case: RepairCase) -> None:
        """Keep what a repair goes by."""
        if self.cache is not None and self.server:
            self._keep(self.cache.keep_case, self.server, case, self._now())

    def reference_read(self, reference: Reference) -> None:
        """Keep phases and processes."""
        if self.cache is not None and self.server:
            self._keep(self.cache.keep_reference, self.server, reference)

    def product_read(self, product: ProductTags) -> None:
        """Keep what the server has with a product."""
        if self.cache is not None and self.server:
            self._keep(self.cache.keep_product, self.server, product)

    async def product(
        self, part_number: str, problem: GatewayProblem
    ) -> ProductTags | GatewayProblem:
        """What was known last of the product, where `problem` says nobody can be asked."""
        if self.cache is None or problem.kind not in _WITHOUT_SERVER:
            return problem
        try:
            return await self.cache.product(self.server, part_number) or problem
        except CacheProblem as fault:
            _log.info("what was known cannot be read: %s", fault)
            return problem

    async def unit(
        self, serial_number: str, part_number: str, problem: GatewayProblem
    ) -> KnownUnit | GatewayProblem:
        """The unit as it was known last, where `problem` says that the server cannot be asked."""
        if self.cache is None or problem.kind not in _WITHOUT_SERVER:
            return problem
        try:
            found = await self.cache.find(self.server, serial_number, part_number)
        except CacheProblem as fault:
            _log.info("what was known cannot be read: %s", fault)
            return problem
        if len(found) > 1:
            candidates = tuple(known.unit.key for known in found)
            return GatewayProblem(ProblemKind.AMBIGUOUS, candidates=candidates)
        return found[0] if found else problem

    async def case(self, key: UnitKey, problem: GatewayProblem) -> KnownCase | GatewayProblem:
        """What a repair of the unit went by when it was read last."""
        if self.cache is None or problem.kind not in _WITHOUT_SERVER:
            return problem
        try:
            return await self.cache.find_case(self.server, key) or problem
        except CacheProblem as fault:
            _log.info("what was known cannot be read: %s", fault)
            return problem

    async def near(self, serial_number: str, problem: GatewayProblem) -> tuple[NearUnit, ...]:
        """The nearest of the units that are known, where nobody else can be asked."""
        if self.cache is None or problem.kind not in _WITHOUT_SERVER:
            return ()
        try:
            return await self.cache.near(self.server, serial_number)
        except CacheProblem as fault:
            _log.info("what was known cannot be read: %s", fault)
            return ()

    async def reference(self, problem: GatewayProblem) -> Reference | GatewayProblem:
        """Phases and processes as they were known last."""
        if self.cache is None or problem.kind not in _WITHOUT_SERVER:
            return problem
        try:
            return await self.cache.reference(self.server) or problem
        except CacheProblem as fault:
            _log.info("what was known cannot be read: %s", fault)
            return problem

    def _keep(
        self, keep: Callable[P, Coroutine[object, object, None]], *what: P.args, **more: P.kwargs
    ) -> None:
        self._tasks.start("remember", _quietly(keep, *what, **more))


def _repaired(when: datetime, case: RepairCase) -> RepairCase:
    return replace(case, repaired=when)


async def _quietly(
    keep: Callable[P, Coroutine[object, object, None]], *what: P.args, **more: P.kwargs
) -> None:
    try:
        await keep(*what, **more)
    except CacheProblem as fault:
        # Nobody loses anything but what would have been shown without the server.
        _log.info("what is known cannot be kept: %s", fault)
