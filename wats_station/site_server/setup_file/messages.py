"""What the model finds wrong, in words that say what is wanted."""

from collections.abc import Callable
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from wats_station.site_server.setup_file.faults import Fault, Loc
from wats_station.site_server.setup_file.model import SetupFile
from wats_station.site_server.setup_file.places import Place, Places

_WANTED = {
    "string_type": "a text",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "a mapping (name: value)",
    "model_type": "a mapping (name: value)",
}
_EMPTY = {
    "string_type": 'write "" for an empty one',
    "list_type": "leave the key out where there is nothing to say",
    "dict_type": "leave the key out where there is nothing to say",
    "model_type": "leave the key out where there is nothing to say",
}


def fault_of(error: ErrorDetails, places: Places) -> Fault:
    """The fault that an error of the model is."""
    loc: Loc = error["loc"]
    if error["type"] == "missing":
        return places.fault(loc[:-1], f"{loc[-1]} is missing")
    if error["type"] == "extra_forbidden":
        known = ", ".join(_known_keys(loc[:-1]))
        return places.key_fault(loc, f"this key is not known here; known are {known}")
    if loc[-1:] == ("[key]",) and loc not in places.values:
        return places.key_fault(loc[:-1], f"of the key: {_sentence(error, Place(1, 1))}")
    return places.fault(loc, _sentence(error, places.of(loc)))


def _sentence(error: ErrorDetails, place: Place) -> str:
    kind = error["type"]
    if kind in _WANTED:
        return _wrong_type(kind, error["input"], place)
    context: dict[str, Any] = error.get("ctx", {})
    say = _SENTENCES.get(kind)
    return say(context, error["input"]) if say else error["msg"]


def _wrong_type(kind: str, value: object, place: Place) -> str:
    wanted = f"{_WANTED[kind]} is wanted"
    if value is None and not place.raw:
        return f"{wanted}, and there is nothing here; {_EMPTY.get(kind, 'give it a value')}"
    if kind == "string_type" and place.raw is not None:
        return f'{wanted}; put it into quotes: "{place.raw}"'
    if kind in ("int_type", "bool_type"):
        return f"{wanted}, not {_described(value, place)}"
    return wanted


def _described(value: object, place: Place) -> str:
    if place.raw is not None:
        return place.raw
    if isinstance(value, str):
        return f"the text {value!r} in quotes"
    return "a list" if isinstance(value, list) else "a mapping"


def _too_long(context: dict[str, Any], value: object) -> str:
    length = len(value) if isinstance(value, str) else 0
    return f"a text of at most {context['max_length']} characters is wanted, this has {length}"


_SENTENCES: dict[str, Callable[[dict[str, Any], object], str]] = {
    "string_too_long": _too_long,
    "string_unicode": lambda _context, _value: "a text of whole Unicode characters is wanted",
    "greater_than_equal": lambda context, value: (
        f"a whole number from {context['ge']} on is wanted, not {value}"
    ),
    "less_than_equal": lambda context, value: (
        f"a whole number up to {context['le']} is wanted, not {value}"
    ),
    "literal_error": lambda context, _value: f"{context['expected']} is wanted",
}


def _known_keys(loc: Loc) -> list[str]:
    """The keys of the part of the file at `loc`."""
    part: type[BaseModel] = SetupFile
    for step in loc:
        fields = {field.alias: field.annotation for field in part.model_fields.values()}
        if step in fields:
            part = _model_in(fields[step]) or part
    return [str(field.alias) for field in part.model_fields.values()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for each in get_args(annotation) if (found := _model_in(each))), None)
