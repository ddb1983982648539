"""The pace of keys: a scanner's, a person's, or too few keys to tell."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from wats_station.domain.scanner_profile import Thresholds

# So many keys decide about a burst, so that a long code costs no more per key.
JUDGED_BY = 24

# Keys are stamped in whole milliseconds.
_ROUNDING = 1e-5


def is_scanners(times: Sequence[float], thresholds: Thresholds) -> bool:
    """True for enough keys, at these times, that came too fast for a person."""
    gap = _median_gap(times, thresholds)
    return gap is not None and not is_longer(gap, thresholds.median_gap)


def is_persons(times: Sequence[float], thresholds: Thresholds) -> bool:
    """True for enough keys that came too slowly for a scanner."""
    gap = _median_gap(times, thresholds)
    return gap is not None and is_longer(gap, thresholds.median_gap)


def is_longer(gap: float, limit: float) -> bool:
    """True for a gap above the limit; what rounding does to times in seconds does not count."""
    return gap > limit + _ROUNDING


def _median_gap(times: Sequence[float], thresholds: Thresholds) -> float | None:
    if len(times) < thresholds.least_characters:
        return None
    return median(later - earlier for earlier, later in pairwise(times))
