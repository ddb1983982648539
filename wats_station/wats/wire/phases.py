"""Phases: WATS's numbers, the production guide's names, and what they mean for a unit."""

from enum import IntEnum, StrEnum

from wats_station.wats.wire.fields import Text, WireModel


class UnitPhase(IntEnum):
    """The 15 phases that can be set (wire contract 2.3); bits, of which a unit has one value."""

    UNKNOWN = 1
    UNDER_PRODUCTION = 2
    PRODUCTION_REPAIR = 4
    SERVICE_REPAIR = 8
    FINALIZED = 16
    SCRAPPED = 32
    EXTENDED_TEST = 64
    CUSTOMIZATION = 128
    REPAIRED = 256
    MISSING = 512
    IN_STORAGE = 1024
    SHIPPED = 2048
    UNDER_PRODUCTION_QUEUED = 4098
    PRODUCTION_REPAIR_QUEUED = 4100
    SERVICE_REPAIR_QUEUED = 4104


class UnitState(StrEnum):
    """Where a unit is in its life, in one word: its phase, coarsely. Ours, not WATS's.

    Source: wire contract 2.3.
    """

    UNKNOWN = "Unknown"
    IN_PRODUCTION = "In production"
    IN_REPAIR = "In repair"
    FINISHED = "Finished"
    SCRAPPED = "Scrapped"
    MISSING = "Missing"


# What the production guide calls phases, whatever the server does (product.md section 3).
GUIDE_PHASES = {
    1: "Undefined",
    2: "Under Production",
    16: "Finalized",
    32: "Scrapped",
    4098: "Under Production - Queued",
}

_STATES = {
    UnitPhase.UNDER_PRODUCTION: UnitState.IN_PRODUCTION,
    UnitPhase.UNDER_PRODUCTION_QUEUED: UnitState.IN_PRODUCTION,
    UnitPhase.EXTENDED_TEST: UnitState.IN_PRODUCTION,
    UnitPhase.CUSTOMIZATION: UnitState.IN_PRODUCTION,
    UnitPhase.REPAIRED: UnitState.IN_PRODUCTION,
    UnitPhase.PRODUCTION_REPAIR: UnitState.IN_REPAIR,
    UnitPhase.PRODUCTION_REPAIR_QUEUED: UnitState.IN_REPAIR,
    UnitPhase.SERVICE_REPAIR: UnitState.IN_REPAIR,
    UnitPhase.SERVICE_REPAIR_QUEUED: UnitState.IN_REPAIR,
    UnitPhase.FINALIZED: UnitState.FINISHED,
    UnitPhase.IN_STORAGE: UnitState.FINISHED,
    UnitPhase.SHIPPED: UnitState.FINISHED,
    UnitPhase.SCRAPPED: UnitState.SCRAPPED,
    UnitPhase.MISSING: UnitState.MISSING,
}


def state_of(phase_id: int) -> UnitState:
    """The state that a phase number stands for."""
    known = phase_id in UnitPhase.__members__.values()
    return _STATES.get(UnitPhase(phase_id), UnitState.UNKNOWN) if known else UnitState.UNKNOWN


class Phase(WireModel):
    """A phase as the server lists it: WATS's number, its code and its name.

    Source: wire contract 2.3.
    """

    unit_phase_id: int
    code: Text = ""
    name: Text = ""
    description: Text = ""
