"""Units found by OData: each field, each operator, order and pages, by what is built into them."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.site_server.unit_calls import BASE, INTERNAL, UNIT, UNITS, fresh
from tests.support.site import TOKEN, Site

# Serial, part, revision, batch, location, date, phase, process.
ROWS = [
    ("1", "BOX", "A", "L1", "Shelf 1", "2026-01-01T00:00:00Z", 2, 60),
    ("2", "BOX", "B", "L1", "shelf 2", "2026-01-02T00:00:00Z", 4098, 30),
    ("3", "BOX", "B", "L2", "", "2026-01-03T12:00:00Z", 16, None),
    ("4", "CARD", "A", "", "Shelf 1", "2026-01-04T00:00:00Z", 16, 60),
    ("5", "CARD", "B", "", "", "2026-01-05T00:00:00Z", 16, 60),
    ("6", "LID", "A", "", "", "2026-01-06T00:00:00Z", 16, 100),
]


@pytest.fixture(scope="module")
def mark(site: Site) -> str:
    """What stands before the serials, parts and batches: 1 holds 4 and 6, 2 holds 5."""
    mark = uuid4().hex[:8]
    headers = {"Authorization": f"Basic {TOKEN}"}
    with httpx.Client(base_url=site.url, headers=headers, timeout=30) as api:
        names = ("serialNumber", "partNumber", "revision", "batchNumber", "currentLocation",
                 "serialDate", "unitPhaseId", "processCode")  # fmt: skip
        units = [dict(zip(names, row, strict=True)) for row in ROWS]
        for unit in units:
            for name in ("serialNumber", "partNumber", "batchNumber"):
                unit[name] = f"{mark}-{unit[name]}" if unit[name] else ""
        api.put(UNITS, json=units).raise_for_status()
        for parent, child in (("1", "6"), ("1", "4"), ("2", "5")):
            asked = {"serialNumber": f"{mark}-{parent}", "childSerialNumber": f"{mark}-{child}",
                     "checkPartNumber": "%"}  # fmt: skip
            api.post(f"{INTERNAL}/AddChildUnit", params=asked).raise_for_status()
    return mark


def found(api: httpx.Client, mark: str, wanted: str = "", **more: str) -> str:
    """The last characters of the serials found, in the order they came in."""
    own = f"startswith(serialNumber, '{mark}')"
    text = f"{own} and ({wanted.replace('~', mark + '-')})" if wanted else own
    answer = api.get(f"{UNIT}/Query", params={"$filter": text, **more})
    assert answer.status_code == 200, answer.text
    return "".join(unit["serialNumber"][-1] for unit in answer.json())


FILTERS = [
    ("serialNumber eq '~3'", "3"), ("serialNumber ne '~3'", "12456"),
    ("serialNumber gt '~4'", "56"),
    ("serialNumber in ('~2', '~9', '~5')", "25"), ("partNumber eq '~CARD'", "45"),
    ("PartNumber eq '~CARD'", "45"), ("revision eq 'b'", ""), ("revision eq 'B'", "235"),
    ("batchNumber eq '~L1'", "12"), ("batchNumber eq ''", "456"), ("currentLocation ne ''", "124"),
    ("contains(currentLocation, 'SHELF')", "124"), ("endswith(currentLocation, '1')", "14"),
    ("unitPhaseId eq 16", "3456"), ("unitPhaseId gt 16", "2"),
    ("unitPhaseId in (2, 4098)", "12"), ("processCode eq 60", "145"),
    ("processCode eq null", "3"), ("processCode ne null", "12456"), ("processCode le 60", "1245"),
    ("serialDate ge 2026-01-04", "456"), ("serialDate lt 2026-01-03T13:00:00+01:00", "12"),
    ("serialDate eq 2026-01-03T12:00:00Z", "3"), ("not (revision eq 'B')", "146"),
    ("revision eq 'B' and unitPhaseId eq 16 or partNumber eq '~LID'", "356"),
    ("revision eq 'B' and (unitPhaseId eq 16 or partNumber eq '~LID')", "35"),
    ("subUnits/any()", "12"), ("not subUnits/any()", "3456"),
    ("subUnits/any(s: s/partNumber eq '~CARD')", "12"),
    ("subUnits/any(s: s/partNumber eq '~LID')", "1"),
    ("subUnits/any(x: x/revision eq 'B' and x/partNumber eq '~CARD')", "2"),
    ("subUnits/any(x: x/revision eq 'B' and x/partNumber eq '~LID')", ""),
    ("subUnits/any(s: s/serialNumber eq '~4') and revision eq 'A'", "1"),
    ("subUnits/all(s: s/partNumber eq '~CARD')", "23456"),
    ("subUnits/any() and subUnits/all(s: s/partNumber eq '~CARD')", "2"),
    ("subUnits/any() and subUnits/all(s: s/unitPhaseId eq 16)", "12"),
    ("subUnits/any() and subUnits/all(s: s/processCode eq 60)", "2"),
    ("subUnits/all(s: s/serialNumber eq 'NO')", "3456"),
]  # fmt: skip


@pytest.mark.parametrize(("wanted", "serials"), FILTERS)
def test_units_are_found_by_a_filter(
    api: httpx.Client, mark: str, wanted: str, serials: str
) -> None:
    assert "".join(sorted(found(api, mark, wanted))) == serials


@pytest.mark.parametrize(("query", "serials"), [
    ({}, "123456"), ({"$orderby": "serialNumber desc"}, "654321"),
    ({"$orderby": "partNumber desc,serialNumber desc"}, "654321"),
    ({"$orderby": "revision desc, serialNumber asc"}, "235146"),
    ({"$orderby": "unitPhaseId,SerialDate desc"}, "165432"),
    ({"$top": "2"}, "12"), ({"$top": "0"}, ""), ({"$top": "99999"}, "123456"),
    ({"$skip": "4"}, "56"), ({"$top": "2", "$skip": "3"}, "45"), ({"$skip": "6"}, ""),
    ({"$orderby": "serialNumber desc", "$top": "2", "$skip": "1"}, "54"),
])  # fmt: skip
def test_units_come_in_order_and_by_pages(
    api: httpx.Client, mark: str, query: dict[str, str], serials: str
) -> None:
    assert found(api, mark, **query) == serials


def test_found_units_come_as_they_are_read_one_by_one(api: httpx.Client, mark: str) -> None:
    asked = {"$filter": f"serialNumber eq '{mark}-1'"}
    [unit] = api.get(f"{UNIT}/Query", params=asked).json()
    assert unit == api.get(f"{UNIT}/{mark}-1/{mark}-BOX").json()
    assert [(each["serialNumber"], each["position"]) for each in unit["subUnits"]] == [
        (f"{mark}-6", 0), (f"{mark}-4", 1),
    ]  # fmt: skip
    assert unit["subUnits"][0]["parentSerialNumber"] == f"{mark}-1"


@pytest.mark.parametrize("query", [
    {"$filter": "parentSerialNumber eq 'X'"}, {"$filter": "subUnits/any(s: t/revision eq 'A')"},
    {"$filter": "subUnits/any(s: s/subUnits/any())"}, {"$filter": "subUnits eq 'X'"},
    {"$filter": "unitPhaseId add 1 eq 2"}, {"$filter": "serialNumber eq 'a"},
    {"$filter": "revision eq unitPhaseId"}, {"$filter": "x" * 4001},
    {"$orderby": "tags"}, {"$orderby": "serialNumber,"}, {"$top": "-1"}, {"$skip": "x"},
    {"$skip": "-1"},
])  # fmt: skip
def test_what_cannot_be_searched_for_is_refused(api: httpx.Client, query: dict[str, str]) -> None:
    refused = api.get(f"{UNIT}/Query", params=query)
    assert (refused.status_code, list(refused.json()["ModelState"])) == (400, list(query))


def test_a_hundred_units_come_unless_more_are_wanted(api: httpx.Client) -> None:
    part = fresh("P")
    many: list[dict[str, Any]] = [
        {"serialNumber": f"{part}-{n:04}", "partNumber": part} for n in range(1005)
    ]
    api.put(UNITS, json=many).raise_for_status()
    asked = {"$filter": f"partNumber eq '{part}'"}
    for top, wanted in (({}, 100), ({"$top": "101"}, 101), ({"$top": "5000"}, 1000)):
        assert len(api.get(f"{UNIT}/Query", params=asked | top).json()) == wanted


def test_no_changes_wait_where_the_site_does_not_log_them(api: httpx.Client, mark: str) -> None:
    assert mark
    assert api.get(f"{BASE}/Units/Changes").json() == []
