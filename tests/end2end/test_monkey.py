"""A thousand random scans, touches and keys at the real window: nothing breaks, sticks or leaks."""

import sys
from pathlib import Path

import pytest

from tests.support.monkey.world import a_world

pytestmark = [pytest.mark.end2end, pytest.mark.slow, pytest.mark.timeout(300)]

SEED, STEPS = 2026, 1_000
# The contract's limit is judged where nothing else runs (`dev.py soak --monkey`). Beside other
# tests the loop's own work takes several times as long; what really sticks takes seconds.
STICKS_MS = 400.0


def test_of_a_thousand_random_steps_none_breaks_sticks_or_leaks_anything(tmp_path: Path) -> None:
    with a_world(tmp_path, SEED) as world:
        assert world.run(SEED, STEPS) == 0
        complaints = world.complaints()
    figures = world.figures
    worst = "\n".join(figures["stalls"][:3])
    sys.stdout.write(f"{figures['scans']} outcomes; above idle {figures['stall_ms']} ms\n{worst}\n")
    assert complaints == []
    assert figures["scans"] > STEPS / 4
    assert figures["stall_ms"] < STICKS_MS, figures["stalls"][0]
