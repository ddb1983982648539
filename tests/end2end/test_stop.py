"""`wats-station stop` has every running process of this program end, with nothing lost."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.end2end.test_kiosk import kiosk
from tests.end2end.test_offline import agent_of, offline, tags_of
from tests.support.processes import ROOT, Child, station_command, wait_until
from tests.support.screen import Screen
from tests.support.site import TOKEN, Site, running_site
from tests.support.station import running_station

pytestmark = [pytest.mark.end2end, pytest.mark.timeout(240)]


@pytest.fixture(autouse=True)
def own_program(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An environment of the test's own: whatever else runs from the real one is left alone.

    The site server that was started before is of the real one.
    """
    real, own = Path(sys.prefix), tmp_path / "environment"
    (own / "bin").mkdir(parents=True)
    shutil.copy(real / "pyvenv.cfg", own)
    (own / "lib").symlink_to(real / "lib")
    python = own / "bin" / "python"
    python.symlink_to(Path(sys.executable).resolve())
    monkeypatch.setattr(sys, "executable", str(python))
    return str(python)


def stop(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        station_command("stop", *arguments),
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
        check=False,
    )


@contextmanager
def ended_by_the_test(python: str) -> Iterator[None]:
    """What the program starts by itself is nobody's child: it is found, and ended here."""
    try:
        yield
    finally:
        for process in started_from(python):
            process.kill()
            process.wait(10)


def started_from(python: str) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter():
        try:
            line = process.cmdline()
        except psutil.Error:
            continue
        if line[:1] == [python] and process.status() != psutil.STATUS_ZOMBIE:
            found.append(process)
    return found


def test_a_window_ends_with_its_outbox_kept_and_an_agent_and_a_server_end_as_well(
    screen: Screen, site: Site, tmp_path: Path
) -> None:
    with running_station(screen, tmp_path / "station", "--server", site.url) as station:
        station.online()
        station.scan("DEMO-1003")
        offline(station, site)
        assert station.scan("CMD-TAG-Lot=LOT 7")["outcome"] == "queued"
        agent = agent_of(station, site)
        try:
            agent.wait_for_line("agent ready")
            with running_site(tmp_path / "other-site") as other:
                done = stop("--wait", "20")
                assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
                assert other.child.wait(5.0) == 0
                assert other.child.errors == []
            assert agent.wait(5.0) == 0
        finally:
            agent.close()
        assert station.child.wait(5.0) == 0
        assert station.child.errors == []
    site.restart()
    with running_station(screen, tmp_path / "station", "--server", site.url):
        wait_until("the tag", 15.0, lambda: tags_of(site, "DEMO-1003").get("Lot") == "LOT 7")
    lots = [row["new"] for row in site.history("DEMO-1003") if row["kind"] == "tag"]
    assert lots.count("LOT 7") == 1


def test_a_kiosk_ends_without_a_pin(screen: Screen, site: Site, tmp_path: Path) -> None:
    with kiosk(screen, tmp_path / "station", site) as station:
        done = stop()
        assert (done.returncode, done.stderr) == (0, "")
        assert station.child.wait(5.0) == 0


def test_a_window_takes_its_demo_site_along(screen: Screen, tmp_path: Path) -> None:
    remembered = tmp_path / "ran.json"
    with running_station(screen, tmp_path / "station", "--demo") as station:
        station.online()
        assert stop("--remember", str(remembered)).returncode == 0
        assert station.child.wait(5.0) == 0
        assert station.child.errors == []
    (kept,) = json.loads(remembered.read_text())
    assert "--demo" in kept["arguments"]
    assert remembered.stat().st_mode & 0o077 == 0


def test_what_ran_is_started_again_with_what_it_was_told(
    screen: Screen, site: Site, tmp_path: Path, own_program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    remembered, folder = tmp_path / "ran.json", tmp_path / "station"
    monkeypatch.setenv("WATS_STATION_TOKEN", TOKEN)
    for name in ("DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.setenv(name, screen.environment[name])
    with running_station(screen, folder, "--server", site.url) as station:
        station.online()
        agent = agent_of(station, site)
        agent.wait_for_line("agent ready")
        assert stop("--remember", str(remembered)).returncode == 0
        assert station.child.wait(5.0) == agent.wait(5.0) == 0
        agent.close()
        with ended_by_the_test(own_program):
            again = subprocess.run(
                station_command("start-again", str(remembered)), timeout=30, check=False
            )
            assert again.returncode == 0
            assert not remembered.exists()
            wait_until("both ready", 20.0, lambda: len(station.events("station.ready")) == 2)
            roles = sorted("agent" in each.cmdline() for each in started_from(own_program))
            assert roles == [False, True]
            window = screen.activate("WATS Station")
            assert window
            assert station.scan("DEMO-1001")["reason"] == "unit_shown"
            assert stop().returncode == 0
            assert started_from(own_program) == []


def test_one_that_does_not_end_is_named_and_not_killed(tmp_path: Path) -> None:
    child = Child(
        station_command("serve", "--port", "0", "--data-dir", str(tmp_path / "alone")), os.environ
    )
    try:
        child.wait_for_line("site server ready: ")
        child.process.send_signal(signal.SIGSTOP)
        done = stop("--wait", "1")
        assert done.returncode == 1
        assert f"(process {child.process.pid})" in done.stderr
        assert done.stderr.count("\n") == 1
        assert child.process.poll() is None
        child.process.send_signal(signal.SIGCONT)
        assert child.wait(10.0) == 0
    finally:
        child.close()


def test_one_that_only_starts_is_asked_once_it_listens(tmp_path: Path) -> None:
    child = Child(
        station_command("serve", "--port", "0", "--data-dir", str(tmp_path / "alone")), os.environ
    )
    try:
        wait_until("it started", 5.0, lambda: psutil.Process(child.process.pid).cmdline())
        assert stop("--wait", "20").returncode == 0
        assert child.wait(5.0) == 0
    finally:
        child.close()


def test_with_nothing_running_there_is_nothing_to_do(tmp_path: Path) -> None:
    remembered = tmp_path / "ran.json"
    assert stop("--remember", str(remembered)).returncode == 0
    assert json.loads(remembered.read_text()) == []
    again = subprocess.run(station_command("start-again", str(remembered)), timeout=30, check=False)
    assert again.returncode == 0


def test_a_file_that_is_none_is_said_to_be_none(tmp_path: Path) -> None:
    file = tmp_path / "ran.json"
    file.write_text('[{"program": 1}]')
    done = subprocess.run(
        station_command("start-again", str(file)), capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr == f"wats-station: {file} is none that 'stop --remember' wrote\n"
