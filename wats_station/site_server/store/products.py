"""Products and their revisions; a unit of an unknown one makes it (wire contract section 8)."""

from uuid import uuid4

from sqlalchemy import Connection, select

from wats_station.site_server.store.schema import product, revision


def ensure(connection: Connection, part_number: str, revision_text: str, name: str = "") -> int:
    """The id of the product, made with its revision where either is missing."""
    known = select(product.c.id).where(product.c.part_number == part_number)
    product_id = connection.execute(known).scalar()
    if product_id is None:
        made = connection.execute(
            product.insert().values(guid=str(uuid4()), part_number=part_number, name=name)
        )
        product_id = made.inserted_primary_key[0] if made.inserted_primary_key else None
    if revision_text:
        _ensure_revision(connection, int(product_id or 0), revision_text)
    return int(product_id or 0)


def of_part(connection: Connection, part_number: str) -> dict[str, object] | None:
    """The product with its revisions, or None."""
    row = connection.execute(select(product).where(product.c.part_number == part_number)).first()
    if row is None:
        return None
    revisions = connection.execute(
        select(revision).where(revision.c.product_id == row.id).order_by(revision.c.revision)
    )
    return {
        "productId": row.guid,
        "partNumber": row.part_number,
        "name": row.name,
        "description": row.description,
        "nonSerial": row.non_serial,
        "state": 1,
        "revisions": [
            {
                "productRevisionId": each.guid,
                "productId": row.guid,
                "revision": each.revision,
                "partNumber": row.part_number,
                "state": 1,
            }
            for each in revisions
        ],
        "tags": [],
    }


def _ensure_revision(connection: Connection, product_id: int, text: str) -> None:
    known = select(revision.c.id).where(
        revision.c.product_id == product_id, revision.c.revision == text
    )
    if connection.execute(known).first() is None:
        connection.execute(
            revision.insert().values(guid=str(uuid4()), product_id=product_id, revision=text)
        )
