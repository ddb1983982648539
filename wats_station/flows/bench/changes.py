"""Commands on the current unit: what is to change, whether it may, and how it ended."""

from dataclasses import replace

from wats_station.domain.errors import GatewayProblem
from wats_station.domain.hold import held, is_on_hold, released
from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.operator import Permission
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.domain.unit import Tag, Unit
from wats_station.flows import admission
from wats_station.flows import batch as batch_flow
from wats_station.flows import lookup as lookup_flow
from wats_station.flows.bench import units
from wats_station.flows.bench.ending import ended, refused
from wats_station.flows.bench.operators import approval_asked, asks_reasons, reason_asked
from wats_station.flows.bench.state import (
    Asked,
    Bench,
    BenchEffect,
    ReadReference,
    ReferenceAnswered,
    Step,
    Then,
    Undoable,
    UnitForBatch,
    and_then,
)
from wats_station.flows.explaining import meaning_of
from wats_station.flows.phase import state as phase_flow
from wats_station.flows.phase import step as phase_step
from wats_station.flows.phase.state import PhaseEvent
from wats_station.flows.problems import problem_notice
from wats_station.flows.tagging import tags_for
from wats_station.scan.intent import (
    Confirm,
    Hold,
    Release,
    SetPhase,
    SetProcess,
    SetTag,
    Undo,
    shown,
)


def undone(bench: Bench, by: Asked) -> Step:
    """Take the last change of the current unit back, decided as any other change."""
    unit, undo = bench.current_unit, bench.undo
    if unit is None or undo is None or not bench.may_undo:
        return refused(bench, by.request, notice(NoticeKind.NOTHING_TO_UNDO))
    now = replace(bench, undo=None)
    if isinstance(
        undo.how, phase_flow.PhaseChange | phase_flow.ProcessChange | phase_flow.TagChange
    ):
        changing = notice(NoticeKind.CHANGING, text=shown(by.text))
        now = replace(now, strip=replace(now.strip, activity=changing))
        waiting = bench.outbox.actions_on(unit.key)
        return heard(now, phase_flow.ChangeAsked(by.request, undo.how, unit, waiting))
    return now, (Then(replace(undo.how, request=by.request)),)


def resumed(bench: Bench, event: ReferenceAnswered | UnitForBatch) -> Step:
    """What a change waited for is there."""
    if isinstance(event, UnitForBatch):
        return of_batch(bench, event.request)
    return reference_heard(bench, event)


def of_batch(bench: Bench, request: int) -> Step:
    """The unit of a batch's scan was found: change it."""
    active, action = bench.active, bench.batch_action
    if active is None or active.request != request or action is None:
        return bench, ()
    reason = active.reason or bench.batch.reason
    return asked(bench, replace(active, reason=reason), action)


def hold_reason_asked(bench: Bench, by: Asked) -> Step:
    """Ask why the current unit is on hold; it is kept as if it had been said at once."""
    unit = bench.current_unit
    if unit is None or not is_on_hold(unit):
        return refused(bench, by.request, notice(NoticeKind.NOTHING_TO_CONFIRM))
    why = notice(NoticeKind.REASON_ASKED, serial=unit.serial_number)
    told, effects = ended(bench, by.request, Outcome(OutcomeKind.DONE, why))
    what = replace(by, meaning=Hold())
    return and_then(told, effects, lambda now: reason_asked(now, Permission.CHANGE, what))


Wanted = SetPhase | SetProcess | SetTag | Hold | Release | Confirm


def asked(bench: Bench, by: Asked, wanted: Wanted) -> Step:
    """Check and keep a change of the current unit."""
    unit = bench.current_unit
    if unit is None:
        return refused(
            bench, by.request, notice(NoticeKind.NO_CURRENT_UNIT, command=shown(by.text))
        )
    changing = notice(NoticeKind.CHANGING, text=shown(by.text))
    now = replace(bench, strip=replace(bench.strip, activity=changing))
    if not now.phases and isinstance(wanted, SetPhase | SetProcess):
        return now, (ReadReference(by.request),)
    change = _change(now, wanted, unit, by.reason)
    if isinstance(change, Notice):
        return refused(now, by.request, change)
    waiting = bench.outbox.actions_on(unit.key)
    back = admission.missing(now.operators, Permission.GO_BACKWARDS, by.approved_by) is None
    terms = phase_flow.Terms(
        may_go_back=back,
        asks_reason=asks_reasons(now),
        reason=by.reason,
        table=now.settings.kept.phases.table,
        tags=tags_for(now.tags, now.settings.kept.station, now.author.station, now.operator_name),
        missing_tags=now.missing_tags,
    )
    event = phase_flow.ChangeAsked(by.request, change, unit, waiting, terms)
    return heard(now, event)


def reference_heard(bench: Bench, event: ReferenceAnswered) -> Step:
    """Phases and processes are known, or are not; a command may have waited for them."""
    active = bench.active
    waits = active is not None and active.request == event.request
    if isinstance(event.answer, GatewayProblem):
        if not waits:
            return bench, ()
        serial = bench.current_unit.serial_number if bench.current_unit else ""
        return refused(bench, event.request, problem_notice(event.answer, serial))
    phases, processes = event.answer
    known = replace(bench, phases=phases, processes=processes)
    if active is None or not waits:
        return known, ()
    if known.batch_action is not None:
        return of_batch(known, event.request)
    if not isinstance(active.meaning, SetPhase | SetProcess):
        return known, ()
    return asked(known, active, active.meaning)


def heard(bench: Bench, event: PhaseEvent) -> Step:
    """Take an event of the phase's flow."""
    state, effects = phase_step.step(bench.phase, event)
    work = bench.phase.work
    now = replace(bench, phase=state)
    outward = tuple(effect for effect in effects if not isinstance(effect, phase_flow.Ended))
    end = next((effect for effect in effects if isinstance(effect, phase_flow.Ended)), None)
    if end is None:
        return now, outward
    # What explains it is read once it is said.
    over, first = _over(_told_batch(now, end, work), end)
    return over, (*first, *outward)


def _change(bench: Bench, wanted: Wanted, unit: Unit, reason: str) -> phase_flow.Change | Notice:
    match wanted:
        case SetPhase(text):
            to = phase_step.wanted_phase(text, bench.phases)
            return to if isinstance(to, Notice) else phase_flow.PhaseChange(to)
        case SetProcess(text):
            process = phase_step.wanted_process(text, bench.processes)
            return process if isinstance(process, Notice) else phase_flow.ProcessChange(process)
        case SetTag(key, value):
            return phase_flow.TagChange(Tag(key, value))
        case Hold():
            return phase_flow.TagChange(held(reason))
        case Release():
            return phase_flow.TagChange(released(reason))
        case Confirm():
            question = bench.phase.question
            if question is None or question.key != unit.key:
                return notice(NoticeKind.NOTHING_TO_CONFIRM)
            return phase_flow.PhaseChange(question.to, confirmed=True)


def _told_batch(bench: Bench, end: phase_flow.Ended, work: phase_flow.Work | None) -> Bench:
    """The batch as it is once one of its units was changed by itself, or taken back."""
    by = bench.active
    if work is None or by is None or bench.batch_action is not None:
        return bench
    key, kind = work.seen.key, end.outcome.kind
    if kind not in (OutcomeKind.DONE, OutcomeKind.QUEUED):
        return bench
    if isinstance(by.meaning, Undo):
        return replace(bench, batch=batch_flow.undone(bench.batch, key))
    wanted = meaning_of(work.change)
    return replace(bench, batch=batch_flow.changed(bench.batch, key, wanted, end.outcome))


def _over(bench: Bench, end: phase_flow.Ended) -> Step:
    by, of_batch = bench.active, bench.batch_action is not None
    now, effects = _shown(_with_undo(bench, end), end)
    if by is None:
        return now, effects
    match end.outcome.notice.kind:
        # A PIN approves one action: a batch goes on, and the unit stays with the refused ones.
        case NoticeKind.NEEDS_SUPERVISOR if not of_batch:
            back = Permission.GO_BACKWARDS
            return and_then(now, effects, lambda on: approval_asked(on, back, by, by.request))
        case NoticeKind.NEEDS_REASON:
            release = isinstance(by.meaning, Release)
            what = Permission.RELEASE if release else Permission.GO_BACKWARDS
            asked_by = replace(by, batched=of_batch)
            return and_then(now, effects, lambda on: reason_asked(on, what, asked_by))
    return now, effects


def _with_undo(bench: Bench, end: phase_flow.Ended) -> Bench:
    unit, by = bench.current_unit, bench.active
    if unit is None or end.outcome.kind not in (OutcomeKind.DONE, OutcomeKind.QUEUED):
        return bench
    if end.undo is None or (by is not None and isinstance(by.meaning, Undo)):
        return replace(bench, undo=None)
    return replace(bench, undo=Undoable(unit.key, end.undo))


def _shown(bench: Bench, end: phase_flow.Ended) -> Step:
    read: tuple[BenchEffect, ...] = ()
    if end.unit is not None:
        bench, read = units.heard(bench, lookup_flow.UnitChanged(end.request, end.unit))
    return and_then(bench, read, lambda after: ended(after, end.request, end.outcome))
