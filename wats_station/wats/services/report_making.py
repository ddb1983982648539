"""Making and sending reports: tests, and repairs from scratch or from the test that failed."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from pydantic import ConfigDict, TypeAdapter

from wats_station.wats.clock import utc_now
from wats_station.wats.errors import InvalidInput, NotFound, ProtocolError
from wats_station.wats.quoting import segment
from wats_station.wats.services.process import ProcessService
from wats_station.wats.station import Station
from wats_station.wats.station_headers import NO_HEADERS, StationHeaders
from wats_station.wats.transport import Transport, Upload
from wats_station.wats.wire.report_document import (
    ANY_REPORT,
    AnyReport,
    Failure,
    Result,
    Step,
    UurDetail,
    UURReport,
    UutDetail,
    UUTReport,
)
from wats_station.wats.wire.reports import ReportHeader, ReportReceipt

_RECEIPT: TypeAdapter[ReportReceipt | tuple[ReportReceipt, ...] | str] = TypeAdapter(
    ReportReceipt | tuple[ReportReceipt, ...] | str, config=ConfigDict(defer_build=True)
)
_WSJF = "/api/Report/WSJF"
_WSXF = "/api/Report/WSXF"
# pyWATS turns a station that never said its purpose into this one for a repair.
_DEVELOPMENT, _REPAIR = "Development", "Repair"


class ReportMaking:
    """Reports made here. `failure_names` turns the guide's numbers into the server's words.

    WATS knows failure categories and codes by their texts. A line that numbers its own
    says once what they mean: `client.report.failure_names[501] = "Defect Component"`.
    """

    def __init__(self, transport: Transport, process: ProcessService, station: Station) -> None:
        self._transport = transport
        self._process = process
        self._station = station.known()
        self.failure_names: dict[int, str] = {}

    async def create_uut(
        self,
        serial_number: str,
        part_number: str,
        revision: str,
        process_code: int,
        *,
        result: Result = "P",
        root: Step | None = None,
        operator: str = "",
        start: datetime | None = None,
        seconds: float | None = None,
    ) -> UUTReport:
        """A test of a unit, not sent yet. `root` is the main sequence with the steps.

        `start` carries its zone, and is now when not given; `seconds` is how long it took.
        """
        return UUTReport(
            **self._head(serial_number, part_number, revision, process_code, start),
            result=result,
            root=root or Step(group="M", step_type="SequenceCall", name="Main", status=result),
            uut=UutDetail(user=operator, exec_time=seconds),
        )

    async def create_uur_from_part_and_process(
        self,
        part_number: str,
        serial_number: str,
        revision: str,
        process_code: int | None,
        *,
        failure_category: str | int = "",
        failure_code: str | int = "",
        description: str = "",
        operator: str = "",
        component: str = "",
        repair_operation: int | None = None,
        failed_test: str = "",
    ) -> UURReport:
        """A repair, not sent yet; `process_code` is the test operation that failed.

        Category and code are texts of the repair operation's code tree, or numbers that
        `failure_names` knows. Without `repair_operation` it is the server's first;
        `failed_test` is the id of the test that failed. Raises `InvalidInput`.
        """
        if process_code is None:
            raise InvalidInput(
                "the unit has no process: say which test operation failed.",
                operation="create_uur_from_part_and_process",
                unit=serial_number,
            )
        if repair_operation is None:
            repair_operation = await self._first_repair_operation()
        detail = UurDetail(user=operator, comment=description, process_code=process_code)
        if failed_test:
            detail = detail.model_copy(update={"ref_uut": failed_test})
        head = self._head(serial_number, part_number, revision, repair_operation, None)
        report = UURReport(**head | {"purpose": self._repair_purpose()}, uur=detail)
        if failure_category == "" and failure_code == "":
            return report
        return report.adding_failure(
            Failure(
                category=self._failure_name(failure_category),
                code=self._failure_name(failure_code),
                comment=description,
                com_ref=component,
            )
        )

    async def create_uur_from_uut(
        self,
        failed_test: str | UUID | UUTReport | ReportHeader,
        *,
        failure_category: str | int = "",
        failure_code: str | int = "",
        description: str = "",
        operator: str = "",
        component: str = "",
        repair_operation: int | None = None,
    ) -> UURReport:
        """A repair of the unit whose test failed, tied to that test; not sent yet.

        `failed_test` is the test, its header, or its id. Raises `NotFound` where there is
        no such test, else as `create_uur_from_part_and_process`.
        """
        test = await self._test_of(failed_test)
        return await self.create_uur_from_part_and_process(
            test.part_number,
            test.serial_number,
            test.revision,
            test.process_code,
            failure_category=failure_category,
            failure_code=failure_code,
            description=description,
            operator=operator,
            component=component,
            repair_operation=repair_operation,
            failed_test=str(test.uuid if isinstance(test, ReportHeader) else test.id),
        )

    async def send_report(
        self, report: AnyReport, *, by: StationHeaders = NO_HEADERS
    ) -> ReportReceipt:
        """Send a report; the same id again replaces it. Raises `InvalidInput`, `Rejected`.

        A WATS server takes a report before it looks into it: what it cannot read is put
        aside there, and this call has succeeded nevertheless.
        """
        if isinstance(report, UURReport) and not report.failures:
            raise InvalidInput(
                "a repair needs at least one failure: adding_failure(...).",
                operation="send_report",
                unit=report.serial_number,
            )
        answer = await self._transport.write_for(
            "POST", _WSJF, _RECEIPT, {}, by.as_headers(),
            body=report.as_sent(), unit=report.serial_number,
        )  # fmt: skip
        return _receipt(answer, report.serial_number)

    async def send_uur_report(
        self, report: UURReport, *, by: StationHeaders = NO_HEADERS
    ) -> ReportReceipt:
        """Send a repair; the guide's name of `send_report`."""
        return await self.send_report(report, by=by)

    async def send_uut_report(
        self, report: UUTReport, *, by: StationHeaders = NO_HEADERS
    ) -> ReportReceipt:
        """Send a test; see `send_report`."""
        return await self.send_report(report, by=by)

    async def send_report_xml(
        self, document: bytes, *, by: StationHeaders = NO_HEADERS
    ) -> ReportReceipt:
        """Send a report that is XML (WSXF) already."""
        answer = await self._transport.write_for(
            "POST", _WSXF, _RECEIPT, {}, by.as_headers(),
            body=Upload(document, "application/xml"),
        )  # fmt: skip
        return _receipt(answer, "")

    def _head(
        self,
        serial_number: str,
        part_number: str,
        revision: str,
        process_code: int,
        start: datetime | None,
    ) -> dict[str, Any]:
        station = self._station
        return {
            "id": uuid4(),
            "serial_number": serial_number,
            "part_number": part_number,
            "revision": revision,
            "process_code": process_code,
            "station_name": station.name,
            "location": station.location,
            "purpose": station.purpose,
            "start": start or utc_now(),
        }

    def _repair_purpose(self) -> str:
        purpose = self._station.purpose
        return _REPAIR if purpose == _DEVELOPMENT else purpose

    def _failure_name(self, given: str | int) -> str:
        if isinstance(given, str):
            return given
        name = self.failure_names.get(given)
        if name is None:
            raise InvalidInput(
                f"WATS knows failures by their texts: give the text, or say"
                f" client.report.failure_names[{given}] = ...",
                operation="create_uur",
            )
        return name

    async def _first_repair_operation(self) -> int:
        operations = await self._process.get_processes()
        codes = sorted(each.code for each in operations if each.is_repair_operation)
        if not codes:
            raise InvalidInput("the server has no repair operation.", operation="create_uur")
        return codes[0]

    async def _test_of(
        self, failed_test: str | UUID | UUTReport | ReportHeader
    ) -> UUTReport | ReportHeader:
        if isinstance(failed_test, UUTReport | ReportHeader):
            return failed_test
        path = f"/api/Report/Wsjf/{segment(str(failed_test))}"
        report = await self._transport.read(path, ANY_REPORT, {"detailLevel": "0"})
        if not isinstance(report, UUTReport):
            text = "this report is a repair, not a test."
            raise NotFound(text, operation="create_uur_from_uut", unit=report.serial_number)
        return report


def _receipt(answer: ReportReceipt | tuple[ReportReceipt, ...] | str, unit: str) -> ReportReceipt:
    if isinstance(answer, str):
        answer = ReportReceipt(uuid=answer)
    elif isinstance(answer, tuple):
        answer = answer[0] if answer else ReportReceipt()
    if not answer.uuid and not answer.report_id:
        text = "the server did not say which report it took."
        raise ProtocolError(text, operation=f"POST {_WSJF}", unit=unit)
    return answer
