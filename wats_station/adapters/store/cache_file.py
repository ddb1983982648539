"""The cache: the last known state of the units that were seen, their repairs, and the reference.

It may be thrown away at any time: a damaged file is, and a new one begun.
"""

import sqlite3
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from wats_station.adapters.store.database_thread import DatabaseThread
from wats_station.domain.known_unit import CacheProblem, KnownCase, KnownUnit, Reference
from wats_station.domain.near import NearUnit, after_prefix, nearest, prefix_of, variants
from wats_station.domain.quarantine import ProductTags
from wats_station.domain.repair import RepairCase
from wats_station.domain.unit import LifeEvent, Unit, UnitKey
from wats_station.domain.verification import Verification

if TYPE_CHECKING:
    from pydantic import TypeAdapter

NAME = "cache.sqlite"
VERSION = 1

# The units that were read last, and of each life the newest events.
KEPT_UNITS = 3_000
KEPT_EVENTS = 100
# Each has all the codes of the site in it.
KEPT_CASES = 300

_LOCK_WAIT = 1.0
_PRUNE_EVERY = 50
_MOST_LOOKED_AT = 100
_SCHEMA = """
CREATE TABLE IF NOT EXISTS unit (
    server TEXT NOT NULL,
    serial_number TEXT NOT NULL COLLATE NOCASE,
    part_number TEXT NOT NULL COLLATE NOCASE,
    as_of TEXT NOT NULL,
    unit TEXT NOT NULL,
    verification TEXT,
    timeline TEXT,
    PRIMARY KEY (server, serial_number, part_number)
);
CREATE TABLE IF NOT EXISTS repair_case (
    server TEXT NOT NULL,
    serial_number TEXT NOT NULL COLLATE NOCASE,
    part_number TEXT NOT NULL COLLATE NOCASE,
    as_of TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (server, serial_number, part_number)
);
CREATE INDEX IF NOT EXISTS unit_as_of ON unit (as_of);
CREATE TABLE IF NOT EXISTS reference (server TEXT PRIMARY KEY, content TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS product (
    server TEXT NOT NULL,
    part_number TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (server, part_number)
);
"""
_DROP = """
DROP TABLE IF EXISTS unit; DROP TABLE IF EXISTS repair_case; DROP TABLE IF EXISTS reference;
DROP TABLE IF EXISTS product;
"""
_KEEP = (
    "INSERT INTO unit (server, serial_number, part_number, as_of, unit) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET as_of = excluded.as_of, unit = excluded.unit"
)
_FIND = (
    "SELECT unit, as_of, verification, timeline FROM unit"
    " WHERE server = ? AND serial_number = ? AND (? = '' OR part_number = ?)"
)
_WHERE = "WHERE server = ? AND serial_number = ? AND part_number = ?"
_UNIT = f"SELECT unit FROM unit {_WHERE}"  # noqa: S608 - our own names
_CHANGE = f"UPDATE unit SET unit = ? {_WHERE}"  # noqa: S608 - our own names
_CASE = f"SELECT content, as_of FROM repair_case {_WHERE}"  # noqa: S608 - our own names
_CHANGE_CASE = f"UPDATE repair_case SET content = ? {_WHERE}"  # noqa: S608 - our own names
_PRUNE_CASES = (
    "DELETE FROM repair_case WHERE as_of <"
    " (SELECT as_of FROM repair_case ORDER BY as_of DESC LIMIT 1 OFFSET ?)"
)
_PRUNE = (
    "DELETE FROM unit WHERE as_of < (SELECT as_of FROM unit ORDER BY as_of DESC LIMIT 1 OFFSET ?)"
)


class UnitCache:
    """What was known of units, by server; a `KnownUnits`.

    Every call is over in its own time and raises `CacheProblem`.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._thread = DatabaseThread(self.path, _opened, _problem)
        self._kept = 0

    async def keep_unit(self, server: str, unit: Unit, as_of: datetime) -> None:
        """The unit as it is now; the units that were not seen for longest make way."""
        self._kept += 1
        prune = self._kept % _PRUNE_EVERY == 0

        def keep(connection: sqlite3.Connection) -> None:
            content = _unit_shape().dump_json(unit).decode()
            when = as_of.astimezone(UTC).isoformat()
            key = (server, unit.serial_number, unit.part_number)
            connection.execute(_KEEP, (*key, when, content))
            if prune:
                connection.execute(_PRUNE, (KEPT_UNITS - 1,))

        await self._thread.run(keep)

    async def change_unit(
        self, server: str, key: UnitKey, change: "Callable[[Unit], Unit]"
    ) -> None:
        """The unit as `change` makes it, as old as it was; nothing where it is not known."""
        where = (server, key.serial_number, key.part_number)

        def put(connection: sqlite3.Connection) -> None:
            for (content,) in connection.execute(_UNIT, where).fetchall():
                changed = change(_unit_shape().validate_json(content))
                connection.execute(_CHANGE, (_unit_shape().dump_json(changed).decode(), *where))

        await self._thread.run(put)

    async def keep_verification(self, server: str, key: UnitKey, what: Verification) -> None:
        """The unit's tests, beside the unit."""
        await self._set(server, key, "verification", lambda: _verification_shape().dump_json(what))

    async def keep_timeline(self, server: str, key: UnitKey, what: tuple[LifeEvent, ...]) -> None:
        """The newest of the unit's life, beside the unit."""
        newest = what[:KEPT_EVENTS]
        await self._set(server, key, "timeline", lambda: _timeline_shape().dump_json(newest))

    async def find(self, server: str, serial_number: str, part_number: str) -> list[KnownUnit]:
        """What is known of the units with this serial number, of one part or of all."""
        values = (server, serial_number, part_number, part_number)
        return await self._thread.run(
            lambda connection: [_known(*row) for row in connection.execute(_FIND, values)]
        )

    async def keep_case(self, server: str, case: RepairCase, as_of: datetime) -> None:
        """What a repair goes by; the cases that were not read for longest make way."""
        unit, when = case.unit, as_of.astimezone(UTC).isoformat()

        def keep(connection: sqlite3.Connection) -> None:
            content = _case_shape().dump_json(case).decode()
            row = (server, unit.serial_number, unit.part_number, when, content)
            connection.execute("INSERT OR REPLACE INTO repair_case VALUES (?, ?, ?, ?, ?)", row)
            connection.execute(_PRUNE_CASES, (KEPT_CASES - 1,))

        await self._thread.run(keep)

    async def change_case(
        self, server: str, key: UnitKey, change: "Callable[[RepairCase], RepairCase]"
    ) -> None:
        """The case as `change` makes it, as old as it was; nothing where it is not known."""
        where = (server, key.serial_number, key.part_number)

        def put(connection: sqlite3.Connection) -> None:
            for content, _ in connection.execute(_CASE, where).fetchall():
                changed = _case_shape().dump_json(change(_case_shape().validate_json(content)))
                connection.execute(_CHANGE_CASE, (changed.decode(), *where))

        await self._thread.run(put)

    async def find_case(self, server: str, key: UnitKey) -> KnownCase | None:
        """What a repair of this unit went by when it was read last."""
        where = (server, key.serial_number, key.part_number)

        def find(connection: sqlite3.Connection) -> KnownCase | None:
            row = connection.execute(_CASE, where).fetchone()
            if row is None:
                return None
            return KnownCase(_case_shape().validate_json(row[0]), datetime.fromisoformat(row[1]))

        return await self._thread.run(find)

    async def near(self, server: str, serial_number: str) -> tuple[NearUnit, ...]:
        """The nearest of the units that are known."""
        prefix, others = prefix_of(serial_number), variants(serial_number)
        marks = ", ".join("?" * len(others))
        chosen = (
            "SELECT unit FROM unit WHERE server = ? AND"  # noqa: S608 - question marks
            f" ((serial_number >= ? AND serial_number < ?) OR serial_number IN ({marks}))"
            f" ORDER BY as_of DESC LIMIT {_MOST_LOOKED_AT}"
        )
        behind = after_prefix(prefix) if prefix else ""

        def find(connection: sqlite3.Connection) -> tuple[NearUnit, ...]:
            rows = connection.execute(chosen, (server, prefix, behind, *others)).fetchall()
            units = [_unit_shape().validate_json(content) for (content,) in rows]
            found = (NearUnit(each.key, each.part_name, each.phase.name) for each in units)
            return nearest(serial_number, found)

        return await self._thread.run(find)

    async def keep_product(self, server: str, product: ProductTags) -> None:
        """The tags of a product and its revisions."""

        def keep(connection: sqlite3.Connection) -> None:
            content = _product_shape().dump_json(product).decode()
            row = (server, product.part_number, content)
            connection.execute("INSERT OR REPLACE INTO product VALUES (?, ?, ?)", row)

        await self._thread.run(keep)

    async def product(self, server: str, part_number: str) -> ProductTags | None:
        """The same as it was known last."""

        def find(connection: sqlite3.Connection) -> ProductTags | None:
            row = connection.execute(
                "SELECT content FROM product WHERE server = ? AND part_number = ?",
                (server, part_number),
            ).fetchone()
            return _product_shape().validate_json(row[0]) if row else None

        return await self._thread.run(find)

    async def keep_reference(self, server: str, reference: Reference) -> None:
        """Phases and processes."""

        def keep(connection: sqlite3.Connection) -> None:
            content = _reference_shape().dump_json(reference).decode()
            connection.execute("INSERT OR REPLACE INTO reference VALUES (?, ?)", (server, content))

        await self._thread.run(keep)

    async def reference(self, server: str) -> Reference | None:
        """Phases and processes as they were known last."""

        def find(connection: sqlite3.Connection) -> Reference | None:
            row = connection.execute(
                "SELECT content FROM reference WHERE server = ?", (server,)
            ).fetchone()
            return _reference_shape().validate_json(row[0]) if row else None

        return await self._thread.run(find)

    def close(self) -> None:
        """Finish what was begun; blocks."""
        self._thread.close()

    async def _set(self, server: str, key: UnitKey, column: str, content: "_Content") -> None:
        def keep(connection: sqlite3.Connection) -> None:
            connection.execute(
                f"UPDATE unit SET {column} = ? {_WHERE}",  # noqa: S608 - our own names
                (content().decode(), server, key.serial_number, key.part_number),
            )

        await self._thread.run(keep)


if TYPE_CHECKING:
    from collections.abc import Callable

    _Content = Callable[[], bytes]


def _opened(path: Path) -> sqlite3.Connection:
    try:
        return _connected(path)
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
        if code not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise
        for ending in ("", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        return _connected(path)


def _connected(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=_LOCK_WAIT, isolation_level=None)
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version not in (0, VERSION):
            connection.executescript(_DROP)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.executescript(f"{_SCHEMA} PRAGMA user_version = {VERSION};")
    except sqlite3.Error:
        with suppress(sqlite3.Error):
            connection.close()
        raise
    return connection


def _known(unit: str, as_of: str, verification: str | None, timeline: str | None) -> KnownUnit:
    return KnownUnit(
        _unit_shape().validate_json(unit),
        datetime.fromisoformat(as_of),
        _verification_shape().validate_json(verification) if verification else None,
        _timeline_shape().validate_json(timeline) if timeline else None,
    )


def _problem(path: Path, error: Exception) -> CacheProblem:
    return CacheProblem(f"{path}: {' '.join(str(error).split())}")


@cache
def _unit_shape() -> "TypeAdapter[Unit]":
    # Here and below: it takes 50 ms, in the cache's own thread.
    from pydantic import TypeAdapter  # noqa: PLC0415

    return TypeAdapter(Unit)


@cache
def _verification_shape() -> "TypeAdapter[Verification]":
    from pydantic import TypeAdapter  # noqa: PLC0415

    return TypeAdapter(Verification)


@cache
def _timeline_shape() -> "TypeAdapter[tuple[LifeEvent, ...]]":
    from pydantic import TypeAdapter  # noqa: PLC0415

    return TypeAdapter(tuple[LifeEvent, ...])


@cache
def _case_shape() -> "TypeAdapter[RepairCase]":
    from pydantic import TypeAdapter  # noqa: PLC0415

    return TypeAdapter(RepairCase)


@cache
def _reference_shape() -> "TypeAdapter[Reference]":
    from pydantic import TypeAdapter  # noqa: PLC0415

    return TypeAdapter(Reference)


@cache
def _product_shape() -> "TypeAdapter[ProductTags]":
    from pydantic import TypeAdapter  # noqa: PLC0415

    return TypeAdapter(ProductTags)
