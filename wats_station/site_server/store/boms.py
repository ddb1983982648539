"""Parts lists: the components of a product revision (wire contract 2.4)."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, select

from wats_station.site_server.store.schema import component


@dataclass(frozen=True, slots=True)
class Component:
    """One line of a parts list; `reference` is where on the board, `R1;R2`."""

    number: str
    revision: str = ""
    quantity: int = 1
    description: str = ""
    reference: str = ""
    function_block: str = ""


def of_revision(connection: Connection, revision_id: int) -> list[Component]:
    """The parts list, in its own order."""
    chosen = (
        select(component).where(component.c.revision_id == revision_id).order_by(component.c.id)
    )
    return [
        Component(
            row.number,
            row.revision,
            row.quantity,
            row.description,
            row.reference,
            row.function_block,
        )
        for row in connection.execute(chosen)
    ]


def replace(connection: Connection, revision_id: int, components: Iterable[Component]) -> None:
    """Make this the parts list."""
    connection.execute(component.delete().where(component.c.revision_id == revision_id))
    rows = [{"revision_id": revision_id, **asdict(each)} for each in components]
    if rows:
        connection.execute(component.insert(), rows)
