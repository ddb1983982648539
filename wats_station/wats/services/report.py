"""Reports: their headers, by OData filter. Source: wire contract section 2.6."""

from wats_station.wats import wire
from wats_station.wats.transport import Transport, literal


class ReportService:
    """`client.report`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def query_headers(
        self, odata_filter: str, top: int = 100, *, unit: str = ""
    ) -> tuple[wire.ReportHeader, ...]:
        """The newest `top` reports that the filter selects, newest first; tests and repairs."""
        query = {"$filter": odata_filter, "$top": str(top), "$orderby": "start desc"}
        return await self._transport.get(wire.REPORT_HEADERS, wire.HEADER_LIST, query, unit=unit)

    async def headers_of_unit(
        self, serial_number: str, part_number: str, top: int = 10_000
    ) -> tuple[wire.ReportHeader, ...]:
        """The unit's reports, newest first."""
        wanted = (
            f"serialNumber eq {literal(serial_number)} and partNumber eq {literal(part_number)}"
        )
        return await self.query_headers(wanted, top, unit=serial_number)
