"""What a file refers to: it must be in the file itself, or in the database already."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from sqlalchemy import Connection, select

from wats_station.site_server.setup_file.checks import pool_faults
from wats_station.site_server.setup_file.faults import Fault, Loc
from wats_station.site_server.setup_file.model import SetupFile
from wats_station.site_server.setup_file.places import Places
from wats_station.site_server.setup_file.reading import Setup
from wats_station.site_server.setup_file.words import IDENTIFIERS
from wats_station.site_server.store.schema import (
    process,
    product,
    product_category,
    relation,
    revision,
    serial_type,
)

_Revision = tuple[str, str]
_NOWHERE = "neither in this file nor in the database"


def reference_faults(connection: Connection, setup: Setup) -> list[Fault]:
    """Everything that the file refers to and that is nowhere, and loops in box builds."""
    content, places = setup.content, setup.places
    return [
        *_categories(connection, content, places),
        *_box_builds(connection, content, places),
        *_loops(connection, content, places),
        *_processes(connection, content, places),
        *_pools(connection, content, places),
    ]


def _categories(connection: Connection, content: SetupFile, places: Places) -> Iterator[Fault]:
    known = set(connection.execute(select(product_category.c.name)).scalars())
    known |= {each.name for each in content.categories}
    for at, each in enumerate(content.products):
        if each.category and each.category not in known:
            message = f"there is no category {each.category}, {_NOWHERE}"
            yield places.fault(("products", at, "category"), message)


def _box_builds(connection: Connection, content: SetupFile, places: Places) -> Iterator[Fault]:
    known = set(_revision_ids(connection))
    known |= {
        (each.part_number, own.revision) for each in content.products for own in each.revisions
    }
    parts = {part for part, _ in known} | {each.part_number for each in content.products}
    parts |= set(connection.execute(select(product.c.part_number)).scalars())
    for loc, _, (part, own) in _lines(content):
        if part not in parts:
            message = f"there is no product {part}, {_NOWHERE}"
            yield places.fault((*loc, "partNumber"), message)
        elif (part, own) not in known:
            message = f"product {part} has no revision {own}, {_NOWHERE}"
            yield places.fault((*loc, "revision"), message)


def _processes(connection: Connection, content: SetupFile, places: Places) -> Iterator[Fault]:
    known = set(connection.execute(select(process.c.code)).scalars())
    known |= {each.code for each in content.processes}
    for at, rule in enumerate(content.verification_rules):
        for number, code in enumerate(rule.processes):
            if code not in known:
                message = f"there is no process {code}, {_NOWHERE}"
                yield places.fault(("verificationRules", at, "processes", number), message)


def _pools(connection: Connection, content: SetupFile, places: Places) -> Iterator[Fault]:
    """What a pool must be like where the database knows it and the file does not say it."""
    known = {row.name: row for row in connection.execute(select(serial_type))}
    for at, each in enumerate(content.serial_number_types):
        row, loc = known.get(each.name), ("serialNumberTypes", at)
        if row is None or not each.pool:
            continue
        kept = IDENTIFIERS[row.identifier]
        if "identifier" not in each.model_fields_set and kept != each.identifier:
            message = f"identifier: {kept} is wanted beside the pool, as the database has it"
            yield places.fault(loc, message)
        elif "regex" not in each.model_fields_set:
            yield from pool_faults(each, row.regex, loc, places)[0]


def _lines(content: SetupFile) -> Iterator[tuple[Loc, _Revision, _Revision]]:
    """Every line of a box build: its place, the parent and the child."""
    for at, each in enumerate(content.products):
        for number, own in enumerate(each.revisions):
            for line, child in enumerate(own.box_build):
                loc: Loc = ("products", at, "revisions", number, "boxBuild", line)
                yield loc, (each.part_number, own.revision), (child.part_number, child.revision)


def _loops(connection: Connection, content: SetupFile, places: Places) -> Iterator[Fault]:
    children = _children_kept(connection, content)
    at: dict[tuple[_Revision, _Revision], Loc] = {}
    for loc, parent, child in _lines(content):
        children.setdefault(parent, []).append(child)
        at.setdefault((parent, child), loc)
    while (loop := _loop_in(children)) is not None:
        steps = list(pairwise(loop))
        closing = max((at[step] for step in steps if step in at), default=None, key=_order)
        if closing is not None:
            way = " -> ".join(f"{part} {own}" for part, own in loop)
            yield places.fault(closing, f"this closes a loop: {way}")
        # Taken out, so that the next loop is found.
        parent, child = next((step for step in steps if at.get(step) == closing), steps[0])
        children[parent] = [each for each in children[parent] if each != child]


def _order(loc: Loc) -> tuple[int, ...]:
    """Ways through the file in its order; all of them have the same keys."""
    return tuple(step for step in loc if isinstance(step, int))


def _loop_in(children: dict[_Revision, list[_Revision]]) -> list[_Revision] | None:
    """Some loop from parent to child to the parent again, if there is one."""
    try:
        TopologicalSorter(children).prepare()
    except CycleError as error:
        # The sorter goes from child to parent.
        loop: list[_Revision] = error.args[1][::-1]
        return loop
    return None


def _children_kept(connection: Connection, content: SetupFile) -> dict[_Revision, list[_Revision]]:
    """The box builds of the database that the file does not replace."""
    replaced = {
        (each.part_number, own.revision)
        for each in content.products
        for own in each.revisions
        if "box_build" in own.model_fields_set
    }
    names = {number: name for name, number in _revision_ids(connection).items()}
    children: dict[_Revision, list[_Revision]] = {}
    for row in connection.execute(select(relation.c.parent_id, relation.c.child_id)):
        parent = names[row.parent_id]
        if parent not in replaced:
            children.setdefault(parent, []).append(names[row.child_id])
    return children


def _revision_ids(connection: Connection) -> dict[_Revision, int]:
    chosen = select(product.c.part_number, revision.c.revision, revision.c.id).join(
        revision, revision.c.product_id == product.c.id
    )
    return {(row[0], row[1]): row[2] for row in connection.execute(chosen)}
