"""Box-build templates: what belongs into a revision, level by level (wire contract 2.4)."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, RowMapping, select
from typing_extensions import TypedDict

from wats_station.site_server.refusals import not_found
from wats_station.site_server.rules.box_build import Slot
from wats_station.site_server.rules.tags import tags_to_xml
from wats_station.site_server.store.schema import product, product_category, relation, revision

_DEEPEST = 50
_parent_revision = revision.alias("parent_revision")


class RelationAnswer(TypedDict):
    """A line of a box build as the API answers it."""

    ProductRevisionRelationId: str
    ParentProductRevisionId: str
    ProductRevisionId: str
    Quantity: int
    RevisionMask: str
    ItemNumber: str
    ChildPartNumber: str
    ChildRevision: str


class InfoRow(TypedDict):
    """A product revision in its place in a box build."""

    ProductId: str
    PartNumber: str
    Name: str
    Revision: str
    Quantity: int
    hlevel: int
    ProductRevisionId: str
    ParentProductRevisionId: str | None
    RevisionName: str
    PathStr: str
    ProductRevisionRelationId: str | None
    ProductData: str | None
    RevisionData: str | None
    RevisionMask: str
    ProductDescription: str
    RevisionDescription: str
    Category: str | None
    NonSerial: bool


_REVISION = (
    select(
        revision.c.id.label("revision_id"),
        revision.c.guid.label("revision_guid"),
        revision.c.revision,
        revision.c.name.label("revision_name"),
        revision.c.description.label("revision_description"),
        revision.c.tags.label("revision_tags"),
        product.c.guid.label("product_guid"),
        product.c.part_number,
        product.c.name.label("product_name"),
        product.c.description.label("product_description"),
        product.c.tags.label("product_tags"),
        product.c.non_serial,
        product_category.c.name.label("category"),
    )
    .join(product, product.c.id == revision.c.product_id)
    .outerjoin(product_category, product_category.c.id == product.c.category_id)
)

_RELATION = (
    _REVISION.add_columns(
        relation.c.id.label("relation_id"),
        relation.c.guid.label("relation_guid"),
        relation.c.quantity,
        relation.c.revision_mask,
        relation.c.item_number,
        _parent_revision.c.guid.label("parent_guid"),
    )
    .join(relation, relation.c.child_id == revision.c.id)
    .join(_parent_revision, _parent_revision.c.id == relation.c.parent_id)
    .order_by(relation.c.id)
)


def slots_of(connection: Connection, part_number: str, revision_text: str) -> list[Slot]:
    """The slots of the direct level, in the order of the relations.

    Parts without serial numbers take none.
    """
    found = _revision_row(connection, part_number, revision_text)
    slots: list[Slot] = []
    first = 0
    for row in _relations(connection, found["revision_id"]) if found else ():
        if row["non_serial"]:
            continue
        slots.append(
            Slot(
                row["relation_guid"],
                row["part_number"],
                row["revision"],
                row["revision_mask"],
                row["quantity"],
                first,
            )
        )
        first += row["quantity"]
    return slots


def info(connection: Connection, part_number: str, revision_text: str) -> list[InfoRow]:
    """The revision and, beneath it, what belongs into it, level by level.

    Raises a 404 refusal for an unknown product or revision.
    """
    found = _revision_row(connection, part_number, revision_text)
    if found is None:
        raise not_found(
            f"Product {part_number} has no revision {revision_text}.", "unknownRevision"
        )
    own = _info_row(found, level=0, path=part_number, relation_row=None)
    return [own, *_levels_below(connection, found["revision_id"], 1, part_number)]


def make_relation(
    connection: Connection,
    parent_guid: str,
    child_guid: str,
    *,
    quantity: int,
    mask: str,
    item_number: str,
) -> RelationAnswer:
    """Add a line to a template. Raises a 404 refusal for unknown revisions and for loops."""
    parent_id = _id_of(connection, parent_guid)
    child_id = _id_of(connection, child_guid)
    _refuse_loop(connection, parent_id, child_id)
    guid = str(uuid4())
    connection.execute(
        relation.insert().values(
            guid=guid,
            parent_id=parent_id,
            child_id=child_id,
            quantity=quantity,
            revision_mask=mask,
            item_number=item_number,
        )
    )
    return relation_answer(connection, guid)


def change_relation(
    connection: Connection, guid: str, values: dict[str, Any], child_guid: str | None
) -> RelationAnswer:
    """Change a line of a template. Raises a 404 refusal for an unknown one and for loops."""
    found = connection.execute(select(relation).where(relation.c.guid == guid)).mappings().first()
    if found is None:
        raise _unknown_relation(guid)
    if child_guid is not None:
        child_id = _id_of(connection, child_guid)
        _refuse_loop(connection, found["parent_id"], child_id)
        values = values | {"child_id": child_id}
    if values:
        connection.execute(relation.update().where(relation.c.guid == guid).values(values))
    return relation_answer(connection, guid)


def delete_relation(connection: Connection, guid: str) -> None:
    """Take a line out of a template. Raises a 404 refusal for an unknown one."""
    gone = connection.execute(relation.delete().where(relation.c.guid == guid))
    if not gone.rowcount:
        raise _unknown_relation(guid)


def relation_answer(connection: Connection, guid: str) -> RelationAnswer:
    """A line of a template as the API answers it. Raises a 404 refusal for an unknown one."""
    chosen = _RELATION.where(relation.c.guid == guid)
    row = connection.execute(chosen).mappings().first()
    if row is None:
        raise _unknown_relation(guid)
    return {
        "ProductRevisionRelationId": row["relation_guid"],
        "ParentProductRevisionId": row["parent_guid"],
        "ProductRevisionId": row["revision_guid"],
        "Quantity": row["quantity"],
        "RevisionMask": row["revision_mask"],
        "ItemNumber": row["item_number"],
        "ChildPartNumber": row["part_number"],
        "ChildRevision": row["revision"],
    }


def _levels_below(
    connection: Connection, revision_id: int, level: int, path: str
) -> Iterator[InfoRow]:
    if level > _DEEPEST:
        return
    for row in _relations(connection, revision_id):
        below = f"{path}/{row['part_number']}"
        yield _info_row(row, level=level, path=below, relation_row=row)
        yield from _levels_below(connection, row["revision_id"], level + 1, below)


def _relations(connection: Connection, revision_id: int) -> list[RowMapping]:
    chosen = _RELATION.where(relation.c.parent_id == revision_id)
    return list(connection.execute(chosen).mappings())


def _revision_row(
    connection: Connection, part_number: str, revision_text: str
) -> RowMapping | None:
    chosen = _REVISION.where(
        product.c.part_number == part_number, revision.c.revision == revision_text
    )
    return connection.execute(chosen).mappings().first()


def _id_of(connection: Connection, guid: str) -> int:
    found = connection.execute(select(revision.c.id).where(revision.c.guid == guid)).scalar()
    if found is None:
        raise not_found(f"There is no product revision with the id {guid}.", "unknownRevision")
    return int(found)


def _refuse_loop(connection: Connection, parent_id: int, child_id: int) -> None:
    """A revision never holds itself, however many levels down."""
    seen: set[int] = set()
    below = {child_id}
    while below:
        if parent_id in below:
            raise not_found("A product revision cannot hold itself.", "loop")
        seen |= below
        chosen = select(relation.c.child_id).where(relation.c.parent_id.in_(below))
        below = set(connection.execute(chosen).scalars()) - seen


def _info_row(
    row: RowMapping, *, level: int, path: str, relation_row: RowMapping | None
) -> InfoRow:
    return {
        "ProductId": row["product_guid"],
        "PartNumber": row["part_number"],
        "Name": row["product_name"],
        "Revision": row["revision"],
        "Quantity": relation_row["quantity"] if relation_row else 1,
        "hlevel": level,
        "ProductRevisionId": row["revision_guid"],
        "ParentProductRevisionId": relation_row["parent_guid"] if relation_row else None,
        "RevisionName": row["revision_name"],
        "PathStr": path,
        "ProductRevisionRelationId": relation_row["relation_guid"] if relation_row else None,
        "ProductData": tags_to_xml(row["product_tags"]),
        "RevisionData": tags_to_xml(row["revision_tags"]),
        "RevisionMask": relation_row["revision_mask"] if relation_row else "",
        "ProductDescription": row["product_description"],
        "RevisionDescription": row["revision_description"],
        "Category": row["category"],
        "NonSerial": row["non_serial"],
    }


def _unknown_relation(guid: str) -> Exception:
    return not_found(f"There is no revision relation with the id {guid}.", "unknownRelation")
