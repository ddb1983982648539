"""Whose turn it is to send: one process at a time, the window first, and a killed one lets go."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.processes import ROOT

_HOLDER = """
import asyncio, sys
from pathlib import Path
from wats_station.adapters.turn import Turn

async def hold() -> None:
    turn = Turn(Path(sys.argv[1]), window=sys.argv[2] == "window")
    while True:
        await turn.take()
        print("mine", flush=True)
        await turn.until_wanted()
        turn.leave()
        print("left", flush=True)

asyncio.run(hold())
"""


@contextmanager
def holder(folder: Path, kind: str) -> "Iterator[subprocess.Popen[str]]":
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(folder), kind],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def said(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_an_agent_steps_aside_for_a_window_and_takes_over_when_it_is_killed(
    tmp_path: Path,
) -> None:
    with holder(tmp_path, "agent") as agent:
        assert said(agent) == "mine"
        with holder(tmp_path, "window") as window:
            assert said(agent) == "left"
            assert said(window) == "mine"
            os.kill(window.pid, signal.SIGKILL)
            assert said(agent) == "mine"


def test_a_killed_agent_lets_go(tmp_path: Path) -> None:
    with holder(tmp_path, "agent") as first:
        assert said(first) == "mine"
        with holder(tmp_path, "agent") as second:
            os.kill(first.pid, signal.SIGKILL)
            assert said(second) == "mine"
