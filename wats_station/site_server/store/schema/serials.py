"""Serial number types and the numbers of their pools."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, UniqueConstraint

from wats_station.site_server.store.schema.columns import (
    MOMENT,
    key_column,
    metadata,
    text_column,
)

serial_type = Table(
    "serial_number_type",
    metadata,
    key_column(),
    text_column("name", 100, unique=True),
    text_column("description"),
    text_column("format", 200),
    text_column("regex", 500),
    # 0 serial number, 1 MAC address, 2 IMEI.
    Column("identifier", Integer, nullable=False, default=0),
)

serial_number = Table(
    "serial_number",
    metadata,
    key_column(),
    Column("type_id", ForeignKey("serial_number_type.id"), nullable=False),
    text_column("value", 100),
    # What stands before the running number, and that number: neighbours differ by one.
    text_column("prefix", 100),
    Column("number", BigInteger, nullable=False),
    # See rules.serials: free, reserved or taken.
    Column("state", Integer, nullable=False, default=0),
    Column("changed", MOMENT, nullable=False),
    text_column("ref_serial", 100),
    text_column("ref_part", 100),
    text_column("ref_station", 100),
    # The command that took it: asked for again, it gets the same numbers.
    text_column("command", 100),
    UniqueConstraint("type_id", "value"),
    Index("serial_number_pool", "type_id", "state", "prefix", "number"),
    Index("serial_number_changed", "type_id", "changed"),
    Index("serial_number_command", "command"),
    Index("serial_number_ref_serial", "ref_serial"),
    Index("serial_number_ref_part", "ref_part"),
)
