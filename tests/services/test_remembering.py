"""What the server answered last is shown while it cannot be asked, and never decides a write."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from tests.support.repairs import CASE, FAILED_UNIT
from tests.support.units import PASSED, PHASES, PROCESSES, unit
from wats_station.adapters.store.cache_file import KEPT_CASES, KEPT_UNITS, UnitCache
from wats_station.domain.command import Action, AddChild, Command, FileReport, RemoveChild, WriteTag
from wats_station.domain.errors import GatewayProblem, ProblemKind
from wats_station.domain.known_unit import KnownCase, KnownUnit, Reference
from wats_station.domain.stamp import Stamp
from wats_station.domain.unit import LifeEvent, Tag
from wats_station.services.remembering import Remembering
from wats_station.services.tasks import Tasks

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
GONE = GatewayProblem(ProblemKind.UNREACHABLE)


@pytest.fixture
async def cache(tmp_path: Path) -> AsyncIterator[UnitCache]:
    cache = UnitCache(tmp_path)
    yield cache
    await asyncio.to_thread(cache.close)


@pytest.fixture
async def memory(cache: UnitCache) -> AsyncIterator[Remembering]:
    tasks = Tasks()
    memory = Remembering(tasks, lambda: NOW)
    memory.cache, memory.server = cache, "site"
    yield memory
    await tasks.drain()


def command(action: Action, *, server: str) -> Command:
    """A command on SN1."""
    return Command(unit().key, action, Stamp(uuid4(), "anna", "B"), NOW, server=server)


async def kept(memory: Remembering) -> KnownUnit:
    """What is there once it has been written."""
    async with asyncio.timeout(5.0):
        while True:
            found = await memory.unit("sn1", "", GONE)
            if isinstance(found, KnownUnit) and found.timeline is not None:
                return found
            await asyncio.sleep(0.01)


async def test_a_unit_is_remembered_with_its_age_its_tests_and_its_life(
    memory: Remembering,
) -> None:
    life = tuple(LifeEvent(NOW, "tag", f"K{n}", "", None, "anna", "B") for n in range(150))
    memory.unit_read(unit())
    memory.verification_read(unit().key, PASSED)
    memory.timeline_read(unit().key, life)
    found = await kept(memory)
    assert (found.unit, found.as_of, found.verification) == (unit(), NOW, PASSED)
    assert found.timeline == life[:100]


async def changed(memory: Remembering, name: str) -> KnownUnit:
    """What is known of it once a change was written."""
    async with asyncio.timeout(5.0):
        while True:
            found = await memory.unit(name, "", GONE)
            if isinstance(found, KnownUnit) and found.unit != unit(name):
                return found
            await asyncio.sleep(0.01)


async def test_what_was_delivered_is_remembered_with_the_age_it_had(
    memory: Remembering, cache: UnitCache
) -> None:
    """Else the next change offline is decided on what no longer is, and ends as not done."""
    earlier = NOW - timedelta(hours=1)
    await cache.keep_unit("site", unit(), earlier)
    memory.delivered(command(WriteTag("Lot", None, "LOT-8"), server="site"))
    found = await changed(memory, "SN1")
    assert found.unit.tags == (*unit().tags, Tag("Lot", "LOT-8"))
    assert found.as_of == earlier


async def test_a_child_that_was_built_in_is_remembered_so(
    memory: Remembering, cache: UnitCache
) -> None:
    child = unit("SN2")
    await cache.keep_unit("site", unit(), NOW)
    await cache.keep_unit("site", child, NOW)
    memory.delivered(command(AddChild(child.key), server="site"))
    assert (await changed(memory, "SN1")).unit.children == (child.key,)
    assert (await changed(memory, "SN2")).unit.parent_serial_number == "SN1"
    memory.delivered(command(RemoveChild(child.key), server="site"))
    async with asyncio.timeout(5.0):
        while (await cache.find("site", "SN2", ""))[0].unit != child:
            await asyncio.sleep(0.01)


async def test_what_another_server_was_given_changes_nothing(
    memory: Remembering, cache: UnitCache
) -> None:
    await cache.keep_unit("site", unit(), NOW)
    memory.delivered(command(WriteTag("Lot", None, "LOT-8"), server="elsewhere"))
    memory.unit_read(unit("SN2"))
    await known(memory, "SN2")
    assert (await cache.find("site", "SN1", ""))[0].unit == unit()


async def known(memory: Remembering, name: str) -> None:
    async with asyncio.timeout(5.0):
        while not isinstance(await memory.unit(name, "", GONE), KnownUnit):
            await asyncio.sleep(0.01)


async def test_another_server_knows_nothing_of_it(memory: Remembering, cache: UnitCache) -> None:
    await cache.keep_unit("elsewhere", unit(), NOW)
    assert await memory.unit("SN1", "", GONE) is GONE


async def test_several_parts_with_the_serial_are_a_question(
    memory: Remembering, cache: UnitCache
) -> None:
    await cache.keep_unit("site", unit(), NOW)
    await cache.keep_unit("site", replace(unit(), part_number="OTHER"), NOW)
    found = await memory.unit("SN1", "", GONE)
    assert isinstance(found, GatewayProblem)
    assert found.kind is ProblemKind.AMBIGUOUS
    one = await memory.unit("SN1", "OTHER", GONE)
    assert isinstance(one, KnownUnit)


@pytest.mark.parametrize(
    "kind", [ProblemKind.NOT_FOUND, ProblemKind.FORBIDDEN, ProblemKind.TOKEN_REFUSED]
)
async def test_what_the_server_itself_says_is_never_covered_up(
    memory: Remembering, cache: UnitCache, kind: ProblemKind
) -> None:
    await cache.keep_unit("site", unit(), NOW)
    problem = GatewayProblem(kind)
    assert await memory.unit("SN1", "", problem) is problem


async def test_phases_and_processes_are_remembered(memory: Remembering, cache: UnitCache) -> None:
    assert await memory.reference(GONE) is GONE
    reference = Reference(PHASES, PROCESSES)
    await cache.keep_reference("site", reference)
    assert await memory.reference(GONE) == reference


async def case(memory: Remembering, *, repaired: bool) -> KnownCase:
    """What is known of the repair once it has been written."""
    async with asyncio.timeout(5.0):
        while True:
            found = await memory.case(FAILED_UNIT.key, GONE)
            if isinstance(found, KnownCase) and (found.case.repaired is not None) is repaired:
                return found
            await asyncio.sleep(0.01)


async def test_what_a_repair_goes_by_is_remembered_with_its_age(memory: Remembering) -> None:
    assert await memory.case(FAILED_UNIT.key, GONE) is GONE
    memory.case_read(CASE)
    assert await case(memory, repaired=False) == KnownCase(CASE, NOW)
    refused = GatewayProblem(ProblemKind.NOT_FOUND)
    assert await memory.case(FAILED_UNIT.key, refused) is refused


async def test_a_filed_repair_is_remembered_so(memory: Remembering, cache: UnitCache) -> None:
    """Else it would be offered, and filed, once more without the server."""
    earlier = NOW - timedelta(hours=1)
    await cache.keep_case("site", CASE, earlier)
    memory.delivered(command(FileReport(UUID(int=7), "{}"), server="site"))
    assert await case(memory, repaired=True) == KnownCase(replace(CASE, repaired=NOW), earlier)


async def test_the_cases_read_longest_ago_make_way(cache: UnitCache) -> None:
    for number in range(KEPT_CASES + 2):
        of_unit = replace(CASE, unit=unit(f"SN{number}"))
        await cache.keep_case("site", of_unit, NOW + timedelta(seconds=number))
    assert await cache.find_case("site", unit("SN1").key) is None
    assert await cache.find_case("site", unit(f"SN{KEPT_CASES + 1}").key) is not None


async def test_the_units_seen_longest_ago_make_way(cache: UnitCache) -> None:
    for number in range(0, KEPT_UNITS + 200, 100):
        await asyncio.gather(
            *(
                cache.keep_unit("site", unit(f"SN{each}"), NOW + timedelta(seconds=each))
                for each in range(number, number + 100)
            )
        )
    assert await cache.find("site", "SN0", "") == []
    assert len(await cache.find("site", f"SN{KEPT_UNITS + 199}", "")) == 1
    assert cache.path.stat().st_size < 20_000_000


async def test_a_damaged_cache_is_thrown_away(tmp_path: Path) -> None:
    (tmp_path / "cache.sqlite").write_bytes(b"no database" * 1000)
    cache = UnitCache(tmp_path)
    await cache.keep_unit("site", unit(), NOW)
    assert len(await cache.find("site", "SN1", "PART-1")) == 1
    await asyncio.to_thread(cache.close)
