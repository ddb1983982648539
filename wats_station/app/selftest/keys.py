"""A scanner as the system sees it: a keyboard of US layout, and the desktop it types at.

Keys are positions (set-1 scan codes), as a scanner's are: which characters the system's
own layout would make of them is not asked.
"""

import sys
from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol

from wats_station.scan.layouts import keys_for

ENTER = 28
LEFT_SHIFT = 42
_SCANNERS_LAYOUT = "us"


class Stroke(NamedTuple):
    """One key going down or up, by its position."""

    position: int
    down: bool


class Front(NamedTuple):
    """Whose window has the keyboard: its process (0: not known) and title."""

    process: int
    title: str


class DesktopProblem(Exception):
    """No native key events can be sent here; the text says what is needed."""


class Desktop(Protocol):
    """Windows and keys of the session that this process runs in."""

    @property
    def name(self) -> str:
        """What it is, for the report."""

    def window_of(self, processes: Collection[int]) -> int:
        """The window on the screen that belongs to one of the processes; 0 where there is none."""

    def bring_to_front(self, window: int) -> None:
        """Ask for the keyboard to be given to this window."""

    def front(self) -> Front:
        """Whose window has the keyboard now."""

    def press(self, strokes: Sequence[Stroke]) -> None:
        """Send keys to whoever has the keyboard, at a scanner's speed. Raises DesktopProblem."""

    def ask_to_close(self, window: int) -> None:
        """Close the window as its title bar would."""

    def close(self) -> None:
        """Let go of the desktop."""


def open_desktop() -> Desktop:
    """This session's desktop. Raises DesktopProblem where there is none."""
    if sys.platform == "win32":
        from wats_station.app.selftest.windows_desktop import WindowsDesktop

        return WindowsDesktop()
    else:  # noqa: RET505 - so that each system's checker sees its own
        from wats_station.app.selftest.x11_desktop import X11Desktop

        return X11Desktop()


def strokes_of(text: str) -> list[Stroke]:
    """The keys that write `text` on a US keyboard, and Enter. Raises ValueError for others."""
    strokes = [stroke for character in text for stroke in _strokes_for(character)]
    return [*strokes, Stroke(ENTER, True), Stroke(ENTER, False)]


def _strokes_for(character: str) -> list[Stroke]:
    found = keys_for(_SCANNERS_LAYOUT, character)
    if found is None:
        raise ValueError(f"no key of a US keyboard writes {character!r}")
    position, shift, _altgr = found
    key = [Stroke(position, True), Stroke(position, False)]
    return [Stroke(LEFT_SHIFT, True), *key, Stroke(LEFT_SHIFT, False)] if shift else key
