"""The world around the monkey's window: a site server that dies, and a network that lies."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from tests.support.fault_proxy import CALM, HOSTILE, ROUGH, Fault, FaultProxy
from tests.support.processes import ROOT
from tests.support.site import TOKEN, Site, running_site
from wats_station.adapters.operators_file import NAME, OperatorsFile
from wats_station.app.demo_operators import lay_down_demo_operators

_SELDOM_LATE = {Fault.LATE: 0.4, Fault.SLOW: 2.0}
_MIXES = {"calm": CALM, "rough": ROUGH | _SELDOM_LATE, "hostile": HOSTILE | _SELDOM_LATE}
_GONE_SECONDS = 0.5
# Nothing was swallowed: without a window system there is nobody to ask.
_NO_WINDOW_SYSTEM = "This plugin does not support"
_DOTS_PER_PIXEL = b"\x89PNG\r\n\x1a\n" + bytes(2_000)


class World:
    """Runs one window on one server, and says what is wrong afterwards."""

    def __init__(self, folder: Path, site: Site, proxy: FaultProxy) -> None:
        self._folder = folder
        self._site = site
        self._proxy = proxy
        self.figures: dict[str, Any] = {}

    def run(self, seed: int, steps: int) -> int:
        """Let the monkey in; the program's exit code."""
        command = [
            sys.executable, "-m", "tests.support.monkey.window", "--seed", str(seed),
            "--steps", str(steps), "--server", self._proxy.url, "--token", TOKEN,
            "--folder", str(self._folder),
        ]  # fmt: skip
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env=self._environment(), cwd=ROOT
        ) as window:
            try:
                for line in window.stdout or ():
                    self._obey(line.strip())
            except BaseException:
                window.kill()
                raise
            return window.wait(30)

    def _environment(self) -> dict[str, str]:
        """A home of its own: what dialogs show and keep is not the developer's."""
        home = self._folder / "home"
        home.mkdir(parents=True)
        (home / "board.png").write_bytes(_DOTS_PER_PIXEL)
        (home / "big.bin").write_bytes(bytes(5_000_000))
        (home / "notes.txt").write_text("measured again\n", encoding="utf-8")
        lay_down_demo_operators(OperatorsFile(self._folder / "data" / NAME))
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        return {
            **kept,
            "HOME": str(home),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONFAULTHANDLER": "1",
        }

    def _obey(self, line: str) -> None:
        what, _, rest = line.partition(" ")
        if what == "figures":
            self.figures = json.loads(rest)
        elif what == "weather":
            self._turn(rest)

    def _turn(self, weather: str) -> None:
        proxy = self._proxy
        match weather:
            case "cut":
                proxy.down()
            case "hole":
                proxy.black_hole(True)
            case "kill":
                self._site.kill()
                time.sleep(_GONE_SECONDS)
                self._restart()
            case _:
                proxy.up()
                proxy.black_hole(False)
                proxy.mix = _MIXES[weather]

    def _restart(self) -> None:
        """A machine that is busy with other things may need more than one start."""
        for tries_left in (2, 1, 0):
            try:
                self._site.restart()
            except AssertionError:
                self._site.kill()
                if not tries_left:
                    raise
            else:
                return

    def complaints(self) -> list[str]:
        """What the window must not have left behind, or said of the server what is not so."""
        found = list(self.figures.get("complaints", ["the window said nothing at its end"]))
        found += [f"a task outlived the window: {each}" for each in self.figures.get("left", ())]
        found += [f"an exception: {each}" for each in self.figures.get("faults", ())]
        found += [
            f"logged {count} times: {line}"
            for line, count in self.figures.get("log", {}).items()
            if _NO_WINDOW_SYSTEM not in line
        ]
        crashes = self._folder / "data" / "crashes"
        if crashes.exists():
            found += [
                f"crash report {file.name}:\n{file.read_text(encoding='utf-8')}"
                for file in sorted(crashes.iterdir())
                if file.stat().st_size
            ]
        return [*found, *self._wrong_commands()]

    def _wrong_commands(self) -> Iterator[str]:
        rows = self._rows(
            "SELECT id, scan, state, serial_number, server, kind FROM command ORDER BY number"
        )
        ours = [row for row in rows if row[4] == self._proxy.url]
        applied = self._applied()
        states = Counter(state for _, _, state, *_ in ours)
        self.figures["commands"] = dict(states)
        yield from (f"applied twice: {each}" for each, count in applied.items() if count > 1)
        applied_ones = {command for command, *_ in applied}
        for command, scan, state, serial, _, kind in ours:
            if state not in ("delivered", "waiting", "unknown") and command in applied_ones:
                yield f"{state}, and applied: {kind} {scan} on {serial}"
        known = {row[0] for row in rows}
        yield from (
            f"applied, and nobody at the station knows: {each}" for each in applied_ones - known
        )

    def _applied(self) -> Counter[tuple[str, str, str]]:
        """How often each unit's history names a command; building in is in that of both."""
        units = self._site.get("/api/Production/Unit/Query", **{"$top": "500"})
        keys = {(unit["serialNumber"], unit["partNumber"]) for unit in units}
        return Counter(
            (row["command"], serial, part)
            for serial, part in keys
            for row in self._site.get("/api/station/History", serialNumber=serial, partNumber=part)
            if row["command"]
        )

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        file = self._folder / "data" / "outbox.sqlite"
        with closing(sqlite3.connect(file, timeout=10)) as database:
            return database.execute(query).fetchall()


@contextmanager
def a_world(folder: Path, seed: int) -> Iterator[World]:
    """A site server with the demo factory, and a network between it and whoever comes."""
    with running_site(folder / "site") as site, FaultProxy(site.url, seed) as proxy:
        yield World(folder, site, proxy)
