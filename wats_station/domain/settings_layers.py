"""Layers of settings: what is standard, the fleet's, the station's own, and given for one run.

A layer is what its file says: JSON objects within each other that hold any part of the
settings. A later layer wins, setting by setting; a list or a table is taken whole.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import NamedTuple

from wats_station.domain.setting import part_of
from wats_station.domain.settings import Settings, declarations

Tree = dict[str, object]
MISSING = object()

SERVER_VARIABLE = "WATS_STATION_SERVER"
FLEET_VARIABLE = "WATS_STATION_FLEET_DIR"
VARIABLES = "WATS_STATION_SETTING_"
_SHORT = {FLEET_VARIABLE: "fleet.folder", SERVER_VARIABLE: "server"}


class Origin(StrEnum):
    """Where the value of a setting comes from; a later one wins."""

    DEFAULT = "default"
    FLEET = "fleet"
    FILE = "file"
    ENVIRONMENT = "environment"
    COMMAND_LINE = "command line"


class Override(NamedTuple):
    """A setting given for one run; `text` is JSON or plain, `given` is how it was written."""

    path: str
    text: str
    origin: Origin
    given: str


def overrides(
    environment: Mapping[str, str], command_line: Iterable[str] = ()
) -> tuple[Override, ...]:
    """What a run was given, weakest first; `command_line` holds texts `path=value`."""
    from_variables = [
        Override(
            name.removeprefix(VARIABLES).lower().replace("__", "."), text, Origin.ENVIRONMENT, name
        )
        for name, text in sorted(environment.items())
        if name.startswith(VARIABLES)
    ]
    short = [
        Override(path, environment[name], Origin.ENVIRONMENT, name)
        for name, path in _SHORT.items()
        if environment.get(name)
    ]
    parts = (each.partition("=") for each in command_line)
    from_line = [
        Override(path, text, Origin.COMMAND_LINE, f"--set {path}") for path, _, text in parts
    ]
    return (*from_variables, *short, *from_line)


def settings_under(path: str) -> tuple[str, ...]:
    """The paths of the settings that this one names.

    A group (`sounds`) names each setting in it; a setting, and a part of one
    (`scanner.layout`), names itself. Empty where there is no such setting.
    """
    kind: object = Settings
    for name in path.split("."):
        kind = part_of(kind, name)
        if kind is None:
            return ()
    known = [each.path for each in declarations()]
    if any(path == each or path.startswith(f"{each}.") for each in known):
        return (path,)
    return tuple(each for each in known if each.startswith(f"{path}."))


def value_at(settings: object, path: str) -> object:
    """The value of one setting, or of a part of it; AttributeError where there is none."""
    for name in path.split("."):
        settings = getattr(settings, name)
    return settings


def plain(value: object) -> object:
    """A value as JSON has it, the same each time."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, frozenset):
        return sorted(plain(each) for each in value)  # type: ignore[type-var]
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return value.value if isinstance(value, StrEnum) else value


def found_at(tree: object, path: str) -> object:
    """What a layer says of this path, or MISSING."""
    for name in path.split("."):
        if not isinstance(tree, dict) or name not in tree:
            return MISSING
        tree = tree[name]
    return tree


def with_value(tree: Tree, path: str, value: object) -> Tree:
    """The layer with this said of the path."""
    name, _, rest = path.partition(".")
    if not rest:
        return {**tree, name: value}
    inner = tree.get(name)
    return {**tree, name: with_value(inner if isinstance(inner, dict) else {}, rest, value)}


def without(tree: Tree, path: str) -> Tree:
    """The layer with nothing said of the path, and no empty object left behind."""
    name, _, rest = path.partition(".")
    others = {key: value for key, value in tree.items() if key != name}
    inner = tree.get(name)
    if not rest or not isinstance(inner, dict):
        return tree if rest else others
    left = without(inner, rest)
    return {
        key: left if key == name else value for key, value in tree.items() if left or key != name
    }


def merged(below: Tree, above: Tree, kind: object = Settings) -> Tree:
    """Both layers in one; what has names of its own is merged, all else taken whole."""
    both = dict(below)
    for name, value in above.items():
        part, under = part_of(kind, name), below.get(name)
        if is_dataclass(part) and isinstance(value, dict) and isinstance(under, dict):
            value = merged(under, value, part)  # noqa: PLW2901 - the same value, completed
        both[name] = value
    return both


def origins(layers: Sequence[tuple[Origin, Tree]]) -> Mapping[str, Origin]:
    """For each setting the last of these layers that says anything of it."""
    return {
        each.path: next(
            (
                origin
                for origin, tree in reversed(layers)
                if found_at(tree, each.path) is not MISSING
            ),
            Origin.DEFAULT,
        )
        for each in declarations()
    }


def fixed_change(before: Settings, after: Settings, fixed: Iterable[str]) -> str:
    """The first of the fixed paths that differs; empty where none does."""
    return next((path for path in fixed if value_at(before, path) != value_at(after, path)), "")


class SettingChange(NamedTuple):
    """A setting that is another one now; old and new as JSON."""

    path: str
    old: str
    new: str


def changes(before: Settings, after: Settings) -> tuple[SettingChange, ...]:
    """Every setting that differs."""
    both = (
        (each.path, value_at(before, each.path), value_at(after, each.path))
        for each in declarations()
    )
    return tuple(
        SettingChange(path, _json(old), _json(new)) for path, old, new in both if old != new
    )


def _json(value: object) -> str:
    return json.dumps(plain(value), ensure_ascii=False)


class InForce(NamedTuple):
    """The settings that hold, those below the station's own, and what cannot be changed."""

    settings: Settings
    base: Settings
    fixed: Mapping[str, Origin]


def own_layer(written: Tree | None, known: InForce, wanted: Settings) -> Tree:
    """What the station's own file says once `wanted` holds: only what differs from below it.

    `written` is what it says now, None where there is no file. What did not change stays as
    it is written; what is fixed from outside is never written down.
    """
    own: Tree = {}
    for path in (each.path for each in declarations()):
        value, found = value_at(wanted, path), found_at(written, path)
        standard = plain(value_at(known.base, path))
        if written is not None and value == value_at(known.settings, path):
            if found not in (MISSING, standard):
                own = with_value(own, path, found)
        elif plain(value) != standard:
            own = with_value(own, path, plain(value))
    for path in known.fixed:
        found = found_at(written, path)
        own = without(own, path) if found is MISSING else with_value(own, path, found)
    return own
