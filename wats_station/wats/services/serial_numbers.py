"""Serial numbers from the server's pools. Source: wire contract section 2.1."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from pydantic import ConfigDict, TypeAdapter

from wats_station.wats.errors import InvalidInput, ProtocolError
from wats_station.wats.services.production_calls import ProductionCalls
from wats_station.wats.services.serial_upload import numbers_file
from wats_station.wats.station_headers import NO_HEADERS, StationHeaders
from wats_station.wats.wire.fields import many
from wats_station.wats.wire.serial_document import numbers_in
from wats_station.wats.wire.serials import SerialNumber, SerialNumberType

_TYPES = many(SerialNumberType)
_NUMBERS = many(SerialNumber)
_COUNT: TypeAdapter[int | None] = TypeAdapter(int | None, config=ConfigDict(defer_build=True))

_BASE = "/api/Production/SerialNumbers"
_TAKE = f"{_BASE}/Take"


class Reference(NamedTuple):
    """What numbers are taken for: a unit, a part; empty for what is not said.

    Source: wire contract 2.1.
    """

    serial_number: str = ""
    part_number: str = ""


class SerialNumberCalls(ProductionCalls):
    """The serial number calls of `client.production`."""

    async def get_serial_number_types(
        self,
        part_number: str | None = None,
        revision: str | None = None,
    ) -> tuple[SerialNumberType, ...]:
        """The types in the server's order; `id` counts them from 1.

        Part and revision are taken as the guide gives them: WATS keeps one list for all.
        """
        del part_number, revision
        types = await self._transport.read(f"{_BASE}/Types", _TYPES)
        return tuple(
            each.model_copy(update={"id": position}) for position, each in enumerate(types, 1)
        )

    async def allocate_serial_numbers(
        self,
        part_number: str,
        revision: str,
        quantity: int,
        serial_type_id: int | str = 1,
        *,
        reference_serial: str = "",
        station: str = "",
        only_in_sequence: bool = False,
        by: StationHeaders = NO_HEADERS,
    ) -> tuple[str, ...]:
        """Take numbers out of a pool for a part; as many as are left, when those are fewer.

        `serial_type_id` is a type's place, from 1, or its name. WATS keeps the part as the
        numbers' reference, and no revision. Sent once: numbers whose answer was lost are
        found by `serial_numbers_by_reference`. Raises `Rejected` or `NotFound` for an
        empty pool.
        """
        del revision
        return await self.take_serial_numbers(
            await self._type_name(serial_type_id),
            quantity,
            Reference(reference_serial, part_number),
            station=station,
            only_in_sequence=only_in_sequence,
            by=by,
        )

    async def take_serial_numbers(
        self,
        serial_type: str,
        quantity: int,
        reference: Reference = Reference(),  # noqa: B008 - it is immutable
        *,
        station: str = "",
        only_in_sequence: bool = False,
        by: StationHeaders = NO_HEADERS,
    ) -> tuple[str, ...]:
        """The server's own call, by the type's name; see `allocate_serial_numbers`."""
        if quantity < 1:
            raise InvalidInput("at least one number is wanted.", operation="take_serial_numbers")
        query = {
            "serialNumberType": serial_type,
            "quantity": str(quantity),
            "refSN": reference.serial_number,
            "refPN": reference.part_number,
            "stationName": station,
            "onlyInSequence": "true" if only_in_sequence else "",
        }
        given = {name: text for name, text in query.items() if text}
        answer = await self._transport.write_for_content("POST", _TAKE, given, by.as_headers())
        try:
            return numbers_in(answer.body)
        except ValueError:
            wrong: ProtocolError = self._transport.failure("POST", _TAKE, answer)
        # Raised out here, so that it does not drag the parser's along.
        raise wrong

    async def serial_numbers_by_range(
        self, serial_type: str, first: str, last: str
    ) -> tuple[SerialNumber, ...]:
        """The numbers from one to another, both included."""
        query = {"serialNumberType": serial_type, "startAddress": first, "endAddress": last}
        return await self._transport.read(f"{_BASE}/ByRange", _NUMBERS, query)

    async def serial_numbers_by_reference(
        self, serial_type: str, reference: Reference
    ) -> tuple[SerialNumber, ...]:
        """The numbers that were taken for a unit or a part."""
        if not any(reference):
            text = "a serial number or a part number is wanted."
            raise InvalidInput(text, operation="serial_numbers_by_reference")
        query = {
            "serialNumberType": serial_type,
            "refSN": reference.serial_number,
            "refPN": reference.part_number,
        }
        given = {name: text for name, text in query.items() if text}
        return await self._transport.read(f"{_BASE}/ByReference", _NUMBERS, given)

    async def export_serial_numbers(
        self,
        serial_type: str,
        *,
        first: str = "",
        last: str = "",
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> tuple[SerialNumber, ...]:
        """The pool of a type, or the part of it between two numbers or two moments."""
        query = {
            "serialNumberType": serial_type,
            "format": "JSON",
            "startAddress": first,
            "endAddress": last,
            "startDate": since.isoformat() if since else "",
            "endDate": until.isoformat() if until else "",
        }
        given = {name: text for name, text in query.items() if text}
        return await self._transport.read(_BASE, _NUMBERS, given)

    async def upload_serial_numbers(
        self, serial_type: str, numbers: Iterable[str], *, by: StationHeaders = NO_HEADERS
    ) -> int | None:
        """Put numbers into a pool; how many were new, where the server says."""
        return await self._transport.write_for(
            "PUT",
            _BASE,
            _COUNT,
            {"serialNumberType": serial_type, "format": "CSV"},
            by.as_headers(),
            body=numbers_file(numbers),
        )

    async def _type_name(self, wanted: int | str) -> str:
        if isinstance(wanted, str):
            return wanted
        types = await self.get_serial_number_types()
        for each in types:
            if each.id == wanted:
                return each.name
        names = ", ".join(f"{each.id} {each.name}" for each in types) or "none"
        text = f"there is no serial number type {wanted}; there are: {names}."
        raise InvalidInput(text, operation="allocate_serial_numbers")
