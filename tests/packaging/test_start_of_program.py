"""What a frozen program finds at its start, set right before anything else runs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.processes import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="closes streams by the shell")

_PROGRAM = ROOT / "packaging" / "frozen" / "program.py"
# Runs it, and then tells what a child of it would be given.
_AND_TELL = """
import os, runpy, sys
sys.argv = ["wats-station", "--version"]
try:
    runpy.run_path({program!r}, run_name="__main__")
except SystemExit:
    print(os.environ.get("LD_LIBRARY_PATH"), os.environ.get("LC_CTYPE"))
"""


def test_a_program_without_streams_runs_as_any_other(tmp_path: Path) -> None:
    # As a windowed Windows program: sys.stdin, sys.stdout and sys.stderr are None.
    given = {**os.environ, "WATS_STATION_DATA_DIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    for arguments, code in (("site token add bench", 0), ("--version", 0), ("serve --port x", 2)):
        line = f"exec {sys.executable} {_PROGRAM} {arguments} <&- >&- 2>&-"
        assert subprocess.run(["sh", "-c", line], env=given, check=False).returncode == code


@pytest.mark.parametrize(("before", "after"), [("/theirs", "/theirs"), ("", "None")])
def test_children_look_for_their_own_libraries(before: str, after: str) -> None:
    given = {"LD_LIBRARY_PATH": "/ours", "LD_LIBRARY_PATH_ORIG": before}
    assert _told(given).split()[-2] == after


@pytest.mark.parametrize(
    ("given", "letters"),
    [
        ({}, "C.UTF-8"),
        ({"LANG": "C"}, "C.UTF-8"),
        ({"LANG": "nb_NO.UTF-8"}, "None"),
        ({"LC_ALL": "C"}, "None"),
    ],
)
def test_letters_are_utf_8_where_nothing_is_said(given: dict[str, str], letters: str) -> None:
    # PYTHONCOERCECLOCALE=0: a frozen program's Python does not see to it by itself.
    assert _told({"PYTHONCOERCECLOCALE": "0", **given}).split()[-1] == letters


def _told(environment: dict[str, str]) -> str:
    return subprocess.run(
        [sys.executable, "-c", _AND_TELL.format(program=str(_PROGRAM))],
        env={"PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
