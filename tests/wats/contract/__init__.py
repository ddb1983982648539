"""The wire contract as a table: each call of the client, and the one request that it is.

A row has the call, what it sends, and an answer as a server gives it. What a call asks
before its own request (a part number, the list of phases) is answered by `BEFORE`.
"""

from tests.wats.contract.building import ASSEMBLY_ROWS, NUMBER_ROWS
from tests.wats.contract.internal import INTERNAL_ROWS
from tests.wats.contract.products import PROCESS_ROWS, PRODUCT_ROWS
from tests.wats.contract.reports import REPORT_ROWS
from tests.wats.contract.rows import INFO, QUERY, Row
from tests.wats.contract.server import APP_ROWS
from tests.wats.contract.units import STATE_ROWS, UNIT_ROWS

ROWS: dict[str, Row] = (
    UNIT_ROWS | STATE_ROWS | ASSEMBLY_ROWS | NUMBER_ROWS | INTERNAL_ROWS
    | PRODUCT_ROWS | PROCESS_ROWS | REPORT_ROWS | APP_ROWS
)  # fmt: skip
# Made of several requests, or of none: tested where they are used.
COMPOSED = {
    "production.get_unit_changes",
    "production.count_failed_steps",
    "report.create_uut",
    "report.create_uur_from_part_and_process",
}
# What a call may have to know before its own request.
BEFORE = {
    QUERY: (
        '[{"serialNumber": "SN1", "partNumber": "P1", "revision": "A",'
        ' "subUnits": [{"serialNumber": "C1", "partNumber": "CP", "revision": "A"}]}]'
    ),
    f"{QUERY} C1": '[{"serialNumber": "C1", "partNumber": "CP", "revision": "A"}]',
    "/api/App/Processes": '[{"code": 30, "name": "ICT"}]',
    "/api/internal/Product/GetProductInfo": INFO,
    "/api/internal/Product/GetProductCategories": "[]",
    "/api/Product/Vendors": "[]",
}
