"""Making a unit at the bench: offered where a scan found none, and shown once it is made."""

from dataclasses import replace

from wats_station.domain.creation import NewUnit, ProductChoice
from wats_station.domain.errors import GatewayProblem
from wats_station.domain.gate import takes_part
from wats_station.domain.notice import NoticeKind, notice
from wats_station.flows import creation as creation_flow
from wats_station.flows import lookup as lookup_flow
from wats_station.flows.bench.ending import ended
from wats_station.flows.bench.state import Bench, BenchEffect, Step, Then, and_then
from wats_station.flows.creation import CreationEvent, CreationOffered, CreationState, ProductsRead
from wats_station.flows.lookup import LookupStatus
from wats_station.scan.intent import ShowUnit, shown


def offered(bench: Bench) -> Bench:
    """Offer to make what was scanned and is not there, where this station may.

    What two keyboard layouts read differently is no serial number to make a unit of.
    """
    by, lookup = bench.active, bench.lookup
    wanted = by.meaning if by is not None else None
    if (
        lookup.status is not LookupStatus.NOT_FOUND
        or not bench.settings.kept.station.may_create
        or not isinstance(wanted, ShowUnit)
        or wanted.other is not None
    ):
        return left(bench)
    offer = NewUnit(wanted.serial_number, wanted.part_number, wanted.revision, wanted.batch_number)
    state, _ = creation_flow.step(bench.creation, CreationOffered(offer))
    return replace(bench, creation=state)


def _that_belong_here(
    bench: Bench, answer: tuple[ProductChoice, ...] | GatewayProblem
) -> tuple[ProductChoice, ...] | GatewayProblem:
    """Of the server's products those that this station takes, where it takes not all."""
    parts = bench.settings.kept.station.parts
    if isinstance(answer, GatewayProblem) or not parts:
        return answer
    here = tuple(
        each for each in answer if any(takes_part(part, each.part_number) for part in parts)
    )
    return here or answer


def left(bench: Bench) -> Bench:
    """The bench without the offer."""
    return replace(bench, creation=CreationState())


def heard(bench: Bench, event: CreationEvent) -> Step:
    """Take an event of the creation's flow."""
    if isinstance(event, ProductsRead):
        event = replace(event, answer=_that_belong_here(bench, event.answer))
    state, effects = creation_flow.step(bench.creation, event)
    now = replace(bench, creation=state)
    outward: tuple[BenchEffect, ...] = tuple(
        each for each in effects if not isinstance(each, creation_flow.CreationEnded)
    )
    if outward:
        text = shown(now.active.text) if now.active else ""
        changing = notice(NoticeKind.CHANGING, text=text)
        now = replace(now, strip=replace(now.strip, activity=changing))
    end = next((each for each in effects if isinstance(each, creation_flow.CreationEnded)), None)
    if end is None:
        return now, outward
    after, reports = and_then(now, outward, lambda there: ended(there, end.request, end.outcome))
    if end.made is None:
        return after, reports
    key = end.made
    asked = lookup_flow.UnitAsked(end.request, key.serial_number, key.part_number)
    return after, (*reports, Then(asked))
