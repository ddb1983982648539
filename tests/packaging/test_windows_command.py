"""`dev.py windows` says what is missing before it begins."""

from pathlib import Path

import pytest

import debian
import environment
from terminal import SetupError
from windows import command


@pytest.fixture(autouse=True)
def nothing_is_set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "set_up", lambda: None)
    monkeypatch.setattr(debian, "provide", lambda *_: None)
    monkeypatch.setattr("sys.platform", "linux")


def test_tools_that_are_not_there_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "wine").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SetupError, match="wineserver, makensis, x86_64-w64-mingw32-gcc is not"):
        command.build()


def test_another_system_is_told_that_it_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    with pytest.raises(SetupError, match="on Windows, or on Linux under Wine"):
        command.build()
