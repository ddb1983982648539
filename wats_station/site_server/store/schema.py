"""The tables. Moments are UTC text of fixed width (see `clock`), so they sort as they read."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

# Raised with every change of the tables; a database of a later version is refused.
VERSION = 1

metadata = MetaData()

schema_version = Table("schema_version", metadata, Column("version", Integer, nullable=False))

product = Table(
    "product",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("guid", String(36), nullable=False, unique=True),
    Column("part_number", String(100), nullable=False, unique=True),
    Column("name", String(100), nullable=False, default=""),
    Column("description", Text, nullable=False, default=""),
    Column("non_serial", Boolean, nullable=False, default=False),
)

revision = Table(
    "product_revision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("guid", String(36), nullable=False, unique=True),
    Column("product_id", ForeignKey("product.id"), nullable=False),
    Column("revision", String(100), nullable=False),
    UniqueConstraint("product_id", "revision"),
)

unit = Table(
    "unit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("serial_number", String(100), nullable=False),
    Column("product_id", ForeignKey("product.id"), nullable=False),
    Column("revision", String(100), nullable=False, default=""),
    Column("parent_id", ForeignKey("unit.id"), index=True),
    Column("batch_number", String(100), nullable=False, default=""),
    Column("location", String(100), nullable=False, default=""),
    Column("serial_date", String(24), nullable=False),
    Column("phase_id", Integer, nullable=False, index=True),
    Column("process_code", Integer),
    Column("tags", JSON, nullable=False),
    UniqueConstraint("serial_number", "product_id"),
    Index("unit_batch", "batch_number"),
    Index("unit_product", "product_id"),
)

process = Table(
    "process",
    metadata,
    Column("code", Integer, primary_key=True),
    Column("guid", String(36), nullable=False),
    Column("name", String(100), nullable=False),
    Column("kind", String(6), nullable=False),
    Column("position", Integer, nullable=False),
    Column("active", Boolean, nullable=False, default=True),
    Column("repair_operation", JSON),
)

verification_rule = Table(
    "verification_rule",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("part_number", String(100), nullable=False),
    Column("revision", String(100), nullable=False, default=""),
    Column("process_codes", JSON, nullable=False),
)

report = Table(
    "report",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uuid", String(36), nullable=False, unique=True),
    Column("kind", String(1), nullable=False),
    Column("serial_number", String(100), nullable=False),
    Column("part_number", String(100), nullable=False),
    Column("revision", String(100), nullable=False),
    Column("batch_number", String(100), nullable=False, default=""),
    Column("process_code", Integer, nullable=False),
    Column("tested_code", Integer),
    Column("result", String(1), nullable=False),
    Column("start", String(24), nullable=False),
    Column("operator", String(128), nullable=False, default=""),
    Column("station", String(100), nullable=False, default=""),
    Column("location", String(100), nullable=False, default=""),
    Column("purpose", String(100), nullable=False, default=""),
    Column("comment", Text, nullable=False, default=""),
    Column("cause", Text, nullable=False, default=""),
    Column("referenced", String(36), nullable=False, default=""),
    Column("body", JSON, nullable=False),
    Index("report_unit", "serial_number", "part_number", "start"),
    Index("report_start", "start"),
)

history = Table(
    "history",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("unit_id", ForeignKey("unit.id"), nullable=False),
    Column("time", String(24), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("key", String(100), nullable=False, default=""),
    Column("old", Text),
    Column("new", Text),
    Column("old_id", Integer),
    Column("new_id", Integer),
    Column("operator", String(200), nullable=False, default=""),
    Column("station", String(200), nullable=False, default=""),
    Column("approved_by", String(200), nullable=False, default=""),
    Column("command", String(100), nullable=False, default=""),
    Column("comment", Text, nullable=False, default=""),
    Index("history_unit", "unit_id", "id"),
)

# A command that was applied: the same id again is answered without being applied.
command = Table(
    "command",
    metadata,
    Column("id", String(100), primary_key=True),
    Column("time", String(24), nullable=False),
)
