"""Why something was refused, who can clear it, and the one thing to do next.

Pure words of the domain: the card renders them.
"""

from dataclasses import dataclass
from enum import StrEnum

from wats_station.domain.hold import HOLD_TAG, is_release
from wats_station.domain.notice import NoticeKind
from wats_station.domain.operator import Role
from wats_station.domain.panel import Panel
from wats_station.flows.phase.state import Change, PhaseChange, ProcessChange, Refusal, TagChange
from wats_station.scan.intent import (
    Hold,
    Meaning,
    OpenPanel,
    Release,
    SetPhase,
    SetProcess,
    SetTag,
    ShowUnit,
)


class Deed(StrEnum):
    """What can be done about a refusal, in one word."""

    REPAIR = "repair"
    SET_PROCESS = "set_process"
    RELEASE = "release"
    ASK_SUPERVISOR = "ask_supervisor"
    SAY_WHY = "say_why"
    SHOW = "show"
    TRY_AGAIN = "try_again"
    ENTER_TAGS = "enter_tags"
    OUTBOX = "outbox"


@dataclass(frozen=True, slots=True)
class NextAction:
    """The one thing to do: what pressing it asks for; None for what the panel does itself."""

    deed: Deed
    meaning: Meaning | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Who can clear it, None where nobody in particular; and what to do, where there is it."""

    who: Role | None
    action: NextAction | None


_TRY_AGAIN = frozenset(
    {
        NoticeKind.SERVER_UNREACHABLE,
        NoticeKind.SERVER_TIMEOUT,
        NoticeKind.SERVER_ERROR,
        NoticeKind.SERVER_NOT_WATS,
        NoticeKind.NEEDS_SERVER,
        NoticeKind.OUTBOX_FAULT,
        NoticeKind.NOT_WRITTEN,
    }
)


def explained(refusal: Refusal) -> Explanation:
    """What is to be said of a refusal beside its sentence."""
    again = meaning_of(refusal.change) if refusal.change is not None else None
    match refusal.why.kind:
        case NoticeKind.FINALIZE_NOT_PASSED:
            return _not_passed(refusal)
        case NoticeKind.UNIT_ON_HOLD:
            return Explanation(Role.SUPERVISOR, NextAction(Deed.RELEASE, Release()))
        case NoticeKind.NEEDS_SUPERVISOR:
            return Explanation(Role.SUPERVISOR, NextAction(Deed.ASK_SUPERVISOR, again))
        case NoticeKind.NEEDS_REASON:
            return Explanation(None, NextAction(Deed.SAY_WHY, again))
        case NoticeKind.PHASE_NOT_ALLOWED:
            return Explanation(Role.SUPERVISOR, None)
        case NoticeKind.TAGS_MISSING:
            return Explanation(Role.OPERATOR, NextAction(Deed.ENTER_TAGS))
        case NoticeKind.UNIT_CHANGED | NoticeKind.CHANGED_ELSEWHERE:
            key = refusal.key
            show = ShowUnit(key.serial_number, key.part_number)
            return Explanation(None, NextAction(Deed.SHOW, show))
        case NoticeKind.SERVER_REFUSED:
            action = NextAction(Deed.OUTBOX, OpenPanel(Panel.OUTBOX))
            return Explanation(Role.SUPERVISOR, action)
        case kind if kind in _TRY_AGAIN:
            return Explanation(None, NextAction(Deed.TRY_AGAIN, again) if again else None)
    return Explanation(None, None)


def meaning_of(change: Change) -> Meaning:
    """What asks for a change once more."""
    match change:
        case PhaseChange(to):
            return SetPhase(str(to.id))
        case ProcessChange(process):
            return SetProcess(str(process.code))
        case TagChange(tag) if is_release(tag):
            return Release()
        case TagChange(tag) if tag.key == HOLD_TAG:
            return Hold()
        case TagChange(tag):
            return SetTag(tag.key, tag.value)


def _not_passed(refusal: Refusal) -> Explanation:
    if refusal.failing is not None:
        return Explanation(Role.TECHNICIAN, NextAction(Deed.REPAIR, OpenPanel(Panel.REPAIR)))
    if not refusal.processes:
        return Explanation(Role.OPERATOR, None)
    first = refusal.processes[0]
    meaning = SetProcess(str(first.code))
    return Explanation(Role.OPERATOR, NextAction(Deed.SET_PROCESS, meaning))
