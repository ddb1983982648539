"""What happened to a unit: the site server's history, WATS's states, and the guide's changes."""

from datetime import datetime

from pydantic import AliasChoices, Field

from wats_station.wats.wire.fields import Text, WireModel


class HistoryRow(WireModel):
    """One accepted change of a unit, as the site server keeps it (product.md 7.4).

    `kind` is `created`, `phase`, `process`, `tag`, `field`, `report`, `child`, `parent` or
    `deleted`; `old` and `new` are names or texts, `old_id` and `new_id` their numbers
    where they have one. `time` is UTC.
    """

    time: datetime | None = None
    kind: str
    key: Text = ""
    old: Text = ""
    new: Text = ""
    old_id: Text = ""
    new_id: Text = ""
    operator: Text = ""
    station: Text = ""
    approved_by: Text = ""
    command: Text = ""
    comment: Text = ""


class StateHistory(WireModel):
    """The internal API's history: parallel lists, newest first (wire contract 2.2)."""

    processes: tuple[Text, ...] = ()
    phases: tuple[Text, ...] = ()
    date_times: tuple[datetime | None, ...]


class UnitChange(WireModel):
    """One event of a unit's life, as the production guide reads it.

    `timestamp` is UTC. `change_type` is a kind of `HistoryRow`, or `test` or `repair` for
    a report; then `result` is its word (Passed, Failed, ...), and `report_id` its id. The
    phases are names where the event moved the unit, else empty; so is `operator` where
    the server keeps none. `detail` is whatever else it changed, as old and new text.
    Source: wire contract 2.1 and 2.2.
    """

    timestamp: datetime
    change_type: str
    process_name: str = ""
    operator: str = ""
    station: str = ""
    old_phase: str = ""
    new_phase: str = ""
    result: str = ""
    report_id: str = ""
    detail: str = ""


class ExportedChange(WireModel):
    """One row of the list of changes that an ERP takes and acknowledges (Units/Changes).

    No history: real servers keep it only where it is turned on, and drop what is
    acknowledged. Source: wire contract 2.1.
    """

    id: int
    unit_serial_number: Text = ""
    new_parent_serial_number: Text = ""
    new_part_number: Text = ""
    new_revision: Text = ""
    new_unit_phase_id: int | None = None


class ReportHistoryRow(WireModel):
    """One report of a unit's life (Survey/GetUnitReportHistory); `level` 0 is the unit itself.

    Source: wire contract 2.1 and 2.2.
    """

    serial_number: Text
    part_number: Text = ""
    revision: Text = ""
    level: int = 0
    to_process: Text = ""
    status: Text = ""
    forced: bool = False
    uuid: Text = ""
    station_name: Text = ""
    location: Text = ""
    purpose: Text = ""
    user_name: Text = ""
    start_utc: datetime | None = Field(
        default=None, validation_alias=AliasChoices("startUtc", "StartUtc")
    )
    end_utc: datetime | None = Field(
        default=None, validation_alias=AliasChoices("endUtc", "EndUtc")
    )
    details: Text = ""
