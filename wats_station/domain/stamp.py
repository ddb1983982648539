"""Who did a change, where, and under which id: it travels with every write."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Stamp:
    """The command's id, the operator and the station (product.md 7.4)."""

    command_id: UUID
    operator: str
    station: str
