"""The outbox: every command that is kept, in the order in which it was given.

A command is committed before anybody hears "accepted", and stays until it has one end.
It waits for all earlier commands on any of its units; a rejected one stops them until
somebody decides (product.md 7.2).
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from wats_station.domain.command import Action, Command, CommandState, OutboxProblem, OutboxRow
from wats_station.domain.notice import Notice
from wats_station.domain.unit import UnitKey
from wats_station.services.ports import OutboxStore

Told = Callable[[OutboxRow], None]
_LineKey = tuple[str, str, str]


class Outbox:
    """The commands of one data folder; `told` is called on the loop with each row that changed."""

    def __init__(self, store: OutboxStore, now: Callable[[], datetime], told: Told) -> None:
        self._store = store
        self._now = now
        self._told = told
        self._rows: dict[int, OutboxRow] = {}
        self._lines: dict[_LineKey, deque[int]] = {}
        self._awaited: dict[int, asyncio.Future[OutboxRow]] = {}
        # Whoever sends hears of each new row, and of each that may go out from now on.
        self.offer: Callable[[OutboxRow], None] = lambda _row: None

    async def load(self) -> tuple[OutboxRow, ...]:
        """Read what is open on the disk, instead of what is known; raises `OutboxProblem`.

        Rows that another process ended meanwhile end for those who await them too.
        """
        rows = await self._store.open_rows()
        still_open = {row.number for row in rows}
        for number in [number for number in self._rows if number not in still_open]:
            row = await self._store.row(number)
            self._forget(self._rows[number])
            if row is not None:
                self._tell_end(row)
        for row in rows:
            if row.number not in self._rows:
                self._enter(row)
            self._rows[row.number] = row
        return rows

    async def submit(self, command: Command) -> OutboxRow:
        """Commit the command; it is accepted when this returns. Raises `OutboxProblem`."""
        (row,) = await self.submit_all((command,))
        return row

    async def submit_all(self, commands: Sequence[Command]) -> tuple[OutboxRow, ...]:
        """Commit the commands, all of them or none; raises `OutboxProblem`."""
        numbers = await self._store.add_all(commands)
        rows = tuple(map(OutboxRow, numbers, commands))
        for row in rows:
            self._enter(row)
            self._told(row)
        for row in rows:
            self.offer(row)
        return rows

    async def end_of(self, number: int) -> OutboxRow:
        """The row once it was delivered, refused or given up."""
        row = self._rows.get(number)
        if row is None or row.state is CommandState.REJECTED:
            known = row or await self._store.row(number)
            if known is None:
                raise OutboxProblem(f"the outbox knows no command {number}")
            return known
        waited = self._awaited.get(number)
        if waited is None:
            waited = self._awaited[number] = asyncio.get_running_loop().create_future()
        return await asyncio.shield(waited)

    def row(self, number: int) -> OutboxRow | None:
        """An open row."""
        return self._rows.get(number)

    def open_rows(self) -> tuple[OutboxRow, ...]:
        """What has no end yet, in order."""
        return tuple(sorted(self._rows.values(), key=lambda row: row.number))

    def waiting_for(self, key: UnitKey, server: str) -> tuple[OutboxRow, ...]:
        """What is still to happen to a unit of a server, in order."""
        return tuple(self._rows[number] for number in self._lines.get(_line_of(server, key), ()))

    def is_ready(self, row: OutboxRow) -> bool:
        """True for a waiting row that is the first of each of its units."""
        if row.state is not CommandState.WAITING or row.number not in self._rows:
            return False
        return all(self._lines[key][0] == row.number for key in _lines_of(row.command))

    def tried(self, row: OutboxRow, why: Notice | None) -> OutboxRow:
        """Remember an attempt that ended nothing; only the end is worth the disk."""
        if row.number not in self._rows:
            return row
        changed = replace(row, attempts=row.attempts + 1, why=why)
        self._rows[row.number] = changed
        self._told(changed)
        return changed

    async def end(
        self, row: OutboxRow, state: CommandState, why: Notice | None = None
    ) -> OutboxRow:
        """Commit how a row ended (or that it was rejected), then let its line go on.

        Raises `OutboxProblem`; then it is as open as before.
        """
        ended = replace(row, state=state, why=why, ended=self._now(), seen=not state.is_bad)
        await self._store.change(ended)
        if row.number not in self._rows:
            return ended
        if state is CommandState.REJECTED:
            self._rows[row.number] = ended
        else:
            self._forget(ended)
        self._tell_end(ended)
        for following in self._following(ended):
            self.offer(following)
        return ended

    async def retry(self, number: int) -> OutboxRow:
        """Try a rejected command again, under a new id: the old one is spent."""
        row = self._rejected(number)
        return await self._again(row, row.command.action)

    async def correct(self, number: int, action: Action) -> OutboxRow:
        """Put another action in the place of a rejected one; it keeps its place in the line."""
        return await self._again(self._rejected(number), action)

    async def discard(self, number: int, by: str, why: Notice) -> OutboxRow:
        """Give a rejected command up, approved by `by`; raises `OutboxProblem`."""
        row = self._rejected(number)
        stamp = replace(row.command.stamp, approved_by=by)
        given_up = replace(row, command=replace(row.command, stamp=stamp))
        return await self.end(given_up, CommandState.DISCARDED, why)

    async def note(self, number: int) -> None:
        """Somebody has seen that a command was not done."""
        row = await self._store.row(number)
        if row is not None and not row.seen:
            seen = replace(row, seen=True)
            await self._store.change(seen)
            if number in self._rows:
                self._rows[number] = seen
            self._told(seen)

    async def recent(self, count: int) -> tuple[OutboxRow, ...]:
        """What has ended, newest first; raises `OutboxProblem`."""
        return await self._store.ended_rows(count)

    async def _again(self, row: OutboxRow, action: Action) -> OutboxRow:
        stamp = replace(row.command.stamp, command_id=uuid4())
        command = replace(row.command, action=action, stamp=stamp)
        fresh = OutboxRow(row.number, command)
        if set(command.touches) != set(row.command.touches):
            raise OutboxProblem("a correction is about the units of what it corrects")
        await self._store.change(fresh)
        self._rows[row.number] = fresh
        self._told(fresh)
        if self.is_ready(fresh):
            self.offer(fresh)
        return fresh

    def _following(self, row: OutboxRow) -> Iterator[OutboxRow]:
        """What may go out now that `row` has ended."""
        lines = map(self._lines.get, _lines_of(row.command))
        for number in dict.fromkeys(line[0] for line in lines if line):
            if self.is_ready(self._rows[number]):
                yield self._rows[number]

    def _rejected(self, number: int) -> OutboxRow:
        row = self._rows.get(number)
        if row is None or row.state is not CommandState.REJECTED:
            raise OutboxProblem(f"command {number} is not one that the server refused")
        return row

    def _enter(self, row: OutboxRow) -> None:
        self._rows[row.number] = row
        for key in _lines_of(row.command):
            line = self._lines.setdefault(key, deque())
            line.append(row.number)
            # Two commits may come back in another order than they were made.
            if len(line) > 1 and line[-2] > row.number:
                self._lines[key] = deque(sorted(line))

    def _forget(self, row: OutboxRow) -> None:
        self._rows.pop(row.number, None)
        for key in _lines_of(row.command):
            line = self._lines.get(key)
            if line is not None:
                line.remove(row.number)
                if not line:
                    del self._lines[key]

    def _tell_end(self, row: OutboxRow) -> None:
        awaited = self._awaited.pop(row.number, None)
        if awaited is not None and not awaited.done():
            awaited.set_result(row)
        self._told(row)


def _lines_of(command: Command) -> Iterable[_LineKey]:
    return dict.fromkeys(_line_of(command.server, key) for key in command.touches)


def _line_of(server: str, key: UnitKey) -> _LineKey:
    """Serial and part numbers differ by more than letter case."""
    return (server, key.serial_number.casefold(), key.part_number.casefold())
