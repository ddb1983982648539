"""`wats-station settings list`: every setting, its value, and where that comes from."""

import json
from pathlib import Path
from typing import Any

import pytest

from wats_station.cli import main
from wats_station.domain.settings import declarations

Captured = pytest.CaptureFixture[str]


def listed(captured: Captured, folder: Path, *before: str, code: int = 0) -> dict[str, Any]:
    assert main([*before, "settings", "list", "--json", "--data-dir", str(folder)]) == code
    said: dict[str, Any] = json.loads(captured.readouterr().out)
    return said


def test_each_setting_is_listed_with_all_that_is_declared_of_it(
    tmp_path: Path, capsys: Captured
) -> None:
    rows = listed(capsys, tmp_path)["settings"]
    assert [row["path"] for row in rows] == [each.path for each in declarations()]
    assert {row["from"] for row in rows} == {"default"}
    assert all(row["value"] == row["default"] for row in rows)
    volume = next(row for row in rows if row["path"] == "sounds.volume")
    assert volume == {
        "path": "sounds.volume",
        "value": 75,
        "from": "default",
        "locked": False,
        "type": "whole number",
        "default": 75,
        "description": "How loud outcomes are: 0 to 100 percent; at 0 the screen flashes.",
        "restart": False,
    }


def test_where_a_value_comes_from(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    share = tmp_path / "share"
    share.mkdir()
    (share / "settings.json").write_text('{"audit": {"keep_days": 30}, "locked": ["labels.rules"]}')
    (tmp_path / "settings.json").write_text('{"operators": {"idle_minutes": 3}}')
    monkeypatch.setenv("WATS_STATION_SETTING_STATION__PROCESS", "20")
    given = ("--fleet-dir", str(share), "--set", "sounds.volume=1", "--server", "http://x")
    rows = {row["path"]: row for row in listed(capsys, tmp_path, *given)["settings"]}
    changed = {path: row["from"] for path, row in rows.items() if row["from"] != "default"}
    assert changed == {
        "server": "command line",
        "station.process": "environment",
        "sounds.volume": "command line",
        "operators.idle_minutes": "file",
        "audit.keep_days": "fleet",
        "fleet.folder": "command line",
    }
    assert [path for path, row in rows.items() if row["locked"]] == ["labels.rules"]


def test_the_lines_say_the_same(tmp_path: Path, capsys: Captured) -> None:
    arguments = ["--set", "sounds.volume=1", "settings", "list", "--set", "station.name=Ø 7"]
    assert main([*arguments, "--data-dir", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 * len(declarations())
    said = {line.split()[0]: line.split(maxsplit=1)[1] for line in lines[::2]}
    assert said["sounds.volume"] == "1  [command line]"
    assert said["station.name"] == '"\\u00d8 7"  [command line]'
    assert said["labels.rules"] == "[]  [default]"
    assert any(line.endswith("Counts from the next start.") for line in lines[1::2])


def test_what_cannot_be_used_is_a_line_each_and_the_command_fails(
    tmp_path: Path, capsys: Captured
) -> None:
    (tmp_path / "settings.json").write_text("{")
    given = ("--set", "sounds.volume=x", "--set", "server=http://x")
    assert main([*given, "settings", "list", "--data-dir", str(tmp_path)]) == 1
    file, override = capsys.readouterr().err.splitlines()
    assert file.startswith(f"wats-station: {tmp_path / 'settings.json'}: Invalid JSON")
    assert override.startswith("wats-station: --set sounds.volume: ")
    said = listed(capsys, tmp_path, *given, code=1)
    assert len(said["problems"]) == 2
    assert said["settings"][0]["value"] == "http://x"


@pytest.mark.parametrize("given", ["sounds.volume", "sounds", ""])
def test_a_setting_without_a_value_is_a_bad_argument(given: str, capsys: Captured) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--set", given])
    assert ended.value.code == 2
    assert "write PATH=VALUE, as sounds.volume=40" in capsys.readouterr().err


def test_a_command_that_takes_no_settings_says_where_else_they_go(capsys: Captured) -> None:
    assert main(["--set", "sounds.volume=1", "doctor"]) == 2
    assert "give doctor WATS_STATION_SETTING_..." in capsys.readouterr().err


def test_the_window_does_not_start_with_a_setting_that_is_none(
    tmp_path: Path, capsys: Captured
) -> None:
    assert main(["--set", "sounds.volume=400", "--data-dir", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert said.startswith("wats-station: --set sounds.volume: sounds: ")
    assert said.count("\n") == 1
