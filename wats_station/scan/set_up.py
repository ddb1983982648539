"""Set-up by scanning: what a scanner does, measured from test codes whose text is known.

The first and third code are the same one: its letters and signs stand on different keys
of every layout. The second holds separators. From the keys that arrive the layout, what
stands before and behind each code, the pace and the separators' fate are found.
"""

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import median

from wats_station.domain.scanner_profile import LAYOUTS, ScannerProfile, Thresholds
from wats_station.scan.layouts import character_at, control_at

LETTERS = "WATS-zyqwam_/+=;:Z1"
SEPARATORS = "WATS\x1dGS\x1eRS\x04END"
CODES = (LETTERS, SEPARATORS, LETTERS)

# The pace that still counts as this scanner: its own, and half as much again and once more.
MARGIN = 2.5
_SILENCE_MARGIN = 1.5
_STANDARD = Thresholds()
_FASTEST, _SLOWEST = 0.010, 0.100
_SHORTEST_HOLD, _LONGEST_HOLD = 0.030, 0.250


@dataclass(frozen=True, slots=True)
class HeardKey:
    """One key as it arrived: where it is, what was held with it, what the system read.

    `position` is None for a key that has none; `time` is in seconds.
    """

    position: int | None
    system: str
    time: float
    shift: bool = False
    altgr: bool = False
    control: bool = False


class SetUpFault(StrEnum):
    """Why a scan cannot be measured."""

    OTHER_CODE = "other_code"
    BY_HAND = "by_hand"
    NO_END = "no_end"
    LONG_ENDS = "long_ends"


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found: the profile, and what it was made from; gaps in seconds.

    `separators` are those that arrived (GS, RS, EOT); the others are lost on the way.
    """

    profile: ScannerProfile
    median_gap: float
    slowest_gap: float
    separators: str


def check(number: int, keys: tuple[HeardKey, ...]) -> SetUpFault | None:
    """What is wrong with the scan of a test code, so that it is asked for again at once."""
    if _layout_of(CODES[number], keys) is None:
        return SetUpFault.OTHER_CODE
    if median(_gaps(keys) or (1.0,)) > _SLOWEST:
        return SetUpFault.BY_HAND
    return None


def measure(runs: tuple[tuple[HeardKey, ...], ...]) -> Measured | SetUpFault:
    """What the scans of the three codes say of the scanner. Each has passed `check`."""
    layout = next(
        (
            layout
            for layout in LAYOUTS
            if all(
                _found(code, _text(keys, layout)) for code, keys in zip(CODES, runs, strict=True)
            )
        ),
        None,
    )
    if layout is None:
        return SetUpFault.OTHER_CODE
    ends = {_ends(LETTERS, _text(runs[at], layout)) for at in (0, 2)}
    prefix, suffix = ends.pop()
    if ends or len(prefix) > 1:
        return SetUpFault.LONG_ENDS
    if not prefix and not suffix:
        return SetUpFault.NO_END
    gaps = [gap for keys in runs for gap in _gaps(keys)]
    pace, slowest = median(gaps), max(gaps)
    profile = ScannerProfile(
        layout=layout,
        measured=True,
        prefix=prefix,
        suffixes=frozenset(suffix),
        thresholds=_thresholds(pace, slowest),
    )
    arrived = _text(runs[1], layout)
    return Measured(profile, pace, slowest, "".join(s for s in "\x1d\x1e\x04" if s in arrived))


def _thresholds(pace: float, slowest: float) -> Thresholds:
    return Thresholds(
        median_gap=_between(_FASTEST, pace * MARGIN, _SLOWEST),
        hold=_between(_SHORTEST_HOLD, slowest * _SILENCE_MARGIN, _LONGEST_HOLD),
        prefixed_gap=max(_STANDARD.prefixed_gap, slowest * MARGIN),
    )


def _between(least: float, value: float, most: float) -> float:
    return round(min(max(value, least), most), 4)


def _gaps(keys: tuple[HeardKey, ...]) -> list[float]:
    return [later.time - earlier.time for earlier, later in pairwise(keys)]


def _layout_of(code: str, keys: tuple[HeardKey, ...]) -> str | None:
    return next((each for each in LAYOUTS if _found(code, _text(keys, each))), None)


def _found(code: str, text: str) -> bool:
    """True for the code with whatever stands around it; separators may have been lost."""
    plain = _printable(code)
    return plain in _printable(text)


def _ends(code: str, text: str) -> tuple[str, str]:
    at = text.index(code)
    return text[:at], text[at + len(code) :]


def _printable(text: str) -> str:
    return "".join(character for character in text if character >= " ")


def _text(keys: tuple[HeardKey, ...], layout: str) -> str:
    return "".join(_character(key, layout) for key in keys)


def _character(key: HeardKey, layout: str) -> str:
    if key.position is None or key.system in ("\r", "\n", "\t"):
        return key.system
    if key.control and not key.altgr:
        return control_at(layout, key.position) or key.system
    written = character_at(layout, key.position, shift=key.shift, altgr=key.altgr)
    return written or key.system
