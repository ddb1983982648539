"""How the window looks and stands: what of it can be chosen.

Enumerations and nothing else: the command line names them before anything may cost time.
"""

from enum import StrEnum


class Language(StrEnum):
    """What the window speaks; `SYSTEM` is the operating system's, where it is one of these."""

    SYSTEM = ""
    ENGLISH = "en"
    NORWEGIAN = "nb"
    PSEUDO = "xx"  # every text longer and accented: for developers, offered to nobody


class ThemeMode(StrEnum):
    """The window's colours; `SYSTEM` is light or dark, as the desktop is."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"
