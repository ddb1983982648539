"""A serial number is exactly that serial number, whatever it holds: seen at the server's end."""

import json
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.wats.conftest import Answering
from tests.wats.contract.rows import QUERY, TOKEN
from wats_station.wats import AsyncWatsClient, StationHeaders
from wats_station.wats.quoting import segment

TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)
ODD = [
    "A/B",
    "it's",
    "100%",
    "%2F",
    "a b",
    " a ",
    "..",
    ".",
    "Ø-1",
    "a+b",
    "a&b=c",
    "#?",
    "\x00\x1d",
]
slow = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@slow
@given(TEXTS, TEXTS)
async def test_any_serial_number_is_exactly_that_serial_number(
    answering: Answering, serial: str, part: str
) -> None:
    answering.answers[QUERY] = (200, "application/json", b"[]")
    answering.asked.clear()
    async with AsyncWatsClient(answering.url, TOKEN) as client:
        await client.production.get_unit(serial, part)
    quoted = serial.replace("'", "''"), part.replace("'", "''")
    wanted = "serialNumber eq '{}' and partNumber eq '{}'".format(*quoted)
    assert answering.asked[0].query["$filter"] == wanted


@slow
@given(TEXTS, st.sampled_from(ODD) | TEXTS)
async def test_a_serial_number_survives_a_path(
    answering: Answering, serial: str, part: str
) -> None:
    """The older servers: no Unit/Query, so both numbers are segments of the path."""
    answering.answers.clear()
    answering.asked.clear()
    unit = {"serialNumber": serial, "partNumber": part}
    answering.lay_down(f"/api/Production/Unit/{serial}/{part}", json.dumps(unit))
    async with AsyncWatsClient(answering.url, TOKEN) as client:
        found = await client.production.get_unit(serial, part)
    assert found is not None
    *_, sent_serial, sent_part = answering.asked[-1].path.split("/")
    assert (unquote(sent_serial), unquote(sent_part)) == (serial, part)


@slow
@given(TEXTS, TEXTS, TEXTS)
async def test_a_write_names_exactly_what_it_was_given(
    answering: Answering, serial: str, part: str, text: str
) -> None:
    answering.lay_down("/api/Production/UnitTag", "null")
    answering.asked.clear()
    async with AsyncWatsClient(answering.url, TOKEN) as client:
        by = StationHeaders("id", text, serial, part)
        await client.production.set_unit_tag(serial, text, text, part, by=by)
    asked = answering.asked[0]
    wanted = {"serialNumber": serial, "partNumber": part, "key": text, "value": text}
    assert asked.query == wanted
    names = ("x-station-name", "x-station-operator", "x-station-approved-by")
    assert [unquote(asked.headers[name]) for name in names] == [text, serial, part]


@pytest.mark.parametrize("text", ODD)
def test_a_segment_holds_nothing_that_splits_or_folds_a_path(text: str) -> None:
    assert not set(segment(text)) & set("/?# '") - {"'"}
    assert segment(text) not in (".", "..")
    assert unquote(segment(text)) == text
