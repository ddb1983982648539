"""The client on a real site server: any serial number goes there and comes back as it is."""

from uuid import uuid4

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.site import TOKEN, Site
from wats_station.wats import (
    AmbiguousUnit,
    AsyncWatsClient,
    NotFound,
    StationHeaders,
    UnitVerificationGrade,
)

ODD = ("A/B", "it's", "100%", "%2F", "a b", "..", "Ø-1 漢", "a+b", "a&b=c", "#?", "a'b''c", "😀")
# What a label can hold; the server takes 1 to 100 characters and no space at either end.
SERIALS = st.sampled_from(ODD) | st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=30
)


def make(site: Site, serial: str, part: str) -> None:
    unit = {"serialNumber": serial, "partNumber": part, "revision": "A", "unitPhaseId": 2}
    answer = httpx.put(
        f"{site.url}/api/Production/Units",
        json=[unit],
        headers={"Authorization": f"Basic {TOKEN}"},
    )
    assert answer.is_success, answer.text


@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(serial=SERIALS)
async def test_a_serial_number_goes_there_and_back(site: Site, serial: str) -> None:
    part = f"P-{uuid4().hex[:12]}"
    make(site, serial, part)
    async with AsyncWatsClient(site.url, TOKEN) as client:
        unit = await client.production.get_unit(serial, part)
        assert unit is not None
        assert (unit.serial_number, unit.part_number) == (serial, part)
        await client.production.set_unit_tag(serial, "Said by", serial, part)
        await client.production.set_unit_phase(serial, "Finalized", part)
        again = await client.production.get_unit(serial, part)
        assert again is not None
        assert again.phase == "Finalized"
        assert [(tag.key, tag.value) for tag in again.tags or ()] == [("Said by", serial)]


async def test_the_guide_by_serial_number_alone(site: Site) -> None:
    async with AsyncWatsClient(site.url, TOKEN) as client:
        production = client.production
        assert await client.app.version()
        assert (await client.app.get_processes())[0].name
        verification = await production.verify_unit("DEMO-1002")
        assert verification.grade is UnitVerificationGrade.FAILED
        assert await production.is_unit_passing("DEMO-1001")
        await production.set_unit_phase("DEMO-1003", "Under Production - Queued")
        await production.set_unit_process("DEMO-1003", operation_type=30)
        unit = await production.get_unit("DEMO-1003")
        assert unit is not None
        assert (unit.phase, unit.current_process) == ("Under Production - Queued", 30)
        with pytest.raises(AmbiguousUnit) as several:
            await production.verify_unit("DEMO-2001")
        assert len(several.value.candidates) == 2
        with pytest.raises(NotFound):
            await production.set_unit_phase("NO-SUCH", "Finalized")
        assert await production.get_unit("NO-SUCH") is None


async def test_a_command_is_applied_once_and_kept_with_its_author(site: Site) -> None:
    by = StationHeaders(str(uuid4()), "BENCH 7", "Åse", "Ove")
    async with AsyncWatsClient(site.url, TOKEN) as client:
        for _ in range(2):
            await client.production.set_unit_tag("DEMO-1007", "Lot", "L9", by=by)
        rows = [row for row in await client.production.history("DEMO-1007") if row.kind == "tag"]
    assert [(row.key, row.new, row.operator, row.station, row.approved_by, row.command)
            for row in rows if row.command] == [
        ("Lot", "L9", "Åse", "BENCH 7", "Ove", by.command_id)
    ]  # fmt: skip


async def test_headers_are_filtered_and_newest_first(site: Site) -> None:
    async with AsyncWatsClient(site.url, TOKEN) as client:
        headers = await client.report.query_headers("serialNumber eq 'DEMO-1006'", top=50)
        starts = [header.start for header in headers if header.start]
        assert starts == sorted(starts, reverse=True)
        assert {header.report_type for header in headers} == {"T", "R"}
        assert {header.passed for header in headers} == {True, False}
        one = await client.report.query_headers("serialNumber eq 'DEMO-1006'", 1, "start asc")
        assert one[0].uuid == headers[-1].uuid
