"""A unit's tree from the real site server: six levels, from any place in it."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.support.site import TOKEN, Site, running_site
from wats_station.adapters.gateway import WatsGateway
from wats_station.domain.unit import UnitKey

LEVELS = 7


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Seven units of as many parts, each built into the one before; two in the last but one."""
    with running_site(tmp_path_factory.mktemp("site"), demo_units=1) as site:
        parts = [f"LEVEL-{level}" for level in range(LEVELS)]
        for level, part in enumerate(parts):
            phase = 2 if level == 0 else 16
            site.make_units([UnitKey(f"U-{level}", part)], phase=phase)
        site.make_units([UnitKey("U-6B", parts[-1])], phase=16)
        site.make_templates(parts)
        for level in range(LEVELS - 1):
            site.build_in(f"U-{level}", f"U-{level + 1}")
        site.build_in("U-5", "U-6B")
        yield site


@pytest.fixture
async def gateway(site: Site) -> AsyncIterator[WatsGateway]:
    gateway = WatsGateway(site.url, TOKEN)
    yield gateway
    await gateway.close()


async def test_the_whole_tree_below(gateway: WatsGateway) -> None:
    unit = await gateway.find_unit("U-0", None)
    family = await gateway.family(unit)
    assert family.is_of(unit)
    assert family.above == ()
    found = [(each.key.serial_number, each.level) for each in family.below]
    assert found == [*((f"U-{level}", level) for level in range(1, LEVELS)), ("U-6B", 6)]
    assert family.below[0].phase


async def test_those_above_it_and_those_below(gateway: WatsGateway) -> None:
    family = await gateway.family(await gateway.find_unit("U-3", None))
    above = [(each.key.serial_number, each.level) for each in family.above]
    assert above == [("U-0", -3), ("U-1", -2), ("U-2", -1)]
    assert family.above[0].key.part_number == "LEVEL-0"
    below = [(each.key.serial_number, each.level) for each in family.below]
    assert below == [("U-4", 1), ("U-5", 2), ("U-6", 3), ("U-6B", 3)]


async def test_a_unit_alone_has_none(gateway: WatsGateway, site: Site) -> None:
    site.make_units([UnitKey("ALONE", "LEVEL-0")])
    family = await gateway.family(await gateway.find_unit("ALONE", None))
    assert (family.above, family.below) == ((), ())
