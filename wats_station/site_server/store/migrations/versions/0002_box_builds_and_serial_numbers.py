"""Box builds, serial numbers, batches, set-up and tokens; report bodies beside their headers.

Every table is made anew, with names for its constraints and text that compares alike on
every database; what the old ones held is carried over.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import TypeEngine

revision = "0002"
down_revision = "0001"

_INDEXES = (
    ("report_start", "report"),
    ("report_unit", "report"),
    ("ix_unit_parent_id", "unit"),
    ("ix_unit_phase_id", "unit"),
    ("unit_batch", "unit"),
    ("unit_product", "unit"),
    ("history_unit", "history"),
)
# Children before what they refer to.
_OLD = (
    "report",
    "history",
    "unit",
    "product_revision",
    "product",
    "process",
    "command",
    "verification_rule",
)


def upgrade() -> None:
    """Make the new tables, carry the rows over, and drop the old ones."""
    for index, table in _INDEXES:
        op.drop_index(index, table)
    for table in _OLD:
        op.rename_table(table, f"old_{table}")
    _make_tables()
    _carry_over()
    for table in _OLD:
        op.drop_table(f"old_{table}")
    op.execute("DROP TABLE IF EXISTS schema_version")


def _carry_over() -> None:
    for statement in (
        "INSERT INTO process (code, guid, name, description, kind, position, active,"
        " repair_operation) SELECT code, guid, name, '', kind, position, active,"
        " repair_operation FROM old_process",
        "INSERT INTO product (id, guid, part_number, name, description, non_serial, state, tags)"
        " SELECT id, guid, part_number, name, description, non_serial, 1, '{}' FROM old_product",
        "INSERT INTO product_revision (id, guid, product_id, revision, name, description, state,"
        " tags) SELECT id, guid, product_id, revision, '', '', 1, '{}' FROM old_product_revision",
        "INSERT INTO batch (number) SELECT DISTINCT batch_number FROM old_unit"
        " WHERE batch_number <> ''",
        # A foreign key is checked row by row: first the units, then who is whose parent.
        "INSERT INTO unit (id, serial_number, product_id, revision, batch_number, location,"
        " serial_date, phase_id, process_code, tags) SELECT id, serial_number, product_id,"
        " revision, batch_number, location, serial_date, phase_id, process_code, tags"
        " FROM old_unit",
        "UPDATE unit SET parent_id = (SELECT parent_id FROM old_unit WHERE old_unit.id = unit.id),"
        " position = CASE WHEN (SELECT parent_id FROM old_unit WHERE old_unit.id = unit.id)"
        " IS NULL THEN NULL ELSE (SELECT count(*) FROM old_unit AS me JOIN old_unit AS other"
        " ON other.parent_id = me.parent_id AND other.id < me.id WHERE me.id = unit.id) END",
        "INSERT INTO history (id, unit_id, time, kind, key, old, new, old_id, new_id, operator,"
        " station, approved_by, command, comment) SELECT id, unit_id, time, kind, key, old, new,"
        " old_id, new_id, operator, station, approved_by, command, comment FROM old_history",
        "INSERT INTO command (id, time) SELECT id, time FROM old_command",
        "INSERT INTO verification_rule (id, part_number, revision, process_codes)"
        " SELECT id, part_number, revision, process_codes FROM old_verification_rule",
        "INSERT INTO report (id, uuid, kind, result, serial_number, part_number, revision,"
        " batch_number, process_code, tested_code, start, operator, station, location, purpose,"
        " comment, cause, cause_path, referenced, software, software_version, fixture,"
        " error_code, error_message, run, receive_count, size)"
        " SELECT id, uuid, kind, result, serial_number, part_number, revision, batch_number,"
        " process_code, tested_code, start, operator, station, location, purpose, comment,"
        " cause, '', referenced, '', '', '', '', '', 1, 1, 0 FROM old_report",
        "UPDATE report SET run = 1 + (SELECT count(*) FROM old_report AS other"
        " WHERE other.serial_number = report.serial_number"
        " AND other.part_number = report.part_number"
        " AND other.process_code = report.process_code AND other.kind = report.kind"
        " AND other.id < report.id)",
        "INSERT INTO report_body (report_id, body) SELECT id, body FROM old_report",
    ):
        op.execute(sa.text(statement))


def _text(length: int | None = None) -> TypeEngine[str]:
    kind = sa.Text if length is None else sa.String
    return kind(length).with_variant(kind(length, collation="C"), "postgresql")


def _make_tables() -> None:
    op.create_table(
        "barcode_identifier",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pattern", _text(500), nullable=False),
        sa.Column("serial_number", _text(500), nullable=False),
        sa.Column("part_number", _text(500), nullable=False),
        sa.Column("revision", _text(500), nullable=False),
        sa.Column("batch_number", _text(500), nullable=False),
        sa.Column("process", _text(500), nullable=False),
        sa.Column("description", _text(500), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_barcode_identifier"),
    )
    op.create_table(
        "batch",
        sa.Column("number", _text(100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_batch"),
    )
    op.create_table(
        "command",
        sa.Column("id", _text(100), nullable=False),
        sa.Column("time", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_command"),
    )
    op.create_table(
        "deleted_unit",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("serial_number", _text(100), nullable=False),
        sa.Column("part_number", _text(100), nullable=False),
        sa.Column("time", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deleted_unit"),
    )
    op.create_index("deleted_unit_serial", "deleted_unit", ["serial_number"])
    op.create_table(
        "history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("time", sa.String(length=24), nullable=False),
        sa.Column("kind", _text(20), nullable=False),
        sa.Column("key", _text(100), nullable=False),
        sa.Column("old", _text(), nullable=True),
        sa.Column("new", _text(), nullable=True),
        sa.Column("old_id", sa.Integer(), nullable=True),
        sa.Column("new_id", sa.Integer(), nullable=True),
        sa.Column("operator", _text(200), nullable=False),
        sa.Column("station", _text(200), nullable=False),
        sa.Column("approved_by", _text(200), nullable=False),
        sa.Column("command", _text(100), nullable=False),
        sa.Column("comment", _text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_history"),
    )
    op.create_index("history_unit", "history", ["unit_id", "id"])
    op.create_table(
        "process",
        sa.Column("code", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("guid", sa.String(length=36), nullable=False),
        sa.Column("name", _text(100), nullable=False),
        sa.Column("description", _text(), nullable=False),
        sa.Column("kind", sa.String(length=6), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("repair_operation", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("code", name="pk_process"),
        sa.UniqueConstraint("guid", name="uq_process_guid"),
    )
    op.create_table(
        "product_category",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.String(length=36), nullable=False),
        sa.Column("name", _text(100), nullable=False),
        sa.Column("description", _text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_product_category"),
        sa.UniqueConstraint("guid", name="uq_product_category_guid"),
        sa.UniqueConstraint("name", name="uq_product_category_name"),
    )
    op.create_table(
        "product_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", _text(100), nullable=False),
        sa.Column("description", _text(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_product_group"),
        sa.UniqueConstraint("name", name="uq_product_group_name"),
    )
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=1), nullable=False),
        sa.Column("result", sa.String(length=1), nullable=False),
        sa.Column("serial_number", _text(100), nullable=False),
        sa.Column("part_number", _text(100), nullable=False),
        sa.Column("revision", _text(100), nullable=False),
        sa.Column("batch_number", _text(100), nullable=False),
        sa.Column("process_code", sa.Integer(), nullable=False),
        sa.Column("tested_code", sa.Integer(), nullable=True),
        sa.Column("start", sa.String(length=24), nullable=False),
        sa.Column("operator", _text(128), nullable=False),
        sa.Column("station", _text(100), nullable=False),
        sa.Column("location", _text(100), nullable=False),
        sa.Column("purpose", _text(100), nullable=False),
        sa.Column("comment", _text(), nullable=False),
        sa.Column("cause", _text(), nullable=False),
        sa.Column("cause_path", _text(), nullable=False),
        sa.Column("referenced", sa.String(length=36), nullable=False),
        sa.Column("execution_time", sa.Float(), nullable=True),
        sa.Column("software", _text(200), nullable=False),
        sa.Column("software_version", _text(100), nullable=False),
        sa.Column("socket", sa.Integer(), nullable=True),
        sa.Column("fixture", _text(100), nullable=False),
        sa.Column("error_code", _text(100), nullable=False),
        sa.Column("error_message", _text(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("receive_count", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
        sa.UniqueConstraint("uuid", name="uq_report_uuid"),
    )
    op.create_index("report_batch", "report", ["batch_number", "start"])
    op.create_index("report_part", "report", ["part_number", "start"])
    op.create_index("report_process", "report", ["process_code", "start"])
    op.create_index("report_start", "report", ["start", "id"])
    op.create_index("report_unit", "report", ["serial_number", "part_number", "start"])
    op.create_table(
        "serial_number_type",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", _text(100), nullable=False),
        sa.Column("description", _text(), nullable=False),
        sa.Column("format", _text(200), nullable=False),
        sa.Column("regex", _text(500), nullable=False),
        sa.Column("identifier", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_serial_number_type"),
        sa.UniqueConstraint("name", name="uq_serial_number_type_name"),
    )
    op.create_table(
        "setting",
        sa.Column("name", _text(100), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_setting"),
    )
    op.create_table(
        "token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", _text(100), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created", sa.String(length=24), nullable=False),
        sa.Column("revoked", sa.String(length=24), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_token"),
        sa.UniqueConstraint("digest", name="uq_token_digest"),
        sa.UniqueConstraint("name", name="uq_token_name"),
    )
    op.create_table(
        "unit_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("serial_number", _text(100), nullable=False),
        sa.Column("new_parent_serial", _text(100), nullable=True),
        sa.Column("new_part_number", _text(100), nullable=True),
        sa.Column("new_revision", _text(100), nullable=True),
        sa.Column("new_phase_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_unit_change"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "vendor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.String(length=36), nullable=False),
        sa.Column("name", _text(100), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_vendor"),
        sa.UniqueConstraint("guid", name="uq_vendor_guid"),
        sa.UniqueConstraint("name", name="uq_vendor_name"),
    )
    op.create_table(
        "verification_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("part_number", _text(100), nullable=False),
        sa.Column("revision", _text(100), nullable=False),
        sa.Column("process_codes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_verification_rule"),
    )
    op.create_table(
        "product",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.String(length=36), nullable=False),
        sa.Column("part_number", _text(100), nullable=False),
        sa.Column("name", _text(100), nullable=False),
        sa.Column("description", _text(), nullable=False),
        sa.Column("non_serial", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"], ["product_category.id"], name="fk_product_category_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_product"),
        sa.UniqueConstraint("guid", name="uq_product_guid"),
        sa.UniqueConstraint("part_number", name="uq_product_part_number"),
    )
    op.create_table(
        "product_group_filter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("part_number", _text(100), nullable=False),
        sa.Column("revision", _text(100), nullable=False),
        sa.Column("exclude", sa.Boolean(), nullable=False),
        sa.Column("order_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["product_group.id"],
            name="fk_product_group_filter_group_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_product_group_filter"),
    )
    op.create_index("group_filter_group", "product_group_filter", ["group_id"])
    op.create_table(
        "report_body",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name="fk_report_body_report_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report_id", name="pk_report_body"),
    )
    op.create_table(
        "report_misc_info",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("description", _text(200), nullable=False),
        sa.Column("value", _text(1000), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name="fk_report_misc_info_report_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_report_misc_info"),
    )
    op.create_index("misc_info_report", "report_misc_info", ["report_id", "id"])
    op.create_index("misc_info_value", "report_misc_info", ["description", "value"])
    op.create_table(
        "report_sub_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("idx", sa.Integer(), nullable=False),
        sa.Column("part_type", _text(100), nullable=False),
        sa.Column("part_number", _text(100), nullable=False),
        sa.Column("revision", _text(100), nullable=False),
        sa.Column("serial_number", _text(100), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name="fk_report_sub_unit_report_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_report_sub_unit"),
    )
    op.create_index("sub_unit_part", "report_sub_unit", ["part_number"])
    op.create_index("sub_unit_report", "report_sub_unit", ["report_id", "idx"])
    op.create_index("sub_unit_serial", "report_sub_unit", ["serial_number"])
    op.create_table(
        "serial_number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("type_id", sa.Integer(), nullable=False),
        sa.Column("value", _text(100), nullable=False),
        sa.Column("prefix", _text(100), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Integer(), nullable=False),
        sa.Column("changed", sa.String(length=24), nullable=False),
        sa.Column("ref_serial", _text(100), nullable=False),
        sa.Column("ref_part", _text(100), nullable=False),
        sa.Column("ref_station", _text(100), nullable=False),
        sa.Column("command", _text(100), nullable=False),
        sa.ForeignKeyConstraint(
            ["type_id"], ["serial_number_type.id"], name="fk_serial_number_type_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_serial_number"),
        sa.UniqueConstraint("type_id", "value", name="uq_serial_number_type_id"),
    )
    op.create_index("serial_number_changed", "serial_number", ["type_id", "changed"])
    op.create_index("serial_number_command", "serial_number", ["command"])
    op.create_index("serial_number_pool", "serial_number", ["type_id", "state", "prefix", "number"])
    op.create_index("serial_number_ref_part", "serial_number", ["ref_part"])
    op.create_index("serial_number_ref_serial", "serial_number", ["ref_serial"])
    op.create_table(
        "product_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.String(length=36), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("revision", _text(100), nullable=False),
        sa.Column("name", _text(100), nullable=False),
        sa.Column("description", _text(), nullable=False),
        sa.Column("state", sa.Integer(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["product.id"], name="fk_product_revision_product_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_product_revision"),
        sa.UniqueConstraint("guid", name="uq_product_revision_guid"),
        sa.UniqueConstraint("product_id", "revision", name="uq_product_revision_product_id"),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("serial_number", _text(100), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("revision", _text(100), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("batch_number", _text(100), nullable=False),
        sa.Column("location", _text(100), nullable=False),
        sa.Column("serial_date", sa.String(length=24), nullable=False),
        sa.Column("phase_id", sa.Integer(), nullable=False),
        sa.Column("process_code", sa.Integer(), nullable=True),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["unit.id"],
            name="fk_unit_parent_id",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_unit_product_id"),
        sa.PrimaryKeyConstraint("id", name="pk_unit"),
        sa.UniqueConstraint("serial_number", "product_id", name="uq_unit_serial_number"),
        sqlite_autoincrement=True,
    )
    op.create_index("unit_batch", "unit", ["batch_number", "id"])
    op.create_index("unit_location", "unit", ["location", "id"])
    op.create_index("unit_parent", "unit", ["parent_id", "position"])
    op.create_index("unit_phase", "unit", ["phase_id", "id"])
    op.create_index("unit_process", "unit", ["process_code", "id"])
    op.create_index("unit_product", "unit", ["product_id", "id"])
    op.create_index("unit_serial_date", "unit", ["serial_date", "id"])
    op.create_table(
        "bom_component",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("number", _text(100), nullable=False),
        sa.Column("revision", _text(100), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("description", _text(), nullable=False),
        sa.Column("reference", _text(1000), nullable=False),
        sa.Column("function_block", _text(100), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["product_revision.id"], name="fk_bom_component_revision_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_bom_component"),
    )
    op.create_index("component_revision", "bom_component", ["revision_id", "id"])
    op.create_table(
        "product_revision_relation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.String(length=36), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("revision_mask", _text(200), nullable=False),
        sa.Column("item_number", _text(100), nullable=False),
        sa.ForeignKeyConstraint(
            ["child_id"], ["product_revision.id"], name="fk_product_revision_relation_child_id"
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["product_revision.id"], name="fk_product_revision_relation_parent_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_product_revision_relation"),
        sa.UniqueConstraint("guid", name="uq_product_revision_relation_guid"),
    )
    op.create_index("relation_child", "product_revision_relation", ["child_id"])
    op.create_index("relation_parent", "product_revision_relation", ["parent_id", "id"])
