"""Duty: who is at the bench, as services see it: reads the register, looks at the clock, logs.

Until a register is used nobody needs to log in, and changes are stamped with the name of
the operating system's user.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from wats_station.domain.audit import AuditEntry
from wats_station.domain.command import OutboxProblem
from wats_station.domain.operator import Operator
from wats_station.domain.settings_layers import SettingChange
from wats_station.flows.approval import ApprovalRefused, Approved, CheckPin, ReasonGiven
from wats_station.flows.operators import (
    IdleTimeSet,
    LoggedIn,
    LoggedOut,
    OperatorsEffect,
    OperatorsEvent,
    OperatorsState,
    Ticked,
    next_tick,
)
from wats_station.flows.registering import KeepOperators
from wats_station.services.operators import OperatorsWork
from wats_station.services.ports import AuditLog
from wats_station.services.tasks import Tasks

_log = logging.getLogger(__name__)

# How often the clock is looked at while a session may end, in seconds.
_LOOK_AT_CLOCK = 0.5
# How often a register that stations share is looked at.
_LOOK_AT_REGISTER = 5.0


class Duty:
    """Carries the operators' effects out; every answer goes to `deliver`.

    `clock` is the scans', in seconds; `now` the computer's, in UTC.
    """

    def __init__(
        self,
        tasks: Tasks,
        clock: Callable[[], float],
        now: Callable[[], datetime],
        deliver: Callable[[OperatorsEvent], None],
    ) -> None:
        self._tasks = tasks
        self._clock = clock
        self._now = now
        self._deliver = deliver
        self._work: OperatorsWork | None = None
        self.log: AuditLog | None = None
        self.station = ""
        self.state: Callable[[], OperatorsState] = OperatorsState

    async def use(self, work: OperatorsWork) -> None:
        """Go by this register from now on; it is in force when this returns."""
        self._work = work
        self._tasks.cancel("register")
        self._tasks.cancel("idle")
        await work.read()
        self._tasks.start("register", self._watch(work))
        self._tasks.start("idle", self._look_at_clock())

    def end_sessions_after(self, seconds: float) -> None:
        """A session in which nothing is done ends after so long; 0 is never."""
        self._deliver(IdleTimeSet(seconds, self._clock()))

    def carry_out(self, effect: OperatorsEffect) -> None:
        """Do what the flow asks for, and log what it tells."""
        match effect:
            case CheckPin() if self._work is not None:
                self._tasks.start("pin", self._work.check_pin(effect))
            case KeepOperators() if self._work is not None:
                self._tasks.start("keep operators", self._work.keep(effect))
            case LoggedIn(_, operator):
                self._record("login", operator.name)
            case LoggedOut(reason, operator):
                self._record("logout", operator.name, reason=reason.value)
            case Approved(approval, operator, reason):
                what = _because(approval.permission.value, reason)
                self._record("approval", self._active(), operator.name, what)
            case ReasonGiven(approval, reason):
                why = _because(approval.permission.value, reason)
                self._record("reason", self._active(), reason=why)
            case ApprovalRefused(approval, reason):
                why = f"{approval.permission.value}: {reason.value}"
                self._record("approval", self._active(), reason=why, outcome="refused")

    def settings_changed(
        self, changes: Iterable[SettingChange], approved_by: Operator | None
    ) -> None:
        """Log what was changed in the settings, and who let whoever did it open them."""
        approver = approved_by.name if approved_by else ""
        for path, old, new in changes:
            entry = AuditEntry(
                self._now(),
                "settings",
                self._active(),
                self.station,
                "done",
                approver,
                old=f"{path} = {old}",
                new=f"{path} = {new}",
            )
            self._log(entry)

    def _active(self) -> str:
        active = self.state().active
        return active.name if active else ""

    def _record(
        self,
        what: str,
        operator: str,
        approved_by: str = "",
        reason: str = "",
        outcome: str = "done",
    ) -> None:
        self._log(
            AuditEntry(
                self._now(), what, operator, self.station, outcome, approved_by, reason=reason
            )
        )

    def _log(self, entry: AuditEntry) -> None:
        if self.log is not None:
            self._tasks.start("audit", _recorded(self.log, entry))

    async def _watch(self, work: OperatorsWork) -> None:
        while True:
            await asyncio.sleep(_LOOK_AT_REGISTER)
            await work.look()

    async def _look_at_clock(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_AT_CLOCK)
            due, now = next_tick(self.state()), self._clock()
            if due is not None and due <= now:
                self._deliver(Ticked(now))


def _because(what: str, reason: str) -> str:
    return f"{what}: {reason}" if reason else what


async def _recorded(log: AuditLog, entry: AuditEntry) -> None:
    try:
        await log.record(entry)
    except OutboxProblem as problem:
        _log.warning("the audit log could not be written: %s", problem)
