"""The settings file: JSON in the data folder, read whole, checked whole, replaced whole.

A file that is not as it should be is never half used, and never overwritten by what was
not read from it: whoever wrote it is told what is wrong, and where.
"""

import codecs
import json
import os
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from wats_station.domain.settings import Settings, SettingsFault, SettingsProblem

if TYPE_CHECKING:
    from pydantic import TypeAdapter

NAME = "settings.json"


class SettingsFile:
    """The settings of one data folder.

    Every call touches the disk: none may be made on a loop that paints.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    def read(self) -> Settings:
        """The kept settings; the standard ones where none were kept yet.

        Raises `SettingsProblem`.
        """
        try:
            # Editors on Windows put a byte order mark in front.
            content = self.path.read_bytes().removeprefix(codecs.BOM_UTF8)
        except FileNotFoundError:
            return Settings()
        except OSError as error:
            text = f"{self.path}: {error.strerror}"
            raise SettingsProblem(SettingsFault.UNREADABLE, text) from error
        # Here: a station that keeps no settings starts without it.
        from pydantic import ValidationError  # noqa: PLC0415

        try:
            settings = _shape().validate_json(content)
            unknown = next(_unknown(json.loads(content), settings), "")
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(str(part) for part in first["loc"])
            text = f"{self.path}: {where + ': ' if where else ''}{first['msg']}"
            raise SettingsProblem(SettingsFault.NOT_SETTINGS, text) from None
        if unknown:
            text = f"{self.path}: {unknown}: there is no such setting"
            raise SettingsProblem(SettingsFault.NOT_SETTINGS, text)
        return settings

    def keep(self, settings: Settings) -> None:
        """Replace the file, so that a power cut leaves the old one or the new one.

        One that cannot be read is moved aside first: what somebody wrote into it stays.
        Raises `SettingsProblem`.
        """
        # Here: reading, which every start does, needs none of it.
        import tempfile  # noqa: PLC0415

        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._set_damaged_aside()
            handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=NAME)
            with os.fdopen(handle, "wb") as file:
                file.write(_shape().dump_json(settings, indent=2))
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self.path)
        except OSError as error:
            text = f"{self.path}: {error.strerror}"
            raise SettingsProblem(SettingsFault.UNREADABLE, text) from error

    def _set_damaged_aside(self) -> None:
        try:
            self.read()
        except SettingsProblem as problem:
            if problem.fault is not SettingsFault.NOT_SETTINGS:
                raise
            names = (f"settings.damaged-{number}.json" for number in count(1))
            aside = next(path for path in map(self.path.with_name, names) if not path.exists())
            self.path.rename(aside)


@cache
def _shape() -> "TypeAdapter[Settings]":
    from pydantic import TypeAdapter  # noqa: PLC0415

    return TypeAdapter(Settings)


def _unknown(written: object, settings: object, where: str = "") -> Iterator[str]:
    """Names in the file that no setting has: misspelt, or of a newer version."""
    if isinstance(written, list) and isinstance(settings, tuple):
        for number, (each, known) in enumerate(zip(written, settings, strict=True)):
            yield from _unknown(each, known, f"{where}{number}.")
    if not isinstance(written, dict) or isinstance(settings, type) or not is_dataclass(settings):
        return
    known_names = {each.name for each in fields(settings)}
    for name, value in written.items():
        if name not in known_names:
            yield f"{where}{name}"
        else:
            yield from _unknown(value, getattr(settings, name), f"{where}{name}.")
