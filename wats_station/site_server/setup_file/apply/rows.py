"""One row made or changed from one entry of the file."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any
from uuid import uuid4

from pydantic.alias_generators import to_camel
from sqlalchemy import Connection, RowMapping, Table, select

from wats_station.site_server.setup_file.columns import Kept
from wats_station.site_server.setup_file.model import Shape
from wats_station.site_server.setup_file.planned import Draft, Line, changed


def rows_by(
    connection: Connection, table: Table, *columns: str, first: str = "id"
) -> dict[Hashable, RowMapping]:
    """The table's rows by their natural key: of several the one that is in force, the `first`."""
    found: dict[Hashable, RowMapping] = {}
    order = [table.c[first], *table.primary_key.columns]
    for row in connection.execute(select(table).order_by(*order)).mappings():
        key = row[columns[0]] if len(columns) == 1 else tuple(row[name] for name in columns)
        found.setdefault(key, row)
    return found


def save(
    connection: Connection,
    table: Table,
    known: RowMapping | None,
    key: Mapping[str, object],
    values: Mapping[str, object],
) -> int:
    """Make the row with `key` and `values`, or give the known one the values; its id."""
    (own,) = table.primary_key.columns
    if known is not None:
        if values:
            connection.execute(table.update().where(own == known[own.name]).values(values))
        return int(known[own.name])
    new = {**key, **values}
    if "guid" in table.c:
        new["guid"] = str(uuid4())
    made = connection.execute(table.insert().values(new))
    return int(made.inserted_primary_key[0]) if made.inserted_primary_key else 0


def values_for(
    shape: Shape, kept: Sequence[Kept], known: Mapping[Any, Any] | None, draft: Draft
) -> dict[str, Any]:
    """The columns to write: all of a new row; of a known one what the file gives otherwise."""
    if known is None:
        return {each.name: each.into(getattr(shape, each.field)) for each in kept}
    values = {}
    for each in kept:
        if each.field not in shape.model_fields_set:
            continue
        old, new = each.out(known[each.name]), getattr(shape, each.field)
        if old != new:
            draft.note([changed(to_camel(each.field), old, new)])
            values[each.name] = each.into(new)
    return values


def tags_for(
    given: Mapping[str, str], known: Mapping[Any, Any] | None, draft: Draft
) -> dict[str, dict[str, str]]:
    """The tags to write, if any are other: those the file does not mention stay."""
    if known is None:
        return {"tags": dict(given)}
    old: dict[str, str] = known["tags"]
    new = {key: value for key, value in given.items() if old.get(key) != value}
    draft.note(
        [
            changed(f"tags.{key}", old[key], value) if key in old else f"tags.{key}: + {value!r}"
            for key, value in new.items()
        ]
    )
    return {"tags": {**old, **new}} if new else {}


def lines_of(rows: Sequence[Mapping[Any, Any]], kept: Sequence[Kept]) -> list[Line]:
    """Rows as lines of the file."""
    return [{to_camel(each.field): each.out(row[each.name]) for each in kept} for row in rows]


def lines_given(shapes: Sequence[Shape], kept: Sequence[Kept]) -> list[Line]:
    """The lines that the file gives, complete with what it leaves at its default."""
    return [{to_camel(each.field): getattr(shape, each.field) for each in kept} for shape in shapes]


def new_draft(known: object, kind: str, name: str) -> Draft:
    """A draft of an entry that is to be made, or is there already."""
    return Draft("create" if known is None else "same", kind, name)
