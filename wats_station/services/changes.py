"""Changing units: check what the server says now, keep the command, and wait for its end.

A command that is not delivered within two seconds is queued: nobody at the bench waits
for it any longer, and its end is told when it comes.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid4

from wats_station.domain.command import Action, Command, CommandState, OutboxProblem, OutboxRow
from wats_station.domain.errors import GatewayProblem
from wats_station.domain.known_unit import Reference
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.phase import Phase
from wats_station.domain.quarantine import ProductTags
from wats_station.domain.stamp import Stamp
from wats_station.domain.unit import Process, UnitKey
from wats_station.domain.verification import Verification
from wats_station.flows.bench import ReferenceAnswered
from wats_station.flows.phase.state import CheckUnit, FailureRead, ReadFailure, UnitChecked
from wats_station.flows.submitting import CommandEnded, CommandWaits, NotKept, Submit
from wats_station.services.asking import Asking
from wats_station.services.outbox import Outbox
from wats_station.services.product_reads import ProductReads
from wats_station.services.remembering import Remembering

# How long somebody at the bench waits for the server to confirm, in seconds.
CONFIRM_WAIT = 2.0
_DISK_WAIT = 2.0

Answer = UnitChecked | FailureRead | CommandEnded | CommandWaits | NotKept | ReferenceAnswered


class Author(NamedTuple):
    """Who gives commands, at which station, to which server, by which clock.

    `ahead` is how many seconds this computer's clock is ahead of the server's, None where
    nobody knows.
    """

    operator: str
    station: str
    server: str = ""
    ahead: float | None = None


class Changes:
    """Carries a change out step by step; every answer goes to `deliver`.

    Without an `outbox` nothing can be changed.
    """

    def __init__(
        self,
        asking: Asking,
        remembering: Remembering,
        products: ProductReads,
        deliver: Callable[[Answer], None],
        *,
        author: Author,
        now: Callable[[], datetime],
    ) -> None:
        self._asking = asking
        self._remembering = remembering
        self._products = products
        self._deliver = deliver
        self._now = now
        self._awaited: set[int] = set()
        self._being_kept = 0
        self._all_kept = asyncio.Event()
        self._all_kept.set()
        self.author = author
        self.outbox: Outbox | None = None

    def is_awaited(self, row: OutboxRow) -> bool:
        """True while somebody at the bench waits for the row's end."""
        return row.number in self._awaited

    async def read_reference(self, request: int) -> None:
        """Phases and processes, side by side."""
        phases, processes = await asyncio.gather(
            self._asking.ask(lambda gateway: gateway.phases()),
            self._asking.ask(lambda gateway: gateway.processes()),
        )
        problem = phases if isinstance(phases, GatewayProblem) else processes
        if not isinstance(phases, GatewayProblem) and not isinstance(processes, GatewayProblem):
            self._remembering.reference_read(Reference(phases, processes))
            self._deliver(ReferenceAnswered(request, (phases, processes)))
        elif isinstance(problem, GatewayProblem):
            self._deliver(ReferenceAnswered(request, await self._known_reference(problem)))

    async def _known_reference(
        self, problem: GatewayProblem
    ) -> tuple[tuple[Phase, ...], tuple[Process, ...]] | GatewayProblem:
        known = await self._remembering.reference(problem)
        return (known.phases, known.processes) if isinstance(known, Reference) else known

    async def check_unit(self, effect: CheckUnit) -> None:
        """The unit, its quarantines, and where it decides its verification, as they are now."""
        key = effect.key
        unit, verification, product = await asyncio.gather(
            self._asking.ask(lambda gateway: gateway.find_unit(key.serial_number, key.part_number)),
            self._verification_if(effect),
            self._products.tags(key.part_number, fresh=True),
        )
        known = product if isinstance(product, ProductTags) else None
        for problem in (unit, verification, product):
            if isinstance(problem, GatewayProblem):
                self._deliver(UnitChecked(effect.request, problem, known))
                return
        if not isinstance(unit, GatewayProblem) and not isinstance(verification, GatewayProblem):
            self._deliver(UnitChecked(effect.request, (unit, verification), known))

    async def read_failure(self, effect: ReadFailure) -> None:
        """How the run failed that a refusal was about."""
        key, process = effect.key, effect.process
        answer = await self._asking.ask(lambda gateway: gateway.failed_run(key, process))
        self._deliver(FailureRead(key, process.code, answer))

    async def submit(self, effect: Submit, scan: str, approved_by: str) -> None:
        """Keep the commands; then their end, or that they wait."""
        if self.outbox is None:
            why = notice(NoticeKind.OUTBOX_FAULT, detail="the outbox is not open")
            self._deliver(NotKept(effect.request, why))
            return
        if effect.needs_server and self._asking.is_down:
            why = notice(NoticeKind.NEEDS_SERVER, serial=effect.key.serial_number)
            self._deliver(NotKept(effect.request, why))
            return
        try:
            rows = await self._keep(self.outbox, self._commands(effect, scan, approved_by))
        except OutboxProblem as problem:
            why = notice(NoticeKind.OUTBOX_FAULT, detail=str(problem))
            self._deliver(NotKept(effect.request, why))
            return
        await self._follow(self.outbox, effect.request, rows)

    async def kept(self) -> None:
        """Wait until what was just given is kept or refused, for as long as a disk may take."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._all_kept.wait(), _DISK_WAIT)

    async def _keep(self, outbox: Outbox, commands: tuple[Command, ...]) -> tuple[OutboxRow, ...]:
        self._being_kept += 1
        self._all_kept.clear()
        try:
            return await outbox.submit_all(commands)
        finally:
            self._being_kept -= 1
            if not self._being_kept:
                self._all_kept.set()

    async def _follow(self, outbox: Outbox, request: int, rows: tuple[OutboxRow, ...]) -> None:
        """Wait for the rows' ends for as long as somebody stands there for them."""
        numbers = [row.number for row in rows]
        self._awaited.update(numbers)
        done = 0
        try:
            # With no link there is nothing to wait for.
            async with asyncio.timeout(0 if self._asking.is_down else CONFIRM_WAIT):
                for number in numbers:
                    end = await outbox.end_of(number)
                    if end.state is not CommandState.DELIVERED:
                        self._deliver(CommandEnded(request, end.state, end.why, done))
                        return
                    done += 1
        except TimeoutError:
            self._deliver(CommandWaits(request))
        else:
            self._deliver(CommandEnded(request, CommandState.DELIVERED, done=done))
        finally:
            self._awaited.difference_update(numbers)

    def _commands(self, effect: Submit, scan: str, approved_by: str) -> tuple[Command, ...]:
        commands: list[Command] = []
        for action in effect.actions:
            before = commands[-1].id if effect.linked and commands else None
            commands.append(self._command(effect.key, action, scan, approved_by, before))
        return tuple(commands)

    def _command(
        self, key: UnitKey, action: Action, scan: str, approved_by: str, follows: UUID | None
    ) -> Command:
        author = self.author
        return Command(
            unit=key,
            action=action,
            stamp=Stamp(uuid4(), author.operator, author.station, approved_by),
            made=self._now(),
            server=author.server,
            ahead=author.ahead,
            scan=scan,
            follows=follows,
        )

    async def _verification_if(self, effect: CheckUnit) -> Verification | GatewayProblem | None:
        if not effect.with_verification:
            return None
        return await self._asking.ask(lambda gateway: gateway.verification(effect.key))
