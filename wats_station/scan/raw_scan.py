"""A raw scan: what one frame of keys or bytes said, and how it arrived."""

from dataclasses import dataclass, field
from enum import StrEnum


class Source(StrEnum):
    """Where a scan came from."""

    WEDGE = "wedge"
    SERIAL = "serial"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class RawScan:
    """One frame, without its prefix and suffix.

    `started` and `ended` are seconds on the clock the framer was given, of the first
    and the last key. `torn` marks the rest of a code whose beginning was let go as
    typing: it is asked for again, never acted on (product.md 4.2). `overlong` marks one
    whose end was cut off, for being more than a scanner may send. `other` is the text as
    the system's own keyboard layout reads it, where that differs and still counts.

    For support: `raw` is the whole frame as it came, prefix and suffix included (the bytes
    of a port, the keys as UTF-8), and `gaps` the seconds between its keys or chunks.
    """

    source: Source
    text: str
    started: float
    ended: float
    torn: bool = False
    other: str = ""
    overlong: bool = False
    port: str = ""
    raw: bytes = field(default=b"", compare=False)
    gaps: tuple[float, ...] = field(default=(), compare=False)
