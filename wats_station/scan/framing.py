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

from wats_station.domain.scanner_profile import ScannerProfile, Thresholds
from wats_station.scan.pace import JUDGED_BY, is_longer, is_persons, is_scanners
from wats_station.scan.raw_scan import RawScan, Source

# No keyboard repeats a key that is held down more than a hundred times a second.
_FASTEST_REPEAT = 0.010


@dataclass(frozen=True, slots=True)
class Stroke:
    """One key going down: its character, its time, and whatever replays it.

    `character` is what the key's position writes on the scanner's layout, `other` what the
    system reads where that differs. Both are empty for a key that writes nothing (an
    arrow, a function key).
    """

    character: str
    time: float
    token: Hashable
    auto_repeat: bool = False
    other: str | None = None

    @property
    def readings(self) -> tuple[str, str]:
        """By position, and as the system reads it."""
        return self.character, self.character if self.other is None else self.other


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

    profile: ScannerProfile = field(default_factory=ScannerProfile)
    _held: list[Stroke] = field(default_factory=list)
    _prefixed: bool = False
    _let_go: _LetGo | None = None
    _frame_ended: float | None = None
    _spoiled: bool = False

    @property
    def thresholds(self) -> Thresholds:
        """The times of the profile."""
        return self.profile.thresholds

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

    def interrupt(self) -> Verdict:
        """Something wrote beside the keys, such as an input method that took some of them.

        What is held so far is given back as typing; a burst stays held, and ends as torn.
        """
        if self._prefixed or self._is_burst():
            self._spoiled = True
            return _NOTHING
        return self._release() if self._held else _NOTHING

    def missed(self, time: float) -> Verdict:
        """A key came up that never was seen going down: something took it, at about this time.

        The scan that is under way, or that begins right after it, is not whole.
        """
        verdict = self.interrupt()
        if not self._held:
            scanner = self._let_go.like_a_scanner if self._let_go else False
            self._let_go = _LetGo(time, scanner)
        return verdict

    @property
    def spoiled(self) -> bool:
        """True while a burst is held of which something is missing."""
        return self._spoiled

    def _expire_before(self, time: float) -> Verdict:
        deadline = self.deadline
        late = deadline is not None and is_longer(time, deadline)
        return self._silence() if late else _NOTHING

    def _take(self, stroke: Stroke) -> Verdict:
        if self._is_prefix(stroke) and not self._is_held_down(stroke):
            released = self._release() if self._held else _NOTHING
            self._held, self._prefixed = [stroke], True
            return released
        if not any(stroke.readings) or self._is_held_down(stroke):
            return self._release(stroke)
        if self.profile.suffixes.intersection(stroke.readings):
            return self._end_with(stroke)
        self._held.append(stroke)
        if not self._prefixed and is_persons(self._times(), self.thresholds):
            return self._release()
        return _NOTHING

    def _is_prefix(self, stroke: Stroke) -> bool:
        return bool(self.profile.prefix) and self.profile.prefix in stroke.readings

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
        text, other = ("".join(each) for each in _readings(body))
        other = "" if other == text or self.profile.measured else other
        scan = RawScan(
            Source.WEDGE,
            text,
            strokes[0].time,
            strokes[-1].time,
            torn or self._spoiled,
            other,
            raw=_keys(strokes),
            gaps=tuple(later.time - earlier.time for earlier, later in pairwise(strokes)),
        )
        silence = self.thresholds.prefixed_gap if suffix is None else 0.0
        self._held, self._prefixed, self._let_go, self._spoiled = [], False, None, False
        self._frame_ended = scan.ended + silence
        return Verdict(scan=scan, swallowed=tuple(stroke.token for stroke in strokes))

    def _release(self, extra: Stroke | None = None) -> Verdict:
        strokes = self._held if extra is None else [*self._held, extra]
        if self._held:
            earlier = self._let_go_before(self._held[0].time)
            scanner = self._is_burst() or (earlier is not None and earlier.like_a_scanner)
            self._let_go = _LetGo(self._held[-1].time, scanner)
        self._held, self._prefixed, self._spoiled = [], False, False
        return Verdict(replay=tuple(stroke.token for stroke in strokes))

    def _let_go_before(self, start: float) -> _LetGo | None:
        """Strokes given back so shortly before `start` that these may be the rest of them."""
        let_go, window = self._let_go, self.thresholds.torn_window
        return None if let_go is None or is_longer(start - let_go.when, window) else let_go

    def _follows_frame(self, time: float) -> bool:
        """CR then LF, or a suffix sent after silence had already ended a prefixed frame."""
        ended = self._frame_ended
        return ended is not None and not is_longer(time - ended, self.thresholds.prefixed_gap)

    def _is_burst(self) -> bool:
        return is_scanners(self._times(), self.thresholds)

    def _times(self) -> list[float]:
        return [stroke.time for stroke in self._held[:JUDGED_BY]]


def _readings(strokes: list[Stroke]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    readings = [stroke.readings for stroke in strokes]
    return tuple(each[0] for each in readings), tuple(each[1] for each in readings)


def _keys(strokes: list[Stroke]) -> bytes:
    """What the keys wrote, prefix and suffix included."""
    return "".join(_readings(strokes)[0]).encode(errors="surrogatepass")


def _joined(first: Verdict, second: Verdict) -> Verdict:
    """Both verdicts as one; a silence that ended a frame leaves none for its next key to end."""
    if first == _NOTHING:
        return second
    return Verdict(
        scan=first.scan or second.scan,
        replay=first.replay + second.replay,
        swallowed=first.swallowed + second.swallowed,
    )
