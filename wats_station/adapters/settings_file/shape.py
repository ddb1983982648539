"""Whether what a layer says are settings at all; pydantic checks it, and names the place."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING

from wats_station.domain.settings import Settings, SettingsFault, SettingsProblem
from wats_station.domain.settings_layers import Tree

if TYPE_CHECKING:
    from pydantic import TypeAdapter


def checked(said: Tree, source: str) -> Settings:
    """The settings that this says, standard ones where it is silent.

    Raises `SettingsProblem` with the `source` and the place in it.
    """
    if not said:
        return Settings()
    # Here: a station that was told nothing starts without it.
    from pydantic import ValidationError  # noqa: PLC0415

    try:
        settings = _shape().validate_python(said)
        unknown = next(_unknown(said, settings), "")
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        text = f"{source}: {where + ': ' if where else ''}{first['msg']}"
        raise SettingsProblem(SettingsFault.NOT_SETTINGS, text) from None
    if unknown:
        text = f"{source}: {unknown}: there is no such setting"
        raise SettingsProblem(SettingsFault.NOT_SETTINGS, text)
    return settings


@cache
def _shape() -> "TypeAdapter[Settings]":
    from pydantic import TypeAdapter  # noqa: PLC0415

    return TypeAdapter(Settings)


def _unknown(written: object, settings: object, where: str = "") -> Iterator[str]:
    """Names in the file that no setting has: misspelt, or of a newer version."""
    if isinstance(written, list) and isinstance(settings, tuple):
        for number, (each, known) in enumerate(zip(written, settings, strict=True)):
            yield from _unknown(each, known, f"{where}{number}.")
    if isinstance(written, dict) and isinstance(settings, Mapping):
        for name, each in written.items():
            yield from _unknown(each, settings.get(name), f"{where}{name}.")
    if not isinstance(written, dict) or isinstance(settings, type) or not is_dataclass(settings):
        return
    known_names = {each.name for each in fields(settings)}
    for name, value in written.items():
        if name not in known_names:
            yield f"{where}{name}"
        else:
            yield from _unknown(value, getattr(settings, name), f"{where}{name}.")
