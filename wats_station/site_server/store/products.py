"""Products and their revisions (wire contract 2.4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, RowMapping, func, or_, select
from typing_extensions import TypedDict

from wats_station.site_server.odata import Searchable
from wats_station.site_server.refusals import not_found
from wats_station.site_server.rules.tags import (
    NO_TAGS,
    GivenTags,
    apply_given,
    is_quarantine,
    tags_to_xml,
)
from wats_station.site_server.store.schema import (
    component,
    product,
    product_category,
    relation,
    report,
    revision,
    unit,
)
from wats_station.site_server.store.unit_answers import Tag

SEARCHABLE = Searchable(
    {
        "partNumber": product.c.part_number,
        "name": product.c.name,
        "description": product.c.description,
        "nonSerial": product.c.non_serial,
        "state": product.c.state,
        "category": product_category.c.name,
        "productCategoryName": product_category.c.name,
        "productId": product.c.guid,
    }
)
REVISIONS_SEARCHABLE = Searchable(
    {
        "partNumber": product.c.part_number,
        "revision": revision.c.revision,
        "name": revision.c.name,
        "description": revision.c.description,
        "state": revision.c.state,
        "productRevisionId": revision.c.guid,
        "productId": product.c.guid,
    }
)


class RevisionAnswer(TypedDict):
    """A product revision; `state` is 1 for an active one, 0 for another."""

    productRevisionId: str
    productId: str
    revision: str
    name: str
    description: str
    partNumber: str
    state: int
    xmlData: str | None
    tags: list[Tag]


class ProductAnswer(TypedDict):
    """A product with its revisions."""

    productId: str
    partNumber: str
    name: str
    description: str
    nonSerial: bool
    state: int
    xmlData: str | None
    productCategoryId: str | None
    productCategoryName: str | None
    revisions: list[RevisionAnswer]
    tags: list[Tag]


class ProductRow(TypedDict):
    """A product in the list of all."""

    productId: str
    partNumber: str
    name: str
    category: str | None
    nonSerial: bool
    state: int


@dataclass(frozen=True, slots=True)
class NewRevision:
    """A revision as PUT brings it; None leaves a field as it is."""

    revision: str
    guid: str | None = None
    name: str | None = None
    description: str | None = None
    state: int | None = None
    tags: GivenTags = NO_TAGS


@dataclass(frozen=True, slots=True)
class NewProduct:
    """A product as PUT brings it; None leaves a field as it is."""

    part_number: str
    guid: str | None = None
    name: str | None = None
    description: str | None = None
    non_serial: bool | None = None
    state: int | None = None
    category: str | None = None
    tags: GivenTags = NO_TAGS
    revisions: tuple[NewRevision, ...] = field(default=())


_SELECT = select(
    product,
    product_category.c.guid.label("category_guid"),
    product_category.c.name.label("category_name"),
).outerjoin(product_category, product_category.c.id == product.c.category_id)


def ensure(connection: Connection, part_number: str, revision_text: str, name: str = "") -> int:
    """The id of the product, made with its revision where either is missing (section 8)."""
    known = select(product.c.id).where(product.c.part_number == part_number)
    product_id = connection.execute(known).scalar()
    if product_id is None:
        product_id = _insert(connection, product, part_number=part_number, name=name)
    if revision_text:
        _ensure_revision(connection, int(product_id), revision_text)
    return int(product_id)


def but_quarantines(connection: Connection, product_id: int) -> ProductAnswer:
    """The product as it is, without the tags that say a quarantine."""
    (found,) = query(connection, product.c.id == product_id, top=1)
    for tagged in (found, *found["revisions"]):
        tagged["tags"] = [each for each in tagged["tags"] if not is_quarantine(each["key"])]
        tagged["xmlData"] = None
    return found


def of_part(connection: Connection, part_number: str) -> ProductAnswer:
    """The product with its revisions. Raises a 404 refusal for none."""
    found = query(connection, product.c.part_number == part_number, top=1)
    if not found:
        raise unknown_product(part_number)
    return found[0]


def query(
    connection: Connection,
    where: ColumnElement[bool] | None,
    order: Sequence[ColumnElement[Any]] = (),
    top: int = 1000,
) -> list[ProductAnswer]:
    """The products that `where` selects, with their revisions."""
    rows = product_rows(connection, where, order, top)
    revisions: dict[int, list[RowMapping]] = {}
    chosen = select(revision).where(revision.c.product_id.in_([row["id"] for row in rows]))
    for each in connection.execute(chosen.order_by(revision.c.revision)).mappings():
        revisions.setdefault(each["product_id"], []).append(each)
    return [_answer(row, revisions.get(row["id"], [])) for row in rows]


def product_rows(
    connection: Connection,
    where: ColumnElement[bool] | None,
    order: Sequence[ColumnElement[Any]] = (),
    top: int = 1000,
) -> Sequence[RowMapping]:
    """The products that `where` selects, without their revisions."""
    chosen = _SELECT if where is None else _SELECT.where(where)
    chosen = chosen.order_by(*order, product.c.part_number).limit(top)
    return connection.execute(chosen).mappings().all()


def row_answer(row: RowMapping) -> ProductRow:
    """A product as the list of all shows it."""
    return {
        "productId": row["guid"],
        "partNumber": row["part_number"],
        "name": row["name"],
        "category": row["category_name"],
        "nonSerial": row["non_serial"],
        "state": row["state"],
    }


def query_revisions(
    connection: Connection,
    where: ColumnElement[bool] | None,
    order: Sequence[ColumnElement[Any]] = (),
    top: int = 1000,
) -> list[RevisionAnswer]:
    """The revisions that `where` selects."""
    chosen = select(revision, product.c.part_number, product.c.guid.label("product_guid")).join(
        product, product.c.id == revision.c.product_id
    )
    chosen = chosen if where is None else chosen.where(where)
    chosen = chosen.order_by(*order, product.c.part_number, revision.c.revision).limit(top)
    return [
        revision_answer(row, row["part_number"], row["product_guid"])
        for row in connection.execute(chosen).mappings()
    ]


def revision_of(connection: Connection, part_number: str, text: str) -> RevisionAnswer:
    """One revision. Raises a 404 refusal for an unknown product or revision."""
    here = (product.c.part_number == part_number) & (revision.c.revision == text)
    found = query_revisions(connection, here, top=1)
    if not found:
        of_part(connection, part_number)
        raise unknown_revision(part_number, text)
    return found[0]


def is_revision(row_id: int) -> ColumnElement[bool]:
    """The condition that selects a revision by its row id."""
    return revision.c.id == row_id


def revision_id(connection: Connection, part_number: str, text: str) -> int | None:
    """The row id of a revision, or None."""
    chosen = (
        select(revision.c.id)
        .join(product, product.c.id == revision.c.product_id)
        .where(product.c.part_number == part_number, revision.c.revision == text)
    )
    return connection.execute(chosen).scalar()


def save(connection: Connection, new: NewProduct) -> ProductAnswer:
    """Make the product, or change what is given; with a known id it may be renamed.

    Raises a 404 refusal for an id or category that is not there, or a part number in use.
    """
    here = (
        product.c.part_number == new.part_number if new.guid is None else product.c.guid == new.guid
    )
    found = connection.execute(select(product).where(here)).mappings().first()
    if found is None and new.guid is not None:
        raise not_found(f"There is no product with the id {new.guid}.", "unknownProduct")
    values = {
        "part_number": new.part_number,
        "name": new.name,
        "description": new.description,
        "non_serial": new.non_serial,
        "state": new.state,
        "category_id": _category_id(connection, new.category),
    }
    _refuse_part_in_use(connection, new.part_number, found)
    product_id = _write(connection, product, found, values, new.tags)
    for each in new.revisions:
        save_revision(connection, product_id, each)
    return of_part(connection, new.part_number)


def save_revision(connection: Connection, product_id: int, new: NewRevision) -> int:
    """Make a revision of the product, or change what is given; its row id.

    Raises a 404 refusal for an id that is not there, or a revision text in use.
    """
    of_product = revision.c.product_id == product_id
    named = revision.c.revision == new.revision
    chosen = select(revision).where(of_product, or_(revision.c.guid == new.guid, named))
    rows = connection.execute(chosen).mappings().all()
    found = next((row for row in rows if new.guid in (None, row["guid"])), None)
    if found is None and new.guid is not None:
        raise not_found(f"There is no revision with the id {new.guid}.", "unknownRevision")
    if any(row["revision"] == new.revision and row != found for row in rows):
        raise not_found(f"There is a revision {new.revision} already.", "revisionExists")
    values = {
        "product_id": product_id,
        "revision": new.revision,
        "name": new.name,
        "description": new.description,
        "state": new.state,
    }
    return _write(connection, revision, found, values, new.tags)


def product_id_of(connection: Connection, guid: str, part_number: str) -> int:
    """The row id of a product by its id or part number. Raises a 404 refusal for none."""
    here = product.c.guid == guid if guid else product.c.part_number == part_number
    found = connection.execute(select(product.c.id).where(here)).scalar()
    if found is None:
        raise unknown_product(guid or part_number)
    return int(found)


def change_tags(
    connection: Connection, part_number: str, revision_text: str | None, given: GivenTags
) -> list[Tag]:
    """Add, change or delete tags of a product, or of its revision where one is named.

    The tags as they are then. Raises a 404 refusal for an unknown product or revision.
    """
    table: Any = product if revision_text is None else revision
    if revision_text is None:
        row_id: int | None = product_id_of(connection, "", part_number)
    else:
        row_id = revision_id(connection, part_number, revision_text)
    if row_id is None:
        raise unknown_revision(part_number, str(revision_text))
    found = connection.execute(select(table).where(table.c.id == row_id)).mappings().one()
    _write(connection, table, found, {}, given)
    return tag_list(
        connection.execute(select(table.c.tags).where(table.c.id == row_id)).scalar_one()
    )


def delete(connection: Connection, part_number: str) -> bool:
    """Delete a product that nothing refers to, else make it inactive; True when it is gone."""
    product_id = product_id_of(connection, "", part_number)
    of_product = revision.c.product_id == product_id
    revisions = list(connection.execute(select(revision.c.id).where(of_product)).scalars())
    if _is_used(connection, product_id, part_number) or any(
        _is_related(connection, each) for each in revisions
    ):
        connection.execute(product.update().where(product.c.id == product_id).values(state=0))
        return False
    for each in revisions:
        _drop_revision(connection, each)
    connection.execute(product.delete().where(product.c.id == product_id))
    return True


def delete_revision(connection: Connection, part_number: str, text: str) -> bool:
    """Delete a revision that nothing refers to, else make it inactive; True when it is gone."""
    found = revision_id(connection, part_number, text)
    if found is None:
        raise unknown_revision(part_number, text)
    product_id = product_id_of(connection, "", part_number)
    used = select(unit.c.id).where(unit.c.product_id == product_id, unit.c.revision == text)
    if connection.execute(used.limit(1)).first() or _is_related(connection, found):
        connection.execute(revision.update().where(revision.c.id == found).values(state=0))
        return False
    _drop_revision(connection, found)
    return True


def unknown_product(part_number: str) -> Exception:
    """The 404 refusal of a product that is not there."""
    return not_found(f"There is no product {part_number}.", "unknownProduct")


def unknown_revision(part_number: str, text: str) -> Exception:
    """The 404 refusal of a revision that is not there."""
    return not_found(f"Product {part_number} has no revision {text}.", "unknownRevision")


def revision_answer(row: RowMapping, part_number: str, product_guid: str) -> RevisionAnswer:
    """A revision as the API answers it."""
    return {
        "productRevisionId": row["guid"],
        "productId": product_guid,
        "revision": row["revision"],
        "name": row["name"],
        "description": row["description"],
        "partNumber": part_number,
        "state": row["state"],
        "xmlData": tags_to_xml(row["tags"]),
        "tags": tag_list(row["tags"]),
    }


def tag_list(tags: dict[str, str]) -> list[Tag]:
    """Tags as the API lists them."""
    return [{"key": key, "value": value} for key, value in tags.items()]


def _answer(row: RowMapping, revisions: Iterable[RowMapping]) -> ProductAnswer:
    return {
        "productId": row["guid"],
        "partNumber": row["part_number"],
        "name": row["name"],
        "description": row["description"],
        "nonSerial": row["non_serial"],
        "state": row["state"],
        "xmlData": tags_to_xml(row["tags"]),
        "productCategoryId": row["category_guid"],
        "productCategoryName": row["category_name"],
        "revisions": [revision_answer(each, row["part_number"], row["guid"]) for each in revisions],
        "tags": tag_list(row["tags"]),
    }


def _write(
    connection: Connection,
    table: Any,
    found: RowMapping | None,
    values: dict[str, Any],
    tags: GivenTags,
) -> int:
    given = {name: value for name, value in values.items() if value is not None}
    given["tags"], _ = apply_given(found["tags"] if found else {}, tags)
    if found is None:
        return _insert(connection, table, **given)
    connection.execute(table.update().where(table.c.id == found["id"]).values(given))
    return int(found["id"])


def _insert(connection: Connection, table: Any, **values: Any) -> int:
    made = connection.execute(table.insert().values(guid=str(uuid4()), **values))
    return int(made.inserted_primary_key[0]) if made.inserted_primary_key else 0


def _ensure_revision(connection: Connection, product_id: int, text: str) -> None:
    known = select(revision.c.id).where(
        revision.c.product_id == product_id, revision.c.revision == text
    )
    if connection.execute(known).first() is None:
        _insert(connection, revision, product_id=product_id, revision=text)


def _category_id(connection: Connection, guid: str | None) -> int | None:
    if not guid:
        return None
    chosen = select(product_category.c.id).where(product_category.c.guid == guid)
    found = connection.execute(chosen).scalar()
    if found is None:
        raise not_found(f"There is no product category with the id {guid}.", "unknownCategory")
    return int(found)


def _refuse_part_in_use(connection: Connection, part_number: str, found: RowMapping | None) -> None:
    if found is None or found["part_number"] == part_number:
        return
    other = select(product.c.id).where(product.c.part_number == part_number)
    if connection.execute(other).first() is not None:
        raise not_found(f"There is a product {part_number} already.", "productExists")


def _is_used(connection: Connection, product_id: int, part_number: str) -> bool:
    units = select(unit.c.id).where(unit.c.product_id == product_id).limit(1)
    reports = select(report.c.id).where(report.c.part_number == part_number).limit(1)
    return any(connection.execute(chosen).first() is not None for chosen in (units, reports))


def _is_related(connection: Connection, row_id: int) -> bool:
    chosen = select(func.count()).select_from(relation).where(relation.c.child_id == row_id)
    return bool(connection.execute(chosen).scalar())


def _drop_revision(connection: Connection, row_id: int) -> None:
    connection.execute(component.delete().where(component.c.revision_id == row_id))
    connection.execute(relation.delete().where(relation.c.parent_id == row_id))
    connection.execute(revision.delete().where(revision.c.id == row_id))
