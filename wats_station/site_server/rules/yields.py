"""Yields: how many units passed first time, within two and three runs, and in the end."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from wats_station.site_server.clock import read_moment, utc_text

NO_PERIOD, YEAR, QUARTER, MONTH, WEEK, DAY, HOUR = -1, 0, 1, 2, 3, 4, 5
_TRIES = 3


@dataclass(frozen=True, slots=True)
class TestRun:
    """A test report as far as yields go; `key` is what it is grouped by."""

    unit: tuple[str, str, int]
    passed: bool
    key: tuple[str, ...]


@dataclass(slots=True)
class Yield:
    """Counts of one group; a unit counts once for each process it ran."""

    units: int = 0
    reports: int = 0
    passed: list[int] = field(default_factory=lambda: [0] * _TRIES)
    passed_last: int = 0

    def share(self, count: int) -> float:
        """In percent of the units, with one decimal."""
        return round(100.0 * count / self.units, 1) if self.units else 0.0


def yields(runs: Iterable[TestRun]) -> dict[tuple[str, ...], Yield]:
    """The yield of each group; runs of one unit come in the order they were made."""
    results: dict[tuple[tuple[str, ...], tuple[str, str, int]], list[bool]] = {}
    for run in runs:
        results.setdefault((run.key, run.unit), []).append(run.passed)
    groups: dict[tuple[str, ...], Yield] = {}
    for (key, _), passed in results.items():
        _count(groups.setdefault(key, Yield()), passed)
    return groups


def period_of(start: str, grouping: int) -> str:
    """The period a moment is in: `2026`, `2026-Q4`, `2026-11`, `2026-W48`, a day, or an hour."""
    if grouping == QUARTER:
        return f"{start[:4]}-Q{(int(start[5:7]) + 2) // 3}"
    if grouping == WEEK:
        year, week, _ = read_moment(start).isocalendar()
        return f"{year}-W{week:02}"
    length = {YEAR: 4, MONTH: 7, DAY: 10, HOUR: 13}.get(grouping, 0)
    return start[:length].replace("T", " ")


def since(now: str, grouping: int, periods: int) -> str:
    """The moment so many periods before now."""
    days = {YEAR: 366, QUARTER: 92, MONTH: 31, WEEK: 7}.get(grouping, 1)
    first = read_moment(now) - timedelta(days=min(days * periods, 36_500))
    return utc_text(first)


def dimensions(text: str, known: Sequence[str]) -> Iterator[str]:
    """The known names in `partNumber;period desc`, as they are spelled here."""
    spelled = {name.lower(): name for name in known}
    for part in text.split(";"):
        name = part.strip().partition(" ")[0].lower()
        if name in spelled:
            yield spelled[name]


def _count(group: Yield, passed: list[bool]) -> None:
    group.units += 1
    group.reports += len(passed)
    group.passed_last += passed[-1]
    for tries in range(_TRIES):
        group.passed[tries] += any(passed[: tries + 1])
