"""Starts what set-up prepared: the station on its demo site, and the benchmarks.

Where there is no display the station plays its scripted demo scans offscreen and
leaves screenshots and the event log in a folder that is named at the end.
"""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import environment
from terminal import ROOT, say

# Arguments that ask for something else than the demo window.
_NOT_THE_DEMO = ("--server", "--demo", "--version", "--help", "-h")


def run(arguments: list[str]) -> int:
    """Set up and start the station; its exit code."""
    environment.set_up()
    station = [str(environment.PYTHON), "-m", "wats_station"]
    if _asks_for_something_else(arguments):
        return _start([*station, *arguments], dict(os.environ))
    if not _has_display() and "--tour" not in arguments:
        return _tour([*station, "--demo"], arguments)
    return _start([*station, "--demo", *arguments], dict(os.environ))


def bench(json_file: Path | None) -> int:
    """Set up and measure; the benchmarks' exit code."""
    environment.set_up()
    target = ["--json", str(json_file.absolute())] if json_file else []
    command = [str(environment.PYTHON), "-m", "tests.benchmarks", *target]
    variables = dict(os.environ)
    if not _has_display():
        variables["QT_QPA_PLATFORM"] = "offscreen"
    return _wait(command, variables, folder=ROOT)


def soak(rounds: int, actions: int) -> int:
    """Set up, then kill a site server so often, and everything over so many actions."""
    environment.set_up(for_tests=True)
    command = [str(environment.PYTHON), "-m", "tests.benchmarks.soak", str(rounds), str(actions)]
    return _wait(command, dict(os.environ), folder=ROOT)


def monkey(steps: int, seed: int | None) -> int:
    """Set up, and let a monkey do so many random things at a window; 1 where it broke something."""
    environment.set_up(for_tests=True)
    command = [str(environment.PYTHON), "-m", "tests.support.monkey", "--steps", str(steps)]
    chosen = ["--seed", str(seed)] if seed is not None else []
    return _wait([*command, *chosen], dict(os.environ), folder=ROOT)


def _tour(station: list[str], arguments: list[str]) -> int:
    folder = Path(tempfile.mkdtemp(prefix="wats-station-tour-"))
    say(
        "no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): playing demo scans offscreen"
    )
    command = [*station, "--tour", str(folder)]
    for option, name in (("--json-log", "events.jsonl"), ("--data-dir", "data")):
        if option not in arguments:
            command += [option, str(folder / name)]
    code = _wait([*command, *arguments], {**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    left = sorted(path.name + ("/" if path.is_dir() else "") for path in folder.iterdir())
    say(f"screenshots and the event log lie in {folder}: {', '.join(left) or 'nothing'}")
    return code


def _asks_for_something_else(arguments: list[str]) -> bool:
    names = {argument.partition("=")[0] for argument in arguments}
    command_given = bool(arguments) and not arguments[0].startswith("-")
    return command_given or bool(names.intersection(_NOT_THE_DEMO))


def _has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    chosen = "QT_QPA_PLATFORM" in os.environ
    return chosen or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _start(command: list[str], variables: dict[str, str]) -> int:  # noqa: RET503 - see its end
    """Become the station where the system can do that, else wait for it."""
    if os.name == "nt":
        return _wait(command, variables)
    sys.stdout.flush()
    os.execve(command[0], command, variables)  # noqa: S606 - never comes back


def _wait(command: list[str], variables: dict[str, str], folder: Path | None = None) -> int:
    """Ctrl+C reaches the child by itself: it ends in its own time, then this does."""
    with subprocess.Popen(command, env=variables, cwd=folder) as child:
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: child.terminate())
        try:
            code = child.wait()
        finally:
            signal.signal(signal.SIGINT, before)
    return code if code >= 0 else 128 - code
