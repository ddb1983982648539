"""Units whose serial numbers are near one that is not there, found by the server's index."""

from wats_station.adapters.gateway.answers import key_of
from wats_station.domain.near import (
    MOST_NEAR,
    NearUnit,
    after_prefix,
    nearest,
    prefix_of,
    variants,
)
from wats_station.wats.client import AsyncWatsClient
from wats_station.wats.errors import InvalidInput, NotFound, Rejected
from wats_station.wats.quoting import literal, one_of
from wats_station.wats.side_by_side import both
from wats_station.wats.wire.units import Unit

_SERIAL = "serialNumber"


async def read_near(client: AsyncWatsClient, serial_number: str) -> tuple[NearUnit, ...]:
    """The nearest few, the likeliest first; none on a server that cannot be asked so.

    In the order of serial numbers those that share most of it stand right before and right
    behind it: a server reads them off its index, however many units it has.
    """
    try:
        around, written = await both(
            _around(client, serial_number), _written_otherwise(client, serial_number)
        )
    except (NotFound, Rejected, InvalidInput):
        # An older server has no such query: then there is nothing to offer.
        return ()
    found = (
        NearUnit(key_of(each), each.product.name if each.product else "", each.unit_phase)
        for each in (*around, *written)
    )
    return nearest(serial_number, found)


async def _around(client: AsyncWatsClient, serial_number: str) -> tuple[Unit, ...]:
    prefix = prefix_of(serial_number)
    if not prefix:
        return ()
    here = literal(serial_number)
    before, behind = await both(
        _asked(
            client,
            f"{_SERIAL} ge {literal(prefix)} and {_SERIAL} lt {here}",
            orderby=f"{_SERIAL} desc",
        ),
        _asked(
            client,
            f"{_SERIAL} ge {here} and {_SERIAL} lt {literal(after_prefix(prefix))}",
            orderby=f"{_SERIAL} asc",
        ),
    )
    return (*behind, *before)


async def _written_otherwise(client: AsyncWatsClient, serial_number: str) -> tuple[Unit, ...]:
    others = variants(serial_number)
    if not others:
        return ()
    return await _asked(client, one_of(_SERIAL, others), orderby=f"{_SERIAL} asc")


async def _asked(client: AsyncWatsClient, wanted: str, *, orderby: str) -> tuple[Unit, ...]:
    return await client.production.query_units(wanted, top=MOST_NEAR, orderby=orderby)
