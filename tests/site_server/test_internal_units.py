"""Units by the internal API: moved and made in WATS's own clients' way, and told as trees."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.site_server.plant import Plant, reason
from tests.site_server.unit_calls import (
    BASE,
    INTERNAL,
    PHASES,
    Key,
    fresh,
    history,
    put,
    read,
)


def ask(api: httpx.Client, call: str, key: Key, **more: str) -> httpx.Response:
    return api.get(f"{INTERNAL}/{call}", params=key | more)


def state(api: httpx.Client, key: Key) -> tuple[int, str]:
    """Phase and process."""
    return ask(api, "GetUnitPhase", key).json(), ask(api, "GetUnitProcess", key).json()


@pytest.fixture
def key(api: httpx.Client) -> Key:
    """A unit Under Production at ICT."""
    made = {"serialNumber": fresh("U"), "partNumber": fresh("P")}
    put(api, made, revision="A", unitPhaseId=2, processCode=30)
    return made


@pytest.mark.parametrize("spelled", ["unitPhase", "phase", "unitPhaseId"])
@pytest.mark.parametrize("phase", PHASES)
def test_a_phase_is_set_by_a_get(api: httpx.Client, key: Key, phase: int, spelled: str) -> None:
    asked = {spelled: str(phase), "comment": "c"}
    assert ask(api, "SetUnitPhase", key, **asked).status_code == 200
    assert state(api, key) == (phase, "ICT")
    assert history(api, key)[0] == ("phase", "", "Under Production", PHASES[phase])


@pytest.mark.parametrize("given", [{"processName": "Burn-in"}, {"processCode": "90"},
                                   {"processName": "90"}])  # fmt: skip
def test_a_process_is_set_by_a_get(api: httpx.Client, key: Key, given: Key) -> None:
    assert ask(api, "SetUnitProcess", key, **given).status_code == 200
    assert state(api, key) == (2, "Burn-in")
    assert history(api, key)[0] == ("process", "", "ICT", "Burn-in")


def test_phase_and_process_are_set_together(api: httpx.Client, key: Key) -> None:
    headers = {"X-Station-Command": str(uuid4())}
    asked: Any = {"params": key | {"unitPhase": "16", "processName": "60", "comment": "both"},
                  "headers": headers}  # fmt: skip
    assert api.get(f"{INTERNAL}/SetUnitPhaseAndProcess", **asked).status_code == 200
    assert state(api, key) == (16, "Functional")
    rows = api.get("/api/station/History", params=key).json()
    assert [(row["kind"], row["comment"], row["command"]) for row in rows[:2]] == [
        (kind, "both", headers["X-Station-Command"]) for kind in ("process", "phase")
    ]
    ask(api, "SetUnitPhase", key, phase="2")
    assert api.get(f"{INTERNAL}/SetUnitPhaseAndProcess", **asked).status_code == 200
    assert state(api, key) == (2, "Functional")


@pytest.mark.parametrize(("call", "given", "wanted"), [
    ("SetUnitPhaseAndProcess", {"unitPhase": "16", "processName": "NO"}, (404, "unknownProcess")),
    ("SetUnitPhaseAndProcess", {"unitPhase": "3", "processName": "60"}, (400, "invalidRequest")),
    ("SetUnitPhaseAndProcess", {"unitPhase": "16"}, (404, "missingParameter")),
    ("SetUnitPhaseAndProcess", {"processName": "60"}, (404, "missingParameter")),
    ("SetUnitPhase", {}, (404, "missingParameter")),
    ("SetUnitPhase", {"unitPhase": "4096"}, (400, "invalidRequest")),
    ("SetUnitProcess", {}, (404, "missingParameter")),
    ("SetUnitProcess", {"processName": "31"}, (404, "unknownProcess")),
    ("UnitPhaseBit", {}, (404, "missingParameter")),
    ("UnitPhaseBit", {"PhaseBit": "3"}, (400, "invalidRequest")),
    ("UnitPhaseBit", {"PhaseBit": "4098"}, (400, "invalidRequest")),
    ("UnitPhaseBit", {"PhaseBit": "16", "ClearBit": "so"}, (400, "invalidRequest")),
    ("UpdateUnit", {}, (404, "missingParameter")),
    ("UpdateUnit", {"newPartNumber": " ", "newRevision": ""}, (404, "missingParameter")),
    ("UpdateUnitAttribute", {"attributeName": "A"}, (404, "missingParameter")),
    ("UpdateUnitAttribute", {"attributeValue": "1"}, (404, "missingParameter")),
    ("UpdateUnitAttribute", {"attributeName": " ", "attributeValue": "1"},
     (404, "missingParameter")),
])  # fmt: skip
def test_a_refused_call_changes_nothing(
    api: httpx.Client, key: Key, call: str, given: Key, wanted: tuple[int, str]
) -> None:
    before = read(api, key)
    assert reason(ask(api, call, key, **given)) == wanted
    assert (read(api, key), len(history(api, key))) == (before, 1)


@pytest.mark.parametrize("call", [
    "SetUnitPhase", "SetUnitProcess", "SetUnitPhaseAndProcess", "UnitPhaseBit", "UpdateUnit",
    "UpdateUnitAttribute", "GetUnit", "GetUnitInfo", "GetUnitHierarchy", "GetUnitContents",
    "GetUnitPhase", "GetUnitProcess", "GetUnitStateHistory",
])  # fmt: skip
def test_an_unknown_ambiguous_or_unnamed_unit_is_refused(
    api: httpx.Client, key: Key, call: str
) -> None:
    other = key | {"partNumber": fresh("P")}
    put(api, other)
    more = {"unitPhase": "16", "processName": "60", "PhaseBit": "16", "newRevision": "B",
            "attributeName": "A", "attributeValue": "1"}  # fmt: skip
    serial = {"serialNumber": key["serialNumber"]}
    assert reason(ask(api, call, {}, **more)) == (404, "missingParameter")
    assert reason(ask(api, call, serial, **more)) == (404, "ambiguousUnit")
    assert reason(ask(api, call, serial, partNumber="NO", **more)) == (404, "unknownUnit")
    assert (len(history(api, key)), len(history(api, other))) == (1, 1)
    assert ask(api, call, key, **more).status_code == 200
    assert len(history(api, other)) == 1


@pytest.mark.parametrize("move", [
    (2, 4096, "", 4098), (4, 4096, "", 4100), (8, 4096, "", 4104), (4098, 4096, "", 4098),
    (4098, 4096, "true", 2), (4104, 4096, "1", 8), (2, 4096, "true", 2), (2, 16, "false", 16),
    (4098, 16, "", 16), (16, 16, "true", 1), (16, 2, "true", 16), (2, 2048, "0", 2048),
    (16, 4096, "", None), (1, 4096, "", None), (4098, 2, "true", None),
])  # fmt: skip
def test_a_phase_is_set_by_its_bit(
    api: httpx.Client, key: Key, move: tuple[int, int, str, int | None]
) -> None:
    before, bit, clear, after = move
    ask(api, "SetUnitPhase", key, phase=str(before))
    asked = {"PhaseBit": str(bit)} | ({"ClearBit": clear} if clear else {})
    answer = ask(api, "UnitPhaseBit", key, **asked)
    if after is None:
        assert reason(answer) == (404, "noSuchPhase")
    else:
        assert answer.status_code == 200
    assert state(api, key)[0] == (before if after is None else after)


def test_a_unit_is_rebadged_and_tagged_by_gets(api: httpx.Client, key: Key) -> None:
    part = fresh("P")
    assert ask(api, "UpdateUnit", key, newPartNumber=part).status_code == 200
    assert reason(ask(api, "GetUnit", key)) == (404, "unknownUnit")
    new = key | {"partNumber": part}
    assert read(api, new)["revision"] == "A"
    assert read(api, new)["productRevision"]["productRevisionId"] is not None
    assert ask(api, "UpdateUnit", new, newRevision="B").status_code == 200
    assert [each["revision"] for each in api.get(f"/api/Product/{part}").json()["revisions"]] == [
        "A", "B",
    ]  # fmt: skip
    for value in ("1", "", "2"):
        tagged = ask(api, "UpdateUnitAttribute", new, attributeName="L", attributeValue=value)
        assert tagged.status_code == 200
        assert ask(api, "GetUnit", new).json()["Settings"] == [{"Key": "L", "Value": value}]
    put(api, key)
    back = ask(api, "UpdateUnit", new, newPartNumber=key["partNumber"])
    assert reason(back) == (404, "unitExists")


def test_a_unit_is_created_with_its_product(api: httpx.Client) -> None:
    key = {"serialNumber": fresh("U"), "partNumber": fresh("P")}
    more = {"revision": "C", "batchNumber": fresh("LOT"), "unitPhase": "4098"}
    headers = {"X-Station-Command": str(uuid4())}
    for _ in range(2):
        answer = api.post(f"{INTERNAL}/CreateUnit", params=key | more, headers=headers)
        assert (answer.status_code, answer.json()) == (200, ask(api, "GetUnit", key).json())
    unit = ask(api, "GetUnit", key).json()
    assert (unit["SerialNumber"], unit["Revision"], unit["UnitPhaseId"], unit["BatchSN"]) == (
        key["serialNumber"], "C", 4098, more["batchNumber"],
    )  # fmt: skip
    assert unit["Product"] == {
        "ProductId": unit["ProductId"], "PartNumber": key["partNumber"], "Name": "",
    }  # fmt: skip
    assert unit["ProductRevision"]["ProductRevisionId"] == unit["ProductRevisionId"] is not None
    [batch] = api.get(f"{BASE}/Batches", params={"batchNumber": more["batchNumber"]}).json()
    assert batch["unitCount"] == 1
    create = f"{INTERNAL}/CreateUnit"
    assert reason(api.post(create, params=key | more)) == (404, "unitExists")
    assert len(history(api, key)) == 1
    bare = {"serialNumber": fresh("U"), "partNumber": key["partNumber"]}
    made = api.post(create, params=bare).json()
    assert (made["UnitPhaseId"], made["Revision"], made["ProductionBatch"]) == (1, "", None)
    for left in ("serialNumber", "partNumber"):
        without = {name: value for name, value in bare.items() if name != left}
        for query in (without, without | {left: "  "}):
            assert reason(api.post(create, params=query)) == (404, "missingParameter")
    strange = bare | {"serialNumber": fresh("U"), "unitPhase": "3"}
    assert reason(api.post(create, params=strange)) == (400, "invalidRequest")


def test_a_units_states_are_told_newest_first(api: httpx.Client, key: Key) -> None:
    ask(api, "SetUnitPhase", key, phase="4098")
    ask(api, "SetUnitProcess", key, processName="60")
    put(api, key, tags=[{"key": "A", "value": "1"}])
    ask(api, "SetUnitPhase", key, phase="16")
    told = ask(api, "GetUnitStateHistory", key).json()
    assert told["phases"] == [
        "Finalized", "Under Production - Queued", "Under Production - Queued", "Under Production",
    ]  # fmt: skip
    assert told["processes"] == ["Functional", "Functional", "ICT", "ICT"]
    assert told["dateTimes"] == sorted(told["dateTimes"], reverse=True)
    assert [len(each) for each in told.values()] == [4, 4, 4]
    new = {"serialNumber": fresh("U"), "partNumber": fresh("P")}
    put(api, new)
    assert ask(api, "GetUnitProcess", new).json() == ""
    assert ask(api, "GetUnitStateHistory", new).json()["processes"] == [""]
    assert ask(api, "SetUnitProcess", new, processName="60").status_code == 200
    assert ask(api, "GetUnitStateHistory", new).json()["processes"] == ["Functional", ""]
    at_ict = {"serialNumber": fresh("U"), "partNumber": fresh("P")}
    put(api, at_ict, processCode="30")
    assert ask(api, "GetUnitStateHistory", at_ict).json()["processes"] == ["ICT"]


@pytest.fixture
def tower(plant: Plant) -> Plant:
    """BOX P holds boards B1 and B2 and a cable; board B1 holds chips C1 and C2."""
    for parent, lines in (
        ("BOARD", [("CHIP", 2)]), ("BOX", [("BOARD", 2), ("CABLE", 1)]),
    ):  # fmt: skip
        revisions = {}
        for part in (parent, *(part for part, _ in lines)):
            body = {"partNumber": plant.part(part), "name": f"The {part}", "revisions": [
                    {"revision": "A", "name": f"{part} A"}]}  # fmt: skip
            [own] = plant.api.put("/api/Product", json=body).json()["revisions"]
            revisions[part] = own["productRevisionId"]
        for part, quantity in lines:
            relation = {"ParentProductRevisionId": revisions[parent], "Quantity": quantity,
                        "ProductRevisionId": revisions[part], "RevisionMask": "A%"}  # fmt: skip
            path = "/api/internal/Product/PostProductRevisionRelation"
            plant.api.post(path, json=relation).raise_for_status()
    units = [("P", "BOX"), ("B1", "BOARD"), ("B2", "BOARD"), ("C1", "CHIP"), ("C2", "CHIP")]
    for serial, part in units:
        plant.unit(serial, part)
    plant.add("B1", "BOARD").raise_for_status()
    plant.add("B2", "BOARD").raise_for_status()
    for serial in ("C1", "C2"):
        asked = {"serialNumber": "B1", "partNumber": plant.part("BOARD"),
                 "childSerialNumber": serial, "childPartNumber": plant.part("CHIP")}  # fmt: skip
        plant.api.post(f"{INTERNAL}/AddChildUnit", params=asked).raise_for_status()
    return plant


def named(plant: Plant, serial: str, part: str) -> Key:
    return {"serialNumber": serial, "partNumber": plant.part(part)}


@pytest.mark.parametrize(("serial", "part", "children", "level"), [
    ("P", "BOX", ["B1", "B2"], 0), ("B1", "BOARD", ["C1", "C2"], 1), ("C2", "CHIP", [], 2),
])  # fmt: skip
def test_a_unit_is_told_with_its_direct_level(
    tower: Plant, serial: str, part: str, children: list[str], level: int
) -> None:
    unit = ask(tower.api, "GetUnit", named(tower, serial, part)).json()
    assert [child["SerialNumber"] for child in unit["Children"]] == children
    assert [child["SerialNumber"] for child in unit["SubUnits"]] == children
    assert [child["Position"] for child in unit["Children"]] == list(range(len(children)))
    assert (unit["Level"], unit["ParentUnitId"] is None) == (level, level == 0)
    assert (unit["Product"]["Name"], unit["ProductRevision"]["Name"]) == (
        f"The {part}",
        f"{part} A",
    )


def test_a_units_parents_are_told_upwards(tower: Plant) -> None:
    rows = ask(tower.api, "GetUnitInfo", named(tower, "C1", "CHIP")).json()
    assert [(row["SerialNumber"], row["RevisionName"], row["Name"]) for row in rows] == [
        ("C1", "CHIP A", "The CHIP"), ("B1", "BOARD A", "The BOARD"), ("P", "BOX A", "The BOX"),
    ]  # fmt: skip
    assert [row["ParentUnitID"] for row in rows] == [rows[1]["UnitId"], rows[2]["UnitId"], None]
    inside = [[each["SerialNumber"] for each in row["SubUnits"]] for row in rows]
    assert inside == [[], ["C1", "C2"], ["B1", "B2"]]


@pytest.mark.parametrize(("serial", "part"), [("P", "BOX"), ("B2", "BOARD"), ("C1", "CHIP")])
def test_the_whole_tree_is_told_from_any_unit_of_it(tower: Plant, serial: str, part: str) -> None:
    def flat(tree: dict[str, Any], above: int | None) -> list[tuple[str, int, int | None]]:
        assert tree["ParentUnitId"] == above
        assert tree["IsSelected"] == (tree["SerialNumber"] == serial)
        own = (tree["SerialNumber"], tree["Level"], tree["Position"])
        below = [each for child in tree["Children"] for each in flat(child, tree["UnitId"])]
        return [own, *below]

    tree = ask(tower.api, "GetUnitHierarchy", named(tower, serial, part)).json()
    assert flat(tree, None) == [
        ("P", 0, None), ("B1", 1, 0), ("C1", 2, 0), ("C2", 2, 1), ("B2", 1, 1),
    ]  # fmt: skip
    assert (tree["PartNumber"], tree["ProductName"]) == (tower.part("BOX"), "The BOX")


def test_the_box_build_is_told_with_the_units_in_it_level_by_level(tower: Plant) -> None:
    def flat(item: dict[str, Any]) -> list[tuple[str, int, int, int | None, list[str]]]:
        inside = [each["SerialNumber"] for each in item["Units"]]
        own = (item["RevisionName"], item["Level"], item["ItemId"], item["ParentItemId"], inside)
        return [own, *(each for child in item["Children"] for each in flat(child))]

    asked = named(tower, "P", "BOX")
    told = ask(tower.api, "GetUnitContents", asked).json()
    assert flat(told) == [
        ("BOX A", 0, 0, None, ["P"]), ("BOARD A", 1, 1, 0, ["B1", "B2"]),
        ("CHIP A", 2, 2, 1, ["C1", "C2"]), ("CABLE A", 1, 3, 0, []),
    ]  # fmt: skip
    board = told["Children"][0]
    assert (board["PartNumber"], board["Quantity"], board["RevisionMask"], board["NonSerial"]) == (
        tower.part("BOARD"), 2, "A%", False,
    )  # fmt: skip
    other = ask(tower.api, "GetUnitContents", asked, revision="Z").json()
    assert (other["Revision"], other["RevisionName"], other["IsBOMLoaded"]) == ("Z", "", False)
    assert (other["Children"], told["IsBOMLoaded"]) == ([], True)
    inner = ask(tower.api, "GetUnitContents", named(tower, "B2", "BOARD")).json()
    assert flat(inner) == [("BOARD A", 0, 0, None, ["B2"]), ("CHIP A", 1, 1, 0, [])]
