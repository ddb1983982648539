"""What a run was given, laid over the settings of its files: for this run alone."""

import json
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from wats_station.adapters.settings_file.shape import checked
from wats_station.domain.settings import Settings, SettingsFault, SettingsProblem
from wats_station.domain.settings_layers import Override, Tree, settings_under, with_value


class Overlay(NamedTuple):
    """The settings in force, the overrides in them, and of each other one why it is left out."""

    settings: Settings
    taken: tuple[Override, ...]
    left_out: tuple[str, ...]


def overlaid(below: Tree, given: Sequence[Override]) -> Overlay:
    """These overrides over what a file says, which must be settings; later ones win."""
    settings, tree = checked(below, "settings"), below
    taken, left_out = list[Override](), list[str]()
    for override in given:
        try:
            tree, settings = _laid(tree, override)
        except SettingsProblem as problem:
            left_out.append(problem.detail)
        else:
            taken.append(override)
    return Overlay(settings, tuple(taken), tuple(left_out))


def _laid(tree: Tree, override: Override) -> tuple[Tree, Settings]:
    under = settings_under(override.path)
    if not under:
        raise _problem(override, "there is no such setting")
    if under != (override.path,):
        raise _problem(override, f"there are several: name one of {', '.join(under)}")
    as_text = with_value(tree, override.path, override.text)
    try:
        as_json = with_value(tree, override.path, json.loads(override.text))
    except (ValueError, RecursionError):
        return as_text, checked(as_text, override.given)
    try:
        return as_json, checked(as_json, override.given)
    except SettingsProblem:
        # A station may be called 7.
        with suppress(SettingsProblem):
            return as_text, checked(as_text, override.given)
        raise


def _problem(override: Override, why: str) -> SettingsProblem:
    return SettingsProblem(SettingsFault.NOT_SETTINGS, f"{override.given}: {why}")
