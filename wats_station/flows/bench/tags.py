"""The tags of the batch at the bench: given by scan or by hand, gone with the next batch."""

from dataclasses import replace

from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.domain.panel import Panel
from wats_station.flows import tagging
from wats_station.flows.approval import LONGEST_REASON as LONGEST_VALUE
from wats_station.flows.bench.ending import ended, refused
from wats_station.flows.bench.state import Asked, Bench, Step
from wats_station.flows.tagging import BatchTags, NewBatch, TagButton, TagGiven
from wats_station.scan.intent import SetTag


def answered(bench: Bench, asked: Asked) -> TagButton | None:
    """What is done to the batch: by its strip, or by a tag that the phase panel asks for."""
    if isinstance(asked.meaning, TagGiven | NewBatch):
        return asked.meaning
    if not isinstance(asked.meaning, SetTag) or bench.panel is not Panel.PHASE:
        return None
    required = bench.settings.kept.station.required_tags
    key = tagging.asked_key(bench.tags, required, asked.meaning.key)
    return TagGiven(asked.request, key, asked.meaning.value) if key else None


def heard(bench: Bench, request: int, event: TagButton) -> Step:
    """Keep a value for the batch, or let go of all of them."""
    required = bench.settings.kept.station.required_tags
    match event:
        case NewBatch():
            fresh = replace(bench, tags=BatchTags())
            what = notice(NoticeKind.NEW_BATCH, keys=", ".join(required))
            return ended(fresh, request, Outcome(OutcomeKind.DONE, what))
        case TagGiven(_, key, value):
            value = value.strip()
            if (
                key not in required
                or not value.isprintable()
                or not 0 < len(value) <= LONGEST_VALUE
            ):
                return refused(bench, request, notice(NoticeKind.BATCH_TAG_EMPTY, key=key))
            now = replace(bench, tags=tagging.given(bench.tags, key, value))
            what = notice(NoticeKind.BATCH_TAG_SET, key=key, value=value)
            return ended(now, request, Outcome(OutcomeKind.DONE, what))
