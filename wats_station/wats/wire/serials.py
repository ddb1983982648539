"""Serial numbers: their types, and the numbers of a pool (wire contract 2.1 and 2.2)."""

from datetime import datetime
from enum import IntEnum

from pydantic import Field

from wats_station.wats.wire.fields import Number, Text, WireModel, spelled


class IdentifierKind(IntEnum):
    """What the numbers of a type identify. Source: wire contract 2.1 and 2.2."""

    SERIAL_NUMBER = 0
    MAC = 1
    IMEI = 2


class SerialNumberType(WireModel):
    """A kind of serial number that the server hands out.

    `id` counts from 1 in the server's order: WATS itself knows types by their name.
    `free_count` is how many are left, where the server says (the site server does).
    Source: wire contract 2.1 and 2.2.
    """

    id: int = Field(default=0, validation_alias="_position")
    name: str = Field(min_length=1)
    description: Text = ""
    format: Text = ""
    reg_ex: Text = Field(default="", validation_alias=spelled("regEx", "regex"))
    identifier: Number = 0
    identifier_name: Text = ""
    free_count: int | None = None

    @property
    def pattern(self) -> str:
        """What a number looks like: the regular expression where there is one, else the format."""
        return self.reg_ex or self.format


class SerialNumber(WireModel):
    """A number of a pool: `state` is Free, Taken or Reserved; the references tie it to a unit.

    Source: wire contract 2.1 and 2.2.
    """

    id: str = Field(validation_alias=spelled("id", "serialNumber"))
    serial_number_type: Text = ""
    state: Text = ""
    changed: datetime | None = None
    ref_sn: Text = Field(default="", validation_alias=spelled("refSN", "refSn"))
    ref_pn: Text = Field(default="", validation_alias=spelled("refPN", "refPn"))
    ref_station: Text = Field(default="", validation_alias=spelled("refStn", "refStation"))


class SerialNumberRange(WireModel):
    """Numbers in a row, both ends included, that are in the same state.

    Source: wire contract 2.1 and 2.2.
    """

    serial_number_type: Text
    start_address: Text = ""
    end_address: Text = ""
    count: Number = 0
    state: Text = ""


class SerialNumberStatistics(WireModel):
    """How many numbers of a type there are, by state. Source: wire contract 2.1 and 2.2."""

    serial_number_type: Text
    total: Number = 0
    free: Number = 0
    taken: Number = 0
    reserved: Number = 0
