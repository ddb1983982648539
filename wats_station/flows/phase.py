"""The phase panel's flow: one change to the current unit, checked, and given to the outbox.

A change is decided on what the server says now, not on what the screen shows: the
unit is read again before anything is kept, and one that another station moved
meanwhile is left alone. Without the server it is decided on what is known of the unit,
where that is safe (product.md 7.5), and decided again before it goes out.
"""

from dataclasses import dataclass, replace

from wats_station.domain.command import Action, CommandState, MovePhase, MoveProcess, WriteTag
from wats_station.domain.errors import WITHOUT_SERVER, GatewayProblem
from wats_station.domain.hold import HELD, HOLD_TAG, is_on_hold, is_release
from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.domain.phase import STANDARD, Phase, PhaseId, PhaseTable, find_phase
from wats_station.domain.quarantine import ProductTags, quarantine_notice, quarantines
from wats_station.domain.repair import FailedTest
from wats_station.domain.settling import projected, tag_value
from wats_station.domain.unit import Process, Tag, Unit, UnitKey
from wats_station.domain.verification import (
    FinalizeVerdict,
    ProcessResult,
    Verification,
    may_finalize,
)
from wats_station.flows.problems import problem_notice
from wats_station.flows.submitting import (
    CommandEnded,
    CommandWaits,
    NotKept,
    Submit,
    SubmitEvent,
)
from wats_station.flows.tagging import changed


@dataclass(frozen=True, slots=True)
class PhaseChange:
    """Move the unit to a phase; `confirmed` when somebody said yes to what stood against it.

    `undoing` takes back the last move, which needs no way back of its own.
    """

    to: Phase
    confirmed: bool = False
    undoing: bool = False


@dataclass(frozen=True, slots=True)
class ProcessChange:
    """Set the unit's process; `undoing` as of a phase."""

    to: Process
    undoing: bool = False


@dataclass(frozen=True, slots=True)
class TagChange:
    """Set one tag of the unit; `undoing` as of a phase."""

    tag: Tag
    undoing: bool = False


Change = PhaseChange | ProcessChange | TagChange


@dataclass(frozen=True, slots=True)
class Terms:
    """What a change is decided by, beside the unit.

    `table` says which phases may follow. `may_go_back` for a supervisor, or with one's
    approval; then `reason` says why, and where `asks_reason` nothing goes without one.
    `tags` go onto a unit that is moved, which does not go while `missing_tags` have no value.
    """

    may_go_back: bool = True
    asks_reason: bool = False
    reason: str = ""
    table: PhaseTable = STANDARD
    tags: tuple[Tag, ...] = ()
    missing_tags: tuple[str, ...] = ()


TERMS = Terms()


@dataclass(frozen=True, slots=True)
class Work:
    """A change under way: `request` names it, `seen` is the unit as the operator saw it.

    `before` are the actions on the unit that still wait to be sent. `unit` is what the
    change was decided on, and `actions` what was given to the outbox, the change itself
    last; None and empty until then. `product` is what the server keeps with its product,
    its quarantines among it.
    """

    request: int
    change: Change
    seen: Unit
    before: tuple[Action, ...] = ()
    terms: Terms = TERMS
    unit: Unit | None = None
    actions: tuple[Action, ...] = ()
    product: ProductTags | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A change that waits for `CMD-CONFIRM`: the unit it was about, and the phase."""

    key: UnitKey
    to: Phase


@dataclass(frozen=True, slots=True)
class Refusal:
    """The explain-why card: what was refused for which unit, and the processes in the way.

    `has_rule` is whether a rule names the processes, None where it is not about them.
    `failing` is the first of them that was run; how that run failed is read once the refusal
    is shown, and comes into `failure`, or why it cannot be read into `unread`. Both are None
    while it is being read.
    """

    key: UnitKey
    why: Notice
    processes: tuple[ProcessResult, ...]
    change: Change | None = None
    has_rule: bool | None = None
    failure: FailedTest | None = None
    unread: Notice | None = None

    @property
    def failing(self) -> ProcessResult | None:
        """The first process in the way that was run."""
        return next((each for each in self.processes if each.was_run), None)

    @property
    def is_reading(self) -> bool:
        """True while nobody knows yet how it failed."""
        return self.failing is not None and self.failure is None and self.unread is None


@dataclass(frozen=True, slots=True)
class PhaseState:
    """The phase panel: the change under way, the question open, the last refusal explained."""

    work: Work | None = None
    question: Question | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class ChangeAsked:
    """Somebody wants this change on the unit they see; `before` still waits to be sent."""

    request: int
    change: Change
    unit: Unit
    before: tuple[Action, ...] = ()
    terms: Terms = TERMS


@dataclass(frozen=True, slots=True)
class UnitChecked:
    """The unit, and for finalizing its verification, as the server has them now.

    `product` is what the server keeps with its product; without the server what was known last.
    """

    request: int
    answer: tuple[Unit, Verification | None] | GatewayProblem
    product: ProductTags | None = None


@dataclass(frozen=True, slots=True)
class UnitLeft:
    """Another unit is current now: questions and refusals of the last one are gone."""


@dataclass(frozen=True, slots=True)
class FailureRead:
    """How the unit's last run of a process failed; None where the server has no such run."""

    key: UnitKey
    process: int
    answer: FailedTest | GatewayProblem | None


PhaseEvent = ChangeAsked | UnitChecked | UnitLeft | FailureRead | SubmitEvent


@dataclass(frozen=True, slots=True)
class CheckUnit:
    """Read the unit again, with its verification where that decides."""

    request: int
    key: UnitKey
    with_verification: bool


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """Read how the unit's last run of a process failed: somebody was refused because of it."""

    key: UnitKey
    process: Process


@dataclass(frozen=True, slots=True)
class Ended:
    """The change is over. `unit` is the unit as it is known to be now, None if unknown.

    `undo` is what takes it back, None where nothing was changed or nothing can.
    """

    request: int
    outcome: Outcome
    unit: Unit | None
    undo: Change | None = None


PhaseEffect = CheckUnit | Submit | ReadFailure | Ended
Step = tuple[PhaseState, tuple[PhaseEffect, ...]]


def step(state: PhaseState, event: PhaseEvent) -> Step:
    """The next state, and what is to be read, kept or reported."""
    if isinstance(event, UnitLeft):
        return replace(state, question=None, refusal=None), ()
    if isinstance(event, FailureRead):
        return _failure_read(state, event), ()
    if isinstance(event, ChangeAsked):
        return _ask(event)
    work = state.work
    if work is None or event.request != work.request:
        return state, ()
    match event:
        case UnitChecked():
            return _checked(state, work, event)
        case CommandEnded(_, CommandState.DELIVERED):
            return _done(work, _applied(work), already=False)
        case CommandEnded(_, _, why, done):
            reason = why or notice(NoticeKind.NOT_WRITTEN, serial=work.seen.serial_number)
            unit = projected(work.unit or work.seen, work.actions[:done]) if done else None
            return _refuse(work, reason, unit)
        case CommandWaits():
            return _queued(work)
        case NotKept(_, why):
            return _refuse(work, why, None)


def kept(state: PhaseState) -> tuple[int, Outcome] | None:
    """The request whose command is kept already, and its outcome if nobody can wait for it."""
    work = state.work
    if work is None or not work.actions:
        return None
    return work.request, _waits(work)


def wanted_phase(text: str, phases: tuple[Phase, ...]) -> Phase | Notice:
    """The phase a command names, or why there is none."""
    return find_phase(text, phases) or notice(NoticeKind.UNKNOWN_PHASE, text=text)


def wanted_process(text: str, processes: tuple[Process, ...]) -> Process | Notice:
    """The process a command names by its code, or why there is none."""
    found = next((process for process in processes if str(process.code) == text), None)
    return found or notice(NoticeKind.UNKNOWN_PROCESS, text=text)


def _failure_read(state: PhaseState, event: FailureRead) -> PhaseState:
    refusal = state.refusal
    if refusal is None or refusal.failing is None or not refusal.is_reading:
        return state
    if (refusal.key, refusal.failing.code) != (event.key, event.process):
        return state
    if isinstance(event.answer, FailedTest):
        return replace(state, refusal=replace(refusal, failure=event.answer))
    if isinstance(event.answer, GatewayProblem):
        why = problem_notice(event.answer, event.key.serial_number)
    else:
        why = notice(NoticeKind.FAILURE_NOT_THERE, process=refusal.failing.name)
    return replace(state, refusal=replace(refusal, unread=why))


def _ask(event: ChangeAsked) -> Step:
    seen = projected(event.unit, event.before)
    work = Work(event.request, event.change, seen, event.before, event.terms)
    missing = event.terms.missing_tags
    if missing and _is_moving(event.change):
        values = {"keys": ", ".join(missing), "first": missing[0]}
        serial = seen.serial_number
        return _refuse(work, notice(NoticeKind.TAGS_MISSING, serial=serial, **values), None)
    check = CheckUnit(event.request, event.unit.key, _is_finalizing(event.change))
    return PhaseState(work=work), (check,)


def _is_finalizing(change: Change) -> bool:
    return isinstance(change, PhaseChange) and change.to.id == PhaseId.FINALIZED


def _is_moving(change: Change) -> bool:
    return isinstance(change, PhaseChange) and not change.undoing


def _checked(state: PhaseState, work: Work, event: UnitChecked) -> Step:
    work = replace(work, product=event.product)
    if not isinstance(event.answer, GatewayProblem):
        unit, verification = event.answer
        return _decide(state, work, projected(unit, work.before), verification)
    problem, serial = event.answer, work.seen.serial_number
    if problem.kind not in WITHOUT_SERVER:
        return _refuse(work, problem_notice(problem, serial), None)
    if _is_finalizing(work.change):
        return _refuse(work, notice(NoticeKind.NEEDS_SERVER, serial=serial), None)
    return _decide(state, work, work.seen, None)


def _decide(state: PhaseState, work: Work, unit: Unit, verification: Verification | None) -> Step:
    change = work.change
    if _holds(change, unit):
        return _done(work, unit, already=True)
    if isinstance(change, PhaseChange):
        against = _against_moving(work, change, unit, verification)
        if against is not None:
            return against
    elif change.undoing and (now := _changed_elsewhere(work.seen, change, unit)) is not None:
        why = notice(NoticeKind.CHANGED_ELSEWHERE, serial=unit.serial_number, what=now)
        return _refuse(work, why, unit)
    elif isinstance(change, TagChange) and is_release(change.tag) and _lacks_reason(work):
        return _refuse(work, notice(NoticeKind.NEEDS_REASON, serial=unit.serial_number), unit)
    tags = changed(unit, work.terms.tags) if _is_moving(change) else ()
    # Before the move, and committed with it: a unit that moved on carries its batch.
    carried = (WriteTag(tag.key, tag_value(unit, tag.key), tag.value) for tag in tags)
    actions = (*carried, _action(work, change, unit))
    given = replace(work, unit=unit, actions=actions)
    return replace(state, work=given), (Submit(work.request, unit.key, actions),)


def _lacks_reason(work: Work) -> bool:
    return work.terms.asks_reason and not work.terms.reason


def _changed_elsewhere(seen: Unit, change: ProcessChange | TagChange, unit: Unit) -> str | None:
    """What is there instead of what the operator sees, and would take back; None for the same."""
    match change:
        case ProcessChange():
            if (seen.process, seen.process_text) == (unit.process, unit.process_text):
                return None
            process = unit.process
            return f"{process.code} {process.name}" if process else unit.process_text
        case TagChange(tag):
            now = tag_value(unit, tag.key)
            return None if now == tag_value(seen, tag.key) else f"{tag.key} = {now or ''}"


def _against_moving(
    work: Work, change: PhaseChange, unit: Unit, verification: Verification | None
) -> Step | None:
    serial = unit.serial_number
    if unit.phase.id != work.seen.phase.id:
        why = notice(NoticeKind.UNIT_CHANGED, serial=serial, phase=unit.phase.name)
        return _refuse(work, why, unit)
    if is_on_hold(unit):
        return _refuse(work, notice(NoticeKind.UNIT_ON_HOLD, serial=serial), unit)
    for stands in quarantines(unit, work.product):
        return _refuse(work, quarantine_notice(serial, stands), unit)
    if not change.undoing and (out_of_turn := _out_of_turn(work, change, unit)) is not None:
        return _refuse(work, out_of_turn, unit)
    if verification is not None:
        return _against_finalizing(work, change, unit, verification)
    return None


def _out_of_turn(work: Work, change: PhaseChange, unit: Unit) -> Notice | None:
    """Why the phase cannot follow, by the table of next phases."""
    now, to = unit.phase, change.to
    table = work.terms.table
    if to.id in table.following(now.id, supervisor=False):
        return None
    if to.id not in table.following(now.id, supervisor=True):
        names = {"from": now.name, "to": to.name}
        return notice(NoticeKind.PHASE_NOT_ALLOWED, serial=unit.serial_number, **names)
    if not work.terms.may_go_back:
        return notice(NoticeKind.NEEDS_SUPERVISOR)
    if _lacks_reason(work):
        return notice(NoticeKind.NEEDS_REASON, serial=unit.serial_number)
    return None


def _against_finalizing(
    work: Work, change: PhaseChange, unit: Unit, verification: Verification
) -> Step | None:
    verdict, processes = may_finalize(verification)
    serial = unit.serial_number
    if verdict is FinalizeVerdict.PROCESS_NOT_PASSED:
        names = ", ".join(row.name for row in processes)
        why = notice(NoticeKind.FINALIZE_NOT_PASSED, serial=serial, processes=names)
        return _refuse(work, why, unit, processes, has_rule=verification.has_rule)
    if verdict is FinalizeVerdict.NEEDS_CONFIRMATION and not change.confirmed:
        why = notice(NoticeKind.FINALIZE_NEEDS_CONFIRMATION, serial=serial)
        refused, effects = _refuse(work, why, unit, processes, has_rule=False)
        return replace(refused, question=Question(unit.key, change.to)), effects
    return None


def _action(work: Work, change: Change, unit: Unit) -> Action:
    match change:
        case PhaseChange(to, confirmed):
            verified = to.id == PhaseId.FINALIZED
            return MovePhase(unit.phase, to, verified, confirmed, work.terms.reason)
        case ProcessChange(process):
            unlisted = unit.process is None and bool(unit.process_text)
            return MoveProcess(unit.process, process, unlisted=unlisted)
        case TagChange(tag):
            return WriteTag(tag.key, tag_value(unit, tag.key), tag.value)


def _done(work: Work, unit: Unit, *, already: bool) -> Step:
    what = _done_notice(work.change, unit.serial_number, already=already)
    tags = [f"{each.key} = {each.to}" for each in work.actions[:-1] if isinstance(each, WriteTag)]
    if tags and not already:
        values = {"phase": what.value("phase"), "tags": ", ".join(tags)}
        what = notice(NoticeKind.PHASE_SET_TAGGED, serial=unit.serial_number, **values)
    undo = None if already else _reverse(work.actions)
    ended = Ended(work.request, Outcome(OutcomeKind.DONE, what), unit, undo)
    return PhaseState(), (ended,)


def _queued(work: Work) -> Step:
    # The unit stays as the server has it: what waits is shown beside it.
    return PhaseState(), (Ended(work.request, _waits(work), None, _reverse(work.actions)),)


def _reverse(actions: tuple[Action, ...]) -> Change | None:
    """What takes the change back; tags that went with it stay, the unit is of its batch."""
    match actions[-1] if actions else None:
        case MovePhase(before):
            return PhaseChange(before, undoing=True)
        case MoveProcess(Process() as before):
            return ProcessChange(before, undoing=True)
        case WriteTag(key, str() as before) if key != HOLD_TAG:
            # A hold is released by a supervisor, not taken back.
            return TagChange(Tag(key, before), undoing=True)
    # What was not there before cannot be taken away on every server.
    return None


def _waits(work: Work) -> Outcome:
    what = _wanted(work.change)
    return Outcome(
        OutcomeKind.QUEUED, notice(NoticeKind.QUEUED, serial=work.seen.serial_number, what=what)
    )


def _wanted(change: Change) -> str:
    """What is wanted, in the server's own words."""
    match change:
        case PhaseChange(to):
            return to.name
        case ProcessChange(process):
            return f"{process.code} {process.name}"
        case TagChange(tag):
            return f"{tag.key} = {tag.value}"


def _done_notice(change: Change, serial: str, *, already: bool) -> Notice:
    match change:
        case PhaseChange(to):
            kind = NoticeKind.PHASE_ALREADY if already else NoticeKind.PHASE_SET
            return notice(kind, serial=serial, phase=to.name)
        case ProcessChange(process):
            name = f"{process.code} {process.name}"
            return notice(NoticeKind.PROCESS_SET, serial=serial, process=name)
        case TagChange(tag) if is_release(tag):
            return notice(NoticeKind.UNIT_RELEASED, serial=serial)
        case TagChange(tag) if tag.key == HOLD_TAG:
            return notice(NoticeKind.UNIT_HELD, serial=serial)
        case TagChange(tag):
            return notice(NoticeKind.TAG_SET, serial=serial, key=tag.key, value=tag.value)


def _refuse(
    work: Work,
    why: Notice,
    unit: Unit | None,
    processes: tuple[ProcessResult, ...] = (),
    *,
    has_rule: bool | None = None,
) -> Step:
    card = Refusal(work.seen.key, why, processes, work.change, has_rule)
    ended = Ended(work.request, Outcome(OutcomeKind.REFUSED, why), unit)
    return PhaseState(refusal=card), (ended, *to_be_read(card))


def to_be_read(refusal: Refusal) -> tuple[ReadFailure, ...]:
    """What explains a refusal, and is not known yet."""
    failing = refusal.failing
    if failing is None or not refusal.is_reading:
        return ()
    return (ReadFailure(refusal.key, Process(failing.code, failing.name)),)


def _holds(change: Change, unit: Unit) -> bool:
    match change:
        case PhaseChange(to):
            return unit.phase.id == to.id
        case ProcessChange(process):
            return unit.process is not None and unit.process.code == process.code
        case TagChange(tag) if is_release(tag):
            return not is_on_hold(unit)
        case TagChange(tag) if tag == HELD:
            # One that is on hold for a reason stays so for that reason.
            return is_on_hold(unit)
        case TagChange(tag):
            return tag in unit.tags


def _applied(work: Work) -> Unit:
    unit = work.unit or work.seen
    return projected(unit, work.actions)
