"""How a scan ends: exactly one of five outcomes, each with a reason a person can read."""

from dataclasses import dataclass
from enum import StrEnum

from wats_station.domain.notice import Notice


class OutcomeKind(StrEnum):
    """The five ends of a scan (product.md 4.6)."""

    DONE = "done"
    REFUSED = "refused"
    NOT_UNDERSTOOD = "not_understood"
    QUEUED = "queued"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of one scan, and the notice that says why."""

    kind: OutcomeKind
    notice: Notice
