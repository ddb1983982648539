"""Every write with an id is applied once, or given up for good; what became of it can be asked."""

import asyncio
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest

from tests.site_server.command_calls import (
    APPLIED,
    COMMAND,
    NEITHER,
    VOID,
    VOIDED,
    state,
    told,
    void,
)
from tests.site_server.plant import Plant, reason
from tests.site_server.unit_calls import BASE, INTERNAL, UNIT, UNITS, Key, fresh, history, put, read
from tests.support.site import TOKEN, Site, running_site
from wats_station.site_server.rules import wsxf


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, database: str | None) -> Iterator[Site]:
    """One process on SQLite, two on PostgreSQL: then two writers race."""
    folder = tmp_path_factory.mktemp("commands")
    workers = ("--workers", "2") if database else ()
    with running_site(folder, database=database, demo_units=0, arguments=workers) as site:
        yield site


@pytest.fixture
def key(api: httpx.Client) -> Key:
    """A unit under production, without process or tags."""
    made = {"serialNumber": fresh("U"), "partNumber": fresh("P")}
    put(api, made, revision="A", unitPhaseId=2)
    return made


def tag(api: httpx.Client, key: Key, value: str, headers: Key) -> httpx.Response:
    return api.put(f"{BASE}/UnitTag", params=key | {"key": "Lot", "value": value}, headers=headers)


def test_an_id_nobody_has_used_is_neither(api: httpx.Client) -> None:
    assert state(api, str(uuid4())) == NEITHER


def test_what_was_applied_cannot_be_given_up(api: httpx.Client, key: Key) -> None:
    command_id = str(uuid4())
    headers = {"X-Station-Command": command_id}
    assert tag(api, key, "1", headers).status_code == 200
    assert state(api, command_id) == APPLIED
    assert [void(api, command_id) for _ in range(2)] == [APPLIED, APPLIED]
    assert tag(api, key, "2", headers).status_code == 200
    assert read(api, key)["tags"] == [{"key": "Lot", "value": "1"}]
    assert state(api, command_id) == APPLIED


def test_what_was_given_up_is_refused_for_good(api: httpx.Client, key: Key) -> None:
    command_id = str(uuid4())
    headers = {"X-Station-Command": command_id}
    assert [void(api, command_id) for _ in range(2)] == [VOIDED, VOIDED]
    for _ in range(2):
        refused = tag(api, key, "1", headers)
        assert reason(refused) == (409, "voided")
        assert refused.json()["Message"].startswith("This command was given up by its station")
    assert read(api, key)["tags"] == []
    assert state(api, command_id) == VOIDED


def test_what_was_refused_was_not_applied(api: httpx.Client, key: Key) -> None:
    command_id = str(uuid4())
    headers = {"X-Station-Command": command_id}
    query = key | {"processName": "NO"}
    refused = api.put(f"{BASE}/SetUnitProcess", params=query, headers=headers)
    assert reason(refused) == (404, "unknownProcess")
    assert state(api, command_id) == NEITHER
    assert void(api, command_id) == VOIDED


@pytest.mark.parametrize("command_id", ["a b", "100%", "Ø-1 漢", "x" * 100, "it's"])
def test_an_id_is_the_same_text_in_the_header_and_in_the_query(
    api: httpx.Client, key: Key, command_id: str
) -> None:
    void(api, command_id)
    refused = tag(api, key, "1", {"X-Station-Command": quote(command_id)})
    assert reason(refused) == (409, "voided")


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_a_question_without_an_id_is_refused(api: httpx.Client, method: str) -> None:
    path = COMMAND if method == "GET" else VOID
    for query in ({}, {"id": ""}, {"id": " "}):
        assert reason(api.request(method, path, params=query)) == (404, "missingParameter")
    long = api.request(method, path, params={"id": "x" * 101})
    assert reason(long) == (400, "invalidRequest")


def report(key: Key, result: str) -> dict[str, Any]:
    return {
        "type": "T", "id": str(uuid4()), "sn": key["serialNumber"], "pn": key["partNumber"],
        "rev": "A", "processCode": 60, "result": result, "start": "2026-11-02T10:00:00Z",
        "root": {"name": "Main", "status": result, "steps": []},
    }  # fmt: skip


def body_of(key: Key) -> dict[str, Any]:
    return key | {"revision": "B", "tags": [{"key": "Lot", "value": "9"}]}


# Method, path, query beside the unit's key, body; each changes the unit's history.
UNIT_WRITES: list[tuple[str, str, Key, str]] = [
    ("PUT", f"{BASE}/SetUnitPhase", {"phase": "16"}, ""),
    ("GET", f"{INTERNAL}/SetUnitPhase", {"unitPhase": "16"}, ""),
    ("GET", f"{INTERNAL}/UnitPhaseBit", {"PhaseBit": "16"}, ""),
    ("PUT", f"{BASE}/SetUnitProcess", {"processName": "60"}, ""),
    ("GET", f"{INTERNAL}/SetUnitProcess", {"processName": "60"}, ""),
    ("GET", f"{INTERNAL}/SetUnitPhaseAndProcess", {"unitPhase": "16", "processName": "60"}, ""),
    ("PUT", f"{BASE}/UnitTag", {"key": "Lot", "value": "9"}, ""),
    ("GET", f"{INTERNAL}/UpdateUnitAttribute", {"attributeName": "Lot", "attributeValue": "9"}, ""),
    ("PUT", f"{BASE}/ChangeUnit", {"newRevision": "B"}, ""),
    ("PUT", UNITS, {}, "list"),
    ("PUT", UNIT, {}, "one"),
    ("POST", "/api/Report/WSJF", {}, "json report"),
    ("POST", "/api/Report/WSXF", {}, "xml report"),
]


@pytest.mark.parametrize("call", UNIT_WRITES, ids=lambda call: f"{call[0]} {call[1]}")
def test_every_write_to_a_unit_is_applied_once_and_refused_when_given_up(
    api: httpx.Client, key: Key, call: tuple[str, str, Key, str]
) -> None:
    method, path, query, kind = call
    posted = report(key, "P")
    content: dict[str, dict[str, Any]] = {
        "": {"params": key | query},
        "list": {"json": [body_of(key)]}, "one": {"json": body_of(key)},
        "json report": {"json": posted}, "xml report": {"content": wsxf.to_xml(posted)},
    }  # fmt: skip

    def ask(command_id: str) -> httpx.Response:
        headers = {"X-Station-Command": command_id}
        return api.request(method, path, headers=headers, **content[kind])

    given_up, sent = str(uuid4()), str(uuid4())
    before = history(api, key)
    void(api, given_up)
    assert reason(ask(given_up)) == (409, "voided")
    assert history(api, key) == before
    first = ask(sent)
    assert first.status_code == 200, first.text
    after = history(api, key)
    assert len(after) > len(before)
    again = ask(sent)
    assert (again.status_code, again.content) == (200, first.content)
    assert history(api, key) == after
    assert (state(api, given_up), state(api, sent)) == (VOIDED, APPLIED)


@pytest.mark.parametrize("path", [UNIT, f"{INTERNAL}/CreateUnit"])
def test_a_unit_whose_making_was_given_up_is_not_made(api: httpx.Client, path: str) -> None:
    made = {"serialNumber": fresh("U"), "partNumber": fresh("P"), "revision": "A"}
    content: Any = {"json": made} if path == UNIT else {"params": made}
    given_up = str(uuid4())
    void(api, given_up)
    refused = api.post(path, headers={"X-Station-Command": given_up}, **content)
    assert reason(refused) == (409, "voided")
    assert api.get(f"{UNIT}/{made['serialNumber']}/{made['partNumber']}").status_code == 404
    headers = {"X-Station-Command": str(uuid4())}
    assert [api.post(path, headers=headers, **content).status_code for _ in range(2)] == [200, 200]


def test_children_go_in_and_out_once_or_never(plant: Plant) -> None:
    plant.template(("BOARD", "A", 2, ""))
    plant.unit("P", "BOX")
    plant.unit("B1", "BOARD")
    key = {"parentSerialNumber": "P", "parentPartNumber": plant.part("BOX"),
           "childSerialNumber": "B1", "childPartNumber": plant.part("BOARD")}  # fmt: skip
    for name, there in (("AddChildUnit", [("B1", 0)]), ("RemoveChildUnit", [])):
        before = plant.children()
        given_up, sent = str(uuid4()), str(uuid4())
        void(plant.api, given_up)

        def ask(command_id: str, name: str = name) -> httpx.Response:
            headers = {"X-Station-Command": command_id}
            return plant.api.post(f"{BASE}/{name}", params=key, headers=headers)

        assert reason(ask(given_up)) == (409, "voided")
        assert plant.children() == before
        assert [ask(sent).status_code for _ in range(2)] == [200, 200]
        assert plant.children() == there


def test_the_sites_set_up_is_not_changed_by_what_was_given_up(api: httpx.Client) -> None:
    part, given_up, sent = fresh("P"), str(uuid4()), str(uuid4())
    product = {"partNumber": part, "name": "New"}

    def save(command_id: str) -> httpx.Response:
        return api.put("/api/Product", json=product, headers={"X-Station-Command": command_id})

    void(api, given_up)
    assert reason(save(given_up)) == (409, "voided")
    assert api.get(f"/api/Product/{part}").status_code == 404
    first = save(sent)
    assert (first.status_code, state(api, sent)) == (200, APPLIED)
    assert save(sent).json() == first.json()


def test_numbers_whose_taking_was_given_up_stay_in_the_pool(api: httpx.Client) -> None:
    name = {"serialNumberType": "Serial number"}
    numbers = [f"{fresh('N')}-{each}" for each in range(3)]
    path = f"{BASE}/SerialNumbers"
    api.put(path, params=name, content="\n".join(numbers)).raise_for_status()

    def free() -> list[str]:
        return [each["id"] for each in api.get(path, params=name | {"state": "Free"}).json()]

    before, given_up, sent = free(), str(uuid4()), str(uuid4())
    void(api, given_up)
    query = name | {"quantity": "2", "format": "JSON"}

    def take(command_id: str) -> httpx.Response:
        return api.post(f"{path}/Take", params=query, headers={"X-Station-Command": command_id})

    assert reason(take(given_up)) == (409, "voided")
    assert free() == before
    assert take(sent).json() == take(sent).json() == before[:2]
    assert (state(api, sent), free()) == (APPLIED, before[2:])


def test_a_report_sent_again_replaces_itself_and_one_given_up_does_not(
    api: httpx.Client, key: Key
) -> None:
    body, better = report(key, "F"), report(key, "P")
    better["id"] = body["id"]
    of_unit = {"$filter": f"serialNumber eq '{key['serialNumber']}'"}

    def post(content: dict[str, Any], command_id: str, kind: str) -> httpx.Response:
        headers = {"X-Station-Command": command_id}
        sent: Any = {"json": content} if kind == "WSJF" else {"content": wsxf.to_xml(content)}
        return api.post(f"/api/Report/{kind}", headers=headers, **sent)

    def kept() -> list[tuple[str, str]]:
        rows = api.get("/api/Report/Query/Header", params=of_unit).json()
        return [(row["uuid"], row["result"]) for row in rows]

    given_up = str(uuid4())
    void(api, given_up)
    for kind in ("WSJF", "WSXF"):
        assert post(body, str(uuid4()), kind).status_code == 200
        assert kept() == [(body["id"], "Failed")]
        assert reason(post(better, given_up, kind)) == (409, "voided")
        assert kept() == [(body["id"], "Failed")]
        assert post(better, str(uuid4()), kind).status_code == 200
        assert kept() == [(body["id"], "Passed")]


async def test_of_a_write_and_its_giving_up_one_wins(site: Site, api: httpx.Client) -> None:
    part, ids = fresh("P"), [str(uuid4()) for _ in range(60)]
    units = [{"serialNumber": each, "partNumber": part, "revision": "A"} for each in ids]
    headers = {"Authorization": f"Basic {TOKEN}"}
    async with httpx.AsyncClient(base_url=site.url, headers=headers, timeout=60) as client:
        (await client.put(UNITS, json=units)).raise_for_status()

        def write(each: str) -> Any:
            query = {"serialNumber": each, "partNumber": part, "key": "Lot", "value": "1"}
            headers = {"X-Station-Command": each}
            return client.put(f"{BASE}/UnitTag", params=query, headers=headers)

        def give_up(each: str) -> Any:
            return client.put(VOID, params={"id": each})

        calls = [
            call
            for at, each in enumerate(ids)
            for call in ((write(each), give_up(each)) if at % 2 else (give_up(each), write(each)))
        ]
        answers = await asyncio.gather(*calls)
    for at, each in enumerate(ids):
        pair = answers[2 * at : 2 * at + 2]
        written, given_up = pair if at % 2 else reversed(pair)
        is_there = bool(site.unit(each)["tags"])
        assert written.status_code == (200 if is_there else 409)
        assert told(given_up, each) == (APPLIED if is_there else VOIDED) == state(api, each)


def test_what_was_applied_and_given_up_outlives_the_server(
    tmp_path_factory: pytest.TempPathFactory, database: str | None, request: pytest.FixtureRequest
) -> None:
    own = request.getfixturevalue("postgres").database() if database else None
    applied, given_up = str(uuid4()), str(uuid4())
    with running_site(tmp_path_factory.mktemp("kept"), database=own, demo_units=0) as site:
        with httpx.Client(base_url=site.url, headers={"Authorization": f"Basic {TOKEN}"}) as api:
            unit = {"serialNumber": "U", "partNumber": "P"}
            headers = {"X-Station-Command": applied}
            api.put(UNITS, json=[unit], headers=headers).raise_for_status()
            void(api, given_up)
        site.kill()
        site.restart()
        with httpx.Client(base_url=site.url, headers={"Authorization": f"Basic {TOKEN}"}) as api:
            assert (state(api, applied), state(api, given_up)) == (APPLIED, VOIDED)
