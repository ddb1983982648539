"""States of the phase panel: batches, tags that are required, units on hold, explained refusals."""

from dataclasses import replace

from tests.flows.register import ANNA, EVA, REGISTER
from tests.support.repairs import TEST
from tests.ui.benches import (
    BACKWARDS,
    BENCHES,
    FAILING,
    FCT_FAILED,
    FOUND,
    NOT_PASSED,
    PHASES,
    UNIT,
    phase,
    strip,
)
from wats_station.domain.hold import HELD, held
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.outcome import Outcome, OutcomeKind
from wats_station.domain.phase import PhaseId
from wats_station.domain.settings import Settings, StationSettings
from wats_station.domain.unit import Process, Tag, UnitKey
from wats_station.domain.verification import Grade, Verification
from wats_station.flows.approval import PinFault, Question, Wanted
from wats_station.flows.batch import BatchRow, BatchState, Stage
from wats_station.flows.bench import Bench
from wats_station.flows.operators import OperatorsState
from wats_station.flows.phase.state import PhaseChange, PhaseState, Refusal
from wats_station.flows.settings import SettingsState
from wats_station.flows.tagging import BatchTags
from wats_station.scan.intent import SetPhase

_PHASE = BENCHES["phase"]
PROCESSES = (Process(10, "ICT"), Process(20, "Functional test"), Process(30, "Burn-in"))
TAGGED = SettingsState(Settings(station=StationSettings(required_tags=("Lot", "WorkOrder"))))
FINALIZE = PhaseChange(phase(PhaseId.FINALIZED))
REFUSAL = Refusal(UNIT.key, NOT_PASSED, FAILING.results[1:], FINALIZE, has_rule=True)
FAILED_TEST = replace(TEST, process=Process(20, "Functional test"))
UNREAD = notice(NoticeKind.SERVER_UNREACHABLE)
TAGS_MISSING = notice(NoticeKind.TAGS_MISSING, serial="DEMO-1001", keys="Lot", first="Lot")
SET = Outcome(OutcomeKind.DONE, notice(NoticeKind.PHASE_SET, serial="DEMO-1001", phase="Finalized"))
NO_UNIT = Outcome(OutcomeKind.REFUSED, notice(NoticeKind.UNIT_NOT_FOUND, serial="DEMO-10O1"))
QUEUED = Outcome(
    OutcomeKind.QUEUED, notice(NoticeKind.QUEUED, serial="DEMO-1009", what="Finalized")
)
REFUSED = Outcome(OutcomeKind.REFUSED, NOT_PASSED)


def refused_with(refusal: Refusal, **changes: object) -> Bench:
    """The panel after a refusal."""
    flow = PhaseState(refusal=replace(refusal, **changes))  # type: ignore[arg-type]
    shown = strip(OutcomeKind.REFUSED, refusal.why, "CMD-PHASE-FINALIZED")
    return replace(_PHASE, phase=flow, strip=shown)


def batch_of(units: int) -> BatchState:
    """A batch with so many units done, and five others."""
    key = UNIT.key
    rows = [
        BatchRow(f"DEMO-{2000 + number}", UnitKey(f"DEMO-{2000 + number}", key.part_number), SET)
        for number in range(units)
    ]
    others = [
        BatchRow("DEMO-10O1", None, NO_UNIT),
        BatchRow("DEMO-1002", replace(key, serial_number="DEMO-1002"), REFUSED),
        BatchRow("DEMO-1009", replace(key, serial_number="DEMO-1009"), QUEUED),
        BatchRow("DEMO-1010", replace(key, serial_number="DEMO-1010"), SET, is_undone=True),
    ]
    return BatchState(Stage.ON, SetPhase("16"), "Finalized", rows=(*others, *rows))


PHASE_BENCHES: dict[str, Bench] = {
    "phase, tests failed": replace(
        _PHASE, lookup=replace(FOUND, verification=FAILING, details_of=UNIT.key)
    ),
    "phase, no rule": replace(
        _PHASE,
        lookup=replace(
            FOUND, verification=Verification(Grade.PASSED, False, ()), details_of=UNIT.key
        ),
    ),
    "phase, skipped": replace(
        _PHASE,
        lookup=replace(
            FOUND,
            verification=Verification(
                Grade.FAILED, True, (*FAILING.results[2:], *FAILING.results[:2])
            ),
            details_of=UNIT.key,
        ),
    ),
    "phase, explained": refused_with(REFUSAL, failure=FAILED_TEST),
    "phase, explaining": refused_with(REFUSAL),
    "phase, unexplained": refused_with(REFUSAL, unread=UNREAD),
    "phase, never run": refused_with(replace(REFUSAL, processes=FAILING.results[2:])),
    "phase, no rule, failed": refused_with(
        replace(REFUSAL, processes=(FCT_FAILED,)), has_rule=False, failure=FAILED_TEST
    ),
    "phase, tags missing": replace(
        refused_with(Refusal(UNIT.key, TAGS_MISSING, (), FINALIZE)), settings=TAGGED
    ),
    "phase, tags": replace(_PHASE, settings=TAGGED, tags=BatchTags((Tag("Lot", "L-20261129"),))),
    "phase, on hold": replace(_PHASE, lookup=replace(FOUND, unit=replace(UNIT, tags=(HELD,)))),
    "phase, on hold for a reason": replace(
        _PHASE, lookup=replace(FOUND, unit=replace(UNIT, tags=(held("housing cracked"),)))
    ),
    "batch, choosing": replace(
        _PHASE, batch=BatchState(Stage.CHOOSING), phases=PHASES, processes=PROCESSES
    ),
    "batch, empty": replace(_PHASE, batch=replace(batch_of(0), rows=())),
    "batch": replace(_PHASE, batch=batch_of(30), strip=strip(OutcomeKind.DONE, SET.notice)),
    "batch, refused": replace(refused_with(REFUSAL, failure=FAILED_TEST), batch=batch_of(30)),
    "batch, explained": replace(
        refused_with(REFUSAL, failure=FAILED_TEST), batch=replace(batch_of(30), opened=UNIT.key)
    ),
    "batch, question": replace(BENCHES["phase, question"], batch=batch_of(30)),
    "batch, over": replace(_PHASE, batch=replace(batch_of(3), stage=Stage.OVER)),
    "approval, PIN and reason": replace(
        _PHASE,
        operators=OperatorsState(
            REGISTER,
            active=ANNA,
            question=Question(
                replace(BACKWARDS, wanted=Wanted.PIN_AND_REASON), said=PinFault.NO_REASON
            ),
        ),
    ),
    "approval, reason": replace(
        _PHASE,
        operators=OperatorsState(
            REGISTER, active=EVA, question=Question(replace(BACKWARDS, wanted=Wanted.REASON))
        ),
    ),
    "batch, in lookup": replace(BENCHES["passing"], batch=batch_of(3)),
}
