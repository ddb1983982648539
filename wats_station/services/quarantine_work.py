"""Writing a quarantine: read afresh, written once, read again where nobody knows, and logged."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import uuid4

from wats_station.domain.audit import AuditEntry
from wats_station.domain.command import OutboxProblem
from wats_station.domain.errors import GatewayProblem
from wats_station.domain.quarantine import ProductTags, is_over, tag_text, with_tag, written
from wats_station.domain.stamp import Stamp
from wats_station.flows.quarantine import QuarantineWritten, Wish, WriteQuarantine
from wats_station.services.asking import Asking
from wats_station.services.changes import Author
from wats_station.services.ports import AuditLog
from wats_station.services.product_reads import ProductReads

_log = logging.getLogger(__name__)


class _End(NamedTuple):
    """What came of it: what the tag said before, and whether it was written."""

    answer: ProductTags | GatewayProblem
    before: str | None = None
    written: bool = False


class QuarantineWork:
    """Every answer goes to `deliver`; `now` is the computer's clock, in UTC."""

    def __init__(
        self,
        asking: Asking,
        products: ProductReads,
        deliver: Callable[[QuarantineWritten], None],
        *,
        author: Callable[[], Author],
        now: Callable[[], datetime],
    ) -> None:
        self._asking = asking
        self._products = products
        self._deliver = deliver
        self._author = author
        self._now = now
        self.log: AuditLog | None = None

    async def write(self, effect: WriteQuarantine, scan: str) -> None:
        """Write it if the tag is as it was seen; `scan` is the code that asked for it."""
        author, wish = self._author(), effect.wish
        stamp = Stamp(uuid4(), author.operator, author.station, wish.approved_by)
        ahead = timedelta(seconds=author.ahead or 0.0)
        by = wish.approved_by or author.operator or author.station
        text = written(effect.reason, by, self._now() - ahead, on=wish.on)
        end = await self._written(wish, text, stamp)
        if isinstance(end.answer, ProductTags):
            self._products.read(end.answer)
        self._deliver(QuarantineWritten(effect.request, end.answer, end.before, end.written))
        await self._record(wish, text, stamp, scan, end)

    async def _written(self, wish: Wish, text: str, stamp: Stamp) -> _End:
        part, scope, name = wish.key.part_number, wish.scope, wish.name
        known = await self._asking.ask(lambda gateway: gateway.product_tags(part))
        if isinstance(known, GatewayProblem):
            # Nothing was sent yet.
            known.sent = False
            return _End(known)
        before = tag_text(known, scope, name)
        unseen = wish.was_seen and before != wish.seen
        if is_over(before) is not wish.on or (unseen and not wish.on):
            return _End(known, before)
        answer = await self._asking.ask(
            lambda gateway: gateway.put_quarantine(part, scope, name, text, stamp)
        )
        if not isinstance(answer, GatewayProblem):
            return _End(with_tag(known, scope, name, text), before, written=True)
        # It may have been taken all the same.
        again = await self._asking.ask(lambda gateway: gateway.product_tags(part))
        if isinstance(again, ProductTags) and tag_text(again, scope, name) == text:
            return _End(again, before, written=True)
        return _End(answer, before)

    async def _record(self, wish: Wish, text: str, stamp: Stamp, scan: str, end: _End) -> None:
        if self.log is None:
            return
        problem = end.answer if isinstance(end.answer, GatewayProblem) else None
        entry = AuditEntry(
            self._now(),
            "quarantine",
            stamp.operator,
            stamp.station,
            "done" if end.written else "refused",
            stamp.approved_by,
            self._author().server,
            part_number=wish.key.part_number,
            serial_number=wish.key.serial_number,
            old=end.before or "",
            new=f"{wish.scope.value} {wish.name}: {text}",
            scan=scan,
            command=str(stamp.command_id),
            reason=problem.kind.value if problem else "",
        )
        try:
            await self.log.record(entry)
        except OutboxProblem as fault:
            _log.warning("the audit log could not be written: %s", fault)
