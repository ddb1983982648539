"""Where a server's token is kept; the token itself is never part of the settings."""

from enum import StrEnum


class TokenPlace(StrEnum):
    """What keeps a token."""

    KEYRING = "keyring"
    FILE = "file"


class TokenProblem(Exception):
    """A token cannot be read or kept; the text is one plain English line."""
