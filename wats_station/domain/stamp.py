"""Who did a change, where, and under which id: it travels with every write."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Stamp:
    """The command's id, operator and station, and who approved it (product.md 7.4)."""

    command_id: UUID
    operator: str
    station: str
    approved_by: str = ""
