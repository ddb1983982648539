"""The outbox of unit changes that an ERP fetches and acknowledges (wire contract 2.1).

Off unless the site's set-up turns `logUnitChanges` on: with nobody to fetch them the
rows would only pile up, and WATS has it off as well.
"""

from sqlalchemy import Connection, select
from typing_extensions import TypedDict

from wats_station.site_server.refusals import not_found
from wats_station.site_server.store import settings
from wats_station.site_server.store.schema import product, unit, unit_change


class UnitChangeAnswer(TypedDict):
    """What is new of a unit; null where it did not change."""

    id: int
    unitSerialNumber: str
    newParentSerialNumber: str | None
    newPartNumber: str | None
    newRevision: str | None
    newUnitPhaseId: int | None


def log(
    connection: Connection,
    serial_number: str,
    *,
    parent_serial: str | None = None,
    part_number: str = "",
    revision: str = "",
    phase_id: int | None = None,
) -> None:
    """Keep a change for the ERP, if the site wants them kept; an empty parent is no parent."""
    if settings.get(connection, settings.LOG_UNIT_CHANGES, default=False) is not True:
        return
    connection.execute(
        unit_change.insert().values(
            serial_number=serial_number,
            new_parent_serial=parent_serial,
            new_part_number=part_number or None,
            new_revision=revision or None,
            new_phase_id=phase_id,
        )
    )


def waiting(
    connection: Connection, key: tuple[str, str], top: int, skip: int
) -> list[UnitChangeAnswer]:
    """The changes nobody acknowledged, oldest first; of one unit where a serial is given."""
    chosen = select(unit_change).order_by(unit_change.c.id).limit(top).offset(skip)
    serial_number, part_number = key
    if serial_number:
        chosen = chosen.where(unit_change.c.serial_number == serial_number)
    if part_number:
        of_part = (
            select(unit.c.serial_number)
            .join(product, product.c.id == unit.c.product_id)
            .where(product.c.part_number == part_number)
        )
        chosen = chosen.where(unit_change.c.serial_number.in_(of_part))
    return [
        {
            "id": row.id,
            "unitSerialNumber": row.serial_number,
            "newParentSerialNumber": row.new_parent_serial,
            "newPartNumber": row.new_part_number,
            "newRevision": row.new_revision,
            "newUnitPhaseId": row.new_phase_id,
        }
        for row in connection.execute(chosen)
    ]


def acknowledge(connection: Connection, change_id: int) -> None:
    """Forget a change. Raises a 404 refusal for one that is not waiting."""
    gone = connection.execute(unit_change.delete().where(unit_change.c.id == change_id))
    if not gone.rowcount:
        raise not_found(f"There is no unit change {change_id}.", "unknownChange")
