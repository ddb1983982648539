"""Serial framing: which bytes of a port are one code.

A frame ends with CR, LF, ETX or EOT, or with silence; CRLF is one end, since what
stands between its two bytes is empty and an empty frame is nothing. Prefixes and
suffixes are stripped. Times are the caller's, in seconds on its own clock.

The caller feeds bytes, asks for `deadline`, and calls `expire` when that has passed
with nothing new. Where it could not look at the port for a while, it says so with
`unheard_until`: bytes that waited must not look like silence before them.
"""

import re
from codecs import getincrementaldecoder
from dataclasses import dataclass, field
from itertools import pairwise

from wats_station.scan.raw_scan import RawScan, Source

STX, ETX, EOT, DC1, EM = b"\x02", b"\x03", b"\x04", b"\x11", b"\x19"

_RS = b"\x1e"
_END = re.compile(rb"[\r\n\x03\x04]")

# Enough to see how a scanner's driver hands a frame over.
_ARRIVALS_KEPT = 64

# The header of an ISO/IEC 15434 envelope, as suppliers print it too, behind an AIM identifier.
_ENVELOPE = re.compile(rb"(?:\][A-Za-z][0-9A-Za-z])?>?\[\)>\x1e")


@dataclass(frozen=True, slots=True)
class SerialProfile:
    """How a serial scanner wraps its codes.

    `longest` counts a frame's bytes with its prefix and suffix, without its end.
    """

    prefixes: bytes = STX + DC1
    suffixes: bytes = EM
    silence: float = 0.100
    longest: int = 4096

    def __post_init__(self) -> None:
        if self.silence <= 0:
            raise ValueError("the silence that ends a frame is above 0")
        if self.longest < 1:
            raise ValueError("a frame has room for a byte at least")


@dataclass(slots=True)
class SerialFramer:
    """Turns the bytes of one port into frames; never raises, whatever the bytes are.

    A frame whose end was cut off is `overlong` and torn, so that nobody acts on half a
    code by not asking. Keeps at most `profile.longest` bytes. The frames do not depend on
    how the bytes were cut into chunks, as long as no gap between two chunks is a silence.
    """

    profile: SerialProfile = field(default_factory=SerialProfile)
    _held: bytearray = field(default_factory=bytearray)
    _overlong: bool = False
    _heard: list[float] = field(default_factory=list)
    _last: float = 0.0
    _silent_since: float = 0.0

    @property
    def deadline(self) -> float | None:
        """When silence ends the open frame; None while none is open."""
        return self._silent_since + self.profile.silence if self._held else None

    def feed(self, data: bytes, time: float) -> tuple[RawScan, ...]:
        """Take bytes that came at `time`; every frame they end, in order."""
        deadline = self.deadline
        frames = list(self._finish()) if deadline is not None and time > deadline else []
        start = 0
        for end in _END.finditer(data):
            self._keep(data[start : end.start()], time)
            if end[0] == EOT and self._in_envelope():
                self._keep(EOT, time)
            frames.extend(self._finish(end[0], time))
            start = end.end()
        self._keep(data[start:], time)
        return tuple(frames)

    def expire(self, now: float) -> tuple[RawScan, ...]:
        """Silence until `now`: the open frame, if it ended by that."""
        deadline = self.deadline
        return self._finish() if deadline is not None and now >= deadline else ()

    def unheard_until(self, time: float) -> None:
        """Nobody listened until `time`: the open frame's silence counts from there."""
        self._silent_since = max(self._silent_since, time)

    def break_off(self) -> tuple[RawScan, ...]:
        """The line went away: what had come of a frame, torn, so that it is asked for again."""
        return self._finish(torn=True)

    def _keep(self, data: bytes, time: float) -> None:
        if not data:
            return
        self._hear(time)
        self._last = self._silent_since = time
        room = self.profile.longest - len(self._held)
        self._held += data[:room]
        self._overlong = self._overlong or len(data) > room

    def _hear(self, time: float) -> None:
        """A chunk of the frame came; of a flood of them the first ones say enough."""
        if not self._heard or (time > self._heard[-1] and len(self._heard) < _ARRIVALS_KEPT):
            self._heard.append(time)

    def _in_envelope(self) -> bool:
        """Whether an EOT here is what closes an envelope: the last format's RS came just before."""
        if self._overlong or not self._held.endswith(_RS):
            return False
        return _ENVELOPE.match(self._held.lstrip(self.profile.prefixes)) is not None

    def _finish(
        self, end: bytes = b"", ended: float | None = None, *, torn: bool = False
    ) -> tuple[RawScan, ...]:
        held, heard, overlong = bytes(self._held), self._heard, self._overlong
        self._held.clear()
        self._heard, self._overlong = [], False
        body = held.lstrip(self.profile.prefixes).rstrip(self.profile.suffixes)
        if not body:
            return ()
        scan = RawScan(
            Source.SERIAL,
            _text(body, cut=overlong),
            heard[0],
            self._last if ended is None else ended,
            torn=torn or overlong,
            overlong=overlong,
            raw=held + end,
            gaps=tuple(later - earlier for earlier, later in pairwise(heard)),
        )
        return (scan,)


def _text(body: bytes, *, cut: bool) -> str:
    """UTF-8 where it is valid, but for a last character that was `cut`; else Latin-1."""
    try:
        return getincrementaldecoder("utf-8")().decode(body, final=not cut)
    except UnicodeDecodeError:
        return body.decode("latin-1")
