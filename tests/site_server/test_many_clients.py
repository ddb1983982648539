"""Fifty clients at once: no number given twice, one winner, every command applied once.

On SQLite there is one process, on PostgreSQL there are two worker processes.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.support.site import TOKEN, Site, running_site

pytestmark = [pytest.mark.heavy, pytest.mark.timeout(600)]

CLIENTS = 50
TYPE = "Serial number"
PRODUCTION = "/api/Production"

Call = Callable[[httpx.AsyncClient, int], Awaitable[httpx.Response]]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, database: str | None) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    workers = ("--workers", "2") if database else ()
    with running_site(folder, database=database, demo_units=0, arguments=workers) as site:
        yield site


async def at_once(site: Site, call: Call) -> list[httpx.Response]:
    """The answers to one call by each of fifty clients, each with a connection of its own."""
    headers = {"Authorization": f"Basic {TOKEN}"}
    clients = [
        httpx.AsyncClient(base_url=site.url, headers=headers, timeout=60) for _ in range(CLIENTS)
    ]
    try:
        await asyncio.gather(*(client.get("/api/App/Version") for client in clients))
        return list(await asyncio.gather(*(call(each, n) for n, each in enumerate(clients))))
    finally:
        await asyncio.gather(*(client.aclose() for client in clients))


def fill_pool(api: httpx.Client, numbers: list[str]) -> None:
    query = {"serialNumberType": TYPE}
    content = "\n".join(numbers)
    api.put(f"{PRODUCTION}/SerialNumbers", params=query, content=content).raise_for_status()


def put_units(api: httpx.Client, units: list[dict[str, Any]]) -> None:
    api.put(f"{PRODUCTION}/Units", json=units).raise_for_status()


def statuses(answers: list[httpx.Response]) -> Counter[int]:
    return Counter(answer.status_code for answer in answers)


async def test_no_serial_number_is_given_twice(site: Site, api: httpx.Client) -> None:
    numbers = [f"T-{number:05}" for number in range(1, 201)]
    fill_pool(api, numbers)
    query = {"serialNumberType": TYPE, "quantity": "5", "format": "JSON"}
    answers = await at_once(
        site, lambda client, n: client.post(f"{PRODUCTION}/SerialNumbers/Take", params=query)
    )
    assert statuses(answers) == {200: 40, 404: 10}
    given = [value for answer in answers if answer.status_code == 200 for value in answer.json()]
    assert sorted(given) == numbers
    refused = {answer.json()["reasonCode"] for answer in answers if answer.status_code == 404}
    assert refused == {"poolEmpty"}


async def test_one_of_fifty_parents_gets_the_child(site: Site, api: httpx.Client) -> None:
    parts = _box_build(api)
    parents = [f"PARENT-{n:02}" for n in range(CLIENTS)]
    units: list[dict[str, Any]] = [
        {"serialNumber": serial, "partNumber": parts[0], "revision": "A"} for serial in parents
    ]
    units.append(
        {"serialNumber": "CHILD", "partNumber": parts[1], "revision": "A", "unitPhaseId": 16}
    )
    put_units(api, units)

    def join(client: httpx.AsyncClient, n: int) -> Awaitable[httpx.Response]:
        query = {
            "parentSerialNumber": parents[n], "parentPartNumber": parts[0],
            "childSerialNumber": "CHILD", "childPartNumber": parts[1],
        }  # fmt: skip
        return client.post(f"{PRODUCTION}/AddChildUnit", params=query)

    answers = await at_once(site, join)
    assert statuses(answers) == {200: 1, 404: 49}
    winner = parents[[answer.status_code for answer in answers].index(200)]
    refused = {answer.json()["reasonCode"] for answer in answers if answer.status_code == 404}
    assert refused == {"childHasParent"}
    assert site.unit("CHILD")["parentSerialNumber"] == winner
    built = site.get(f"{PRODUCTION}/Unit/Query", **{"$filter": "subUnits/any()"})
    assert [unit["serialNumber"] for unit in built] == [winner]


async def test_one_slot_takes_one_of_fifty_children(site: Site, api: httpx.Client) -> None:
    box, board = _box_build(api)
    children = [f"SLOT-{n:02}" for n in range(CLIENTS)]
    units: list[dict[str, Any]] = [
        {"serialNumber": each, "partNumber": board, "revision": "A", "unitPhaseId": 16}
        for each in children
    ]
    units.append({"serialNumber": "SLOTS", "partNumber": box, "revision": "A"})
    put_units(api, units)

    def join(client: httpx.AsyncClient, n: int) -> Awaitable[httpx.Response]:
        query = {
            "parentSerialNumber": "SLOTS", "parentPartNumber": box,
            "childSerialNumber": children[n], "childPartNumber": board,
        }  # fmt: skip
        return client.post(f"{PRODUCTION}/AddChildUnit", params=query)

    answers = await at_once(site, join)
    assert statuses(answers) == {200: 1, 404: 49}
    assert len(site.unit("SLOTS")["subUnits"]) == 1


async def test_the_same_report_is_kept_once(site: Site, api: httpx.Client) -> None:
    uuid = str(uuid4())
    report = {
        "type": "T", "id": uuid, "sn": "SAME-1", "pn": "SAME", "rev": "A", "processCode": 60,
        "result": "P", "start": "2026-11-23T08:00:00Z", "root": {"status": "P", "steps": []},
    }  # fmt: skip
    answers = await at_once(site, lambda client, n: client.post("/api/Report/WSJF", json=report))
    assert statuses(answers) == {200: CLIENTS}
    [header] = site.get("/api/Report/Query/Header", **{"$filter": "serialNumber eq 'SAME-1'"})
    assert (header["uuid"], header["run"], header["receiveCount"]) == (uuid, 1, CLIENTS)
    created = [row for row in site.history("SAME-1") if row["kind"] == "created"]
    assert len(created) == 1


async def test_the_same_command_is_applied_once(site: Site, api: httpx.Client) -> None:
    unit = {"serialNumber": "ONCE-1", "partNumber": "ONCE", "revision": "A"}
    put_units(api, [unit])
    command = {"X-Station-Command": str(uuid4())}

    def tag(client: httpx.AsyncClient, n: int) -> Awaitable[httpx.Response]:
        query = {"serialNumber": "ONCE-1", "partNumber": "ONCE", "key": "Who", "value": f"{n}"}
        return client.put(f"{PRODUCTION}/UnitTag", params=query, headers=command)

    answers = await at_once(site, tag)
    assert statuses(answers) == {200: CLIENTS}
    tags = [row for row in site.history("ONCE-1") if row["kind"] == "tag"]
    assert [row["command"] for row in tags] == [command["X-Station-Command"]]
    assert site.unit("ONCE-1")["tags"] == [{"key": "Who", "value": tags[0]["new"]}]


async def test_numbers_taken_by_one_command_are_the_same_for_all(
    site: Site, api: httpx.Client
) -> None:
    numbers = [f"C-{number:05}" for number in range(1, 11)]
    fill_pool(api, numbers)
    query = {"serialNumberType": TYPE, "quantity": "3", "format": "JSON"}
    command = {"X-Station-Command": str(uuid4())}

    def take(client: httpx.AsyncClient, n: int) -> Awaitable[httpx.Response]:
        return client.post(f"{PRODUCTION}/SerialNumbers/Take", params=query, headers=command)

    answers = await at_once(site, take)
    assert statuses(answers) == {200: CLIENTS}
    assert [answer.json() for answer in answers] == [numbers[:3]] * CLIENTS


def _box_build(api: httpx.Client) -> tuple[str, str]:
    """Part numbers of a new box and of the one board that belongs into it."""
    name = uuid4().hex[:8]
    guids = []
    for part in (f"BOX-{name}", f"BOARD-{name}"):
        body = {"partNumber": part, "revisions": [{"revision": "A"}]}
        made = api.put("/api/Product", json=body)
        made.raise_for_status()
        guids.append(made.json()["revisions"][0]["productRevisionId"])
    relation = {"ParentProductRevisionId": guids[0], "ProductRevisionId": guids[1], "Quantity": 1}
    path = "/api/internal/Product/PostProductRevisionRelation"
    api.post(path, json=relation).raise_for_status()
    return f"BOX-{name}", f"BOARD-{name}"
