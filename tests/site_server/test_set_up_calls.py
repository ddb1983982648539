"""What an administrator and WATS's own clients change by single calls, read back by others."""

import httpx

from tests.site_server.plant import Plant, reason

INTERNAL = "/api/internal/Production"


def test_groups_categories_and_vendors_are_made_changed_and_deleted(api: httpx.Client) -> None:
    made = api.post("/api/Product/ProductGroup", json={"name": "New", "isPublic": False}).json()
    assert (made["name"], made["isPublic"], made["filters"]) == ("New", False, [])
    renamed = {"id": made["id"], "name": "Newer"}
    assert api.put("/api/Product/ProductGroup", json=renamed).json()["productGroupName"] == "Newer"
    assert api.put("/api/Product/Group", json={"productGroupName": "Own"}).json()["name"] == "Own"
    assert api.delete(f"/api/Product/ProductGroup/{made['id']}").status_code == 200
    names = [each["name"] for each in api.get("/api/Product/Groups").json()]
    assert "Newer" not in names
    assert "Own" in names
    category = [{"Name": "Optics", "Description": "Lenses"}]
    found = api.put("/api/internal/Product/PutProductCategories", json=category).json()
    [optics] = [each for each in found if each["Name"] == "Optics"]
    product = {"partNumber": "LENS-1", "productCategoryId": optics["ProductCategoryId"]}
    assert api.put("/api/Product", json=product).json()["productCategoryName"] == "Optics"
    vendors = api.put("/api/Product/Vendors", json={"name": "Acme"}).json()
    [acme] = [each for each in vendors if each["name"] == "Acme"]
    again = [{"vendorId": acme["vendorId"], "VendorName": "Acme Ltd"}]
    assert "Acme Ltd" in [
        each["name"] for each in api.put("/api/Product/Vendors", json=again).json()
    ]
    assert api.delete(f"/api/Product/Vendors/{acme['vendorId']}").status_code == 200
    assert "Acme Ltd" not in [each["name"] for each in api.get("/api/Product/Vendors").json()]


def test_a_barcode_identifier_is_tried_in_its_order(api: httpx.Client) -> None:
    path = "/api/BarcodeIdentifiers/BarcodeIdentifier"
    late = api.put(path, json={"pattern": "^Q", "serialNumber": "Q(.*)", "order": 9}).json()
    code = {"code": "Q77"}
    read = "/api/BarcodeIdentifiers/IdentifyBarcode"
    assert api.get(read, params=code).json()["serialNumber"] == "77"
    early = api.put(path, json={"pattern": "^Q", "serialNumber": "Q.*", "order": 2}).json()
    assert api.get(read, params=code).json()["serialNumber"] == "Q77"
    changed = {"id": early["id"], "pattern": "^Z", "serialNumber": "", "order": 2}
    assert api.put(path, json=changed).json()["id"] == early["id"]
    assert api.get(read, params=code).json()["identifier"] == late["id"]
    for each in (early, late):
        assert api.delete(f"{path}/{each['id']}").status_code == 200
    assert api.get(read, params=code).json()["identifier"] is None


def test_a_product_is_deleted_unless_it_is_used(plant: Plant) -> None:
    plant.template(("BOARD", "A", 1, ""))
    used = plant.api.delete(f"/api/Product/{plant.part('BOARD')}")
    assert used.status_code == 200
    assert plant.api.get(f"/api/Product/{plant.part('BOARD')}").json()["state"] == 0
    assert plant.api.delete(f"/api/Product/{plant.part('BOX')}").status_code == 204
    gone = plant.api.get(f"/api/Product/{plant.part('BOX')}")
    assert reason(gone) == (404, "unknownProduct")
    assert plant.api.delete(f"/api/Product/{plant.part('BOARD')}").status_code == 204


def test_clients_of_wats_change_units_by_internal_calls(plant: Plant) -> None:
    plant.template(("BOARD", "A", 1, ""))
    plant.unit("P", "BOX", phase=2)
    plant.unit("U", "BOARD")
    key: dict[str, str | int] = {"serialNumber": "U", "partNumber": plant.part("BOARD")}

    def asked(call: str, **query: str | int) -> httpx.Response:
        return plant.api.get(f"{INTERNAL}/{call}", params=key | query)

    parent = {"parentSerialNumber": "P", "parentPartNumber": plant.part("BOX")}
    assert asked("SetParent", **parent).status_code == 200
    assert plant.children() == [("U", 0)]
    assert asked("SetParent").status_code == 200
    assert plant.children() == []
    assert reason(asked("SetParent")) == (404, "notAChild")
    assert reason(asked("SetUnitPhaseAndProcess", unitPhase=2, processName="No")) == (
        404, "unknownProcess",
    )  # fmt: skip
    assert asked("GetUnitPhase").json() == 16
    assert asked("SetUnitPhaseAndProcess", unitPhase=2, processName="ICT").status_code == 200
    assert (asked("GetUnitPhase").json(), asked("GetUnitProcess").json()) == (2, "ICT")
    assert asked("UnitPhaseBit", PhaseBit=4096).status_code == 200
    assert asked("GetUnitPhase").json() == 4098
    assert asked("UnitPhaseBit", PhaseBit=4096, ClearBit="true").status_code == 200
    assert asked("GetUnitPhase").json() == 2
    attribute = {"attributeName": "Lot", "attributeValue": "7"}
    assert asked("UpdateUnitAttribute", **attribute).status_code == 200
    assert asked("GetUnit").json()["Settings"] == [{"Key": "Lot", "Value": "7"}]
    assert asked("UpdateUnit", newRevision="B").status_code == 200
    assert asked("GetUnit").json()["Revision"] == "B"


def test_a_deleted_units_history_outlives_it(plant: Plant) -> None:
    plant.unit("U", "BOARD")
    key = {"serialNumber": "U", "partNumber": plant.part("BOARD")}
    assert plant.api.delete("/api/Production/Unit", params=key).status_code == 200
    assert reason(plant.api.get(f"{INTERNAL}/GetUnit", params=key)) == (404, "unknownUnit")
    history = "/api/station/History"
    kinds = [row["kind"] for row in plant.api.get(history, params=key).json()]
    assert kinds == ["deleted", "created"]
    plant.unit("U", "BOARD")
    kinds = [row["kind"] for row in plant.api.get(history, params=key).json()]
    assert kinds == ["created", "deleted", "created"]


def test_an_empty_xml_twin_is_no_wish(plant: Plant) -> None:
    body = {"serialNumber": "U", "partNumber": plant.part("BOARD"), "xmlData": ""}
    tags = [{"key": "Lot", "value": "7"}]
    for given in (tags, []):
        saved = plant.api.put("/api/Production/Units", json=[body | {"tags": given}])
        assert saved.status_code == 200
        assert saved.json()[0]["tags"] == tags
