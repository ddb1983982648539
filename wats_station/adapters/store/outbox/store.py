"""The outbox on the disk, with the audit log beside it: an end and its entry are one commit."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from wats_station.adapters.store.database_thread import DatabaseThread
from wats_station.adapters.store.outbox import audit, rescue
from wats_station.adapters.store.outbox.audit_csv import write_csv
from wats_station.adapters.store.outbox.schema import (
    KEPT_AUDIT,
    KEPT_ENDED,
    NAME,
    DamagedOutboxProblem,
    opened,
    problem_of,
    set_aside,
)
from wats_station.adapters.store.outbox.wording import (
    action_of,
    action_text,
    detail_of,
    kind_of,
    notice_of,
    notice_text,
    reason_of,
)
from wats_station.domain.audit import AuditEntry, AuditKeeping
from wats_station.domain.command import Command, CommandState, OutboxRow
from wats_station.domain.stamp import Stamp
from wats_station.domain.unit import UnitKey

_log = logging.getLogger(__name__)

# Old rows go with every so many ends.
_PRUNE_EVERY = 200

_COLUMNS = (
    "number, id, state, server, serial_number, part_number, kind, action, operator, station,"
    " approved_by, made, ahead, scan, follows, attempts, why, ended, seen"
)
_ADD = (
    "INSERT INTO command (id, state, server, serial_number, part_number, kind, action,"
    " operator, station, approved_by, made, ahead, scan, follows)"
    " VALUES (?, 'waiting', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_CHANGE = (
    "UPDATE command SET id = ?, kind = ?, action = ?, approved_by = ?, state = ?,"
    " attempts = ?, why = ?, ended = ?, seen = ? WHERE number = ?"
)
_ROW = f"SELECT {_COLUMNS} FROM command WHERE number = ?"  # noqa: S608 - our own names
_OPEN = (
    f"SELECT {_COLUMNS} FROM command"  # noqa: S608 - our own names
    " WHERE state IN ('waiting', 'rejected') ORDER BY number"
)
_ENDED = (
    f"SELECT {_COLUMNS} FROM command"  # noqa: S608 - our own names
    " WHERE state NOT IN ('waiting', 'rejected') ORDER BY number DESC LIMIT ?"
)
# What nobody has taken note of stays, however old it is.
_PRUNE = (
    "DELETE FROM command WHERE seen = 1 AND state NOT IN ('waiting', 'rejected')"
    " AND number <= (SELECT number FROM command WHERE seen = 1"
    " ORDER BY number DESC LIMIT 1 OFFSET ?)"
)


class OutboxFile:
    """The outbox of a data folder; an `OutboxStore`, and the audit log's.

    `told` is called in the database's thread, and must not raise, with one line when a
    damaged file was moved aside: what could still be read of it is in the new one.
    """

    def __init__(self, folder: Path, *, told: Callable[[str], None] = _log.warning) -> None:
        self.path = folder / NAME
        self._told = told
        self._thread = DatabaseThread(self.path, self._opened, problem_of)
        self._ends = 0

    async def add(self, command: Command) -> int:
        """Keep a new command; its number. Raises `OutboxProblem`."""
        (number,) = await self.add_all((command,))
        return number

    async def add_all(self, commands: Iterable[Command]) -> tuple[int, ...]:
        """Keep new commands, all of them or none; their numbers. Raises `OutboxProblem`."""
        rows = [_new_values(command) for command in commands]

        def insert(connection: sqlite3.Connection) -> tuple[int, ...]:
            return tuple(connection.execute(_ADD, values).lastrowid or 0 for values in rows)

        return await self._thread.run(insert)

    async def change(self, row: OutboxRow) -> None:
        """Keep what the row is now, and tell the audit log where that is an end.

        Raises `OutboxProblem`.
        """
        values = _changed_values(row)
        entry = _entry_of(row)
        self._ends += 1
        prune = self._ends % _PRUNE_EVERY == 0

        def update(connection: sqlite3.Connection) -> None:
            before = connection.execute(
                "SELECT state, id FROM command WHERE number = ?", (row.number,)
            ).fetchone()
            connection.execute(_CHANGE, values)
            if before and tuple(before) != (row.state.value, str(row.command.id)):
                audit.add(connection, entry)
            if prune:
                connection.execute(_PRUNE, (KEPT_ENDED - 1,))

        await self._thread.run(update)

    async def row(self, number: int) -> OutboxRow | None:
        """One row, None where it is not kept any more. Raises `OutboxProblem`."""
        found = await self._rows(_ROW, number)
        return found[0] if found else None

    async def open_rows(self) -> tuple[OutboxRow, ...]:
        """What has no end yet, in order. Raises `OutboxProblem`."""
        return await self._rows(_OPEN)

    async def ended_rows(self, count: int) -> tuple[OutboxRow, ...]:
        """What has ended, newest first. Raises `OutboxProblem`."""
        return await self._rows(_ENDED, count)

    async def record(self, entry: AuditEntry) -> None:
        """Add to the audit log what is no command. Raises `OutboxProblem`."""
        await self._thread.run(lambda connection: audit.add(connection, entry))

    async def tidy(self, keeping: AuditKeeping, now: datetime) -> None:
        """Let go of what is older than the settings want. Raises `OutboxProblem`."""
        await self._thread.run(lambda connection: audit.tidy(connection, keeping, now))

    async def entries(self, count: int, since: datetime | None = None) -> tuple[AuditEntry, ...]:
        """The audit log's newest entries, newest first. Raises `OutboxProblem`."""
        return await self._thread.run(lambda each: audit.entries(each, count, since))

    async def export(self, path: Path) -> int:
        """Write the audit log as CSV, oldest first; how many entries. Raises `OutboxProblem`."""
        newest = await self.entries(KEPT_AUDIT)
        await asyncio.to_thread(write_csv, path, reversed(newest))
        return len(newest)

    def close(self) -> None:
        """Finish what was begun; blocks."""
        self._thread.close()

    async def _rows(self, statement: str, *values: object) -> tuple[OutboxRow, ...]:
        def select(connection: sqlite3.Connection) -> tuple[OutboxRow, ...]:
            return tuple(map(row_of, connection.execute(statement, values)))

        return await self._thread.run(select)

    def _opened(self, path: Path) -> sqlite3.Connection:
        """The file; a damaged one gives way to a new one, with what can be read of it."""
        try:
            return opened(path)
        except DamagedOutboxProblem as damage:
            aside = set_aside(path)
            rescued, lost = rescue.into(path, aside)
            _log.info("%s; it is kept as %s", damage, aside)
            text = f"{path.name} was damaged, is kept as {aside.name}; {rescued} actions rescued"
            self._told(f"{text}, {lost}" if lost else text)
            return opened(path)


def row_of(row: Iterable[Any]) -> OutboxRow:
    """A row of the table; raises ValueError, TypeError or KeyError where it is none of ours."""
    (
        number, command_id, state, server, serial, part, kind, action, operator, station,
        approved_by, made, ahead, scan, follows, attempts, why, ended, seen,
    ) = row  # fmt: skip
    command = Command(
        unit=UnitKey(serial, part),
        action=action_of(kind, action),
        stamp=Stamp(UUID(command_id), operator, station, approved_by),
        made=datetime.fromisoformat(made),
        server=server,
        ahead=ahead,
        scan=scan,
        follows=UUID(follows) if follows else None,
    )
    return OutboxRow(
        number=number,
        command=command,
        state=CommandState(state),
        attempts=attempts,
        why=notice_of(why),
        ended=datetime.fromisoformat(ended) if ended else None,
        seen=bool(seen),
    )


def _new_values(command: Command) -> tuple[object, ...]:
    stamp = command.stamp
    return (
        str(command.id),
        command.server,
        command.unit.serial_number,
        command.unit.part_number,
        kind_of(command.action),
        action_text(command.action),
        stamp.operator,
        stamp.station,
        stamp.approved_by,
        command.made.astimezone(UTC).isoformat(),
        command.ahead,
        command.scan,
        str(command.follows) if command.follows else None,
    )


def _changed_values(row: OutboxRow) -> tuple[object, ...]:
    command = row.command
    return (
        str(command.id),
        kind_of(command.action),
        action_text(command.action),
        command.stamp.approved_by,
        row.state.value,
        row.attempts,
        notice_text(row.why),
        row.ended.astimezone(UTC).isoformat() if row.ended else None,
        int(row.seen),
        row.number,
    )


def _entry_of(row: OutboxRow) -> AuditEntry:
    command, stamp = row.command, row.command.stamp
    corrected = row.state is CommandState.WAITING
    old, new = detail_of(command.action)
    return AuditEntry(
        at=row.ended or command.made,
        what=kind_of(command.action),
        operator=stamp.operator,
        station=stamp.station,
        outcome="retried" if corrected else row.state.value,
        approved_by=stamp.approved_by,
        server=command.server,
        serial_number=command.unit.serial_number,
        part_number=command.unit.part_number,
        old=old,
        new=new,
        scan=command.scan,
        command=str(command.id),
        reason=reason_of(command.action, row.why),
    )
