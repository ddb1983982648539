"""One life of the window: ready, work, refuse the close, drain, close.

The first close is refused and starts the drain; the window goes when nothing is
open any more, so that no task outlives what it paints on (architecture.md, hazards).
"""

import asyncio
import gc
import getpass
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from wats_station import stop_request
from wats_station.app.crash import keep_hard_faults, show_faults
from wats_station.app.demo_units import DEMO_UNITS
from wats_station.app.first_look import LookWanted
from wats_station.app.scanners import SerialScanners
from wats_station.app.server_choice import ServerChoice, Wanted
from wats_station.app.signals import ClosingSignals
from wats_station.app.stage import Stage
from wats_station.app.window_work import Hands, WindowWork
from wats_station.app.wiring import Wiring
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.scanner_port import PortStatus
from wats_station.domain.settings import Settings
from wats_station.flows.scanner_setup import RunHeard
from wats_station.flows.settings import (
    PortTold,
    SettingsRead,
    SetUpAsked,
    SoundTold,
)
from wats_station.scan.raw_scan import RawScan, Source
from wats_station.services.changes import Author
from wats_station.station.composition import Station, crash_reports, open_recorder, read_settings
from wats_station.ui.bridge import Bridge
from wats_station.ui.facts import WindowFacts
from wats_station.ui.pictures import shrunk_picture
from wats_station.ui.sounds import Sounds
from wats_station.ui.wedge import WedgeRouter


class Life:
    """From the first paint to the exit code."""

    def __init__(
        self,
        stage: Stage,
        facts: WindowFacts,
        wanted: Wanted,
        folder: Path,
        tour: Path | None,
    ) -> None:
        self._stage = stage
        self._facts = facts
        self._wanted = wanted
        self._folder = folder
        self._tour = tour
        self._closing = asyncio.Event()
        # Whether the window was to be closed before anybody could tell who may.
        self._close_waits: bool | None = False
        self._exit_code = 0

    async def live(self) -> int:
        """Work until the window is closed; the answer is the exit code."""
        shell, events = self._stage.shell, self._stage.events
        sounds = Sounds(shell)
        bridge = Bridge(shell, sounds)
        wiring = Wiring(bridge, events)
        self._station = station = Station(
            wiring,
            time.perf_counter,
            wiring.link_changed,
            Author(operator_name(), station_name()),
        )
        reports = crash_reports(self._folder)
        show_faults(station.engine.fault_seen, reports.write)
        signals = ClosingSignals(self._closing.set)
        choice = ServerChoice(station, self._folder, self._wanted, self._server_shown)
        wedge, scanners = self._join()
        station.keep_commands_in(
            self._folder, wiring.row_told, self._outbox_failed(), shrunk_picture
        )
        hands = Hands(station, wedge, scanners, sounds, shell.strip.flash, self._folder)
        work = WindowWork(hands, self._obeyed, choice.change, self._closing.set)
        wiring.carry_out = work.asked
        wiring.acknowledge = lambda port, good: scanners.acknowledge(port, good=good)
        # First: beside the connection's imports this would take several times as long.
        settings = await self._settle()
        if self._wanted.demo:
            from wats_station.app.demo_operators import demo_shift

            await demo_shift(station, settings, self._folder)
        else:
            await station.use_operators(settings, self._folder)
        await choice.begin(settings)
        self._take_closes()
        self._say_ready()
        stop_request.listen()
        # Later rounds leave out what the start made: over all of it one takes 60 ms.
        gc.freeze()
        gc.enable()
        await asyncio.to_thread(keep_hard_faults, reports)
        sounds.load()
        station.engine.settings_event(SoundTold(sounds.available))
        work.recorder = recorder = await open_recorder(self._folder, self._recorder_failed())
        wiring.record_with(recorder.record)
        if self._tour is not None:
            await self._play(self._tour, bridge)
        await self._closing.wait()
        await self._drain(work, choice)
        wiring.finish()
        await asyncio.to_thread(recorder.close)
        signals.remove()
        return self._exit_code

    def close(self) -> None:
        """End this life in order, whoever may close the window; before `live` as well."""
        self._closing.set()

    async def _settle(self) -> Settings:
        """Take up what was kept: until then the standard settings hold."""
        settings, problem = await read_settings(self._folder)
        self._station.keep_settings_in(self._folder)
        self._station.engine.settings_event(SettingsRead(settings, problem))
        if problem is not None:
            self._station.engine.told(problem)
        return settings

    def _join(self) -> tuple[WedgeRouter, SerialScanners]:
        shell, engine = self._stage.shell, self._station.engine
        shell.open_panels(self._folder)
        wedge, scanners = WedgeRouter(self._stage.app), SerialScanners(shell)
        for scanned in (wedge.scanned, scanners.scanned, shell.typed):
            # What was typed comes before the scan that may file it.
            scanned.connect(lambda _scan: shell.tell_typed())
        wedge.scanned.connect(engine.scanned)
        wedge.measured.connect(lambda keys: engine.settings_event(SetUpAsked(RunHeard(keys))))
        wedge.listening.connect(shell.set_listening)
        scanners.scanned.connect(engine.scanned)
        scanners.told.connect(self._port_told)
        shell.pressed.connect(engine.pressed)
        shell.settings_asked.connect(engine.settings_event)
        shell.outbox_asked.connect(engine.outbox_event)
        shell.operators_asked.connect(engine.operators_event)
        shell.typed.connect(lambda text: engine.scanned(_typed(text)))
        shell.close_requested.connect(self._close_requested)
        self._stage.window.raised.connect(self._stage.look.stance.to_front)
        self._stage.window.listen()
        return wedge, scanners

    def _close_requested(self) -> None:
        if self._close_waits is None:
            self._station.engine.close_asked()
        else:
            self._close_waits = True

    def _take_closes(self) -> None:
        """Settings and operators are known by now: they say who may close the window."""
        waited, self._close_waits = self._close_waits, None
        if waited:
            self._station.engine.close_asked()

    def _port_told(self, status: PortStatus) -> None:
        state = status.state.value
        self._stage.events.write("scanner.changed", port=status.port, state=state)
        self._station.engine.settings_event(PortTold(status))

    def _obeyed(self, settings: Settings) -> str:
        """Show whose station this is, in the look that it has; the name it goes by."""
        name = settings.station.name or station_name()
        process = "" if settings.station.process is None else str(settings.station.process)
        place = " · ".join(part for part in (name, settings.station.location, process) if part)
        self._show_facts(self._facts._replace(station=place))
        display = settings.display
        # On a tour nobody stands at the screen, and its pictures are of the usual size.
        kiosk = display.kiosk and self._tour is None
        self._stage.look.use(LookWanted(display.language, display.theme, kiosk))
        return name

    def _server_shown(self, url: str, practice: bool) -> None:
        if practice and url:
            self._stage.events.write("site.ready", server=url)
        examples = DEMO_UNITS if practice else ()
        self._show_facts(self._facts._replace(server=url, practice=practice, examples=examples))

    def _show_facts(self, facts: WindowFacts) -> None:
        self._facts = facts
        self._stage.shell.set_facts(facts)

    def _recorder_failed(self) -> Callable[[str], None]:
        return self._told_on_loop(NoticeKind.RECORDER_FAULT)

    def _outbox_failed(self) -> Callable[[str], None]:
        return self._told_on_loop(NoticeKind.OUTBOX_REPLACED)

    def _told_on_loop(self, kind: NoticeKind) -> Callable[[str], None]:
        """Called in another thread with a detail; told on the loop."""
        loop, engine = asyncio.get_running_loop(), self._station.engine

        def failed(detail: str) -> None:
            why = notice(kind, detail=detail)
            with suppress(RuntimeError):  # the loop has ended: nobody is there to be told
                loop.call_soon_threadsafe(engine.told, why)

        return failed

    def _say_ready(self) -> None:
        self._stage.events.write("station.ready")
        sys.stdout.write("station ready\n")
        sys.stdout.flush()

    async def _play(self, folder: Path, bridge: Bridge) -> None:
        from wats_station.app.tour import play

        self._exit_code = await play(self._stage.shell, bridge, folder)
        self._closing.set()

    async def _drain(self, work: WindowWork, choice: ServerChoice) -> None:
        await asyncio.gather(self._station.close(), choice.end())
        await work.close()
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
