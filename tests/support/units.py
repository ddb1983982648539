"""Units, verifications and phases as tests need them, with a word or two changed."""

from dataclasses import replace

from wats_station.domain.phase import Phase, PhaseId
from wats_station.domain.unit import Process, Unit
from wats_station.domain.verification import Grade, ProcessResult, Verification

PHASES = tuple(
    Phase(phase.value, phase.name.title(), phase.name.replace("_", " ").capitalize())
    for phase in PhaseId
)
PROCESSES = (Process(30, "ICT"), Process(100, "End of line"))


def phase(number: int) -> Phase:
    """The phase with this number."""
    return next(phase for phase in PHASES if phase.id == number)


UNIT = Unit(
    serial_number="SN1",
    part_number="PART-1",
    revision="A",
    part_name="Control board",
    batch_number="",
    location="",
    phase=phase(PhaseId.UNDER_PRODUCTION),
    process=None,
    process_text="",
    tags=(),
    parent_serial_number="",
    children=(),
)


def unit(serial_number: str = "SN1", *, in_phase: int = PhaseId.UNDER_PRODUCTION) -> Unit:
    """A unit of PART-1 in a phase."""
    return replace(UNIT, serial_number=serial_number, phase=phase(in_phase))


def result(name: str, status: str, *, runs: int = 1) -> ProcessResult:
    """One process with the word of its last run."""
    failures = 0 if status == "Passed" else runs
    return ProcessResult(30, name, status, runs, failures, 0, "BENCH-1", None)


PASSED = Verification(Grade.PASSED, has_rule=True, results=(result("ICT", "Passed"),))
FAILED = Verification(
    Grade.FAILED,
    has_rule=True,
    results=(result("ICT", "Passed"), result("Final", "Failed")),
)
UNTESTED_WITHOUT_RULE = Verification(Grade.NOT_TESTED, has_rule=False, results=())
