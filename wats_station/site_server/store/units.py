"""Units made and changed; each change with its row in the history, and one for the ERP."""

from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, select

from wats_station.site_server.refusals import not_found
from wats_station.site_server.rules.expected import refuse_phase, refuse_process, refuse_tag
from wats_station.site_server.rules.phases import NAMES, UNKNOWN, phase_name
from wats_station.site_server.rules.tags import NO_TAGS, GivenTags, apply_given
from wats_station.site_server.store import batches, history, products, unit_changes
from wats_station.site_server.store.history import Author, Change
from wats_station.site_server.store.schema import deleted_unit, process, unit
from wats_station.site_server.store.unit_answers import SELECT, is_unit, row_of


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit as PUT Units brings it; None leaves a field as it is."""

    serial_number: str
    part_number: str
    revision: str | None = None
    batch_number: str | None = None
    location: str | None = None
    serial_date: str | None = None
    phase_id: int | None = None
    process_code: int | None = None
    tags: GivenTags = NO_TAGS


def upsert(connection: Connection, new: NewUnit, author: Author) -> None:
    """Make the unit, or change what is given of one that exists; the phase counts when made."""
    found = _find(connection, new)
    if found is None:
        create(connection, new, author)
    else:
        _change(connection, found, new, author)


def create_new(connection: Connection, new: NewUnit, author: Author) -> None:
    """Make the unit. Raises a 404 refusal for one that exists."""
    if _find(connection, new) is not None:
        raise not_found(
            f"There is a unit {new.serial_number} of part {new.part_number} already.", "unitExists"
        )
    create(connection, new, author)


def update(connection: Connection, new: NewUnit, author: Author) -> None:
    """Change what is given of a unit. Raises a 404 refusal for an unknown unit or batch."""
    found = row_of(connection, new.serial_number, new.part_number)
    if new.batch_number and not batches.exists(connection, new.batch_number):
        raise not_found(f"There is no batch {new.batch_number}.", "unknownBatch")
    _change(connection, found, new, author)


def delete(connection: Connection, key: tuple[str, str], author: Author) -> None:
    """Delete a unit; its history stays. Raises a 404 refusal while it has children or a parent."""
    row = row_of(connection, *key)
    child = select(unit.c.id).where(unit.c.parent_id == row["id"])
    if connection.execute(child).first() is not None:
        raise not_found(f"Unit {key[0]} has units built in: take them out first.", "hasChildren")
    if row["parent_id"] is not None:
        raise not_found(
            f"Unit {key[0]} is built into {row['parent_serial']}: take it out first.", "hasParent"
        )
    history.record(connection, row["id"], Change("deleted"), author)
    connection.execute(
        deleted_unit.insert().values(
            id=row["id"],
            serial_number=row["serial_number"],
            part_number=row["part_number"],
            time=author.time,
        )
    )
    connection.execute(unit.delete().where(unit.c.id == row["id"]))


def rebadge(
    connection: Connection, key: tuple[str, str], part_number: str, revision: str, author: Author
) -> None:
    """Make it a unit of another part or revision. Raises a 404 refusal where such a unit exists."""
    row = row_of(connection, *key)
    part_number = part_number or row["part_number"]
    revision = revision or row["revision"]
    wanted = {"part_number": part_number, "revision": revision}
    changed = {name: value for name, value in wanted.items() if value != row[name]}
    if "part_number" in changed:
        new = NewUnit(row["serial_number"], part_number)
        if _find(connection, new) is not None:
            raise not_found(
                f"There is a unit {key[0]} of part {part_number} already.", "unitExists"
            )
    for name, value in changed.items():
        change = Change("field", key=name, old=row[name], new=value)
        history.record(connection, row["id"], change, author)
    product_id = products.ensure(connection, part_number, revision)
    _set(connection, row["id"], {"product_id": product_id, "revision": revision})
    if changed:
        unit_changes.log(
            connection,
            key[0],
            part_number=changed.get("part_number", ""),
            revision=changed.get("revision", ""),
        )


def set_phase(
    connection: Connection, key: tuple[str, str], phase_id: int, comment: str, author: Author
) -> None:
    """Move the unit. Raises a 409 refusal where it is not as the author expects."""
    row = row_of(connection, *key)
    now = row["phase_id"]
    refuse_phase(author.expected, now, phase_id, phase_name(now))
    _set(connection, row["id"], {"phase_id": phase_id})
    change = Change(
        "phase",
        old=phase_name(row["phase_id"]),
        new=phase_name(phase_id),
        old_id=row["phase_id"],
        new_id=phase_id,
        comment=comment,
    )
    history.record(connection, row["id"], change, author)
    unit_changes.log(connection, row["serial_number"], phase_id=phase_id)


def set_process(
    connection: Connection, key: tuple[str, str], code: int, comment: str, author: Author
) -> None:
    """Set the unit's process; the code is known to exist.

    Raises a 409 refusal where the unit is not as the author expects.
    """
    row = row_of(connection, *key)
    now = row["process_code"]
    refuse_process(author.expected, now, code, row["process_name"] or str(now))
    name = connection.execute(select(process.c.name).where(process.c.code == code)).scalar_one()
    _set(connection, row["id"], {"process_code": code})
    change = Change(
        "process",
        old=row["process_name"],
        new=name,
        old_id=row["process_code"],
        new_id=code,
        comment=comment,
    )
    history.record(connection, row["id"], change, author)


def set_tags(
    connection: Connection, key: tuple[str, str], given: GivenTags, author: Author
) -> None:
    """Add, change or delete tags by their keys.

    Raises a 409 refusal where a tag is not as the author expects.
    """
    row = row_of(connection, *key)
    for name, value, _ in given.entries:
        refuse_tag(author.expected, row["tags"].get(name), value, name)
    _change_tags(connection, row, given, author)


def ensure_reported(
    connection: Connection, serial_number: str, part_number: str, revision: str, author: Author
) -> int:
    """The unit a report is about; an unknown one is made, without a phase anybody chose."""
    new = NewUnit(serial_number, part_number, revision)
    found = _find(connection, new)
    return create(connection, new, author) if found is None else int(found["id"])


def create(connection: Connection, new: NewUnit, author: Author) -> int:
    """Make a unit that is known not to exist; its row id."""
    product_id = products.ensure(connection, new.part_number, new.revision or "")
    batches.ensure(connection, new.batch_number or "")
    phase_id = new.phase_id if new.phase_id in NAMES else UNKNOWN
    tags, _ = apply_given({}, new.tags)
    made = connection.execute(
        unit.insert().values(
            serial_number=new.serial_number,
            product_id=product_id,
            revision=new.revision or "",
            batch_number=new.batch_number or "",
            location=new.location or "",
            serial_date=new.serial_date or author.time,
            phase_id=phase_id,
            process_code=new.process_code,
            tags=tags,
        )
    )
    unit_id = int(made.inserted_primary_key[0]) if made.inserted_primary_key else 0
    change = Change("created", new=phase_name(phase_id), new_id=phase_id)
    history.record(connection, unit_id, change, author)
    unit_changes.log(
        connection,
        new.serial_number,
        part_number=new.part_number,
        revision=new.revision or "",
        phase_id=phase_id,
    )
    return unit_id


def _find(connection: Connection, new: NewUnit) -> RowMapping | None:
    chosen = SELECT.where(is_unit(new.serial_number, new.part_number))
    return connection.execute(chosen).mappings().first()


def _change(connection: Connection, found: RowMapping, new: NewUnit, author: Author) -> None:
    changed = {
        "revision": new.revision,
        "batch_number": new.batch_number,
        "location": new.location,
        "serial_date": new.serial_date,
    }
    for column, value in changed.items():
        old = found[column]
        if value is not None and value != old:
            _set(connection, found["id"], {column: value})
            change = Change("field", key=column, old=old, new=value)
            history.record(connection, found["id"], change, author)
    if new.batch_number:
        batches.ensure(connection, new.batch_number)
    if new.revision and new.revision != found["revision"]:
        products.ensure(connection, new.part_number, new.revision)
        unit_changes.log(connection, new.serial_number, revision=new.revision)
    _change_tags(connection, found, new.tags, author)


def _change_tags(connection: Connection, row: RowMapping, given: GivenTags, author: Author) -> None:
    tags, changes = apply_given(row["tags"], given)
    if changes:
        _set(connection, row["id"], {"tags": tags})
    for each in changes:
        change = Change("tag", key=each.key, old=each.old, new=each.new)
        history.record(connection, row["id"], change, author)


def _set(connection: Connection, unit_id: int, values: dict[str, object]) -> None:
    connection.execute(unit.update().where(unit.c.id == unit_id).values(values))
