"""Looking a unit up: the scan that asks for it, its answers, and the outcome of both."""

from dataclasses import replace

from wats_station.domain.errors import GatewayProblem
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.domain.panel import Panel
from wats_station.domain.verification import FinalizeVerdict, may_finalize
from wats_station.flows import approval
from wats_station.flows import lookup as lookup_flow
from wats_station.flows.assembly import state as assembly_flow
from wats_station.flows.bench import batch, creation, operators, quarantine
from wats_station.flows.bench.ending import ended, refused
from wats_station.flows.bench.panels import leave_settings
from wats_station.flows.bench.scans import next_lookup, superseded
from wats_station.flows.bench.state import (
    Asked,
    Bench,
    BenchEffect,
    Step,
    Then,
    UnitForBatch,
    and_then,
)
from wats_station.flows.lookup import LookupEvent, LookupState
from wats_station.flows.phase import state as phase_flow
from wats_station.flows.phase import step as phase_step
from wats_station.flows.problems import problem_notice
from wats_station.flows.repair.state import RepairOpened
from wats_station.scan.intent import ShowUnit, Verify, shown


def asked(bench: Bench, by: Asked, wanted: ShowUnit) -> Step:
    """Look up what was scanned; one right behind it comes instead."""
    newer = next_lookup(bench, by)
    if newer is not None:
        return superseded(bench, by, newer)
    # What a supervisor is asked was about the unit before.
    bench, unasked = operators.heard(bench, approval.ApprovalLeft())
    bench = creation.left(quarantine.left(bench))
    left, _ = phase_step.step(bench.phase, phase_flow.UnitLeft())
    reading = notice(NoticeKind.READING, text=shown(wanted.serial_number))
    now = replace(bench, phase=left, strip=replace(bench.strip, activity=reading))
    # The settings show no unit: work goes on where it can be seen.
    now, shut = leave_settings(now, Panel.LOOKUP)
    effects: tuple[BenchEffect, ...] = (*unasked, *shut)
    event = lookup_flow.UnitAsked(
        by.request, wanted.serial_number, wanted.part_number, wanted.other
    )
    return and_then(now, effects, lambda there: heard(there, event))


def heard(bench: Bench, event: LookupEvent) -> Step:
    """Take an event of the lookup's flow."""
    state, effects = lookup_flow.step(bench.lookup, event)
    now = _with_parent(replace(bench, lookup=state))
    if isinstance(event, lookup_flow.UnitAnswered) and event.request == state.request:
        return _found(now, event.request, effects)
    if isinstance(event, lookup_flow.VerificationAnswered):
        return and_then(now, effects, lambda after: _verified(after, event))
    return now, effects


def _found(bench: Bench, request: int, effects: tuple[BenchEffect, ...]) -> Step:
    """The unit was found or was not, and is opened in the panel in front, too."""
    opened = (*effects, *_opened_in_panel(bench))
    if bench.current_unit is not None and bench.batch_action is not None:
        return bench, (*opened, Then(UnitForBatch(request)))
    bench, explained = batch.opened(bench)
    opened = (*opened, *explained)
    if bench.current_unit is not None and bench.panel is Panel.REPAIR:
        # The scan ends with what the repair panel finds of the unit.
        return bench, opened
    bench = creation.offered(bench)
    return and_then(bench, opened, lambda after: ended(after, request, _outcome(bench.lookup)))


def verify(bench: Bench, by: Asked) -> Step:
    """Read the current unit's tests again, and say what they come to."""
    unit = bench.current_unit
    if unit is None:
        return refused(
            bench, by.request, notice(NoticeKind.NO_CURRENT_UNIT, command=shown(by.text))
        )
    reading = notice(NoticeKind.READING, text=shown(unit.serial_number))
    now = replace(bench, strip=replace(bench.strip, activity=reading))
    return heard(now, lookup_flow.VerifyAsked(by.request, unit.key))


def _verified(bench: Bench, event: lookup_flow.VerificationAnswered) -> Step:
    by = bench.active
    if by is None or by.request != event.request or not isinstance(by.meaning, Verify):
        return bench, ()
    serial, answer = event.key.serial_number, event.answer
    if isinstance(answer, GatewayProblem):
        return refused(bench, by.request, problem_notice(answer, serial))
    verdict, processes = may_finalize(answer)
    names = ", ".join(row.name for row in processes)
    what = {
        FinalizeVerdict.ALLOWED: notice(NoticeKind.VERIFIED_PASSED, serial=serial),
        FinalizeVerdict.NEEDS_CONFIRMATION: notice(NoticeKind.VERIFIED_UNTESTED, serial=serial),
        FinalizeVerdict.PROCESS_NOT_PASSED: notice(
            NoticeKind.VERIFIED_FAILED, serial=serial, processes=names
        ),
    }[verdict]
    return ended(bench, by.request, Outcome(OutcomeKind.DONE, what))


def _with_parent(bench: Bench) -> Bench:
    """The open assembly's parent as it is known to be now."""
    unit, assembly = bench.current_unit, bench.assembly
    if unit is None or assembly.parent is None or unit.key != assembly.parent.key:
        return bench
    return replace(bench, assembly=replace(assembly, parent=unit))


def _opened_in_panel(bench: Bench) -> tuple[BenchEffect, ...]:
    """The unit that was found is opened in the panel in front, too."""
    unit, request = bench.current_unit, bench.lookup.request
    if unit is None:
        return ()
    if bench.panel is Panel.ASSEMBLY:
        return (Then(assembly_flow.ParentOpened(request, unit)),)
    return (Then(RepairOpened(request, unit)),) if bench.panel is Panel.REPAIR else ()


def _outcome(state: LookupState) -> Outcome:
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
