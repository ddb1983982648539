"""Declarations: each setting says once what it is, and nothing is forgotten."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from wats_station.domain.panel import Panel
from wats_station.domain.setting import Declaration, declared_in, described, type_words
from wats_station.domain.settings import (
    START_PANELS,
    AuditSettings,
    DisplaySettings,
    FleetSettings,
    OperatorSettings,
    Settings,
    declarations,
)
from wats_station.domain.settings_layers import settings_under, value_at


def test_every_setting_is_declared_with_its_standard_value() -> None:
    listed = {each.path: each for each in declarations()}
    assert len(listed) == len(declarations())
    for path, each in listed.items():
        assert each.default == value_at(Settings(), path)
        assert each.description[0].isupper(), path
        assert each.description.endswith("."), path
        assert settings_under(path) == (path,)
    assert listed["sounds.volume"] == Declaration(
        "sounds.volume",
        "whole number",
        75,
        "How loud outcomes are: 0 to 100 percent; at 0 the screen flashes.",
        False,
    )
    assert [each.path for each in declarations() if each.restart] == [
        "operators.file",
        "audit.keep_days",
        "audit.pseudonymise_after_days",
        "fleet.folder",
    ]


def test_a_setting_without_words_is_a_mistake() -> None:
    @dataclass
    class Forgetful:
        said: int = field(default=1, metadata=described("Said."))
        silent: int = 2

    with pytest.raises(TypeError, match="silent is a setting without a description"):
        tuple(declared_in(Forgetful))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (int | None, "whole number or null"),
        (frozenset[str], "list of text"),
        (tuple[FleetSettings, ...], "list of {folder}"),
        (Mapping[str, float], "table of number"),
        (bool, "true or false"),
    ],
)
def test_a_type_is_told_in_words(kind: object, words: str) -> None:
    assert type_words(kind) == words


def test_what_a_path_names() -> None:
    assert settings_under("station") == (
        "station.name",
        "station.location",
        "station.process",
        "station.parts",
        "station.most_runs",
        "station.most_repairs",
        "station.required_tags",
        "station.station_tag",
        "station.operator_tag",
        "station.may_create",
    )
    assert settings_under("scanner.thresholds.hold") == ("scanner.thresholds.hold",)
    for nothing in ("", "volume", "sounds.", "sounds.volume.x", "labels.parts_by_gtin.950", "."):
        assert settings_under(nothing) == ()


def test_the_display_begins_with_a_panel_that_everybody_may_open() -> None:
    assert START_PANELS == (
        Panel.LOOKUP,
        Panel.PHASE,
        Panel.ASSEMBLY,
        Panel.REPAIR,
        Panel.OUTBOX,
    )
    for panel in (Panel.SETTINGS, Panel.SERIALS):
        with pytest.raises(ValueError, match="the start panel is one of LOOKUP, PHASE"):
            DisplaySettings(start_panel=panel)
    assert settings_under("display") == (
        "display.language",
        "display.theme",
        "display.start_panel",
        "display.kiosk",
    )


def test_limits_are_told() -> None:
    with pytest.raises(ValueError, match="0 to 1440 minutes"):
        OperatorSettings(idle_minutes=1441)
    with pytest.raises(ValueError, match="0 to 36500 days"):
        AuditSettings(keep_days=-1)
    with pytest.raises(ValueError, match="0 to 36500 days"):
        AuditSettings(pseudonymise_after_days=36_501)
    assert (OperatorSettings(idle_minutes=0).file, AuditSettings(0, 0).keep_days) == ("", 0)
