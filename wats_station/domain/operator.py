"""Operators: who may be at the bench, what each role may, and how they come to be registered.

A badge says who somebody is, a supervisor's PIN that it is really them. The PIN itself is
never here: only what it is compared with (`services.pins`).
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

LONGEST_BADGE = 100
LONGEST_NAME = 100

_PIN = re.compile(r"[0-9]{4,12}")
_PIN_HASH = re.compile(r"scrypt\$\d{1,9}\$\d{1,4}\$\d{1,4}\$[0-9a-f]{16,128}\$[0-9a-f]{64}")


class Role(StrEnum):
    """What somebody is at the line; each may all that the one before it may."""

    OPERATOR = "operator"
    TECHNICIAN = "technician"
    SUPERVISOR = "supervisor"


class Permission(StrEnum):
    """What not everybody may do once operators are registered."""

    CHANGE = "change"  # a unit's phase, process, tags, children
    REPAIR = "repair"
    GO_BACKWARDS = "go_backwards"  # out of finalized, in storage, shipped or scrapped
    RELEASE = "release"  # a unit on hold
    QUARANTINE = "quarantine"  # a lot or a revision, into it and out of it
    DISCARD = "discard"  # a command in the outbox
    SETTINGS = "settings"
    OPERATORS = "operators"  # register, change and remove them
    CLOSE = "close"  # a window in kiosk mode


_RANKS = {Role.OPERATOR: 0, Role.TECHNICIAN: 1, Role.SUPERVISOR: 2}
_NEEDED = {
    Permission.CHANGE: Role.OPERATOR,
    Permission.REPAIR: Role.TECHNICIAN,
    Permission.GO_BACKWARDS: Role.SUPERVISOR,
    Permission.RELEASE: Role.SUPERVISOR,
    Permission.QUARANTINE: Role.SUPERVISOR,
    Permission.DISCARD: Role.SUPERVISOR,
    Permission.SETTINGS: Role.SUPERVISOR,
    Permission.OPERATORS: Role.SUPERVISOR,
    Permission.CLOSE: Role.SUPERVISOR,
}


def needed(permission: Permission) -> Role:
    """The least role that may do this."""
    return _NEEDED[permission]


def may(role: Role | None, permission: Permission) -> bool:
    """Whether this role may do it, where operators are registered; None is nobody logged in."""
    return role is not None and _RANKS[role] >= _RANKS[_NEEDED[permission]]


@dataclass(frozen=True, slots=True)
class Operator:
    """One who is registered.

    `badge` is what the code on the badge says behind its prefix: `1001` of `OPR-1001`.
    `pin_hash` is empty for one without a PIN, who can approve nothing.
    """

    badge: str
    name: str
    role: Role
    pin_hash: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if not is_badge(self.badge):
            raise ValueError(
                f"a badge is 1 to {LONGEST_BADGE} printable characters, with no space at its ends"
            )
        if not is_name(self.name):
            raise ValueError(f"a name is 1 to {LONGEST_NAME} printable characters, and not blank")
        if self.pin_hash and not _PIN_HASH.fullmatch(self.pin_hash):
            raise ValueError("a PIN's hash is scrypt$n$r$p$salt$hash: register the PIN again")

    @property
    def can_approve(self) -> bool:
        """True for a supervisor with a PIN."""
        return self.role is Role.SUPERVISOR and bool(self.pin_hash)

    def has_badge(self, badge: str) -> bool:
        """Whether this text is the operator's badge; letter case does not count."""
        return self.badge.casefold() == badge.strip().casefold()


@dataclass(frozen=True, slots=True)
class Operators:
    """All who are registered, each badge once; with none of them a station needs no login."""

    registered: tuple[Operator, ...] = ()

    def __post_init__(self) -> None:
        badges = {each.badge.casefold() for each in self.registered}
        if len(badges) < len(self.registered):
            raise ValueError("each badge is registered once (letter case does not count)")

    def find(self, badge: str) -> Operator | None:
        """The one with this badge; letter case does not count."""
        return next((each for each in self.registered if each.has_badge(badge)), None)

    def allow(self, active: Operator | None, permission: Permission) -> bool:
        """Whether it may be done while `active` is logged in (None: nobody)."""
        return not self.registered or may(active.role if active else None, permission)

    @property
    def approvers(self) -> tuple[Operator, ...]:
        """The supervisors with a PIN."""
        return tuple(each for each in self.registered if each.can_approve)


def is_badge(text: str) -> bool:
    """Whether this can be a badge: a scan of it says the same, and nothing in it is unseen."""
    return 0 < len(text) <= LONGEST_BADGE and text.isprintable() and text == text.strip()


def is_name(text: str) -> bool:
    """Whether this can be an operator's name."""
    return bool(text.strip()) and len(text) <= LONGEST_NAME and text.isprintable()


def is_pin(text: str) -> bool:
    """Whether this can be a PIN: 4 to 12 of the digits 0 to 9."""
    return _PIN.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class OperatorDraft:
    """What somebody filled in about an operator; `pin` is empty to leave the PIN as it is."""

    badge: str
    name: str
    role: Role
    pin: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Register:
    """Take somebody into the register."""

    draft: OperatorDraft


@dataclass(frozen=True, slots=True)
class Change:
    """Make another of one who is registered; `before` is that one as the screen showed them."""

    before: Operator
    draft: OperatorDraft


@dataclass(frozen=True, slots=True)
class Remove:
    """Take one out of the register; `before` as the screen showed them."""

    before: Operator


RegisterChange: TypeAlias = Register | Change | Remove


class RegisterRefusal(StrEnum):
    """Why the register is not changed."""

    BADGE_WRONG = "badge_wrong"
    NAME_WRONG = "name_wrong"
    PIN_WRONG = "pin_wrong"
    BADGE_TAKEN = "badge_taken"
    NOT_REGISTERED = "not_registered"
    CHANGED_ELSEWHERE = "changed_elsewhere"  # another station was there first
    FIRST_IS_SUPERVISOR = "first_is_supervisor"  # the first one must be a supervisor
    LAST_SUPERVISOR = "last_supervisor"  # without this one there would be none
    SUPERVISOR_NEEDS_PIN = "supervisor_needs_pin"  # nobody left could approve anything
    NOT_ALLOWED = "not_allowed"  # a supervisor has to do it, or approve it


class RegisterRefused(Exception):
    """The register cannot be changed so; `reason` is the rule in the way."""

    def __init__(self, reason: RegisterRefusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


def against(operators: Operators, change: RegisterChange) -> RegisterRefusal | None:
    """The rule in the way of a change of this register; None for none."""
    match change:
        case Register(draft):
            return _against_draft(operators, draft, None) or _against_roles(operators, change)
        case Change(before, draft):
            return (
                _against_touching(operators, before)
                or _against_draft(operators, draft, before)
                or _against_roles(operators, change)
            )
        case Remove(before):
            return _against_touching(operators, before) or _against_roles(operators, change)


def applied(operators: Operators, change: RegisterChange, pin_hash: str = "") -> Operators:
    """The register with the change; raises `RegisterRefused`.

    `pin_hash` is of the draft's PIN, empty where it has none.
    """
    reason = against(operators, change)
    if reason is not None:
        raise RegisterRefused(reason)
    return Operators(_after(operators, change, pin_hash))


def _after(operators: Operators, change: RegisterChange, pin_hash: str) -> tuple[Operator, ...]:
    known = operators.registered
    match change:
        case Register(draft):
            return (*known, _made(draft, pin_hash))
        case Change(before, draft):
            # Who approves nothing keeps no PIN: one day they would, with a PIN long forgotten.
            kept = before.pin_hash if draft.role is Role.SUPERVISOR else ""
            changed = _made(draft, pin_hash or kept)
            return tuple(changed if each == before else each for each in known)
        case Remove(before):
            return tuple(each for each in known if each != before)


def _made(draft: OperatorDraft, pin_hash: str) -> Operator:
    kept = pin_hash if draft.role is Role.SUPERVISOR else ""
    return Operator(draft.badge.strip(), draft.name.strip(), draft.role, kept)


def _against_touching(operators: Operators, before: Operator) -> RegisterRefusal | None:
    present = operators.find(before.badge)
    if present is None:
        return RegisterRefusal.NOT_REGISTERED
    return None if present == before else RegisterRefusal.CHANGED_ELSEWHERE


def _against_draft(
    operators: Operators, draft: OperatorDraft, before: Operator | None
) -> RegisterRefusal | None:
    if not is_badge(draft.badge.strip()):
        return RegisterRefusal.BADGE_WRONG
    if not is_name(draft.name.strip()):
        return RegisterRefusal.NAME_WRONG
    if draft.pin and not is_pin(draft.pin):
        return RegisterRefusal.PIN_WRONG
    taken = operators.find(draft.badge)
    return RegisterRefusal.BADGE_TAKEN if taken is not None and taken != before else None


def _against_roles(operators: Operators, change: RegisterChange) -> RegisterRefusal | None:
    """Somebody must be left who may change the register, and who can approve."""
    left = _after(operators, change, "")
    if all(each.role is not Role.SUPERVISOR for each in left):
        if not operators.registered:
            return RegisterRefusal.FIRST_IS_SUPERVISOR
        return RegisterRefusal.LAST_SUPERVISOR
    gets_pin = not isinstance(change, Remove) and _is_supervisor_with_pin(change.draft)
    if gets_pin or any(each.can_approve for each in left):
        return None
    return RegisterRefusal.SUPERVISOR_NEEDS_PIN


def _is_supervisor_with_pin(draft: OperatorDraft) -> bool:
    return draft.role is Role.SUPERVISOR and bool(draft.pin)


class PinVerdict(StrEnum):
    """What became of a PIN that was entered."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class PinResult:
    """The verdict; the tries left where it was wrong, and until when (UTC) where it is locked."""

    verdict: PinVerdict
    tries_left: int = 0
    locked_until: datetime | None = None


class OperatorsFault(StrEnum):
    """Why the register cannot be used, or not be changed."""

    UNREADABLE = "unreadable"
    DAMAGED = "damaged"
    READ_ONLY = "read_only"
    DISK_FULL = "disk_full"
    BUSY = "busy"  # another station is writing it
    GONE = "gone"  # the file was there, and no longer is


class OperatorsProblem(Exception):
    """The register cannot be read or kept; `detail` is one plain English line, where and why."""

    def __init__(self, fault: OperatorsFault, detail: str = "") -> None:
        super().__init__(detail or fault.value)
        self.fault = fault
        self.detail = detail
