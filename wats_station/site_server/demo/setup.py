"""What the demo's supervisor has set up: products, box builds, rules, pools, barcodes."""

from wats_station.site_server.demo.catalogue import BY_PART, PRODUCTS, Product
from wats_station.site_server.demo.rows import Rows, guid
from wats_station.site_server.rules.box_build import FINALIZED_TAG
from wats_station.site_server.rules.serials import FREE, MAC, SERIAL, TAKEN, place_of
from wats_station.site_server.store import schema

_LAID_DOWN = "2026-10-05T06:00:00.000Z"
_TAKEN_NUMBERS = 40
# Name, format, expression, identifier, and the numbers of the pool.
_POOLS = (
    ("Serial number", "SN-######", r"SN-\d{6}", SERIAL, [f"SN-{n:06}" for n in range(1, 501)]),
    ("MAC address", "XX-XX-XX-XX-XX-XX", r"([0-9A-F]{2}-){5}[0-9A-F]{2}", MAC,
     [f"02-57-53-00-{n >> 8:02X}-{n & 255:02X}" for n in range(200, 456)]),
    ("Gateway licence", "GWL-####", r"GWL-\d{4}", SERIAL, [f"GWL-{n:04}" for n in (1, 2, 5)]),
)  # fmt: skip
_COMPONENTS = {
    "CTRL-100": (("RES-10R", 4, "R10;R11;R12;R13"), ("CAP-100U", 2, "C7;C8"), ("MCU-F4", 1, "U3")),
    "PSU-220": (("REG-24V", 1, "U7"), ("CAP-470U", 3, "C40;C41;C42"), ("CONN-4P", 1, "X3")),
}


def lay_down_products(rows: Rows) -> dict[str, int]:
    """Products, revisions, templates, parts lists, groups and rules; product ids by part."""
    categories = {
        name: rows.put(schema.product_category, guid=guid(f"category {name}"), name=name,
                       description="")
        for name in dict.fromkeys(product.category for product in PRODUCTS)
    }  # fmt: skip
    products = {each.part_number: _product(rows, each, categories) for each in PRODUCTS}
    revisions = {
        (each.part_number, text): _revision(rows, each, products[each.part_number], text)
        for each in PRODUCTS
        for text in (*each.older_revisions, each.revision)
    }
    for product in PRODUCTS:
        _made_of(rows, product, revisions)
        if product.has_rule:
            rows.put(schema.verification_rule, part_number=product.part_number, revision="",
                     process_codes=list(product.processes))  # fmt: skip
    _groups(rows)
    return products


def lay_down_pools(rows: Rows) -> None:
    """Serial number types with pools: one well filled, one of MAC addresses, one nearly empty."""
    for name, form, regex, identifier, values in _POOLS:
        type_id = rows.put(schema.serial_type, name=name, description=f"Demo: {name}",
                           format=form, regex=regex, identifier=identifier)  # fmt: skip
        for number, value in enumerate(values):
            taken = identifier == SERIAL and len(values) > _TAKEN_NUMBERS > number
            place = place_of(value, identifier)
            rows.put(
                schema.serial_number, type_id=type_id, value=value, prefix=place.prefix,
                number=place.number, state=TAKEN if taken else FREE, changed=_LAID_DOWN,
                ref_serial=f"DEMO-{number + 1:04}" if taken else "", ref_part="",
                ref_station="LINE-1" if taken else "", command="",
            )  # fmt: skip
    rows.put(
        schema.barcode_identifier, pattern=r"^SUP\|", serial_number=r"\|S:([^|]+)",
        part_number=r"\|P:([^|]+)", revision=r"\|R:([^|]+)", batch_number=r"\|L:([^|]+)",
        process="", description="Label of the supplier: SUP|P:part|S:serial|R:revision|L:lot",
        order=1,
    )  # fmt: skip


def _product(rows: Rows, each: Product, categories: dict[str, int]) -> int:
    return rows.put(
        schema.product, guid=guid(f"product {each.part_number}"), part_number=each.part_number,
        name=each.name, description=f"{each.name} of the demo factory",
        non_serial=each.non_serial, state=1, category_id=categories[each.category],
        tags={"Line": "LINE-1"},
    )  # fmt: skip


def _revision(rows: Rows, each: Product, product_id: int, text: str) -> int:
    is_current = text == each.revision
    tags = {FINALIZED_TAG: each.finalized_phase} if each.finalized_phase and is_current else {}
    return rows.put(
        schema.revision, guid=guid(f"revision {each.part_number} {text}"), product_id=product_id,
        revision=text, name=f"{each.name} {text}", description="", state=int(is_current), tags=tags,
    )  # fmt: skip


def _made_of(rows: Rows, product: Product, revisions: dict[tuple[str, str], int]) -> None:
    own = revisions[product.part_number, product.revision]
    for number, part in enumerate(product.box_build, start=1):
        child = BY_PART[part.part_number]
        rows.put(
            schema.relation, guid=guid(f"relation {product.part_number} {number}"), parent_id=own,
            child_id=revisions[child.part_number, child.revision], quantity=part.quantity,
            revision_mask=part.mask, item_number=str(number * 10),
        )  # fmt: skip
    for name, quantity, reference in _COMPONENTS.get(product.part_number, ()):
        rows.put(
            schema.component, revision_id=own, number=name, revision="", quantity=quantity,
            description="", reference=reference, function_block="",
        )  # fmt: skip


def _groups(rows: Rows) -> None:
    for name, part_numbers in (("Boards", ("CTRL-%", "SENS-%", "RAD-%")), ("Systems", ("RACK-%",))):
        group = rows.put(schema.product_group, name=name, description="", is_public=True)
        for order, part in enumerate(part_numbers):
            rows.put(schema.product_group_filter, group_id=group, part_number=part, revision="%",
                     exclude=False, order_number=order)  # fmt: skip
    for name in ("Elfa", "Mouser"):
        rows.put(schema.vendor, guid=guid(f"vendor {name}"), name=name)
