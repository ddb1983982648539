"""One life of the window: ready, work, refuse the close, drain, close.

The first close is refused and starts the drain; the window goes when nothing is
open any more, so that no task outlives what it paints on (architecture.md, hazards).
"""

import asyncio
import getpass
import socket
import sys
import time
from collections.abc import Awaitable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QApplication

from wats_station.app.crash import show_faults
from wats_station.app.demo import DemoSite
from wats_station.app.signals import ClosingSignals
from wats_station.app.single import OneWindow
from wats_station.app.wiring import Wiring
from wats_station.log import EventLog
from wats_station.scan.raw_scan import RawScan, Source
from wats_station.station.composition import Server, Station, read_settings
from wats_station.ui.bridge import Bridge
from wats_station.ui.facts import WindowFacts
from wats_station.ui.shell import Shell
from wats_station.ui.sounds import Sounds
from wats_station.ui.wedge import WedgeRouter


class Stage(NamedTuple):
    """What the start has already made: application, window, its folder's lock, the event log."""

    app: QApplication
    shell: Shell
    window: OneWindow
    events: EventLog


class Life:
    """From the first paint to the exit code."""

    def __init__(
        self,
        stage: Stage,
        facts: WindowFacts,
        server: Server | None,
        folder: Path,
        tour: Path | None,
    ) -> None:
        self._stage = stage
        self._facts = facts
        self._server = server
        self._demo = DemoSite(folder / "site") if server is None else None
        self._folder = folder
        self._tour = tour
        self._closing = asyncio.Event()
        self._exit_code = 0

    async def live(self) -> int:
        """Work until the window is closed; the answer is the exit code."""
        shell, events = self._stage.shell, self._stage.events
        sounds = Sounds(shell)
        bridge = Bridge(shell, sounds)
        wiring = Wiring(bridge, events)
        station = Station(
            wiring,
            time.perf_counter,
            wiring.link_changed,
            operator=operator_name(),
            station=station_name(),
        )
        show_faults(station.engine.fault_seen)
        signals = ClosingSignals(self._closing.set)
        wedge = self._join(station)
        # First: beside the connection's imports this would take several times as long.
        await self._settle(station, wedge)
        station.connect(self._address())
        self._say_ready()
        sounds.load()
        if self._tour is not None:
            await self._play(self._tour, bridge)
        await self._closing.wait()
        await self._drain(station)
        signals.remove()
        return self._exit_code

    async def _settle(self, station: Station, wedge: WedgeRouter) -> None:
        """Take up what was kept: until then the standard settings hold."""
        settings, problem = await read_settings(self._folder)
        wedge.use(settings.scanner)
        station.use_labels(settings.labels)
        if problem is not None:
            station.engine.told(problem)

    def _join(self, station: Station) -> WedgeRouter:
        shell, engine = self._stage.shell, station.engine
        shell.open_panels()
        wedge = WedgeRouter(self._stage.app)
        wedge.scanned.connect(engine.scanned)
        wedge.listening.connect(shell.set_listening)
        shell.pressed.connect(engine.pressed)
        shell.typed.connect(lambda text: engine.scanned(_typed(text)))
        shell.close_requested.connect(self._closing.set)
        self._stage.window.raised.connect(lambda: _to_front(shell))
        self._stage.window.listen()
        return wedge

    async def _address(self) -> Server:
        if self._demo is not None:
            server = await self._demo.start()
            self._stage.shell.set_facts(self._facts._replace(server=server.url))
            self._stage.events.write("site.ready", server=server.url)
            return server
        if self._server is None:
            raise RuntimeError("neither a server nor a demo site")
        return self._server

    def _say_ready(self) -> None:
        self._stage.events.write("station.ready")
        sys.stdout.write("station ready\n")
        sys.stdout.flush()

    async def _play(self, folder: Path, bridge: Bridge) -> None:
        from wats_station.app.tour import play

        self._exit_code = await play(self._stage.shell, bridge, folder)
        self._closing.set()

    async def _drain(self, station: Station) -> None:
        endings: list[Awaitable[None]] = [station.close()]
        if self._demo is not None:
            endings.append(self._demo.stop())
        await asyncio.gather(*endings)
        self._stage.shell.allow_close()
        self._stage.shell.close()
        self._stage.window.release()


def operator_name() -> str:
    """The operating system's user: what a station without registered operators stamps."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def station_name() -> str:
    """This computer's name, as WATS stations are called by default."""
    return socket.gethostname().upper()


def _typed(text: str) -> RawScan:
    now = time.perf_counter()
    return RawScan(Source.TYPED, text, now, now)


def _to_front(shell: Shell) -> None:
    shell.showNormal() if shell.isMinimized() else shell.show()
    shell.raise_()
    shell.activateWindow()
