"""Units, batches and serial numbers as requests bring them (wire contract 2.1, 7)."""

from typing import Annotated

from pydantic import Field, StringConstraints, TypeAdapter

from wats_station.site_server.routes.shapes.fields import (
    INTEGRAL,
    Code,
    Moment,
    Name,
    Shape,
    Short,
    Tags,
    TagsXml,
    Whole,
    code_number,
    given_tags,
)
from wats_station.site_server.store.units import NewUnit

_NO_PARENT = Annotated[str, StringConstraints(max_length=0)]


class _UnitFields(Shape):
    serial_number: Name
    part_number: Name
    batch_number: Short | None = None
    current_location: Short | None = None
    serial_date: Moment | None = None
    unit_phase_id: Whole | None = None
    process_code: Code | None = None
    xml_data: TagsXml | None = None
    tags: Tags = None


class UnitShape(_UnitFields):
    """A unit; what is left out or null stays as it is."""

    revision: Short | None = None


class CreatedUnit(_UnitFields):
    """A unit to be made: it needs a revision, and parents are set by AddChildUnit."""

    revision: Name
    parent_serial_number: _NO_PARENT | None = None


def new_unit(shape: UnitShape | CreatedUnit) -> NewUnit:
    """The unit as the store takes it."""
    return NewUnit(
        shape.serial_number,
        shape.part_number,
        shape.revision,
        shape.batch_number,
        shape.current_location,
        shape.serial_date,
        shape.unit_phase_id,
        code_number(shape.process_code),
        given_tags(shape.tags, shape.xml_data),
    )


class BatchShape(Shape):
    """A batch and how many units it shall have."""

    batch_number: Name
    batch_size: Whole | None = None


class SerialNumberRange(Shape):
    """Numbers of one type; either bound may be left open."""

    type: Name
    start_address: Short | None = None
    end_address: Short | None = None


class ReservedNumber(Shape):
    """A number that an offline station has used."""

    id: Name


class Reservation(Shape):
    """What a station wants to set aside for working offline, and what it has used so far."""

    serial_number_type: Name
    batch_size: Annotated[int, Field(ge=1, le=10_000), INTEGRAL]
    request_type: Short | None = None
    only_in_sequence: bool | None = None
    station_name: Short | None = None
    token_id: Annotated[str, StringConstraints(max_length=1000)] | None = None
    from_serial_number: Short | None = None
    used: Annotated[list[ReservedNumber] | None, Field(validation_alias="SN")] = None


class ReservationBody(Shape):
    """The request for serial numbers to be set aside."""

    sn: Reservation


UNITS: TypeAdapter[list[UnitShape]] = TypeAdapter(
    Annotated[list[UnitShape], Field(min_length=1, max_length=10_000)]
)
UNIT = TypeAdapter(UnitShape)
CREATED_UNIT = TypeAdapter(CreatedUnit)
BATCHES: TypeAdapter[list[BatchShape]] = TypeAdapter(
    Annotated[list[BatchShape], Field(max_length=10_000)]
)
BATCH = TypeAdapter(BatchShape)
RANGES: TypeAdapter[list[SerialNumberRange]] = TypeAdapter(
    Annotated[list[SerialNumberRange], Field(min_length=1, max_length=1000)]
)
RESERVATION = TypeAdapter(ReservationBody)
