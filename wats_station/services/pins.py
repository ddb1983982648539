"""Supervisors' PINs: how they are kept, and how often somebody may be wrong.

A PIN has few digits, so that what keeps it safe is the count of wrong tries; the hash is for
those who come by the file. The count is a plain value by the wall clock: it outlives a restart.
"""

import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import scrypt

from wats_station.domain.operator import is_pin

TRIES = 5
LOCKED_FOR = timedelta(minutes=5)

_N, _R, _P = 2**14, 8, 1
_LENGTH = 32
# Of a hash that somebody else made: what may be asked of this computer.
_MOST_MEMORY = 64 * 1024 * 1024
_MOST_ROUNDS = 16


def new_salt() -> bytes:
    """A salt for one PIN."""
    return secrets.token_bytes(16)


def hash_pin(pin: str, salt: bytes) -> str:
    """`scrypt$n$r$p$salt$hash`, salt and hash in hexadecimal; takes about 50 ms.

    Raises ValueError for what is no PIN of 4 to 12 digits.
    """
    if not is_pin(pin):
        raise ValueError("a PIN is 4 to 12 digits")
    return f"scrypt${_N}${_R}${_P}${salt.hex()}${_digest(pin, salt, _N, _R, _P).hex()}"


def matches(pin: str, pin_hash: str) -> bool:
    """Whether it is this PIN, in a time that does not tell how wrong it is.

    False for an empty hash, or one that is none.
    """
    try:
        name, n, r, p, salt, kept = pin_hash.split("$")
        if name != "scrypt" or not is_pin(pin) or int(p) > _MOST_ROUNDS:
            return False
        digest = _digest(pin, bytes.fromhex(salt), int(n), int(r), int(p))
        return hmac.compare_digest(digest, bytes.fromhex(kept))
    except (ValueError, OverflowError, MemoryError):
        return False


def _digest(pin: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return scrypt(pin.encode(), salt=salt, n=n, r=r, p=p, maxmem=_MOST_MEMORY, dklen=_LENGTH)


@dataclass(frozen=True, slots=True)
class BadgeTries:
    """One supervisor's wrong tries since the last right one; `locked_until` with a time zone."""

    badge: str
    wrong: int = 0
    locked_until: datetime | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.wrong <= TRIES:
            raise ValueError(f"0 to {TRIES} tries were wrong")
        if self.locked_until is not None and self.locked_until.tzinfo is None:
            raise ValueError("a time has its zone with it")

    def at_latest(self, latest: datetime) -> "BadgeTries":
        """The same, with a lock that ends no later."""
        if self.locked_until is None or self.locked_until <= latest:
            return self
        return replace(self, locked_until=latest)


@dataclass(frozen=True, slots=True)
class PinTries:
    """Who was wrong how often; every `now` is the wall clock's, with a time zone.

    A PIN is locked for five minutes by its fifth wrong try. After that it counts from the
    beginning, and while it is locked nothing counts.
    """

    by_badge: tuple[BadgeTries, ...] = ()

    def locked_until(self, badge: str, now: datetime) -> datetime | None:
        """When the badge's PIN can be tried again; None where it can be at once."""
        until = self._of(badge).locked_until
        return until if until is not None and until > now else None

    def left(self, badge: str, now: datetime) -> int:
        """How many tries there are before it locks."""
        tries = self._of(badge)
        if tries.locked_until is None:
            return TRIES - tries.wrong
        return 0 if self.locked_until(badge, now) else TRIES

    def after_wrong(self, badge: str, now: datetime) -> "PinTries":
        """What is to be kept once a PIN was wrong; the same while the badge's is locked."""
        if self.locked_until(badge, now):
            return self
        wrong = TRIES - self.left(badge, now) + 1
        until = now + LOCKED_FOR if wrong == TRIES else None
        return self._with(BadgeTries(badge.casefold(), wrong, until))

    def after_right(self, badge: str) -> "PinTries":
        """What is to be kept once a PIN was right."""
        return self._with(BadgeTries(badge.casefold()))

    def at(self, now: datetime) -> "PinTries":
        """The same by a clock that may have been set back: nothing is locked for longer."""
        latest = now + LOCKED_FOR
        return PinTries(tuple(each.at_latest(latest) for each in self.by_badge))

    def _of(self, badge: str) -> BadgeTries:
        key = badge.casefold()
        return next((each for each in self.by_badge if each.badge == key), BadgeTries(key))

    def _with(self, tries: BadgeTries) -> "PinTries":
        others = tuple(each for each in self.by_badge if each.badge != tries.badge)
        return PinTries((*others, tries) if tries.wrong else others)
