"""Reports: their headers by OData filter, whole reports, and repairs made from them.

Source: wire contract section 2.6; the guide's calls by its section 3.
"""

from collections.abc import Iterable

from wats_station.wats.errors import NotFound
from wats_station.wats.quoting import literal, segment
from wats_station.wats.services.report_making import ReportMaking
from wats_station.wats.transport import Document
from wats_station.wats.wire.fields import many
from wats_station.wats.wire.report_document import ANY_REPORT, AnyReport
from wats_station.wats.wire.reports import MiscInfoHeader, ReportHeader

_HEADERS = many(ReportHeader)
_MISC_HEADERS = many(MiscInfoHeader)

_BASE = "/api/Report"
# The server's own limit.
MOST_HEADERS = 10_000
_TESTS = "reportType eq 'T'"
_REPAIRS = "reportType eq 'R'"


class ReportService(ReportMaking):
    """`client.report`. Every call raises `WatsError` and its kinds."""

    async def query_headers(
        self,
        odata_filter: str = "",
        top: int = 100,
        orderby: str = "start desc",
        *,
        skip: int = 0,
        expand: Iterable[str] = (),
        unit: str = "",
    ) -> tuple[ReportHeader, ...]:
        """The first `top` reports that the filter selects, newest first; tests and repairs.

        Filter and order are OData: `serialNumber eq 'SN1' and start ge 2026-01-01`. The
        server gives 10,000 at most. `expand` fills the lists of a header: `subunits`,
        `miscinfo`, `assets`, `attachments`, `uurSubUnits`, `uurMiscInfo`,
        `uurAttachments`. `unit` only names the unit in an error.
        """
        query = {
            "$filter": odata_filter,
            "$top": str(top),
            "$orderby": orderby,
            "$skip": str(skip) if skip else "",
            "$expand": ",".join(expand),
        }
        given = {name: text for name, text in query.items() if text}
        return await self._transport.read(f"{_BASE}/Query/Header", _HEADERS, given, unit=unit)

    async def query_uut_headers(
        self,
        odata_filter: str = "",
        top: int = 100,
        orderby: str = "start desc",
        *,
        skip: int = 0,
        expand: Iterable[str] = (),
    ) -> tuple[ReportHeader, ...]:
        """The first `top` tests that the filter selects, newest first; see `query_headers`."""
        wanted = _both(_TESTS, odata_filter)
        return await self.query_headers(wanted, top, orderby, skip=skip, expand=expand)

    async def query_uur_headers(
        self,
        odata_filter: str = "",
        top: int = 100,
        orderby: str = "start desc",
        *,
        skip: int = 0,
        expand: Iterable[str] = (),
    ) -> tuple[ReportHeader, ...]:
        """The first `top` repairs that the filter selects, newest first; see `query_headers`."""
        wanted = _both(_REPAIRS, odata_filter)
        return await self.query_headers(wanted, top, orderby, skip=skip, expand=expand)

    async def headers_of_unit(
        self, serial_number: str, part_number: str, top: int = MOST_HEADERS
    ) -> tuple[ReportHeader, ...]:
        """The unit's reports, newest first."""
        wanted = (
            f"serialNumber eq {literal(serial_number)} and partNumber eq {literal(part_number)}"
        )
        return await self.query_headers(wanted, top, unit=serial_number)

    async def headers_by_misc_info(
        self,
        description: str,
        value: str = "",
        *,
        serial_number: str = "",
        process_code: int | None = None,
    ) -> tuple[MiscInfoHeader, ...]:
        """The reports that say this in a misc info of this description."""
        query = {
            "description": description,
            "data": value,
            "serialNumber": serial_number,
            "processCode": "" if process_code is None else str(process_code),
        }
        given = {name: text for name, text in query.items() if text}
        return await self._transport.read(
            f"{_BASE}/Query/HeaderByMiscInfo", _MISC_HEADERS, given, unit=serial_number
        )

    async def get_report(
        self,
        report_id: str,
        *,
        detail_level: int | None = None,
        with_charts: bool = False,
        with_attachments: bool = False,
    ) -> AnyReport | None:
        """The whole report, a `UUTReport` or a `UURReport`; None when there is none.

        `detail_level` 0 leaves the steps out. Attachments and charts hold their data as
        base64 where they are asked for.
        """
        query = {} if detail_level is None else {"detailLevel": str(detail_level)}
        if with_charts:
            query["includeChartdata"] = "true"
        if with_attachments:
            query["includeAttachments"] = "true"
        try:
            return await self._transport.read(
                f"{_BASE}/Wsjf/{segment(report_id)}", ANY_REPORT, query
            )
        except NotFound as missing:
            if missing.no_such_call:
                raise
            return None

    async def get_report_xml(self, report_id: str) -> bytes:
        """The whole report as XML (WSXF)."""
        path = f"{_BASE}/Wsxf/{segment(report_id)}"
        return (await self._transport.read_document(path, starting=b"<")).content

    async def get_attachment(
        self, report_id: str, *, attachment_id: str = "", step_id: str = ""
    ) -> Document:
        """One file of a report, by its own id or by its step's; its bytes and what kind it is."""
        query = {"reportId": report_id, "attachmentId": attachment_id, "stepId": step_id}
        given = {name: text for name, text in query.items() if text}
        return await self._transport.read_document(f"{_BASE}/Attachment", given)

    async def get_attachments(self, report_id: str) -> bytes:
        """Every file of a report, as a zip."""
        path = f"{_BASE}/Attachments/{segment(report_id)}"
        return (await self._transport.read_document(path, starting=b"PK")).content

    async def get_certificate(self, report_id: str) -> Document:
        """The test's certificate, for printing."""
        return await self._transport.read_document(f"{_BASE}/Certificate/{segment(report_id)}")


def _both(one: str, other: str) -> str:
    return f"{one} and ({other})" if other else one
