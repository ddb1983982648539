"""How what was asked of the repair panel ends."""

from wats_station.domain.notice import Notice
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.flows.repair.effects import RepairEffect, RepairEnded
from wats_station.flows.repair.state import RepairState


def done(request: int, what: Notice) -> RepairEnded:
    """It is done."""
    return RepairEnded(request, Outcome(OutcomeKind.DONE, what))


def refused(request: int, why: Notice) -> tuple[RepairEffect, ...]:
    """It is not done, and nothing else happens."""
    return (RepairEnded(request, Outcome(OutcomeKind.REFUSED, why)),)


def serial_of(state: RepairState) -> str:
    """The unit's serial number."""
    return state.unit.serial_number if state.unit else ""
