"""Reports."""

from tests.wats.contract.rows import (
    BY,
    HEADER,
    RECEIPT,
    REPORT_ID,
    THE_UUR,
    THE_UUT,
    UUT,
    Row,
    read,
    write,
)

HEADERS = "/api/Report/Query/Header"
REPORT_ROWS = {
    "report.query_headers": read(
        lambda c: c.report.query_headers("x eq 1", 5, "uuid", skip=2, expand=["miscinfo"]),
        HEADERS,
        {
            "$filter": "x eq 1", "$top": "5", "$orderby": "uuid", "$skip": "2",
            "$expand": "miscinfo",
        },
        HEADER,
    ),
    "report.query_uut_headers": read(
        lambda c: c.report.query_uut_headers("x eq 1 or y eq 2", 5), HEADERS,
        {
            "$filter": "reportType eq 'T' and (x eq 1 or y eq 2)", "$top": "5",
            "$orderby": "start desc",
        },
        HEADER,
    ),
    "report.query_uur_headers": read(
        lambda c: c.report.query_uur_headers(), HEADERS,
        {"$filter": "reportType eq 'R'", "$top": "100", "$orderby": "start desc"}, HEADER,
    ),
    "report.headers_of_unit": read(
        lambda c: c.report.headers_of_unit("S'1", "P1"), HEADERS,
        {
            "$filter": "serialNumber eq 'S''1' and partNumber eq 'P1'", "$top": "10000",
            "$orderby": "start desc",
        },
        HEADER,
    ),
    "report.headers_by_misc_info": read(
        lambda c: c.report.headers_by_misc_info(
            "Fixture", "F1", serial_number="SN1", process_code=30
        ),
        "/api/Report/Query/HeaderByMiscInfo",
        {"description": "Fixture", "data": "F1", "serialNumber": "SN1", "processCode": "30"},
        '[{"miscData": [{"description": "Fixture", "data": "F1"}], "uuid": "1"}]',
    ),
    "report.get_report": read(
        lambda c: c.report.get_report(
            REPORT_ID, detail_level=0, with_charts=True, with_attachments=True
        ),
        f"/api/Report/Wsjf/{REPORT_ID}",
        {"detailLevel": "0", "includeChartdata": "true", "includeAttachments": "true"}, UUT,
    ),
    "report.get_report_xml": read(
        lambda c: c.report.get_report_xml(REPORT_ID), f"/api/Report/Wsxf/{REPORT_ID}",
        answer="<Reports/>",
    ),
    "report.get_attachment": read(
        lambda c: c.report.get_attachment(REPORT_ID, attachment_id="A1"),
        "/api/Report/Attachment", {"reportId": REPORT_ID, "attachmentId": "A1"}, "abc",
    ),
    "report.get_attachments": read(
        lambda c: c.report.get_attachments(REPORT_ID), f"/api/Report/Attachments/{REPORT_ID}",
        answer="PK..",
    ),
    "report.get_certificate": read(
        lambda c: c.report.get_certificate(REPORT_ID), f"/api/Report/Certificate/{REPORT_ID}",
        answer="<html>",
    ),
    "report.create_uur_from_uut": read(
        lambda c: c.report.create_uur_from_uut(REPORT_ID, repair_operation=500),
        f"/api/Report/Wsjf/{REPORT_ID}", {"detailLevel": "0"}, UUT,
    ),
    "report.send_report": write(
        lambda c: c.report.send_report(THE_UUT, by=BY), "POST", "/api/Report/WSJF",
        body={
            "id": REPORT_ID, "type": "T", "sn": "SN1", "pn": "P1", "rev": "A", "processCode": 30,
            "result": "P", "start": "2026-01-02T03:04:05Z",
        },
        answer=RECEIPT,
    ),
    "report.send_uut_report": write(
        lambda c: c.report.send_uut_report(THE_UUT, by=BY), "POST", "/api/Report/WSJF",
        body={
            "id": REPORT_ID, "type": "T", "sn": "SN1", "pn": "P1", "rev": "A", "processCode": 30,
            "result": "P", "start": "2026-01-02T03:04:05Z",
        },
        answer=f'"{REPORT_ID}"',
    ),
    "report.send_uur_report": write(
        lambda c: c.report.send_uur_report(THE_UUR, by=BY), "POST", "/api/Report/WSJF",
        body={
            "id": REPORT_ID, "type": "R", "sn": "SN1", "pn": "P1", "rev": "A",
            "processCode": 500, "result": "P", "start": "2026-01-02T03:04:05Z",
            "uur": {"processCode": 30},
            "subUnits": [{
                "partType": "Main", "sn": "SN1", "pn": "P1", "rev": "A", "idx": 0,
                "failures": [
                    {"category": "Component", "code": "Defect Component", "comRef": "R1"}
                ],
            }],
        },
        answer=RECEIPT,
    ),
    "report.send_report_xml": Row(
        lambda c: c.report.send_report_xml(b"<Reports/>", by=BY), "POST", "/api/Report/WSXF",
        {}, "<Reports/>", RECEIPT, is_write=True, content_type="application/xml",
    ),
}  # fmt: skip
