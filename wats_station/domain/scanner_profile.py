"""How a keyboard scanner types: what frames its codes, how fast, and on which layout."""

from dataclasses import dataclass, field

LAYOUTS = ("us", "no", "de", "fr")
WATS_PREFIX = "\x11"
WATS_SUFFIX = "\x19"
_LONGEST = 10.0
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a burst of keys is a scan; times in seconds (product.md 4.2).

    `hold` is the silence that ends the judging of a burst. It runs from the last key,
    not the first: four keys at the slowest gap that still counts as a scanner take
    105 ms to arrive.
    """

    least_characters: int = 4
    median_gap: float = 0.035
    hold: float = 0.060
    prefixed_gap: float = 0.300
    torn_window: float = 0.500

    def __post_init__(self) -> None:
        times = (self.median_gap, self.hold, self.prefixed_gap, self.torn_window)
        if self.least_characters < _FEWEST:
            raise ValueError("a burst has two characters at least, or it has no pace")
        if not all(0 < each <= _LONGEST for each in times):
            raise ValueError("a threshold is above 0 and at most 10 seconds")


@dataclass(frozen=True, slots=True)
class ScannerProfile:
    """One kind of keyboard scanner.

    `layout` is the keyboard that the scanner believes it is. Until the profile was
    `measured` by scanning test codes, what the system itself reads counts beside it.
    """

    name: str = "Keyboard scanner"
    layout: str = "us"
    measured: bool = False
    prefix: str = WATS_PREFIX
    suffixes: frozenset[str] = frozenset({"\r", "\n", "\t", WATS_SUFFIX})
    thresholds: Thresholds = field(default_factory=Thresholds)

    def __post_init__(self) -> None:
        if self.layout not in LAYOUTS:
            raise ValueError(f"the layout is one of {', '.join(LAYOUTS)}")
        if len(self.prefix) > 1 or any(len(each) != 1 for each in self.suffixes):
            raise ValueError("a prefix and a suffix are one character")
        if not self.prefix and not self.suffixes:
            raise ValueError("without a prefix or a suffix nothing ends a scan")
