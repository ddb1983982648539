"""The audit log: who did what, when, by which scan, who approved it, and how it ended."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One thing that was done at this station, or was not.

    `at` is in UTC by this computer's clock. `what` is a command's kind (`phase`, `tag`,
    ...) or `login`, `logout`, `approval`, `reason`, `settings`, `correction`, `discard`.
    `outcome` is spelled as `CommandState` is, or `done` and `refused`; `reason` is the
    notice's kind where there is one, and behind a colon what a supervisor gave as the
    reason. Texts that do not apply are empty.
    """

    at: datetime
    what: str
    operator: str
    station: str
    outcome: str
    approved_by: str = ""
    server: str = ""
    serial_number: str = ""
    part_number: str = ""
    old: str = ""
    new: str = ""
    scan: str = ""
    command: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AuditKeeping:
    """How long the log keeps an entry, and after how long its operator is no longer named.

    Both in days; 0 is for ever (the newest entries, up to a fixed number of them).
    """

    days: int = 365
    pseudonymise_after: int = 0
