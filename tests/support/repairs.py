"""A unit that failed, what may be wrong with it, and what was entered."""

from datetime import UTC, datetime

from tests.support.units import unit
from wats_station.domain.repair import (
    AttachedFile,
    Binding,
    FailedStep,
    FailedTest,
    PastRepair,
    RepairCase,
    RepairCode,
    RepairOperation,
)
from wats_station.domain.unit import Process

ICT = Process(30, "ICT")
RESISTANCE = FailedStep("7", "R12 resistance", "Main/R12 resistance", "10.9 Ohm", "9.5 … 10.5 Ohm")
CAPACITY = FailedStep("9", "C7 capacitance", "Main/C7 capacitance", "120 uF", "90 … 110 uF")
TEST = FailedTest(
    "5f0c6f5e-8a07-4d6f-9a3e-5d8a2c1b7e10",
    ICT,
    datetime(2026, 11, 23, 8, 14, tzinfo=UTC),
    "TEST-30",
    "anna",
    (RESISTANCE, CAPACITY),
)
COLD = RepairCode("Solder Process", "Cold Solder Joint")
BURNED = RepairCode("Component", "Burned Component")
OTHER_COMPONENT = RepairCode("Component", "Other")
OTHER_MISC = RepairCode("Misc", "Other")
BROKEN = RepairCode("Manual Process", "Handling Damage", needs_photo=True)
REPAIR = RepairOperation(
    500,
    "Repair",
    Binding.OPTIONAL,
    r"[A-Z]+\d+",
    "letters and a number, R12",
    (COLD, BURNED, OTHER_COMPONENT, OTHER_MISC, BROKEN),
)
RMA = RepairOperation(510, "RMA repair", Binding.REQUIRED, codes=(COLD,))
PAST = (PastRepair("Solder Process", "Cold Solder Joint", "R12 resistance"),) * 6

FAILED_UNIT = unit("SN1")
CASE = RepairCase(FAILED_UNIT, TEST, (REPAIR, RMA), PAST)
PHOTO = AttachedFile("0d1c", "board.jpg", "image/jpeg", 120_000)
