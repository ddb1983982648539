"""States of the repair panel, as the window is given them."""

from dataclasses import replace
from datetime import UTC, datetime

from tests.support.units import UNIT
from wats_station.domain.notice import NoticeKind, notice
from wats_station.domain.repair import (
    AttachedFile,
    Binding,
    FailedStep,
    FailedTest,
    Fault,
    PastRepair,
    RepairCase,
    RepairCode,
    RepairDraft,
    RepairOperation,
    Retest,
)
from wats_station.domain.unit import Process, UnitKey
from wats_station.flows.repair.state import RepairState, RepairStatus, RepairWork, Unfiled

WHEN = datetime(2026, 11, 23, 8, 14, tzinfo=UTC)
FUNCTIONAL = Process(20, "Functional test")
STEPS = (
    FailedStep("s1", "Supply 3.3 V", "Power/Rails/Supply 3.3 V", "3.61 V", "3.135 V to 3.465 V"),
    FailedStep("s2", "Boot message", "Boot/Boot message", '"ERR 7"', '"READY"'),
)
TEST = FailedTest("r1", FUNCTIONAL, WHEN, "FCT-3", "anna", STEPS)
CODES = (
    RepairCode("Component", "Missing"),
    RepairCode("Component", "Wrong part"),
    RepairCode("Component", "Wrong polarity"),
    RepairCode("Component", "Mechanically damaged", needs_photo=True),
    RepairCode("Solder", "Cold joint"),
    RepairCode("Solder", "Short circuit between neighbouring pins"),
    RepairCode("Solder", "Missing"),
    RepairCode("Test", "False alarm"),
)
OPERATION = RepairOperation(
    500, "Repair", Binding.OPTIONAL, r"[A-Z]+\d+", "Letters and a number: R12", CODES
)
SERVICE = RepairOperation(510, "Service repair", Binding.OPTIONAL, codes=CODES[:4])
PAST = (
    *(PastRepair("Solder", "Cold joint", "Supply 3.3 V") for _ in range(12)),
    *(PastRepair("Component", "Wrong polarity", "Supply 3.3 V") for _ in range(5)),
    *(PastRepair("Component", "Mechanically damaged", "Supply 3.3 V") for _ in range(2)),
    *(PastRepair("Test", "False alarm", "Fan speed") for _ in range(4)),
)
CASE = RepairCase(UNIT, TEST, (OPERATION,), PAST)
JOINT = Fault("Solder", "Cold joint", "s1", "R12")
PART = Fault(
    "Component", "Wrong part", "s2", "U3", "IC-4711", "IC-0009", "The one of another customer"
)
PHOTO = AttachedFile("f1", "board.jpg", "image/jpeg", 1_240_000)
LOG = AttachedFile("f2", "boot-log-of-the-unit-2026-11-23.txt", "text/plain", 900)
DRAFT = RepairDraft(500, (JOINT, PART))
WHOLE_DRAFT = replace(DRAFT, comment="Came back from the wave twice", files=(PHOTO, LOG))
MANY_STEPS = tuple(
    FailedStep(f"m{n}", f"Measure rail {n} of the supply", f"Rails/Rail {n}", f"{n}.1 V", "0 to 1")
    for n in range(60)
)
MANY_CODES = tuple(RepairCode(f"Category {n // 20}", f"Code {n}") for n in range(200))
LONG_UNIT = replace(
    UNIT,
    serial_number="SN-2026-11-23-LINE-04-PANEL-0001772-BOARD-3-REWORKED",
    part_number="PCBA-100-01-CUSTOMER-VARIANT-7",
    part_name="Motor controller board with heatsink",
)

EMPTY = RepairState()
UNFILED = RepairState(
    unfiled=(
        Unfiled(UnitKey("DEMO-1004", "PCBA-100-01"), 2),
        Unfiled(UnitKey("DEMO-1009", "GW-500"), 0),
    )
)
READING = RepairState(RepairStatus.READING, 1, UNIT)
NOTHING = RepairState(RepairStatus.NOTHING, 1, UNIT, replace(CASE, test=None, process=FUNCTIONAL))
NOTHING_ALLOWED = replace(
    NOTHING,
    case=RepairCase(UNIT, None, (replace(OPERATION, binding=Binding.REQUIRED),)),
)
NOTHING_REMEMBERED = replace(NOTHING, as_of=WHEN)
FAILED = RepairState(RepairStatus.FAILED, 1, UNIT, problem=notice(NoticeKind.SERVER_UNREACHABLE))
OPEN = RepairState(RepairStatus.OPEN, 1, UNIT, CASE, step="s1")
ONE_FAULT = replace(OPEN, draft=RepairDraft(500, (JOINT,)))
TWO_FAULTS = replace(OPEN, draft=DRAFT, step="s2")
WHOLE = replace(OPEN, draft=WHOLE_DRAFT)
OF_PRODUCT = replace(OPEN, step="s2")
FEW_REPAIRS = replace(OPEN, case=replace(CASE, past=PAST[:3]))
NO_PAST = replace(OPEN, case=replace(CASE, past=None))
SEVERAL_OPERATIONS = replace(WHOLE, case=replace(CASE, operations=(OPERATION, SERVICE)))
CHOOSING = replace(ONE_FAULT, choosing=(CODES[0], CODES[6]))
REFUSED = replace(
    TWO_FAULTS, refused=notice(NoticeKind.SERVER_REFUSED, message="R12B is no component reference")
)
PHOTO_LACKS = replace(
    OPEN, draft=RepairDraft(500, (Fault("Component", "Mechanically damaged", "s1"),))
)
ALL_LACKS = replace(OPEN, case=replace(CASE, test=None), step="")
NO_OPERATION = replace(OPEN, case=replace(CASE, operations=()))
ANYWAY = replace(OPEN, case=replace(CASE, test=None, process=FUNCTIONAL), step="")
MANY = replace(
    OPEN,
    case=replace(
        CASE,
        test=replace(TEST, steps=MANY_STEPS),
        operations=(replace(OPERATION, codes=MANY_CODES),),
        past=(),
    ),
    draft=RepairDraft(500, tuple(replace(JOINT, component=f"R{n}") for n in range(25))),
    step="m40",
)
LONG = replace(
    OPEN, unit=LONG_UNIT, case=replace(CASE, unit=LONG_UNIT), draft=RepairDraft(500, (JOINT,))
)
LONG_REMEMBERED = replace(LONG, as_of=WHEN)
LONG_REFUSED = replace(LONG, refused=REFUSED.refused)
REMEMBERED = replace(ONE_FAULT, as_of=WHEN)
ADDING_FILES = replace(WHOLE, work=RepairWork(7, files=True))
FILING = replace(WHOLE, work=RepairWork(7))
PREVIEW = replace(WHOLE, preview=True)
PREVIEW_REFUSED = replace(
    PREVIEW,
    draft=replace(WHOLE_DRAFT, faults=(JOINT, PART) * 6),
    refused=notice(NoticeKind.SERVER_REFUSED, message="this unit was scrapped meanwhile"),
)
PREVIEW_FILING = replace(PREVIEW, work=RepairWork(7))
PREVIEW_LACKS = replace(PHOTO_LACKS, preview=True)
WAITING = RepairState(RepairStatus.WAITING, 1, UNIT, CASE, filed=WHOLE_DRAFT)
UNCONFIRMED = replace(WAITING, waits=True)
REFUSED_LATER = replace(UNCONFIRMED, refused=REFUSED.refused)
FILED_BEFORE = replace(WAITING, case=replace(CASE, repaired=WHEN), filed=None)
LONG_WAITING = replace(
    UNCONFIRMED, unit=LONG_UNIT, filed=RepairDraft(500, (JOINT, PART, PART, JOINT, PART))
)
PASSED = replace(
    WAITING,
    status=RepairStatus.RETESTED,
    retest=Retest(passed=True, result="Passed", report_id="r2", when=WHEN, station="FCT-3"),
)
FAILED_AGAIN = replace(
    PASSED, retest=Retest(passed=False, result="Failed", report_id="r2", when=WHEN, station="FCT-3")
)

STATES: dict[str, RepairState] = {
    "empty": EMPTY,
    "unfiled": UNFILED,
    "reading": READING,
    "nothing": NOTHING,
    "nothing-allowed": NOTHING_ALLOWED,
    "failed": FAILED,
    "open": OPEN,
    "one-fault": ONE_FAULT,
    "two-faults": TWO_FAULTS,
    "whole": WHOLE,
    "of-product": OF_PRODUCT,
    "few-repairs": FEW_REPAIRS,
    "no-past": NO_PAST,
    "several-operations": SEVERAL_OPERATIONS,
    "choosing": CHOOSING,
    "refused": REFUSED,
    "photo-lacks": PHOTO_LACKS,
    "all-lacks": ALL_LACKS,
    "no-operation": NO_OPERATION,
    "anyway": ANYWAY,
    "many": MANY,
    "long": LONG,
    "long-refused": LONG_REFUSED,
    "long-remembered": LONG_REMEMBERED,
    "remembered": REMEMBERED,
    "nothing-remembered": NOTHING_REMEMBERED,
    "refused-later": REFUSED_LATER,
    "adding-files": ADDING_FILES,
    "filing": FILING,
    "preview": PREVIEW,
    "preview-refused": PREVIEW_REFUSED,
    "preview-filing": PREVIEW_FILING,
    "preview-lacks": PREVIEW_LACKS,
    "waiting": WAITING,
    "unconfirmed": UNCONFIRMED,
    "filed-before": FILED_BEFORE,
    "long-waiting": LONG_WAITING,
    "passed": PASSED,
    "failed-again": FAILED_AGAIN,
}
