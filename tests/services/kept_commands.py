"""An outbox that keeps its commands in memory: for tests of what is decided, not of the disk."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from wats_station.domain.audit import AuditEntry, AuditKeeping
from wats_station.domain.command import Command, OutboxProblem, OutboxRow


class KeptCommands:
    """An `OutboxStore`; with a `problem` set every call fails as a full disk does."""

    def __init__(self) -> None:
        self.rows: dict[int, OutboxRow] = {}
        self.changes = 0
        self.log: list[AuditEntry] = []
        self.problem = ""

    async def add(self, command: Command) -> int:
        """Keep it."""
        (number,) = await self.add_all((command,))
        return number

    async def add_all(self, commands: Iterable[Command]) -> tuple[int, ...]:
        """Keep them."""
        self._check()
        self.changes += 1
        numbers = []
        for command in commands:
            number = len(self.rows) + 1
            self.rows[number] = OutboxRow(number, command)
            numbers.append(number)
        return tuple(numbers)

    async def change(self, row: OutboxRow) -> None:
        """Keep what it is now."""
        self._check()
        self.changes += 1
        self.rows[row.number] = replace(row)

    async def row(self, number: int) -> OutboxRow | None:
        """One of them."""
        self._check()
        return self.rows.get(number)

    async def open_rows(self) -> tuple[OutboxRow, ...]:
        """Without an end."""
        self._check()
        return tuple(row for row in self.rows.values() if row.state.is_open)

    async def ended_rows(self, count: int) -> tuple[OutboxRow, ...]:
        """Newest first."""
        self._check()
        ended = [row for row in reversed(self.rows.values()) if not row.state.is_open]
        return tuple(ended[:count])

    async def record(self, entry: AuditEntry) -> None:
        """Add it."""
        self._check()
        self.log.append(entry)

    async def tidy(self, _keeping: AuditKeeping, _now: datetime) -> None:
        """It stays as it is."""
        self._check()

    async def export(self, path: Path) -> int:
        """A line an entry."""
        self._check()
        await asyncio.to_thread(path.write_text, repr(self.log), encoding="utf-8")
        return len(self.log)

    def _check(self) -> None:
        if self.problem:
            raise OutboxProblem(self.problem)
