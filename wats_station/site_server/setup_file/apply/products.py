"""Products, known by part number, and their revisions.

All products come before what any revision is made of: a box build may name a product that
the file has further down.
"""

from collections.abc import Hashable, Mapping, Sequence

from sqlalchemy import Connection, RowMapping, select

from wats_station.site_server.setup_file.apply.contents import put_bom, put_box_build
from wats_station.site_server.setup_file.apply.rows import (
    new_draft,
    rows_by,
    save,
    tags_for,
    values_for,
)
from wats_station.site_server.setup_file.columns import PRODUCT, REVISION
from wats_station.site_server.setup_file.model import Product, Revision
from wats_station.site_server.setup_file.planned import Draft, Planned, changed
from wats_station.site_server.store.schema import product, product_category, revision

RevisionIds = dict[tuple[str, str], int]


def put_products(connection: Connection, products: Sequence[Product]) -> list[Planned]:
    """Make or change the products, their revisions, and what those are made of."""
    known = rows_by(connection, product, "part_number")
    known_revisions = rows_by(connection, revision, "product_id", "revision")
    categories = _category_ids(connection)
    drafts: list[Draft] = []
    made: list[tuple[int, Revision, Draft]] = []
    for each in products:
        draft, product_id = _put_product(connection, each, known.get(each.part_number), categories)
        drafts.append(draft)
        for own in each.revisions:
            found = known_revisions.get((product_id, own.revision))
            draft, own_id = _put_revision(connection, each.part_number, product_id, own, found)
            drafts.append(draft)
            made.append((own_id, own, draft))
    _put_contents(connection, made)
    return [draft.planned() for draft in drafts]


def _put_product(
    connection: Connection,
    given: Product,
    known: RowMapping | None,
    categories: Mapping[str, int],
) -> tuple[Draft, int]:
    draft = new_draft(known, "product", given.part_number)
    values = values_for(given, PRODUCT, known, draft)
    values |= _category(given, known, categories, draft)
    values |= tags_for(given.tags, known, draft)
    key = {"part_number": given.part_number}
    return draft, save(connection, product, known, key, values)


def _category(
    given: Product, known: RowMapping | None, categories: Mapping[str, int], draft: Draft
) -> dict[str, int | None]:
    new = categories.get(given.category)
    if known is None:
        return {"category_id": new}
    old = known["category_id"]
    if "category" not in given.model_fields_set or new == old:
        return {}
    name = next((name for name, own in categories.items() if own == old), "")
    draft.note([changed("category", name, given.category)])
    return {"category_id": new}


def _put_revision(
    connection: Connection,
    part_number: str,
    product_id: int,
    given: Revision,
    known: RowMapping | None,
) -> tuple[Draft, int]:
    draft = new_draft(known, "revision", f"{part_number} {given.revision}")
    values = values_for(given, REVISION, known, draft)
    values |= tags_for(given.tags, known, draft)
    key = {"product_id": product_id, "revision": given.revision}
    return draft, save(connection, revision, known, key, values)


def _put_contents(connection: Connection, made: Sequence[tuple[int, Revision, Draft]]) -> None:
    chosen = select(product.c.part_number, revision.c.revision, revision.c.id).join(
        revision, revision.c.product_id == product.c.id
    )
    ids: RevisionIds = {(row[0], row[1]): row[2] for row in connection.execute(chosen)}
    for own_id, given, draft in made:
        if "box_build" in given.model_fields_set:
            put_box_build(connection, own_id, given.box_build, ids, draft)
        if "bom" in given.model_fields_set:
            put_bom(connection, own_id, given.bom, draft)


def _category_ids(connection: Connection) -> dict[str, int]:
    rows: Mapping[Hashable, RowMapping] = rows_by(connection, product_category, "name")
    return {str(name): int(row["id"]) for name, row in rows.items()}
