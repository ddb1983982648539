"""The panels of the station, by the names that `CMD-PANEL-` barcodes use."""

from enum import StrEnum


class Panel(StrEnum):
    """Every panel of the product; `AVAILABLE` says which this version has."""

    LOOKUP = "LOOKUP"
    PHASE = "PHASE"
    ASSEMBLY = "ASSEMBLY"
    REPAIR = "REPAIR"
    SERIALS = "SERIALS"
    SUPERVISOR = "SUPERVISOR"
    OUTBOX = "OUTBOX"
    SETTINGS = "SETTINGS"


AVAILABLE: frozenset[Panel] = frozenset(
    {
        Panel.LOOKUP,
        Panel.PHASE,
        Panel.ASSEMBLY,
        Panel.REPAIR,
        Panel.OUTBOX,
        Panel.SETTINGS,
    }
)
