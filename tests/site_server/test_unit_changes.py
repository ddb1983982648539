"""The changes an ERP fetches: each kind of change logged once, and forgotten once."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.site_server.plant import Plant, reason
from tests.site_server.unit_calls import BASE, INTERNAL, UNIT, UNITS, Key, fresh, put
from tests.support.site import Site, running_site
from wats_station.site_server.store import settings
from wats_station.site_server.store.database import open_database

CHANGES = f"{BASE}/Units/Changes"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, database: str | None) -> Iterator[Site]:
    """A server whose site wants the changes of its units logged."""
    folder = tmp_path_factory.mktemp("changes")
    prepared = open_database(database, folder)
    try:
        prepared.write_now(lambda each: settings.put(each, settings.LOG_UNIT_CHANGES, value=True))
    finally:
        prepared.close()
    with running_site(folder, demo_units=0, database=database) as site:
        yield site


@pytest.fixture
def key(api: httpx.Client) -> Key:
    """A unit whose making nobody waits for any more."""
    made = {"serialNumber": fresh("U"), "partNumber": fresh("P")}
    put(api, made, revision="A", unitPhaseId=16)
    for each in waiting(api, serialNumber=made["serialNumber"]):
        api.delete(f"{CHANGES}/{each['id']}").raise_for_status()
    return made


def waiting(api: httpx.Client, **query: str) -> list[dict[str, Any]]:
    answer = api.get(CHANGES, params=query)
    assert answer.status_code == 200, answer.text
    changes: list[dict[str, Any]] = answer.json()
    return changes


def news(api: httpx.Client, key: Key) -> list[dict[str, Any]]:
    """What is told of the unit: the changes without ids, serial and what is null."""
    found = waiting(api, serialNumber=key["serialNumber"])
    assert all(len(each) == 6 for each in found)
    return [
        {
            name: value
            for name, value in each.items()
            if name.startswith("new") and value is not None
        }
        for each in found
    ]


def test_a_new_unit_is_told_with_all_it_has(api: httpx.Client) -> None:
    key = {"serialNumber": fresh("U"), "partNumber": fresh("P")}
    put(api, key, revision="B", unitPhaseId=2)
    [change] = waiting(api, serialNumber=key["serialNumber"])
    assert isinstance(change.pop("id"), int)
    assert change == {
        "unitSerialNumber": key["serialNumber"], "newParentSerialNumber": None,
        "newPartNumber": key["partNumber"], "newRevision": "B", "newUnitPhaseId": 2,
    }  # fmt: skip
    for method, path in (("POST", UNIT), ("POST", f"{INTERNAL}/CreateUnit")):
        more = key | {"serialNumber": fresh("U"), "revision": "B"}
        body: Any = {"json": more} if path == UNIT else {"params": more}
        api.request(method, path, **body).raise_for_status()
        assert news(api, more) == [
            {"newPartNumber": key["partNumber"], "newRevision": "B", "newUnitPhaseId": 1}
        ]


CALLS: list[tuple[str, str, Key, Key]] = [
    ("PUT", f"{BASE}/SetUnitPhase", {"phase": "32"}, {"newUnitPhaseId": "32"}),
    ("GET", f"{INTERNAL}/SetUnitPhase", {"unitPhase": "4098"}, {"newUnitPhaseId": "4098"}),
    ("GET", f"{INTERNAL}/UnitPhaseBit", {"PhaseBit": "2"}, {"newUnitPhaseId": "2"}),
    ("GET", f"{INTERNAL}/SetUnitPhaseAndProcess", {"unitPhase": "2", "processName": "60"},
     {"newUnitPhaseId": "2"}),
    ("PUT", f"{BASE}/ChangeUnit", {"newRevision": "B"}, {"newRevision": "B"}),
    ("PUT", f"{BASE}/ChangeUnit", {"newPartNumber": "ELSE"}, {"newPartNumber": "ELSE"}),
    ("GET", f"{INTERNAL}/UpdateUnit", {"newPartNumber": "ELSE", "newRevision": "C"},
     {"newPartNumber": "ELSE", "newRevision": "C"}),
    ("GET", f"{INTERNAL}/UpdateUnit", {"newRevision": "A"}, {}),
    ("PUT", f"{BASE}/UnitTag", {"key": "A", "value": "1"}, {}),
    ("PUT", f"{BASE}/SetUnitProcess", {"processName": "60"}, {}),
]  # fmt: skip


@pytest.mark.parametrize("call", CALLS, ids=lambda call: f"{call[1]} {call[2]}")
def test_a_change_is_told_with_what_is_new_and_once_for_a_command(
    api: httpx.Client, key: Key, call: tuple[str, str, Key, Key]
) -> None:
    method, path, query, wanted = call
    headers = {"X-Station-Command": str(uuid4())}
    for _ in range(2):
        answer = api.request(method, path, params=key | query, headers=headers)
        assert answer.status_code == 200, answer.text
    told = [{name: str(value) for name, value in each.items()} for each in news(api, key)]
    assert told == ([wanted] if wanted else [])


@pytest.mark.parametrize("path", [UNIT, UNITS])
def test_a_new_revision_is_told_and_other_fields_are_not(
    api: httpx.Client, key: Key, path: str
) -> None:
    for more in ({"revision": "A"}, {"currentLocation": "Shelf"}, {"revision": "B"}):
        body = key | more
        api.put(path, json=[body] if path == UNITS else body).raise_for_status()
    assert news(api, key) == [{"newRevision": "B"}]


def test_what_is_refused_is_not_told(api: httpx.Client, key: Key) -> None:
    assert api.put(f"{BASE}/SetUnitPhase", params=key | {"phase": "3"}).status_code == 400
    both = {"unitPhase": "2", "processName": "NO"}
    refused = api.get(f"{INTERNAL}/SetUnitPhaseAndProcess", params=key | both)
    assert reason(refused) == (404, "unknownProcess")
    assert news(api, key) == []


def test_a_child_is_told_with_its_parent_and_without(plant: Plant) -> None:
    box, board = fresh("BOX"), fresh("BOARD")
    plant.template(("BOARD", "A", 1, ""))
    plant.unit(box, "BOX")
    plant.unit(board, "BOARD")
    assert plant.add(board, "BOARD", parent=box).status_code == 200
    emptied = {"serialNumber": box, "partNumber": plant.part("BOX")}
    plant.api.post(f"{INTERNAL}/RemoveAllChildUnits", params=emptied).raise_for_status()
    assert news(plant.api, {"serialNumber": board})[1:] == [
        {"newParentSerialNumber": box}, {"newParentSerialNumber": ""},
    ]  # fmt: skip
    assert len(news(plant.api, emptied)) == 1


def test_changes_are_told_oldest_first_a_part_at_a_time(api: httpx.Client, key: Key) -> None:
    serial = {"serialNumber": key["serialNumber"]}
    for phase in ("2", "4", "8", "16"):
        api.put(f"{BASE}/SetUnitPhase", params=key | {"phase": phase}).raise_for_status()
    every = waiting(api, **serial)
    assert [each["newUnitPhaseId"] for each in every] == [2, 4, 8, 16]
    for query, wanted in (
        ({"maxCount": "2"}, every[:2]), ({"$top": "2", "$skip": "1"}, every[1:3]),
        ({"$skip": "3"}, every[3:]), ({"maxCount": "0"}, []),
        ({"partNumber": key["partNumber"]}, every), ({"partNumber": "NO"}, []),
    ):  # fmt: skip
        assert waiting(api, **serial, **query) == wanted, query
    assert waiting(api, partNumber=key["partNumber"]) == every
    ids = [each["id"] for each in waiting(api, maxCount="10000")]
    assert ids == sorted(ids)
    for faulty in ({"maxCount": "x"}, {"$top": "-1"}, {"$skip": "x"}):
        assert reason(api.get(CHANGES, params=faulty)) == (400, "invalidRequest")


def test_a_change_is_acknowledged_once(api: httpx.Client, key: Key) -> None:
    for phase in ("2", "4"):
        api.put(f"{BASE}/SetUnitPhase", params=key | {"phase": phase}).raise_for_status()
    first, second = waiting(api, serialNumber=key["serialNumber"])
    path = f"{CHANGES}/{first['id']}"
    headers = {"X-Station-Command": str(uuid4())}
    for _ in range(2):
        assert api.delete(path, headers=headers).status_code == 200
    assert reason(api.delete(path)) == (404, "unknownChange")
    for unknown in ("0", "x", "-1", "999999999", "9" * 30):
        assert reason(api.delete(f"{CHANGES}/{unknown}")) == (404, "unknownChange")
    assert waiting(api, serialNumber=key["serialNumber"]) == [second]


def test_a_deleted_units_changes_wait_until_they_are_fetched(api: httpx.Client, key: Key) -> None:
    api.put(f"{BASE}/SetUnitPhase", params=key | {"phase": "32"}).raise_for_status()
    assert api.delete(UNIT, params=key).status_code == 200
    assert news(api, key) == [{"newUnitPhaseId": 32}]
