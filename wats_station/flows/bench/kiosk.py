"""Closing the window: at once, or in kiosk mode with a supervisor's word."""

from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.operator import Permission
from wats_station.flows import admission
from wats_station.flows.bench.ending import told
from wats_station.flows.bench.operators import approval_asked
from wats_station.flows.bench.state import Bench, CloseAsked, CloseWindow, Step
from wats_station.flows.operators import Lack


def close_asked(bench: Bench, event: CloseAsked) -> Step:
    """Close for a supervisor, and where nobody is registered; else say so, and ask for a PIN.

    Whether somebody is logged in does not matter: a supervisor who comes by has the PIN.
    """
    what = admission.missing(bench.operators, Permission.CLOSE, event.approved_by)
    if not bench.settings.kept.display.kiosk or what is None:
        return bench, (CloseWindow(),)
    if what is Lack.REGISTER:
        return told(bench, admission.lack_notice(what, bench.operators.problem)), ()
    now = told(bench, notice(NoticeKind.KIOSK_STAYS_OPEN))
    if _is_open(bench):
        # A PIN that is being typed goes on counting.
        return now, ()
    return approval_asked(now, Permission.CLOSE, event, 0)


def _is_open(bench: Bench) -> bool:
    question = bench.operators.question
    return question is not None and isinstance(question.approval.what, CloseAsked)
