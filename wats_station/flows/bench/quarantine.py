"""Quarantine at the bench: of the current unit's lot or revision, asked in the lookup panel."""

from dataclasses import replace

from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.panel import Panel
from wats_station.flows import quarantine as quarantine_flow
from wats_station.flows.bench.ending import ended, refused
from wats_station.flows.bench.panels import leave_settings
from wats_station.flows.bench.state import Asked, Bench, BenchEffect, Step, and_then
from wats_station.flows.quarantine import QuarantineAsked, QuarantineEvent, QuarantineLeft
from wats_station.scan.intent import Quarantine, shown


def asked(bench: Bench, by: Asked, wanted: Quarantine) -> Step:
    """Put the current unit's lot or revision into quarantine, or let it out."""
    unit, lookup = bench.current_unit, bench.lookup
    if unit is None:
        why = notice(NoticeKind.NO_CURRENT_UNIT, command=shown(by.text))
        return refused(bench, by.request, why)
    # The question is asked where the unit is shown.
    there, shut = leave_settings(bench, Panel.LOOKUP)
    event = QuarantineAsked(
        by.request,
        unit,
        wanted.scope,
        wanted.on,
        wanted.reason,
        lookup.product if lookup.details_of == unit.key else None,
        by.approved_by.name if by.approved_by else "",
    )
    return and_then(replace(there, panel=Panel.LOOKUP), shut, lambda now: heard(now, event))


def heard(bench: Bench, event: QuarantineEvent) -> Step:
    """Take an event of the quarantine's flow."""
    state, effects = quarantine_flow.step(bench.quarantine, event)
    now = replace(bench, quarantine=state)
    outward: tuple[BenchEffect, ...] = tuple(
        each for each in effects if not isinstance(each, quarantine_flow.QuarantineEnded)
    )
    if outward:
        changing = notice(
            NoticeKind.CHANGING, text=shown(bench.active.text if bench.active else "")
        )
        now = replace(now, strip=replace(now.strip, activity=changing))
    end = next(
        (each for each in effects if isinstance(each, quarantine_flow.QuarantineEnded)), None
    )
    if end is None:
        return now, outward
    product, unit = end.product, now.current_unit
    if product is not None and unit is not None and unit.part_number == product.part_number:
        now = replace(
            now,
            lookup=replace(now.lookup, product=product, product_problem=None, details_of=unit.key),
        )
    return and_then(now, outward, lambda after: ended(after, end.request, end.outcome))


def left(bench: Bench) -> Bench:
    """The bench without the question: another unit or another operator comes."""
    state, _ = quarantine_flow.step(bench.quarantine, QuarantineLeft())
    return replace(bench, quarantine=state)
