"""The outbox in the event log: what was delivered, and what was not."""

from wats_station.domain.command import CommandState, OutboxRow
from wats_station.log import EventLog


def write_row(events: EventLog, row: OutboxRow) -> None:
    """Write `outbox.delivered` or `outbox.rejected`; nothing for a row that goes on waiting."""
    if row.state is CommandState.DELIVERED:
        event = "outbox.delivered"
    elif row.state.is_bad and not row.seen:
        event = "outbox.rejected"
    else:
        return
    command = row.command
    events.write(
        event,
        id=str(command.id),
        unit=command.unit.serial_number,
        part=command.unit.part_number,
        state=row.state.value,
        reason=row.why.kind.value if row.why else "",
    )
