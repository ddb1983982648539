"""Pools of serial numbers filled, found, exported, freed and counted over the wire."""

from collections.abc import Iterator

import httpx
import pytest

from tests.site_server.plant import reason
from tests.site_server.pools import (
    INTERNAL,
    PUBLIC,
    UPLOAD,
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


def test_xml_is_written_so_that_any_number_is_read_back(pool: Pool) -> None:
    odd = ["A&B1", "<1>", 'q"2', "it's 3", "Å4", "both\"'5"]
    rows = "".join(f"<SN id='{each}'/>" for each in ("A&amp;B1", "&lt;1&gt;"))
    pool.api.put(PUBLIC, params=pool.type, content=f"<X>{rows}</X>").raise_for_status()
    pool.api.put(PUBLIC, params=pool.type, content="\n".join(odd[3:5])).raise_for_status()
    quoted = '"q""2"\n"both""\'5"'
    pool.api.put(PUBLIC, params=pool.type, content=quoted).raise_for_status()
    answer = pool.take(10)
    assert (sorted(ids_of(answer.text)), answer.text.count('<SN id="')) == (sorted(odd), 6)


@pytest.mark.parametrize("path", [PUBLIC, f"{PUBLIC}/ByRange", INTERNAL])
@pytest.mark.parametrize(("start", "end"), [("startAddress", "endAddress"), ("from", "to")])
def test_numbers_are_found_from_one_to_another(pool: Pool, path: str, start: str, end: str) -> None:
    pool.fill(*run("A-", 1, 12), *run("B-", 1, 3))
    assert pool.ids(path) == run("A-", 1, 12) + run("B-", 1, 3)
    assert pool.ids(path, **{start: "A-003", end: "A-005"}) == run("A-", 3, 5)
    assert pool.ids(path, **{start: "A-010"}) == run("A-", 10, 12)
    assert pool.ids(path, **{end: "B-002"}) == run("B-", 1, 2)
    assert pool.ids(path, **{start: "A-5", end: "A-4"}) == []
    refused = pool.api.get(path, params=pool.type | {start: "A-001", end: "B-002"})
    assert reason(refused) == (404, "noRange")


@pytest.mark.parametrize("path", [PUBLIC, f"{PUBLIC}/ByRange", INTERNAL])
@pytest.mark.parametrize(("since", "until"), [("startDate", "endDate"), ("fromDate", "toDate")])
def test_numbers_are_found_by_when_they_changed(
    pool: Pool, path: str, since: str, until: str
) -> None:
    pool.fill(*run("A-", 1, 3))
    pool.taken(1)
    changed = pool.rows()[0]["changed"]
    assert pool.ids(path, **{since: changed})[0] == "A-001"
    assert pool.ids(path, **{until: changed}) == run("A-", 1, 3)
    assert pool.ids(path, **{since: "2000-01-01", until: "2000-12-31T00:00:00Z"}) == []
    assert pool.ids(path, **{since: "2100-01-01T00:00:00+02:00"}) == []
    refused = pool.api.get(path, params=pool.type | {since: "soon"})
    assert (*reason(refused), list(refused.json()["ModelState"])) == (
        400, "invalidRequest", ["startDate"],
    )  # fmt: skip


@pytest.mark.parametrize("path", [PUBLIC, INTERNAL])
def test_the_pool_is_exported_by_state_and_format(pool: Pool, path: str) -> None:
    pool.fill(*run("A-", 1, 6))
    pool.taken(2)
    pool.reserved(1)
    for state, wanted in (
        ("Taken", run("A-", 1, 2)), ("reserved", ["A-003"]), ("FREE", run("A-", 4, 6)),
        ("", run("A-", 1, 6)),
    ):  # fmt: skip
        assert pool.ids(path, state=state) == wanted
    refused = pool.api.get(path, params=pool.type | {"state": "Lost"})
    assert (*reason(refused), list(refused.json()["ModelState"])) == (
        400, "invalidRequest", ["state"],
    )  # fmt: skip
    asked = {"typeName": pool.name, "state": "Taken"}
    csv = pool.api.get(path, params=asked | {"format": "CSV"})
    assert (csv.text, csv.headers["content-type"][:8]) == ("A-001\r\nA-002\r\n", "text/csv")
    xml = pool.api.get(path, params=asked | {"format": "xml"})
    assert (ids_of(xml.text), xml.headers["content-type"][:15]) == (run("A-", 1, 2), XML)
    other = Pool(pool.api)
    for exported in (csv.text, xml.text):
        other.api.put(PUBLIC, params=other.type, content=exported).raise_for_status()
    assert (other.ids(), other.states()) == (run("A-", 1, 2), "FF")


IMPORTS = [
    "A-001\nA-002", "A-001\r\nA-002\r\n", "\ufeffA-001\n\n  A-002  \n", '"A-001"\n"A-002"',
    "serialNumber\nA-001\nA-002", "ID\nA-001\nA-002", "{type},A-001\n{type},A-002",
    "type,SN\n{type},A-001\n{type},A-002", "A-001\nA-002\nA-001",
    '<SerialNumbers><SN id="A-001" /><SN id="A-002"></SN></SerialNumbers>',
    '<?xml version="1.0"?>\n<X><Y><SN id="A-001"/></Y><SN id="A-002" taken="x"/><SN/></X>',
]  # fmt: skip


@pytest.mark.parametrize("text", IMPORTS)
@pytest.mark.parametrize("way", ["body", "form", "internal"])
def test_numbers_are_imported_as_a_body_or_a_form(pool: Pool, text: str, way: str) -> None:
    content = text.replace("{type}", pool.name).encode()
    send = pool.api.post if way == "internal" else pool.api.put
    path = UPLOAD if way == "internal" else PUBLIC
    for wanted in (2, 0):
        if way == "form":
            answer = send(path, params=pool.type, files={"file": ("pool.csv", content)})
        else:
            answer = send(path, params=pool.type, content=content)
        assert (answer.status_code, answer.json()) == (200, wanted), answer.text
    assert (pool.ids(), pool.states()) == (["A-001", "A-002"], "FF")


def test_what_is_imported_again_stays_as_it_is(pool: Pool) -> None:
    pool.fill("A-001", "A-002")
    assert pool.taken(1, refSN="U") == ["A-001"]
    before = pool.rows()
    again = pool.api.put(PUBLIC, params=pool.type, content="A-001\nA-002\nA-003")
    assert again.json() == 1
    assert (pool.rows()[:2], pool.states()) == (before, "TFF")


def test_one_import_fills_several_types_or_none(api: httpx.Client) -> None:
    one, two = Pool(api), Pool(api)
    rows = f"{one.name},A-001\n{two.name},B-001\n"
    assert api.put(PUBLIC, content=rows).json() == 2
    assert (one.ids(), two.ids()) == (["A-001"], ["B-001"])
    for more, wanted in (
        ("NO-SUCH,C-001", "unknownSerialNumberType"),
        ("C-001", "missingParameter"),
    ):
        refused = api.put(PUBLIC, content=f"{one.name},A-002\n{more}")
        assert reason(refused) == (404, wanted)
    assert (one.ids(), two.ids()) == (["A-001"], ["B-001"])


@pytest.mark.parametrize("bad", ["S-1", "s-0002", "S-00021", "XS-0002", "S-0002X", "A" * 101])
def test_what_the_types_expression_does_not_match_is_refused_as_a_whole(
    api: httpx.Client, bad: str
) -> None:
    strict = Pool(api, "strict")
    refused = api.put(PUBLIC, params=strict.type, content=f"S-0001\n{bad}\nS-0003")
    assert (*reason(refused), list(refused.json()["ModelState"])) == (
        400, "invalidRequest", ["serialNumber"],
    )  # fmt: skip
    assert strict.ids() == []
    strict.fill("S-0001")


@pytest.mark.parametrize(
    "content", [b"", b"  \n ", b"\xff\xfe", b"A\0B", b"<X", b"<!DOCTYPE x><X/>"]
)
def test_what_cannot_be_imported_is_refused(pool: Pool, content: bytes) -> None:
    refused = pool.api.put(PUBLIC, params=pool.type, content=content)
    assert (*reason(refused), list(refused.json()["ModelState"])) == (
        400,
        "invalidRequest",
        ["body"],
    )
    assert pool.ids() == []


def test_ranges_are_freed_and_free_numbers_deleted(pool: Pool) -> None:
    pool.fill(*run("A-", 1, 8), *run("B-", 1, 2))
    pool.taken(4, refSN="U", refPN="P")
    pool.reserved(1)
    assert pool.states() == "TTTTRFFFFF"

    def free(method: str, *spans: tuple[str, str]) -> int:
        sent = [{"type": pool.name, "identifier": 0, "startAddress": first, "endAddress": last}
                for first, last in spans]  # fmt: skip
        answer = pool.api.request(method, f"{INTERNAL}/Free", json=sent)
        assert answer.status_code == 200, answer.text
        return int(answer.json())

    assert free("PUT", ("A-002", "A-003"), ("A-005", "A-006")) == 3
    assert pool.states() == "TFFTFFFFFF"
    assert (pool.rows()[1]["refSN"], pool.rows()[1]["refStn"]) == ("", "")
    assert free("DELETE", ("A-001", "A-003")) == 2
    assert free("DELETE", ("A-001", "A-003")) == 0
    assert pool.ids() == ["A-001", *run("A-", 4, 8), *run("B-", 1, 2)]
    assert free("DELETE", ("A-007", ""), ("", "B-001")) == 3
    assert pool.ids() == ["A-001", *run("A-", 4, 6), "B-002"]
    assert (free("PUT", ("", "")), pool.states()) == (2, "FFFFF")
    assert (free("DELETE", ("", "")), pool.ids()) == (5, [])
    for method in ("PUT", "DELETE"):
        mixed = [{"type": pool.name, "startAddress": "A-001", "endAddress": "B-001"}]
        assert reason(pool.api.request(method, f"{INTERNAL}/Free", json=mixed)) == (404, "noRange")
        assert reason(pool.api.request(method, f"{INTERNAL}/Free", json=[])) == (
            400, "invalidRequest",
        )  # fmt: skip


def test_a_pool_is_told_by_runs_and_counts(pool: Pool) -> None:
    pool.fill(*run("A-", 1, 6), "A-008", "B-009")
    pool.taken(2)
    pool.reserved(1)
    spans = [("A-001", "A-002", 2, "Taken"), ("A-003", "A-003", 1, "Reserved"),
             ("A-004", "A-006", 3, "Free"), ("A-008", "A-008", 1, "Free"),
             ("B-009", "B-009", 1, "Free")]  # fmt: skip
    ranges = [
        {"serialNumberType": pool.name, "startAddress": first, "endAddress": last, "count": count,
         "state": state} for first, last, count, state in spans
    ]  # fmt: skip
    statistics = {"serialNumberType": pool.name, "total": 8, "free": 5, "taken": 2, "reserved": 1}
    assert pool.rows(f"{INTERNAL}/Ranges") == ranges
    assert pool.rows(f"{INTERNAL}/Statistics") == [statistics]
    everything = pool.api.get(f"{INTERNAL}/Ranges").json()
    assert [each for each in everything if each["serialNumberType"] == pool.name] == ranges
    assert statistics in pool.api.get(f"{INTERNAL}/Statistics").json()
    empty = Pool(pool.api)
    nothing = {"serialNumberType": empty.name, "total": 0, "free": 0, "taken": 0, "reserved": 0}
    assert (empty.rows(f"{INTERNAL}/Statistics"), empty.rows(f"{INTERNAL}/Ranges")) == (
        [nothing],
        [],
    )
    for asked, wanted in (
        ({}, 8), ({"state": "free"}, 5), ({"state": "Taken"}, 2), ({"from": "A-002"}, 6),
        ({"startAddress": "A-002", "endAddress": "A-004"}, 3), ({"toDate": "2000-01-01"}, 0),
        ({"state": "Reserved", "to": "A-002"}, 0),
    ):  # fmt: skip
        counted = pool.api.get(f"{INTERNAL}/Count", params=pool.type | asked)
        assert counted.json() == wanted, asked


@pytest.mark.parametrize("form", [
    "00:1A:2B:00:{}:{}", "00-1A-2B-00-{}-{}", "001A2B00{}{}", "001A.2B00.{}{}",
])  # fmt: skip
def test_mac_addresses_follow_each_other_across_a_carry(api: httpx.Client, form: str) -> None:
    mac = Pool(api, "mac")
    values = [form.format(*each) for each in
              (("00", "FC"), ("00", "FE"), ("00", "FF"), ("01", "00"), ("01", "01"))]  # fmt: skip
    mac.fill(*reversed(values))
    assert mac.ids() == values
    [_, run_of_four] = mac.rows(f"{INTERNAL}/Ranges")
    assert (run_of_four["startAddress"], run_of_four["endAddress"], run_of_four["count"]) == (
        values[1], values[4], 4,
    )  # fmt: skip
    assert mac.taken(3, onlyInSequence="true") == values[1:4]
    assert mac.ids(f"{PUBLIC}/ByRange", **{"from": values[2], "to": values[3]}) == values[2:4]
    assert reason(mac.take(2, onlyInSequence="true")) == (404, "noSequence")
    assert mac.taken(2) == [values[0], values[4]]
