"""How what was asked of the repair panel ends."""

from wats_station.domain.notice import Notice
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.flows.repair.state import RepairEffect, RepairEnded


def done(request: int, what: Notice) -> RepairEnded:
    """It is done."""
    return RepairEnded(request, Outcome(OutcomeKind.DONE, what))


def refused(request: int, why: Notice) -> tuple[RepairEffect, ...]:
    """It is not done, and nothing else happens."""
    return (RepairEnded(request, Outcome(OutcomeKind.REFUSED, why)),)
