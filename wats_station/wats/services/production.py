"""Production: units, their phases and processes, tags, verification and history.

Source: wire contract sections 2.1, 2.2, 4 and 7.
"""

from collections.abc import Iterable

from wats_station.wats import wire
from wats_station.wats.errors import AmbiguousUnit, InvalidInput, NotFound
from wats_station.wats.station_headers import NO_HEADERS, StationHeaders
from wats_station.wats.transport import Transport, literal, segment

# What the production guide calls phases, whatever the server does (contract section 3).
_GUIDE_PHASES = {"undefined": 1, "underproduction": 2, "underproductionqueued": 4098}

_MOST_CANDIDATES = "50"


class ProductionService:
    """`client.production`. Every call raises `WatsError` and its kinds."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._has_unit_query = True
        self._phases: tuple[wire.Phase, ...] = ()

    async def get_unit(
        self, serial_number: str, part_number: str | None = None
    ) -> wire.Unit | None:
        """The unit, or None when the server has none.

        By serial number alone this is one request where the server has Unit/Query. Several
        parts with the serial number raise `AmbiguousUnit` with the candidates.
        """
        if self._has_unit_query:
            try:
                found = await self._query(serial_number, part_number)
            except NotFound:
                # An unknown unit is an empty list: it is the call that is not there.
                self._has_unit_query = False
            else:
                return _the_only(found, serial_number)
        return await self._get_unit_without_query(serial_number, part_number)

    async def verify_unit(self, serial_number: str, part_number: str) -> wire.UnitVerification:
        """The server's verification, and the guide's grade derived from it (section 4)."""
        query = {"serialNumber": serial_number, "partNumber": part_number}
        return await self._transport.get(
            wire.UNIT_VERIFICATION, wire.ONE_VERIFICATION, query, unit=serial_number
        )

    async def get_phases(self) -> tuple[wire.Phase, ...]:
        """The phases the server knows; read once."""
        if not self._phases:
            self._phases = await self._transport.get(wire.UNIT_PHASES, wire.PHASE_LIST, {})
        return self._phases

    async def set_unit_phase(
        self,
        serial_number: str,
        part_number: str,
        phase: int | str,
        *,
        by: StationHeaders = NO_HEADERS,
    ) -> None:
        """Move the unit to a phase: its number, name, code, or the guide's name for it."""
        query = {
            "serialNumber": serial_number,
            "partNumber": part_number,
            "phase": str(phase if isinstance(phase, int) else await self._phase_id(phase)),
        }
        await self._transport.put(wire.SET_UNIT_PHASE, query, by.as_headers(), unit=serial_number)

    async def set_unit_process(
        self,
        serial_number: str,
        part_number: str,
        process_code: int,
        process_name: str = "",
        *,
        by: StationHeaders = NO_HEADERS,
    ) -> None:
        """Set the unit's process. WATS documents a name, its public client sends the code: both."""
        query = {
            "serialNumber": serial_number,
            "partNumber": part_number,
            "processCode": str(process_code),
            "processName": process_name or str(process_code),
        }
        await self._transport.put(wire.SET_UNIT_PROCESS, query, by.as_headers(), unit=serial_number)

    async def set_unit_tag(
        self,
        serial_number: str,
        part_number: str,
        key: str,
        value: str,
        *,
        by: StationHeaders = NO_HEADERS,
    ) -> None:
        """Add or change one tag; by PUT Units where the server has no UnitTag (section 8)."""
        query = {
            "serialNumber": serial_number,
            "partNumber": part_number,
            "key": key,
            "value": value,
        }
        try:
            await self._transport.put(wire.UNIT_TAG, query, by.as_headers(), unit=serial_number)
        except NotFound as missing:
            if not missing.no_such_call:
                raise
            unit = {
                "serialNumber": serial_number,
                "partNumber": part_number,
                "tags": [{"key": key, "value": value, "change": 1}],
            }
            await self._transport.put(
                wire.UNITS, {}, by.as_headers(), body=[unit], unit=serial_number
            )

    async def get_history(
        self, serial_number: str, part_number: str
    ) -> tuple[wire.HistoryRow, ...]:
        """Every accepted change, newest first; of a WATS server phase and process alone."""
        query = {"serialNumber": serial_number, "partNumber": part_number}
        try:
            return await self._transport.get(
                wire.STATION_HISTORY, wire.HISTORY_LIST, query, unit=serial_number
            )
        except NotFound as missing:
            if not missing.no_such_call:
                raise
        states = await self._transport.get(
            wire.INTERNAL_STATE_HISTORY, wire.ONE_STATE_HISTORY, query, unit=serial_number
        )
        return tuple(_rows_of(states))

    async def _query(self, serial_number: str, part_number: str | None) -> tuple[wire.Unit, ...]:
        wanted = f"serialNumber eq {literal(serial_number)}"
        if part_number is not None:
            wanted += f" and partNumber eq {literal(part_number)}"
        query = {"$filter": wanted, "$top": _MOST_CANDIDATES}
        return await self._transport.get(wire.UNIT_QUERY, wire.UNIT_LIST, query, unit=serial_number)

    async def _get_unit_without_query(
        self, serial_number: str, part_number: str | None
    ) -> wire.Unit | None:
        try:
            if part_number is None:
                internal = await self._transport.get(
                    wire.INTERNAL_UNIT,
                    wire.ONE_INTERNAL_UNIT,
                    {"serialNumber": serial_number},
                    unit=serial_number,
                )
                product = internal.product.part_number if internal.product else ""
                part_number = internal.part_number or product
            path = f"{wire.UNIT}/{segment(serial_number)}/{segment(part_number)}"
            return await self._transport.get(path, wire.ONE_UNIT, {}, unit=serial_number)
        except NotFound:
            return None

    async def _phase_id(self, text: str) -> int:
        wanted = _squeezed(text)
        for phase in await self.get_phases():
            if wanted in (_squeezed(phase.name), _squeezed(phase.code)):
                return phase.unit_phase_id
        if wanted in _GUIDE_PHASES:
            return _GUIDE_PHASES[wanted]
        known = ", ".join(phase.name for phase in await self.get_phases())
        raise InvalidInput(f"{text!r} is no phase; there are {known}.", operation="set_unit_phase")


def _the_only(found: tuple[wire.Unit, ...], serial_number: str) -> wire.Unit | None:
    if len(found) > 1:
        candidates = [(unit.serial_number, unit.part_number) for unit in found]
        parts = ", ".join(part for _, part in candidates)
        raise AmbiguousUnit(
            f"several parts have this serial number: {parts}.",
            candidates,
            operation=f"GET {wire.UNIT_QUERY}",
            unit=serial_number,
        )
    return found[0] if found else None


def _rows_of(states: wire.StateHistory) -> Iterable[wire.HistoryRow]:
    for time, phase, process in zip(
        states.date_times, states.phases, states.processes, strict=False
    ):
        yield wire.HistoryRow(time=time, kind="phase", key=process, new=phase)


def _squeezed(text: str) -> str:
    return "".join(character for character in text.casefold() if character not in " _-")
