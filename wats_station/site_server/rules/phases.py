"""The 15 phases a unit can be in (wire contract section 2.3).

Ids are bit flags and a unit holds exactly one of these; 4096 alone is a modifier and
cannot be set. The names of 1, 2, 4098, 16 and 32 are the guide's.
"""

from dataclasses import dataclass

UNKNOWN, UNDER_PRODUCTION, FINALIZED = 1, 2, 16


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase: its id on the wire, its code, and what people call it."""

    id: int
    code: str
    name: str
    description: str


PHASES = (
    Phase(1, "Unknown", "Undefined", "Nothing is known of where the unit is in its life"),
    Phase(2, "Under_Production", "Under Production", "Being made and tested"),
    Phase(4, "Repair_Production", "Production Repair", "Being repaired in production"),
    Phase(8, "Repair_Service", "Service Repair", "Returned, and being repaired"),
    Phase(16, "Finalized", "Finalized", "Finished, and may be built into another unit"),
    Phase(32, "Scrapped", "Scrapped", "Taken out for good"),
    Phase(64, "Extended_Test", "Extended Test", "In a test beyond the usual ones"),
    Phase(128, "Customization", "Customization", "Being fitted for a customer"),
    Phase(256, "Repaired", "Repaired", "Repair is done"),
    Phase(512, "Missing", "Missing", "Cannot be found"),
    Phase(1024, "In_Storage", "In Storage", "On stock"),
    Phase(2048, "Shipped", "Shipped", "Has left the site"),
    Phase(4098, "Under_Production_Q", "Under Production - Queued", "Waits to be made or tested"),
    Phase(4100, "Repair_Production_Q", "Production Repair - Queued", "Waits for its repair"),
    Phase(4104, "Repair_Service_Q", "Service Repair - Queued", "Returned, and waits for repair"),
)

NAMES = {phase.id: phase.name for phase in PHASES}


def phase_name(phase_id: int) -> str:
    """The name of a phase, or the bare number for one this server does not know."""
    return NAMES.get(phase_id, str(phase_id))
