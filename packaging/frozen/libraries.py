"""Which of the installed libraries the program needs, and which only its developers do."""

import importlib.metadata
import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from packaging.requirements import Requirement

_PYPROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


@cache
def wanted() -> frozenset[str]:
    """Normalised names of what the program requires, and what that requires, on this system."""
    found: set[str] = set()
    tables = tomllib.loads(_PYPROJECT.read_text(encoding="utf-8"))
    asked = [Requirement(text) for text in tables["project"]["dependencies"]]
    asked = [requirement for requirement in asked if _holds(requirement, set())]
    while asked:
        requirement = asked.pop()
        name = normal(requirement.name)
        try:
            distribution = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        found.add(name)
        for text in distribution.requires or ():
            inner = Requirement(text)
            if normal(inner.name) not in found and _holds(inner, requirement.extras):
                asked.append(inner)
    return frozenset(found)


@cache
def only_for_developers() -> frozenset[str]:
    """Top-level modules that no library of `wanted` brings."""
    needed: set[str] = set()
    others: set[str] = set()
    for distribution in importlib.metadata.distributions():
        modules = set(modules_of(distribution))
        if normal(distribution.metadata["Name"]) in wanted():
            needed |= modules
        else:
            others |= modules
    return frozenset(others - needed)


@cache
def installed_in(packages: Path) -> dict[str, importlib.metadata.Distribution]:
    """What is installed in this site-packages folder, by normalised name."""
    return {
        normal(each.metadata["Name"]): each
        for each in importlib.metadata.distributions(path=[str(packages)])
    }


def modules_of(distribution: importlib.metadata.Distribution) -> Iterable[str]:
    """Names that can be imported because this distribution is installed."""
    for file in distribution.files or ():
        top = file.parts[0]
        if len(file.parts) == 1 and file.suffix in (".py", ".so", ".pyd"):
            top = top.split(".")[0]
        if top.isidentifier() and top != "__pycache__":
            yield top


def normal(name: str) -> str:
    """A distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _holds(requirement: Requirement, extras: set[str]) -> bool:
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": each}) for each in (*extras, ""))
