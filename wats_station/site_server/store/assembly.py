"""Assembly: units built into units, as the box-build rules allow (wire contract 2.3)."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, select
from typing_extensions import TypedDict

from wats_station.site_server.refusals import not_found
from wats_station.site_server.rules import box_build
from wats_station.site_server.rules.box_build import Child, Line, Override
from wats_station.site_server.store import history, templates, unit_changes
from wats_station.site_server.store.history import Author, Change
from wats_station.site_server.store.schema import product, revision, unit
from wats_station.site_server.store.unit_answers import SELECT, row_of

Key = tuple[str, str]


class CheckedLine(TypedDict):
    """One slot of the template with what is in it."""

    partNumber: str
    revision: str
    revisionMask: str
    quantity: int
    missing: int
    positions: list[int]
    serialNumbers: list[str]


class CheckAnswer(TypedDict):
    """Is the assembly complete? `problems` are sentences, empty when it is."""

    serialNumber: str
    partNumber: str
    revision: str
    isComplete: bool
    missingCount: int
    lines: list[CheckedLine]
    problems: list[str]


@dataclass(frozen=True, slots=True)
class Joining:
    """A child to be built in: where, and what it must be instead of what the template says.

    `phase_id` is the phase it may be in besides Finalized, instead of the one of its tag;
    with `any_phase` it may be in whatever phase it is.
    """

    parent: Key
    child: Key
    position: int | None = None
    override: Override | None = None
    phase_id: int | None = None
    any_phase: bool = False


def add_child(connection: Connection, joining: Joining, author: Author) -> int:
    """Build the child in; the position it got. Raises a 404 refusal with the reason."""
    parent = row_of(connection, *joining.parent)
    child = row_of(connection, *joining.child)
    _refuse_loop(connection, parent, child)
    if child["parent_id"] is not None:
        raise not_found(
            f"Unit {child['serial_number']} is built into {child['parent_serial']} already.",
            "childHasParent",
        )
    slots = templates.slots_of(connection, parent["part_number"], parent["revision"])
    built_in = _children(connection, parent["id"])
    position = box_build.place(
        slots,
        built_in,
        _as_child(connection, child, child["phase_id"] if joining.any_phase else joining.phase_id),
        position=joining.position,
        override=joining.override,
    )
    _set_parent(connection, child["id"], parent["id"], position)
    _record(connection, parent, child, position, author, added=True)
    return position


def remove_child(connection: Connection, parent_key: Key, child_key: Key, author: Author) -> None:
    """Take the child out. Raises a 404 refusal where it is not built into the parent."""
    parent = row_of(connection, *parent_key)
    child = row_of(connection, *child_key)
    if child["parent_id"] != parent["id"]:
        raise not_found(
            f"Unit {child['serial_number']} is not built into {parent['serial_number']}.",
            "notAChild",
        )
    _take_out(connection, parent, child, author)


def remove_all(connection: Connection, parent_key: Key, author: Author) -> int:
    """Take every child of the direct level out; how many there were."""
    parent = row_of(connection, *parent_key)
    chosen = SELECT.where(unit.c.parent_id == parent["id"]).order_by(unit.c.position)
    children = connection.execute(chosen).mappings().all()
    for child in children:
        _take_out(connection, parent, child, author)
    return len(children)


def check(connection: Connection, parent_key: Key, revision_text: str = "") -> CheckAnswer:
    """Say whether every slot of the direct level is filled, and nothing wrong built in.

    Against the template of the unit's own revision unless another is named.
    """
    parent = row_of(connection, *parent_key)
    revision_text = revision_text or parent["revision"]
    slots = templates.slots_of(connection, parent["part_number"], revision_text)
    filled, strangers = box_build.lines(slots, _children(connection, parent["id"]))
    problems = _problems(filled, strangers)
    return {
        "serialNumber": parent["serial_number"],
        "partNumber": parent["part_number"],
        "revision": revision_text,
        "isComplete": not problems,
        "missingCount": sum(line.missing for line in filled),
        "lines": [_checked(line) for line in filled],
        "problems": problems,
    }


def _problems(filled: list[Line], strangers: list[Child]) -> list[str]:
    problems = [
        f"{line.missing} of part {line.slot.part_number} missing" for line in filled if line.missing
    ]
    problems += [
        f"unit {each.serial_number} of part {each.part_number} does not belong in"
        for each in strangers
    ]
    for line in filled:
        for each in line.children:
            if not box_build.is_finished(each):
                problems.append(f"unit {each.serial_number} is not finalized")
    return problems


def _checked(line: Line) -> CheckedLine:
    return {
        "partNumber": line.slot.part_number,
        "revision": line.slot.revision,
        "revisionMask": line.slot.mask,
        "quantity": line.slot.quantity,
        "missing": line.missing,
        "positions": list(line.slot.positions()),
        "serialNumbers": [each.serial_number for each in line.children],
    }


def _children(connection: Connection, parent_id: int) -> list[Child]:
    chosen = (
        select(
            unit.c.serial_number,
            product.c.part_number,
            unit.c.revision,
            unit.c.phase_id,
            unit.c.position,
            revision.c.tags.label("revision_tags"),
        )
        .join(product, product.c.id == unit.c.product_id)
        .outerjoin(
            revision,
            (revision.c.product_id == unit.c.product_id) & (revision.c.revision == unit.c.revision),
        )
        .where(unit.c.parent_id == parent_id)
        .order_by(unit.c.position, unit.c.id)
    )
    return [_child(row, row["revision_tags"]) for row in connection.execute(chosen).mappings()]


def _as_child(connection: Connection, row: RowMapping, phase_id: int | None) -> Child:
    if phase_id is not None:
        return _child(row, {box_build.FINALIZED_TAG: phase_id})
    chosen = select(revision.c.tags).where(
        revision.c.product_id == row["product_id"], revision.c.revision == row["revision"]
    )
    return _child(row, connection.execute(chosen).scalar())


def _child(row: RowMapping, revision_tags: dict[str, Any] | None) -> Child:
    return Child(
        row["serial_number"],
        row["part_number"],
        row["revision"],
        row["phase_id"],
        row["position"],
        str((revision_tags or {}).get(box_build.FINALIZED_TAG, "")),
    )


def _refuse_loop(connection: Connection, parent: RowMapping, child: RowMapping) -> None:
    """No unit is built into itself, however many levels up."""
    above: int | None = parent["id"]
    while above is not None:
        if above == child["id"]:
            raise not_found("A unit cannot be built into itself.", "loop")
        above = connection.execute(select(unit.c.parent_id).where(unit.c.id == above)).scalar()


def _take_out(
    connection: Connection, parent: RowMapping, child: RowMapping, author: Author
) -> None:
    _set_parent(connection, child["id"], None, None)
    _record(connection, parent, child, child["position"], author, added=False)


def _set_parent(
    connection: Connection, child_id: int, parent_id: int | None, position: int | None
) -> None:
    values = {"parent_id": parent_id, "position": position}
    connection.execute(unit.update().where(unit.c.id == child_id).values(values))


def _record(
    connection: Connection,
    parent: RowMapping,
    child: RowMapping,
    position: int | None,
    author: Author,
    *,
    added: bool,
) -> None:
    """In the life of both: the parent got or lost a child, the child a parent."""
    place = None if position is None else str(position)
    old, new = (None, place) if added else (place, None)
    of_parent = Change("child", key=child["serial_number"], old=old, new=new)
    history.record(connection, parent["id"], of_parent, author)
    here = parent["serial_number"]
    of_child = Change("parent", key=here, old=None if added else here, new=here if added else None)
    history.record(connection, child["id"], of_child, author)
    unit_changes.log(connection, child["serial_number"], parent_serial=here if added else "")


def leave_parent(connection: Connection, child_key: Key, author: Author) -> None:
    """Take the child out of whatever it is built into. Raises a 404 refusal without a parent."""
    child = row_of(connection, *child_key)
    if child["parent_id"] is None:
        raise not_found(f"Unit {child['serial_number']} has no parent.", "notAChild")
    chosen = SELECT.where(unit.c.id == child["parent_id"])
    parent = connection.execute(chosen).mappings().one()
    _take_out(connection, parent, child, author)
