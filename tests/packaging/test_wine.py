"""How Windows programs are run: here by a `wine` of the test's own, a shell script."""

import os
import time
from pathlib import Path

import pytest

from windows.wine import Wine, WineError, windows_path


@pytest.fixture
def wine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wine:
    """Runs its arguments as they are; its `wineserver` writes down what it is told."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name, does in (
        ("wine", 'exec "$@"'),
        ("wineserver", f'echo "$WINEPREFIX $1" >> {tmp_path}/told'),
    ):
        (tools / name).write_text(f"#!/bin/sh\n{does}\n")
        (tools / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    return Wine(tmp_path / "prefix", ":7")


def test_the_exit_code_and_both_outputs_are_the_programs_own(wine: Wine) -> None:
    done = wine.run(["sh", "-c", "echo out; echo err >&2; exit 3"], limit=20)
    assert done.returncode == 3
    assert sorted(done.stdout.split()) == ["err", "out"]


def test_lines_end_as_they_do_here(wine: Wine) -> None:
    done = wine.run(["printf", "one\\r\\ntwo\\r\\n"], limit=20)
    assert done.stdout == "one\ntwo\n"


def test_a_program_gets_no_input_and_a_prefix_display_and_home_of_its_own(wine: Wine) -> None:
    done = wine.run(
        ["sh", "-c", 'cat; echo "$WINEPREFIX|$WINEARCH|$DISPLAY|$HOME|$MORE"'], limit=20, MORE="yes"
    )
    prefix = wine.prefix
    assert done.stdout.strip() == f"{prefix}|win64|:7|{prefix}/home|yes"


def test_what_this_python_is_told_a_windows_python_is_not(
    wine: Wine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", "/here")
    done = wine.run(["sh", "-c", 'echo "[$PYTHONPATH]$PYTHONUTF8"'], limit=20, PYTHONUTF8="1")
    assert done.stdout.strip() == "[]1"


def test_a_program_that_takes_too_long_is_ended_with_its_prefix(wine: Wine, tmp_path: Path) -> None:
    with pytest.raises(WineError, match=r"sh did not end within 1 s: begun"):
        wine.run(["sh", "-c", "echo begun; exec sleep 60"], limit=1)
    assert (tmp_path / "told").read_text().splitlines()[0] == f"{wine.prefix} -k"


def test_what_stays_behind_with_the_pipe_is_not_waited_for(wine: Wine) -> None:
    begun = time.monotonic()
    done = wine.run(["sh", "-c", "echo said; sleep 8 & exit 5"], limit=20)
    assert done.returncode == 5
    assert done.stdout == "said\n"
    assert time.monotonic() - begun < 6


def test_a_machine_without_wine_is_told_what_to_install(
    wine: Wine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(WineError, match="install Debian's wine and wine64"):
        wine.run(["anything.exe"], limit=5)


def test_a_file_of_this_system_has_a_windows_name(tmp_path: Path) -> None:
    name = windows_path(tmp_path / "a folder" / "x.exe")
    assert name.startswith("Z:\\")
    assert name.endswith("\\a folder\\x.exe")
    assert "/" not in name
