"""Carries out what somebody decides on commands in the outbox, and tells what came of it."""

from collections.abc import Callable

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
)
from wats_station.services.outbox import Outbox


class OutboxWork:
    """`deliver` takes what is new of the outbox, `tell` what somebody at the bench must know."""

    def __init__(
        self,
        outbox: Outbox,
        deliver: Callable[[OutboxEvent], None],
        tell: Callable[[Notice], None],
    ) -> None:
        self.outbox = outbox
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
            case DiscardRow(number, reason):
                why = notice(NoticeKind.DISCARDED, reason=reason)
                return await self.outbox.discard(number, by, why)
            case NoteRow(number):
                await self.outbox.note(number)
        return None
