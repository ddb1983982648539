"""What a product and its revisions have as tags: read for quarantines, and written to."""

from wats_station.domain.creation import ProductChoice
from wats_station.domain.quarantine import ProductTags, QuarantineScope, tag_key
from wats_station.domain.stamp import Stamp
from wats_station.domain.unit import Tag
from wats_station.wats.client import AsyncWatsClient
from wats_station.wats.errors import NotFound
from wats_station.wats.station_headers import StationHeaders
from wats_station.wats.wire.products import Product
from wats_station.wats.wire.units import Setting

_CHANGED = 1
_ACTIVE = 1


async def read_product_tags(client: AsyncWatsClient, part_number: str) -> ProductTags:
    """The product's tags and its revisions'; none of a product that the server does not know."""
    found = await _product(client, part_number)
    return tags_of(found, part_number) if found is not None else ProductTags(part_number)


async def read_products(client: AsyncWatsClient) -> tuple[ProductChoice, ...]:
    """The products in use that have serial numbers, by part number."""
    found = await client.product.query_products()
    wanted = [each for each in found if each.state == _ACTIVE and not each.non_serial]
    wanted.sort(key=lambda each: each.part_number)
    return tuple(ProductChoice(each.part_number, each.name) for each in wanted)


async def read_revisions(client: AsyncWatsClient, part_number: str) -> tuple[str, ...] | None:
    """The revisions in use of a product; None for one that the server does not know."""
    found = await _product(client, part_number)
    if found is None:
        return None
    return tuple(each.revision for each in found.revisions if each.state == _ACTIVE)


async def write_product_tag(
    client: AsyncWatsClient,
    part_number: str,
    scope: QuarantineScope,
    name: str,
    *,
    text: str,
    stamp: Stamp,
) -> None:
    """Set the tag of the lot's product, or of the revision, that says a quarantine.

    Everything else goes back as it was read just now: a WATS server may take what is left
    out as wanted so. Of the tags only this one is sent, as a keyed change. Raises the
    library's errors, `NotFound` for a product or a revision that is not there.
    """
    found = await _product(client, part_number)
    if found is None:
        raise NotFound("the server has no such product.", operation="quarantine", unit=part_number)
    tags = (Setting(key=tag_key(scope, name), value=text, change=_CHANGED),)
    by = StationHeaders(str(stamp.command_id), stamp.station, stamp.operator, stamp.approved_by, "")
    if scope is QuarantineScope.LOT:
        product = found.model_copy(update={"tags": tags, "revisions": ()})
        await client.product.save_product(product, by=by)
        return
    revision = next((each for each in found.revisions if each.revision == name), None)
    if revision is None:
        raise NotFound(
            f"the server knows no revision {name} of it.", operation="quarantine", unit=part_number
        )
    await client.product.save_revision(revision.model_copy(update={"tags": tags}), by=by)


def tags_of(product: Product, part_number: str) -> ProductTags:
    """The tags in the station's terms."""
    return ProductTags(
        part_number,
        _tags(product.tags),
        tuple((each.revision, _tags(each.tags)) for each in product.revisions),
    )


async def _product(client: AsyncWatsClient, part_number: str) -> Product | None:
    # A part number with a slash in it is no part of an address.
    if "/" in part_number:
        return await client.product.get_product_by_part_number(part_number)
    return await client.product.get_product(part_number)


def _tags(tags: tuple[Setting, ...]) -> tuple[Tag, ...]:
    return tuple(Tag(tag.key, tag.value) for tag in tags)
