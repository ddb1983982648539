"""Which entries of requirements.lock the Windows program and its freezing need, and nothing else.

The lock holds for every system and for the tests too. What counts is found from the
project's own dependencies and PyInstaller by following the lock's "# via" notes.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# The answers that a marker gets on the operator's PC (PEP 508 names them).
WINDOWS: Mapping[str, str] = {
    "implementation_name": "cpython",
    "implementation_version": "3.12.9",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_release": "10",
    "platform_system": "Windows",
    "platform_version": "10.0.19045",
    "python_full_version": "3.12.9",
    "python_version": "3.12",
    "sys_platform": "win32",
}
_FREEZER = "pyinstaller"


@dataclass(frozen=True)
class Locked:
    """One entry of the lock: what it pins, the hashes pip accepts, and who asks for it."""

    requirement: Requirement
    hashes: tuple[str, ...] = ()
    via: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name as PyPI normalises it."""
        return canonicalize_name(self.requirement.name)

    def line(self) -> str:
        """As pip reads it from a file, its marker answered."""
        pin = f"{self.requirement.name}{self.requirement.specifier}"
        return " ".join((pin, *(f"--hash={each}" for each in self.hashes)))


@dataclass
class _Reading:
    requirement: str
    hashes: list[str] = field(default_factory=list)
    via: list[str] = field(default_factory=list)

    def done(self) -> Locked:
        return Locked(Requirement(self.requirement), tuple(self.hashes), tuple(self.via))


def read(lock: str) -> list[Locked]:
    """The entries of a lock as `dev.py lock` writes it."""
    entries: list[_Reading] = []
    for line in lock.splitlines():
        text = line.strip().removesuffix("\\").rstrip()
        if line[:1].strip() and not text.startswith("#"):
            entries.append(_Reading(text))
        elif text.startswith("--hash="):
            entries[-1].hashes.append(text.removeprefix("--hash="))
        elif text.startswith("#") and entries:
            asker = text.removeprefix("#").strip().removeprefix("via").split(" (")[0].strip()
            entries[-1].via.extend([canonicalize_name(asker)] if asker else [])
    return [entry.done() for entry in entries]


def needed(lock: str, pyproject: str, system: Mapping[str, str] = WINDOWS) -> list[Locked]:
    """The entries that the program itself and its freezing need on `system`.

    Raises ValueError where a dependency of the project is not in the lock.
    """
    fitting = [entry for entry in read(lock) if _fits(entry.requirement, system)]
    wanted = _roots(pyproject, system)
    if missing := wanted - {entry.name for entry in fitting}:
        raise ValueError(f"requirements.lock lacks {', '.join(sorted(missing))}: run dev.py lock")
    grown = True
    while grown:
        asked = {entry.name for entry in fitting if wanted.intersection(entry.via)}
        grown = not asked <= wanted
        wanted |= asked
    return [entry for entry in fitting if entry.name in wanted]


def _roots(pyproject: str, system: Mapping[str, str]) -> set[str]:
    asked = map(Requirement, tomllib.loads(pyproject)["project"]["dependencies"])
    names = {str(canonicalize_name(each.name)) for each in asked if _fits(each, system)}
    return {*names, _FREEZER}


def _fits(requirement: Requirement, system: Mapping[str, str]) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({**system, "extra": ""})
