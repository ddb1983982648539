"""How what was asked of the assembly panel ends."""

from dataclasses import replace

from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.flows.assembly.state import (
    AssemblyEffect,
    AssemblyEnded,
    AssemblyState,
    Refused,
    Step,
    Work,
)


def refused(state: AssemblyState, work: Work, why: Notice) -> Step:
    """The child under way is not built in, and why stays in sight."""
    card = Refused(work.text, why)
    return replace(state, work=None, refused=card), refused_only(work.request, why)


def refused_only(request: int, why: Notice) -> tuple[AssemblyEffect, ...]:
    """It is not done, and nothing else happens."""
    return (AssemblyEnded(request, Outcome(OutcomeKind.REFUSED, why)),)


def done(request: int, what: Notice) -> AssemblyEnded:
    """It is done."""
    return AssemblyEnded(request, Outcome(OutcomeKind.DONE, what))


def nothing_in(state: AssemblyState) -> Notice:
    """There is nothing that could come out."""
    return notice(NoticeKind.NOTHING_BUILT_IN, serial=serial_of(state))


def not_in_here(state: AssemblyState, serial_number: str) -> Notice:
    """This unit is none of its children."""
    return notice(NoticeKind.NOT_IN_HERE, serial=serial_number, parent=serial_of(state))


def serial_of(state: AssemblyState) -> str:
    """The parent's serial number."""
    return state.parent.serial_number if state.parent else ""
