"""What a revision is made of: its box build and its parts list, each replaced as a whole."""

from collections.abc import Mapping, Sequence
from uuid import uuid4

from sqlalchemy import Connection, RowMapping, select

from wats_station.site_server.setup_file.apply.rows import lines_given, lines_of, values_for
from wats_station.site_server.setup_file.columns import BOM, BOX_BUILD
from wats_station.site_server.setup_file.model import BomLine, BoxBuildLine
from wats_station.site_server.setup_file.planned import Draft, Line, line_changes
from wats_station.site_server.store.schema import component, product, relation, revision


def put_box_build(
    connection: Connection,
    parent_id: int,
    given: Sequence[BoxBuildLine],
    ids: Mapping[tuple[str, str], int],
    draft: Draft,
) -> None:
    """Make the box build what the file says; lines that stay keep their ids."""
    rows = box_build_rows(connection, parent_id)
    old, new = lines_of(rows, BOX_BUILD), lines_given(given, BOX_BUILD)
    changes = line_changes("boxBuild", old, new)
    if not changes:
        return
    draft.note(changes)
    guids = [(line, str(row["guid"])) for line, row in zip(old, rows, strict=True)]
    connection.execute(relation.delete().where(relation.c.parent_id == parent_id))
    if given:
        connection.execute(
            relation.insert(),
            [
                {
                    "guid": _guid(line, guids),
                    "parent_id": parent_id,
                    "child_id": ids[each.part_number, each.revision],
                    "quantity": each.quantity,
                    "revision_mask": each.revision_mask,
                    "item_number": each.item_number,
                }
                for each, line in zip(given, new, strict=True)
            ],
        )


def put_bom(
    connection: Connection, revision_id: int, given: Sequence[BomLine], draft: Draft
) -> None:
    """Make the parts list what the file says."""
    changes = line_changes(
        "bom", lines_of(bom_rows(connection, revision_id), BOM), lines_given(given, BOM)
    )
    if not changes:
        return
    draft.note(changes)
    connection.execute(component.delete().where(component.c.revision_id == revision_id))
    rows = [{"revision_id": revision_id, **values_for(each, BOM, None, draft)} for each in given]
    if rows:
        connection.execute(component.insert(), rows)


def box_build_rows(connection: Connection, parent_id: int) -> Sequence[RowMapping]:
    """The lines of a revision's box build, in order, with what they are of."""
    chosen = (
        select(
            relation.c.guid,
            product.c.part_number,
            revision.c.revision,
            relation.c.quantity,
            relation.c.revision_mask,
            relation.c.item_number,
        )
        .join(revision, revision.c.id == relation.c.child_id)
        .join(product, product.c.id == revision.c.product_id)
        .where(relation.c.parent_id == parent_id)
        .order_by(relation.c.id)
    )
    return connection.execute(chosen).mappings().all()


def bom_rows(connection: Connection, revision_id: int) -> Sequence[RowMapping]:
    """The lines of a revision's parts list, in order."""
    chosen = select(component).where(component.c.revision_id == revision_id)
    return connection.execute(chosen.order_by(component.c.id)).mappings().all()


def _guid(line: Line, left: list[tuple[Line, str]]) -> str:
    """The id of an old line that is alike, each used once, or a new one."""
    for each in left:
        if each[0] == line:
            left.remove(each)
            return each[1]
    return str(uuid4())
