"""Rows on their way into an empty database: numbered here, inserted by the thousand."""

from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from sqlalchemy import Connection, Table, func, select

from wats_station.site_server.store import schema

_AT_ONCE = 4000
# In the order that foreign keys want.
_TABLES = (
    schema.product_category, schema.product, schema.revision, schema.relation, schema.component,
    schema.product_group, schema.product_group_filter, schema.vendor, schema.verification_rule,
    schema.batch, schema.unit, schema.history, schema.report, schema.report_body,
    schema.report_sub_unit, schema.report_misc_info, schema.serial_type, schema.serial_number,
    schema.barcode_identifier,
)  # fmt: skip


def guid(name: str) -> str:
    """The same id in every demo."""
    return str(uuid5(NAMESPACE_OID, f"wats-station demo {name}"))


class Rows:
    """Collects rows of all tables; `put` gives each its number."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting: dict[Table, list[dict[str, Any]]] = {table: [] for table in _TABLES}
        self._last: dict[Table, int] = dict.fromkeys(_TABLES, 0)
        self._inserted: dict[Table, int] = dict.fromkeys(_TABLES, 0)
        self._count = 0

    def put(self, table: Table, **values: Any) -> int:
        """Add a row; its number."""
        self._last[table] += 1
        if "id" in table.c:
            values["id"] = self._last[table]
        self._waiting[table].append(values)
        self._count += 1
        return self._last[table]

    def change(self, table: Table, row_id: int, **values: Any) -> None:
        """Change a row that still waits."""
        self._waiting[table][row_id - 1 - self._inserted[table]].update(values)

    def flush(self, *, enough: int = _AT_ONCE * 4) -> None:
        """Insert what waits, once it is worth it."""
        if self._count < enough:
            return
        for table, rows in self._waiting.items():
            for part in _parts(rows):
                self._connection.execute(table.insert(), part)
            self._inserted[table] += len(rows)
            rows.clear()
        self._count = 0

    def finish(self) -> None:
        """Insert the rest, and let PostgreSQL count on from here."""
        self.flush(enough=0)
        if self._connection.dialect.name == "postgresql":
            for table in _TABLES:
                if "id" in table.c and self._last[table]:
                    sequence = func.pg_get_serial_sequence(table.name, "id")
                    self._connection.execute(select(func.setval(sequence, self._last[table])))


def _parts(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    return (rows[at : at + _AT_ONCE] for at in range(0, len(rows), _AT_ONCE))
