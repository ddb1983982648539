"""Carries out what the operators' flow asks for: reads and keeps the register, checks PINs."""

import asyncio
import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple, Protocol

from wats_station.domain.operator import (
    Operator,
    Operators,
    OperatorsFault,
    OperatorsProblem,
    PinResult,
    PinVerdict,
    RegisterChange,
    RegisterRefused,
    Remove,
    applied,
)
from wats_station.flows.approval import CheckPin, PinChecked
from wats_station.flows.operators import OperatorsEvent, OperatorsRead
from wats_station.flows.registering import KeepOperators, OperatorsKept, OperatorsNotKept
from wats_station.services.pins import PinTries, hash_pin, matches, new_salt

_log = logging.getLogger(__name__)


class OperatorsMark(NamedTuple):
    """What the kept register looked like from outside; all 0 where there was none."""

    modified_ns: int = 0
    size: int = 0
    number: int = 0


class OperatorStore(Protocol):
    """The kept register; every call touches the disk and is made in a worker thread."""

    def read(self) -> Operators:
        """All who are registered, nobody where none was kept; raises `OperatorsProblem`."""
        ...

    def keep(self, change: Callable[[Operators], Operators]) -> Operators:
        """Change what is kept now, and say what it is then.

        Raises `OperatorsProblem`, or what `change` raises: then nothing was changed.
        """
        ...

    def mark(self) -> OperatorsMark:
        """What it looks like now; taken before a read, for `changed`."""
        ...

    def changed(self, since: OperatorsMark) -> bool:
        """Whether it looks different; cheap."""
        ...


class PinTriesStore(Protocol):
    """The kept count of wrong PINs; every call touches the disk."""

    def read(self) -> PinTries:
        """What was kept; none where there is nothing that can be read."""
        ...

    def keep(self, tries: PinTries) -> None:
        """Replace what was kept; raises OSError."""
        ...


class OperatorsWork:
    """Every answer goes to `deliver`; the disk and PINs are worked on in worker threads.

    `now` is the wall clock, with a time zone.
    """

    def __init__(
        self,
        store: OperatorStore,
        tries: PinTriesStore,
        now: Callable[[], datetime],
        deliver: Callable[[OperatorsEvent], None],
    ) -> None:
        self._store = store
        self._deliver = deliver
        self._desk = PinDesk(tries, now)
        # An older register must not be delivered after a newer one.
        self._turn = asyncio.Lock()
        self._mark: OperatorsMark | None = None
        self._had_some = False

    async def read(self) -> None:
        """Deliver the register, or why it cannot be read."""
        async with self._turn:
            self._deliver(await asyncio.to_thread(self._read))

    async def look(self) -> None:
        """Deliver the register if it was changed since it was delivered last: call it often."""
        async with self._turn:
            if await asyncio.to_thread(self._is_changed):
                self._deliver(await asyncio.to_thread(self._read))

    async def keep(self, effect: KeepOperators) -> None:
        """Change the register as it is now, and deliver it."""
        async with self._turn:
            self._deliver(await asyncio.to_thread(self._kept, effect))

    async def check_pin(self, effect: CheckPin) -> None:
        """Deliver whether it is the supervisor's PIN."""
        result = await asyncio.to_thread(self._desk.check, effect.operator, effect.pin)
        self._deliver(PinChecked(effect.approval, effect.operator, result))

    def _read(self) -> OperatorsRead:
        self._mark = self._store.mark()
        try:
            operators = self._store.read()
        except OperatorsProblem as problem:
            return OperatorsRead(problem)
        self._had_some = self._had_some or bool(operators.registered)
        return OperatorsRead(operators)

    def _is_changed(self) -> bool:
        return self._mark is None or self._store.changed(self._mark)

    def _kept(self, effect: KeepOperators) -> OperatorsKept | OperatorsNotKept:
        change = effect.change
        pin = "" if isinstance(change, Remove) else change.draft.pin
        # Outside of the store's lock: it takes its time.
        pin_hash = hash_pin(pin, new_salt()) if pin else ""
        try:
            kept = self._store.keep(lambda present: self._applied(present, change, pin_hash))
        except RegisterRefused as refused:
            return OperatorsNotKept(refused.reason)
        except OperatorsProblem as problem:
            return OperatorsNotKept(problem)
        self._had_some = True
        return OperatorsKept(kept)

    def _applied(self, present: Operators, change: RegisterChange, pin_hash: str) -> Operators:
        if self._had_some and not present.registered:
            # The network drive is gone: a register begun anew would not be the line's.
            raise OperatorsProblem(OperatorsFault.GONE)
        return applied(present, change, pin_hash)


class PinDesk:
    """Checks PINs one at a time, and counts the wrong ones."""

    def __init__(self, store: PinTriesStore, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self._one_at_a_time = threading.Lock()
        self._tries: PinTries | None = None

    def check(self, operator: Operator, pin: str) -> PinResult:
        """Whether it is the operator's PIN; blocks for a tenth of a second."""
        with self._one_at_a_time:
            return self._checked(operator, pin)

    def _checked(self, operator: Operator, pin: str) -> PinResult:
        now, badge = self._now(), operator.badge
        tries = (self._store.read() if self._tries is None else self._tries).at(now)
        until = tries.locked_until(badge, now)
        if until is not None:
            self._keep(tries)
            return PinResult(PinVerdict.LOCKED, locked_until=until)
        # Counted before it is looked at: who ends the program then has had the try.
        counted = tries.after_wrong(badge, now)
        self._keep(counted)
        if matches(pin, operator.pin_hash):
            self._keep(tries.after_right(badge))
            return PinResult(PinVerdict.RIGHT)
        until = counted.locked_until(badge, now)
        if until is not None:
            return PinResult(PinVerdict.LOCKED, locked_until=until)
        return PinResult(PinVerdict.WRONG, tries_left=counted.left(badge, now))

    def _keep(self, tries: PinTries) -> None:
        if tries == self._tries:
            return
        self._tries = tries
        try:
            self._store.keep(tries)
        except OSError as error:
            _log.warning("wrong PINs count until the program ends only: %s", error)
