"""Taking children out: one, one for another, or all of them."""

from dataclasses import replace

from wats_station.domain.assembly import BuiltIn
from wats_station.domain.notice import Notice, NoticeKind, notice
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.domain.unit import UnitKey
from wats_station.flows.assembly.ending import (
    done,
    not_in_here,
    nothing_in,
    refused_only,
    serial_of,
)
from wats_station.flows.assembly.sending import submitted
from wats_station.flows.assembly.state import Asking, AssemblyEnded, AssemblyState, Step, Work


def taking_out(state: AssemblyState, request: int, key: UnitKey | None, asking: Asking) -> Step:
    """A child is to come out: the one that was touched, or the next one scanned."""
    assembly = state.assembly
    if assembly is None or not assembly.children:
        return state, refused_only(request, nothing_in(state))
    if key is None:
        kind = NoticeKind.REMOVE_NEXT
        if asking is Asking.REPLACE_OLD:
            kind = NoticeKind.REPLACE_OLD_NEXT
        return _asking(state, request, asking, notice(kind))
    child = next((each for each in assembly.children if each.key == key), None)
    if child is None:
        return state, refused_only(request, not_in_here(state, key.serial_number))
    work = Work(request, key.serial_number)
    return out_of(replace(state, asking=asking, work=work), work, child)


def out_of(state: AssemblyState, work: Work, child: BuiltIn) -> Step:
    """This child comes out: it is sent at once, or its successor is asked for."""
    if state.asking is Asking.REPLACE_OLD:
        why = notice(NoticeKind.REPLACE_NEW_NEXT, serial=child.key.serial_number)
        chosen = replace(state, old=child)
        return _asking(chosen, work.request, Asking.REPLACE_NEW, why)
    return submitted(state, replace(work, out=(child,)))


def _asking(state: AssemblyState, request: int, asking: Asking, what: Notice) -> Step:
    asked = replace(state, asking=asking, work=None, refused=None)
    return asked, (AssemblyEnded(request, Outcome(OutcomeKind.DONE, what)),)


def disassembling(state: AssemblyState, request: int) -> Step:
    """Ask for a yes before everything comes out."""
    if state.assembly is None or not state.assembly.children:
        return state, refused_only(request, nothing_in(state))
    what = notice(
        NoticeKind.DISASSEMBLE_ASKED,
        serial=serial_of(state),
        count=str(len(state.assembly.children)),
    )
    return _asking(state, request, Asking.DISASSEMBLE, what)


def confirmed(state: AssemblyState, request: int) -> Step:
    """Yes: everything comes out."""
    if state.asking is not Asking.DISASSEMBLE or state.assembly is None:
        return state, refused_only(request, notice(NoticeKind.NOTHING_TO_CONFIRM))
    return submitted(state, Work(request, out=state.assembly.children))


def left(state: AssemblyState, request: int) -> Step:
    """Leave what is being asked; with nothing asked, put the parent away."""
    if state.asking is not Asking.ADD:
        free = replace(state, asking=Asking.ADD, old=None)
        return free, (done(request, notice(NoticeKind.CANCELLED)),)
    if state.parent is None:
        return state, (done(request, notice(NoticeKind.CANCELLED)),)
    away = AssemblyState(unfinished=state.unfinished)
    return away, (done(request, notice(NoticeKind.ASSEMBLY_LEFT, serial=serial_of(state))),)
