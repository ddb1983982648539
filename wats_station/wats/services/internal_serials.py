"""The internal calls on serial numbers: pools looked into, kept and reserved. Section 2.2 and 7."""

from collections.abc import Iterable

from pydantic import ConfigDict, TypeAdapter

from wats_station.wats.errors import ProtocolError
from wats_station.wats.services.serial_upload import numbers_file
from wats_station.wats.station_headers import NO_HEADERS, StationHeaders
from wats_station.wats.transport import Transport
from wats_station.wats.wire.fields import WireModel, many, one
from wats_station.wats.wire.serial_document import numbers_in
from wats_station.wats.wire.serials import (
    SerialNumber,
    SerialNumberRange,
    SerialNumberStatistics,
)


class _Reserved(WireModel):
    sn: str


_NUMBERS = many(SerialNumber)
_RANGES = many(SerialNumberRange)
_STATISTICS = many(SerialNumberStatistics)
_RESERVED = one(_Reserved)
_COUNT: TypeAdapter[int] = TypeAdapter(int, config=ConfigDict(defer_build=True))
_COUNT_IF_SAID: TypeAdapter[int | None] = TypeAdapter(
    int | None, config=ConfigDict(defer_build=True)
)

_BASE = "/api/internal/Production"
_SERIALS = f"{_BASE}/SerialNumbers"
_RESERVE = f"{_BASE}/GetAndReserveNewSerialNumbers"


class InternalSerialNumberCalls:
    """The serial number calls of `client.production.internal`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def get_serial_numbers(
        self, serial_type: str, *, state: str = "", first: str = "", last: str = ""
    ) -> tuple[SerialNumber, ...]:
        """The numbers of a type: of a state (Free, Taken, Reserved), between two numbers."""
        query = _selection(serial_type, state, first, last)
        return await self._transport.read(_SERIALS, _NUMBERS, query)

    async def count_serial_numbers(
        self, serial_type: str, *, state: str = "", first: str = "", last: str = ""
    ) -> int:
        """How many there are of them."""
        query = _selection(serial_type, state, first, last)
        return await self._transport.read(f"{_SERIALS}/Count", _COUNT, query)

    async def free_serial_numbers(
        self, ranges: Iterable[SerialNumberRange], *, by: StationHeaders = NO_HEADERS
    ) -> int | None:
        """Give taken or reserved numbers back to their pools; how many, where the server says."""
        return await self._transport.write_for(
            "PUT", f"{_SERIALS}/Free", _COUNT_IF_SAID, {}, by.as_headers(), body=_ranges(ranges)
        )

    async def delete_free_serial_numbers(
        self, ranges: Iterable[SerialNumberRange], *, by: StationHeaders = NO_HEADERS
    ) -> int | None:
        """Take free numbers out of their pools; how many, where the server says."""
        return await self._transport.write_for(
            "DELETE", f"{_SERIALS}/Free", _COUNT_IF_SAID, {}, by.as_headers(), body=_ranges(ranges)
        )

    async def serial_number_ranges(self, serial_type: str = "") -> tuple[SerialNumberRange, ...]:
        """The pool as runs of neighbours in one state; of every type unless one is named."""
        query = {"serialNumberType": serial_type} if serial_type else {}
        return await self._transport.read(f"{_SERIALS}/Ranges", _RANGES, query)

    async def serial_number_statistics(
        self, serial_type: str = ""
    ) -> tuple[SerialNumberStatistics, ...]:
        """How many numbers are free, taken and reserved."""
        query = {"serialNumberType": serial_type} if serial_type else {}
        return await self._transport.read(f"{_SERIALS}/Statistics", _STATISTICS, query)

    async def upload_serial_numbers(
        self, serial_type: str, numbers: Iterable[str], *, by: StationHeaders = NO_HEADERS
    ) -> int | None:
        """Put numbers into a pool; how many were new, where the server says."""
        return await self._transport.write_for(
            "POST",
            f"{_BASE}/UploadSerialNumbers",
            _COUNT_IF_SAID,
            {"serialNumberType": serial_type, "format": "CSV"},
            by.as_headers(),
            body=numbers_file(numbers),
        )

    async def reserve_serial_numbers(
        self,
        serial_type: str,
        batch_size: int,
        *,
        station: str = "",
        token_id: str = "",
        only_in_sequence: bool = False,
        used: Iterable[str] = (),
        by: StationHeaders = NO_HEADERS,
    ) -> tuple[str, ...]:
        """Set numbers aside for working offline; `used` are those of before that are gone.

        `token_id` names the pool of this station, so that it gets its own back.
        """
        body: dict[str, object] = {
            "serialNumberType": serial_type,
            "batchSize": batch_size,
            "requestType": "Reserve",
            "onlyInSequence": only_in_sequence,
            "stationName": station,
            "tokenId": token_id,
            "url": self._transport.base_url,
            "fromSerialNumber": "",
        }
        if gone := [{"id": number} for number in used]:
            body["SN"] = gone
        answer = await self._transport.write_for(
            "POST", _RESERVE, _RESERVED, {}, by.as_headers(), body={"sn": body}
        )
        try:
            return numbers_in(answer.sn.encode())
        except ValueError:
            text = "the server's answer holds no serial numbers."
        # Raised out here, so that it does not drag the parser's along.
        raise ProtocolError(text, operation=f"POST {_RESERVE}")


def _selection(serial_type: str, state: str, first: str, last: str) -> dict[str, str]:
    query = {
        "serialNumberType": serial_type,
        "state": state,
        "startAddress": first,
        "endAddress": last,
    }
    return {name: text for name, text in query.items() if text}


def _ranges(ranges: Iterable[SerialNumberRange]) -> list[dict[str, str]]:
    return [
        {
            name: text
            for name, text in {
                "type": each.serial_number_type,
                "startAddress": each.start_address,
                "endAddress": each.end_address,
            }.items()
            if text
        }
        for each in ranges
    ]
