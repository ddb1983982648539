"""The display goes away: the program ends, and so does the site server it had started."""

import subprocess
from pathlib import Path

import pytest

from tests.support.processes import Child, station_command, wait_until
from tests.support.screen import running_screen

pytestmark = pytest.mark.end2end


def test_without_its_display_the_program_and_its_site_server_end(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running_screen() as screen:
        station = Child(station_command("--demo", "--data-dir", str(data)), screen.environment)
        station.wait_for_line("station ready")
        wait_until("the site server", 30.0, lambda: _processes_on(data / "site"))
    try:
        assert station.wait(15.0) != 0
        wait_until("its site server gone", 15.0, lambda: not _processes_on(data / "site"))
    finally:
        station.close()


def _processes_on(folder: Path) -> str:
    """The processes that have this data folder on their command line."""
    return subprocess.run(
        ["pgrep", "-f", f"serve.*{folder}"], capture_output=True, text=True, check=False
    ).stdout
