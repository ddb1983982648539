"""Carries out what somebody decides on commands in the outbox, and tells what came of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from wats_station.domain.command import OutboxProblem, OutboxRow
from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.flows.outbox import (
    RECENT,
    DiscardRow,
    NoteRow,
    OutboxEffect,
    OutboxEvent,
    OutboxFailed,
    RetryRow,
    RowsRead,
    WriteLog,
)
from wats_station.services.outbox import Outbox
from wats_station.services.ports import AuditLog


class Tell(Protocol):
    """Shows something at the bench."""

    def __call__(self, why: Notice, *, good: bool = False) -> None:
        """Show it; `good` where all is well."""
        ...


class OutboxWork:
    """`deliver` takes what is new of the outbox, `tell` what somebody at the bench must know."""

    def __init__(
        self, outbox: Outbox, log: AuditLog, deliver: Callable[[OutboxEvent], None], tell: Tell
    ) -> None:
        self.outbox = outbox
        self.log = log
        self._deliver = deliver
        self._tell = tell

    async def read(self) -> None:
        """Read what is open and what has ended; what was left undone is told."""
        try:
            rows = await self.outbox.load()
            recent = await self.outbox.recent(RECENT)
        except OutboxProblem as problem:
            why = notice(NoticeKind.OUTBOX_FAULT, detail=str(problem))
            self._deliver(OutboxFailed(why))
            self._tell(why)
            return
        self._deliver(RowsRead(rows, recent))
        undone = sum(row.state.is_bad and not row.seen for row in (*rows, *recent))
        if undone:
            self._tell(notice(NoticeKind.LEFT_UNDONE, count=str(undone)))

    async def carry_out(self, effect: OutboxEffect, by: str) -> None:
        """Do what was decided by `by`; a failure is told."""
        try:
            await self._done(effect, by)
        except OutboxProblem as problem:
            self._tell(notice(NoticeKind.OUTBOX_FAULT, detail=str(problem)))

    async def _done(self, effect: OutboxEffect, by: str) -> OutboxRow | None:
        match effect:
            case RetryRow(number):
                return await self.outbox.retry(number)
            case DiscardRow(_, ""):
                self._tell(notice(NoticeKind.DISCARD_NEEDS_REASON))
                return None
            case DiscardRow(number, reason, approved_by):
                why = notice(NoticeKind.DISCARDED, reason=reason)
                return await self.outbox.discard(number, approved_by or by, why)
            case NoteRow(number):
                await self.outbox.note(number)
            case WriteLog(path):
                count = await self.log.export(Path(path))
                why = notice(NoticeKind.LOG_WRITTEN, count=str(count), path=path)
                self._tell(why, good=True)
        return None
