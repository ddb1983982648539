"""Shared libraries of Qt that came with a plug-in which is left out: nothing links to them."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath

from frozen.left_out import Entry

# Qt's libraries and the codecs; its plug-ins and Python's side of it are never judged.
_JUDGED = re.compile(r"(PySide6/)?(Qt/lib/)?(lib)?(Qt6|av|sw|icu)[^/]*")
_LINK = "SYMLINK"

NeededBy = Callable[[str], Iterable[str]]


def without_unreached(entries: list[Entry], needed_by: NeededBy | None = None) -> list[Entry]:
    """`entries` without the libraries of Qt that no kept file links to, directly or through others.

    `needed_by` tells the names of the libraries that a file links to: PyInstaller's way by default.
    """
    ask = needed_by or _linked
    judged = {
        _name(place): source
        for place, source, kind in entries
        if _is_judged(place) and kind != _LINK
    }
    reached: set[str] = set()
    open_ends = [
        source for place, source, kind in entries if kind != _LINK and not _is_judged(place)
    ]
    while open_ends:
        for name in ask(open_ends.pop()):
            if name in judged and name not in reached:
                reached.add(name)
                open_ends.append(judged[name])
    return [entry for entry in entries if not _is_judged(entry[0]) or _name(entry[0]) in reached]


def without_loose_links(entries: list[Entry], binaries: list[Entry]) -> list[Entry]:
    """`entries` without the links to libraries that are not among `binaries` any more."""
    there = {_name(place) for place, _, kind in binaries if kind != _LINK}
    return [entry for entry in entries if entry[2] != _LINK or _name(entry[0]) in there]


def _is_judged(place: str) -> bool:
    return _JUDGED.fullmatch(place.replace("\\", "/")) is not None


def _name(place: str) -> str:
    return PurePosixPath(place.replace("\\", "/")).name.lower()


def _linked(source: str) -> list[str]:
    from PyInstaller.depend.bindepend import get_imports

    return [Path(name).name.lower() for name, _ in get_imports(source)]
