"""Wedge framing: which key strokes are a scan, and which are somebody typing.

A frame opens with the scanner's prefix, or as a burst of keys too fast for a
person; it ends with a suffix, or with silence when it had a prefix. Keys are held
back while that is open and given back, in order, when they were typing
(product.md 4.2). Times are the key events' own, in seconds, so that a busy program
judges a burst as well as an idle one.

The caller owns the clock: it feeds strokes, asks for `deadline`, and calls
`expire` when that has passed with nothing new.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from wats_station.scan.raw_scan import RawScan, Source

PREFIX = "\x11"
SUFFIXES = frozenset("\r\n\t\x19")

# No keyboard repeats a key that is held down more than a hundred times a second.
_FASTEST_REPEAT = 0.010

# A burst is judged by its first keys, so that a long code costs no more per key.
_JUDGED_BY = 24


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a burst is a scan; times in seconds (product.md 4.2).

    `hold` is the silence that ends the judging of a burst. It runs from the last key,
    not the first: four keys at the slowest gap that still counts as a scanner take
    105 ms to arrive.
    """

    least_characters: int = 4
    median_gap: float = 0.035
    hold: float = 0.060
    prefixed_gap: float = 0.300
    torn_window: float = 0.500


@dataclass(frozen=True, slots=True)
class Stroke:
    """One key going down: its character, its time, and whatever replays it.

    `character` is empty for a key that writes nothing (an arrow, a function key).
    """

    character: str
    time: float
    token: Hashable
    auto_repeat: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of the strokes so far: at most one scan, and keys to give back.

    `swallowed` are tokens that belong to a scan; `replay` are those that were typing.
    A token in neither is still held.
    """

    scan: RawScan | None = None
    replay: tuple[Hashable, ...] = ()
    swallowed: tuple[Hashable, ...] = ()


_NOTHING = Verdict()


@dataclass(frozen=True, slots=True)
class _LetGo:
    """Strokes given back as typing: when the last came, and whether a scanner sent them."""

    when: float
    like_a_scanner: bool


@dataclass(slots=True)
class WedgeFramer:
    """Turns strokes into scans, one keyboard at a time."""

    thresholds: Thresholds = field(default_factory=Thresholds)
    _held: list[Stroke] = field(default_factory=list)
    _prefixed: bool = False
    _let_go: _LetGo | None = None
    _frame_ended: float | None = None

    @property
    def holding(self) -> bool:
        """True while strokes are held back."""
        return bool(self._held)

    @property
    def deadline(self) -> float | None:
        """When silence decides over the held strokes, on the strokes' own clock."""
        if not self._held:
            return None
        wait = self.thresholds.prefixed_gap if self._prefixed else self.thresholds.hold
        return self._held[-1].time + wait

    def feed(self, stroke: Stroke) -> Verdict:
        """Take one key; the verdict may also release what was held before it."""
        earlier = self._expire_before(stroke.time)
        return _joined(earlier, self._take(stroke))

    def expire(self, now: float) -> Verdict:
        """Silence until `now`: a prefixed frame ends, a bare burst was typing."""
        deadline = self.deadline
        return self._silence() if deadline is not None and now >= deadline else _NOTHING

    def _expire_before(self, time: float) -> Verdict:
        deadline = self.deadline
        return self._silence() if deadline is not None and time > deadline else _NOTHING

    def _take(self, stroke: Stroke) -> Verdict:
        if stroke.character == PREFIX and not self._is_held_down(stroke):
            released = self._release() if self._held else _NOTHING
            self._held, self._prefixed = [stroke], True
            return released
        if not stroke.character or self._is_held_down(stroke):
            return self._release(stroke)
        if stroke.character in SUFFIXES:
            return self._end_with(stroke)
        self._held.append(stroke)
        if not self._prefixed and self._is_typing():
            return self._release()
        return _NOTHING

    def _is_held_down(self, stroke: Stroke) -> bool:
        """Auto-repeat; at a scanner's pace X11 calls a doubled character that as well."""
        if not stroke.auto_repeat:
            return False
        return not self._held or stroke.time - self._held[-1].time >= _FASTEST_REPEAT

    def _end_with(self, suffix: Stroke) -> Verdict:
        if not self._held and self._follows_frame(suffix.time):
            return Verdict(swallowed=(suffix.token,))
        if self._prefixed:
            return self._finish(suffix)
        if self._held:
            earlier = self._let_go_before(self._held[0].time)
            if self._is_burst():
                return self._finish(suffix, torn=earlier is not None)
            if earlier is not None and earlier.like_a_scanner:
                return self._finish(suffix, torn=True)
        return self._release(suffix)

    def _silence(self) -> Verdict:
        return self._finish(None) if self._prefixed else self._release()

    def _finish(self, suffix: Stroke | None, *, torn: bool = False) -> Verdict:
        strokes = self._held if suffix is None else [*self._held, suffix]
        body = self._held[1:] if self._prefixed else self._held
        text = "".join(stroke.character for stroke in body)
        scan = RawScan(Source.WEDGE, text, strokes[0].time, strokes[-1].time, torn)
        silence = self.thresholds.prefixed_gap if suffix is None else 0.0
        self._held, self._prefixed, self._let_go = [], False, None
        self._frame_ended = scan.ended + silence
        return Verdict(scan=scan, swallowed=tuple(stroke.token for stroke in strokes))

    def _release(self, extra: Stroke | None = None) -> Verdict:
        strokes = self._held if extra is None else [*self._held, extra]
        if self._held:
            earlier = self._let_go_before(self._held[0].time)
            scanner = self._is_burst() or (earlier is not None and earlier.like_a_scanner)
            self._let_go = _LetGo(self._held[-1].time, scanner)
        self._held, self._prefixed = [], False
        return Verdict(replay=tuple(stroke.token for stroke in strokes))

    def _let_go_before(self, start: float) -> _LetGo | None:
        """Strokes given back so shortly before `start` that these may be the rest of them."""
        if self._let_go is None or start - self._let_go.when > self.thresholds.torn_window:
            return None
        return self._let_go

    def _follows_frame(self, time: float) -> bool:
        """CR then LF, or a suffix sent after silence had already ended a prefixed frame."""
        ended = self._frame_ended
        return ended is not None and time - ended <= self.thresholds.prefixed_gap

    def _median_gap(self) -> float | None:
        if len(self._held) < self.thresholds.least_characters:
            return None
        times = [stroke.time for stroke in self._held[:_JUDGED_BY]]
        return median(later - earlier for earlier, later in pairwise(times))

    def _is_burst(self) -> bool:
        gap = self._median_gap()
        return gap is not None and gap <= self.thresholds.median_gap

    def _is_typing(self) -> bool:
        gap = self._median_gap()
        return gap is not None and gap > self.thresholds.median_gap


def _joined(first: Verdict, second: Verdict) -> Verdict:
    """Both verdicts as one; a silence that ended a frame leaves none for its next key to end."""
    if first == _NOTHING:
        return second
    return Verdict(
        scan=first.scan or second.scan,
        replay=first.replay + second.replay,
        swallowed=first.swallowed + second.swallowed,
    )
