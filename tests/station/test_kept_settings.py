"""The settings of a run: what cannot be used is told, what is fixed cannot be changed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.processes import ROOT
from wats_station.domain.notice import NoticeKind
from wats_station.domain.settings import Settings, SoundSettings
from wats_station.domain.settings_layers import Origin
from wats_station.flows.settings import SettingsFixed
from wats_station.station.composition import read_settings
from wats_station.station.kept_settings import fixed, open_settings, problems, settings_of


async def test_a_station_that_was_told_nothing_has_the_standard_settings(tmp_path: Path) -> None:
    assert await read_settings(tmp_path) == (Settings(), None)
    assert fixed(settings_of(tmp_path)) == SettingsFixed(())
    assert problems(settings_of(tmp_path)) == ()
    assert settings_of(tmp_path).layers is not None


async def test_what_a_run_was_given_holds_for_its_folder(tmp_path: Path) -> None:
    opened = open_settings(tmp_path, ("sounds.volume=40", "volume=1"))
    settings, problem = await read_settings(tmp_path)
    assert (settings.sounds.volume, problem) == (40, None)
    assert settings_of(tmp_path) is opened
    assert fixed(opened) == SettingsFixed((("sounds.volume", Origin.COMMAND_LINE),))
    (told,) = problems(opened)
    assert told.kind is NoticeKind.SETTING_LEFT_OUT
    assert told.value("detail") == "--set volume: there is no such setting"


async def test_a_fleet_that_is_away_is_told_with_and_without_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    share = tmp_path / "share"
    monkeypatch.setenv("WATS_STATION_FLEET_DIR", str(share))
    first = open_settings(tmp_path / "data")
    await read_settings(tmp_path / "data")
    assert [each.kind for each in problems(first)] == [NoticeKind.FLEET_UNKNOWN]
    share.mkdir()
    (share / "settings.json").write_text('{"sounds": {"volume": 3}}')
    await read_settings(tmp_path / "data")
    assert problems(first) == ()
    (share / "settings.json").unlink()
    settings, _ = await read_settings(tmp_path / "data")
    assert settings == Settings(sounds=SoundSettings(3), fleet=settings.fleet)
    (told,) = problems(first)
    assert told.kind is NoticeKind.FLEET_COPY_USED
    assert str(share / "settings.json") in told.value("detail")


async def test_a_damaged_file_is_told_and_the_rest_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATS_STATION_SETTING_SOUNDS__VOLUME", "5")
    (tmp_path / "settings.json").write_text('{"sounds": {"volume": "x"}}')
    settings, problem = await read_settings(tmp_path)
    assert settings.sounds.volume == 5
    assert problem is not None
    assert problem.kind is NoticeKind.SETTINGS_FAULT
    assert "sounds.volume: " in problem.value("detail")


_START = """
import asyncio, sys
from pathlib import Path
from wats_station.station.composition import read_settings
asyncio.run(read_settings(Path(sys.argv[1])))
print("pydantic" in sys.modules)
"""


@pytest.mark.parametrize(("variable", "loads"), [("NOTHING", False), ("SOUNDS__VOLUME", True)])
def test_a_station_that_was_told_nothing_loads_no_checker(
    tmp_path: Path, variable: str, loads: bool
) -> None:
    name = "OTHER" if variable == "NOTHING" else f"WATS_STATION_SETTING_{variable}"
    said = subprocess.run(
        [sys.executable, "-c", _START, str(tmp_path)],
        env={**os.environ, name: "40"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert json.loads(said.stdout.lower()) is loads
