"""Each rule's refusals by value: status, reason word, and that nothing was changed by them."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.site_server.plant import Plant, reason

PRODUCTION, INTERNAL = "/api/Production", "/api/internal/Production"
UNIT = f"{PRODUCTION}/Unit"
NOBODY = "00000000-0000-4000-8000-000000000000"


ASSEMBLIES: list[tuple[str, Callable[[Plant], httpx.Response]]] = [
    ("unknownUnit", lambda plant: plant.add("NO", "BOARD")),
    ("unknownUnit", lambda plant: plant.add("B1", "BOARD", parent="NO")),
    ("loop", lambda plant: plant.add("P", "BOX")),
    ("partNotInBoxBuild", lambda plant: plant.add("X1", "OTHER")),
    ("wrongRevision", lambda plant: plant.add("B-REV", "BOARD")),
    ("wrongRevision", lambda plant: plant.add("C-REV", "CABLE")),
    ("childNotFinalized", lambda plant: plant.add("B-OPEN", "BOARD")),
    ("wrongPosition", lambda plant: plant.add("B1", "BOARD", position=2)),
    ("wrongPosition", lambda plant: plant.add("C1", "CABLE", position=0)),
    ("partNotInBoxBuild", lambda plant: plant.add("B1", "BOARD", checkPartNumber="ELSE")),
    ("wrongRevision", lambda plant: plant.add("B1", "BOARD", checkRevision="Z%")),
]


@pytest.mark.parametrize(("wanted", "ask"), ASSEMBLIES)
def test_what_the_box_build_does_not_allow(
    plant: Plant, wanted: str, ask: Callable[[Plant], httpx.Response]
) -> None:
    plant.template(("BOARD", "A", 2, ""), ("CABLE", "B1", 1, "B%, C1"))
    plant.unit("P", "BOX", phase=2)
    for serial, part, phase, revision in (
        ("B1", "BOARD", 16, "A"), ("B-REV", "BOARD", 16, "B"), ("B-OPEN", "BOARD", 2, "A"),
        ("C1", "CABLE", 16, "C1"), ("C-REV", "CABLE", 16, "C2"), ("X1", "OTHER", 16, "A"),
    ):  # fmt: skip
        plant.unit(serial, part, phase=phase, revision=revision)
    assert reason(ask(plant)) == (404, wanted)
    assert plant.children() == []


def test_slots_fill_from_the_front_and_are_freed_again(plant: Plant) -> None:
    plant.template(("BOARD", "A", 2, ""), ("CABLE", "B1", 1, "B%, C1"))
    plant.unit("P", "BOX", phase=2)
    plant.unit("P2", "BOX", phase=2)
    for serial in ("B1", "B2", "B3"):
        plant.unit(serial, "BOARD")
    plant.unit("C1", "CABLE", revision="B7")
    assert plant.add("B1", "BOARD", position=1).status_code == 200
    assert reason(plant.add("B2", "BOARD", position=1)) == (404, "positionTaken")
    assert plant.add("B2", "BOARD").status_code == 200
    assert reason(plant.add("B3", "BOARD")) == (404, "quantityReached")
    assert reason(plant.add("B1", "BOARD", parent="P2")) == (404, "childHasParent")
    assert plant.add("C1", "CABLE").status_code == 200
    assert plant.children() == [("B2", 0), ("B1", 1), ("C1", 2)]
    key = {"parentSerialNumber": "P", "parentPartNumber": plant.part("BOX")}
    child = {"childSerialNumber": "B2", "childPartNumber": plant.part("BOARD")}
    removed = plant.api.post(f"{PRODUCTION}/RemoveChildUnit", params=key | child)
    assert removed.status_code == 200
    again = plant.api.post(f"{PRODUCTION}/RemoveChildUnit", params=key | child)
    assert reason(again) == (404, "notAChild")
    assert plant.add("B3", "BOARD").status_code == 200
    assert plant.children() == [("B3", 0), ("B1", 1), ("C1", 2)]


@pytest.mark.parametrize("tag", ["In Storage", "in_storage", "1024"])
def test_a_tag_lets_units_be_built_in_from_another_phase(plant: Plant, tag: str) -> None:
    plant.template(("BOARD", "A", 3, ""), tag=tag)
    plant.unit("P", "BOX", phase=2)
    for serial, phase in (("S", 1024), ("F", 16), ("U", 2)):
        plant.unit(serial, "BOARD", phase=phase)
    assert plant.add("S", "BOARD").status_code == 200
    assert plant.add("F", "BOARD").status_code == 200
    assert reason(plant.add("U", "BOARD")) == (404, "childNotFinalized")


def test_what_the_caller_checks_stands_in_for_the_template(plant: Plant) -> None:
    plant.unit("P", "BOX", phase=2)
    plant.unit("X", "OTHER", revision="Q2")
    plant.unit("Y", "OTHER", phase=2)
    internal = {
        "serialNumber": "P", "partNumber": plant.part("BOX"), "cultureCode": "en-US",
        "childPartNumber": plant.part("OTHER"), "checkPartNumber": "OTHER-%", "checkRevision": "%",
    }  # fmt: skip
    path = f"{INTERNAL}/AddChildUnit"
    assert plant.api.post(path, params=internal | {"childSerialNumber": "X"}).status_code == 200
    unfinished = internal | {"childSerialNumber": "Y"}
    assert reason(plant.api.post(path, params=unfinished)) == (404, "childNotFinalized")
    any_phase = unfinished | {"checkPhase": "false"}
    assert plant.api.post(path, params=any_phase).status_code == 200
    assert plant.children() == [("X", 0), ("Y", 1)]


def test_parts_without_serial_numbers_are_not_waited_for(plant: Plant) -> None:
    plant.template(("SCREW", "A", 8, ""), ("BOARD", "A", 1, ""))
    screw = {"partNumber": plant.part("SCREW"), "nonSerial": True}
    plant.api.put("/api/Product", json=screw).raise_for_status()
    plant.unit("P", "BOX", phase=2)
    plant.unit("B", "BOARD")
    key = {"parentSerialNumber": "P", "parentPartNumber": plant.part("BOX")}
    before = plant.api.get(f"{PRODUCTION}/CheckChildUnits", params=key).json()
    assert (before["isComplete"], before["missingCount"]) == (False, 1)
    assert plant.add("B", "BOARD").status_code == 200
    assert plant.children() == [("B", 0)]
    spelled = {"ParentSerialNumber": "P", "ParentPartNumber": plant.part("BOX"), "CultureCode": "x"}
    after = plant.api.get(f"{INTERNAL}/CheckChildUnits", params=spelled).json()
    assert (after["isComplete"], after["missingCount"], after["problems"]) == (True, 0, [])
    assert [line["partNumber"] for line in after["lines"]] == [plant.part("BOARD")]


KEY = {"serialNumber": "DEMO-1001", "partNumber": "CTRL-100"}
GONE = {"serialNumber": "NO", "partNumber": "CTRL-100"}
TWICE = {"serialNumber": "DEMO-2001"}
TYPE = {"serialNumberType": "Serial number"}
REFUSED: list[tuple[str, str, dict[str, Any], int, str]] = [
    ("PUT", f"{PRODUCTION}/SetUnitPhase", {"params": GONE | {"phase": 2}}, 404, "unknownUnit"),
    ("PUT", f"{PRODUCTION}/SetUnitPhase", {"params": TWICE | {"phase": 2}}, 404, "ambiguousUnit"),
    ("PUT", f"{PRODUCTION}/SetUnitPhase", {"params": KEY}, 404, "missingParameter"),
    ("PUT", f"{PRODUCTION}/SetUnitPhase", {"params": KEY | {"phase": 3}}, 400, "invalidRequest"),
    ("PUT", f"{PRODUCTION}/SetUnitProcess", {"params": KEY | {"processName": "No"}}, 404,
     "unknownProcess"),
    ("PUT", f"{PRODUCTION}/SetUnitProcess", {"params": KEY}, 404, "missingParameter"),
    ("PUT", f"{PRODUCTION}/UnitTag", {"params": KEY | {"key": " ", "value": ""}}, 400,
     "invalidRequest"),
    ("POST", UNIT, {"json": KEY | {"revision": "A"}}, 404, "unitExists"),
    ("POST", UNIT, {"json": KEY}, 400, "invalidRequest"),
    ("POST", UNIT, {"json": KEY | {"revision": "A", "parentSerialNumber": "P"}}, 400,
     "invalidRequest"),
    ("PUT", UNIT, {"json": GONE}, 404, "unknownUnit"),
    ("PUT", UNIT, {"json": KEY | {"batchNumber": "NO-SUCH"}}, 404, "unknownBatch"),
    ("DELETE", UNIT, {"params": GONE}, 404, "unknownUnit"),
    ("DELETE", UNIT, {"params": {"serialNumber": "DEMO-3000"}}, 404, "hasChildren"),
    ("DELETE", UNIT, {"params": {"serialNumber": "DEMO-3001"}}, 404, "hasParent"),
    ("PUT", f"{PRODUCTION}/ChangeUnit", {"params": KEY}, 404, "missingParameter"),
    ("PUT", f"{PRODUCTION}/ChangeUnit",
     {"params": {"serialNumber": "DEMO-2001", "partNumber": "CTRL-100",
                 "newPartNumber": "SENS-10"}}, 404, "unitExists"),
    ("DELETE", f"{PRODUCTION}/Units/Changes/1", {}, 404, "unknownChange"),
    ("GET", f"{INTERNAL}/UnitPhaseBit", {"params": {"serialNumber": "DEMO-1005", "PhaseBit": 4096}},
     404, "noSuchPhase"),
    ("POST", f"{INTERNAL}/CreateUnit", {"params": KEY | {"revision": "B"}}, 404, "unitExists"),
    ("POST", f"{PRODUCTION}/SerialNumbers/Take", {"params": {"serialNumberType": "No",
     "quantity": 1}}, 404, "unknownSerialNumberType"),
    ("POST", f"{PRODUCTION}/SerialNumbers/Take", {"params": TYPE}, 404, "missingParameter"),
    ("POST", f"{PRODUCTION}/SerialNumbers/Take", {"params": TYPE | {"quantity": 0}}, 400,
     "invalidRequest"),
    ("POST", f"{PRODUCTION}/SerialNumbers/Take",
     {"params": {"serialNumberType": "Gateway licence", "quantity": 3, "onlyInSequence": "true"}},
     404, "noSequence"),
    ("GET", f"{PRODUCTION}/SerialNumbers/ByReference", {"params": TYPE}, 404, "missingParameter"),
    ("GET", f"{PRODUCTION}/SerialNumbers/ByRange",
     {"params": TYPE | {"from": "SN-000001", "to": "X-000002"}}, 404, "noRange"),
    ("PUT", f"{PRODUCTION}/SerialNumbers", {"params": TYPE, "content": "NOT-LIKE-IT"}, 400,
     "invalidRequest"),
    ("PUT", f"{PRODUCTION}/SerialNumbers", {"content": "SN-999999"}, 404, "missingParameter"),
    ("GET", "/api/Product/NO-SUCH", {}, 404, "unknownProduct"),
    ("GET", "/api/Product/CTRL-100/Z", {}, 404, "unknownRevision"),
    ("PUT", "/api/Product", {"json": {"partNumber": "X", "productId": NOBODY}}, 404,
     "unknownProduct"),
    ("PUT", "/api/Product", {"json": {"partNumber": "X", "productCategoryId": NOBODY}}, 404,
     "unknownCategory"),
    ("PUT", "/api/Product/Revision", {"json": {"revision": "A"}}, 404, "missingParameter"),
    ("PUT", "/api/Product/Revision",
     {"json": {"revision": "Q", "partNumber": "CTRL-100", "productRevisionId": NOBODY}}, 404,
     "unknownRevision"),
    ("POST", "/api/internal/Product/PostProductRevisionRelation",
     {"json": {"ParentProductRevisionId": NOBODY, "ProductRevisionId": NOBODY}}, 404,
     "unknownRevision"),
    ("DELETE", "/api/internal/Product/DeleteProductRevisionRelation",
     {"params": {"productRevisionRelationId": NOBODY}}, 404, "unknownRelation"),
    ("GET", "/api/internal/Product/GetProductInfo",
     {"params": {"partNumber": "CTRL-100", "revision": "Z"}}, 404, "unknownRevision"),
    ("PUT", "/api/Product/BOM", {"content": "<!DOCTYPE x><BOM/>"}, 400, "invalidRequest"),
    ("DELETE", f"/api/Product/Vendors/{NOBODY}", {}, 404, "unknownVendor"),
    ("DELETE", "/api/Product/ProductGroup/99", {}, 404, "unknownGroup"),
    ("POST", "/api/Product/ProductGroup", {"json": {"name": "Boards"}}, 404, "groupExists"),
    ("GET", f"/api/internal/Process/GetProcess/{NOBODY}", {}, 404, "unknownProcess"),
    ("GET", f"/api/internal/Process/GetRepairOperation/{NOBODY}", {"params": {"processCode": 60}},
     404, "unknownProcess"),
    ("GET", "/api/internal/UnitVerification/GetUnitVerificationRule/99", {}, 404, "unknownRule"),
    ("PUT", "/api/internal/UnitVerification/PutUnitVerificationRule",
     {"json": {"partNumber": "X", "processCodes": [60], "unitVerificationId": 99}}, 404,
     "unknownRule"),
    ("PUT", "/api/BarcodeIdentifiers/BarcodeIdentifier", {"json": {"pattern": "("}}, 400,
     "invalidRequest"),
    ("DELETE", "/api/BarcodeIdentifiers/BarcodeIdentifier/99", {}, 404, "unknownIdentifier"),
    ("GET", f"/api/Report/Wsjf/{NOBODY}", {}, 404, "unknownReport"),
    ("GET", "/api/Report/Attachment", {"params": {"attachmentId": "1"}}, 404, "missingParameter"),
    ("POST", "/api/Report/WSXF", {"content": "<Report"}, 400, "invalidRequest"),
    ("GET", "/api/App/RelatedRepairHistory", {}, 404, "missingParameter"),
]  # fmt: skip


@pytest.mark.parametrize("asked", REFUSED, ids=lambda each: f"{each[1]} {each[4]}")
def test_what_is_refused_says_why(
    api: httpx.Client, asked: tuple[str, str, dict[str, Any], int, str]
) -> None:
    method, path, options, status, word = asked
    before = api.get(f"{UNIT}/Query", params={"$top": "1000"}).json()
    assert reason(api.request(method, path, **options)) == (status, word)
    assert api.get(f"{UNIT}/Query", params={"$top": "1000"}).json() == before


def test_a_template_never_holds_itself(plant: Plant) -> None:
    plant.template(("BOARD", "A", 1, ""))
    ids = {}
    for part in ("BOX", "BOARD"):
        found = plant.api.get(f"/api/Product/{plant.part(part)}/A").json()
        ids[part] = found["productRevisionId"]
    relation = {"ParentProductRevisionId": ids["BOARD"], "ProductRevisionId": ids["BOX"]}
    path = "/api/internal/Product/PostProductRevisionRelation"
    assert reason(plant.api.post(path, json=relation)) == (404, "loop")
    own = {"ParentProductRevisionId": ids["BOX"], "ProductRevisionId": ids["BOX"]}
    assert reason(plant.api.post(path, json=own)) == (404, "loop")
