"""How what was asked ends: one outcome each, on the strip and in the report."""

from dataclasses import replace

from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.flows import batch as batch_flow
from wats_station.flows.assembly import step as assembly_flow
from wats_station.flows.batch import BatchState
from wats_station.flows.bench.state import Asked, Bench, Cancelled, Report, Step
from wats_station.flows.phase import step as phase_step
from wats_station.flows.repair import step as repair_flow
from wats_station.flows.strip import StripEntry
from wats_station.scan.intent import shown


def ended(bench: Bench, request: int, outcome: Outcome) -> Step:
    """End the active request with its one outcome."""
    active = bench.active
    if active is None or active.request != request:
        return bench, ()
    entry = StripEntry(request, shown(active.text), outcome)
    free = replace(bench, active=None, strip=bench.strip.ended(entry), batch=_counted(bench, entry))
    return free, (Report(request, outcome),)


def _counted(bench: Bench, entry: StripEntry) -> BatchState:
    """The batch with this end, where it was one of its scans."""
    batch, lookup = bench.batch, bench.lookup
    if batch.working != entry.request:
        return batch
    unit = lookup.unit if lookup.request == entry.request else None
    key, refusal = unit.key if unit else None, bench.phase.refusal
    explains = refusal is not None and refusal.key == key and refusal.why == entry.outcome.notice
    return batch_flow.ended(batch, entry.text, key, entry.outcome, refusal if explains else None)


def refused(bench: Bench, request: int, why: Notice) -> Step:
    """End the active request: it cannot be done."""
    return ended(bench, request, Outcome(OutcomeKind.REFUSED, why))


def told(bench: Bench, why: Notice, *, good: bool = False) -> Bench:
    """Show what no scan asked for."""
    kind = OutcomeKind.DONE if good else OutcomeKind.REFUSED
    now = replace(bench, strip=bench.strip.ended(StripEntry(0, "", Outcome(kind, why))))
    # What is worked on goes on being shown.
    activity = bench.strip.activity if bench.active else None
    return replace(now, strip=replace(now.strip, activity=activity))


def broken_off(bench: Bench, why: Notice) -> Step:
    """End what is worked on, because whoever asked for it has gone; what is kept goes on."""
    active = bench.active
    if active is None:
        return bench, ()
    kept = _kept(bench, active)
    now, reports = ended(bench, active.request, kept or Outcome(OutcomeKind.REFUSED, why))
    return now, reports if kept else (Cancelled(active.request), *reports)


def all_ended(bench: Bench, why: NoticeKind) -> Step:
    """End everything that is open; what is kept already is said to be."""
    outcome = Outcome(OutcomeKind.REFUSED, notice(why))
    outcomes = tuple((asked, _kept(bench, asked) or outcome) for asked in _open(bench))
    strip = bench.strip
    for asked, each in outcomes:
        strip = strip.ended(StripEntry(asked.request, shown(asked.text), each))
    reports = tuple(Report(asked.request, each) for asked, each in outcomes)
    return replace(bench, active=None, line=(), strip=strip), reports


def _open(bench: Bench) -> tuple[Asked, ...]:
    return (*((bench.active,) if bench.active else ()), *bench.line)


def _kept(bench: Bench, asked: Asked) -> Outcome | None:
    for kept in _kept_in(bench):
        if kept is not None and kept[0] == asked.request:
            return kept[1]
    return None


def _kept_in(bench: Bench) -> tuple[tuple[int, Outcome] | None, ...]:
    return (
        phase_step.kept(bench.phase),
        assembly_flow.kept(bench.assembly),
        repair_flow.kept(bench.repair),
    )
