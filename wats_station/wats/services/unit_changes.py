"""What happened to a unit, merged from what the server keeps. Source: section 3, 2.2 and 2.6."""

from collections.abc import Iterable
from datetime import UTC, datetime

from wats_station.wats.errors import NotFound
from wats_station.wats.quoting import segment
from wats_station.wats.services.production_calls import ProductionCalls
from wats_station.wats.side_by_side import both
from wats_station.wats.station_headers import NO_HEADERS, StationHeaders
from wats_station.wats.wire.fields import many, one
from wats_station.wats.wire.history import (
    ExportedChange,
    HistoryRow,
    ReportHistoryRow,
    StateHistory,
    UnitChange,
)
from wats_station.wats.wire.reports import ReportHeader

_HISTORY = many(HistoryRow)
_STATES = one(StateHistory)
_REPORTS = many(ReportHistoryRow)
_EXPORTED = many(ExportedChange)

_CHANGES = "/api/Production/Units/Changes"
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class UnitChangeCalls(ProductionCalls):
    """The history calls of `client.production`."""

    async def get_unit_changes(
        self, serial_number: str, part_number: str | None = None, revision: str | None = None
    ) -> tuple[UnitChange, ...]:
        """Everything known of the unit's life, newest first: changes, tests and repairs.

        A WATS server keeps phase and process changes without their operator; the site
        server keeps every change. Raises `NotFound`.
        """

        async def ask(key: dict[str, str]) -> tuple[UnitChange, ...]:
            history, headers = await both(
                self._history(key),
                self._report.headers_of_unit(serial_number, key["partNumber"]),
            )
            return merged(history, headers)

        return await self._units.read_of(serial_number, part_number, revision, ask)

    async def history(
        self, serial_number: str, part_number: str | None = None, revision: str | None = None
    ) -> tuple[HistoryRow, ...]:
        """Every accepted change, newest first; of a WATS server phase and process alone."""
        return await self._units.read_of(serial_number, part_number, revision, self._history)

    async def get_unit_state_history(
        self, serial_number: str, part_number: str | None = None, revision: str | None = None
    ) -> StateHistory:
        """The unit's processes, phases and their times as parallel lists, newest first."""
        return await self._units.read_of(serial_number, part_number, revision, self._states)

    async def get_unit_report_history(
        self,
        serial_number: str,
        part_number: str | None = None,
        revision: str | None = None,
        *,
        details: bool = False,
    ) -> tuple[ReportHistoryRow, ...]:
        """The reports of the unit and of what is in it, newest first."""

        async def ask(key: dict[str, str]) -> tuple[ReportHistoryRow, ...]:
            query = key | ({"details": "true"} if details else {})
            return await self._transport.read(
                "/api/internal/Survey/GetUnitReportHistory",
                _REPORTS,
                query,
                unit=serial_number,
                method="POST",
            )

        return await self._units.read_of(serial_number, part_number, revision, ask)

    async def get_exported_changes(
        self, max_count: int = 100, *, serial_number: str = "", part_number: str = ""
    ) -> tuple[ExportedChange, ...]:
        """The changes that wait for an ERP to take them; empty where that is not turned on."""
        query = {"maxCount": str(max_count)}
        if serial_number:
            query["serialNumber"] = serial_number
        if part_number:
            query["partNumber"] = part_number
        return await self._transport.read(_CHANGES, _EXPORTED, query)

    async def acknowledge_change(self, change_id: int, *, by: StationHeaders = NO_HEADERS) -> None:
        """Say that the ERP has a change; the server does not list it again."""
        path = f"{_CHANGES}/{segment(str(change_id))}"
        await self._transport.write("DELETE", path, {}, by.as_headers())

    async def _history(self, key: dict[str, str]) -> tuple[HistoryRow, ...]:
        try:
            return await self._transport.read(
                "/api/station/History", _HISTORY, key, unit=key["serialNumber"]
            )
        except NotFound as missing:
            if not missing.no_such_call:
                raise
        return tuple(_changes_of(await self._states(key)))

    async def _states(self, key: dict[str, str]) -> StateHistory:
        return await self._transport.read(
            "/api/internal/Production/GetUnitStateHistory", _STATES, key, unit=key["serialNumber"]
        )


def merged(
    history: Iterable[HistoryRow], headers: Iterable[ReportHeader]
) -> tuple[UnitChange, ...]:
    """Both as the guide's changes, newest first; a report stands there once."""
    changes: list[UnitChange] = []
    later = _LONG_AGO
    # Oldest first: a row that has lost its time stands beside the one before it.
    for row in reversed(tuple(history)):
        later = _utc(row.time) or later
        if row.kind != "report":
            changes.append(_change(row, later))
    changes += (_report(header) for header in headers)
    return tuple(sorted(changes, key=lambda change: change.timestamp, reverse=True))


def _change(row: HistoryRow, timestamp: datetime) -> UnitChange:
    moved, processed = row.kind == "phase", row.kind == "process"
    other = "" if moved or processed else _told(row)
    return UnitChange(
        timestamp=timestamp,
        change_type=row.kind,
        process_name=row.new if processed else "",
        operator=row.operator,
        station=row.station,
        old_phase=row.old if moved else "",
        new_phase=row.new if moved else "",
        detail=" – ".join(text for text in (other, row.comment) if text),
    )


def _told(row: HistoryRow) -> str:
    """`key: old → new`, without what the row leaves empty."""
    change = " → ".join(text for text in (row.old, row.new) if text)
    return ": ".join(text for text in (row.key, change) if text)


def _report(header: ReportHeader) -> UnitChange:
    detail = (header.caused_uut_failure, header.comment)
    return UnitChange(
        timestamp=_utc(header.start) or _LONG_AGO,
        change_type="repair" if header.report_type == "R" else "test",
        process_name=header.process_name or str(header.process_code or ""),
        operator=header.operator,
        station=header.station_name,
        result=header.result,
        report_id=header.uuid,
        detail=" – ".join(text for text in detail if text),
    )


def _utc(time: datetime | None) -> datetime | None:
    """A time without a zone is the server's UTC."""
    if time is None:
        return None
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)


def _changes_of(states: StateHistory) -> Iterable[HistoryRow]:
    """What changed from one state to the next, newest first; the server keeps no more."""
    rows = list(zip(states.date_times, states.phases, states.processes, strict=False))
    before = [*rows[1:], (None, "", "")]
    for (time, phase, process), (_, old_phase, old_process) in zip(rows, before, strict=True):
        if process not in ("", old_process):
            yield HistoryRow(time=time, kind="process", old=old_process, new=process)
        if phase not in ("", old_phase):
            yield HistoryRow(time=time, kind="phase", old=old_phase, new=phase)
