"""What the frozen program is left without, it never misses: proved on the checkout's own."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from frozen import left_out, libraries
from tests.support.processes import ROOT, Child
from tests.support.screen import running_screen

# httpx asks for its command line, and Mako for colours in its error pages: inside a `try`,
# with something to fall back on.
_GONE_ON_WITHOUT = {"httpx._main", "pygments"}


def test_every_module_of_the_program_loads_without_what_is_left_out(tmp_path: Path) -> None:
    done = _guarded(tmp_path, "import")
    assert (done.returncode, done.stderr) == (0, "")
    assert set(_report(tmp_path)["asked"]) <= _GONE_ON_WITHOUT


@pytest.mark.end2end
@pytest.mark.slow
def test_a_window_works_without_what_is_left_out(tmp_path: Path) -> None:
    tour = ["--demo", "--data-dir", str(tmp_path / "data"), "--tour", str(tmp_path / "tour")]
    with running_screen() as screen:
        done = _guarded(tmp_path, "run", *tour, environment=screen.environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(list((tmp_path / "tour").glob("*.png"))) >= 10
    report = _report(tmp_path)
    assert set(report["asked"]) <= _GONE_ON_WITHOUT
    used = [_place(path) for path in report["loaded"] if "/site-packages/" in path]
    assert [place for place in used if "plugins/platforms/libqxcb" in place]
    assert [place for place in used if left_out.is_left_out(place)] == []


@pytest.mark.end2end
def test_a_site_server_works_without_what_is_left_out(tmp_path: Path) -> None:
    serve = ["serve", "--port", "0", "--demo-data", "--data-dir", str(tmp_path / "data")]
    report = str(tmp_path / "report.json")
    command = [sys.executable, "-m", "tests.packaging.guarded", report, "run", *serve]
    child = Child(command, dict(os.environ))
    try:
        said = child.wait_for_line("site server ready: ", 40.0)
        url = said.removeprefix("site server ready: ").strip()
        assert httpx.get(f"{url}/openapi.json", timeout=10.0).json()["paths"]
        child.process.send_signal(signal.SIGINT)
        assert child.wait(10.0) == 0
    finally:
        child.close()
    assert child.errors == [f"site server: the token is in {tmp_path / 'data/site-token'}\n"]
    assert set(_report(tmp_path)["asked"]) <= _GONE_ON_WITHOUT


def test_no_library_that_the_program_requires_is_left_out() -> None:
    assert {"pyside6-essentials", "uvicorn", "psutil", "click"} <= libraries.wanted()
    assert not {"pytest", "rich", "pip", "pyinstaller"} & libraries.wanted()
    out = set(left_out.modules())
    assert {"pytest", "rich", "PyInstaller", "tkinter", "unittest"} <= out
    assert not {"PySide6", "click", "psutil", "sqlalchemy", "wats_station"} & out


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6\\plugins\\imageformats\\qpdf.dll",
        "PySide6/Qt/plugins/sqldrivers/libqsqlite.so",
        "PySide6/translations/qtbase_de.qm",
        "keyring-25.7.0.dist-info/direct_url.json",
    ],
)
def test_files_are_left_out_on_both_systems(place: str) -> None:
    assert left_out.is_left_out(place)


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6/plugins/styles/qmodernwindowsstyle.dll",
        "PySide6/Qt/plugins/multimedia/libffmpegmediaplugin.so",
        "wats_station/_data/translations/wats_station_nb.qm",
        "keyring-25.7.0.dist-info/entry_points.txt",
    ],
)
def test_what_is_needed_stays(place: str) -> None:
    assert not left_out.is_left_out(place)


def _guarded(
    folder: Path, *arguments: str, environment: dict[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    report = str(folder / "report.json")
    return subprocess.run(
        [sys.executable, "-m", "tests.packaging.guarded", report, *arguments],
        cwd=ROOT,
        env=environment or dict(os.environ),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )


def _report(folder: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return said


def _place(path: str) -> str:
    """Where PyInstaller puts it: as it lies in site-packages."""
    return path.partition("/site-packages/")[2]
