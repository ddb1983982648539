"""Reports: header columns to search by, and the whole body beside them."""

from sqlalchemy import JSON, Column, Float, ForeignKey, Index, Integer, String, Table

from wats_station.site_server.store.schema.columns import (
    GUID,
    MOMENT,
    key_column,
    metadata,
    text_column,
)

report = Table(
    "report",
    metadata,
    key_column(),
    Column("uuid", GUID, nullable=False, unique=True),
    # T test or R repair, and P F E T D as in the report.
    Column("kind", String(1), nullable=False),
    Column("result", String(1), nullable=False),
    text_column("serial_number", 100),
    text_column("part_number", 100),
    text_column("revision", 100),
    text_column("batch_number", 100),
    Column("process_code", Integer, nullable=False),
    # Of a repair: the test operation that failed.
    Column("tested_code", Integer),
    Column("start", MOMENT, nullable=False),
    text_column("operator", 128),
    text_column("station", 100),
    text_column("location", 100),
    text_column("purpose", 100),
    text_column("comment"),
    # The path of the first failed step, and what it measured.
    text_column("cause"),
    text_column("cause_path"),
    Column("referenced", GUID, nullable=False, default=""),
    Column("execution_time", Float),
    text_column("software", 200),
    text_column("software_version", 100),
    Column("socket", Integer),
    text_column("fixture", 100),
    text_column("error_code", 100),
    text_column("error_message"),
    # The unit's how-many-th report of this process, and how often this one was sent.
    Column("run", Integer, nullable=False, default=1),
    Column("receive_count", Integer, nullable=False, default=1),
    Column("size", Integer, nullable=False, default=0),
    Index("report_unit", "serial_number", "part_number", "start"),
    Index("report_start", "start", "id"),
    Index("report_part", "part_number", "start"),
    Index("report_batch", "batch_number", "start"),
    Index("report_process", "process_code", "start"),
)

# Beside the headers, so that a search does not read past megabytes of steps.
report_body = Table(
    "report_body",
    metadata,
    Column("report_id", ForeignKey("report.id", ondelete="CASCADE"), primary_key=True),
    Column("body", JSON, nullable=False),
)

report_sub_unit = Table(
    "report_sub_unit",
    metadata,
    key_column(),
    Column("report_id", ForeignKey("report.id", ondelete="CASCADE"), nullable=False),
    Column("idx", Integer, nullable=False, default=0),
    text_column("part_type", 100),
    text_column("part_number", 100),
    text_column("revision", 100),
    text_column("serial_number", 100),
    Index("sub_unit_report", "report_id", "idx"),
    Index("sub_unit_part", "part_number"),
    Index("sub_unit_serial", "serial_number"),
)

report_misc_info = Table(
    "report_misc_info",
    metadata,
    key_column(),
    Column("report_id", ForeignKey("report.id", ondelete="CASCADE"), nullable=False),
    text_column("description", 200),
    text_column("value", 1000),
    Index("misc_info_report", "report_id", "id"),
    Index("misc_info_value", "description", "value"),
)
