"""What stands against a change: the rules of phases, holds, quarantines and tests."""

from dataclasses import replace

from wats_station.domain.hold import is_on_hold
from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.quarantine import quarantine_notice, quarantines
from wats_station.domain.settling import tag_value
from wats_station.domain.unit import Unit
from wats_station.domain.verification import (
    FinalizeVerdict,
    Verification,
    may_finalize,
)
from wats_station.flows.phase.ending import refused
from wats_station.flows.phase.state import (
    PhaseChange,
    ProcessChange,
    Question,
    Step,
    TagChange,
    Work,
)


def changed_elsewhere(seen: Unit, change: ProcessChange | TagChange, unit: Unit) -> str | None:
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


def against_moving(
    work: Work, change: PhaseChange, unit: Unit, verification: Verification | None
) -> Step | None:
    """The refusal of a move, None where nothing stands against it."""
    serial = unit.serial_number
    if unit.phase.id != work.seen.phase.id:
        why = notice(NoticeKind.UNIT_CHANGED, serial=serial, phase=unit.phase.name)
        return refused(work, why, unit)
    if is_on_hold(unit):
        return refused(work, notice(NoticeKind.UNIT_ON_HOLD, serial=serial), unit)
    for stands in quarantines(unit, work.product):
        return refused(work, quarantine_notice(serial, stands), unit)
    if not change.undoing and (out_of_turn := _out_of_turn(work, change, unit)) is not None:
        return refused(work, out_of_turn, unit)
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
    if lacks_reason(work):
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
        return refused(work, why, unit, processes, has_rule=verification.has_rule)
    if verdict is FinalizeVerdict.NEEDS_CONFIRMATION and not change.confirmed:
        why = notice(NoticeKind.FINALIZE_NEEDS_CONFIRMATION, serial=serial)
        asked, effects = refused(work, why, unit, processes, has_rule=False)
        return replace(asked, question=Question(unit.key, change.to)), effects
    return None


def lacks_reason(work: Work) -> bool:
    """True where nothing goes without a reason, and none was given."""
    return work.terms.asks_reason and not work.terms.reason
