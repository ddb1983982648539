"""Serial numbers taken and reserved over the wire; each refusal by value."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.site_server.plant import reason
from tests.site_server.pools import (
    INTERNAL,
    PUBLIC,
    RESERVE,
    XML,
    Pool,
    ids_of,
    run,
    site_with_pools,
)
from tests.support.site import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, database: str | None) -> Iterator[Site]:
    """A server with many types and nothing in their pools."""
    with site_with_pools(tmp_path_factory.mktemp("pools"), database) as site:
        yield site


@pytest.fixture
def pool(api: httpx.Client) -> Pool:
    """A type of the test's own."""
    return Pool(api)


def test_types_are_listed_with_their_free_numbers(api: httpx.Client) -> None:
    strict = Pool(api, "strict")
    strict.fill("S-0001", "S-0002", "S-0003")
    strict.taken(1)
    [listed] = [each for each in api.get(f"{PUBLIC}/Types").json() if each["name"] == strict.name]
    assert listed == {
        "name": strict.name, "description": strict.name.replace("-", " "), "format": "S-####",
        "regEx": r"S-\d{4}", "identifier": 0, "identifierName": "Serial number", "freeCount": 2,
    }  # fmt: skip
    kinds = {
        each["identifier"]: each["identifierName"] for each in api.get(f"{PUBLIC}/Types").json()
    }
    assert kinds == {0: "Serial number", 1: "MAC address"}


@pytest.mark.parametrize("written", ["XML", "xml", None, ""])
def test_numbers_are_taken_as_xml_with_the_id_first(pool: Pool, written: str | None) -> None:
    pool.fill("A-001", "A-002", "A-003")
    answer = pool.take(2, **({} if written is None else {"format": written}))
    rows = '<SN id="A-001" /><SN id="A-002" />'
    assert answer.text == f'<SerialNumbers serialNumberType="{pool.name}">{rows}</SerialNumbers>'
    assert answer.headers["content-type"].startswith(XML)
    assert pool.states() == "TTF"


def test_numbers_are_taken_as_csv_or_json(pool: Pool) -> None:
    pool.fill("A-001", "A-002", "A-003", "A-004")
    csv = pool.take(2, format="csv")
    assert (csv.text, csv.headers["content-type"]) == (
        "A-001\r\nA-002\r\n", "text/csv; charset=utf-8",
    )  # fmt: skip
    assert pool.take(1, format="Json").json() == ["A-003"]
    refused = pool.take(1, format="yaml")
    assert (*reason(refused), list(refused.json()["ModelState"])) == (
        400, "invalidRequest", ["format"],
    )  # fmt: skip
    assert pool.states() == "TTTF"


def test_a_short_pool_gives_what_is_left_and_an_empty_one_nothing(pool: Pool) -> None:
    assert reason(pool.take(1)) == (404, "poolEmpty")
    pool.fill("A-001", "A-002", "A-003")
    assert pool.taken(2) == ["A-001", "A-002"]
    assert pool.taken(10_000) == ["A-003"]
    for more in ({}, {"format": "CSV"}, {"onlyInSequence": "true"}):
        assert reason(pool.take(1, **more)) == (404, "poolEmpty")
    assert reason(pool.reserve(1)) == (404, "poolEmpty")


@pytest.mark.parametrize("quantity", ["0", "-1", "10001", "many", "1.5", ""])
def test_a_quantity_is_one_to_ten_thousand(pool: Pool, quantity: str) -> None:
    pool.fill("A-001")
    refused = pool.take(quantity)
    assert (*reason(refused), list(refused.json()["ModelState"])) == (
        400, "invalidRequest", ["quantity"],
    )  # fmt: skip
    assert pool.states() == "F"


def test_an_unknown_or_unnamed_type_is_refused_everywhere(api: httpx.Client) -> None:
    calls: list[tuple[str, str, dict[str, Any]]] = [
        ("POST", f"{PUBLIC}/Take", {"quantity": "1"}),
        ("GET", PUBLIC, {}), ("GET", f"{PUBLIC}/ByRange", {}),
        ("GET", f"{PUBLIC}/ByReference", {"refSN": "U"}),
        ("GET", INTERNAL, {}), ("GET", f"{INTERNAL}/Count", {}),
    ]  # fmt: skip
    for method, path, query in calls:
        assert reason(api.request(method, path, params=query)) == (404, "missingParameter")
        for spelled in ("serialNumberType", "typeName"):
            refused = api.request(method, path, params=query | {spelled: "NO"})
            assert reason(refused) == (404, "unknownSerialNumberType"), path
    for path in (f"{INTERNAL}/Ranges", f"{INTERNAL}/Statistics"):
        assert reason(api.get(path, params={"typeName": "NO"})) == (404, "unknownSerialNumberType")
    assert reason(api.put(f"{INTERNAL}/Free", json=[{"type": "NO"}])) == (
        404, "unknownSerialNumberType",
    )  # fmt: skip
    asked = {"sn": {"serialNumberType": "NO", "batchSize": 1}}
    assert reason(api.post(RESERVE, json=asked)) == (404, "unknownSerialNumberType")


@pytest.mark.parametrize(
    ("values", "quantity", "wanted"),
    [
        (["A-001", "A-002", "A-004", "A-005", "A-006"], 3, ["A-004", "A-005", "A-006"]),
        (["A-001", "A-002", "A-004", "A-005", "A-006"], 2, ["A-001", "A-002"]),
        (["A-001", "A-003", "A-005"], 1, ["A-001"]), (["A-001", "A-003", "A-005"], 2, None),
        (["A-1", "B-2", "C-3"], 2, None), (["A-9", "B-10", "A-10"], 2, ["A-9", "A-10"]),
        (["A-099", "A-100"], 2, ["A-099", "A-100"]), (["X9Y1", "X9Y2"], 2, ["X9Y1", "X9Y2"]),
        (["1A", "2A"], 2, None), (["007", "008"], 2, ["007", "008"]), (["A-001"], 2, None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("way", ["take", "reserve"])
def test_only_in_sequence_gives_neighbours_or_nothing(
    pool: Pool, values: list[str], quantity: int, wanted: list[str] | None, way: str
) -> None:
    pool.fill(*values)
    if way == "take":
        answer = pool.take(quantity, onlyInSequence="true")
    else:
        answer = pool.reserve(quantity, onlyInSequence=True)
    if wanted is None:
        assert reason(answer) == (404, "noSequence")
        assert pool.states() == "F" * len(values)
    else:
        assert ids_of(answer.text if way == "take" else answer.json()["sn"]) == wanted
        state = {"take": "Taken", "reserve": "Reserved"}[way]
        assert pool.ids(state=state) == wanted


@pytest.mark.parametrize(
    ("flag", "wanted"), [("1", 404), ("True", 404), ("0", 200), ("false", 200)]
)
def test_the_flag_is_read_in_any_spelling(pool: Pool, flag: str, wanted: int) -> None:
    pool.fill("A-001", "A-003")
    assert pool.take(2, onlyInSequence=flag).status_code == wanted
    assert reason(pool.take(2, onlyInSequence="perhaps")) == (400, "invalidRequest")


@pytest.mark.parametrize(
    ("serial", "part", "kind"),
    [("refSN", "refPN", "serialNumberType"),
     ("referenceSerialNumber", "referencePartNumber", "typeName")],
)  # fmt: skip
def test_references_are_kept_and_found_in_both_spellings(
    pool: Pool, serial: str, part: str, kind: str
) -> None:
    pool.fill(*run("A-", 1, 5))
    assert pool.taken(2, **{serial: "U1", part: "P1", "stationName": "LINE-3"}) == run("A-", 1, 2)
    assert pool.taken(1, **{serial: "U2", part: "P1"}) == ["A-003"]
    first, _, third, fourth, _ = pool.rows()
    assert first.pop("changed").endswith("Z")
    assert first == {"id": "A-001", "serialNumberType": pool.name, "state": "Taken",
                     "refSN": "U1", "refPN": "P1", "refStn": "LINE-3"}  # fmt: skip
    assert (third["refSN"], third["refStn"]) == ("U2", "BENCH-7")
    assert (fourth["state"], fourth["refSN"], fourth["refPN"], fourth["refStn"]) == (
        "Free", "", "", "",
    )  # fmt: skip
    for asked, wanted in (
        ({serial: "U1"}, run("A-", 1, 2)), ({part: "P1"}, run("A-", 1, 3)),
        ({serial: "U2", part: "P1"}, ["A-003"]), ({serial: "U2", part: "P2"}, []),
        ({serial: "U1", "startDate": "2000-01-01"}, run("A-", 1, 2)),
        ({serial: "U1", "endDate": "2000-01-01"}, []),
    ):  # fmt: skip
        found = pool.api.get(f"{PUBLIC}/ByReference", params={kind: pool.name} | asked)
        assert [row["id"] for row in found.json()] == wanted
    written = pool.api.get(
        f"{PUBLIC}/ByReference", params=pool.type | {serial: "U1", "format": "csv"}
    )
    assert written.text == "A-001\r\nA-002\r\n"
    for without in ({}, {serial: ""}):
        refused = pool.api.get(f"{PUBLIC}/ByReference", params=pool.type | without)
        assert reason(refused) == (404, "missingParameter")


def test_numbers_are_reserved_and_count_as_taken_once_they_are_used(pool: Pool) -> None:
    pool.fill(*run("A-", 1, 8))
    answer = pool.reserve(3, stationName="LAPTOP-1", tokenId="t", url="http://x")
    rows = "".join(f'<SN id="{each}" />' for each in run("A-", 1, 3))
    assert answer.json() == {
        "sn": f'<SerialNumbers serialNumberType="{pool.name}">{rows}</SerialNumbers>'
    }
    assert (pool.states(), pool.rows()[0]["refStn"]) == ("RRRFFFFF", "LAPTOP-1")
    assert pool.taken(1) == ["A-004"]
    used = [{"id": "A-001", "taken": "2026-11-23", "refSN": "U"}, {"id": "A-003"}, {"id": "NO"}]
    assert pool.reserved(1, SN=used) == ["A-005"]
    assert pool.states() == "TRTTRFFF"
    assert pool.reserved(2, onlyInSequence=True, fromSerialNumber="A-007") == run("A-", 7, 8)
    assert reason(pool.reserve(1, fromSerialNumber="B-001")) == (404, "poolEmpty")
    assert reason(pool.reserve(2, onlyInSequence=True)) == (404, "noSequence")
    assert pool.states() == "TRTTRFRR"
    assert pool.reserved(9) == ["A-006"]


@pytest.mark.parametrize(
    ("body", "place"),
    [({}, "sn"), ({"sn": {"batchSize": 1}}, "sn.serialNumberType"),
     ({"sn": {"serialNumberType": "plain-1"}}, "sn.batchSize"),
     ({"sn": {"serialNumberType": "plain-1", "batchSize": 0}}, "sn.batchSize"),
     ({"sn": {"serialNumberType": "plain-1", "batchSize": 10_001}}, "sn.batchSize"),
     ({"sn": {"serialNumberType": "plain-1", "batchSize": 1, "SN": [{}]}}, "sn.SN[0].id")],
)  # fmt: skip
def test_a_reservation_says_what_it_lacks(api: httpx.Client, body: object, place: str) -> None:
    refused = api.post(RESERVE, json=body)
    assert refused.status_code == 400
    [named] = refused.json()["ModelState"]
    assert named.lower() == place.lower()


def test_the_same_command_gets_the_same_numbers_again(pool: Pool) -> None:
    pool.fill(*run("A-", 1, 12))
    take, reserve = str(uuid4()), str(uuid4())
    assert pool.reserved(2) == run("A-", 1, 2)
    for _ in range(2):
        assert pool.taken(3, take) == run("A-", 3, 5)
        assert ids_of(pool.take(3, take).text) == run("A-", 3, 5)
        assert pool.reserved(2, reserve, SN=[{"id": "A-001"}]) == run("A-", 6, 7)
        assert pool.states() == "TRTTTRRFFFFF"
    filling = {"X-Station-Command": str(uuid4())}
    for new in (1, 0):
        added = pool.api.put(PUBLIC, params=pool.type, content="A-013", headers=filling)
        assert added.json() == new
    freeing = {"X-Station-Command": str(uuid4())}
    for changed in (3, 0):
        spans = [{"type": pool.name, "startAddress": "A-003", "endAddress": "A-005"}]
        freed = pool.api.put(f"{INTERNAL}/Free", json=spans, headers=freeing)
        assert freed.json() == changed
        pool.taken(1)
    assert pool.states() == "TRTTFRRFFFFFF"


def test_many_stations_never_take_the_same_number(pool: Pool) -> None:
    pool.fill(*run("A-", 1, 60))
    with ThreadPoolExecutor(8) as stations:
        given = list(stations.map(pool.taken, [4] * 15))
    assert sorted(each for values in given for each in values) == run("A-", 1, 60)
    assert reason(pool.take(1)) == (404, "poolEmpty")
