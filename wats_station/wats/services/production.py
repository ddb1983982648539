"""Production: units, their phases and processes, tags, verification and history.

Source: wire contract sections 2.1, 2.2, 4 and 7. Every call takes the serial number
alone, as the production guide writes it, and finds the part number itself;
`part_number` saves that request and makes it exact.
"""

from collections.abc import Iterable

from wats_station.wats import wire
from wats_station.wats.errors import InvalidInput, NotFound, Rejected
from wats_station.wats.quoting import squeezed
from wats_station.wats.remembered import Remembered
from wats_station.wats.services.process import ProcessService
from wats_station.wats.services.report import ReportService
from wats_station.wats.services.units import UnitFinder
from wats_station.wats.station_headers import NO_HEADERS, StationHeaders
from wats_station.wats.transport import Transport

_ADD = 1


class ProductionService:
    """`client.production`. Every call raises `WatsError` and its kinds."""

    def __init__(
        self, transport: Transport, process: ProcessService, report: ReportService
    ) -> None:
        self._transport = transport
        self._process = process
        self._report = report
        self._units = UnitFinder(transport)
        self._phases = Remembered(self._read_phases)

    async def get_unit(
        self, serial_number: str, part_number: str | None = None
    ) -> wire.Unit | None:
        """The unit, or None when the server has none.

        One request where the server has Unit/Query. Several parts with the serial number
        raise `AmbiguousUnit` with the candidates.
        """
        return await self._units.find(serial_number, part_number)

    async def verify_unit(
        self, serial_number: str, part_number: str | None = None
    ) -> wire.UnitVerification:
        """The server's verification, and the guide's grade derived from it (section 4).

        Where the server keeps no rule for the product, and does not list what it saw, the
        unit's reports tell which processes it has been through: one more request.
        """
        part = part_number or await self._part_of(serial_number)
        query = {"serialNumber": serial_number, "partNumber": part}
        answer = await self._transport.get(
            wire.UNIT_VERIFICATION, wire.ONE_VERIFICATION, query, unit=serial_number
        )
        if answer.has_rule or answer.rows or "seen" in answer.model_fields_set:
            return answer
        headers = await self._report.headers_of_unit(serial_number, part)
        return answer.model_copy(update={"seen": wire.rows_of(headers)})

    async def is_unit_passing(self, serial_number: str, part_number: str | None = None) -> bool:
        """True exactly when the unit's grade is PASSED."""
        return (await self.verify_unit(serial_number, part_number)).is_passing

    async def get_phases(self) -> tuple[wire.Phase, ...]:
        """The phases the server knows; read once by each client."""
        return await self._phases.get()

    async def set_unit_phase(
        self,
        serial_number: str,
        phase: int | str,
        part_number: str | None = None,
        *,
        by: StationHeaders = NO_HEADERS,
    ) -> None:
        """Move the unit to a phase: its number (an enum too), name, code, or the guide's name."""
        number = int(phase) if isinstance(phase, int) else await self._phase_id(phase)
        query = await self._key(serial_number, part_number)
        query["phase"] = str(number)
        await self._transport.put(wire.SET_UNIT_PHASE, query, by.as_headers(), unit=serial_number)

    async def set_unit_process(
        self,
        serial_number: str,
        operation_type: int | str,
        part_number: str | None = None,
        *,
        by: StationHeaders = NO_HEADERS,
    ) -> None:
        """Set the unit's process, by its code or name.

        WATS documents that it takes the name, and its public client sends the code: both go.
        """
        code, name = await self._process.code_and_name(operation_type)
        query = await self._key(serial_number, part_number)
        query |= {"processCode": code, "processName": name}
        await self._transport.put(wire.SET_UNIT_PROCESS, query, by.as_headers(), unit=serial_number)

    async def set_unit_tag(
        self,
        serial_number: str,
        key: str,
        value: str,
        part_number: str | None = None,
        *,
        by: StationHeaders = NO_HEADERS,
    ) -> None:
        """Add or change one tag; by PUT Units where the server has no UnitTag (section 8)."""
        if not key:
            raise InvalidInput("a tag needs a key.", operation="set_unit_tag", unit=serial_number)
        query = await self._key(serial_number, part_number)
        query |= {"key": key, "value": value}
        try:
            await self._transport.put(wire.UNIT_TAG, query, by.as_headers(), unit=serial_number)
        except NotFound as missing:
            if not missing.no_such_call:
                raise
            await self._tag_by_units(query, by)

    async def history(
        self, serial_number: str, part_number: str | None = None
    ) -> tuple[wire.HistoryRow, ...]:
        """Every accepted change, newest first; of a WATS server phase and process alone."""
        query = await self._key(serial_number, part_number)
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
        return tuple(_changes_of(states))

    async def _read_phases(self) -> tuple[wire.Phase, ...]:
        return await self._transport.get(wire.UNIT_PHASES, wire.PHASE_LIST)

    async def _existing(self, serial_number: str, part_number: str | None) -> wire.Unit:
        unit = await self.get_unit(serial_number, part_number)
        if unit is None:
            raise NotFound("the server has no such unit.", operation="get_unit", unit=serial_number)
        return unit

    async def _part_of(self, serial_number: str) -> str:
        return (await self._existing(serial_number, None)).part_number

    async def _key(self, serial_number: str, part_number: str | None) -> dict[str, str]:
        part = part_number or await self._part_of(serial_number)
        return {"serialNumber": serial_number, "partNumber": part}

    async def _phase_id(self, text: str) -> int:
        wanted = squeezed(text)
        known = await self.get_phases()
        for phase in known:
            if wanted in (squeezed(phase.name), squeezed(phase.code), str(phase.unit_phase_id)):
                return phase.unit_phase_id
        for number, name in wire.GUIDE_PHASES.items():
            if wanted == squeezed(name):
                return number
        names = ", ".join(phase.name for phase in known)
        raise InvalidInput(f"{text!r} is no phase; there are {names}.", operation="set_unit_phase")

    async def _tag_by_units(self, tag: dict[str, str], by: StationHeaders) -> None:
        """Read the unit and send it back with the tag: PUT Units would make an unknown one."""
        serial_number = tag["serialNumber"]
        unit = await self._existing(serial_number, tag["partNumber"])
        body = {
            "serialNumber": unit.serial_number,
            "partNumber": unit.part_number,
            "revision": unit.revision,
            "batchNumber": unit.batch_number,
            "currentLocation": unit.current_location,
            # Keyed: what is not named stays as it is.
            "tags": [{"key": tag["key"], "value": tag["value"], "change": _ADD}],
        }
        sent = {name: value for name, value in body.items() if value}
        said = await self._transport.put(
            wire.UNITS, {}, by.as_headers(), body=[sent], unit=serial_number
        )
        if isinstance(said, dict) and (said.get("errorCount") or said.get("ErrorCount")):
            reason = "the server could not save the unit."
            raise Rejected(reason, operation=f"PUT {wire.UNITS}", unit=serial_number)


def _changes_of(states: wire.StateHistory) -> Iterable[wire.HistoryRow]:
    """What changed from one state to the next, newest first; the server keeps no more."""
    rows = list(zip(states.date_times, states.phases, states.processes, strict=False))
    before = [*rows[1:], (None, "", "")]
    for (time, phase, process), (_, old_phase, old_process) in zip(rows, before, strict=True):
        if process not in ("", old_process):
            yield wire.HistoryRow(time=time, kind="process", old=old_process, new=process)
        if phase not in ("", old_phase):
            yield wire.HistoryRow(time=time, kind="phase", old=old_phase, new=phase)
