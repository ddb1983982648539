"""What a row of the contract is, and the words that the rows share."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from wats_station.wats import (
    AsyncWatsClient,
    BoxBuildTemplate,
    Failure,
    StationHeaders,
    TemplateLine,
    Unit,
    UurDetail,
    UURReport,
    UUTReport,
)

TOKEN = "c2VjcmV0OnRva2Vu"
QUERY = "/api/Production/Unit/Query"
INTERNAL = "/api/internal/Production"
BY = StationHeaders("5f0c1f3e-0000-4000-8000-000000000001", "BENCH 7", "Åse", "Ove", "tag=Ø 1%")
SENT_BY = {
    "x-station-command": "5f0c1f3e-0000-4000-8000-000000000001",
    "x-station-name": "BENCH 7",
    "x-station-operator": "%C3%85se",
    "x-station-approved-by": "Ove",
    "x-station-expected": "tag=%C3%98 1%25",
}
REPORT_ID = "5c2bcba9-6ab1-5ea2-a9fe-8c82951fd683"
MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)

Ask = Callable[[AsyncWatsClient], Awaitable[object]]


class Row(NamedTuple):
    """One call: what is sent, and what is answered."""

    ask: Ask
    method: str
    path: str
    query: Mapping[str, str] = MappingProxyType({})
    body: object = None
    answer: str = "null"
    is_write: bool = False
    content_type: str = "application/json"


KEY = {"serialNumber": "SN1", "partNumber": "P1"}
PAIR = {"childSerialNumber": "C1", "childPartNumber": "CP"}
PUBLIC_PAIR = {"parentSerialNumber": "SN1", "parentPartNumber": "P1"} | PAIR
UNIT = '{"serialNumber": "SN1", "partNumber": "P1", "revision": "A"}'
UNITS = f"[{UNIT}]"
HEADER = f'[{{"uuid": "{REPORT_ID}", "serialNumber": "SN1", "result": "Passed"}}]'
PRODUCT = '{"productId": "1", "partNumber": "P1"}'
REVISION = '{"productRevisionId": "2", "revision": "A"}'
NUMBERS = '[{"id": "N1", "state": "Taken"}]'
RULE = '{"unitVerificationId": 3, "partNumber": "P1", "revision": "", "processCodes": [30]}'
UUT = (
    f'{{"id": "{REPORT_ID}", "type": "T", "sn": "SN1", "pn": "P1", "rev": "A", "processCode": 30,'
    ' "result": "P", "start": "2026-01-02T03:04:05Z"}'
)
INFO = (
    '[{"PartNumber": "P1", "Revision": "A", "hlevel": 0, "ProductRevisionId": "R1"},'
    ' {"PartNumber": "CP", "Revision": "A", "hlevel": 1, "ProductRevisionId": "R2",'
    ' "ProductRevisionRelationId": "L1", "Quantity": 2}]'
)
LINE = TemplateLine(relation_id="L1", product_revision_id="R2", part_number="CP", quantity=2)
TEMPLATE = BoxBuildTemplate(
    part_number="P1", revision="A", product_revision_id="R1", subunits=(LINE,)
)
THE_UNIT = Unit(
    serial_number="SN1",
    part_number="P1",
    revision="A",
    batch_number="B1",
    serial_date=MOMENT,
    current_location="Hall 1",
)
THE_UNIT_SENT = {
    "serialNumber": "SN1",
    "partNumber": "P1",
    "revision": "A",
    "batchNumber": "B1",
    "serialDate": "2026-01-02T03:04:05Z",
    "currentLocation": "Hall 1",
}
THE_UUT = UUTReport(
    id=UUID(REPORT_ID),
    serial_number="SN1",
    part_number="P1",
    revision="A",
    process_code=30,
    result="P",
    start=MOMENT,
)
THE_UUR = UURReport(
    id=UUID(REPORT_ID),
    serial_number="SN1",
    part_number="P1",
    revision="A",
    process_code=500,
    start=MOMENT,
    uur=UurDetail(process_code=30),
).adding_failure(Failure(category="Component", code="Defect Component", com_ref="R1"))
RECEIPT = f'[{{"ID": "{REPORT_ID}", "uuid": "{REPORT_ID}", "Report_ID": "7"}}]'
BOM = (
    "<?xml version='1.0' encoding='utf-8'?>\n"
    '<BOM xmlns="http://wats.virinco.com/schemas/WATS/wsbf" Partnumber="P1" Revision="A" Desc="">'
    '<Component Number="C&amp;1" Rev="" Qty="2" Desc="" Ref="R1" FunctionBlock="" /></BOM>'
)


def read(ask: Ask, path: str, query: dict[str, str] | None = None, answer: str = "[]") -> Row:
    return Row(ask, "GET", path, query or {}, None, answer)


def write(  # noqa: PLR0917 - a row reads as a line of the table
    ask: Ask,
    method: str,
    path: str,
    query: dict[str, str] | None = None,
    body: object = None,
    answer: str = "null",
) -> Row:
    return Row(ask, method, path, query or {}, body, answer, is_write=True)
