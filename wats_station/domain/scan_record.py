"""What is kept of every scan for support: how it came, how it was read, how it ended."""

from dataclasses import dataclass
from datetime import datetime

# The newest so many are kept (product.md 4.6).
KEPT = 10_000


@dataclass(frozen=True, slots=True)
class ScanRecord:
    """One scan.

    `at` is in UTC. `raw` is the frame as it came, `gaps_ms` the times between its keys or
    chunks. `rule` and `fields` (name, value, identifier) are the reading's; `meaning`,
    `outcome` and `reason` are spelled as in the event log. Times are in milliseconds from
    the last key; `shown_ms` is None for an outcome that nobody could see.
    """

    at: datetime
    source: str
    port: str
    raw: bytes
    gaps_ms: tuple[float, ...]
    text: str
    other: str
    rule: str
    fields: tuple[tuple[str, str, str], ...]
    meaning: str
    panel: str
    outcome: str
    reason: str
    latency_ms: float
    shown_ms: float | None


class RecorderProblem(Exception):
    """Recorded scans cannot be read or written out; the text is one plain English line."""
