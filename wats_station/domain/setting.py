"""What a setting is: declared once, in the field that holds it, and listed from there."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from enum import StrEnum
from types import MappingProxyType, UnionType
from typing import get_args, get_origin

_DESCRIPTION, _RESTART = "description", "restart"
_WORDS = {
    str: "text",
    bool: "true or false",
    int: "whole number",
    float: "number",
    type(None): "null",
}


@dataclass(frozen=True, slots=True)
class Declaration:
    """One setting.

    `path` is dotted (`sounds.volume`), `type` says in words what is written in a file, and
    `restart` whether a change counts only from the next start.
    """

    path: str
    type: str
    default: object
    description: str
    restart: bool


def described(description: str, *, restart: bool = False) -> Mapping[str, object]:
    """The `metadata` of a field that is a setting; units and limits belong in the description."""
    return MappingProxyType({_DESCRIPTION: description, _RESTART: restart})


def declared_in(group: type, path: str = "") -> Iterator[Declaration]:
    """Every setting of a dataclass; a field of it that is a dataclass without words is a group."""
    for each in _fields(group):
        here = f"{path}{each.name}"
        if _DESCRIPTION in each.metadata:
            description, restart = str(each.metadata[_DESCRIPTION]), bool(each.metadata[_RESTART])
            yield Declaration(here, type_words(each.type), _default(each), description, restart)
        elif isinstance(each.type, type) and is_dataclass(each.type):
            yield from declared_in(each.type, f"{here}.")
        else:
            raise TypeError(f"{here} is a setting without a description")


def type_words(kind: object) -> str:
    """What of this type is written as, for example `list of {name, pattern}`."""
    inner = get_args(kind)
    if isinstance(kind, UnionType):
        return " or ".join(type_words(each) for each in inner)
    if isinstance(kind, type) and is_dataclass(kind):
        return "{" + ", ".join(each.name for each in fields(kind)) + "}"
    if get_origin(kind) in (tuple, frozenset):
        return f"list of {type_words(inner[0])}"
    if inner:
        return f"table of {type_words(inner[-1])}"
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        # Which ones there are stands in the description.
        return _WORDS[str]
    return _WORDS[kind] if isinstance(kind, type) else str(kind)


def part_of(group: object, name: str) -> object:
    """The type of a dataclass's field; None where it has no such field, or is no dataclass."""
    if not isinstance(group, type) or not is_dataclass(group):
        return None
    return next((each.type for each in fields(group) if each.name == name), None)


def _fields(group: type) -> tuple["Field[object]", ...]:
    if not is_dataclass(group):
        raise TypeError(f"{group} holds no settings")
    return fields(group)


def _default(each: "Field[object]") -> object:
    return each.default if each.default_factory is MISSING else each.default_factory()
