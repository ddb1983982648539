"""Quarantine at the bench: asked with a reason, decided on fresh state, obeyed by what follows."""

from dataclasses import replace

import pytest

from tests.flows.bench_line import Line
from tests.flows.register import ANNA, EVA, REGISTER
from tests.support.units import PASSED, PHASES, PROCESSES, unit
from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.gate import StopReason, Verdict
from wats_station.domain.notice import NoticeKind
from wats_station.domain.operator import PinResult, PinVerdict
from wats_station.domain.outcome import OutcomeKind
from wats_station.domain.panel import Panel
from wats_station.domain.quarantine import ProductTags, QuarantineScope, with_tag
from wats_station.domain.unit import Unit
from wats_station.flows.approval import CheckPin, PinChecked, PinEntered
from wats_station.flows.bench import Again, ReferenceAnswered
from wats_station.flows.lookup import ProductAnswered, UnitAnswered
from wats_station.flows.operators import OperatorsRead
from wats_station.flows.phase.state import UnitChecked
from wats_station.flows.quarantine import QuarantineWritten, ReasonGiven, WriteQuarantine
from wats_station.flows.submitting import Submit

LOT, REVISION = QuarantineScope
UNIT = replace(unit(), batch_number="L-77")
FREE = ProductTags("PART-1")
STOPPED = with_tag(FREE, LOT, "L-77", "yes: solder (Eva, 2026-11-29T12:00:00+00:00)")


def bench_with(product: ProductTags | None = FREE, shown: Unit = UNIT) -> Line:
    """A bench on which the unit is shown, and what its product has."""
    line = Line()
    line.send(ReferenceAnswered(-1, (PHASES, PROCESSES)))
    request = line.scan(shown.serial_number)
    line.send(UnitAnswered(request, shown))
    if product is not None:
        line.send(ProductAnswered(request, shown.key, product))
    return line


def writing(line: Line) -> WriteQuarantine:
    effect = line.last_effect()
    assert isinstance(effect, WriteQuarantine)
    return effect


def test_a_lot_is_asked_for_a_reason_and_confirm_takes_the_first() -> None:
    line = bench_with()
    line.scan("CMD-PANEL-PHASE")
    line.scan("CMD-HOLD-LOT")
    assert line.outcomes()[-1][1:] == (OutcomeKind.DONE, NoticeKind.QUARANTINE_WHY)
    # The question is asked where the unit is shown.
    assert line.bench.panel is Panel.LOOKUP
    request = line.scan("CMD-CONFIRM")
    effect = writing(line)
    assert (effect.request, effect.reason) == (request, "Suspected defect")
    assert (effect.wish.scope, effect.wish.name, effect.wish.on) == (LOT, "L-77", True)
    line.send(QuarantineWritten(request, STOPPED, None))
    assert line.outcomes()[-1] == (request, OutcomeKind.DONE, NoticeKind.QUARANTINE_ON)
    assert line.bench.quarantine.question is None
    assert line.bench.gate.verdict is Verdict.STOP
    assert [stop.reason for stop in line.bench.gate.stops] == [StopReason.IN_QUARANTINE]


def test_a_reason_that_is_touched_and_one_that_is_scanned() -> None:
    line = bench_with()
    line.scan("CMD-HOLD-REVISION")
    request = line.touch(ReasonGiven(reason="Customer complaint"))
    assert (writing(line).reason, writing(line).wish.name) == ("Customer complaint", "A")
    line.send(QuarantineWritten(request, FREE, None))
    line.scan("CMD-HOLD-LOT=wrong paste, line 4")
    assert writing(line).reason == "wrong paste, line 4"


def test_cancel_and_another_unit_leave_the_question() -> None:
    line = bench_with()
    line.scan("CMD-HOLD-LOT")
    line.scan("CMD-CANCEL")
    assert line.outcomes()[-1][2] is NoticeKind.CANCELLED
    assert line.bench.quarantine.question is None
    line.scan("CMD-HOLD-LOT")
    request = line.scan("SN2")
    line.send(UnitAnswered(request, replace(UNIT, serial_number="SN2")))
    assert line.bench.quarantine.question is None
    line.touch(ReasonGiven(reason="Reworked"))
    assert line.outcomes()[-1][1:] == (OutcomeKind.REFUSED, NoticeKind.QUARANTINE_UNASKED)
    assert not [each for each in line.effects if isinstance(each, WriteQuarantine)]


def test_what_is_so_already_is_not_written() -> None:
    line = bench_with(STOPPED)
    line.scan("CMD-HOLD-LOT")
    assert line.outcomes()[-1][1:] == (OutcomeKind.DONE, NoticeKind.QUARANTINE_ON_ALREADY)
    line.scan("CMD-RELEASE-REVISION")
    assert line.outcomes()[-1][1:] == (OutcomeKind.DONE, NoticeKind.QUARANTINE_OVER_ALREADY)


def test_a_unit_of_no_lot_and_no_unit_at_all() -> None:
    line = bench_with(shown=unit())
    line.scan("CMD-HOLD-LOT")
    assert line.outcomes()[-1][1:] == (OutcomeKind.REFUSED, NoticeKind.NO_LOT)
    empty = Line()
    empty.scan("CMD-HOLD-LOT")
    assert empty.outcomes()[-1][1:] == (OutcomeKind.REFUSED, NoticeKind.NO_CURRENT_UNIT)


def test_one_that_was_changed_elsewhere_is_left_alone_and_shown() -> None:
    line = bench_with(STOPPED)
    request = line.scan("CMD-RELEASE-LOT=checked")
    changed = with_tag(FREE, LOT, "L-77", "yes: fire hazard (Tom, 2026-11-29T13:00:00+00:00)")
    before = "yes: fire hazard (Tom, 2026-11-29T13:00:00+00:00)"
    line.send(QuarantineWritten(request, changed, before, written=False))
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, NoticeKind.QUARANTINE_CHANGED)
    assert line.last().notice.value("reason") == "fire hazard"
    assert line.bench.lookup.product == changed


@pytest.mark.parametrize(
    ("problem", "kind"),
    [
        (GatewayProblem(ProblemKind.FORBIDDEN, "no"), NoticeKind.QUARANTINE_NOT_PERMITTED),
        (GatewayProblem(ProblemKind.NOT_FOUND, "no such product"), NoticeKind.SERVER_REFUSED),
        (GatewayProblem(ProblemKind.TIMEOUT, sent=True), NoticeKind.QUARANTINE_UNSURE),
        (GatewayProblem(ProblemKind.SERVER_ERROR, sent=True), NoticeKind.QUARANTINE_UNSURE),
        (GatewayProblem(ProblemKind.UNREACHABLE, sent=False), NoticeKind.SERVER_UNREACHABLE),
    ],
)
def test_a_write_that_fails_is_refused_visibly(problem: GatewayProblem, kind: NoticeKind) -> None:
    line = bench_with()
    request = line.scan("CMD-HOLD-LOT=why")
    line.send(QuarantineWritten(request, problem, None, written=False))
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, kind)
    assert line.bench.lookup.product == FREE


def test_it_needs_a_supervisor_who_approves_with_a_pin() -> None:
    line = bench_with()
    line.send(OperatorsRead(REGISTER))
    line.scan(f"OPR-{ANNA.badge}")
    line.scan("CMD-HOLD-LOT")
    assert line.outcomes()[-1][2] is NoticeKind.NEEDS_SUPERVISOR
    assert line.bench.quarantine.question is None
    line.send(PinEntered("1234", EVA.badge))
    asked = line.last_effect()
    assert isinstance(asked, CheckPin)
    line.send(PinChecked(asked.approval, EVA, PinResult(PinVerdict.RIGHT)))
    again = line.last_effect()
    assert isinstance(again, Again)
    line.requests += 1
    line.send(replace(again.asked, request=line.requests, source=None))
    assert line.outcomes()[-1][2] is NoticeKind.QUARANTINE_WHY
    line.touch(ReasonGiven(reason="Suspected defect"))
    assert writing(line).wish.approved_by == EVA.name


def test_another_badge_takes_the_question_away() -> None:
    line = bench_with()
    line.scan("CMD-HOLD-LOT")
    line.scan("OPR-1001")
    assert line.bench.quarantine.question is None


def test_no_move_on_a_unit_in_quarantine() -> None:
    line = bench_with()
    request = line.scan("CMD-PHASE-16")
    line.send(UnitChecked(request, (UNIT, PASSED), STOPPED))
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, NoticeKind.LOT_IN_QUARANTINE)
    said = line.last().notice
    assert [said.value(each) for each in ("name", "reason", "by")] == ["L-77", "solder", "Eva"]
    assert not [each for each in line.effects if isinstance(each, Submit)]
    # A tag may be set all the same: it says where the unit is put aside.
    request = line.scan("CMD-TAG-Place=cage 4")
    line.send(UnitChecked(request, (UNIT, None), STOPPED))
    assert isinstance(line.last_effect(), Submit)


def test_without_the_server_what_was_known_last_stops_it() -> None:
    line = bench_with()
    request = line.scan("CMD-PHASE-64")
    line.send(UnitChecked(request, GatewayProblem(ProblemKind.UNREACHABLE), STOPPED))
    assert line.outcomes()[-1] == (request, OutcomeKind.REFUSED, NoticeKind.LOT_IN_QUARANTINE)
