"""The scan strip's state: what is being worked on, and how the last scans ended."""

from dataclasses import dataclass, replace

from wats_station.domain.notice import Notice
from wats_station.domain.outcome import Outcome

_KEPT = 5


@dataclass(frozen=True, slots=True)
class StripEntry:
    """One ended scan or button: its id, its text as a person may see it, and its outcome."""

    request: int
    text: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Strip:
    """`activity` is what goes on now (None: nothing), `recent` the ended ones, newest first."""

    activity: Notice | None = None
    waiting: int = 0
    recent: tuple[StripEntry, ...] = ()

    def ended(self, entry: StripEntry) -> "Strip":
        """The strip with one more ended scan, the oldest dropped, and nothing going on."""
        return replace(self, activity=None, recent=(entry, *self.recent[: _KEPT - 1]))
