"""What the site is set up with: processes, verification rules, barcodes, tokens, settings."""

from sqlalchemy import JSON, Boolean, Column, Integer, String, Table

from wats_station.site_server.store.schema.columns import (
    MOMENT,
    guid_column,
    key_column,
    metadata,
    text_column,
    text_type,
)

process = Table(
    "process",
    metadata,
    Column("code", Integer, primary_key=True, autoincrement=False),
    guid_column(),
    text_column("name", 100),
    text_column("description"),
    # test, repair or wip: see store.processes.
    Column("kind", String(6), nullable=False),
    # Its place in the order of processes.
    Column("position", Integer, nullable=False),
    Column("active", Boolean, nullable=False, default=True),
    # Of a repair: its bindings, code tree and fields, as the API answers them.
    Column("repair_operation", JSON(none_as_null=True)),
)

verification_rule = Table(
    "verification_rule",
    metadata,
    key_column(),
    text_column("part_number", 100),
    text_column("revision", 100),
    Column("process_codes", JSON, nullable=False),
)

barcode_identifier = Table(
    "barcode_identifier",
    metadata,
    key_column(),
    # Regular expressions: what the code must be, and what in it is what.
    text_column("pattern", 500),
    text_column("serial_number", 500),
    text_column("part_number", 500),
    text_column("revision", 500),
    text_column("batch_number", 500),
    text_column("process", 500),
    text_column("description", 500),
    Column("order", Integer, nullable=False, default=0),
)

token = Table(
    "token",
    metadata,
    key_column(),
    text_column("name", 100, unique=True),
    # operate or administer.
    Column("role", String(10), nullable=False),
    # SHA-256 of the token: a random text of 192 bits needs no slower digest.
    Column("digest", String(64), nullable=False, unique=True),
    Column("created", MOMENT, nullable=False),
    Column("revoked", MOMENT),
)

setting = Table(
    "setting",
    metadata,
    Column("name", text_type(100), primary_key=True),
    Column("value", JSON, nullable=False),
)
