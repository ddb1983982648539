"""What this program is, and what of other people's work it is made with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BundledPart:
    """Something that ships inside the program; `licence` is an SPDX expression.

    `home` is where it comes from, `file` the name of its licence's text.
    """

    name: str
    version: str
    licence: str
    home: str
    file: str


@dataclass(frozen=True, slots=True)
class About:
    """Facts of this program; `commit`, `built` and `parts` are empty outside of a package.

    `built` is the commit's date, ISO 8601 in UTC. `folder` is where the station keeps its data.
    """

    version: str
    python: str
    qt: str
    folder: str
    commit: str = ""
    built: str = ""
    parts: tuple[BundledPart, ...] = ()
