"""Units made, changed, tagged, moved and deleted by the public API, read back by other calls."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.site_server.plant import reason
from tests.site_server.unit_calls import BASE, PHASES, UNIT, UNITS, Key, fresh, history, put, read


@pytest.fixture
def key() -> Key:
    """Serial and part number of no unit yet."""
    return {"serialNumber": fresh("U"), "partNumber": fresh("P")}


FULL = {
    "revision": "B", "batchNumber": "LOT-9", "currentLocation": "Shelf 3",
    "serialDate": "2026-01-02T03:04:05+02:00", "unitPhaseId": 4098, "processCode": "60",
    "tags": [{"key": "Order", "value": "7", "change": 1}], "subUnits": [], "more": {"x": 1},
}  # fmt: skip


@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_a_unit_is_made_with_all_it_brings(api: httpx.Client, key: Key, method: str) -> None:
    if method == "PUT":
        made = put(api, key, **FULL)
    else:
        answer = api.post(UNIT, json=key | FULL)
        assert answer.status_code == 200
        made = answer.json()
        assert made == read(api, key)
    product, revision = made.pop("product"), made.pop("productRevision")
    assert made == key | {
        "revision": "B", "parentSerialNumber": None, "position": None, "batchNumber": "LOT-9",
        "serialDate": "2026-01-02T01:04:05.000Z", "currentLocation": "Shelf 3",
        "xmlData": '<Root><Order Value="7"/></Root>', "unitPhaseId": 4098,
        "unitPhase": "Under Production - Queued", "processCode": "60", "processName": "Functional",
        "tags": [{"key": "Order", "value": "7"}], "subUnits": [],
    }  # fmt: skip
    known = api.get(f"/api/Product/{key['partNumber']}").json()
    [own] = known["revisions"]
    assert product == {"productId": known["productId"], "partNumber": key["partNumber"], "name": ""}
    assert (revision["productRevisionId"], revision["revision"]) == (own["productRevisionId"], "B")
    [row] = api.get("/api/station/History", params=key).json()
    assert (row["kind"], row["new"], row["newId"]) == ("created", "Under Production - Queued", 4098)


def test_a_unit_with_nothing_but_its_key_is_unknown_in_phase(api: httpx.Client, key: Key) -> None:
    made = put(api, key)
    assert (made["unitPhaseId"], made["revision"], made["batchNumber"]) == (1, "", "")
    assert (made["processCode"], made["tags"], made["xmlData"]) == (None, [], None)
    assert made["serialDate"].endswith("Z")


def test_an_existing_unit_is_not_made_again(api: httpx.Client, key: Key) -> None:
    before = put(api, key, revision="A")
    assert reason(api.post(UNIT, json=key | {"revision": "B"})) == (404, "unitExists")
    assert read(api, key) == before


@pytest.mark.parametrize(
    ("body", "place"),
    [({"revision": None}, "revision"), ({"revision": ""}, "revision"),
     ({"revision": " "}, "revision"), ({"serialNumber": " "}, "serialNumber"),
     ({"parentSerialNumber": "P"}, "parentSerialNumber"), ({"serialDate": "soon"}, "serialDate"),
     ({"tags": [{"key": " "}]}, "tags[0].key"), ({"xmlData": "<Root"}, "xmlData"),
     ({"xmlData": "<!DOCTYPE x><x/>"}, "xmlData"), ({"unitPhaseId": -1}, "unitPhaseId"),
     ({"batchNumber": "x" * 101}, "batchNumber"), ({"currentLocation": 7}, "currentLocation")],
)  # fmt: skip
def test_a_unit_that_cannot_be_made_says_where(
    api: httpx.Client, key: Key, body: dict[str, Any], place: str
) -> None:
    refused = api.post(UNIT, json=key | {"revision": "A"} | body)
    assert (*reason(refused), list(refused.json()["ModelState"])) == (
        400, "invalidRequest", [place],
    )  # fmt: skip
    assert reason(api.get(f"{UNIT}/{key['serialNumber']}")) == (404, "unknownUnit")


@pytest.mark.parametrize("path", [UNITS, UNIT])
def test_what_is_given_is_changed_and_the_rest_stays(
    api: httpx.Client, key: Key, path: str
) -> None:
    before = put(api, key, **FULL)
    wanted = {"revision": "C", "currentLocation": "Shelf 4", "serialDate": "2026-05-06T07:08:09Z"}
    body = key | wanted | {"unitPhaseId": 16, "processCode": 30, "parentSerialNumber": None}
    answer = api.put(path, json=[body] if path == UNITS else body)
    assert answer.status_code == 200
    after = read(api, key)
    assert answer.json() == ([after] if path == UNITS else after)
    assert after.pop("productRevision")["revision"] == "C"
    before.pop("productRevision")
    assert after == before | wanted | {"serialDate": "2026-05-06T07:08:09.000Z"}
    assert history(api, key)[:-1] == [
        ("field", "serial_date", "2026-01-02T01:04:05.000Z", "2026-05-06T07:08:09.000Z"),
        ("field", "location", "Shelf 3", "Shelf 4"), ("field", "revision", "B", "C"),
    ]  # fmt: skip
    made = [
        each["revision"]
        for each in api.get(f"/api/Product/{key['partNumber']}").json()["revisions"]
    ]
    assert made == ["B", "C"]


def test_what_is_given_as_it_was_is_no_change(api: httpx.Client, key: Key) -> None:
    before = put(api, key, **FULL)
    assert put(api, key, **FULL) == before
    assert put(api, key, revision=None, batchNumber=None, tags=None) == before
    assert len(history(api, key)) == 1


def test_several_units_at_once_are_all_kept_or_none(api: httpx.Client) -> None:
    part = fresh("P")
    bodies = [{"serialNumber": f"{part}-{n}", "partNumber": part} for n in range(5)]
    answer = api.put(UNITS, json=bodies)
    assert [each["serialNumber"] for each in answer.json()] == [f"{part}-{n}" for n in range(5)]
    other = fresh("P")
    mixed = [{"serialNumber": other, "partNumber": other}, {"serialNumber": other}]
    assert reason(api.put(UNITS, json=mixed)) == (400, "invalidRequest")
    assert reason(api.get(f"{UNIT}/{other}")) == (404, "unknownUnit")


def test_a_unit_moves_to_a_batch_that_is_known(api: httpx.Client, key: Key) -> None:
    put(api, key, revision="A")
    number = fresh("LOT")
    refused = api.put(UNIT, json=key | {"batchNumber": number, "revision": "B"})
    assert reason(refused) == (404, "unknownBatch")
    assert (read(api, key)["batchNumber"], read(api, key)["revision"]) == ("", "A")
    made = api.put(f"{BASE}/Batch", json={"batchNumber": number, "batchSize": 5})
    assert made.json() == {"batchNumber": number, "batchSize": 5, "unitCount": 0}
    assert api.put(UNIT, json=key | {"batchNumber": number}).json()["batchNumber"] == number
    one = api.get(f"{BASE}/Batches", params={"batchNumber": number}).json()
    assert one == [{"batchNumber": number, "batchSize": 5, "unitCount": 1}]
    assert reason(api.put(UNIT, json={"serialNumber": "NO", "partNumber": "NO"})) == (
        404, "unknownUnit",
    )  # fmt: skip


def test_batches_are_made_resized_and_listed(api: httpx.Client, key: Key) -> None:
    one, two, three = sorted(fresh("LOT") for _ in range(3))
    sent = [{"batchNumber": one, "batchSize": 10}, {"batchNumber": two}]
    answered = [{"batchNumber": one, "batchSize": 10, "unitCount": 0},
                {"batchNumber": two, "batchSize": None, "unitCount": 0}]  # fmt: skip
    assert api.put(f"{BASE}/Batches", json=sent).json() == answered
    again = [{"batchNumber": one, "batchSize": 20.0}, {"batchNumber": one, "batchSize": 0}]
    assert api.put(f"{BASE}/Batches", json=again).json()[0]["batchSize"] == 0
    assert api.put(f"{BASE}/Batch", json={"batchNumber": one}).json()["batchSize"] == 0
    put(api, key, batchNumber=three)
    put(api, key | {"serialNumber": fresh("U")}, batchNumber=three)
    put(api, {"serialNumber": fresh("U"), "partNumber": fresh("P")}, batchNumber=three)
    of_part = api.get(f"{BASE}/Batches", params={"partNumber": key["partNumber"]}).json()
    assert of_part == [{"batchNumber": three, "batchSize": None, "unitCount": 2}]
    for spelled in ("batchNumber", "batchId"):
        assert api.get(f"{BASE}/Batches", params={spelled: three}).json()[0]["unitCount"] == 3
    listed = [each["batchNumber"] for each in api.get(f"{BASE}/Batches").json()]
    assert [each for each in listed if each in (one, two, three)] == [one, two, three]
    assert api.get(f"{BASE}/Batches", params={"batchNumber": "NO"}).json() == []


@pytest.mark.parametrize("body", [{}, {"batchNumber": ""}, {"batchNumber": "L", "batchSize": -1},
                                  {"batchNumber": "L", "batchSize": "5"}])  # fmt: skip
def test_a_batch_that_cannot_be_kept_is_refused(api: httpx.Client, body: dict[str, Any]) -> None:
    assert reason(api.put(f"{BASE}/Batch", json=body)) == (400, "invalidRequest")
    assert reason(api.put(f"{BASE}/Batches", json=[body])) == (400, "invalidRequest")


def test_tags_are_set_changed_and_deleted_by_their_keys(api: httpx.Client, key: Key) -> None:
    put(api, key, tags=[{"key": "A", "value": "1"}, {"key": "Work Order", "value": '<&>"'}])
    assert read(api, key)["xmlData"] == (
        '<Root><A Value="1"/><Work_x0020_Order Value=\'&lt;&amp;&gt;"\'/></Root>'
    )
    nothing: list[list[str] | None] = [[], None]
    for empty in nothing:
        assert len(put(api, key, tags=empty)["tags"]) == 2
    changed = [
        {"key": "A", "value": "2", "change": 2}, {"key": "B", "change": 1},
        {"key": "Work Order", "value": "x", "change": 3}, {"key": "NO", "change": 3},
    ]  # fmt: skip
    after = put(api, key, tags=changed)
    assert after["tags"] == [{"key": "A", "value": "2"}, {"key": "B", "value": ""}]
    one = {"key": "A", "value": "3"}
    assert api.put(f"{BASE}/UnitTag", params=key | one).status_code == 200
    assert api.put(f"{BASE}/UnitTag", params=key | {"key": "Å b", "value": ""}).status_code == 200
    assert read(api, key)["tags"][0::2] == [one, {"key": "Å b", "value": ""}]
    assert api.put(f"{BASE}/UnitTag", params=key | one).status_code == 200
    assert history(api, key)[:-1] == [
        ("tag", "Å b", None, ""), ("tag", "A", "2", "3"), ("tag", "Work Order", "<&>\"", None),
        ("tag", "B", None, ""), ("tag", "A", "1", "2"),
    ]  # fmt: skip
    deleted = [{"key": each, "change": 3} for each in ("A", "B", "Å b")]
    assert put(api, key, tags=deleted)["xmlData"] is None


@pytest.mark.parametrize("path", [UNITS, UNIT])
def test_the_xml_twin_alone_changes_tags_and_a_stale_list_does_not_undo_it(
    api: httpx.Client, key: Key, path: str
) -> None:
    put(api, key, tags=[{"key": "A", "value": "1"}, {"key": "B", "value": "1"}])

    def send(**more: Any) -> dict[str, str]:
        body = key | more
        assert api.put(path, json=[body] if path == UNITS else body).status_code == 200
        return {tag["key"]: tag["value"] for tag in read(api, key)["tags"]}

    stale = [{"key": "A", "value": "1"}, {"key": "B", "value": "1"}]
    assert send(xmlData='<Root><A Value="5"/><B Value="1"/></Root>', tags=stale) == {
        "A": "5", "B": "1",
    }  # fmt: skip
    assert send(xmlData='<Root><A Value="2"/></Root>') == {"A": "2", "B": "1"}
    assert send(xmlData='<Root><C_x0020_D Value="9"/><E/></Root>', tags=[]) == {
        "A": "2", "B": "1", "C D": "9",
    }  # fmt: skip
    for empty in ("<Root/>", None):
        assert send(xmlData=empty)["A"] == "2"
    stale_xml = '<Root><A Value="2"/><B Value="1"/></Root>'
    assert send(tags=[{"key": "A", "value": "3"}], xmlData=stale_xml)["A"] == "3"
    both = send(tags=[{"key": "A", "value": "list"}], xmlData='<Root><A Value="xml"/></Root>')
    assert both == {"A": "list", "B": "1", "C D": "9"}
    assert send(tags=[{"key": "B", "change": 3}], xmlData='<Root><B Value="1"/></Root>') == {
        "A": "list", "C D": "9",
    }  # fmt: skip


@pytest.mark.parametrize(("query", "wanted"), [
    ({"value": "1"}, (404, "missingParameter")), ({"key": "A"}, (404, "missingParameter")),
    ({"key": " ", "value": "1"}, (400, "invalidRequest")),
    ({"key": "A" * 101, "value": "1"}, (400, "invalidRequest")),
    ({"key": "A", "value": "1" * 5001}, (400, "invalidRequest")),
    ({"key": "A", "value": "1", "serialNumber": "NO"}, (404, "unknownUnit")),
])  # fmt: skip
def test_a_tag_that_cannot_be_set_is_refused(
    api: httpx.Client, key: Key, query: Key, wanted: tuple[int, str]
) -> None:
    put(api, key)
    assert reason(api.put(f"{BASE}/UnitTag", params=key | query)) == wanted
    assert (read(api, key)["tags"], len(history(api, key))) == ([], 1)


@pytest.mark.parametrize(("phase", "name"), PHASES.items())
def test_a_unit_is_made_in_or_moved_to_each_phase(
    api: httpx.Client, key: Key, phase: int, name: str
) -> None:
    put(api, key, unitPhaseId=32)
    asked = key | {"phase": str(phase), "comment": "why not"}
    assert api.put(f"{BASE}/SetUnitPhase", params=asked).status_code == 200
    unit = read(api, key)
    assert (unit["unitPhaseId"], unit["unitPhase"]) == (phase, name)
    newest = api.get("/api/station/History", params=key).json()[0]
    assert (newest["oldId"], newest["newId"], newest["comment"]) == (32, phase, "why not")
    assert put(api, key, unitPhaseId=16)["unitPhaseId"] == phase
    other = key | {"serialNumber": fresh("U")}
    assert put(api, other, unitPhaseId=phase)["unitPhase"] == name


@pytest.mark.parametrize("phase", ["0", "3", "4096", "4097", "-16", "16.0", "Finalized", " "])
def test_what_is_no_phase_changes_nothing(api: httpx.Client, key: Key, phase: str) -> None:
    put(api, key, unitPhaseId=2)
    refused = api.put(f"{BASE}/SetUnitPhase", params=key | {"phase": phase})
    assert reason(refused) == (400, "invalidRequest")
    assert reason(api.put(f"{BASE}/SetUnitPhase", params=key)) == (404, "missingParameter")
    too_long = key | {"phase": "16", "comment": "x" * 1001}
    assert reason(api.put(f"{BASE}/SetUnitPhase", params=too_long)) == (400, "invalidRequest")
    assert (read(api, key)["unitPhaseId"], len(history(api, key))) == (2, 1)


@pytest.mark.parametrize(("given", "code", "name"), [
    ({"processCode": "30"}, "30", "ICT"), ({"processName": "ICT"}, "30", "ICT"),
    ({"processName": "60"}, "60", "Functional"),
    ({"processCode": "Functional"}, "60", "Functional"), ({"processName": "500"}, "500", "Repair"),
])  # fmt: skip
def test_the_process_is_set_by_code_or_name(
    api: httpx.Client, key: Key, given: Key, code: str, name: str
) -> None:
    put(api, key, processCode=10)
    asked = key | given | {"comment": "c"}
    assert api.put(f"{BASE}/SetUnitProcess", params=asked).status_code == 200
    unit = read(api, key)
    assert (unit["processCode"], unit["processName"]) == (code, name)
    newest = api.get("/api/station/History", params=key).json()[0]
    assert (newest["old"], newest["new"], newest["oldId"], newest["newId"], newest["comment"]) == (
        "SW Debug", name, 10, int(code), "c",
    )  # fmt: skip


@pytest.mark.parametrize(("given", "word"), [
    ({"processName": "NO"}, "unknownProcess"), ({"processName": "ict"}, "unknownProcess"),
    ({"processCode": "31"}, "unknownProcess"),
    ({"processCode": "9" * 30}, "unknownProcess"), ({"processName": ""}, "unknownProcess"),
    ({}, "missingParameter"), ({"processCode": "30", "serialNumber": "NO"}, "unknownUnit"),
])  # fmt: skip
def test_an_unknown_process_changes_nothing(
    api: httpx.Client, key: Key, given: Key, word: str
) -> None:
    put(api, key, processCode=10)
    assert reason(api.put(f"{BASE}/SetUnitProcess", params=key | given)) == (404, word)
    assert (read(api, key)["processCode"], len(history(api, key))) == ("10", 1)


def test_a_unit_becomes_another_part_or_revision(api: httpx.Client, key: Key) -> None:
    put(api, key, revision="A", unitPhaseId=16, tags=[{"key": "T", "value": "1"}])
    change = f"{BASE}/ChangeUnit"
    assert api.put(change, params=key | {"newRevision": " B "}).status_code == 200
    assert read(api, key)["revision"] == "B"
    new = key | {"partNumber": fresh("P")}
    asked = key | {"newPartNumber": new["partNumber"], "newRevision": "C"}
    assert api.put(change, params=asked).status_code == 200
    gone = api.get(f"{UNIT}/{key['serialNumber']}/{key['partNumber']}")
    assert reason(gone) == (404, "unknownUnit")
    unit = read(api, new)
    assert (unit["revision"], unit["unitPhaseId"], unit["xmlData"]) == (
        "C", 16, '<Root><T Value="1"/></Root>',
    )  # fmt: skip
    assert unit["productRevision"]["productRevisionId"]
    assert history(api, new)[:-1] == [
        ("field", "revision", "B", "C"),
        ("field", "part_number", key["partNumber"], new["partNumber"]),
        ("field", "revision", "A", "B"),
    ]  # fmt: skip
    put(api, key)
    back = new | {"newPartNumber": key["partNumber"]}
    assert reason(api.put(change, params=back)) == (404, "unitExists")
    for nothing in ({}, {"newPartNumber": "", "newRevision": " "}):
        assert reason(api.put(change, params=new | nothing)) == (404, "missingParameter")
    unknown = {"serialNumber": "NO", "newRevision": "B"}
    assert reason(api.put(change, params=unknown)) == (404, "unknownUnit")
    assert read(api, new) == unit


def test_a_deleted_units_history_is_kept_with_that_of_its_successor(
    api: httpx.Client, key: Key
) -> None:
    put(api, key, unitPhaseId=2)
    headers = {"X-Station-Command": str(uuid4()), "X-Station-Operator": "Bo"}
    asked: Any = {"params": key, "headers": headers}
    assert api.delete(UNIT, **asked).status_code == 200
    assert reason(api.delete(UNIT, params=key)) == (404, "unknownUnit")
    assert reason(api.get(f"{UNIT}/{key['serialNumber']}")) == (404, "unknownUnit")
    gone = [("deleted", "", None, None), ("created", "", None, "Under Production")]
    assert history(api, key) == gone
    assert history(api, {"serialNumber": key["serialNumber"]}) == gone
    put(api, key, unitPhaseId=16)
    assert api.delete(UNIT, **asked).status_code == 200
    assert history(api, key) == [("created", "", None, "Finalized"), *gone]
    assert reason(api.get("/api/station/History", params={"serialNumber": "NO"})) == (
        404, "unknownUnit",
    )  # fmt: skip
