"""Production batches (wire contract 2.1): a number, and how many units it shall have."""

from sqlalchemy import Connection, func, select
from typing_extensions import TypedDict

from wats_station.site_server.store.schema import batch, product, unit


class BatchAnswer(TypedDict):
    """A batch; `batchSize` is null where nobody said."""

    batchNumber: str
    batchSize: int | None
    unitCount: int


def ensure(connection: Connection, number: str) -> None:
    """Make the batch where it is missing; its size is not known then."""
    if number and not exists(connection, number):
        connection.execute(batch.insert().values(number=number))


def exists(connection: Connection, number: str) -> bool:
    """True for a batch that somebody made."""
    known = select(batch.c.number).where(batch.c.number == number)
    return connection.execute(known).first() is not None


def save(connection: Connection, number: str, size: int | None) -> None:
    """Make the batch, or change its size."""
    ensure(connection, number)
    if size is not None:
        connection.execute(batch.update().where(batch.c.number == number).values(size=size))


def listed(connection: Connection, part_number: str = "", number: str = "") -> list[BatchAnswer]:
    """Every batch, or those with units of a part, or the one, with how many units it has."""
    count = (
        select(unit.c.batch_number, func.count().label("units"))
        .join(product, product.c.id == unit.c.product_id)
        .where(unit.c.batch_number != "")
        .group_by(unit.c.batch_number)
    )
    if part_number:
        count = count.where(product.c.part_number == part_number)
    counted = count.subquery()
    chosen = (
        select(batch.c.number, batch.c.size, counted.c.units)
        .join(counted, counted.c.batch_number == batch.c.number, isouter=not part_number)
        .order_by(batch.c.number)
    )
    if number:
        chosen = chosen.where(batch.c.number == number)
    return [
        {"batchNumber": row.number, "batchSize": row.size, "unitCount": row.units or 0}
        for row in connection.execute(chosen)
    ]
