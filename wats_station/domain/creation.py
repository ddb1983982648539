"""Making a unit that the server does not know yet: what has to be known of it first."""

from dataclasses import dataclass

from wats_station.domain.unit import UnitKey


@dataclass(frozen=True, slots=True)
class ProductChoice:
    """A product that a unit may be made of."""

    part_number: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit that may be made: its serial number exactly as it was read, the rest as chosen."""

    serial_number: str
    part_number: str = ""
    revision: str = ""
    batch_number: str = ""

    @property
    def key(self) -> UnitKey:
        """Serial and part number."""
        return UnitKey(self.serial_number, self.part_number)

    @property
    def is_whole(self) -> bool:
        """True once part and revision are known."""
        return bool(self.part_number and self.revision)


@dataclass(frozen=True, slots=True)
class CreationFacts:
    """What the server says of a unit that is to be made, just now.

    `revisions` are those of its product that are in use; None for a product it has not.
    """

    exists: bool
    revisions: tuple[str, ...] | None
