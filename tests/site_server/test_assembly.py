"""Assembly over the wire: each accept and each reject by value, by both APIs and SetParent."""

from urllib.parse import quote
from uuid import uuid4

import pytest

from tests.site_server.assembly_calls import (
    INTERNAL,
    PUBLIC,
    Calls,
    history_of,
    place_of,
    unit_of,
)
from tests.site_server.plant import Plant, reason

NOT_FINISHED = [1, 2, 4, 8, 32, 64, 128, 256, 512, 1024, 2048, 4098, 4100, 4104]


@pytest.fixture(params=["public", "internal", "SetParent"])
def adding(request: pytest.FixtureRequest, plant: Plant) -> Calls:
    """Every call that builds a unit in."""
    return Calls(plant, request.param)


@pytest.fixture(params=["public", "internal"])
def calls(request: pytest.FixtureRequest, plant: Plant) -> Calls:
    """The calls of either API."""
    return Calls(plant, request.param)


def box_of_boards(plant: Plant) -> None:
    """P takes two boards of revision A and a cable of revision B… or C1."""
    plant.template(("BOARD", "A", 2, ""), ("CABLE", "B1", 1, "B%, C1"))
    plant.unit("P", "BOX", phase=2)


def test_an_unknown_parent_or_child_is_refused(adding: Calls) -> None:
    box_of_boards(adding.plant)
    adding.plant.unit("B", "BOARD")
    assert reason(adding.add("B", "BOARD", parent="NO")) == (404, "unknownUnit")
    assert reason(adding.add("B", "BOARD", box="ELSE")) == (404, "unknownUnit")
    assert reason(adding.add("NO", "BOARD")) == (404, "unknownUnit")
    assert reason(adding.add("B", "CABLE")) == (404, "unknownUnit")
    assert (adding.plant.children(), place_of(adding.plant, "B", "BOARD")) == ([], (None, None))


@pytest.mark.parametrize("missing", ["parent", "child"])
@pytest.mark.parametrize(("path", "names"), [
    (f"{PUBLIC}/AddChildUnit", ("parentSerialNumber", "childSerialNumber")),
    (f"{PUBLIC}/RemoveChildUnit", ("parentSerialNumber", "childSerialNumber")),
    (f"{INTERNAL}/AddChildUnit", ("serialNumber", "childSerialNumber")),
    (f"{INTERNAL}/RemoveChildUnit", ("serialNumber", "childSerialNumber")),
])  # fmt: skip
def test_a_call_without_a_serial_number_is_refused(
    plant: Plant, path: str, names: tuple[str, str], missing: str
) -> None:
    left = names[1] if missing == "parent" else names[0]
    refused = plant.api.post(path, params={left: "P"})
    assert reason(refused) == (404, "missingParameter")
    assert names[0 if missing == "parent" else 1] in refused.json()["Message"]


@pytest.mark.parametrize(("method", "path", "name"), [
    ("GET", f"{PUBLIC}/CheckChildUnits", "parentSerialNumber"),
    ("GET", f"{INTERNAL}/CheckChildUnits", "parentSerialNumber"),
    ("GET", f"{INTERNAL}/SetParent", "serialNumber"),
    ("POST", f"{INTERNAL}/RemoveAllChildUnits", "serialNumber"),
])  # fmt: skip
def test_the_other_calls_need_their_unit_too(
    plant: Plant, method: str, path: str, name: str
) -> None:
    refused = plant.api.request(method, path)
    assert (*reason(refused), f"'{name}'" in refused.json()["Message"]) == (
        404, "missingParameter", True,
    )  # fmt: skip
    unknown = plant.api.request(method, path, params={name: f"NO-{plant.name}"})
    assert reason(unknown) == (404, "unknownUnit")


def test_a_serial_number_of_two_parts_is_ambiguous_without_its_part(plant: Plant) -> None:
    plant.template(("BOARD", "A", 2, ""))
    twice, box = f"W-{uuid4().hex}", f"W-{uuid4().hex}"
    for part in ("BOARD", "CABLE"):
        plant.unit(twice, part)
    plant.unit(box, "BOX")
    as_child = {"parentSerialNumber": box, "childSerialNumber": twice}
    as_parent = {"parentSerialNumber": twice, "childSerialNumber": box}
    for asked in (as_child, as_parent):
        refused = plant.api.post(f"{PUBLIC}/AddChildUnit", params=asked)
        assert reason(refused) == (404, "ambiguousUnit")
    checked = plant.api.get(f"{PUBLIC}/CheckChildUnits", params={"parentSerialNumber": twice})
    assert reason(checked) == (404, "ambiguousUnit")
    named = as_child | {"childPartNumber": plant.part("BOARD")}
    assert plant.api.post(f"{PUBLIC}/AddChildUnit", params=named).status_code == 200
    assert plant.children(box) == [(twice, 0)]


def test_a_child_has_one_parent(adding: Calls) -> None:
    box_of_boards(adding.plant)
    adding.plant.unit("P2", "BOX")
    adding.plant.unit("B", "BOARD")
    assert adding.add("B", "BOARD").status_code == 200
    assert reason(adding.add("B", "BOARD", parent="P2")) == (404, "childHasParent")
    assert reason(adding.add("B", "BOARD")) == (404, "childHasParent")
    assert (adding.plant.children("P2"), adding.plant.children()) == ([], [("B", 0)])


def test_a_unit_is_never_built_into_itself_at_any_level(adding: Calls) -> None:
    plant = adding.plant
    for serial in ("G", "M", "C"):
        plant.unit(serial, serial)
    both_apis = Calls(plant, "public")
    anything = {"checkPartNumber": "%", "checkRevision": "%"}
    assert both_apis.add("M", "M", parent="G", box="G", **anything).status_code == 200
    assert both_apis.add("C", "C", parent="M", box="M", **anything).status_code == 200
    for child, parent in (("G", "G"), ("G", "M"), ("G", "C"), ("M", "C")):
        assert reason(adding.add(child, child, parent=parent, box=parent)) == (404, "loop")
    assert [place_of(plant, each, each) for each in "GMC"] == [(None, None), ("G", 0), ("M", 0)]


def test_a_part_the_box_build_does_not_hold_is_refused(adding: Calls) -> None:
    box_of_boards(adding.plant)
    adding.plant.unit("X", "OTHER")
    adding.plant.unit("UNMADE", "BOX", revision="Z")
    adding.plant.unit("B", "BOARD")
    assert reason(adding.add("X", "OTHER")) == (404, "partNotInBoxBuild")
    assert reason(adding.add("B", "BOARD", parent="UNMADE")) == (404, "partNotInBoxBuild")
    assert (adding.plant.children(), adding.plant.children("UNMADE")) == ([], [])


REVISIONS = [
    ("A", "", "A", True), ("A", "", "B", False), ("A", "", "", False), ("A", "", "a", False),
    ("A", "B%, C1", "B", True), ("A", "B%, C1", "B12", True), ("A", "B%, C1", "C1", True),
    ("A", "B%, C1", "C12", False), ("A", "B%, C1", "A", False), ("A", "B%, C1", "AB", False),
    ("A", "1.2", "1.2", True), ("A", "1.2", "1.23", False), ("A", "1.2", "1x2", False),
    ("A", "%", "Q", True), ("A", "%", "", True), ("A", "A ,D", "D", True), ("A", "b%", "B1", False),
]  # fmt: skip


@pytest.mark.parametrize(("of_slot", "mask", "revision", "fits"), REVISIONS)
def test_a_revision_fits_exactly_or_by_the_mask(
    plant: Plant, of_slot: str, mask: str, revision: str, fits: bool
) -> None:
    plant.template(("BOARD", of_slot, 1, mask))
    plant.unit("P", "BOX")
    plant.unit("B", "BOARD", revision=revision)
    added = plant.add("B", "BOARD")
    if fits:
        assert (added.status_code, plant.children()) == (200, [("B", 0)])
    else:
        assert (reason(added), plant.children()) == ((404, "wrongRevision"), [])


@pytest.mark.parametrize("phase", NOT_FINISHED)
def test_a_child_in_any_other_phase_is_not_built_in(plant: Plant, phase: int) -> None:
    box_of_boards(plant)
    plant.unit("B", "BOARD", phase=phase)
    assert reason(plant.add("B", "BOARD")) == (404, "childNotFinalized")
    assert reason(Calls(plant, "SetParent").add("B", "BOARD")) == (404, "childNotFinalized")
    assert (plant.children(), unit_of(plant, "B", "BOARD")["unitPhaseId"]) == ([], phase)


@pytest.mark.parametrize(
    ("tag", "phase"),
    [("In Storage", 1024), ("in storage", 1024), (" IN_STORAGE ", 1024), ("1024", 1024),
     ("Under_Production_Q", 4098), ("Repaired", 256), ("Unknown", 1), ("Undefined", 1)],
)  # fmt: skip
def test_the_tag_of_the_childs_revision_names_another_phase(
    adding: Calls, tag: str, phase: int
) -> None:
    plant = adding.plant
    plant.template(("BOARD", "A", 2, "%"), tag=tag)
    plant.unit("P", "BOX")
    plant.unit("S", "BOARD", phase=phase)
    plant.unit("F", "BOARD")
    plant.unit("U", "BOARD", phase=2)
    plant.unit("UNTAGGED", "BOARD", phase=phase, revision="B")
    assert reason(adding.add("U", "BOARD")) == (404, "childNotFinalized")
    assert reason(adding.add("UNTAGGED", "BOARD")) == (404, "childNotFinalized")
    assert adding.add("S", "BOARD").status_code == 200
    assert adding.add("F", "BOARD").status_code == 200
    assert plant.children() == [("S", 0), ("F", 1)]


def test_a_tag_that_names_no_phase_leaves_finalized(plant: Plant) -> None:
    plant.template(("BOARD", "A", 1, ""), tag="Ready")
    plant.unit("P", "BOX")
    plant.unit("B", "BOARD", phase=2)
    plant.unit("F", "BOARD")
    assert reason(plant.add("B", "BOARD")) == (404, "childNotFinalized")
    assert plant.add("F", "BOARD").status_code == 200


def test_the_lowest_free_position_is_chosen_and_a_freed_one_is_given_again(calls: Calls) -> None:
    plant = calls.plant
    box_of_boards(plant)
    for serial in ("B1", "B2", "B3"):
        plant.unit(serial, "BOARD")
    plant.unit("C", "CABLE", revision="C1")
    for serial, part in (("C", "CABLE"), ("B1", "BOARD"), ("B2", "BOARD")):
        assert calls.add(serial, part).status_code == 200
    assert plant.children() == [("B1", 0), ("B2", 1), ("C", 2)]
    assert reason(calls.add("B3", "BOARD")) == (404, "quantityReached")
    assert calls.remove("B1", "BOARD").status_code == 200
    assert place_of(plant, "B1", "BOARD") == (None, None)
    assert calls.add("B3", "BOARD").status_code == 200
    assert plant.children() == [("B3", 0), ("B2", 1), ("C", 2)]
    assert place_of(plant, "B3", "BOARD") == ("P", 0)


def test_a_position_is_the_callers_where_it_is_free_and_of_the_part(calls: Calls) -> None:
    plant = calls.plant
    box_of_boards(plant)
    for serial in ("B1", "B2"):
        plant.unit(serial, "BOARD")
    plant.unit("C", "CABLE", revision="B")
    for position in (2, 3, 100_000):
        assert reason(calls.add("B1", "BOARD", position=position)) == (404, "wrongPosition")
    assert reason(calls.add("C", "CABLE", position=1)) == (404, "wrongPosition")
    for faulty in ("x", "-1", "100001", "1.5", ""):
        refused = calls.add("B1", "BOARD", position=faulty)
        assert (*reason(refused), list(refused.json()["ModelState"])) == (
            400, "invalidRequest", ["position"],
        )  # fmt: skip
    assert plant.children() == []
    assert calls.add("B1", "BOARD", position=1).status_code == 200
    assert reason(calls.add("B2", "BOARD", position=1)) == (404, "positionTaken")
    assert calls.add("B2", "BOARD", position=0).status_code == 200
    assert calls.add("C", "CABLE", position=2).status_code == 200
    assert plant.children() == [("B2", 0), ("B1", 1), ("C", 2)]


def test_what_is_no_child_is_not_taken_out(calls: Calls) -> None:
    plant = calls.plant
    box_of_boards(plant)
    plant.unit("P2", "BOX")
    plant.unit("B", "BOARD")
    assert reason(calls.remove("B", "BOARD")) == (404, "notAChild")
    assert calls.add("B", "BOARD").status_code == 200
    assert reason(calls.remove("B", "BOARD", parent="P2")) == (404, "notAChild")
    assert reason(calls.remove("NO", "BOARD")) == (404, "unknownUnit")
    assert plant.children() == [("B", 0)]
    assert calls.remove("B", "BOARD").status_code == 200
    assert reason(calls.remove("B", "BOARD")) == (404, "notAChild")
    without = {"serialNumber": "B", "partNumber": plant.part("BOARD")}
    assert reason(plant.api.get(f"{INTERNAL}/SetParent", params=without)) == (404, "notAChild")


def test_every_child_is_taken_out_at_once(plant: Plant) -> None:
    box_of_boards(plant)
    key = {"serialNumber": "P", "partNumber": plant.part("BOX"), "cultureCode": "en-US"}
    for serial in ("B1", "B2"):
        plant.unit(serial, "BOARD")
        plant.add(serial, "BOARD").raise_for_status()
    for _ in range(2):
        emptied = plant.api.post(f"{INTERNAL}/RemoveAllChildUnits", params=key)
        assert (emptied.status_code, emptied.json()) == (200, True)
        assert plant.children() == []
    taken = [(row["kind"], row["key"], row["old"], row["new"]) for row in history_of(plant, "P",
             "BOX")]  # fmt: skip
    assert taken[:2] == [("child", "B2", "1", None), ("child", "B1", "0", None)]
    assert [row["kind"] for row in history_of(plant, "B1", "BOARD")] == [
        "parent", "parent", "created",
    ]  # fmt: skip


def test_what_the_caller_checks_stands_for_the_box_build(calls: Calls) -> None:
    plant = calls.plant
    box_of_boards(plant)
    plant.unit("X", "OTHER", revision="Q2")
    plant.unit("OPEN", "OTHER", revision="Q2", phase=2)
    for given, wanted in (
        ({"checkPartNumber": "ELSE"}, "partNotInBoxBuild"),
        ({"checkPartNumber": "", "checkRevision": ""}, "partNotInBoxBuild"),
        ({"checkRevision": "R%"}, "wrongRevision"),
        ({"checkPartNumber": "OTHER%", "checkRevision": "Q"}, "wrongRevision"),
    ):
        assert reason(calls.add("X", "OTHER", **given)) == (404, wanted)
    over = {"checkPartNumber": "ELSE;OTHER-%", "checkRevision": "Q_"}
    assert reason(calls.add("OPEN", "OTHER", **over)) == (404, "childNotFinalized")
    assert calls.add("X", "OTHER", **over).status_code == 200
    assert plant.children() == [("X", 3)]
    plant.unit("Y", "OTHER")
    taken = calls.add("Y", "OTHER", position=3, checkPartNumber="%")
    assert reason(taken) == (404, "positionTaken")
    assert calls.add("Y", "OTHER", position=9, checkPartNumber="%").status_code == 200
    plant.unit("B", "BOARD")
    assert calls.add("B", "BOARD").status_code == 200
    assert plant.children() == [("B", 0), ("X", 3), ("Y", 9)]
    assert calls.check()["problems"] == [
        f"1 of part {plant.part('BOARD')} missing",
        f"1 of part {plant.part('CABLE')} missing",
        f"unit X of part {plant.part('OTHER')} does not belong in",
        f"unit Y of part {plant.part('OTHER')} does not belong in",
    ]


@pytest.mark.parametrize(
    ("check", "phase", "wanted"),
    [("false", 2, None), ("False", 32, None), ("2", 2, None), ("2", 16, None), ("4098", 4098, None),
     ("2", 4, "childNotFinalized"), ("3", 2, "childNotFinalized"), ("true", 2, "childNotFinalized"),
     ("", 2, "childNotFinalized"), ("never", 2, "invalidRequest"), ("-2", 2, "invalidRequest")],
)  # fmt: skip
def test_the_phase_to_be_checked_is_the_callers(
    plant: Plant, check: str, phase: int, wanted: str | None
) -> None:
    box_of_boards(plant)
    plant.unit("B", "BOARD", phase=phase)
    added = Calls(plant, "internal").add("B", "BOARD", checkPhase=check)
    if wanted is None:
        assert (added.status_code, plant.children()) == (200, [("B", 0)])
    else:
        assert (added.json()["reasonCode"], plant.children()) == (wanted, [])


@pytest.mark.parametrize("tagged", ["", "In Storage"])
def test_a_check_says_what_is_missing_at_every_step(calls: Calls, tagged: str) -> None:
    plant = calls.plant
    plant.template(("BOARD", "A", 2, ""), ("SCREW", "A", 9, ""), ("CABLE", "B1", 1, "B%"),
                   tag=tagged)  # fmt: skip
    plant.api.put("/api/Product", json={"partNumber": plant.part("SCREW"), "nonSerial": True})
    plant.unit("P", "BOX")
    steps = [("B1", "BOARD", "A"), ("C", "CABLE", "B7"), ("B2", "BOARD", "A")]
    inside: dict[str, list[str]] = {"BOARD": [], "CABLE": []}
    for serial, part, revision in [("", "", ""), *steps]:
        if serial:
            plant.unit(serial, part, revision=revision)
            assert calls.add(serial, part).status_code == 200
            inside[part].append(serial)
        boards, cables = 2 - len(inside["BOARD"]), 1 - len(inside["CABLE"])
        lines = [
            {"partNumber": plant.part("BOARD"), "revision": "A", "revisionMask": "", "quantity": 2,
             "missing": boards, "positions": [0, 1], "serialNumbers": inside["BOARD"]},
            {"partNumber": plant.part("CABLE"), "revision": "B1", "revisionMask": "B%",
             "quantity": 1, "missing": cables, "positions": [2], "serialNumbers": inside["CABLE"]},
        ]  # fmt: skip
        missing = [(boards, "BOARD"), (cables, "CABLE")]
        assert calls.check() == {
            "serialNumber": "P", "partNumber": plant.part("BOX"), "revision": "A", "lines": lines,
            "isComplete": boards + cables == 0, "missingCount": boards + cables,
            "problems": [f"{n} of part {plant.part(part)} missing" for n, part in missing if n],
        }  # fmt: skip
    assert plant.children() == [("B1", 0), ("B2", 1), ("C", 2)]
    _move(plant, "B2", "BOARD", 2)
    assert calls.check()["problems"] == ["unit B2 is not finalized"]
    _move(plant, "B2", "BOARD", 1024)
    assert calls.check()["isComplete"] == bool(tagged)


def test_a_check_against_another_revision_takes_its_box_build(calls: Calls) -> None:
    plant = calls.plant
    box_of_boards(plant)
    plant.unit("B", "BOARD")
    calls.add("B", "BOARD").raise_for_status()
    other = calls.check(revision="Z")
    assert (other["revision"], other["lines"], other["missingCount"]) == ("Z", [], 0)
    assert other["problems"] == [f"unit B of part {plant.part('BOARD')} does not belong in"]


def _move(plant: Plant, serial: str, part: str, phase: int) -> None:
    key = {"serialNumber": serial, "partNumber": plant.part(part), "phase": str(phase)}
    plant.api.put(f"{PUBLIC}/SetUnitPhase", params=key).raise_for_status()


def test_a_command_builds_in_once_and_both_units_remember_it(adding: Calls) -> None:
    plant = adding.plant
    box_of_boards(plant)
    plant.unit("B", "BOARD")
    headers = {
        "X-Station-Command": str(uuid4()), "X-Station-Name": "BENCH-2",
        "X-Station-Operator": quote("Åse"), "X-Station-Approved-By": "Bo",
    }  # fmt: skip
    assert adding.add("B", "BOARD", headers=headers).status_code == 200
    told = {"operator": "Åse", "station": "BENCH-2", "approvedBy": "Bo", "comment": "",
            "command": headers["X-Station-Command"], "oldId": None, "newId": None}  # fmt: skip
    of_parent, of_child = history_of(plant, "P", "BOX")[0], history_of(plant, "B", "BOARD")[0]
    assert of_parent.pop("time") == of_child.pop("time")
    assert of_parent == told | {"kind": "child", "key": "B", "old": None, "new": "0"}
    assert of_child == told | {"kind": "parent", "key": "P", "old": None, "new": "P"}
    assert Calls(plant, "internal").remove("B", "BOARD").status_code == 200
    assert adding.add("B", "BOARD", headers=headers).status_code == 200
    assert (plant.children(), len(history_of(plant, "P", "BOX"))) == ([], 3)
    newest = history_of(plant, "B", "BOARD")[0]
    assert (newest["kind"], newest["key"], newest["old"], newest["new"]) == (
        "parent", "P", "P", None,
    )  # fmt: skip
