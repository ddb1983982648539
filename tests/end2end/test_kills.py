"""`kill -9` of window, agent and server behind a bad network: nothing lost, nothing twice."""

from pathlib import Path

import pytest

from tests.support.kill_run import killed_shift
from tests.support.site import Site

pytestmark = [pytest.mark.end2end, pytest.mark.slow, pytest.mark.timeout(1200)]

ACTIONS = 300


def test_of_three_hundred_actions_none_is_lost_and_none_is_done_twice(
    site: Site, tmp_path: Path
) -> None:
    folder = tmp_path / "station"
    folder.mkdir()
    assert "delivered" in killed_shift(folder, site, ACTIONS, seed=2026)
