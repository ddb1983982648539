"""Puts engine, link and gateway together, and takes them apart again in order.

The engine takes scans from the first moment; the gateway, whose libraries take a
while to load, comes later, made in a worker thread so that no window stalls on it. The
station may change to another server at any time.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from wats_station.adapters.clock import utc_now
from wats_station.domain.audit import AuditKeeping
from wats_station.domain.command import CommandState, OutboxRow
from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.link import LinkState
from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.repair import RepairCase, RepairDraft, ReportAuthor
from wats_station.domain.settings import LabelSettings, Settings
from wats_station.flows.operators import OperatorsEvent
from wats_station.flows.outbox import ServerKnown
from wats_station.scan.custom import CustomRule
from wats_station.services.changes import Author
from wats_station.services.engine import BenchListener, Engine
from wats_station.services.labels import label_rules, prepare
from wats_station.services.link import Link
from wats_station.services.operators import OperatorsWork
from wats_station.services.outbox_work import OutboxWork
from wats_station.services.ports import Drafts, Recorder, UnitGateway
from wats_station.services.repair_work import Keeping
from wats_station.services.settings_work import SettingsWork
from wats_station.services.tasks import Tasks
from wats_station.station.delivery import Delivery
from wats_station.station.known_server import Server, make_gateway

if TYPE_CHECKING:
    from wats_station.adapters.crash_file import CrashReports
    from wats_station.adapters.store.attached_files import Shrink
    from wats_station.adapters.store.cache_file import UnitCache
    from wats_station.adapters.store.draft_file import DraftFile

_log = logging.getLogger(__name__)


class Station:
    """One station on one server at a time, from `connect` to `close`."""

    def __init__(
        self,
        listener: BenchListener,
        clock: Callable[[], float],
        link_changed: Callable[[LinkState], None],
        author: Author,
    ) -> None:
        self._gateway: asyncio.Future[UnitGateway] = asyncio.get_running_loop().create_future()
        self._link_changed = link_changed
        self._tasks = Tasks()
        self._connecting = False
        self.engine = Engine(self._gateway, listener, clock, utc_now, author)
        self._computer = author.station
        self.delivery: Delivery | None = None
        self._cache: UnitCache | None = None
        self._drafts: DraftFile | None = None
        self._labels = LabelSettings()
        self._of_server: tuple[CustomRule, ...] | None = None

    def connect(self, server: Awaitable[Server]) -> None:
        """Take up work with the server once it is known; scans wait for it until then."""
        if self._connecting:
            self._leave()
        self._connecting = True
        self._tasks.start("connect", self._connect(server))

    def stay_without(self) -> None:
        """There is no server: every scan that needs one says so."""
        self._connecting = True
        self._fail(GatewayProblem(ProblemKind.NO_SERVER))
        self._enter(LinkState.NOT_SET)

    def keep_settings_in(self, folder: Path) -> None:
        """Let the settings panel keep what is asked of it, in this data folder."""
        from wats_station.adapters.token import TokenStore
        from wats_station.station.kept_settings import fixed, problems, settings_of

        file = settings_of(folder)
        self.engine.settings_work = SettingsWork(
            file, TokenStore(folder), _check_server, self.engine.settings_event
        )
        self.engine.settings_event(fixed(file))
        for problem in problems(file):
            self.engine.told(problem)

    def keep_commands_in(
        self,
        folder: Path,
        told: Callable[[OutboxRow], None],
        failed: Callable[[str], None],
        shrink: "Shrink | None" = None,
    ) -> None:
        """Take changes from now on, and keep them in this data folder until they are delivered.

        `told` hears of each command that changed; `failed` is called in another thread,
        and so is `shrink`, which makes large pictures smaller.
        """
        engine = self.engine

        def row_told(row: OutboxRow) -> None:
            engine.row_told(row)
            told(row)
            if row.state is CommandState.DELIVERED and engine.asking.is_down:
                # It answers: nobody shall read "offline" until the next sign of life.
                engine.asking.call_failed()

        self.delivery = Delivery(folder, row_told, failed, window=True)
        self.delivery.clock_compared = engine.clock_compared
        delivery = self.delivery
        work = OutboxWork(delivery.outbox, delivery.store, engine.outbox_event, engine.told)
        engine.keep_commands(work)
        self._cache = engine.remembering.cache = _cache_in(folder)
        self._drafts = engine.assembly_work.drafts = _drafts_in(folder)
        engine.repair_work.keeping = _repairs_in(folder, self._drafts, shrink)
        self._tasks.start("outbox", work.read())

    async def use_operators(self, settings: Settings, folder: Path) -> None:
        """Let those work here who are registered in the folder, or where the settings say."""
        work = await asyncio.to_thread(
            _operators_work, settings.operators.file, folder, self.engine.operators_event
        )
        await self.engine.duty.use(work)

    def obey(self, settings: Settings) -> None:
        """Go by these settings; what is wrong with a label rule is shown."""
        name = settings.station.name or self._computer
        self.engine.stamp(station=name)
        self.engine.duty.station = name
        self.engine.repair_work.location = settings.station.location
        self.engine.duty.end_sessions_after(settings.operators.idle_minutes * 60)
        if self.delivery is not None:
            kept = settings.audit
            self.delivery.keeping = AuditKeeping(kept.keep_days, kept.pseudonymise_after_days)
        self.use_labels(settings.labels)

    def use_labels(self, settings: LabelSettings) -> None:
        """Read labels as the settings say; what is wrong with a rule is shown."""
        self._labels = settings
        self._tasks.start("own labels", self._read_labels_so())

    async def close(self) -> None:
        """End what is open, then the link, then the connections."""
        await self.engine.close()
        if self.delivery is not None:
            await self.delivery.close()
        if self._cache is not None:
            await asyncio.to_thread(self._cache.close)
        if self._drafts is not None:
            await asyncio.to_thread(self._drafts.close)
        await self._tasks.drain()
        await _closed(self._gateway)

    def _leave(self) -> None:
        """Forget the server; its connections close beside the new one's opening."""
        for key in ("connect", "link", "warm", "labels"):
            self._tasks.cancel(key)
        before, self._gateway = self._gateway, asyncio.get_running_loop().create_future()
        self.engine.asking.use(self._gateway)
        self._of_server = None
        if self.delivery is not None:
            self.delivery.stop()
        self.engine.server_changed("")
        self._link_changed(LinkState.CONNECTING)
        self._tasks.start("leave", _closed(before))

    def _fail(self, problem: GatewayProblem) -> None:
        self._gateway.set_exception(problem)
        # Marks it as retrieved, also when no scan ever asks for it.
        self._gateway.exception()

    async def _connect(self, server: Awaitable[Server]) -> None:
        try:
            known = await server
            gateway = await asyncio.to_thread(make_gateway, known)
        except Exception as error:  # noqa: BLE001 - whatever it is, scans must not wait for ever
            _log.exception("no connection to the server can be made")
            self._fail(GatewayProblem(ProblemKind.UNREACHABLE, str(error)))
            self._enter(LinkState.OFFLINE)
            return
        self.engine.stamp(server=known.known_as, ahead=None)
        self.engine.remembering.server = known.known_as
        self.engine.outbox_event(ServerKnown(known.known_as))
        self._gateway.set_result(gateway)
        self._tasks.start("drafts", self.engine.assembly_work.read_unfinished())
        self._tasks.start("drafts", self.engine.repair_work.read_unfiled())
        if self.delivery is not None:
            self.delivery.begin(gateway, known.known_as)
        link = Link(gateway, self._enter)
        self.engine.asking.call_failed = link.doubt
        self._tasks.start("link", link.watch())
        self._tasks.start("warm", _warm(gateway))
        self._tasks.start("prepare", asyncio.to_thread(prepare))

    def _enter(self, state: LinkState) -> None:
        self.engine.link_changed(state)
        self._link_changed(state)
        if state is LinkState.ONLINE and self.delivery is not None:
            self.delivery.link_is_back()
        if state is LinkState.ONLINE and not self.engine.bench.phases:
            self.engine.read_reference()
        if state is LinkState.ONLINE and self._of_server is None:
            self._of_server = ()
            self._tasks.start("labels", self._ask_for_labels())

    async def _ask_for_labels(self) -> None:
        try:
            self._of_server = await self._gateway.result().label_rules()
        except GatewayProblem as problem:
            # Asked for again when the link is back: labels are read without them until then.
            _log.info("the server's label rules could not be read: %s", problem)
            self._of_server = None
            return
        await self._read_labels_so()

    async def _read_labels_so(self) -> None:
        rules, problems = await asyncio.to_thread(label_rules, self._labels, self._of_server or ())
        self.engine.labels = rules
        for problem in problems:
            self.engine.told(problem)


def crash_reports(folder: Path) -> "CrashReports":
    """Where reports of the program's own faults go; what it logs last is in them."""
    from wats_station.adapters.crash_file import CrashReports, LastLines

    reports = CrashReports(folder, utc_now)
    logging.getLogger().addHandler(LastLines(reports))
    return reports


def _operators_work(
    shared: str, folder: Path, deliver: Callable[[OperatorsEvent], None]
) -> OperatorsWork:
    from wats_station.adapters.operators_file import NAME, OperatorsFile
    from wats_station.adapters.pin_tries_file import PinTriesFile

    store = OperatorsFile(Path(shared), shared=True) if shared else OperatorsFile(folder / NAME)
    return OperatorsWork(store, PinTriesFile(folder), utc_now, deliver)


def _cache_in(folder: Path) -> "UnitCache":
    from wats_station.adapters.store.cache_file import UnitCache

    return UnitCache(folder)


def _drafts_in(folder: Path) -> "DraftFile":
    from wats_station.adapters.store.draft_file import DraftFile

    return DraftFile(folder)


def _repairs_in(folder: Path, drafts: Drafts, shrink: "Shrink | None") -> Keeping:
    from wats_station.adapters.store.attached_files import AttachedFolder

    return Keeping(drafts, AttachedFolder(folder, shrink), _repair_report)


def _repair_report(
    case: RepairCase,
    draft: RepairDraft,
    contents: Mapping[str, bytes],
    report_id: UUID,
    author: ReportAuthor,
) -> str:
    # In a worker thread, with the first repair: what makes reports takes a while to load.
    from wats_station.adapters.gateway.repair_report import repair_report

    return repair_report(case, draft, contents, report_id, author)


async def _closed(gateway: "asyncio.Future[UnitGateway]") -> None:
    if gateway.done() and not gateway.cancelled() and gateway.exception() is None:
        await gateway.result().close()
    else:
        gateway.cancel()


async def _check_server(url: str, token: str) -> None:
    """Ask a server for a sign of life with this token; raises GatewayProblem."""
    gateway = await asyncio.to_thread(make_gateway, Server(url, token))
    try:
        await gateway.ping()
    finally:
        await gateway.close()


async def _warm(gateway: UnitGateway) -> None:
    try:
        await gateway.warm()
    except GatewayProblem as problem:
        # The link's own ping tells the operator; this was only to save time.
        _log.debug("no warm connection: %s", problem)


async def known_token(folder: Path, server: str) -> str:
    """The token that is kept for this server, or empty; raises `TokenProblem`."""
    return await asyncio.to_thread(_token_in, folder, server)


def _token_in(folder: Path, server: str) -> str:
    from wats_station.adapters.token import TokenStore

    return TokenStore(folder).read(server)


async def open_recorder(folder: Path, failed: Callable[[str], None]) -> Recorder:
    """A recorder that takes scans; `failed` is called in its own thread."""
    return await asyncio.to_thread(_recorder_in, folder, failed)


def _recorder_in(folder: Path, failed: Callable[[str], None]) -> Recorder:
    from wats_station.adapters.store.recorder import ScanRecorder

    recorder = ScanRecorder(folder, failed=failed)
    recorder.start()
    return recorder


async def read_settings(folder: Path) -> tuple[Settings, Notice | None]:
    """The settings in force, and what is wrong with the station's own file."""
    return await asyncio.to_thread(_settings_in, folder)


def _settings_in(folder: Path) -> tuple[Settings, Notice | None]:
    from wats_station.station.kept_settings import settings_of

    layers = settings_of(folder).read_layers()
    if layers.problem is None:
        return layers.in_force.settings, None
    why = notice(NoticeKind.SETTINGS_FAULT, detail=layers.problem.detail)
    return layers.in_force.settings, why
