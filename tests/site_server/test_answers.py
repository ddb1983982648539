"""Every call that reads, by what it answers of the demo factory."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

PRODUCTION, INTERNAL = "/api/Production", "/api/internal/Production"
PRODUCT, PRODUCT_INTERNAL = "/api/Product", "/api/internal/Product"
UNIT = {"serialNumber": "DEMO-3001", "partNumber": "CTRL-100"}
GATEWAY = {"serialNumber": "DEMO-3000", "partNumber": "GW-500"}
REVISION = {"partNumber": "GW-500", "revision": "A"}
FAILED = {"serialNumber": "DEMO-1002", "partNumber": "CTRL-100"}
TYPE = {"serialNumberType": "Serial number"}


def named(field: str) -> Callable[[Any], Any]:
    return lambda answer: [each[field] for each in answer]


def field(*path: str) -> Callable[[Any], Any]:
    def find(answer: Any) -> Any:
        for name in path:
            answer = answer[int(name)] if isinstance(answer, list) else answer[name]
        return answer

    return find


Reads = list[tuple[str, dict[str, Any], Callable[[Any], Any], Any]]
READS: Reads = [
    (f"{INTERNAL}/isConnected", {}, bool, True),
    (f"{INTERNAL}/GetSites", {}, named("SiteId"), [1]),
    (f"{INTERNAL}/GetUnit", {"serialNumber": "DEMO-3001"}, field("PartNumber"), "CTRL-100"),
    (f"{INTERNAL}/GetUnit", UNIT, field("Level"), 1),
    (f"{INTERNAL}/GetUnit", GATEWAY, lambda unit: named("SerialNumber")(unit["Children"]),
     ["DEMO-3001", "DEMO-3002", "DEMO-3003"]),
    (f"{INTERNAL}/GetUnitInfo", UNIT, named("SerialNumber"), ["DEMO-3001", "DEMO-3000"]),
    (f"{INTERNAL}/GetUnitHierarchy", UNIT, field("SerialNumber"), "DEMO-3000"),
    (f"{INTERNAL}/GetUnitHierarchy", UNIT, lambda top: named("IsSelected")(top["Children"]),
     [True, False, False]),
    (f"{INTERNAL}/GetUnitContents", GATEWAY,
     lambda top: [(each["PartNumber"], len(each["Units"])) for each in top["Children"]],
     [("CTRL-100", 1), ("PSU-220", 1), ("SENS-10", 1), ("SCREW-M4", 0)]),
    (f"{INTERNAL}/GetUnitPhase", UNIT, int, 16),
    (f"{INTERNAL}/GetUnitProcess", UNIT, str, "Functional"),
    (f"{INTERNAL}/GetUnitStateHistory", UNIT, field("phases"), ["Finalized", "Under Production"]),
    ("/api/station/History", UNIT, named("kind"),
     ["parent", "phase", "report", "report", "created"]),
    (f"{PRODUCTION}/UnitVerification", FAILED, field("grade"), "FAILED"),
    (f"{PRODUCTION}/UnitVerification", FAILED, lambda found: named("status")(found["results"]),
     ["Passed", "Failed"]),
    (f"{PRODUCTION}/UnitVerification", {"serialNumber": "DEMO-1004"}, field("hasRule"), False),
    ("/api/internal/UnitVerification/GetUnitVerificationGrade", FAILED, field("status"), "Failed"),
    ("/api/internal/UnitVerification/GetUnitVerificationRules", {}, len, 9),
    ("/api/internal/UnitVerification/GetUnitVerificationRule/1", {}, field("processCodes"),
     [30, 60]),
    (f"{PRODUCTION}/Units/Changes", {"maxCount": 10}, len, 0),
    (f"{PRODUCTION}/CheckChildUnits",
     {"parentSerialNumber": "DEMO-3000", "parentPartNumber": "GW-500"}, field("isComplete"), True),
    (f"{PRODUCTION}/Batches", {"batchNumber": "LOT-44"}, field("0", "batchSize"), 50),
    (f"{PRODUCTION}/SerialNumbers/Types", {}, named("name"),
     ["Serial number", "MAC address", "Gateway licence"]),
    (f"{PRODUCTION}/SerialNumbers/ByRange", TYPE | {"from": "SN-000040", "to": "SN-000041"},
     named("state"), ["Taken", "Free"]),
    (f"{PRODUCTION}/SerialNumbers/ByReference", TYPE | {"refSN": "DEMO-0007"}, named("id"),
     ["SN-000007"]),
    (f"{PRODUCTION}/SerialNumbers", TYPE | {"state": "taken"}, len, 40),
    (f"{INTERNAL}/SerialNumbers", TYPE | {"startAddress": "SN-000499"}, named("id"),
     ["SN-000499", "SN-000500"]),
    (f"{INTERNAL}/SerialNumbers/Count", TYPE | {"state": "Free"}, int, 460),
    (f"{INTERNAL}/SerialNumbers/Ranges", {"serialNumberType": "Gateway licence"},
     lambda found: [(each["startAddress"], each["count"]) for each in found],
     [("GWL-0001", 2), ("GWL-0005", 1)]),
    (f"{INTERNAL}/SerialNumbers/Ranges", {"serialNumberType": "MAC address"}, named("count"),
     [256]),
    (f"{INTERNAL}/SerialNumbers/Statistics", TYPE, field("0", "taken"), 40),
    (f"{PRODUCT}/CTRL-100", {}, lambda found: named("revision")(found["revisions"]), ["A", "B"]),
    (f"{PRODUCT}/CTRL-100/B", {}, field("name"), "Motor controller board B"),
    (PRODUCT, {"partNumber": "CTRL-100", "revision": "A"}, field("state"), 0),
    (f"{PRODUCT}/Query", {"$filter": "PartNumber eq 'PSU-220'"}, named("category"), ["Power"]),
    (f"{PRODUCT}/Query", {}, len, 11),
    ("/api/Products", {"$filter": "nonSerial eq true"}, named("partNumber"), ["SCREW-M4"]),
    ("/api/Products/Revisions", {"$filter": "partNumber eq 'SENS-10'", "$orderby": "revision desc"},
     named("revision"), ["C", "B", "A"]),
    (f"{PRODUCT_INTERNAL}/GetProductByPN", {"PN": "DISP-7"}, field("Name"),
     "Operator display 7 inch"),
    (f"{PRODUCT_INTERNAL}/GetProductInfo", {"partNumber": "RACK-9", "revision": "A"},
     lambda rows: [(row["PartNumber"], row["hlevel"], row["Quantity"]) for row in rows],
     [("RACK-9", 0, 1), ("GW-500", 1, 2), ("CTRL-100", 2, 1), ("PSU-220", 2, 1),
      ("SENS-10", 2, 1), ("SCREW-M4", 2, 8), ("DISP-7", 1, 1), ("HARN-3", 1, 2),
      ("SCREW-M4", 1, 24)]),
    (f"{PRODUCT_INTERNAL}/GetProductInfo", REVISION,
     lambda rows: [row["PathStr"] for row in rows][:2], ["GW-500", "GW-500/CTRL-100"]),
    (f"{PRODUCT_INTERNAL}/Bom", {"partNumber": "PSU-220", "revision": "A"}, named("componentRef"),
     ["U7", "C40;C41;C42", "X3"]),
    (f"{PRODUCT}/BOM", {"partNumber": "CTRL-100", "revision": "B"},
     lambda bom: named("quantity")(bom["components"]), [4, 2, 1]),
    (f"{PRODUCT_INTERNAL}/GetProductTags", {"partNumber": "CTRL-100"}, named("value"), ["LINE-1"]),
    (f"{PRODUCT_INTERNAL}/GetRevisionTags", {"partNumber": "DISP-7", "revision": "A"},
     named("value"), ["In Storage"]),
    (f"{PRODUCT_INTERNAL}/GetProductCategories", {}, named("Name"),
     ["Boards", "Cables", "Hardware", "Modules", "Power", "Systems"]),
    ("/api/App/ProductGroups", {}, named("productGroupName"), ["Boards", "Systems"]),
    (f"{PRODUCT}/Groups", {}, named("name"), ["Boards", "Systems"]),
    (f"{PRODUCT}/ProductGroup", {"id": 2, "includeFilters": "false"}, field("0", "filters"), []),
    (f"{PRODUCT}/ProductGroupFilter", {"productGroupId": 1}, named("partNumber"),
     ["CTRL-%", "SENS-%", "RAD-%"]),
    (f"{PRODUCT}/ProductGroupsByProduct", {"partNumber": "RACK-9"}, named("name"), ["Systems"]),
    (f"{PRODUCT_INTERNAL}/GetGroupsForProduct", {"partNumber": "PSU-220"}, len, 0),
    (f"{PRODUCT}/Vendors", {}, named("VendorName"), ["Elfa", "Mouser"]),
    ("/api/App/Processes", {"includeRepairOperations": "true"}, named("code"), [500, 510]),
    ("/api/internal/Process/GetProcesses", {}, len, 12),
    ("/api/internal/Process/GetRepairOperations", {}, sorted, ["500", "510"]),
    ("/api/internal/Process/GetRepairOperations", {},
     lambda found: [code["Description"] for category in found["500"]["Categories"]
                    if category["Description"] == "Component" for code in category["Failcodes"]],
     ["Burned Component", "Defect Component", "Outside Specification"]),
    ("/api/BarcodeIdentifiers/BarcodeIdentifiers", {}, named("pattern"), [r"^SUP\|"]),
    ("/api/BarcodeIdentifiers/IdentifyBarcode", {"code": "SUP|P:R-1|S:77|L:9"},
     lambda found: (found["partNumber"], found["serialNumber"], found["batchNumber"]),
     ("R-1", "77", "9")),
    ("/api/BarcodeIdentifiers/IdentifyBarcode", {"code": "S1/P1/A/LOT/60"},
     lambda found: (found["serialNumber"], found["process"], found["identifier"]),
     ("S1", "60", None)),
    ("/api/Report/Query/Header", {"$filter": "serialNumber eq 'DEMO-1006'"}, named("result"),
     ["Passed", "Passed", "Failed"]),
    ("/api/Report/Query/Header",
     {"$filter": "serialNumber eq 'DEMO-1006'", "reportType": "R", "$expand": "uurSubUnits"},
     field("0", "uurSubUnits", "0", "serialNumber"), "DEMO-1006"),
    ("/api/Report/Query/Header",
     {"$filter": "uurSubUnits/any(s: s/partNumber eq 'HARN-3') and serialNumber eq 'DEMO-1006'",
      "$select": "reportType"}, list, [{"reportType": "R"}]),
    ("/api/Report/Query/Header", {"$filter": "result eq 'Failed' and serialNumber eq 'DEMO-1002'",
     "$expand": "miscInfo"}, field("0", "miscInfo"), [{"description": "Fixture", "value": "F-60"}]),
    ("/api/Report/Query/HeaderByMiscInfo",
     {"description": "Fixture", "stringValue": "F-60", "serialNumber": "DEMO-1002"},
     field("0", "miscData", "0", "data"), "F-60"),
    ("/api/App/UutReport", {"serialNumber": "DEMO-1002", "status": "Failed"}, len, 1),
    ("/api/App/RelatedRepairHistory", {"partNumber": "HARN-3", "testOperationCode": 70},
     lambda found: found[-1]["repairCode"], "Defect Component"),
    ("/api/App/Levels", {}, named("levelName"), ["Site"]),
    ("/api/App/CommonUserSettings", {}, field("UserName"), "first"),
    ("/api/internal/Client/Version", {}, named("Module"), ["SiteServer"]),
    ("/api/SystemStatus", {}, field("status"), "OK"),
]  # fmt: skip


@pytest.mark.parametrize("read", READS, ids=lambda read: read[0])
def test_what_is_read(
    api: httpx.Client, read: tuple[str, dict[str, Any], Callable[[Any], Any], Any]
) -> None:
    path, query, look, expected = read
    answer = api.get(path, params=query)
    assert answer.status_code == 200, answer.text
    assert look(answer.json()) == expected


def test_yields_count_units_by_their_runs(api: httpx.Client) -> None:
    wanted = {"serialNumber": "DEMO-1006;DEMO-1002", "dateGrouping": 2}
    found = api.post("/api/App/DynamicYield", json=wanted).json()
    rows = {(each["partNumber"], each["testOperation"]): each for each in found}
    harness = rows["HARN-3", "Insulation"]
    assert (harness["period"], harness["unitCount"], harness["reportCount"]) == ("2026-10", 1, 2)
    assert (harness["fpy"], harness["spy"], harness["lpy"]) == (0.0, 100.0, 100.0)
    assert rows["CTRL-100", "Functional"]["lpy"] == 0.0


def test_a_units_reports_come_with_those_of_its_parts(api: httpx.Client) -> None:
    path = "/api/internal/Survey/GetUnitReportHistory"
    found = api.post(path, params=GATEWAY | {"details": "true"}).json()
    assert {(each["serialNumber"], each["level"]) for each in found} == {
        ("DEMO-3000", 0), ("DEMO-3001", 1), ("DEMO-3002", 1), ("DEMO-3003", 1),
    }  # fmt: skip
    starts = [each["startUtc"] for each in found]
    assert starts == sorted(starts, reverse=True)
    assert (
        len(api.post("/api/App/SerialNumberHistory", json={"serialNumber": "DEMO-1006"}).json())
        == 3
    )
    assert len(api.post("/api/App/UurReport", json={"serialNumber": "DEMO-1006"}).json()) == 1


def test_a_report_and_its_files_come_back_in_every_form(api: httpx.Client) -> None:
    uuid = "11111111-2222-4333-8444-555555555555"
    report = {
        "type": "T", "id": uuid, "sn": "FILES-1", "pn": "FILES", "rev": "A", "processCode": 60,
        "result": "F", "start": "2026-11-23T08:00:00Z", "miscInfos": [],
        "root": {"status": "F", "steps": [
            {"id": 1, "name": "<b>", "status": "F", "numericMeas": [{"value": 1.5, "unit": "V"}]}]},
        "binaryData": [{"id": "photo", "name": "../../x.png", "contentType": "image/png",
                        "data": "aGVsbG8="}],
    }  # fmt: skip
    api.post("/api/Report/WSJF", json=report).raise_for_status()
    assert api.get(f"/api/Report/Wsjf/{uuid}").json() == report
    bare = api.get(f"/api/Report/Wsjf/{uuid}", params={"detailLevel": 0}).json()
    assert bare["root"] == {"status": "F"}
    query = {"reportId": uuid, "attachmentId": "photo"}
    file = api.get("/api/Report/Attachment", params=query)
    assert (file.content, file.headers["content-type"]) == (b"hello", "image/png")
    query["attachmentId"] = "none"
    assert (
        api.get("/api/Report/Attachment", params=query).json()["reasonCode"] == "unknownAttachment"
    )
    import io
    import zipfile

    packed = zipfile.ZipFile(io.BytesIO(api.get(f"/api/Report/Attachments/{uuid}").content))
    assert [(each, packed.read(each)) for each in packed.namelist()] == [("001-x.png", b"hello")]
    page = api.get(f"/api/Report/Certificate/{uuid}").text
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    written = api.get(f"/api/Report/Wsxf/{uuid}").content
    assert api.post("/api/Report/WSXF", content=written).status_code == 200
    again = api.get(f"/api/Report/Wsjf/{uuid}").json()
    assert again["root"]["steps"][0]["numericMeas"] == [{"value": 1.5, "unit": "V"}]
    assert again["binaryData"] == report["binaryData"]
