"""`wats-station self-test` as a user starts it: it passes, it can fail, and it leaves nothing."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.support.processes import ROOT, station_command, wait_until
from tests.support.screen import Screen, running_screen

pytestmark = [pytest.mark.end2end, pytest.mark.timeout(240)]

_ENDS_WITHIN = 120.0
# Between the look at who is in front and the last key of a scan.
_ONE_SCAN = len("CMD-PHASE-FINALIZED\r")
# A window that writes down every key it gets.
_THIEF = """
import sys
import tempfile
from PySide6.QtWidgets import QApplication, QWidget
class Thief(QWidget):
    def keyPressEvent(self, event):
        open(sys.argv[1], "a").write(event.text() or "?")
app = QApplication()
thief = Thief()
thief.setWindowTitle("Another program")
thief.show()
app.exec()
"""


class Run:
    """A self-test under way: its lines as they come, and every process it has started."""

    def __init__(self, environment: Mapping[str, str], folder: Path, *arguments: str) -> None:
        # Not below `folder`: the path of a local socket has 108 bytes, and pytest's are long.
        self.temporary = Path(tempfile.mkdtemp(prefix=f"{folder.name[-8:]}-"))
        self.process = subprocess.Popen(
            station_command("self-test", *arguments),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**environment, "TMPDIR": str(self.temporary)},
            cwd=ROOT,
        )
        self.children: list[psutil.Process] = []

    def until(self, step: str) -> str:
        """Read on until this step is told; its line."""
        for line in self.process.stdout or ():
            if step in line:
                self._see_children()
                return line
        raise AssertionError(f"no step {step!r}")

    def ended(self) -> tuple[int, str, str]:
        """Exit code, what was left to read, and stderr."""
        said, errors = self.process.communicate(timeout=_ENDS_WITHIN)
        return self.process.returncode, said, errors

    def running(self) -> list[str]:
        """Children that have not ended."""
        return [
            str(each)
            for each in self.children
            if each.is_running() and each.status() != psutil.STATUS_ZOMBIE
        ]

    def child(self, command: str) -> psutil.Process:
        """The child that was started with this argument."""
        return next(each for each in self.children if command in each.cmdline())

    def _see_children(self) -> None:
        self.children = psutil.Process(self.process.pid).children(recursive=True)


@contextmanager
def running(environment: Mapping[str, str], folder: Path, *arguments: str) -> Iterator[Run]:
    run = Run(environment, folder, *arguments)
    try:
        yield run
    finally:
        if run.process.poll() is None:
            run.process.kill()
        for pipe in (run.process.stdout, run.process.stderr):
            if pipe is not None:
                pipe.close()
        run.process.wait()


@pytest.fixture
def thief(screen: Screen, tmp_path: Path) -> Iterator[Path]:
    """Another program's window on the screen; the file that holds the keys it got."""
    keys = tmp_path / "stolen"
    process = subprocess.Popen([sys.executable, "-c", _THIEF, str(keys)], env=screen.environment)
    try:
        screen.activate("Another program")
        yield keys
    finally:
        process.terminate()
        process.wait(10)


def test_every_step_passes_and_nothing_is_left(screen: Screen, tmp_path: Path) -> None:
    with running(screen.environment, tmp_path) as run:
        run.until("phase refused")
        assert len(run.children) == 2
        code, said, errors = run.ended()
    assert (code, errors) == (0, ""), said
    assert said.rstrip().split("\n")[-1].startswith("PASSED: ")
    assert run.running() == []
    assert list(run.temporary.iterdir()) == []


@pytest.mark.slow
def test_the_json_tells_every_step_whatever_the_computer_is_set_to(
    screen: Screen, thief: Path, tmp_path: Path
) -> None:
    """Another window is in front at first, the keyboard is not a scanner's, the settings lie."""
    lies = {
        "WATS_STATION_SERVER": "http://127.0.0.1:1",
        "WATS_STATION_SETTING_SCANNER": '{"layout": "fr", "measured": true}',
        "WATS_STATION_SITE_TOKEN": "another",
        "HTTP_PROXY": "http://127.0.0.1:1",
    }
    with (
        screen.layout("no"),
        running({**screen.environment, **lies}, tmp_path, "--json") as run,
    ):
        code, said, errors = run.ended()
    report = json.loads(said)
    assert (code, errors, report["passed"]) == (0, "", True), said
    assert {each["result"] for each in report["steps"]} == {"passed"}, said
    assert all(each["seen"] and each["did"] for each in report["steps"])
    for name in ("phase", "assembly", "repair", "serial port", "delivered once", "language nb"):
        assert name in [each["name"] for each in report["steps"]]
    assert report["version"]
    assert report["qt"]
    assert not thief.exists(), "keys went to another program"


def test_a_window_that_comes_to_the_front_gets_one_scan_at_most_and_ends_the_test(
    screen: Screen, thief: Path, tmp_path: Path
) -> None:
    with running(screen.environment, tmp_path) as run:
        run.until("second start")
        screen.activate("Another program")
        code, said, _errors = run.ended()
    assert code == 1
    assert "'Another program'" in said
    assert "leave mouse and keyboard alone" in said
    assert "not run" in said
    assert "passed" in said.split("nothing left")[0].split("\n")[-1]
    # Shift is a key without a letter, and no part of the code that was under way.
    stolen = thief.read_text().replace("?", "") if thief.exists() else ""
    assert len(stolen) <= _ONE_SCAN, "keys of more than the scan under way went astray"
    (kept,) = run.temporary.iterdir()
    assert str(kept) in said, "what is kept is named"
    assert run.running() == []


@pytest.mark.slow
def test_a_server_that_dies_is_a_failure(screen: Screen, tmp_path: Path) -> None:
    with running(screen.environment, tmp_path) as run:
        run.until("second start")
        run.child("serve").kill()
        code, said, _errors = run.ended()
    assert code == 1
    assert "FAILED: " in said
    assert "event: " in said, "with what the window told last"
    assert run.running() == []


@pytest.mark.slow
def test_a_window_that_dies_is_a_failure(screen: Screen, tmp_path: Path) -> None:
    with running(screen.environment, tmp_path) as run:
        run.until("second start")
        run.child("--json-log").kill()
        code, said, _errors = run.ended()
    assert code == 1
    assert "the window ended by itself, with exit code -9" in said
    assert run.running() == []


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"DISPLAY": ""}, "there is no display"),
        ({"DISPLAY": ":9753"}, "does not answer"),
        ({"QT_QPA_PLATFORM": "offscreen"}, "QT_QPA_PLATFORM=offscreen"),
    ],
)
def test_without_a_desktop_it_fails_and_says_what_is_needed(
    screen: Screen, tmp_path: Path, changed: dict[str, str], says: str
) -> None:
    with running({**screen.environment, **changed}, tmp_path, "--json") as run:
        code, said, errors = run.ended()
    report = json.loads(said)
    assert (code, errors, report["passed"]) == (1, "", False)
    results = {each["name"]: each for each in report["steps"]}
    assert results["desktop"]["result"] == "failed"
    assert says in results["desktop"]["detail"]
    assert results["phase"]["result"] == "not run"


def test_without_a_window_manager_no_window_gets_the_keyboard(tmp_path: Path) -> None:
    with (
        running_screen(managed=False) as bare,
        running(bare.environment, tmp_path) as run,
    ):
        code, said, _errors = run.ended()
    assert code == 1
    assert "no window manager runs on this display" in said


@pytest.mark.parametrize(
    "number", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.slow)]
)
def test_interrupted_it_ends_what_it_has_started(
    screen: Screen, tmp_path: Path, number: signal.Signals
) -> None:
    with running(screen.environment, tmp_path) as run:
        run.until("second start")
        run.process.send_signal(number)
        code, _said, errors = run.ended()
    assert (code, errors) == (
        1,
        "wats-station: interrupted: all that the self-test had started has ended\n",
    )
    assert run.running() == []
    assert list(run.temporary.iterdir()) == []


def test_killed_its_children_end_as_well(screen: Screen, tmp_path: Path) -> None:
    with running(screen.environment, tmp_path) as run:
        run.until("second start")
        assert len(run.children) == 2
        os.kill(run.process.pid, signal.SIGKILL)
        wait_until("the children's end", 10.0, lambda: not run.running())
