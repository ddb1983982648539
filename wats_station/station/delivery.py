"""Delivery: the outbox of a data folder, and the one sender where it is this process's turn.

The window and the background agent both have one; they differ in who goes first.
"""

import asyncio
import logging
import random
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from wats_station.adapters.clock import utc_now
from wats_station.domain.audit import AuditKeeping
from wats_station.domain.command import OutboxProblem, OutboxRow
from wats_station.domain.errors import GatewayProblem
from wats_station.services.outbox import Outbox
from wats_station.services.ports import UnitGateway
from wats_station.services.sender import Sender
from wats_station.services.tasks import Tasks

if TYPE_CHECKING:
    from wats_station.adapters.store.outbox.store import OutboxFile
    from wats_station.adapters.turn import Turn

_log = logging.getLogger(__name__)

# A folder where no lock can be made is tried again after this many seconds.
_FOLDER_WAIT = 5.0
# The server's clock is compared with ours so often, in seconds.
_CLOCK_EVERY = 3600.0
_CLOCK_RETRY = 30.0
# The audit log is tidied a while after the start, and then once a day.
_TIDY_AFTER, _TIDY_EVERY = 20.0, 86_400.0


class Delivery:
    """Keeps commands from the start, sends them from `begin` to `stop` or `close`.

    `told` is called on the loop with each row that changed, `failed` in another thread
    with a line about a damaged file.
    """

    def __init__(
        self,
        folder: Path,
        told: Callable[[OutboxRow], None],
        failed: Callable[[str], None],
        *,
        window: bool,
    ) -> None:
        self._folder = folder
        self._window = window
        self._failed = failed
        self.store = _store(folder, failed)
        self.outbox = Outbox(self.store, utc_now, told)
        self._tasks = Tasks()
        self._sender: Sender | None = None
        # How long the audit log keeps what; the settings tell it.
        self.keeping = AuditKeeping()
        self._tasks.start("tidy", self._tidy())
        self.clock_compared: Callable[[float | None], None] = lambda _ahead: None

    def begin(self, gateway: UnitGateway, server: str) -> None:
        """Send to this server from now on, under the name its commands are kept by."""
        jitter = random.random
        self._sender = Sender(self.outbox, gateway, server, time.monotonic, jitter)
        self._tasks.start("send", self._send(self._sender))
        self._tasks.start("clock", self._compare_clocks(gateway))

    def stop(self) -> None:
        """Send nothing until `begin`; what is under way is settled by whoever sends next."""
        self._sender = None
        self._tasks.cancel("send")
        self._tasks.cancel("clock")

    def link_is_back(self) -> None:
        """The server was found well: what waits for it goes out."""
        if self._sender is not None:
            self._sender.link_is_back()

    async def close(self) -> None:
        """Stop, and let go of the file."""
        await self._tasks.drain()
        await asyncio.to_thread(self.store.close)

    async def _tidy(self) -> None:
        """Let old entries of the audit log go, now and every day."""
        while True:
            await asyncio.sleep(_TIDY_AFTER)
            try:
                await self.store.tidy(self.keeping, utc_now())
            except OutboxProblem as problem:
                _log.info("the audit log cannot be tidied: %s", problem)
            await asyncio.sleep(_TIDY_EVERY)

    async def _send(self, sender: Sender) -> None:
        """Send whenever it is this process's turn."""
        from wats_station.adapters.turn import Turn

        turn = await asyncio.to_thread(Turn, self._folder, window=self._window)
        try:
            while True:
                await _taken(turn)
                try:
                    await _sent_until_wanted(sender, turn)
                except Exception as fault:  # noqa: BLE001 - what waits must go out, whatever broke
                    _log.exception("the sender failed in the program itself")
                    self._failed(f"sending failed and begins anew: {fault!r}")
                    await asyncio.sleep(_FOLDER_WAIT)
                turn.leave()
        finally:
            turn.leave()

    async def _compare_clocks(self, gateway: UnitGateway) -> None:
        """Learn how far ahead of the server's clock ours is, now and every hour."""
        while True:
            ahead: float | None = None
            with suppress(GatewayProblem):
                asked = utc_now()
                there = await gateway.server_time()
                # The server looked at its clock half-way between question and answer.
                ahead = (asked + (utc_now() - asked) / 2 - there).total_seconds()
            self.clock_compared(ahead)
            if ahead is not None and self._sender is not None:
                self._sender.ahead = ahead
                self._sender.link_is_back()
            await asyncio.sleep(_CLOCK_RETRY if ahead is None else _CLOCK_EVERY)


def _store(folder: Path, failed: Callable[[str], None]) -> "OutboxFile":
    from wats_station.adapters.store.outbox.store import OutboxFile

    return OutboxFile(folder, told=failed)


async def _sent_until_wanted(sender: Sender, turn: "Turn") -> None:
    async with asyncio.TaskGroup() as group:
        sending = group.create_task(sender.run())
        await turn.until_wanted()
        sending.cancel()


async def _taken(turn: "Turn") -> None:
    while True:
        try:
            await turn.take()
        except OSError as error:
            _log.warning("the outbox's lock cannot be made: %s", error)
            await asyncio.sleep(_FOLDER_WAIT)
        else:
            return
