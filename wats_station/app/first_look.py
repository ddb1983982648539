"""The look that a start can have from its first paint on, for the price of a small file or two.

The settings are read properly after it, and hold: what is wrong in a file is theirs to tell,
and counts here as if it were not there. So this knows where a setting may stand and which
place wins (`domain.settings_layers`), and loads nothing of what checks it.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from wats_station.domain.display import Language, ThemeMode

_OWN, _FLEET = "settings.json", "fleet.json"
_VARIABLE, _FLEET_VARIABLE = "WATS_STATION_SETTING_", "WATS_STATION_FLEET_DIR"
_GROUP = "display"
_LANGUAGES = frozenset(each.value for each in Language)
_THEMES = frozenset(each.value for each in ThemeMode)

_Said = Mapping[str, object]


class LookWanted(NamedTuple):
    """What the window speaks (empty: as the system), its colours, and whether it is a kiosk."""

    language: str = Language.SYSTEM.value
    theme: str = ThemeMode.SYSTEM.value
    kiosk: bool = False


def first_look(folder: Path, environment: Mapping[str, str], given: Sequence[str]) -> LookWanted:
    """The look by the files of this folder and by what the run was given, texts `path=value`."""
    run = dict(_given(environment, given))
    own = _read(folder / _OWN)
    said = _group_of(own)
    if _has_fleet(own, run):
        # Its last good copy: the share itself may be slow.
        fleet = _read(folder / _FLEET)
        said = {**_group_of(fleet), **_unlocked(said, fleet.get("locked"))}
    said = {**said, **{name: text for path, text in run.items() if (name := _name_in(path))}}
    return LookWanted(
        _one_of(_LANGUAGES, said.get("language"), LookWanted().language),
        _one_of(_THEMES, said.get("theme"), LookWanted().theme),
        said.get("kiosk") is True,
    )


def _read(path: Path) -> _Said:
    try:
        said = _parsed(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _parsed(text: str) -> object:
    # Two milliseconds that a station which was told nothing does not spend.
    import json

    return json.loads(text)


def _group_of(said: _Said, name: str = _GROUP) -> _Said:
    group = said.get(name)
    return group if isinstance(group, dict) else {}


def _has_fleet(own: _Said, run: _Said) -> bool:
    """Whether the station is told of a fleet: a copy may stay where it no longer is."""
    return bool(run.get("fleet.folder", _group_of(own, "fleet").get("folder")))


def _unlocked(own: _Said, locked: object) -> _Said:
    paths = set(locked) if isinstance(locked, list) else set()
    if _GROUP in paths:
        return {}
    return {name: value for name, value in own.items() if f"{_GROUP}.{name}" not in paths}


def _given(environment: Mapping[str, str], given: Sequence[str]) -> Iterable[tuple[str, object]]:
    """What this run was given by path, weakest first; JSON where it is such, else plain text."""
    if folder := environment.get(_FLEET_VARIABLE):
        yield "fleet.folder", folder
    for name, text in environment.items():
        if name.startswith(_VARIABLE):
            yield name.removeprefix(_VARIABLE).lower().replace("__", "."), _value(text)
    for each in given:
        path, _, text = each.partition("=")
        yield path, _value(text)


def _value(text: str) -> object:
    try:
        return _parsed(text)
    except (ValueError, RecursionError):
        return text


def _name_in(path: str) -> str:
    group, _, name = path.partition(".")
    return name if group == _GROUP else ""


def _one_of(known: frozenset[str], value: object, otherwise: str) -> str:
    return value if isinstance(value, str) and value in known else otherwise
