"""A shift from hell: a window, an agent and a site server killed at random behind a bad network.

An operator scans units, tags them, builds parts into others and repairs what failed, all
through a serial scanner. Whatever the window said was done or kept must be in the server's
history exactly once, or be visibly not done; what it refused must not be there. Counted
from the command ids on both sides.
"""

import json
import os
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from tests.adapters.serial_line import Cable
from tests.support.fault_proxy import CALM, HOSTILE, ROUGH, Fault, FaultProxy
from tests.support.processes import Child, station_command, wait_until
from tests.support.site import TOKEN, Site
from wats_station.domain.unit import UnitKey

_KEYS = 20
_OUTCOME_SECONDS = 40.0
_SETTLED_SECONDS = 180.0
# A late request costs an operator five seconds: a few of them are enough.
_SELDOM_LATE = {Fault.LATE: 0.4, Fault.SLOW: 2.0}
_MIXES = (CALM, ROUGH | _SELDOM_LATE, ROUGH | _SELDOM_LATE, HOSTILE | _SELDOM_LATE)
_ACCEPTED = ("done", "queued")
# What a scan ends with that kept something.
_WRITTEN = ("tag_set", "child_added", "child_completes", "repair_filed", "queued")
_FILE = "CMD-SUBMIT"
# Units of their own for what can be done with each but once.
_BUILDINGS, _BROKEN = 12, 40
_FUNCTIONAL, _FINALIZED = 60, 16


class Window:
    """A window without a screen, with a scanner on a serial line; `restart` after a kill."""

    def __init__(self, folder: Path, server: str) -> None:
        self._folder = folder
        self._server = server
        self._runs = 0
        self.cable = Cable(folder / "gun")
        (folder / "data").mkdir()
        ports = {"serial_ports": [{"port": str(self.cable.name)}]}
        (folder / "data" / "settings.json").write_text(json.dumps(ports), encoding="utf-8")
        self._child = self._start()

    @property
    def data(self) -> Path:
        """Its data folder."""
        return self._folder / "data"

    @property
    def process_id(self) -> int:
        """Of the program that runs now."""
        return self._child.process.pid

    def kill(self) -> None:
        """Pull its plug; what the scanner sent into the void is gone."""
        self._child.kill()
        self.cable.unplug()

    def restart(self) -> None:
        """Start it again."""
        self.cable.plug()
        self._child = self._start()

    def close(self) -> None:
        """End it."""
        self._child.close()
        self.cable.away()

    def scan(self, text: str) -> dict[str, Any]:
        """Scan; the outcome, or nothing where the window died over it."""
        known = len(self._events("scan.outcome"))
        self.cable.send(text.encode() + b"\r")
        return wait_until(
            f"the outcome of {text}; {''.join(self._child.errors)}",
            _OUTCOME_SECONDS,
            lambda: (self._events("scan.outcome")[known:] or [{}])[0],
        )

    def scan_and_kill(self, text: str, after: float) -> None:
        """Scan, and pull the plug a moment later."""
        self.cable.send(text.encode() + b"\r")
        time.sleep(after)
        self.kill()

    def _start(self) -> Child:
        self._runs += 1
        child = Child(
            station_command(
                "--server", self._server, "--data-dir", str(self.data),
                "--json-log", str(self._log()),
            ),
            {**os.environ, "WATS_STATION_TOKEN": TOKEN, "QT_QPA_PLATFORM": "offscreen"},
        )  # fmt: skip
        child.wait_for_line("station ready")
        wait_until(
            "the scanner's port open",
            10.0,
            lambda: any(event["state"] == "open" for event in self._events("scanner.changed")),
        )
        return child

    def _log(self) -> Path:
        return self._folder / f"events-{self._runs}.jsonl"

    def _events(self, name: str) -> list[dict[str, Any]]:
        if not self._log().exists():
            return []
        lines = self._log().read_text(encoding="utf-8").split("\n")[:-1]
        return [event for event in map(json.loads, lines) if event["event"] == name]


@dataclass
class Told:
    """What the operator was told of each code, and what nobody knows because of a kill."""

    accepted: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


@dataclass
class Shift:
    """One window, one agent, one server, one bad network."""

    folder: Path
    site: Site
    proxy: FaultProxy
    random: Random
    told: Told = field(default_factory=Told)
    kills: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        units = self.site.get("/api/Production/Unit/Query", **{"$top": "60"})
        serials = Counter(unit["serialNumber"] for unit in units)
        self._serials = [serial for serial, count in serials.items() if count == 1][:40]
        self._parts = list(self._make_parts())
        self._broken = list(self._make_broken())
        self._repaired: list[str] = []
        self._built: set[str] = set()
        self._panel = "LOOKUP"
        self.window = Window(self.folder, self.proxy.url)
        self._agent = self._start_agent()

    def work(self, actions: int) -> None:
        """So many changes, with kills and bad weather between and within them."""
        for number in range(actions):
            if number % 25 == 0:
                self.proxy.mix = self.random.choice(_MIXES)
            kind = self.random.random()
            if kind < 0.12 and self._parts:
                self._build()
            elif kind < 0.24 and self._broken:
                self._repair()
            else:
                self._tag(number)
            if self.random.random() < 0.03:
                self._accident()

    def settle(self) -> None:
        """Good weather, until nothing waits any more."""
        self.proxy.mix = CALM
        wait_until("everything delivered", _SETTLED_SECONDS, lambda: not self._waiting())

    def close(self) -> None:
        """End all that runs."""
        self.window.close()
        self._agent.close()

    def check(self) -> str:
        """Raise where anything was lost, doubled or pretended; a line of figures else."""
        applied = Counter(
            (serial, row["command"])
            for serial in (*self._serials, *self._built, *self._repaired)
            for row in self.site.history(serial)
            if row["command"]
        )
        twice = [command for command, count in applied.items() if count > 1]
        assert not twice, f"applied twice: {twice}"
        there = {command for _, command in applied}
        ends = self._ends()
        by_code: dict[str, list[str]] = {}
        for command, (code, _) in ends.items():
            by_code.setdefault(code, []).append(command)
        for code in self.told.accepted:
            assert code in by_code, f"accepted and lost: {code}"
        for code in self.told.refused:
            done = there.intersection(by_code.get(code, ()))
            assert not done, f"refused and applied: {code}"
        for command, (code, state) in ends.items():
            if state == "delivered":
                assert command in there or self._is_there(code), f"pretended: {code}"
            else:
                assert command not in there, f"{state}, and applied: {code}"
        strangers = there - set(ends)
        assert not strangers, f"applied, and nobody at the station knows: {strangers}"
        self._check_repairs(ends)
        states = Counter(state for _, state in ends.values())
        return (
            f"{len(self.told.accepted)} accepted, {len(self.told.refused)} refused,"
            f" {len(self.told.unknown)} killed over; ends {dict(states)};"
            f" kills {dict(self.kills)}"
        )

    def _check_repairs(self, ends: dict[str, tuple[str, str]]) -> None:
        """One report a unit, if its repair was delivered; none if it was not."""
        delivered = {code for code, state in ends.values() if state == "delivered"}
        for serial in self._repaired:
            wanted = f"serialNumber eq '{serial}' and reportType eq 'R'"
            filed = self.site.get("/api/Report/Query/Header", **{"$filter": wanted})
            assert len(filed) == (f"{_FILE} {serial}" in delivered), f"{len(filed)} of {serial}"

    def _tag(self, number: int) -> None:
        self._open("LOOKUP")
        self._until_done(self.random.choice(self._serials))
        self._change(f"CMD-TAG-K{self.random.randrange(_KEYS)}=V{number}")

    def _build(self) -> None:
        parent, child = self._parts.pop()
        self._open("ASSEMBLY")
        # What is open there is left first: else the parent is taken for a part of it.
        self.window.scan("CMD-CANCEL")
        self._until_done(parent)
        self._built.add(parent)
        self._change(child)

    def _repair(self) -> None:
        serial = self._broken.pop()
        self._open("REPAIR")
        if not self._until_done(serial, "repair_opened"):
            return
        if not self._until_done("CMD-FAIL-Burned Component", "fault_added"):
            return
        self._repaired.append(serial)
        self._change(_FILE, f"{_FILE} {serial}")

    def _open(self, panel: str) -> None:
        if self._panel != panel and self._until_done(f"CMD-PANEL-{panel}"):
            self._panel = panel

    def _until_done(self, text: str, reason: str = "") -> bool:
        """Scan until it is done, as often as an operator would; the network is as it is."""
        for _ in range(20):
            ended = self.window.scan(text)
            if ended["outcome"] == "done":
                return reason in ("", ended["reason"])
            time.sleep(0.2)
        # Nobody has seen it yet: what follows is refused then.
        return False

    def _change(self, text: str, code: str = "") -> None:
        """A scan that changes something; `code` is what it is known by, the text as a rule."""
        code = code or text
        if self.random.random() < 0.04:
            self.kills["window, over a scan"] += 1
            self.told.unknown.append(code)
            self.window.scan_and_kill(text, self.random.uniform(0.0, 0.15))
            self._restart_window()
            return
        ended = self.window.scan(text)
        good = ended["outcome"] in _ACCEPTED and ended["reason"] in _WRITTEN
        (self.told.accepted if good else self.told.refused).append(code)

    def _make_parts(self) -> Iterator[tuple[str, str]]:
        """Gateways, and the parts that go into each: (parent, child)."""
        for number in range(_BUILDINGS):
            parent = f"KG-{number}"
            children = {
                f"KC-{number}": ("CTRL-100", "B"),
                f"KP-{number}": ("PSU-220", "A"),
                f"KS-{number}": ("SENS-10", "C"),
            }
            self.site.make_units([UnitKey(parent, "GW-500")])
            for serial, (part, revision) in children.items():
                key = UnitKey(serial, part)
                self.site.make_units([key], revision=revision, phase=_FINALIZED)
                yield parent, serial

    def _make_broken(self) -> Iterator[str]:
        """Units that failed their test, and were not repaired."""
        for number in range(_BROKEN):
            serial = f"KB-{number}"
            self.site.make_units([UnitKey(serial, "CTRL-100")], revision="B")
            self.site.file_test(serial, _FUNCTIONAL, "F")
            yield serial

    def _accident(self) -> None:
        victim = self.random.choice(("window", "window", "agent", "server", "server", "cable"))
        self.kills[victim] += 1
        match victim:
            case "window":
                self.window.kill()
                self._restart_window()
            case "agent":
                self._agent.kill()
                self._agent = self._start_agent()
            case "server":
                self.site.kill()
                time.sleep(self.random.uniform(0.0, 1.0))
                self.site.restart()
            case "cable":
                self.proxy.down()
                time.sleep(self.random.uniform(0.2, 1.5))
                self.proxy.up()

    def _restart_window(self) -> None:
        # Now and then the agent has its turn in between.
        time.sleep(self.random.choice((0.0, 0.0, 1.5)))
        self.window.restart()
        self._panel = "LOOKUP"

    def _start_agent(self) -> Child:
        child = Child(
            station_command(
                "agent", "--server", self.proxy.url, "--data-dir", str(self.window.data)
            ),
            {**os.environ, "WATS_STATION_TOKEN": TOKEN},
        )
        child.wait_for_line("agent ready")
        return child

    def _waiting(self) -> int:
        (count,) = self._rows("SELECT count(*) FROM command WHERE state = 'waiting'")[0]
        return int(count)

    def _ends(self) -> dict[str, tuple[str, str]]:
        """The last word on each command: its code and its state."""
        columns = "command, scan, outcome, serial_number"
        rows = self._rows(f"SELECT {columns} FROM audit WHERE command != '' ORDER BY number")
        return {
            command: (f"{scan} {serial}" if scan == _FILE else scan, state)
            for command, scan, state, serial in rows
        }

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.window.data / "outbox.sqlite", timeout=10)) as database:
            return database.execute(query).fetchall()

    def _is_there(self, code: str) -> bool:
        """A value that was there already is done without being sent."""
        key, _, value = code.removeprefix("CMD-TAG-").partition("=")
        wanted = {"key": key, "value": value}
        return any(wanted in self.site.unit(serial)["tags"] for serial in self._serials)


def killed_shift(folder: Path, site: Site, actions: int, seed: int) -> str:
    """Work, settle and check; a line of figures."""
    with FaultProxy(site.url, seed) as proxy:
        shift = Shift(folder, site, proxy, Random(seed))  # noqa: S311 - no secret
        try:
            shift.work(actions)
            shift.settle()
        finally:
            shift.close()
        return shift.check()
