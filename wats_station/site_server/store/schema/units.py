"""Units, their batches, their history, and the changes an ERP fetches."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    UniqueConstraint,
    false,
)

from wats_station.site_server.store.schema.columns import (
    MOMENT,
    key_column,
    metadata,
    text_column,
    text_type,
)

unit = Table(
    "unit",
    metadata,
    key_column(),
    text_column("serial_number", 100),
    Column("product_id", ForeignKey("product.id"), nullable=False),
    text_column("revision", 100),
    # Deferrable, so that a restore may bring a child before its parent.
    Column("parent_id", ForeignKey("unit.id", deferrable=True, initially="IMMEDIATE")),
    # Its place in the parent, counted from 0 over the whole box build.
    Column("position", Integer),
    text_column("batch_number", 100),
    text_column("location", 100),
    Column("serial_date", MOMENT, nullable=False),
    Column("phase_id", Integer, nullable=False),
    Column("process_code", Integer),
    Column("tags", JSON, nullable=False, default=dict),
    UniqueConstraint("serial_number", "product_id"),
    Index("unit_batch", "batch_number", "id"),
    Index("unit_location", "location", "id"),
    Index("unit_parent", "parent_id", "position"),
    Index("unit_phase", "phase_id", "id"),
    Index("unit_process", "process_code", "id"),
    Index("unit_product", "product_id", "id"),
    Index("unit_serial_date", "serial_date", "id"),
    # A deleted unit's history keeps its number, so no later unit may get it.
    sqlite_autoincrement=True,
)

deleted_unit = Table(
    "deleted_unit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    text_column("serial_number", 100),
    text_column("part_number", 100),
    Column("time", MOMENT, nullable=False),
    Index("deleted_unit_serial", "serial_number"),
)

batch = Table(
    "batch",
    metadata,
    Column("number", text_type(100), primary_key=True),
    Column("size", Integer),
)

history = Table(
    "history",
    metadata,
    key_column(),
    # Of a unit or a deleted unit: the history outlives what it is about.
    Column("unit_id", Integer, nullable=False),
    Column("time", MOMENT, nullable=False),
    text_column("kind", 20),
    text_column("key", 100),
    Column("old", text_type()),
    Column("new", text_type()),
    Column("old_id", Integer),
    Column("new_id", Integer),
    text_column("operator", 200),
    text_column("station", 200),
    text_column("approved_by", 200),
    text_column("command", 100),
    text_column("comment"),
    Index("history_unit", "unit_id", "id"),
)

# A command that was applied: the same id again is answered without being applied. One that
# was voided before it came: its id is refused. Rows stay: a station may have been away long.
command = Table(
    "command",
    metadata,
    Column("id", text_type(100), primary_key=True),
    Column("time", MOMENT, nullable=False),
    Column("voided", Boolean, nullable=False, default=False, server_default=false()),
)

# The outbox of GET Units/Changes: a row until somebody deletes it.
unit_change = Table(
    "unit_change",
    metadata,
    key_column(),
    text_column("serial_number", 100),
    Column("new_parent_serial", text_type(100)),
    Column("new_part_number", text_type(100)),
    Column("new_revision", text_type(100)),
    Column("new_phase_id", Integer),
    sqlite_autoincrement=True,
)
