"""What the guide's tests lay down on a site server."""

from uuid import uuid4

from wats_station.wats import Unit, UnitPhase, WatsClient


def serial() -> str:
    return f"SN-{uuid4().hex[:10]}"


def made(
    api: WatsClient, part: str = "CTRL-100", revision: str = "B", *, phase: UnitPhase | None = None
) -> Unit:
    unit = api.production.create_unit(
        Unit(serial_number=serial(), part_number=part, revision=revision)
    )
    if phase is not None:
        api.production.set_unit_phase(unit.serial_number, phase)
    return unit


def read(api: WatsClient, serial_number: str) -> Unit:
    unit = api.production.get_unit(serial_number)
    assert unit is not None
    return unit
