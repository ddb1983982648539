"""Why a unit was replaced: said afterwards, and kept as a tag of what it was taken out of."""

from dataclasses import replace

from wats_station.domain.command import WriteTag
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.domain.settling import projected, tag_value
from wats_station.domain.unit import UnitKey
from wats_station.flows.assembly.ending import done, refused_only, serial_of
from wats_station.flows.assembly.state import AssemblyEnded, AssemblyState, Step, Work
from wats_station.flows.submitting import Submit

# As long as the server takes a tag's name, and what a person still reads.
_LONGEST_KEY = 100
LONGEST_REASON = 200


def reason_tag(old: UnitKey) -> str:
    """The tag of the parent that says why this unit was replaced."""
    return f"Replaced {old.serial_number}"[:_LONGEST_KEY]


def reason_given(state: AssemblyState, request: int, text: str) -> Step:
    """Keep what was said; where nothing was, nobody is asked any more."""
    replaced, parent, reason = state.replaced, state.parent, text.strip()[:LONGEST_REASON]
    if replaced is None or parent is None:
        return state, refused_only(request, notice(NoticeKind.NOTHING_REPLACED))
    if not reason:
        return replace(state, replaced=None), (done(request, notice(NoticeKind.NO_REASON)),)
    work = Work(request, replaced.old.serial_number, reason=reason)
    tag = WriteTag(reason_tag(replaced.old), tag_value(parent, reason_tag(replaced.old)), reason)
    return replace(state, work=work), (Submit(request, parent.key, (tag,)),)


def reason_kept(state: AssemblyState, work: Work, *, waiting: bool) -> Step:
    """It is a tag now, or waits to be one."""
    if state.parent is None or state.replaced is None:
        return replace(state, work=None), ()
    tag = WriteTag(reason_tag(state.replaced.old), None, work.reason)
    parent = state.parent if waiting else projected(state.parent, (tag,))
    what = notice(NoticeKind.REASON_KEPT, serial=work.text, reason=work.reason)
    outcome = reason_queued(state, work) if waiting else Outcome(OutcomeKind.DONE, what)
    now = replace(state, parent=parent, work=None, replaced=None)
    return now, (AssemblyEnded(work.request, outcome),)


def reason_queued(state: AssemblyState, work: Work) -> Outcome:
    """It is kept and not confirmed yet."""
    what = f"{work.text}: {work.reason}"
    why = notice(NoticeKind.QUEUED, serial=serial_of(state), what=what)
    return Outcome(OutcomeKind.QUEUED, why)
