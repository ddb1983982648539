"""A write that was decided on a state the unit no longer has is refused, and says what it is."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, unquote
from uuid import uuid4

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.site_server.command_calls import APPLIED, NEITHER, state, void
from tests.site_server.plant import reason
from tests.site_server.unit_calls import BASE, INTERNAL, UNITS, Key, fresh, history, put, read
from tests.support.site import TOKEN, Site, running_site
from wats_station.site_server.refusals import Refusal
from wats_station.site_server.rules.expected import Expected, Field, read_expected
from wats_station.wats.quoting import header_value

FIELDS: tuple[Field, ...] = ("phase", "process", "tag")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, database: str | None) -> Iterator[Site]:
    """One process on SQLite, two on PostgreSQL: then two writers race."""
    folder = tmp_path_factory.mktemp("expected")
    workers = ("--workers", "2") if database else ()
    with running_site(folder, database=database, demo_units=0, arguments=workers) as site:
        yield site


@pytest.fixture
def key(api: httpx.Client) -> Key:
    """A unit under production, without process or tags."""
    made = {"serialNumber": fresh("U"), "partNumber": fresh("P")}
    put(api, made, revision="A", unitPhaseId=2)
    return made


PHASE: list[tuple[str, str, Key]] = [
    ("PUT", f"{BASE}/SetUnitPhase", {"phase": "32"}),
    ("GET", f"{INTERNAL}/SetUnitPhase", {"unitPhase": "32"}),
    ("GET", f"{INTERNAL}/UnitPhaseBit", {"PhaseBit": "32"}),
    ("GET", f"{INTERNAL}/SetUnitPhaseAndProcess", {"unitPhase": "32", "processName": "30"}),
]
PROCESS: list[tuple[str, str, Key]] = [
    ("PUT", f"{BASE}/SetUnitProcess", {"processName": "30"}),
    ("GET", f"{INTERNAL}/SetUnitProcess", {"processName": "30"}),
    ("GET", f"{INTERNAL}/SetUnitPhaseAndProcess", {"unitPhase": "2", "processName": "30"}),
]
TAG: list[tuple[str, str, Key]] = [
    ("PUT", f"{BASE}/UnitTag", {"key": "Lot", "value": "L9"}),
    ("GET", f"{INTERNAL}/UpdateUnitAttribute", {"attributeName": "Lot", "attributeValue": "L9"}),
]
Now = dict[str, Any]
LOT: Now = {"tags": [{"key": "Lot", "value": "Ø 1=%2"}]}
EXPECTATIONS = [
    (PHASE, {"unitPhaseId": 2}, "phase=2", ""),
    (PHASE, {"unitPhaseId": 16}, "phase=2", "its phase is Finalized"),
    (PHASE, {"unitPhaseId": 32}, "phase=2", ""),
    (PROCESS, {}, "process=", ""),
    (PROCESS, {}, "process=60", "it has no process"),
    (PROCESS, {"processCode": 60}, "process=60", ""),
    (PROCESS, {"processCode": 60}, "process=", "its process is Functional"),
    (PROCESS, {"processCode": 60}, "process=50", "its process is Functional"),
    (PROCESS, {"processCode": 30}, "process=60", ""),
    (TAG, {}, "tag", ""),
    (TAG, {}, "tag=", "it has no tag Lot"),
    (TAG, {}, "tag=L1", "it has no tag Lot"),
    (TAG, LOT, "tag=Ø 1=%2", ""),
    (TAG, LOT, "tag", "its tag Lot is Ø 1=%2"),
    (TAG, LOT, "tag=", "its tag Lot is Ø 1=%2"),
    (TAG, {"tags": [{"key": "Lot", "value": "L9"}]}, "tag", ""),
    (TAG, {"tags": [{"key": "Lot", "value": "x" * 90}]}, "tag=y", f"its tag Lot is {'x' * 80}…"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("call", "now", "expected", "refused"),
    [(call, *rest) for calls, *rest in EXPECTATIONS for call in calls],
)
def test_a_write_decided_on_another_state_is_refused(
    api: httpx.Client, call: tuple[str, str, Key], now: Now, expected: str, refused: str
) -> None:
    method, path, query = call
    key = {"serialNumber": fresh("U"), "partNumber": fresh("P")}
    put(api, key, **{"unitPhaseId": 2} | now)
    before, told_before = read(api, key), history(api, key)
    command_id = str(uuid4())
    headers = {"X-Station-Command": command_id, "X-Station-Expected": quote(expected)}
    answer = api.request(method, path, params=key | query, headers=headers)
    if refused:
        assert reason(answer) == (409, "changedMeanwhile")
        assert answer.json()["Message"] == f"The unit was changed meanwhile: {refused}."
        assert (read(api, key), history(api, key)) == (before, told_before)
        assert state(api, command_id) == NEITHER
    else:
        assert answer.status_code == 200, answer.text
        assert state(api, command_id) == APPLIED


def test_a_phase_that_is_reached_already_is_recorded_as_ever(api: httpx.Client, key: Key) -> None:
    headers = {"X-Station-Expected": "phase=16"}
    query = key | {"phase": "2"}
    assert api.put(f"{BASE}/SetUnitPhase", params=query, headers=headers).status_code == 200
    assert history(api, key)[0] == ("phase", "", "Under Production", "Under Production")


def test_an_applied_command_is_answered_whatever_the_unit_is_by_now(
    api: httpx.Client, key: Key
) -> None:
    headers = {"X-Station-Command": str(uuid4()), "X-Station-Expected": "phase=2"}
    query = key | {"phase": "16"}
    assert api.put(f"{BASE}/SetUnitPhase", params=query, headers=headers).status_code == 200
    api.put(f"{BASE}/SetUnitPhase", params=key | {"phase": "2048"}).raise_for_status()
    assert api.put(f"{BASE}/SetUnitPhase", params=query, headers=headers).status_code == 200
    assert read(api, key)["unitPhaseId"] == 2048


def test_a_command_given_up_is_told_so_before_what_has_changed(api: httpx.Client, key: Key) -> None:
    headers = {"X-Station-Command": str(uuid4()), "X-Station-Expected": "tag=gone"}
    void(api, headers["X-Station-Command"])
    query = key | {"key": "Lot", "value": "1"}
    assert reason(api.put(f"{BASE}/UnitTag", params=query, headers=headers)) == (409, "voided")


FAULTY = {
    "phase": ("phase", "phase=", "phase=x", "phase=-1", "phase= 2", "phase=²", "2", "=2",
              "Phase=2", "tag=2", "process=60", "phase=" + "1" * 10, " "),
    "process": ("process", "process=x", "process=ICT", "phase=2"),
    "tag": ("tags=1", "Lot=1", "phase=2", "TAG"),
}  # fmt: skip
SETTING: dict[str, tuple[str, Key]] = {
    "phase": ("SetUnitPhase", {"phase": "16"}),
    "process": ("SetUnitProcess", {"processName": "60"}),
    "tag": ("UnitTag", {"key": "Lot", "value": "1"}),
}


@pytest.mark.parametrize(
    ("field", "expected"), [(field, each) for field, texts in FAULTY.items() for each in texts]
)
def test_an_expectation_that_is_none_is_a_faulty_request(
    api: httpx.Client, key: Key, field: str, expected: str
) -> None:
    name, query = SETTING[field]
    before = read(api, key)
    headers = {"X-Station-Expected": quote(expected)}
    refused = api.put(f"{BASE}/{name}", params=key | query, headers=headers)
    assert reason(refused) == (400, "invalidRequest")
    assert list(refused.json()["ModelState"]) == ["X-Station-Expected"]
    assert read(api, key) == before


def test_calls_that_take_no_expectation_take_no_notice_of_one(api: httpx.Client, key: Key) -> None:
    headers = {"X-Station-Expected": "whatever"}
    assert api.put(UNITS, json=[key], headers=headers).status_code == 200


@given(value=st.text(st.characters(codec="utf-8")))
def test_any_tags_value_can_be_expected(value: str) -> None:
    sent = header_value(f"tag={value}")
    assert read_expected(unquote(sent), ("tag",)) == Expected("tag", value)


@given(text=st.text() | st.builds("{}={}".format, st.sampled_from(FIELDS), st.text("019x =")))
def test_any_expectation_is_understood_or_refused(text: str) -> None:
    try:
        said = read_expected(text, FIELDS)
    except Refusal as refusal:
        fields: object = (refusal.status, list(refusal.fields))
    else:
        assert (said.field if said else "") == text.partition("=")[0]
        return
    assert fields == (400, ["X-Station-Expected"])


async def test_of_many_changes_decided_on_one_state_one_is_made(
    site: Site, api: httpx.Client, key: Key
) -> None:
    headers = {"Authorization": f"Basic {TOKEN}"}
    async with httpx.AsyncClient(base_url=site.url, headers=headers, timeout=60) as client:
        answers = await asyncio.gather(*(
            client.put(
                f"{BASE}/UnitTag",
                params=key | {"key": "Lot", "value": f"{each}"},
                headers={"X-Station-Expected": "tag", "X-Station-Command": str(uuid4())},
            )
            for each in range(40)
        ))  # fmt: skip
    assert Counter(answer.status_code for answer in answers) == {200: 1, 409: 39}
    winner = [answer.status_code for answer in answers].index(200)
    assert read(api, key)["tags"] == [{"key": "Lot", "value": f"{winner}"}]
    assert len([row for row in history(api, key) if row[0] == "tag"]) == 1
    said = {answer.json()["Message"] for answer in answers if answer.status_code == 409}
    assert said == {f"The unit was changed meanwhile: its tag Lot is {winner}."}
