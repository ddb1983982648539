"""The outbox at the bench: what was not done is told, and what is shown is read again."""

from dataclasses import replace

from wats_station.domain.command import FileReport
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.operator import Permission
from wats_station.flows import admission
from wats_station.flows import batch as batch_flow
from wats_station.flows import lookup as lookup_flow
from wats_station.flows import outbox as outbox_flow
from wats_station.flows.assembly import state as assembly_flow
from wats_station.flows.bench.ending import told
from wats_station.flows.bench.operators import approval_asked
from wats_station.flows.bench.state import Bench, BenchEffect, Step, Then
from wats_station.flows.outbox import DiscardAsked, OutboxEvent, RowTold
from wats_station.flows.repair.state import FilingTold


def heard(bench: Bench, event: OutboxEvent) -> Step:
    """Take an event of the outbox's flow."""
    if isinstance(event, DiscardAsked) and event.approved_by is None:
        what = admission.missing(bench.operators, Permission.DISCARD, None)
        if what is not None:
            now = told(bench, admission.lack_notice(what, bench.operators.problem))
            if not admission.can_be_approved(what):
                return now, ()
            return approval_asked(now, Permission.DISCARD, event, 0)
    outbox, effects = outbox_flow.step(bench.outbox, event)
    now = replace(bench, outbox=outbox)
    if isinstance(event, RowTold) and event.late:
        return _late(now, event, effects)
    return now, effects


def _late(bench: Bench, event: RowTold, effects: tuple[BenchEffect, ...]) -> Step:
    row = event.row
    bench = replace(bench, batch=batch_flow.delivered(bench.batch, row))
    if row.state.is_bad and not row.seen:
        # Whoever did it thinks that it is done.
        why = row.why or notice(NoticeKind.NOT_WRITTEN, serial=row.command.unit.serial_number)
        bench = told(bench, why)
    if isinstance(row.command.action, FileReport):
        told_of = FilingTold(row.command.unit, row.state, row.why)
        effects = (*effects, Then(told_of))
    if row.state.is_open:
        return bench, effects
    # What is on the screen is not what the server has by now.
    unit, parent = bench.current_unit, bench.assembly.parent
    if unit is not None and unit.key in row.command.touches:
        outdated = lookup_flow.UnitOutdated(bench.lookup.request, unit.key)
        effects = (*effects, Then(outdated))
    if parent is not None and parent.key in row.command.touches:
        effects = (*effects, Then(assembly_flow.AssemblyOutdated(bench.assembly.request)))
    return bench, effects
