"""Batch mode at the bench: when it begins and ends, and which scans belong to it."""

from dataclasses import replace

from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.domain.panel import Panel
from wats_station.flows import batch as batch_flow
from wats_station.flows.batch import BatchAction, BatchLeft, BatchState, BatchWanted, Stage
from wats_station.flows.bench.ending import ended, refused
from wats_station.flows.bench.state import Asked, Bench, Step
from wats_station.flows.phase import ending as phase_ending
from wats_station.flows.phase import state as phase_flow
from wats_station.flows.phase import step as phase_step
from wats_station.scan.intent import Cancel, SetPhase, SetProcess, SetTag


def heard(bench: Bench, asked: Asked) -> Step | None:
    """What is done to the batch itself by a button or a scan; None: nothing."""
    stage, in_front = bench.batch.stage, bench.panel is Panel.PHASE
    match asked.meaning:
        case BatchLeft():
            return _left(bench, asked.request)
        case BatchWanted():
            return _choosing(bench, asked.request)
        case SetPhase() | SetProcess() | SetTag() as action if in_front and stage is Stage.CHOOSING:
            return _begun(bench, asked.request, action)
        case Cancel() if in_front and bench.batch.opened is not None:
            return _closed(bench, asked.request)
        case Cancel() if in_front and stage in (Stage.CHOOSING, Stage.ON):
            return _left(bench, asked.request)
    return None


def _choosing(bench: Bench, request: int) -> Step:
    now = replace(bench, batch=BatchState(Stage.CHOOSING))
    return ended(now, request, Outcome(OutcomeKind.DONE, notice(NoticeKind.BATCH_CHOOSE)))


def _begun(bench: Bench, request: int, action: BatchAction) -> Step:
    known = _named(bench, action)
    if isinstance(known, Notice):
        return refused(bench, request, known)
    wanted, title = known
    now = replace(bench, batch=batch_flow.begun(wanted, title))
    what = notice(NoticeKind.BATCH_BEGUN, what=title)
    return ended(now, request, Outcome(OutcomeKind.DONE, what))


def _named(bench: Bench, action: BatchAction) -> tuple[BatchAction, str] | Notice:
    """The action by the server's number, and what it is called there."""
    match action:
        case SetPhase(text):
            phase = phase_step.wanted_phase(text, bench.phases)
            if isinstance(phase, Notice):
                return phase
            return SetPhase(str(phase.id)), phase.name
        case SetProcess(text):
            process = phase_step.wanted_process(text, bench.processes)
            if isinstance(process, Notice):
                return process
            return SetProcess(str(process.code)), f"{process.code} {process.name}"
        case SetTag(key, value):
            return action, f"{key} = {value}"


def opened(bench: Bench) -> Step:
    """The unit that was touched in the list is there: explain why it was refused."""
    unit = bench.current_unit
    if unit is None or bench.panel is not Panel.PHASE or bench.batch_action is not None:
        return bench, ()
    refusal = batch_flow.refusal_of(bench.batch, unit.key)
    if refusal is None:
        return bench, ()
    phase = replace(bench.phase, refusal=refusal)
    now = replace(bench, phase=phase, batch=replace(bench.batch, opened=unit.key))
    return now, phase_ending.to_be_read(refusal)


def _closed(bench: Bench, request: int) -> Step:
    phase, _ = phase_step.step(bench.phase, phase_flow.UnitLeft())
    now = replace(bench, phase=phase, batch=replace(bench.batch, opened=None))
    return ended(now, request, Outcome(OutcomeKind.DONE, notice(NoticeKind.CANCELLED)))


def _left(bench: Bench, request: int) -> Step:
    batch = bench.batch
    now = replace(bench, batch=batch_flow.left(batch))
    if batch.stage is not Stage.ON:
        return ended(now, request, Outcome(OutcomeKind.DONE, notice(NoticeKind.CANCELLED)))
    counts = {"done": batch.done, "refused": len(batch.refused), "queued": batch.queued}
    values = {name: str(count) for name, count in counts.items()}
    what = notice(NoticeKind.BATCH_OVER, **values)
    return ended(now, request, Outcome(OutcomeKind.DONE, what))
