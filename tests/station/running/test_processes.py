"""Which processes count as this program's, with real ones that stand in for a packaged one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.processes import wait_until
from wats_station.station.running.processes import others_running

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="an ended process that its parent has not asked after is Unix'"
)


@pytest.fixture
def packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in a folder of its own, which this process believes it is."""
    program = tmp_path / "wats-station"
    shutil.copy2(shutil.which("sleep") or "/bin/sleep", program)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    return program


def pids() -> set[int]:
    return {each.pid for each in others_running()}


def test_a_process_of_the_programs_folder_is_found_and_no_other(packaged: Path) -> None:
    with subprocess.Popen([packaged, "60"]) as ours, subprocess.Popen(["sleep", "60"]) as other:
        try:
            wait_until("the program's process", 5.0, lambda: ours.pid in pids())
            assert not pids() & {other.pid, os.getpid()}
        finally:
            ours.kill()
            other.kill()


def test_an_ended_process_whose_parent_has_not_asked_after_it_does_not_run(
    packaged: Path,
) -> None:
    with subprocess.Popen([packaged, "60"]) as ours:
        # Seen while it ran, as by a stop that then waits for its end.
        wait_until("the program's process", 5.0, lambda: ours.pid in pids())
        ours.terminate()
        wait_until("its end", 5.0, lambda: ours.pid not in pids())
        assert ours.returncode is None, "nobody has asked after it"
