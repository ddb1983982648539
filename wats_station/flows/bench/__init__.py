"""The bench: the line of scans, the unit scanned last, and the panels that share it.

Scans are worked on one after the other, so that outcomes come in scan order and a
command acts on the unit scanned before it (product.md 4.5). The one exception: a
lookup that has not been answered gives way to a newer lookup right behind it and
ends as ignored.
"""

from wats_station.flows.bench.scans import REPEAT_WINDOW
from wats_station.flows.bench.state import (
    Again,
    Asked,
    AuthorKnown,
    Bench,
    BenchEffect,
    BenchEvent,
    Button,
    Cancelled,
    ClockCompared,
    CloseAsked,
    CloseWindow,
    Closing,
    FaultSeen,
    HoldReasonAsked,
    LinkChanged,
    ReadReference,
    ReferenceAnswered,
    Report,
    ServerChanged,
    Then,
    WorkBroke,
)
from wats_station.flows.bench.step import step

__all__ = [
    "REPEAT_WINDOW",
    "Again",
    "Asked",
    "AuthorKnown",
    "Bench",
    "BenchEffect",
    "BenchEvent",
    "Button",
    "Cancelled",
    "ClockCompared",
    "CloseAsked",
    "CloseWindow",
    "Closing",
    "FaultSeen",
    "HoldReasonAsked",
    "LinkChanged",
    "ReadReference",
    "ReferenceAnswered",
    "Report",
    "ServerChanged",
    "Then",
    "WorkBroke",
    "step",
]
