"""The bench: the line of scans, the unit scanned last, and the panels that share it.

Scans are worked on one after the other, so that outcomes come in scan order and a
command acts on the unit scanned before it (product.md 4.5). The one exception: a
lookup that has not been answered gives way to a newer lookup right behind it and
ends as ignored.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from wats_station.domain.errors import GatewayProblem
from wats_station.domain.hold import HELD, RELEASED
from wats_station.domain.link import LinkState
from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.operator import Operator, Operators, Permission
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.domain.panel import Panel
from wats_station.domain.phase import Phase
from wats_station.domain.unit import Process, Tag, Unit
from wats_station.flows import admission, approval, registering
from wats_station.flows import lookup as lookup_flow
from wats_station.flows import operators as operators_flow
from wats_station.flows import outbox as outbox_flow
from wats_station.flows import phase as phase_flow
from wats_station.flows import settings as settings_flow
from wats_station.flows.approval import (
    Approval,
    ApprovalAsked,
    ApprovalRefusal,
    ApprovalRefused,
    Approved,
)
from wats_station.flows.lookup import LookupEffect, LookupEvent, LookupState, LookupStatus
from wats_station.flows.operators import (
    Lack,
    LoggedOut,
    LogoutReason,
    OperatorsEffect,
    OperatorsEvent,
    OperatorsState,
)
from wats_station.flows.outbox import OutboxEffect, OutboxEvent, OutboxState
from wats_station.flows.phase import PhaseEffect, PhaseEvent, PhaseState
from wats_station.flows.problems import problem_notice
from wats_station.flows.settings import SettingsEffect, SettingsEvent, SettingsState
from wats_station.flows.strip import Strip, StripEntry
from wats_station.scan.intent import (
    Badge,
    Cancel,
    Confirm,
    Hold,
    Logout,
    Meaning,
    NotUnderstood,
    OpenPanel,
    Refused,
    Release,
    SetPhase,
    SetProcess,
    SetTag,
    ShowUnit,
    shown,
)
from wats_station.scan.raw_scan import Source

REPEAT_WINDOW = 1.5

SWITCHED = LogoutReason.SWITCHED
_OPERATORS_EVENTS = (
    operators_flow.OperatorsRead,
    operators_flow.IdleTimeSet,
    operators_flow.BadgeScanned,
    operators_flow.LogoutAsked,
    operators_flow.ActivitySeen,
    operators_flow.Ticked,
    approval.ApprovalAsked,
    approval.PinEntered,
    approval.PinChecked,
    approval.ApprovalLeft,
    registering.RegisterAsked,
    registering.ChangeAsked,
    registering.RemoveAsked,
    registering.OperatorsKept,
    registering.OperatorsNotKept,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A scan, or with no source a button, in the order they came.

    `ended` is when its last key came, in seconds on the clock the scans share.
    `approved_by` is the supervisor who allowed this very action.
    """

    request: int
    text: str
    meaning: Meaning
    source: Source | None
    ended: float
    approved_by: Operator | None = None


@dataclass(frozen=True, slots=True)
class ReferenceAnswered:
    """The server's phases and processes, or why they could not be read."""

    request: int
    answer: tuple[tuple[Phase, ...], tuple[Process, ...]] | GatewayProblem


@dataclass(frozen=True, slots=True)
class LinkChanged:
    """The link to the server is in another state."""

    link: LinkState


@dataclass(frozen=True, slots=True)
class FaultSeen:
    """Something happened that no scan asked for; whoever stands at the bench is told."""

    why: Notice
    good: bool = False


@dataclass(frozen=True, slots=True)
class ServerChanged:
    """The station works on another server from now on: nothing of the last one counts.

    `server` is what its commands are kept under.
    """

    server: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """The station closes: what has not ended by now ends as refused."""


BenchEvent = (
    Asked
    | ReferenceAnswered
    | LinkChanged
    | FaultSeen
    | ServerChanged
    | Closing
    | LookupEvent
    | PhaseEvent
    | OutboxEvent
    | OperatorsEvent
    | SettingsEvent
)


@dataclass(frozen=True, slots=True)
class ReadReference:
    """Ask the server for its phases and processes."""

    request: int


@dataclass(frozen=True, slots=True)
class Cancelled:
    """Nobody waits for this request's reading any more."""

    request: int


@dataclass(frozen=True, slots=True)
class Report:
    """A scan or button has ended; reported exactly once, in order."""

    request: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Again:
    """A supervisor has approved it: what was refused is asked for again, under a new request."""

    asked: Asked
    approved_by: Operator


BenchEffect = (
    ReadReference
    | Cancelled
    | Report
    | LookupEffect
    | PhaseEffect
    | OutboxEffect
    | OperatorsEffect
    | SettingsEffect
    | Again
)


@dataclass(frozen=True, slots=True)
class Bench:
    """All that the window shows."""

    panel: Panel = Panel.LOOKUP
    link: LinkState = LinkState.CONNECTING
    strip: Strip = Strip()
    lookup: LookupState = LookupState()
    phase: PhaseState = PhaseState()
    outbox: OutboxState = OutboxState()
    # Until a register is in use nobody is registered, and everybody may do everything.
    operators: OperatorsState = OperatorsState(Operators())
    settings: SettingsState = SettingsState()
    settings_opened_by: Operator | None = None
    phases: tuple[Phase, ...] = ()
    processes: tuple[Process, ...] = ()
    active: Asked | None = None
    line: tuple[Asked, ...] = ()
    last_heard: tuple[str, float] | None = None

    @property
    def current_unit(self) -> Unit | None:
        """The unit that commands act on: the one scanned last, if it was found."""
        return self.lookup.unit if self.lookup.status is LookupStatus.FOUND else None


Step = tuple[Bench, tuple[BenchEffect, ...]]


def step(bench: Bench, event: BenchEvent) -> Step:
    """The next state, and what is to be read, written or reported."""
    now, effects = _take(bench, event)
    while now.active is None and now.line:
        first, *rest = now.line
        now, more = _start(replace(now, active=first, line=tuple(rest)), first)
        effects = (*effects, *more)
    return _waiting(now), effects


def _take(bench: Bench, event: BenchEvent) -> Step:
    match event:
        case Asked():
            return _asked(bench, event)
        case LinkChanged(link):
            return replace(bench, link=link), ()
        case ReferenceAnswered():
            return _reference(bench, event)
        case FaultSeen(why, good):
            kind = OutcomeKind.DONE if good else OutcomeKind.REFUSED
            now = replace(bench, strip=bench.strip.ended(StripEntry(0, "", Outcome(kind, why))))
            # What is worked on goes on being shown.
            activity = bench.strip.activity if bench.active else None
            return replace(now, strip=replace(now.strip, activity=activity)), ()
        case ServerChanged(server):
            return _server_changed(bench, server)
        case Closing():
            return _closing(bench, NoticeKind.STATION_CLOSING)
        case (
            phase_flow.ChangeAsked()
            | phase_flow.UnitChecked()
            | phase_flow.CommandEnded()
            | phase_flow.CommandWaits()
            | phase_flow.NotKept()
            | phase_flow.UnitLeft()
        ):
            return _phase(bench, event)
        case (
            lookup_flow.UnitAsked()
            | lookup_flow.UnitAnswered()
            | lookup_flow.VerificationAnswered()
            | lookup_flow.TimelineAnswered()
            | lookup_flow.UnitChanged()
            | lookup_flow.UnitOutdated()
            | lookup_flow.UnitRefreshed()
        ):
            return _lookup(bench, event)
        case (
            outbox_flow.RowTold()
            | outbox_flow.RowsRead()
            | outbox_flow.ServerKnown()
            | outbox_flow.OutboxFailed()
            | outbox_flow.RetryAsked()
            | outbox_flow.DiscardAsked()
            | outbox_flow.NoteAsked()
            | outbox_flow.LogAsked()
        ):
            return _outbox(bench, event)
    if isinstance(event, _OPERATORS_EVENTS):
        return _operators(bench, event)
    return _settings(bench, event)


def _operators(bench: Bench, event: OperatorsEvent) -> Step:
    if isinstance(event, registering.RegisterAsked | registering.ChangeAsked):
        event = replace(event, approved_by=event.approved_by or bench.settings_opened_by)
    if isinstance(event, registering.RemoveAsked):
        event = replace(event, approved_by=event.approved_by or bench.settings_opened_by)
    operators, effects = operators_flow.step(bench.operators, event)
    now, given = replace(bench, operators=operators), tuple[BenchEffect, ...]()
    for effect in effects:
        now, more = _operator_effect(now, effect)
        given = (*given, *more)
    return now, given


def _operator_effect(bench: Bench, effect: OperatorsEffect) -> Step:
    """Show what became of it; whoever carries effects out hears of each."""
    badge = bench.active.text if bench.active else ""
    ended = admission.badge_outcome(effect, badge)
    now = bench
    match effect:
        case LoggedOut(reason):
            now = _left_by_operator(bench, effect) if reason is not SWITCHED else bench
        case Approved(approval, operator):
            if isinstance(approval.what, Asked):
                return now, (effect, Again(approval.what, operator))
            if isinstance(approval.what, outbox_flow.DiscardAsked):
                allowed = replace(approval.what, approved_by=operator)
                return _and_then(now, (effect,), lambda there: _outbox(there, allowed))
        case ApprovalRefused(_, ApprovalRefusal.LEFT):
            now, _ = _take(bench, FaultSeen(notice(NoticeKind.NOT_APPROVED)))
        case ApprovalRefused(_, ApprovalRefusal.NOBODY_CAN):
            now, _ = _take(bench, FaultSeen(notice(NoticeKind.NOBODY_CAN_APPROVE)))
    if ended is None:
        return now, (effect,)
    return _and_then(now, (effect,), lambda there: _ended(there, *ended))


def _left_by_operator(bench: Bench, effect: LoggedOut) -> Bench:
    """The bench as the next one finds it: no unit, and no settings open."""
    left = replace(bench, lookup=LookupState(), phase=PhaseState(), settings_opened_by=None)
    if left.panel is Panel.SETTINGS:
        left, _ = _leave_settings(left, Panel.LOOKUP)
    why = admission.logout_notice(effect)
    if effect.request is None and why is not None:
        left, _ = _take(left, FaultSeen(why))
    return left


def _approval_asked(bench: Bench, permission: Permission, what: object, request: int) -> Step:
    wanted = ApprovalAsked(Approval(request, permission, what))
    return _operators(bench, wanted)


def _outbox(bench: Bench, event: OutboxEvent) -> Step:
    if isinstance(event, outbox_flow.DiscardAsked):
        what = admission.missing(bench.operators, Permission.DISCARD, event.approved_by)
        if what is not None:
            why = admission.lack_notice(what, bench.operators.problem)
            told, _ = _take(bench, FaultSeen(why))
            if not admission.can_be_approved(what):
                return told, ()
            return _approval_asked(told, Permission.DISCARD, event, 0)
    outbox, effects = outbox_flow.step(bench.outbox, event)
    now = replace(bench, outbox=outbox)
    if not isinstance(event, outbox_flow.RowTold) or not event.late:
        return now, effects
    row = event.row
    if row.state.is_bad and not row.seen:
        # Whoever did it thinks that it is done.
        why = row.why or notice(NoticeKind.NOT_WRITTEN, serial=row.command.unit.serial_number)
        now, _ = _take(now, FaultSeen(why))
    unit = now.current_unit
    if unit is None or row.state.is_open or unit.key not in row.command.touches:
        return now, effects
    # What is on the screen is not what the server has by now.
    wanted = lookup_flow.UnitOutdated(now.lookup.request, unit.key)
    return _and_then(now, effects, lambda there: _lookup(there, wanted))


def _settings(bench: Bench, event: SettingsEvent) -> Step:
    settings, effects = settings_flow.step(bench.settings, event)
    news = settings_flow.port_news(bench.settings, settings)
    now = replace(bench, settings=settings)
    if news is not None:
        now, _ = _take(now, FaultSeen(news.what, news.good))
    return now, effects


def _asked(bench: Bench, asked: Asked) -> Step:
    heard = replace(bench, last_heard=(asked.text, asked.ended)) if asked.source else bench
    if _is_repeat(bench, asked):
        asked = replace(asked, meaning=_REPEATED)
    queued = replace(heard, line=(*heard.line, asked))
    active = bench.active
    if active is not None and not bench.line and _gives_way(active, asked):
        cancelled = (Cancelled(active.request),)
        return _and_then(queued, cancelled, lambda now: _superseded(now, active, asked))
    return queued, ()


# A repeat has no meaning of its own: the scan before it already did what the code asks.
_REPEATED = Refused(notice(NoticeKind.REPEATED))


def _is_repeat(bench: Bench, asked: Asked) -> bool:
    if asked.source in (None, Source.TYPED) or bench.last_heard is None:
        return False
    text, ended = bench.last_heard
    return asked.text == text and asked.ended - ended <= REPEAT_WINDOW


def _gives_way(earlier: Asked, later: Asked) -> bool:
    return isinstance(earlier.meaning, ShowUnit) and isinstance(later.meaning, ShowUnit)


def _superseded(bench: Bench, earlier: Asked, by: Asked) -> Step:
    why = notice(NoticeKind.SUPERSEDED, text=shown(earlier.text), by=shown(by.text))
    return _ended(bench, earlier.request, Outcome(OutcomeKind.IGNORED, why))


def _ended(bench: Bench, request: int, outcome: Outcome) -> Step:
    """End the active request with its one outcome."""
    active = bench.active
    if active is None or active.request != request:
        return bench, ()
    entry = StripEntry(request, shown(active.text), outcome)
    free = replace(bench, active=None, strip=bench.strip.ended(entry))
    return free, (Report(request, outcome),)


def _waiting(bench: Bench) -> Bench:
    strip = replace(bench.strip, waiting=len(bench.line))
    if bench.line:
        text = shown(bench.line[-1].text)
        strip = replace(strip, activity=notice(NoticeKind.WAITING, text=text))
    return replace(bench, strip=strip)


def _start(bench: Bench, asked: Asked) -> Step:
    seen, ended = _operators(bench, operators_flow.ActivitySeen(asked.ended))
    return _and_then(seen, ended, lambda now: _admitted(now, asked))


def _admitted(bench: Bench, asked: Asked) -> Step:
    """Start on it if who is at the bench may do it; else say what is missing."""
    permission = admission.permission_for(asked.meaning)
    what = admission.missing(bench.operators, permission, asked.approved_by)
    if what is None or permission is None:
        return _begin(bench, asked)
    return _not_admitted(bench, asked, permission, what)


def _not_admitted(bench: Bench, asked: Asked, permission: Permission, what: Lack) -> Step:
    why = admission.lack_notice(what, bench.operators.problem)
    now, effects = _ended(bench, asked.request, Outcome(OutcomeKind.REFUSED, why))
    if not admission.can_be_approved(what):
        return now, effects
    return _and_then(
        now, effects, lambda there: _approval_asked(there, permission, asked, asked.request)
    )


def _begin(bench: Bench, asked: Asked) -> Step:
    match asked.meaning:
        case Badge(badge):
            scanned = operators_flow.BadgeScanned(asked.request, badge, asked.ended)
            return _operators(bench, scanned)
        case Logout():
            return _operators(bench, operators_flow.LogoutAsked(asked.request, asked.ended))
        case ShowUnit():
            return _show_unit(bench, asked, asked.meaning)
        case OpenPanel(panel):
            opened = replace(bench, settings_opened_by=asked.approved_by)
            return _open_panel(opened, asked.request, panel)
        case NotUnderstood(why):
            return _ended(bench, asked.request, Outcome(OutcomeKind.NOT_UNDERSTOOD, why))
        case Refused(why) if why.kind is NoticeKind.REPEATED:
            why = notice(NoticeKind.REPEATED, text=shown(asked.text))
            return _ended(bench, asked.request, Outcome(OutcomeKind.IGNORED, why))
        case Refused(why):
            return _ended(bench, asked.request, Outcome(OutcomeKind.REFUSED, why))
        case Cancel():
            left, _ = phase_flow.step(bench.phase, phase_flow.UnitLeft())
            done = Outcome(OutcomeKind.DONE, notice(NoticeKind.CANCELLED))
            return _ended(replace(bench, phase=left), asked.request, done)
        case SetPhase() | SetProcess() | SetTag() | Hold() | Release() | Confirm():
            return _command(bench, asked)


def _open_panel(bench: Bench, request: int, panel: Panel) -> Step:
    opened = notice(NoticeKind.PANEL_OPENED, panel=panel.value)
    done = Outcome(OutcomeKind.DONE, opened)
    left, effects = (bench, ()) if panel is Panel.SETTINGS else _leave_settings(bench, panel)
    there = replace(left, panel=panel)
    return _and_then(there, effects, lambda now: _ended(now, request, done))


def _leave_settings(bench: Bench, panel: Panel) -> Step:
    """Go from the settings to this panel; from any other panel nowhere."""
    if bench.panel is not Panel.SETTINGS:
        return bench, ()
    settings, effects = settings_flow.left(bench.settings)
    return replace(bench, settings=settings, panel=panel), effects


def _show_unit(bench: Bench, asked: Asked, meaning: ShowUnit) -> Step:
    if bench.line and _gives_way(asked, bench.line[0]):
        return _superseded(bench, asked, bench.line[0])
    # What a supervisor is asked was about the unit before.
    bench, unasked = _operators(bench, approval.ApprovalLeft())
    left, _ = phase_flow.step(bench.phase, phase_flow.UnitLeft())
    reading = notice(NoticeKind.READING, text=shown(meaning.serial_number))
    now = replace(bench, phase=left, strip=replace(bench.strip, activity=reading))
    # The settings show no unit: work goes on where it can be seen.
    now, shut = _leave_settings(now, Panel.LOOKUP)
    effects: tuple[BenchEffect, ...] = (*unasked, *shut)
    wanted = lookup_flow.UnitAsked(
        asked.request, meaning.serial_number, meaning.part_number, meaning.other
    )
    return _and_then(now, effects, lambda there: _lookup(there, wanted))


def _command(bench: Bench, asked: Asked) -> Step:
    unit = bench.current_unit
    if unit is None:
        why = notice(NoticeKind.NO_CURRENT_UNIT, command=shown(asked.text))
        return _ended(bench, asked.request, Outcome(OutcomeKind.REFUSED, why))
    changing = notice(NoticeKind.CHANGING, text=shown(asked.text))
    now = replace(bench, strip=replace(bench.strip, activity=changing))
    if not now.phases and isinstance(asked.meaning, SetPhase | SetProcess):
        return now, (ReadReference(asked.request),)
    change = _change(now, asked.meaning, unit)
    if isinstance(change, Notice):
        return _ended(now, asked.request, Outcome(OutcomeKind.REFUSED, change))
    waiting = bench.outbox.actions_on(unit.key)
    back = admission.missing(now.operators, Permission.GO_BACKWARDS, asked.approved_by) is None
    wanted = phase_flow.ChangeAsked(asked.request, change, unit, waiting, may_go_back=back)
    return _phase(now, wanted)


def _change(bench: Bench, meaning: Meaning, unit: Unit) -> phase_flow.Change | Notice:
    match meaning:
        case SetPhase(text):
            to = phase_flow.wanted_phase(text, bench.phases)
            return to if isinstance(to, Notice) else phase_flow.PhaseChange(to)
        case SetProcess(text):
            process = phase_flow.wanted_process(text, bench.processes)
            return process if isinstance(process, Notice) else phase_flow.ProcessChange(process)
        case SetTag(key, value):
            return phase_flow.TagChange(Tag(key, value))
        case Hold():
            return phase_flow.TagChange(HELD)
        case Release():
            return phase_flow.TagChange(RELEASED)
    question = bench.phase.question
    if question is None or question.key != unit.key:
        return notice(NoticeKind.NOTHING_TO_CONFIRM)
    return phase_flow.PhaseChange(question.to, confirmed=True)


def _reference(bench: Bench, event: ReferenceAnswered) -> Step:
    active = bench.active
    waits = active is not None and active.request == event.request
    if isinstance(event.answer, GatewayProblem):
        if not waits:
            return bench, ()
        serial = bench.current_unit.serial_number if bench.current_unit else ""
        why = problem_notice(event.answer, serial)
        return _ended(bench, event.request, Outcome(OutcomeKind.REFUSED, why))
    phases, processes = event.answer
    known = replace(bench, phases=phases, processes=processes)
    return _command(known, active) if waits and active is not None else (known, ())


def _lookup(bench: Bench, event: LookupEvent) -> Step:
    state, effects = lookup_flow.step(bench.lookup, event)
    now = replace(bench, lookup=state)
    if isinstance(event, lookup_flow.UnitAnswered) and event.request == state.request:
        return _and_then(
            now, effects, lambda after: _ended(after, event.request, _lookup_outcome(state))
        )
    return now, effects


def _lookup_outcome(state: LookupState) -> Outcome:
    if state.unit is not None:
        values = {
            "serial": state.unit.serial_number,
            "part": state.unit.part_number,
            "phase": state.unit.phase.name,
        }
        if state.as_of is not None:
            values["as_of"] = state.as_of.isoformat()
            return Outcome(OutcomeKind.DONE, notice(NoticeKind.UNIT_REMEMBERED, **values))
        if not state.other:
            return Outcome(OutcomeKind.DONE, notice(NoticeKind.UNIT_SHOWN, **values))
        by_other = state.unit.serial_number.casefold() == state.other.casefold()
        values["other"] = shown(state.asked if by_other else state.other)
        return Outcome(OutcomeKind.DONE, notice(NoticeKind.UNIT_SHOWN_AS, **values))
    return Outcome(OutcomeKind.REFUSED, state.problem or notice(NoticeKind.PROGRAM_FAULT))


def _phase(bench: Bench, event: PhaseEvent) -> Step:
    state, effects = phase_flow.step(bench.phase, event)
    now = replace(bench, phase=state)
    outward = tuple(effect for effect in effects if not isinstance(effect, phase_flow.Ended))
    end = next((effect for effect in effects if isinstance(effect, phase_flow.Ended)), None)
    if end is None:
        return now, outward
    return _and_then(now, outward, lambda after: _phase_ended(after, end))


def _phase_ended(bench: Bench, end: phase_flow.Ended) -> Step:
    asked = bench.active
    if end.outcome.notice.kind is NoticeKind.NEEDS_SUPERVISOR and asked is not None:
        refused, effects = _phase_over(bench, end)
        return _and_then(
            refused,
            effects,
            lambda now: _approval_asked(now, Permission.GO_BACKWARDS, asked, asked.request),
        )
    return _phase_over(bench, end)


def _phase_over(bench: Bench, end: phase_flow.Ended) -> Step:
    read: tuple[BenchEffect, ...] = ()
    if end.unit is not None:
        changed = lookup_flow.UnitChanged(end.request, end.unit)
        state, read = lookup_flow.step(bench.lookup, changed)
        bench = replace(bench, lookup=state)
    return _and_then(bench, read, lambda after: _ended(after, end.request, end.outcome))


def _server_changed(bench: Bench, server: str) -> Step:
    bench, unasked = _operators(bench, approval.ApprovalLeft())
    ended, reports = _closing(bench, NoticeKind.SERVER_CHANGED)
    cancelled = (Cancelled(bench.active.request),) if bench.active else ()
    fresh = replace(
        ended,
        link=LinkState.CONNECTING,
        strip=replace(ended.strip, activity=None, waiting=0),
        lookup=LookupState(),
        phase=PhaseState(),
        outbox=replace(bench.outbox, server=server),
        phases=(),
        processes=(),
    )
    return fresh, (*unasked, *cancelled, *reports)


def _closing(bench: Bench, why: NoticeKind) -> Step:
    refused = Outcome(OutcomeKind.REFUSED, notice(why))
    open_requests = (*((bench.active,) if bench.active else ()), *bench.line)
    kept = phase_flow.kept(bench.phase)
    outcomes = tuple(
        (asked, kept[1] if kept and kept[0] == asked.request else refused)
        for asked in open_requests
    )
    strip = bench.strip
    for asked, outcome in outcomes:
        strip = strip.ended(StripEntry(asked.request, shown(asked.text), outcome))
    reports = tuple(Report(asked.request, outcome) for asked, outcome in outcomes)
    return replace(bench, active=None, line=(), strip=strip), reports


def _and_then(
    bench: Bench, effects: tuple[BenchEffect, ...], following: Callable[[Bench], Step]
) -> Step:
    """Run the following step on `bench`; its effects come after `effects`."""
    after, more = following(bench)
    return after, (*effects, *more)
