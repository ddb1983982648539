"""A unit's family, read a level at a time: each level is one request, or a few for a wide one."""

from collections.abc import Iterable, Iterator, Mapping

from wats_station.adapters.gateway.answers import key_of
from wats_station.domain.family import DEEPEST, MOST_RELATIVES, Family, Relative
from wats_station.domain.unit import Unit, UnitKey
from wats_station.wats.client import AsyncWatsClient
from wats_station.wats.quoting import literal, one_of
from wats_station.wats.wire.units import Unit as UnitAnswer

_AT_ONCE = 40
_MOST_UNITS = 1_000

_Level = Mapping[UnitKey, UnitAnswer]


async def read_family(client: AsyncWatsClient, unit: Unit) -> Family:
    """What the unit is built into up to the outermost, and what is in it down to the last."""
    above = await _above(client, unit)
    known: dict[UnitKey, UnitAnswer] = {}
    wanted = list(unit.children)
    for _ in range(DEEPEST):
        level = await _units(client, wanted)
        known.update(level)
        below = (key_of(child) for each in level.values() for child in each.sub_units)
        wanted = [key for key in dict.fromkeys(below) if key not in known]
        if not wanted or len(known) + len(wanted) > MOST_RELATIVES:
            break
    return Family(
        unit.key,
        above,
        tuple(_below(unit.children, known, 1)),
        unit.children,
        unit.parent_serial_number,
    )


def _below(keys: Iterable[UnitKey], known: _Level, level: int) -> Iterator[Relative]:
    for key in keys:
        found = known.get(key)
        yield _relative(key, level, found)
        if found is not None and level < DEEPEST:
            yield from _below((key_of(child) for child in found.sub_units), known, level + 1)


async def _above(client: AsyncWatsClient, unit: Unit) -> tuple[Relative, ...]:
    """The outermost first. A serial number that several parts have ends the way up."""
    chain: list[Relative] = []
    serial = unit.parent_serial_number
    while serial and len(chain) < DEEPEST:
        found = await client.production.query_units(f"serialNumber eq {literal(serial)}", top=2)
        parent = found[0] if len(found) == 1 else None
        key = key_of(parent) if parent else UnitKey(serial, "")
        chain.append(_relative(key, -1 - len(chain), parent))
        serial = parent.parent_serial_number if parent else ""
    return tuple(reversed(chain))


async def _units(client: AsyncWatsClient, keys: list[UnitKey]) -> dict[UnitKey, UnitAnswer]:
    found: dict[UnitKey, UnitAnswer] = {}
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        wanted = one_of("serialNumber", sorted({key.serial_number for key in some}))
        units = await client.production.query_units(wanted, top=_MOST_UNITS)
        ours = set(some)
        found.update((key_of(each), each) for each in units if key_of(each) in ours)
    return found


def _relative(key: UnitKey, level: int, unit: UnitAnswer | None) -> Relative:
    if unit is None:
        return Relative(key, level)
    return Relative(key, level, unit.product.name if unit.product else "", unit.unit_phase)
