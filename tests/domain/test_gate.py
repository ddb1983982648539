"""GO or STOP: each reason, their order, and what is never judged."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.units import phase, unit
from wats_station.domain import gate as rules
from wats_station.domain.gate import Gate, GateRule, StopReason, Verdict
from wats_station.domain.hold import HELD
from wats_station.domain.operator import Role
from wats_station.domain.phase import PhaseId
from wats_station.domain.quarantine import ProductTags, QuarantineScope, with_tag
from wats_station.domain.settings import StationSettings
from wats_station.domain.unit import Process, Unit
from wats_station.domain.verification import Grade, ProcessResult, Verification

ICT, FINAL, END = 30, 60, 100
HERE = GateRule(process=FINAL)


def row(code: int, status: str = "Unknown", *, runs: int = 0, repairs: int = 0) -> ProcessResult:
    failures = 0 if status == "Passed" else runs
    return ProcessResult(code, f"P{code}", status, runs, failures, repairs, "", None)


def verified(*rows: ProcessResult, has_rule: bool = True) -> Verification:
    return Verification(Grade.PENDING, has_rule, rows)


FREE = ProductTags("CTRL-100")


def judged(
    unit: Unit,
    verification: Verification | None,
    rule: GateRule,
    product: ProductTags | None = FREE,
    *,
    unreadable: bool = False,
) -> Gate:
    return rules.judged(unit, verification, rule, product, unreadable=unreadable)


PASSED_ICT = row(ICT, "Passed", runs=1)
READY = verified(PASSED_ICT, row(FINAL), row(END))


def reasons(gate: Gate) -> list[StopReason]:
    return [stop.reason for stop in gate.stops]


def test_a_unit_that_passed_what_comes_before_may_go_on() -> None:
    gate = judged(unit(), READY, HERE)
    assert gate == Gate(Verdict.GO, other_process=True)
    there = replace(unit(), process=Process(FINAL, "Final"))
    assert judged(there, READY, HERE) == Gate(Verdict.GO)


def test_one_that_passed_here_already_may_go_and_says_so() -> None:
    again = verified(PASSED_ICT, row(FINAL, "Passed", runs=2), row(END))
    gate = judged(unit(), again, replace(HERE, most_runs=1))
    assert (gate.verdict, gate.passed) == (Verdict.GO, True)


@pytest.mark.parametrize(
    ("known", "verification", "rule", "expected"),
    [
        (replace(unit(), tags=(HELD,)), READY, HERE, [StopReason.ON_HOLD]),
        (unit(in_phase=PhaseId.SCRAPPED), READY, HERE, [StopReason.SCRAPPED]),
        (unit(), READY, GateRule(FINAL, ("GW-*", "X")), [StopReason.WRONG_PRODUCT]),
        (unit(in_phase=PhaseId.FINALIZED), READY, HERE, [StopReason.NOT_IN_PRODUCTION]),
        (unit(in_phase=PhaseId.SHIPPED), READY, HERE, [StopReason.NOT_IN_PRODUCTION]),
        (unit(in_phase=PhaseId.REPAIR_PRODUCTION), READY, HERE, [StopReason.IN_REPAIR]),
        (unit(), verified(row(ICT), row(FINAL)), HERE, [StopReason.EARLIER_NOT_RUN]),
        (
            unit(),
            verified(row(ICT, "Failed", runs=1), row(FINAL)),
            HERE,
            [StopReason.EARLIER_NOT_PASSED],
        ),
        (
            unit(),
            verified(PASSED_ICT, row(FINAL, "Failed", runs=3, repairs=2)),
            GateRule(FINAL, (), 3, 1),
            [StopReason.RETEST_LIMIT, StopReason.REPAIR_LIMIT],
        ),
        (
            replace(unit(in_phase=PhaseId.REPAIR_SERVICE), tags=(HELD,)),
            verified(row(ICT), row(FINAL)),
            HERE,
            [StopReason.ON_HOLD, StopReason.IN_REPAIR, StopReason.EARLIER_NOT_RUN],
        ),
    ],
)
def test_each_reason_stops_the_weightiest_first(
    known: Unit, verification: Verification, rule: GateRule, expected: list[StopReason]
) -> None:
    gate = judged(known, verification, rule)
    assert (gate.verdict, reasons(gate)) == (Verdict.STOP, expected)
    assert not gate.other_process


def test_what_comes_after_is_not_waited_for() -> None:
    later = verified(row(FINAL), row(ICT), row(END, "Failed", runs=1))
    assert judged(unit(), later, HERE).verdict is Verdict.GO


def test_without_a_rule_nothing_is_missing_but_a_failure_stops() -> None:
    untested = verified(row(ICT), has_rule=False)
    assert judged(unit(), untested, HERE).verdict is Verdict.GO
    failed = verified(row(END, "Failed", runs=1), has_rule=False)
    assert reasons(judged(unit(), failed, HERE)) == [StopReason.EARLIER_NOT_PASSED]
    here = verified(row(FINAL, "Failed", runs=1), has_rule=False)
    assert judged(unit(), here, HERE).verdict is Verdict.GO


def test_until_its_tests_are_there_only_what_is_known_stops_it() -> None:
    assert judged(unit(), None, HERE).verdict is Verdict.WAIT
    assert judged(unit(), None, HERE, unreadable=True).verdict is Verdict.UNKNOWN
    held = replace(unit(), tags=(HELD,))
    assert judged(held, None, HERE).verdict is Verdict.STOP


def test_a_station_of_no_process_stops_only_what_stops_everywhere() -> None:
    failed = verified(row(ICT, "Failed", runs=1))
    finalized = unit(in_phase=PhaseId.FINALIZED)
    assert judged(finalized, failed, GateRule(None, ("X",), 1, 1)) == Gate(Verdict.NONE)
    held = judged(replace(unit(), tags=(HELD,)), failed, GateRule())
    assert (held.verdict, reasons(held)) == (Verdict.STOP, [StopReason.ON_HOLD])


@pytest.mark.parametrize(
    ("pattern", "part", "belongs"),
    [
        ("CTRL-100", "ctrl-100", True),
        ("CTRL-*", "CTRL-100", True),
        ("*-100", "CTRL-100", True),
        ("*", "anything", True),
        ("CTRL-1", "CTRL-100", False),
        ("CTRL.100", "CTRL-100", False),
        ("[CTRL]?100", "[CTRL]?100", True),
        ("[!C]*", "DTRL-100", False),
        ("*a" * 20 + "b", "a" * 60, False),
    ],
)
def test_a_part_number_belongs_by_its_pattern(pattern: str, part: str, belongs: bool) -> None:
    gate = judged(replace(unit(), part_number=part), READY, GateRule(FINAL, (pattern,)))
    assert (gate.verdict is Verdict.GO) is belongs


def test_who_can_clear_it() -> None:
    gate = judged(replace(unit(in_phase=4), tags=(HELD,)), verified(row(ICT), row(FINAL)), HERE)
    assert [stop.cleared_by for stop in gate.stops] == [
        Role.SUPERVISOR,
        Role.TECHNICIAN,
        Role.OPERATOR,
    ]


ROWS = st.builds(
    lambda code, status, runs, repairs: row(
        code, status if runs else "Unknown", runs=runs, repairs=repairs
    ),
    st.sampled_from([ICT, FINAL, END]),
    st.sampled_from(["Passed", "Failed", "Error"]),
    st.integers(0, 5),
    st.integers(0, 5),
)


@given(
    st.sampled_from([each.value for each in PhaseId]),
    st.lists(ROWS, max_size=3, unique_by=lambda each: each.code),
    st.booleans(),
    st.integers(0, 3),
)
def test_a_hold_never_turns_stop_into_go(
    number: int, rows: list[ProcessResult], has_rule: bool, most: int
) -> None:
    known = replace(unit(), phase=phase(number))
    verification = verified(*rows, has_rule=has_rule)
    rule = GateRule(FINAL, (), most, most)
    free = judged(known, verification, rule)
    held = judged(replace(known, tags=(HELD,)), verification, rule)
    assert held.verdict is Verdict.STOP
    assert held.stops[1:] == free.stops
    assert (free.verdict is Verdict.GO) is not bool(free.stops)


def test_the_settings_make_the_rule() -> None:
    settings = StationSettings(process=60, parts=("A*",), most_runs=3, most_repairs=2)
    assert settings.gate == GateRule(60, ("A*",), 3, 2)
    with pytest.raises(ValueError, match="limited to"):
        StationSettings(most_runs=-1)
    with pytest.raises(ValueError, match="not empty"):
        StationSettings(parts=("A", " "))


def test_a_lot_or_a_revision_in_quarantine_stops_it_and_a_supervisor_clears_it() -> None:
    of_lot = replace(unit(), batch_number="L-77", revision="B")
    product = with_tag(FREE, QuarantineScope.LOT, "L-77", "yes: solder")
    product = with_tag(product, QuarantineScope.REVISION, "B", "yes: layout")
    gate = judged(of_lot, READY, HERE, product)
    assert (gate.verdict, reasons(gate)) == (Verdict.STOP, [StopReason.IN_QUARANTINE] * 2)
    assert [stop.detail for stop in gate.stops] == ["L-77", "B"]
    assert gate.stops[0].quarantine is not None
    assert gate.stops[0].quarantine.reason == "solder"
    assert {stop.cleared_by for stop in gate.stops} == {Role.SUPERVISOR}
    # Where no process is carried out it stops all the same.
    assert judged(of_lot, READY, GateRule(), product).verdict is Verdict.STOP


def test_nobody_goes_before_the_quarantines_are_known() -> None:
    assert judged(unit(), READY, HERE, None).verdict is Verdict.WAIT
    assert judged(unit(), READY, HERE, None, unreadable=True).verdict is Verdict.UNKNOWN
