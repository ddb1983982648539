"""How a change of phase, process or tag ends: done, queued, or refused and explained."""

from wats_station.domain.command import Action, MovePhase, MoveProcess, WriteTag
from wats_station.domain.hold import HOLD_TAG, is_release
from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.domain.unit import Process, Tag, Unit
from wats_station.domain.verification import (
    ProcessResult,
)
from wats_station.flows.phase.state import (
    Change,
    Ended,
    PhaseChange,
    PhaseState,
    ProcessChange,
    ReadFailure,
    Refusal,
    Step,
    TagChange,
    Work,
)


def done(work: Work, unit: Unit, *, already: bool) -> Step:
    """End it: the server has it so, `already` before anything was sent."""
    what = _done_notice(work.change, unit.serial_number, already=already)
    tags = [f"{each.key} = {each.to}" for each in work.actions[:-1] if isinstance(each, WriteTag)]
    if tags and not already:
        values = {"phase": what.value("phase"), "tags": ", ".join(tags)}
        what = notice(NoticeKind.PHASE_SET_TAGGED, serial=unit.serial_number, **values)
    undo = None if already else _reverse(work.actions)
    ended = Ended(work.request, Outcome(OutcomeKind.DONE, what), unit, undo)
    return PhaseState(), (ended,)


def queued(work: Work) -> Step:
    """End it: it is kept, and the server has not confirmed it."""
    # The unit stays as the server has it: what waits is shown beside it.
    return PhaseState(), (Ended(work.request, waits(work), None, _reverse(work.actions)),)


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


def waits(work: Work) -> Outcome:
    """What a change comes to that is kept and not confirmed."""
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


def refused(
    work: Work,
    why: Notice,
    unit: Unit | None,
    processes: tuple[ProcessResult, ...] = (),
    *,
    has_rule: bool | None = None,
) -> Step:
    """End it: it cannot be done, and the card says why."""
    card = Refusal(work.seen.key, why, processes, work.change, has_rule)
    ended = Ended(work.request, Outcome(OutcomeKind.REFUSED, why), unit)
    return PhaseState(refusal=card), (ended, *to_be_read(card))


def to_be_read(refusal: Refusal) -> tuple[ReadFailure, ...]:
    """What explains a refusal, and is not known yet."""
    failing = refusal.failing
    if failing is None or not refusal.is_reading:
        return ()
    return (ReadFailure(refusal.key, Process(failing.code, failing.name)),)
