"""Faults that nobody handles: logged, shown, and left in the data folder as a report."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.processes import ROOT, Child, station_command, wait_until
from tests.support.site import TOKEN

NOWHERE = "http://127.0.0.1:9"

_PROGRAM = """
import asyncio, gc, sys, threading
from pathlib import Path
from wats_station.app.crash import keep_hard_faults, show_faults
from wats_station.station.composition import crash_reports

reports = crash_reports(Path(sys.argv[1]))

def shown(said):
    assert threading.current_thread() is threading.main_thread()
    print(said)

def fail():
    password = "of a local variable"
    raise LookupError("gone wrong")

async def live():
    show_faults(shown, reports.write)
    keep_hard_faults(reports)
    loop = asyncio.get_running_loop()
{body}
    await asyncio.sleep(0.1)

asyncio.run(live())
{after}
"""


def run(folder: Path, body: str, after: str = "") -> subprocess.CompletedProcess[str]:
    """A small program with the window's hooks, in a process of its own."""
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    return subprocess.run(
        [sys.executable, "-c", _PROGRAM.format(body=lines, after=after), str(folder)],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def report_in(folder: Path) -> str:
    (file,) = (folder / "crashes").glob("[0-9]*.txt")
    return file.read_text()


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ("loop.call_soon(fail)", "the loop: Exception in callback"),
        ("sys.excepthook(*(LookupError, LookupError('gone wrong'), None))", "the window"),
        ("threading.Thread(target=fail, name='worker-7').start()", "worker-7"),
    ],
)
def test_each_way_to_fail_is_reported_and_shown(tmp_path: Path, body: str, where: str) -> None:
    done = run(tmp_path, body)
    assert done.returncode == 0, done.stderr
    assert "gone wrong" in done.stdout
    said = report_in(tmp_path)
    assert f"where     {where}" in said
    assert "LookupError: gone wrong" in said
    assert "of a local variable" not in said


def test_a_fault_of_the_loop_without_an_exception_is_reported(tmp_path: Path) -> None:
    done = run(tmp_path, "loop.call_exception_handler({'message': 'a task was lost'})")
    assert done.stdout == "a task was lost\n"
    assert "RuntimeError: a task was lost" in report_in(tmp_path)


def test_a_fault_after_the_loop_has_ended_is_reported_and_shown_to_nobody(tmp_path: Path) -> None:
    done = run(tmp_path, "", "threading.Thread(target=fail).start()\nfail()")
    assert (done.returncode, done.stdout) == (1, "")
    places = [path.read_text() for path in (tmp_path / "crashes").glob("[0-9]*.txt")]
    assert sorted("where     the window" in said for said in places) == [False, True]


def test_what_was_logged_before_stands_in_the_report(tmp_path: Path) -> None:
    body = f"""\
import logging
logging.getLogger("wats_station.x").warning("tried token={TOKEN} in vain")
loop.call_soon(fail)"""
    run(tmp_path, body)
    said = report_in(tmp_path)
    assert "WARNING wats_station.x: tried token=*** in vain" in said
    assert TOKEN not in said


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run(tmp_path / "file", "loop.call_soon(fail)")
    assert (done.returncode, "gone wrong" in done.stdout) == (0, True)


@contextmanager
def window(folder: Path) -> Iterator[Child]:
    """The real window, once what the system ends is written down."""
    child = Child(
        station_command("--server", NOWHERE, "--data-dir", str(folder), "--language", "en"),
        {**os.environ, "WATS_STATION_TOKEN": TOKEN, "QT_QPA_PLATFORM": "offscreen"},
    )
    try:
        child.wait_for_line("station ready")
        yield child
    finally:
        child.close()


def test_a_window_that_the_system_ended_is_reported_at_the_next_start(tmp_path: Path) -> None:
    hard = tmp_path / "crashes" / "hard.txt"
    with window(tmp_path) as child:
        # It is opened once hard faults are written down.
        wait_until("the record of scans", 10.0, (tmp_path / "scans.sqlite").exists)
        child.process.send_signal(signal.SIGSEGV)
        assert child.wait(10.0) == -signal.SIGSEGV
    assert "Segmentation fault" in hard.read_text()
    with window(tmp_path) as child:
        wait_until("the report", 10.0, lambda: list(hard.parent.glob("[0-9]*-hard.txt")))
        child.process.send_signal(signal.SIGINT)
        assert child.wait(10.0) == 0
    said = report_in(tmp_path)
    for text in ("WATS Station", "ended by the system", "Segmentation fault", "most recent call"):
        assert text in said
    assert hard.read_text() == ""
