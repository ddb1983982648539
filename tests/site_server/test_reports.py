"""Reports and verification over the wire."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

HEADERS = "/api/Report/Query/Header"


def report(serial: str, code: int, result: str, start: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "T",
        "id": str(uuid4()),
        "sn": serial,
        "pn": "CTRL-100",
        "rev": "B",
        "processCode": code,
        "result": result,
        "machineName": "TESTER",
        "location": "Hall 1",
        "purpose": "Production",
        "start": start,
        "root": {"name": "Main", "status": result, "steps": []},
        "uut": {"user": "Anna"},
        **more,
    }


def post(api: httpx.Client, body: dict[str, Any]) -> httpx.Response:
    return api.post("/api/Report/WSJF", json=body)


def verification(api: httpx.Client, serial: str) -> dict[str, Any]:
    key = {"serialNumber": serial, "partNumber": "CTRL-100"}
    answer: dict[str, Any] = api.get("/api/Production/UnitVerification", params=key).json()
    return answer


def test_a_report_is_kept_whole_and_makes_its_unit(api: httpx.Client) -> None:
    serial = f"R-{uuid4().hex[:10]}"
    body = report(serial, 30, "P", "2026-11-02T10:00:00.1234567+01:00", extra={"kept": [1]})
    answer = post(api, body)
    assert answer.status_code == 200
    assert answer.json() == [{"ID": body["id"], "uuid": body["id"], "Report_ID": body["id"]}]
    assert api.get(f"/api/Report/Wsjf/{body['id'].upper()}").json() == body
    unit = api.get(f"/api/Production/Unit/{serial}/CTRL-100").json()
    assert (unit["unitPhaseId"], unit["revision"]) == (1, "B")
    rows = api.get(HEADERS, params={"$filter": f"serialNumber eq '{serial}'"}).json()
    assert len(rows) == 1
    row = rows[0]
    assert row["start"] == row["startUtc"] == "2026-11-02T09:00:00.123Z"
    assert (row["result"], row["reportType"], row["processName"]) == ("Passed", "T", "ICT")
    assert row["operator"] == row["userName"] == "Anna"


def test_the_same_id_replaces(api: httpx.Client) -> None:
    serial = f"R-{uuid4().hex[:10]}"
    body = report(serial, 30, "P", "2026-11-02T10:00:00Z")
    post(api, body)
    post(api, {**body, "result": "F", "root": {"name": "Main", "status": "F"}})
    rows = api.get(HEADERS, params={"$filter": f"serialNumber eq '{serial}'"}).json()
    assert [row["result"] for row in rows] == ["Failed"]


def test_the_first_failed_step_is_in_the_header(api: httpx.Client) -> None:
    serial = f"R-{uuid4().hex[:10]}"
    measured = {"status": "F", "value": 4.7, "unit": "V", "lowLimit": 3.2, "highLimit": 3.4}
    step = {"name": "3V3", "status": "F", "numericMeas": [measured]}
    root = {"name": "Main", "status": "F", "steps": [{"name": "ok", "status": "P"}, step]}
    post(api, report(serial, 60, "F", "2026-11-02T10:00:00Z", root=root))
    rows = api.get(HEADERS, params={"$filter": f"serialNumber eq '{serial}'"}).json()
    assert rows[0]["causedUutFailure"] == "3V3: 4.7 V (3.2…3.4)"


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"type": "X"}, "type"),
        ({"id": "x"}, "id"),
        ({"sn": ""}, "sn"),
        ({"pn": None}, "pn"),
        ({"result": "Q"}, "result"),
        ({"result": ["P"]}, "result"),
        ({"processCode": "x"}, "processCode"),
        ({"start": "yesterday"}, "start"),
        ({"root": {"status": "F"}}, "root.status"),
        ({"machineName": "x" * 101}, "machineName"),
    ],
)
def test_a_report_that_cannot_be_kept_says_where(
    api: httpx.Client, change: dict[str, Any], place: str
) -> None:
    body = {**report("R-bad", 30, "P", "2026-11-02T10:00:00Z"), **change}
    refused = post(api, body)
    assert (refused.status_code, list(refused.json()["ModelState"])) == (400, [place])


def test_a_body_that_is_no_json_is_a_400(api: httpx.Client) -> None:
    refused = api.post("/api/Report/WSJF", content=b"<xml/>")
    assert (refused.status_code, list(refused.json()["ModelState"])) == (400, ["body"])


def repair(serial: str, category: str, code: str) -> dict[str, Any]:
    failures = [{"category": category, "code": code, "comRef": "R1"}] if category else []
    return {
        **report(serial, 500, "P", "2026-11-02T11:00:00Z"),
        "type": "R",
        "uur": {"user": "Bo", "processCode": 30, "comment": "done"},
        "subUnits": [{"idx": 0, "failures": failures}],
    }


@pytest.mark.parametrize(
    ("category", "code", "says"),
    [
        ("", "", "a repair needs at least one failure"),
        ("Kitchen", "Burned Component", "Category must be a valid value"),
        ("Component", "Burned Toast", "Code must be a valid value"),
    ],
)
def test_a_repair_names_failures_its_operation_knows(
    api: httpx.Client, category: str, code: str, says: str
) -> None:
    refused = post(api, repair("DEMO-1001", category, code))
    assert refused.status_code == 400
    assert says in str(refused.json()["ModelState"])


def test_verification_follows_a_units_life(api: httpx.Client) -> None:
    serial = f"R-{uuid4().hex[:10]}"
    api.put("/api/Production/Units", json=[{"serialNumber": serial, "partNumber": "CTRL-100"}])
    seen = [verification(api, serial)]
    for body in (
        report(serial, 30, "F", "2026-11-02T10:00:00Z"),
        repair(serial, "Component", "Defect Component"),
        report(serial, 30, "P", "2026-11-02T12:00:00Z"),
        report(serial, 60, "P", "2026-11-02T13:00:00Z"),
    ):
        assert post(api, body).status_code == 200
        seen.append(verification(api, serial))
    assert [(each["grade"], each["status"]) for each in seen] == [
        ("NOT_TESTED", "Unknown"),
        ("FAILED", "Failed"),
        ("FAILED", "Failed"),
        ("PENDING", "Unknown"),
        ("PASSED", "Warning"),
    ]
    last = seen[-1]
    assert last["hasRule"] is True
    assert last["allProcessesPassedLastRun"] is True
    assert last["allProcessesPassedFirstRun"] is False
    assert last["noRepairs"] is False
    assert [
        (row["processCode"], row["totalCount"], row["nonPassedCount"], row["repairCount"])
        for row in last["results"]
    ] == [(30, 2, 1, 1), (60, 1, 0, 0)]


def test_without_a_rule_the_flags_are_false_and_it_says_so(api: httpx.Client) -> None:
    key = {"serialNumber": "DEMO-1004", "partNumber": "DISP-7"}
    answer = api.get("/api/Production/UnitVerification", params=key).json()
    assert answer["hasRule"] is False
    assert answer["results"] == []
    assert [(row["processCode"], row["status"]) for row in answer["seen"]] == [(60, "Passed")]
    assert answer["allProcessesPassedLastRun"] is False
    assert (answer["grade"], answer["noRepairs"]) == ("PASSED", True)


def test_headers_by_type_time_order_top_and_skip(api: httpx.Client) -> None:
    wanted = "serialNumber eq 'DEMO-1006'"
    rows = api.get(HEADERS, params={"$filter": wanted}).json()
    assert [(row["reportType"], row["result"]) for row in rows] == [
        ("T", "Passed"),
        ("R", "Passed"),
        ("T", "Failed"),
    ]
    for kind, count in (("R", 1), ("U", 2), ("T", 2)):
        found = api.get(HEADERS, params={"$filter": wanted, "reportType": kind}).json()
        assert len(found) == count
    failed = api.get(HEADERS, params={"$filter": f"{wanted} and result eq 'Failed'"}).json()
    assert [row["uuid"] for row in failed] == [rows[2]["uuid"]]
    oldest = api.get(
        HEADERS, params={"$filter": wanted, "$orderby": "start asc", "$top": "1", "$skip": "1"}
    ).json()
    assert [row["uuid"] for row in oldest] == [rows[1]["uuid"]]
    since = api.get(HEADERS, params={"$filter": f"{wanted} and start ge 2026-10-06"}).json()
    until = api.get(HEADERS, params={"$filter": f"{wanted} and start lt 2026-10-06T00:00:00Z"})
    assert len(since) + len(until.json()) == 3
    assert len(api.get(HEADERS).json()) == 10


def test_verification_rules_are_kept(api: httpx.Client) -> None:
    base = "/api/internal/UnitVerification"
    rule = {"partNumber": "NEW-%", "revision": "", "processCodes": [30, 100]}
    made = api.post(f"{base}/PostUnitVerificationRule", json=rule).json()
    rule_id = made["unitVerificationId"]
    assert made["processCodes"] == [30, 100]
    api.put(f"{base}/PutUnitVerificationRule", json={**made, "processCodes": [50]})
    assert api.get(f"{base}/GetUnitVerificationRule/{rule_id}").json()["processCodes"] == [50]
    api.put(f"{base}/DeleteUnitVerificationRules", json=[rule_id])
    gone = api.get(f"{base}/GetUnitVerificationRule/{rule_id}")
    assert (gone.status_code, gone.json()["reasonCode"]) == (404, "unknownRule")
    assert rule_id not in [
        each["unitVerificationId"] for each in api.get(f"{base}/GetUnitVerificationRules").json()
    ]


def test_stock_processes_and_repair_codes(api: httpx.Client) -> None:
    every = api.get("/api/App/Processes").json()
    assert {each["code"]: each["name"] for each in every}[100] == "End of line"
    repairs = api.get("/api/App/Processes", params={"includeRepairOperations": "true"}).json()
    assert [each["code"] for each in repairs] == [500, 510]
    categories = repairs[0]["repairOperation"]["repairCategories"]
    component = next(each for each in categories if each["description"] == "Component")
    names = {code["description"] for code in component["repairCodes"]}
    assert {"Burned Component", "Defect Component"} <= names
