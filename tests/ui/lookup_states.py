"""The lookup panel beyond a unit that is found or is not: stops, near matches, trees, offers."""

from dataclasses import replace

from tests.ui.benches import BENCHES, FOUND, UNIT, WHEN
from wats_station.domain.creation import NewUnit
from wats_station.domain.family import Family, Relative
from wats_station.domain.near import NearUnit
from wats_station.domain.quarantine import ProductTags, QuarantineScope, with_tag, written
from wats_station.domain.unit import UnitKey
from wats_station.flows.bench import Bench
from wats_station.flows.creation import CreationState
from wats_station.flows.quarantine import QuarantineState, Wish

LOT, REVISION = QuarantineScope
FREE = ProductTags(UNIT.part_number)
STOPPED = with_tag(FREE, LOT, UNIT.batch_number, written("solder", "Eva", WHEN, on=True))
QUESTION = QuarantineState(Wish(UNIT.key, LOT, UNIT.batch_number, on=True))
WHOLE = CreationState(NewUnit("NO-SUCH-UNIT", "PCBA-100-01", "B", "L-77"))
BARE = CreationState(NewUnit("NO-SUCH-UNIT"))
BUILT = replace(UNIT, children=(UnitKey("PSU-1", "PSU-200"),), parent_serial_number="MODULE-77")
TREE = Family(
    UNIT.key,
    (Relative(UnitKey("RACK-1", "RACK"), -2), Relative(UnitKey("MODULE-77", "MODULE"), -1)),
    tuple(Relative(UnitKey(f"PSU-{level}", "PSU-200"), level) for level in range(1, 7)),
    BUILT.children,
    "MODULE-77",
)


def with_product(product: ProductTags | None, asked: QuarantineState | None = None) -> Bench:
    """A unit that is found, its product's tags, and what is asked about them."""
    lookup = replace(FOUND, product=product, details_of=UNIT.key)
    return replace(BENCHES["passing"], lookup=lookup, quarantine=asked or QuarantineState())


def with_near(*serials: str) -> Bench:
    """A serial number that is not there, and others that are."""
    found = tuple(
        NearUnit(UnitKey(serial, UNIT.part_number), UNIT.part_name, UNIT.phase.name)
        for serial in serials
    )
    before = BENCHES["not found"]
    return replace(before, lookup=replace(before.lookup, near=found))


def family(known: Family | None) -> Bench:
    """A unit that is built into another and has parts; with all of its tree, where it is known."""
    lookup = replace(FOUND, unit=BUILT, family=known, verification=None, details_of=UNIT.key)
    return replace(BENCHES["passing"], lookup=lookup)


STATES: dict[str, Bench] = {
    "lot stopped": with_product(STOPPED),
    "lot, why": with_product(FREE, QUESTION),
    "near": with_near("DEMO-1001", "DEMO-1002"),
    "near, six long ones": with_near(*(f"DEMO-1001-20261129-LINE-{number}" for number in range(6))),
    "may be made": replace(BENCHES["not found"], creation=WHOLE),
    "may be made, nothing known": replace(BENCHES["not found"], creation=BARE),
    "may be made, near": replace(with_near("DEMO-1001", "DEMO-1002", "DEMO-1003"), creation=WHOLE),
    "tree": family(TREE),
    "tree being read": family(None),
}
