"""The steps without the server: what is scanned waits, through a restart, and arrives once."""

import sqlite3
from contextlib import closing

from wats_station.app.selftest.beginning import UNTESTED
from wats_station.app.selftest.bench import Bench
from wats_station.app.selftest.steps import Step, StepFailed
from wats_station.app.selftest.work import TAG, seen_tag

OFFLINE, RESTART, DELIVERED = "offline", "restart offline", "delivered once"
_KEY, _VALUE = "SelfTest", "offline"
_NOTICED_WITHIN = 15.0
_DELIVERED_WITHIN = 40.0
_WAITING = "SELECT serial_number, state FROM command WHERE state != 'delivered'"


def steps(bench: Bench) -> tuple[Step, ...]:
    """In their order."""
    return (
        Step(OFFLINE, "kill the site server, and set a tag", lambda: offline(bench), (TAG,)),
        Step(RESTART, "close the window, and start it", lambda: restart(bench), (OFFLINE,)),
        Step(DELIVERED, "start the site server again", lambda: delivered(bench), (RESTART,)),
    )


def offline(bench: Bench) -> str:
    """The tag waits in the window's outbox."""
    station = bench.station
    station.expect("CMD-PANEL-LOOKUP", "done", "panel_opened")
    station.expect(UNTESTED, "done", "unit_shown")
    bench.site.kill()
    _see_offline(bench)
    station.expect(f"CMD-TAG-{_KEY}={_VALUE}", "queued", "queued")
    return f"queued; {_in_outbox(bench)}"


def restart(bench: Bench) -> str:
    """What waits outlives the window."""
    code = bench.station.close_window()
    if code != 0:
        raise StepFailed(f"the window closed with exit code {code}, not 0")
    kept = _in_outbox(bench)
    bench.station.start()
    _see_offline(bench)
    return f"closed with exit code 0, {kept}, started without the server"


def delivered(bench: Bench) -> str:
    """The server has it, and has it once."""
    station = bench.station
    known = len(station.events.of("outbox.delivered"))
    bench.site.start()
    station.events.wait_for("outbox.delivered", _DELIVERED_WITHIN, after=known)
    station.expect(UNTESTED, "done", "unit_shown")
    if left := _waiting(bench):
        raise StepFailed(f"still in the outbox: {left}")
    return seen_tag(bench, UNTESTED, _KEY, _VALUE)


def _see_offline(bench: Bench) -> None:
    bench.station.events.wait_for(
        "link.changed", _NOTICED_WITHIN, where=lambda event: event["state"] == "offline"
    )


def _in_outbox(bench: Bench) -> str:
    waiting = _waiting(bench)
    if [serial for serial, _ in waiting] != [UNTESTED]:
        raise StepFailed(f"the outbox holds {waiting}, not the tag of {UNTESTED} alone")
    return f"the outbox keeps one change of {UNTESTED}"


def _waiting(bench: Bench) -> list[tuple[str, str]]:
    file = bench.station.data / "outbox.sqlite"
    try:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as outbox:
            return outbox.execute(_WAITING).fetchall()
    except sqlite3.Error as problem:
        raise StepFailed(f"the outbox {file} cannot be read: {problem}") from problem
