"""Reports: their headers, by OData filter. Source: wire contract section 2.6."""

from wats_station.wats import wire
from wats_station.wats.quoting import literal
from wats_station.wats.transport import Transport

# The server's own limit.
MOST_HEADERS = 10_000


class ReportService:
    """`client.report`. Every call raises `WatsError` and its kinds."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def query_headers(
        self,
        odata_filter: str = "",
        top: int = 100,
        orderby: str = "start desc",
        *,
        unit: str = "",
    ) -> tuple[wire.ReportHeader, ...]:
        """The first `top` reports that the filter selects, newest first; tests and repairs.

        Filter and order are OData: `serialNumber eq 'SN1' and start ge 2026-01-01`. The
        server gives 10,000 at most. `unit` only names the unit in an error.
        """
        query = {"$filter": odata_filter, "$top": str(top), "$orderby": orderby}
        given = {name: text for name, text in query.items() if text}
        return await self._transport.get(wire.REPORT_HEADERS, wire.HEADER_LIST, given, unit=unit)

    async def headers_of_unit(
        self, serial_number: str, part_number: str, top: int = MOST_HEADERS
    ) -> tuple[wire.ReportHeader, ...]:
        """The unit's reports, newest first."""
        wanted = (
            f"serialNumber eq {literal(serial_number)} and partNumber eq {literal(part_number)}"
        )
        return await self.query_headers(wanted, top, unit=serial_number)
