"""Commands as calls of the client library: each is sent once, and never again from here."""

import json
from datetime import datetime

from wats_station.domain.command import (
    AddChild,
    Command,
    CreateUnit,
    FileReport,
    MovePhase,
    MoveProcess,
    RemoveChild,
    WriteTag,
)
from wats_station.domain.settling import expected
from wats_station.wats.client import AsyncWatsClient
from wats_station.wats.station_headers import StationHeaders
from wats_station.wats.wire.report_document import UURReport
from wats_station.wats.wire.units import Setting
from wats_station.wats.wire.units import Unit as NewUnit


async def perform(client: AsyncWatsClient, command: Command, start: datetime | None) -> None:
    """Carry the command out. Raises the library's errors."""
    production = client.production
    unit, by = command.unit, _headers(command)
    serial, part = unit.serial_number, unit.part_number
    match command.action:
        case MovePhase(_, to) as move:
            await production.set_unit_phase(serial, to.id, part, comment=move.reason, by=by)
        case MoveProcess(_, to):
            await production.set_unit_process(serial, to.code, part, by=by)
        case WriteTag(key, _, to):
            await production.set_unit_tag(serial, key, to, part, by=by)
        case AddChild(child, position):
            await production.add_child_unit(
                serial, part, child.serial_number, child.part_number, position=position, by=by
            )
        case RemoveChild(child):
            await production.remove_child_unit(
                serial, part, child.serial_number, child.part_number, by=by
            )
        case CreateUnit() as made:
            await production.add_unit(_new_unit(command, made), by=by)
        case FileReport() as filed:
            await client.report.send_report(_report(filed, start), by=by)


def _new_unit(command: Command, action: CreateUnit) -> NewUnit:
    return NewUnit(
        serial_number=command.unit.serial_number,
        part_number=command.unit.part_number,
        revision=action.revision,
        batch_number=action.batch_number,
        tags=tuple(Setting(key=tag.key, value=tag.value) for tag in action.tags),
    )


def _report(action: FileReport, start: datetime | None) -> UURReport:
    content = json.loads(action.content)
    if start is not None:
        content["start"] = start.isoformat()
    return UURReport.model_validate({**content, "id": str(action.report_id)})


def _headers(command: Command) -> StationHeaders:
    stamp = command.stamp
    return StationHeaders(
        str(stamp.command_id),
        stamp.station,
        stamp.operator,
        stamp.approved_by,
        expected(command.action),
    )
