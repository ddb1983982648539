"""What the doctor found: one line a check, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Whether a check passed; a note is worth knowing and stops nobody."""

    OK = "ok"
    FAILED = "failed"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check; `hint` says what to do, and is empty where nothing is wrong."""

    name: str
    state: State
    detail: str
    hint: str = ""


def ok(name: str, detail: str) -> Finding:
    """A check that passed."""
    return Finding(name, State.OK, detail)


def failed(name: str, detail: str, hint: str) -> Finding:
    """A check that did not, and what to do."""
    return Finding(name, State.FAILED, detail, hint)


def note(name: str, detail: str, hint: str = "") -> Finding:
    """Something worth knowing."""
    return Finding(name, State.NOTE, detail, hint)
