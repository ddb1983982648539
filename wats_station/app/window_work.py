"""What the bench asks of the window: the scanners obeyed, papers made, sounds tried, the end."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import qVersion

from wats_station.app.scanners import SerialScanners
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.scan_record import RecorderProblem
from wats_station.domain.settings import Settings
from wats_station.flows.about import AboutRead, LicenceRead, ReadAbout, ReadLicence
from wats_station.flows.bench import CloseWindow
from wats_station.flows.settings import (
    AboutAsked,
    ConnectTo,
    ConnectToDemo,
    Measure,
    Obey,
    Print,
    ReadScans,
    ScansRead,
    SettingsEvent,
    Sound,
    WorkEnded,
    WritePdf,
    WriteScans,
)
from wats_station.services.engine import WindowEffect
from wats_station.services.ports import Recorder
from wats_station.services.tasks import Tasks
from wats_station.station.composition import Station
from wats_station.ui.sounds import Sounds
from wats_station.ui.wedge import WedgeRouter

_SCANS_SHOWN = 200


class Hands(NamedTuple):
    """What the work is done with."""

    station: Station
    wedge: WedgeRouter
    scanners: SerialScanners
    sounds: Sounds
    flash: Callable[[], None]
    folder: Path


class WindowWork:
    """Carries effects out; what takes longer than a moment runs beside the loop.

    `obeyed` is called with settings that are in force now, `change_server` with an
    address to work on (empty for the demo site), `close` when the window may be closed.
    """

    def __init__(
        self,
        hands: Hands,
        obeyed: Callable[[Settings], str],
        change_server: Callable[[str], None],
        close: Callable[[], None],
    ) -> None:
        self._hands = hands
        self._obeyed = obeyed
        self._change_server = change_server
        self._close_window = close
        self._tasks = Tasks(self._failed)
        self._name = ""
        self.recorder: Recorder | None = None

    def asked(self, effect: WindowEffect) -> None:
        """Carry this out."""
        match effect:
            case Obey(settings):
                self._obey(settings)
            case ConnectTo(url):
                self._change_server(url)
            case ConnectToDemo():
                self._change_server("")
            case CloseWindow():
                self._close_window()
            case Measure(on):
                self._hands.wedge.measure(on)
            case Sound(outcome):
                if not self._hands.sounds.play(outcome):
                    self._hands.flash()
            case WritePdf() | Print():
                self._tasks.start("paper", self._tell(self._make_paper(effect)))
            case ReadScans():
                self._tasks.start("recent", self._tell(self._read_scans()))
            case ReadAbout() | ReadLicence():
                self._tasks.start("about", self._tell(self._read_about(effect)))
            case WriteScans(path):
                self._tasks.start("scans", self._tell(self._write_scans(Path(path))))

    async def close(self) -> None:
        """End what is under way, and let the scanners go."""
        self._hands.scanners.close()
        await self._tasks.drain()

    def _obey(self, settings: Settings) -> None:
        hands = self._hands
        hands.wedge.use(settings.scanner)
        hands.scanners.use(settings.serial_ports)
        hands.sounds.set_volume(settings.sounds.volume)
        hands.station.obey(settings)
        self._name = self._obeyed(settings)

    async def _make_paper(self, effect: WritePdf | Print) -> WorkEnded:
        # What draws and prints loads with the first paper.
        from wats_station.app.paper import put_in_file, put_on_paper

        bench = self._hands.station.engine.bench
        if isinstance(effect, WritePdf):
            return await put_in_file(effect, bench, self._name)
        return await put_on_paper(effect, bench, self._name)

    async def _read_scans(self) -> SettingsEvent:
        if self.recorder is None:
            return ScansRead(())
        try:
            return ScansRead(await asyncio.to_thread(self.recorder.recent, _SCANS_SHOWN))
        except RecorderProblem as problem:
            return WorkEnded(False, notice(NoticeKind.RECORDER_FAULT, detail=str(problem)))

    async def _read_about(self, effect: ReadAbout | ReadLicence) -> AboutAsked:
        # Few ever look; it loads with the first who does.
        from wats_station.station.about import read_about, read_licence

        if isinstance(effect, ReadLicence):
            lines = await asyncio.to_thread(read_licence, effect.part, effect.columns)
            return AboutAsked(LicenceRead(effect.part, lines))
        folder = self._hands.folder
        return AboutAsked(AboutRead(await asyncio.to_thread(read_about, folder, qVersion())))

    async def _write_scans(self, path: Path) -> WorkEnded:
        if self.recorder is None:
            return WorkEnded(False, notice(NoticeKind.RECORDER_FAULT))
        try:
            count = await asyncio.to_thread(self.recorder.export, path)
        except RecorderProblem as problem:
            why = notice(NoticeKind.FILE_NOT_WRITTEN, path=str(path), detail=str(problem))
            return WorkEnded(False, why)
        return WorkEnded(True, notice(NoticeKind.SCANS_WRITTEN, count=str(count), path=str(path)))

    def _failed(self, _key: object, fault: BaseException) -> None:
        """What was asked for broke: nobody is to wait for it, or nothing could be asked again."""
        why = notice(NoticeKind.PROGRAM_FAULT, detail=repr(fault))
        self._hands.station.engine.settings_event(WorkEnded(False, why))

    async def _tell(self, work: Awaitable[SettingsEvent]) -> None:
        self._hands.station.engine.settings_event(await work)
