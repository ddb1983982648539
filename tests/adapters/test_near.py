"""Near matches from the real site server: the nearest few, read off its index."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.site import TOKEN, Site, running_site
from tests.support.units import unit
from wats_station.adapters.gateway import WatsGateway
from wats_station.adapters.store.cache_file import UnitCache
from wats_station.domain.near import NearUnit
from wats_station.domain.unit import UnitKey


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running_site(tmp_path_factory.mktemp("site"), demo_units=60) as site:
        site.make_units(
            UnitKey(f"{letter}{number:04}", "CTRL-100")
            for letter in "KLM"
            for number in range(0, 900, 3)
        )
        yield site


@pytest.fixture
async def gateway(site: Site) -> AsyncIterator[WatsGateway]:
    gateway = WatsGateway(site.url, TOKEN)
    yield gateway
    await gateway.close()


def serials(found: tuple[NearUnit, ...]) -> list[str]:
    return [each.key.serial_number for each in found]


async def test_the_neighbours_of_one_that_is_not_there(gateway: WatsGateway) -> None:
    found = await gateway.near_units("L0301")
    assert serials(found)[:4] == ["L0300", "L0303", "L0306", "L0309"]
    assert len(found) == 6
    assert found[0].key.part_number == "CTRL-100"
    assert found[0].phase


async def test_a_torn_end_and_another_spelling(gateway: WatsGateway) -> None:
    assert serials(await gateway.near_units("M089"))[:3] == ["M0891", "M0894", "M0897"]
    assert serials(await gateway.near_units("DEMO1001"))[0] == "DEMO-1001"
    assert serials(await gateway.near_units("demo-1001"))[0] == "DEMO-1001"
    assert serials(await gateway.near_units("sn: M0891"))[0] == "M0891"
    assert await gateway.near_units("Q'--%_") == ()
    assert await gateway.near_units("q") == ()
    assert await gateway.near_units("\U0010ffff\U0010ffff\U0010ffff") == ()


def test_the_site_server_reads_them_off_an_index(site: Site) -> None:
    asked = (
        "SELECT id FROM unit WHERE serial_number >= 'L03' AND serial_number < 'L0301'"
        " ORDER BY serial_number DESC, id LIMIT 6"
    )
    with closing(sqlite3.connect(site.folder / "site.db")) as database:
        plan = " ".join(row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {asked}"))
    assert "SEARCH unit USING COVERING INDEX" in plan
    assert "SCAN" not in plan


async def test_offline_those_that_are_known_are_offered(tmp_path: Path) -> None:
    cache = UnitCache(tmp_path)
    when = datetime(2026, 11, 29, tzinfo=UTC)
    for serial in ("AB-100", "AB-101", "AC-100"):
        await cache.keep_unit("here", unit(serial), when)
    await cache.keep_unit("elsewhere", unit("AB-103"), when)
    assert serials(await cache.near("here", "AB-102")) == ["AB-100", "AB-101"]
    assert serials(await cache.near("here", "AB100"))[0] == "AB-100"
    assert await cache.near("here", "A") == ()
    cache.close()
