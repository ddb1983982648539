"""The page that says what the program is: facts, parts, and the licence that is being read."""

from dataclasses import dataclass, replace

from wats_station.domain.about import About, BundledPart


@dataclass(frozen=True, slots=True)
class AboutState:
    """`reading` is the part whose licence is wanted; `lines` is its text, once it is here."""

    about: About | None = None
    reading: BundledPart | None = None
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AboutWanted:
    """Somebody wants to see what this program is."""


@dataclass(frozen=True, slots=True)
class AboutRead:
    """That is what it is."""

    about: About


@dataclass(frozen=True, slots=True)
class LicenceWanted:
    """Somebody wants to read this part's licence, in lines of at most `columns` characters."""

    part: BundledPart
    columns: int


@dataclass(frozen=True, slots=True)
class LicenceRead:
    """The text of a part's licence."""

    part: BundledPart
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LicenceLeft:
    """Enough was read: back to the parts."""


AboutEvent = AboutWanted | AboutRead | LicenceWanted | LicenceRead | LicenceLeft


@dataclass(frozen=True, slots=True)
class ReadAbout:
    """Find out what this program is."""


@dataclass(frozen=True, slots=True)
class ReadLicence:
    """Read the text of this part's licence."""

    part: BundledPart
    columns: int


AboutEffect = ReadAbout | ReadLicence


def step(state: AboutState, event: AboutEvent) -> tuple[AboutState, tuple[AboutEffect, ...]]:
    """The next state, and what is to be done."""
    match event:
        case AboutWanted():
            return state, (ReadAbout(),)
        case AboutRead(about):
            return replace(state, about=about), ()
        case LicenceWanted(part, columns):
            # The lines of the same part stay until they come in their new width.
            lines = state.lines if part == state.reading else ()
            return replace(state, reading=part, lines=lines), (ReadLicence(part, columns),)
        case LicenceRead(part, lines):
            return (replace(state, lines=lines) if part == state.reading else state), ()
        case LicenceLeft():
            return replace(state, reading=None, lines=()), ()
