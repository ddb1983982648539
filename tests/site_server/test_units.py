"""Units over the wire: read in every way, made, moved and tagged; every refusal by value."""

from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest

UNIT_QUERY = "/api/Production/Unit/Query"


def new_unit(api: httpx.Client, **more: object) -> dict[str, str]:
    """A unit of this test's own; its serial and part number as query parameters."""
    serial = f"T-{uuid4().hex[:12]}"
    body = {"serialNumber": serial, "partNumber": "CTRL-100", "revision": "B", **more}
    answer = api.put("/api/Production/Units", json=[body])
    assert answer.status_code == 200, answer.text
    return {"serialNumber": str(body["serialNumber"]), "partNumber": str(body["partNumber"])}


def unit_of(api: httpx.Client, key: dict[str, str]) -> dict[str, object]:
    path = "/".join(quote(key[name], safe="") for name in ("serialNumber", "partNumber"))
    unit: dict[str, object] = api.get(f"/api/Production/Unit/{path}").json()
    return unit


def test_a_unit_by_its_serial_number(api: httpx.Client) -> None:
    found = api.get(UNIT_QUERY, params={"$filter": "serialNumber eq 'DEMO-1001'"}).json()
    assert len(found) == 1
    unit = found[0]
    assert (unit["partNumber"], unit["revision"], unit["unitPhaseId"], unit["unitPhase"]) == (
        "CTRL-100",
        "B",
        2,
        "Under Production",
    )
    assert (unit["processCode"], unit["processName"]) == ("60", "Functional")
    assert unit["product"]["name"] == "Motor controller board"
    assert unit["tags"] == [{"key": "WorkOrder", "value": "WO-7001"}]
    assert unit["xmlData"] == '<Root><WorkOrder Value="WO-7001"/></Root>'


def test_an_ambiguous_serial_number_lists_its_parts(api: httpx.Client) -> None:
    found = api.get(UNIT_QUERY, params={"$filter": "serialNumber eq 'DEMO-2001'"}).json()
    assert sorted(unit["partNumber"] for unit in found) == ["CTRL-100", "SENS-10"]
    for path in ("/api/Production/Unit/DEMO-2001", "/api/Production/Unit/DEMO-2001/"):
        refused = api.get(path)
        assert (refused.status_code, refused.json()["reasonCode"]) == (404, "ambiguousUnit")


@pytest.mark.parametrize(
    ("query", "serials"),
    [
        ({"$filter": "serialNumber eq 'NO''SUCH'"}, []),
        ({"$filter": "serialNumber eq 'DEMO-1001' and processCode eq '60'"}, ["DEMO-1001"]),
        ({"$filter": "serialNumber eq 'DEMO-1001' and unitPhaseId eq '2'"}, ["DEMO-1001"]),
        ({"$filter": "serialNumber eq 'DEMO-1001' and processCode eq '30'"}, []),
        ({"$filter": "startswith(serialNumber, 'DEMO-300')", "$orderby": "serialNumber desc"},
         ["DEMO-3003", "DEMO-3002", "DEMO-3001", "DEMO-3000"]),
        ({"$filter": "startswith(serialNumber, 'DEMO-300')", "$top": "2"},
         ["DEMO-3000", "DEMO-3001"]),
        ({"$filter": "unitPhaseId eq 16 and batchNumber eq 'LOT-43'"
                     " and serialNumber gt 'DEMO-1'"}, ["DEMO-1005"]),
        ({"$filter": "serialNumber in ('DEMO-1001', 'DEMO-1002')", "$orderby": "serialNumber"},
         ["DEMO-1001", "DEMO-1002"]),
    ],
)  # fmt: skip
def test_units_by_odata(api: httpx.Client, query: dict[str, str], serials: list[str]) -> None:
    found = api.get(UNIT_QUERY, params=query).json()
    assert [unit["serialNumber"] for unit in found] == serials


@pytest.mark.parametrize(
    "query",
    [
        {"$filter": "serialNumber eq"},
        {"$filter": "nothing eq 1"},
        {"$filter": "eq eq eq ((("},
        {"$filter": "serialNumber"},
        {"$filter": "1"},
        {"$filter": "unitPhaseId eq 99999999999999999999999"},
        {"$filter": "nosuch(serialNumber)"},
        {"$filter": "(" * 500},
        {"$filter": "x" * 5000},
        {"$filter": "subUnits/any(s: s/nothing eq 'X')"},
        {"$filter": "units/any(s: s/partNumber eq 'X')"},
        {"$filter": "year(serialDate) eq 2026"},
        {"$top": "many"},
        {"$top": "9" * 50},
        {"$orderby": "nothing"},
        {"$orderby": "serialNumber sideways"},
    ],
)
def test_a_query_that_makes_no_sense_is_a_400_that_says_where(
    api: httpx.Client, query: dict[str, str]
) -> None:
    refused = api.get(UNIT_QUERY, params=query)
    assert refused.status_code == 400, refused.text[:300]
    assert refused.json()["Message"] == "The request is invalid."
    assert list(refused.json()["ModelState"]) == list(query)


def test_every_phase_of_wats_has_a_unit_in_the_demo(api: httpx.Client) -> None:
    phases = api.get("/api/internal/Mes/GetUnitPhases").json()
    assert len(phases) == 15
    assert {phase["UnitPhaseId"]: phase["Name"] for phase in phases}[4098] == (
        "Under Production - Queued"
    )
    for phase in phases:
        wanted = f"unitPhaseId eq {phase['UnitPhaseId']}"
        assert api.get(UNIT_QUERY, params={"$filter": wanted, "$top": "1"}).json(), phase


def test_the_internal_lookup_is_pascal_case(api: httpx.Client) -> None:
    unit = api.get("/api/internal/Production/GetUnit", params={"serialNumber": "DEMO-1001"}).json()
    assert (unit["SerialNumber"], unit["PartNumber"]) == ("DEMO-1001", "CTRL-100")


def test_sub_units_and_parents(api: httpx.Client) -> None:
    parent = unit_of(api, {"serialNumber": "DEMO-3000", "partNumber": "GW-500"})
    children = parent["subUnits"]
    assert isinstance(children, list)
    assert [child["serialNumber"] for child in children] == [
        "DEMO-3001",
        "DEMO-3002",
        "DEMO-3003",
    ]
    child = unit_of(api, {"serialNumber": "DEMO-3001", "partNumber": "CTRL-100"})
    assert child["parentSerialNumber"] == "DEMO-3000"


@pytest.mark.parametrize("serial", ["A/B", "50%", "it's", "Å Ø", "a b", "%2F", "日本", "?x#"])
def test_any_serial_number_is_exactly_that(api: httpx.Client, serial: str) -> None:
    key = new_unit(api, serialNumber=serial)
    assert unit_of(api, key)["serialNumber"] == serial
    quoted = serial.replace("'", "''")
    found = api.get(UNIT_QUERY, params={"$filter": f"serialNumber eq '{quoted}'"}).json()
    assert [unit["serialNumber"] for unit in found] == [serial]


def test_a_new_unit_keeps_its_phase_and_makes_its_product(api: httpx.Client) -> None:
    part = f"NEW-{uuid4().hex[:8]}"
    key = new_unit(api, partNumber=part, revision="X", unitPhaseId=4098)
    assert unit_of(api, key)["unitPhaseId"] == 4098
    product = api.get(f"/api/Product/{part}").json()
    assert [revision["revision"] for revision in product["revisions"]] == ["X"]
    again = api.put("/api/Production/Units", json=[{**key, "unitPhaseId": 16}])
    assert again.json()[0]["unitPhaseId"] == 4098
    assert unit_of(api, new_unit(api))["unitPhaseId"] == 1


def test_tags_are_keyed_upserts_and_an_empty_list_wipes_nothing(api: httpx.Client) -> None:
    key = new_unit(api, tags=[{"key": "Lot", "value": "1"}])
    api.put("/api/Production/Units", json=[{**key, "tags": []}])
    api.put("/api/Production/Units", json=[{**key, "tags": [{"key": "Order", "value": "7"}]}])
    api.put("/api/Production/UnitTag", params={**key, "key": "Lot", "value": "2"})
    assert unit_of(api, key)["tags"] == [
        {"key": "Lot", "value": "2"},
        {"key": "Order", "value": "7"},
    ]
    deleted = [{"key": "Lot", "value": "", "change": 3}]
    api.put("/api/Production/Units", json=[{**key, "tags": deleted}])
    assert unit_of(api, key)["xmlData"] == '<Root><Order Value="7"/></Root>'


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({}, "body"),
        ([], "body"),
        (["x"], "[0]"),
        ([{"partNumber": "P"}], "[0].serialNumber"),
        ([{"serialNumber": "S", "partNumber": " "}], "[0].partNumber"),
        ([{"serialNumber": "S" * 101, "partNumber": "P"}], "[0].serialNumber"),
        ([{"serialNumber": "S", "partNumber": "P", "unitPhaseId": "x"}], "[0].unitPhaseId"),
        ([{"serialNumber": "S", "partNumber": "P", "serialDate": "soon"}], "[0].serialDate"),
        ([{"serialNumber": "S", "partNumber": "P", "tags": [{"value": "1"}]}], "[0].tags[0].key"),
    ],
)
def test_a_unit_that_cannot_be_kept_says_where(api: httpx.Client, body: object, place: str) -> None:
    refused = api.put("/api/Production/Units", json=body)
    assert (refused.status_code, list(refused.json()["ModelState"])) == (400, [place])


def test_a_phase_is_set_with_who_where_and_which(api: httpx.Client) -> None:
    key = new_unit(api, unitPhaseId=2)
    headers = {
        "X-Station-Command": str(uuid4()),
        "X-Station-Name": "BENCH-1",
        "X-Station-Operator": quote("Åse"),
        "X-Station-Approved-By": "Bo",
    }
    moved = api.put("/api/Production/SetUnitPhase", params={**key, "phase": "16"}, headers=headers)
    assert moved.status_code == 200
    assert unit_of(api, key)["unitPhase"] == "Finalized"
    newest = api.get("/api/station/History", params=key).json()[0]
    assert newest.pop("time").endswith("Z")
    assert newest == {
        "kind": "phase", "key": "", "old": "Under Production", "new": "Finalized",
        "oldId": 2, "newId": 16, "operator": "Åse", "station": "BENCH-1", "approvedBy": "Bo",
        "command": headers["X-Station-Command"], "comment": "",
    }  # fmt: skip


def test_the_same_command_is_applied_once(api: httpx.Client) -> None:
    key = new_unit(api, unitPhaseId=2)
    headers = {"X-Station-Command": str(uuid4())}
    set_phase = "/api/Production/SetUnitPhase"
    api.put(set_phase, params={**key, "phase": "16"}, headers=headers)
    api.put(set_phase, params={**key, "phase": "2"})
    again = api.put(set_phase, params={**key, "phase": "16"}, headers=headers)
    assert again.status_code == 200
    assert unit_of(api, key)["unitPhaseId"] == 2
    kinds = [row["kind"] for row in api.get("/api/station/History", params=key).json()]
    assert kinds == ["phase", "phase", "created"]


def test_a_command_that_was_refused_may_come_again(api: httpx.Client) -> None:
    headers = {"X-Station-Command": str(uuid4())}
    serial = f"T-{uuid4().hex[:12]}"
    key = {"serialNumber": serial, "partNumber": "CTRL-100"}
    asked = {"params": {**key, "phase": "16"}, "headers": headers}
    assert api.put("/api/Production/SetUnitPhase", **asked).status_code == 404  # type: ignore[arg-type]
    new_unit(api, serialNumber=serial)
    assert api.put("/api/Production/SetUnitPhase", **asked).status_code == 200  # type: ignore[arg-type]
    assert unit_of(api, key)["unitPhaseId"] == 16


@pytest.mark.parametrize("phase", ["4096", "3", "x", "-1", "9" * 30, ""])
def test_what_is_no_phase_is_refused(api: httpx.Client, phase: str) -> None:
    key = new_unit(api)
    refused = api.put("/api/Production/SetUnitPhase", params={**key, "phase": phase})
    assert (refused.status_code, list(refused.json()["ModelState"])) == (400, ["phase"])
    assert unit_of(api, key)["unitPhaseId"] == 1


@pytest.mark.parametrize(
    "given", [{"processCode": "100"}, {"processName": "End of line"}, {"processName": "100"}]
)
def test_a_process_by_code_or_name(api: httpx.Client, given: dict[str, str]) -> None:
    key = new_unit(api)
    assert api.put("/api/Production/SetUnitProcess", params={**key, **given}).status_code == 200
    assert unit_of(api, key)["processCode"] == "100"
    newest = api.get("/api/station/History", params=key).json()[0]
    assert (newest["kind"], newest["new"], newest["newId"]) == ("process", "End of line", 100)


@pytest.mark.parametrize(
    ("method", "path", "query", "reason"),
    [
        ("GET", "/api/Production/Unit/NO/SUCH", {}, "unknownUnit"),
        ("GET", "/api/internal/Production/GetUnit", {"serialNumber": "NO"}, "unknownUnit"),
        ("GET", "/api/internal/Production/GetUnit", {}, "missingParameter"),
        ("GET", "/api/station/History", {"serialNumber": "NO"}, "unknownUnit"),
        ("GET", "/api/Production/UnitVerification", {"serialNumber": "NO"}, "unknownUnit"),
        ("PUT", "/api/Production/SetUnitPhase", {"serialNumber": "NO", "phase": "16"},
         "unknownUnit"),
        ("PUT", "/api/Production/SetUnitPhase", {"serialNumber": "DEMO-1001"},
         "missingParameter"),
        ("PUT", "/api/Production/SetUnitProcess",
         {"serialNumber": "DEMO-1001", "processCode": "4711"}, "unknownProcess"),
        ("PUT", "/api/Production/UnitTag",
         {"serialNumber": "NO", "key": "A", "value": "B"}, "unknownUnit"),
        ("GET", "/api/Product/NO", {}, "unknownProduct"),
        ("GET", "/api/Report/Wsjf/NO", {}, "unknownReport"),
    ],
)  # fmt: skip
def test_unknown_things_are_a_404_with_a_reason(
    api: httpx.Client, method: str, path: str, query: dict[str, str], reason: str
) -> None:
    refused = api.request(method, path, params=query)
    assert (refused.status_code, refused.json()["reasonCode"]) == (404, reason)
    assert refused.json()["Message"]
