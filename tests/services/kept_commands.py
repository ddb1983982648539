"""An outbox that keeps its commands in memory: for tests of what is decided, not of the disk."""

from dataclasses import replace

from wats_station.domain.command import Command, OutboxProblem, OutboxRow


class KeptCommands:
    """An `OutboxStore`; with a `problem` set every call fails as a full disk does."""

    def __init__(self) -> None:
        self.rows: dict[int, OutboxRow] = {}
        self.problem = ""

    async def add(self, command: Command) -> int:
        """Keep it."""
        self._check()
        number = len(self.rows) + 1
        self.rows[number] = OutboxRow(number, command)
        return number

    async def change(self, row: OutboxRow) -> None:
        """Keep what it is now."""
        self._check()
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

    def _check(self) -> None:
        if self.problem:
            raise OutboxProblem(self.problem)
