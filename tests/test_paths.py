"""Where data and shipped files lie."""

import sys
from pathlib import Path

import pytest

from wats_station import paths


def test_the_command_line_wins_over_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATS_STATION_DATA_DIR", str(tmp_path / "environment"))
    assert paths.data_dir(tmp_path / "given") == tmp_path / "given"
    assert paths.data_dir(None) == tmp_path / "environment"
    monkeypatch.delenv("WATS_STATION_DATA_DIR")
    assert paths.data_dir(None).name == "wats-station"


def test_a_home_sign_is_understood() -> None:
    assert paths.data_dir(Path("~/x")) == Path.home() / "x"


def test_the_shipped_files_are_there() -> None:
    assert paths.resource("sounds/done.wav").is_file()
    assert paths.translations_dir().is_dir()


def test_a_checkout_is_started_by_its_python() -> None:
    assert paths.program() == paths.windowed_program() == [sys.executable, "-m", "wats_station"]


@pytest.mark.parametrize(
    ("system", "console", "windowed"),
    [
        ("linux", "wats-station", "wats-station"),
        ("win32", "wats-station.exe", "wats-stationw.exe"),
    ],
)
def test_a_package_is_started_by_the_program_beside_the_running_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, system: str, console: str, windowed: str
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(sys, "executable", str(tmp_path / windowed))
    assert paths.program() == [str(tmp_path / console)]
    assert paths.windowed_program() == [str(tmp_path / windowed)]
