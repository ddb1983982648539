"""The engine: feeds events to the bench and carries its effects out through the gateway.

Nothing here decides anything about units: decisions are the flows'. The engine owns
the request ids and the order in which answers reach the bench.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from wats_station.domain.command import CommandState, OutboxRow
from wats_station.domain.link import LinkState
from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.flows import settings as settings_flow
from wats_station.flows.about import AboutEffect
from wats_station.flows.approval import ApprovalRefused, Approved, CheckPin, ReasonGiven
from wats_station.flows.assembly.state import (
    ForgetUnfinished,
    KeepUnfinished,
    ReadAssembly,
    ReadChild,
    ReadInsides,
)
from wats_station.flows.bench import (
    Again,
    Asked,
    AuthorKnown,
    Bench,
    BenchEffect,
    BenchEvent,
    Button,
    Cancelled,
    ClockCompared,
    CloseAsked,
    CloseWindow,
    Closing,
    FaultSeen,
    LinkChanged,
    ReadReference,
    Report,
    ServerChanged,
    Then,
    WorkBroke,
    step,
)
from wats_station.flows.creation import CheckCreation, ReadProducts, ReadRevisions
from wats_station.flows.lookup import ReadAgain, ReadDetails, ReadFamily, ReadNear, ReadUnit
from wats_station.flows.operators import (
    AlreadyIn,
    LoggedIn,
    LoggedOut,
    OperatorsEffect,
    OperatorsEvent,
    PinWanted,
    ScanRefused,
)
from wats_station.flows.outbox import (
    DiscardRow,
    NoteRow,
    OutboxEffect,
    OutboxEvent,
    RetryRow,
    RowTold,
    WriteLog,
)
from wats_station.flows.phase.state import CheckUnit, ReadFailure
from wats_station.flows.quarantine import WriteQuarantine
from wats_station.flows.registering import KeepOperators
from wats_station.flows.repair.effects import (
    DropFile,
    ForgetDraft,
    KeepDraft,
    KeepFiles,
    LeaveRetest,
    MakePaper,
    ReadCase,
    WatchRetest,
)
from wats_station.flows.settings import KeepSettings, SettingsEffect, SettingsEvent, TryServer
from wats_station.flows.submitting import Submit
from wats_station.scan.decode import STANDARD, LabelRules, decode
from wats_station.scan.intent import Meaning, NotUnderstood, intent, settled, shown
from wats_station.scan.raw_scan import RawScan
from wats_station.scan.reading import Reading
from wats_station.services.asking import Asking
from wats_station.services.assembly_work import AssemblyWork
from wats_station.services.changes import Author, Changes
from wats_station.services.creation_work import CreationWork
from wats_station.services.duty import Duty
from wats_station.services.outbox_work import OutboxWork
from wats_station.services.ports import UnitGateway
from wats_station.services.product_reads import ProductReads
from wats_station.services.quarantine_work import QuarantineWork
from wats_station.services.remembering import Remembering
from wats_station.services.repair_work import RepairWork
from wats_station.services.settings_work import SettingsWork
from wats_station.services.tasks import Tasks
from wats_station.services.unit_reads import UnitReads

_log = logging.getLogger(__name__)

# The request id of what nobody scanned: the start's reading of phases and processes.
_START_UP = -1
# The key of what the settings ask for.
_SETTINGS = "settings"


# While the link is in one of these states no call can be answered.
_DOWN = frozenset({LinkState.OFFLINE})

# What the bench asks of those around the engine; the rest it carries out itself.
WindowEffect = (
    settings_flow.Obey
    | settings_flow.ConnectTo
    | settings_flow.ConnectToDemo
    | settings_flow.Measure
    | settings_flow.WritePdf
    | settings_flow.Print
    | settings_flow.WriteScans
    | settings_flow.ReadScans
    | settings_flow.Sound
    | AboutEffect
    | CloseWindow
)


class BenchListener(Protocol):
    """Whoever shows the bench; called on the loop, in order."""

    def heard(self, request: int, raw: RawScan, reading: Reading, meaning: Meaning) -> None:
        """A scan was accepted; its outcome will follow exactly once."""

    def reported(self, request: int, outcome: Outcome) -> None:
        """A scan or button ended."""

    def changed(self, bench: Bench) -> None:
        """There is something new to show."""

    def asked(self, effect: "WindowEffect") -> None:
        """Something is wanted that only the window or the composition can do."""


class Engine:
    """Takes scans and buttons, from before the server is known until `close`."""

    def __init__(
        self,
        gateway: "asyncio.Future[UnitGateway]",
        listener: BenchListener,
        clock: Callable[[], float],
        now: Callable[[], datetime],
        author: Author,
    ) -> None:
        """`clock` is the scans', in seconds; `now` is the computer's, in UTC."""
        self._listener = listener
        self._clock = clock
        self._bench = Bench(author=AuthorKnown(author.station, author.operator))
        self._next_request = 1
        # What was asked for and has not ended.
        self._open: set[int] = set()
        self._tasks = Tasks(self._work_failed)
        self.asking = Asking(gateway)
        # What the site's labels look like; set again when the server's rules are known.
        self.labels: LabelRules = STANDARD
        self.remembering = Remembering(self._tasks, now)
        self._products = ProductReads(self.asking, self.remembering, clock)
        self._reads = UnitReads(
            self.asking, self.remembering, self._products, self._tasks, self._take
        )
        self._changes = Changes(
            self.asking, self.remembering, self._products, self._take, author=author, now=now
        )
        self._creation = CreationWork(self.asking, self._tasks, self._take)
        self._quarantines = QuarantineWork(
            self.asking, self._products, self._take, author=lambda: self._changes.author, now=now
        )
        self._duty = Duty(self._tasks, clock, now, self._take)
        self._duty.state = lambda: self._bench.operators
        # Who is stamped while nobody has to log in.
        self._user = author.operator
        self.assembly_work = AssemblyWork(
            self.asking,
            self._products,
            self._tasks,
            self._take,
            self.told,
            author=lambda: self._changes.author,
            now=now,
        )
        self.repair_work = RepairWork(
            self.asking,
            self.remembering,
            self._tasks,
            self._take,
            self.told,
            author=lambda: self._changes.author,
            now=now,
        )
        self.settings_work: SettingsWork | None = None
        self._outbox_work: OutboxWork | None = None

    @property
    def bench(self) -> Bench:
        """The state as it is now."""
        return self._bench

    def scanned(self, raw: RawScan) -> None:
        """Take a framed scan; it ends in exactly one outcome."""
        reading = self._read(raw.text)
        meaning = self._meaning_of(raw, reading)
        request = self._request()
        self._listener.heard(request, raw, reading, meaning)
        self._ask(Asked(request, raw.text, meaning, raw.source, raw.ended))

    def pressed(self, text: str, meaning: Meaning | Button) -> None:
        """Take a button: what it asks for waits for its turn, and ends, as a scan does."""
        self._ask(Asked(self._request(), text, meaning, None, self._clock()))

    def link_changed(self, link: LinkState) -> None:
        """Pass the link's state on to whoever shows the bench."""
        self.asking.is_down = link in _DOWN
        self._take(LinkChanged(link))

    def told(self, why: Notice, *, good: bool = False) -> None:
        """Show something that no scan asked for: as a rule something that is wrong."""
        self._take(FaultSeen(why, good))

    def settings_event(self, event: SettingsEvent) -> None:
        """Take what the settings panel asks for, or what came of it."""
        self._take(event)

    def close_asked(self) -> None:
        """Take the wish to close the window; `CloseWindow` is asked for where it may be."""
        self._take(CloseAsked())

    def clock_compared(self, ahead: float | None) -> None:
        """Stamp by the server's clock, and show how it stands; None: it did not tell its time."""
        if ahead is not None:
            self.stamp(ahead=ahead)
        self._take(ClockCompared(ahead))

    def stamp(self, **what: object) -> None:
        """Stamp changes from now on with another operator, station, server or clock."""
        author = self._changes.author = self._changes.author._replace(**what)  # type: ignore[arg-type]
        if author.station != self._bench.author.station:
            self._take(AuthorKnown(author.station, self._user))

    def keep_commands(self, work: OutboxWork) -> None:
        """Changes can be made from now on: here is where they are kept."""
        self._outbox_work = work
        self._changes.outbox = work.outbox
        self._duty.log = work.log
        self._quarantines.log = work.log

    @property
    def duty(self) -> Duty:
        """Who is at the bench."""
        return self._duty

    def operators_event(self, event: OperatorsEvent) -> None:
        """Take what the operators' page or a PIN asks for."""
        self._take(event)

    def outbox_event(self, event: OutboxEvent) -> None:
        """Take what is new of the outbox, or what its panel asks for."""
        self._take(event)

    def row_told(self, row: OutboxRow) -> None:
        """Show what became of a command."""
        if row.state is CommandState.DELIVERED:
            self.remembering.delivered(row.command)
        self._take(RowTold(row, late=not self._changes.is_awaited(row)))

    def server_changed(self, server: str) -> None:
        """Forget everything of the server before; `server` is what commands are kept under."""
        self._tasks.cancel(_START_UP)
        self._products.forget()
        self._take(ServerChanged(server))

    def fault_seen(self, detail: str) -> None:
        """Show that the program itself failed somewhere."""
        self.told(notice(NoticeKind.PROGRAM_FAULT, detail=detail))

    def read_reference(self) -> None:
        """Read phases and processes, so that no command has to wait for them."""
        self._tasks.start(_START_UP, self._changes.read_reference(_START_UP))

    async def close(self) -> None:
        """End what is open, and every request under way; what is kept stays kept."""
        await self._changes.kept()
        self._take(Closing())
        await self._tasks.drain()

    def _meaning_of(self, raw: RawScan, reading: Reading) -> Meaning:
        if raw.overlong:
            length = str(len(raw.text))
            return NotUnderstood(notice(NoticeKind.SCAN_CUT, length=length))
        meaning = intent(reading, torn=raw.torn)
        if not raw.other or raw.torn:
            return meaning
        by_system = intent(self._read(raw.other))
        return settled(meaning, by_system, raw.text, raw.other)

    def _read(self, text: str) -> Reading:
        """The reading; a rule that takes too long holds up one scan, is told, and goes."""
        reading = decode(text, self.labels)
        for name in reading.slow:
            kept = tuple(rule for rule in self.labels.custom if rule.name != name)
            self.labels = replace(self.labels, custom=kept)
            why = f"it takes too long over {shown(text)}"
            self.told(notice(NoticeKind.LABEL_RULE_FAULT, name=name, why=why))
        return reading

    def _request(self) -> int:
        request, self._next_request = self._next_request, self._next_request + 1
        return request

    def _ask(self, asked: Asked) -> None:
        self._open.add(asked.request)
        try:
            self._take(asked)
        except Exception as fault:
            self._broke(asked.request, fault)
            raise

    def _work_failed(self, key: object, fault: BaseException) -> None:
        """A task of ours failed; most are named by the request that waits for them."""
        if isinstance(key, int):
            self._broke(key, fault)
        elif key == _SETTINGS:
            why = notice(NoticeKind.PROGRAM_FAULT, detail=repr(fault))
            self._take(settings_flow.WorkEnded(False, why))

    def _broke(self, request: int, fault: BaseException) -> None:
        """End a request whose answer will not come; a scan must end, whatever broke."""
        try:
            self._take(WorkBroke(request, repr(fault)))
        except Exception:  # noqa: BLE001 - as every scan must end, whatever broke
            _log.exception("the bench broke as well: all that it worked on is given up")
            self._bench = replace(self._bench, active=None, line=())
        active = (self._bench.active,) if self._bench.active else ()
        known = {asked.request for asked in (*active, *self._bench.line)}
        why = notice(NoticeKind.PROGRAM_FAULT, detail=repr(fault))
        for lost in sorted(self._open - known):
            self._report(lost, Outcome(OutcomeKind.REFUSED, why))

    def _report(self, request: int, outcome: Outcome) -> None:
        self._open.discard(request)
        self._listener.reported(request, outcome)

    def _take(self, event: BenchEvent) -> None:
        before = self._bench
        self._bench, effects = step(before, event)
        if self._bench.operators.active is not before.operators.active:
            active = self._bench.operators.active
            self.stamp(operator=active.name if active else self._user)
        for effect in effects:
            self._carry_out(effect)
        if self._bench is not before:
            self._listener.changed(self._bench)

    def _carry_out(self, effect: BenchEffect) -> None:
        match effect:
            case Report() | Cancelled():
                self._ended(effect)
            case ReadReference(request):
                self._tasks.start(request, self._changes.read_reference(request))
            case ReadUnit() | ReadDetails() | ReadAgain() | ReadNear() | ReadFamily():
                self._reads.carry_out(effect)
            case (
                ReadAssembly() | ReadChild() | ReadInsides() | KeepUnfinished() | ForgetUnfinished()
            ):
                self.assembly_work.carry_out(effect)
            case (
                ReadCase()
                | KeepDraft()
                | ForgetDraft()
                | KeepFiles()
                | DropFile()
                | MakePaper()
                | WatchRetest()
                | LeaveRetest()
            ):
                self.repair_work.carry_out(effect)
            case CheckUnit() | ReadFailure():
                self._check(effect)
            case ReadProducts() | ReadRevisions() | CheckCreation():
                self._creation.carry_out(effect)
            case Submit() | WriteQuarantine():
                self._write(effect)
            case RetryRow() | DiscardRow() | NoteRow() | WriteLog():
                self._decide(effect)
            case Again(asked):
                again = replace(asked, request=self._request(), source=None, ended=self._clock())
                self._ask(again)
            case Then():
                raise AssertionError("the bench keeps what it tells itself")
            case _:
                self._pass_on(effect)

    def _check(self, effect: CheckUnit | ReadFailure) -> None:
        match effect:
            case CheckUnit(request):
                self._tasks.start(request, self._changes.check_unit(effect))
            case ReadFailure():
                self._tasks.start("failure", self._changes.read_failure(effect))

    def _pass_on(self, effect: OperatorsEffect | SettingsEffect | CloseWindow) -> None:
        """What operators and settings ask for is theirs to do, or the window's."""
        match effect:
            case (
                LoggedIn()
                | AlreadyIn()
                | PinWanted()
                | ScanRefused()
                | LoggedOut()
                | CheckPin()
                | Approved()
                | ReasonGiven()
                | ApprovalRefused()
                | KeepOperators()
            ):
                self._duty.carry_out(effect)
            case settings_flow.TellChanges(changes):
                self._duty.settings_changed(changes, self._bench.settings_opened_by)
            case KeepSettings():
                self._work(lambda work: work.keep(effect))
            case TryServer():
                self._work(lambda work: work.try_server(effect))
            case _:
                self._listener.asked(effect)

    def _ended(self, effect: Report | Cancelled) -> None:
        if isinstance(effect, Report):
            self._report(effect.request, effect.outcome)
        else:
            self._tasks.cancel(effect.request)

    def _write(self, effect: Submit | WriteQuarantine) -> None:
        scan, approver = self._asked_by()
        if isinstance(effect, Submit):
            self._tasks.start(effect.request, self._changes.submit(effect, scan, approver))
        else:
            self._tasks.start(effect.request, self._quarantines.write(effect, scan))

    def _decide(self, effect: OutboxEffect) -> None:
        if self._outbox_work is not None:
            by = self._changes.author.operator
            self._tasks.start("outbox", self._outbox_work.carry_out(effect, by))

    def _asked_by(self) -> tuple[str, str]:
        """The code that is worked on, empty where a button asked, and who approved it."""
        active = self._bench.active
        if active is None:
            return "", ""
        approver = active.approved_by.name if active.approved_by else ""
        return (active.text if active.source is not None else ""), approver

    def _work(self, carry_out: "Callable[[SettingsWork], Coroutine[object, object, None]]") -> None:
        if self.settings_work is None:
            raise RuntimeError("settings are asked for where none are kept")
        self._tasks.start(_SETTINGS, carry_out(self.settings_work))
