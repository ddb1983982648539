"""Assemblies as tests need them: a gateway of three parts, and units that fit into it."""

from dataclasses import replace

from tests.support.units import PASSED, phase, unit
from wats_station.domain.assembly import Assembly, BuiltIn, ChildFacts, LoosePart, Slot
from wats_station.domain.phase import PhaseId
from wats_station.domain.unit import Unit, UnitKey
from wats_station.domain.verification import Verification

PARENT = replace(unit("GW-1"), part_number="GW-500", part_name="Machine gateway", revision="A")
SLOTS = (
    Slot(0, "CTRL-100", "Motor controller board", "B", "B"),
    Slot(1, "PSU-220", "Power supply 220 W", "A", "A"),
    Slot(2, "SENS-10", "Pressure sensor board", "B,C", "B|C"),
)
SCREWS = LoosePart("SCREW-M4", "Screw M4 x 8", 8)
EMPTY = Assembly(PARENT.key, "A", SLOTS, loose=(SCREWS,))

CTRL = BuiltIn(UnitKey("C-1", "CTRL-100"), "B")
PSU = BuiltIn(UnitKey("P-1", "PSU-220"), "A")
SENSOR = BuiltIn(UnitKey("S-1", "SENS-10"), "C")
ONE_IN = replace(EMPTY, slots=(replace(SLOTS[0], child=CTRL), *SLOTS[1:]))
COMPLETE = replace(
    EMPTY,
    slots=tuple(
        replace(slot, child=child) for slot, child in zip(SLOTS, (CTRL, PSU, SENSOR), strict=True)
    ),
)


def child(
    serial_number: str, part_number: str, revision: str, *, in_phase: int = PhaseId.FINALIZED
) -> Unit:
    """A unit of a part, finalized as a rule."""
    known = unit(serial_number)
    return replace(known, part_number=part_number, revision=revision, phase=phase(in_phase))


def facts(known: Unit, verification: Verification = PASSED) -> ChildFacts:
    """What the server says of a unit that is to be built in."""
    return ChildFacts(known, verification)


CTRL_UNIT = child("C-2", "CTRL-100", "B")
PSU_UNIT = child("P-2", "PSU-220", "A")
SENSOR_UNIT = child("S-2", "SENS-10", "B")
