"""The phase panel's flow: one change to the current unit, checked, written, settled.

A change is decided on what the server says now, not on what the screen shows: the
unit is read again before anything is written, and one that another station moved
meanwhile is left alone. A write that got no proper answer is settled by reading
(product.md 7.3); it is never sent twice.
"""

from dataclasses import dataclass, replace

from wats_station.domain.errors import GatewayProblem
from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.domain.phase import Phase, PhaseId, allowed_next, find_phase
from wats_station.domain.unit import Process, Tag, Unit, UnitKey
from wats_station.domain.verification import (
    FinalizeVerdict,
    ProcessResult,
    Verification,
    may_finalize,
)
from wats_station.flows.problems import OUTCOME_UNKNOWN, problem_notice


@dataclass(frozen=True, slots=True)
class PhaseChange:
    """Move the unit to a phase; `confirmed` when somebody said yes to what stood against it."""

    to: Phase
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class ProcessChange:
    """Set the unit's process."""

    to: Process


@dataclass(frozen=True, slots=True)
class TagChange:
    """Set one tag of the unit."""

    tag: Tag


Change = PhaseChange | ProcessChange | TagChange


@dataclass(frozen=True, slots=True)
class Work:
    """A change under way: `request` names it, `seen` is the unit as the operator saw it.

    `written` turns True once the write went out; from then on only reading can tell
    what became of it.
    """

    request: int
    change: Change
    seen: Unit
    written: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A change that waits for `CMD-CONFIRM`: the unit it was about, and the phase."""

    key: UnitKey
    to: Phase


@dataclass(frozen=True, slots=True)
class Refusal:
    """The explain-why card: what was refused for which unit, and the processes in the way."""

    key: UnitKey
    why: Notice
    processes: tuple[ProcessResult, ...]


@dataclass(frozen=True, slots=True)
class PhaseState:
    """The phase panel: the change under way, the question open, the last refusal explained."""

    work: Work | None = None
    question: Question | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class ChangeAsked:
    """Somebody wants this change on the unit they see."""

    request: int
    change: Change
    unit: Unit


@dataclass(frozen=True, slots=True)
class UnitChecked:
    """The unit, and for finalizing its verification, as the server has them now."""

    request: int
    answer: tuple[Unit, Verification | None] | GatewayProblem


@dataclass(frozen=True, slots=True)
class WriteAnswered:
    """The write was confirmed (None), or was not."""

    request: int
    problem: GatewayProblem | None


@dataclass(frozen=True, slots=True)
class UnitLeft:
    """Another unit is current now: questions and refusals of the last one are gone."""


PhaseEvent = ChangeAsked | UnitChecked | WriteAnswered | UnitLeft


@dataclass(frozen=True, slots=True)
class CheckUnit:
    """Read the unit again, with its verification where that decides."""

    request: int
    key: UnitKey
    with_verification: bool


@dataclass(frozen=True, slots=True)
class Write:
    """Send the change, once."""

    request: int
    key: UnitKey
    change: Change


@dataclass(frozen=True, slots=True)
class Ended:
    """The change is over. `unit` is the unit as it is known to be now, None if unknown."""

    request: int
    outcome: Outcome
    unit: Unit | None


PhaseEffect = CheckUnit | Write | Ended
Step = tuple[PhaseState, tuple[PhaseEffect, ...]]


def step(state: PhaseState, event: PhaseEvent) -> Step:
    """The next state, and what is to be read, written or reported."""
    if isinstance(event, UnitLeft):
        return replace(state, question=None, refusal=None), ()
    if isinstance(event, ChangeAsked):
        return _ask(event)
    work = state.work
    if work is None or event.request != work.request:
        return state, ()
    if isinstance(event, WriteAnswered):
        return _written(state, work, event.problem)
    if isinstance(event.answer, GatewayProblem):
        return _check_failed(work, event.answer)
    unit, verification = event.answer
    return _settle(work, unit) if work.written else _decide(state, work, unit, verification)


def wanted_phase(text: str, phases: tuple[Phase, ...]) -> Phase | Notice:
    """The phase a command names, or why there is none."""
    return find_phase(text, phases) or notice(NoticeKind.UNKNOWN_PHASE, text=text)


def wanted_process(text: str, processes: tuple[Process, ...]) -> Process | Notice:
    """The process a command names by its code, or why there is none."""
    found = next((process for process in processes if str(process.code) == text), None)
    return found or notice(NoticeKind.UNKNOWN_PROCESS, text=text)


def _ask(event: ChangeAsked) -> Step:
    work = Work(event.request, event.change, event.unit)
    finalizing = isinstance(event.change, PhaseChange) and event.change.to.id == PhaseId.FINALIZED
    check = CheckUnit(event.request, event.unit.key, finalizing)
    return PhaseState(work=work), (check,)


def _check_failed(work: Work, problem: GatewayProblem) -> Step:
    if work.written:
        why = notice(NoticeKind.OUTCOME_UNKNOWN, serial=work.seen.serial_number)
        return _refuse(work, why, None)
    return _refuse(work, problem_notice(problem, work.seen.serial_number), None)


def _decide(state: PhaseState, work: Work, unit: Unit, verification: Verification | None) -> Step:
    change = work.change
    if _holds(change, unit):
        return _done(work, unit, already=True)
    if isinstance(change, PhaseChange):
        serial = unit.serial_number
        if unit.phase.id != work.seen.phase.id:
            why = notice(NoticeKind.UNIT_CHANGED, serial=serial, phase=unit.phase.name)
            return _refuse(work, why, unit)
        # With no operator registered a station allows every role's actions (product.md 5).
        if change.to.id not in allowed_next(unit.phase.id, supervisor=True):
            names = {"from": unit.phase.name, "to": change.to.name}
            why = notice(NoticeKind.PHASE_NOT_ALLOWED, serial=serial, **names)
            return _refuse(work, why, unit)
        if verification is not None:
            against = _against_finalizing(work, change, unit, verification)
            if against is not None:
                return against
    sent = replace(work, written=True)
    return replace(state, work=sent), (Write(work.request, unit.key, change),)


def _against_finalizing(
    work: Work, change: PhaseChange, unit: Unit, verification: Verification
) -> Step | None:
    verdict, processes = may_finalize(verification)
    serial = unit.serial_number
    if verdict is FinalizeVerdict.PROCESS_NOT_PASSED:
        names = ", ".join(row.name for row in processes)
        why = notice(NoticeKind.FINALIZE_NOT_PASSED, serial=serial, processes=names)
        return _refuse(work, why, unit, processes)
    if verdict is FinalizeVerdict.NEEDS_CONFIRMATION and not change.confirmed:
        why = notice(NoticeKind.FINALIZE_NEEDS_CONFIRMATION, serial=serial)
        refused, effects = _refuse(work, why, unit, processes)
        return replace(refused, question=Question(unit.key, change.to)), effects
    return None


def _written(state: PhaseState, work: Work, problem: GatewayProblem | None) -> Step:
    if problem is None:
        return _done(work, _applied(work.change, work.seen), already=False)
    if problem.kind in OUTCOME_UNKNOWN:
        return state, (CheckUnit(work.request, work.seen.key, with_verification=False),)
    return _refuse(work, problem_notice(problem, work.seen.serial_number), None)


def _settle(work: Work, unit: Unit) -> Step:
    """The write got no proper answer; what the unit is now tells whether it was done."""
    if _holds(work.change, unit):
        return _done(work, unit, already=False)
    if isinstance(work.change, PhaseChange) and unit.phase.id != work.seen.phase.id:
        why = notice(NoticeKind.UNIT_CHANGED, serial=unit.serial_number, phase=unit.phase.name)
        return _refuse(work, why, unit)
    return _refuse(work, notice(NoticeKind.NOT_WRITTEN, serial=unit.serial_number), unit)


def _done(work: Work, unit: Unit, *, already: bool) -> Step:
    what = _done_notice(work.change, unit.serial_number, already=already)
    ended = Ended(work.request, Outcome(OutcomeKind.DONE, what), unit)
    return PhaseState(), (ended,)


def _done_notice(change: Change, serial: str, *, already: bool) -> Notice:
    match change:
        case PhaseChange(to):
            kind = NoticeKind.PHASE_ALREADY if already else NoticeKind.PHASE_SET
            return notice(kind, serial=serial, phase=to.name)
        case ProcessChange(process):
            name = f"{process.code} {process.name}"
            return notice(NoticeKind.PROCESS_SET, serial=serial, process=name)
        case TagChange(tag):
            return notice(NoticeKind.TAG_SET, serial=serial, key=tag.key, value=tag.value)


def _refuse(
    work: Work, why: Notice, unit: Unit | None, processes: tuple[ProcessResult, ...] = ()
) -> Step:
    card = Refusal(work.seen.key, why, processes)
    ended = Ended(work.request, Outcome(OutcomeKind.REFUSED, why), unit)
    return PhaseState(refusal=card), (ended,)


def _holds(change: Change, unit: Unit) -> bool:
    match change:
        case PhaseChange(to):
            return unit.phase.id == to.id
        case ProcessChange(process):
            return unit.process is not None and unit.process.code == process.code
        case TagChange(tag):
            return tag in unit.tags


def _applied(change: Change, unit: Unit) -> Unit:
    match change:
        case PhaseChange(to):
            return replace(unit, phase=to)
        case ProcessChange(process):
            return replace(unit, process=process, process_text="")
        case TagChange(tag):
            others = tuple(kept for kept in unit.tags if kept.key != tag.key)
            return replace(unit, tags=(*others, tag))
