"""The line of scans: one after the other, repeats ignored, a lookup giving way to the next."""

from dataclasses import replace

from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.domain.panel import Panel
from wats_station.flows.bench.ending import ended
from wats_station.flows.bench.state import Asked, Bench, Cancelled, Step, and_then
from wats_station.scan.intent import NotUnderstood, Refused, ShowUnit, shown
from wats_station.scan.raw_scan import Source

REPEAT_WINDOW = 1.5

# A repeat has no meaning of its own: the scan before it already did what the code asks.
_REPEATED = Refused(notice(NoticeKind.REPEATED))


def joined(bench: Bench, asked: Asked) -> Step:
    """The bench with one more in the line."""
    heard = bench
    if asked.source and not _is_torn(asked):
        heard = replace(bench, last_heard=(asked.text, asked.ended))
    if _is_repeat(bench, asked):
        asked = replace(asked, meaning=_REPEATED)
    queued = replace(heard, line=(*heard.line, asked))
    active = bench.active
    if active is not None and not bench.line and _gives_way(bench, active, asked):
        cancelled = (Cancelled(active.request),)
        return and_then(queued, cancelled, lambda now: superseded(now, active, asked))
    return queued, ()


def next_lookup(bench: Bench, asked: Asked) -> Asked | None:
    """The lookup right behind this one, which it gives way to."""
    if bench.line and _gives_way(bench, asked, bench.line[0]):
        return bench.line[0]
    return None


def superseded(bench: Bench, earlier: Asked, by: Asked) -> Step:
    """End a lookup that another one came right behind."""
    why = notice(NoticeKind.SUPERSEDED, text=shown(earlier.text), by=shown(by.text))
    return ended(bench, earlier.request, Outcome(OutcomeKind.IGNORED, why))


def with_line(bench: Bench) -> Bench:
    """The strip says how many wait, and for what."""
    strip = replace(bench.strip, waiting=len(bench.line))
    if bench.line:
        text = shown(bench.line[-1].text)
        strip = replace(strip, activity=notice(NoticeKind.WAITING, text=text))
    return replace(bench, strip=strip)


def _is_repeat(bench: Bench, asked: Asked) -> bool:
    if asked.source in (None, Source.TYPED) or bench.last_heard is None:
        return False
    text, ended_at = bench.last_heard
    return asked.text == text and asked.ended - ended_at <= REPEAT_WINDOW


def _is_torn(asked: Asked) -> bool:
    """True for one that is asked for again: what comes then is no repeat of it."""
    meaning = asked.meaning
    return isinstance(meaning, NotUnderstood) and meaning.why.kind is NoticeKind.SCAN_TORN


def _gives_way(bench: Bench, earlier: Asked, later: Asked) -> bool:
    if bench.takes_children:
        # Every unit that is scanned into an assembly counts.
        return False
    if bench.panel is Panel.REPAIR and bench.active is earlier and bench.current_unit is not None:
        # The unit is there: what failed of it is being read, and belongs to this scan.
        return False
    return isinstance(earlier.meaning, ShowUnit) and isinstance(later.meaning, ShowUnit)
