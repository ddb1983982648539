"""The server itself, yields and lists, bar codes."""

from tests.wats.contract.rows import (
    BY,
    HEADER,
    Ask,
    Row,
    read,
    write,
)
from wats_station.wats import (
    BarcodeIdentifier,
)

FILTER: dict[str, str | int] = {"serialNumber": "SN1", "topCount": 5}


def asked_by_post(ask: Ask, path: str, query: dict[str, str], answer: str) -> Row:
    return Row(ask, "POST", path, query, FILTER, answer)


APP_ROWS = {
    "app.get_processes": read(
        lambda c: c.app.get_processes(), "/api/App/Processes",
        answer='[{"code": 30, "name": "ICT"}]',
    ),
    "app.version": read(lambda c: c.app.version(), "/api/App/Version", answer='"2026.1"'),
    "app.ping": read(
        lambda c: c.app.ping(), "/api/internal/Client/Ping",
        answer='{"ServerName": "W", "ServerTime": "2026-01-02T03:04:05Z"}',
    ),
    "app.module_versions": read(
        lambda c: c.app.module_versions(), "/api/internal/Client/Version",
        answer='[{"Module": "M", "Version": "1"}]',
    ),
    "app.system_status": read(
        lambda c: c.app.system_status(), "/api/SystemStatus", answer='{"status": "OK"}'
    ),
    "app.get_levels": read(
        lambda c: c.app.get_levels(), "/api/App/Levels", answer='[{"levelId": 1}]'
    ),
    "app.get_product_groups": read(
        lambda c: c.app.get_product_groups(with_filters=True), "/api/App/ProductGroups",
        {"includeFilters": "true"}, '[{"productGroupId": 1, "productGroupName": "Boards"}]',
    ),
    "app.common_user_settings": read(
        lambda c: c.app.common_user_settings(), "/api/App/CommonUserSettings",
        answer='{"UserName": "me"}',
    ),
    "app.dynamic_yield": asked_by_post(
        lambda c: c.app.dynamic_yield(FILTER, "partNumber;period"), "/api/App/DynamicYield",
        {"dimensions": "partNumber;period"}, '[{"partNumber": "P1", "unitCount": 3, "fpy": 50.0}]',
    ),
    "app.serial_number_history": asked_by_post(
        lambda c: c.app.serial_number_history(FILTER), "/api/App/SerialNumberHistory", {}, HEADER
    ),
    "app.uut_reports": asked_by_post(
        lambda c: c.app.uut_reports(FILTER), "/api/App/UutReport", {}, HEADER
    ),
    "app.uur_reports": asked_by_post(
        lambda c: c.app.uur_reports(FILTER), "/api/App/UurReport", {}, HEADER
    ),
    "app.related_repairs": read(
        lambda c: c.app.related_repairs("P1", "A", test_operation=30, repair_operation=500),
        "/api/App/RelatedRepairHistory",
        {
            "partNumber": "P1", "revision": "A", "testOperationCode": "30",
            "repairOperationCode": "500",
        },
        '[{"serialNumber": "SN1", "failCode": "Component", "repairCode": "Burned"}]',
    ),
    "app.get_barcode_identifiers": read(
        lambda c: c.app.get_barcode_identifiers(), "/api/BarcodeIdentifiers/BarcodeIdentifiers",
        answer='[{"id": 1, "pattern": "^A", "order": 1}]',
    ),
    "app.identify_barcode": read(
        lambda c: c.app.identify_barcode("A/B"), "/api/BarcodeIdentifiers/IdentifyBarcode",
        {"code": "A/B"}, '{"serialNumber": "A", "partNumber": "B"}',
    ),
    "app.save_barcode_identifier": write(
        lambda c: c.app.save_barcode_identifier(
            BarcodeIdentifier(pattern="^A", serial_number="A(.*)"), by=BY
        ),
        "PUT", "/api/BarcodeIdentifiers/BarcodeIdentifier",
        body={"pattern": "^A", "serialNumber": "A(.*)"}, answer='{"id": 1, "pattern": "^A"}',
    ),
    "app.delete_barcode_identifier": write(
        lambda c: c.app.delete_barcode_identifier(1, by=BY),
        "DELETE", "/api/BarcodeIdentifiers/BarcodeIdentifier/1",
    ),
}  # fmt: skip
