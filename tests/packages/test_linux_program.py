"""The program's folder on Linux: alone, without Python, complete, and with nothing loose."""

import json
import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest

from frozen import build_stamp, checksums, cleanliness, left_out, sizes
from linux.slimming import unresolved
from tests.packages.operating import packaged_window
from tests.support.processes import ROOT, Child
from tests.support.screen import Screen
from tests.support.site import running_site

pytestmark = [pytest.mark.end2end, pytest.mark.timeout(600)]

_PLUGINS = (
    "platforms/libqxcb.so",
    "platforms/libqwayland.so",
    "platforms/libqoffscreen.so",
    "imageformats/libqjpeg.so",
    "imageformats/libqsvg.so",
    "iconengines/libqsvgicon.so",
    "multimedia/libffmpegmediaplugin.so",
    "printsupport/libcupsprintersupport.so",
    "xcbglintegrations/libqxcb-glx-integration.so",
    "wayland-shell-integration/libxdg-shell.so",
)


@pytest.fixture(autouse=True)
def program(linux_build: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program itself; the tests' stations and site servers are it."""
    program = linux_build / "wats-station" / "wats-station"
    monkeypatch.setenv("WATS_TESTS_PROGRAM", str(program))
    return program


def test_it_is_this_commits(program: Path) -> None:
    stamp = program.parent / "_internal/wats_station/_data/build.json"
    made_of = json.loads(stamp.read_text(encoding="utf-8"))["commit"]
    here = build_stamp.read(ROOT).commit.removesuffix("-dirty")
    assert made_of.removesuffix("-dirty") == here, "run packaging/dev.py package again"


def test_it_runs_where_there_is_no_python(program: Path, nothing: Mapping[str, str]) -> None:
    done = _run(program, nothing, "--version")
    assert re.fullmatch(r"wats-station \d+\.\d+\.\d+\S*\n", done.stdout)
    assert (done.returncode, done.stderr) == (0, "")


def test_wrong_arguments_are_told_in_a_line(program: Path, nothing: Mapping[str, str]) -> None:
    done = _run(program, nothing, "serve", "--port", "x")
    assert done.returncode == 2
    assert "is not a number" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_site_server_serves_everything_from_inside(
    program: Path, nothing: Mapping[str, str], tmp_path: Path
) -> None:
    command = [str(program), "serve", "--port", "0", "--demo-data", "--data-dir", str(tmp_path)]
    child = Child([*command, "--exit-with-parent"], nothing)
    try:
        url = child.wait_for_line("site server ready: ").removeprefix("site server ready: ")
        with httpx.Client(base_url=url.strip(), timeout=10.0) as client:
            page = client.get("/docs").raise_for_status().text
            for name in re.findall(r'"(/docs-files/[^"]+)"', page):
                assert client.get(name).raise_for_status().content, name
        assert page.count("/docs-files/") >= 2
    finally:
        child.close()
    assert child.errors == []


def test_a_scan_changes_a_unit_and_the_program_keeps_to_its_folder(
    program: Path, nothing: Mapping[str, str], screen: Screen, tmp_path: Path
) -> None:
    before = _state(program.parent)
    with (
        running_site(tmp_path / "site") as site,
        packaged_window(screen, tmp_path / "it", nothing, "--server", site.url) as station,
    ):
        station.online()
        station.scan("DEMO-1001")
        assert station.scan("CMD-PHASE-FINALIZED")["outcome"] == "done"
        assert site.unit("DEMO-1001")["unitPhaseId"] == 16
        code, _ = station.close_and_wait()
    assert (code, station.child.errors) == (0, [])
    assert _state(program.parent) == before


def test_the_demo_site_is_the_same_program(
    program: Path, nothing: Mapping[str, str], screen: Screen, tmp_path: Path
) -> None:
    shown = {**nothing, "DISPLAY": screen.environment["DISPLAY"], "QT_QPA_PLATFORM": "xcb"}
    command = ["--demo", "--data-dir", str(tmp_path / "data"), "--tour", str(tmp_path / "tour")]
    done = _run(program, shown, *command)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(list((tmp_path / "tour").glob("*.png"))) >= 10


def test_the_self_test_passes(
    program: Path, nothing: Mapping[str, str], screen: Screen, tmp_path: Path
) -> None:
    shown = {**nothing, "DISPLAY": screen.environment["DISPLAY"], "TMPDIR": str(tmp_path)}
    done = _run(program, shown, "self-test", "--json")
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_library_and_plugin_is_there(program: Path) -> None:
    assert unresolved(program.parent) == set()
    plugins = program.parent / "_internal/PySide6/Qt/plugins"
    assert [name for name in _PLUGINS if not (plugins / name).is_file()] == []
    loose = [path for path in program.parent.rglob("*") if path.is_symlink() and not path.exists()]
    assert loose == []


def test_what_is_left_out_is_not_there(program: Path) -> None:
    internal = program.parent / "_internal"
    there = {path.relative_to(internal).as_posix() for path in internal.rglob("*")}
    assert [place for place in there if left_out.is_left_out(place)] == []
    modules = {place.removesuffix(".pyc").replace("/", ".") for place in there}
    assert modules & set(left_out.modules()) == set()


def test_nothing_is_in_it_that_must_not_leave_the_computer_that_built_it(program: Path) -> None:
    assert cleanliness.problems_in(program.parent, ROOT) == []


def test_its_size_is_within_the_limit_or_explained(program: Path) -> None:
    parts = sizes.by_component(program.parent)
    assert sum(size for _, size in parts) == sizes.size_of(program.parent)
    largest = dict(parts[:6])
    assert sum(largest.values()) > 0.6 * sizes.size_of(program.parent)
    # More than that is worth a look at what came in.
    assert sizes.size_of(program.parent) < 225_000_000


def test_the_checksums_are_of_what_is_there(linux_build: Path) -> None:
    lines = (linux_build / checksums.NAME).read_text(encoding="utf-8").splitlines()
    listed = {line[66:]: line[:64] for line in lines}
    for name in ("sbom.cdx.json", "wats-station/wats-station"):
        assert listed[name] == checksums.sha256_of(linux_build / name)
    assert [name for name in listed if name.endswith("_amd64.deb")]


def _run(
    program: Path, environment: Mapping[str, str], *arguments: str
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [str(program), *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def _state(folder: Path) -> dict[str, int]:
    """What is there, and when it was last changed."""
    return {str(path): os.lstat(path).st_mtime_ns for path in sorted(folder.rglob("*"))}
