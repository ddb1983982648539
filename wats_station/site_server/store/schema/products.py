"""Products, what they are made of, and how they are grouped."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, Table, UniqueConstraint

from wats_station.site_server.store.schema.columns import (
    guid_column,
    key_column,
    metadata,
    text_column,
)

product_category = Table(
    "product_category",
    metadata,
    key_column(),
    guid_column(),
    text_column("name", 100, unique=True),
    text_column("description"),
)

product = Table(
    "product",
    metadata,
    key_column(),
    guid_column(),
    text_column("part_number", 100, unique=True),
    text_column("name", 100),
    text_column("description"),
    Column("non_serial", Boolean, nullable=False, default=False),
    Column("state", Integer, nullable=False, default=1),
    Column("category_id", ForeignKey("product_category.id")),
    Column("tags", JSON, nullable=False, default=dict),
)

revision = Table(
    "product_revision",
    metadata,
    key_column(),
    guid_column(),
    Column("product_id", ForeignKey("product.id"), nullable=False),
    text_column("revision", 100),
    text_column("name", 100),
    text_column("description"),
    Column("state", Integer, nullable=False, default=1),
    Column("tags", JSON, nullable=False, default=dict),
    UniqueConstraint("product_id", "revision"),
)

# One line of a box build: so many units of the child revision belong into the parent.
relation = Table(
    "product_revision_relation",
    metadata,
    key_column(),
    guid_column(),
    Column("parent_id", ForeignKey("product_revision.id"), nullable=False),
    Column("child_id", ForeignKey("product_revision.id"), nullable=False),
    Column("quantity", Integer, nullable=False, default=1),
    text_column("revision_mask", 200),
    text_column("item_number", 100),
    Index("relation_parent", "parent_id", "id"),
    Index("relation_child", "child_id"),
)

# The parts list: components, most of them without serial numbers.
component = Table(
    "bom_component",
    metadata,
    key_column(),
    Column("revision_id", ForeignKey("product_revision.id"), nullable=False),
    text_column("number", 100),
    text_column("revision", 100),
    Column("quantity", Integer, nullable=False, default=1),
    text_column("description"),
    text_column("reference", 1000),
    text_column("function_block", 100),
    Index("component_revision", "revision_id", "id"),
)

product_group = Table(
    "product_group",
    metadata,
    key_column(),
    text_column("name", 100, unique=True),
    text_column("description"),
    Column("is_public", Boolean, nullable=False, default=True),
)

# Which products are in a group, by WATS filters on part number and revision.
product_group_filter = Table(
    "product_group_filter",
    metadata,
    key_column(),
    Column("group_id", ForeignKey("product_group.id", ondelete="CASCADE"), nullable=False),
    text_column("part_number", 100),
    text_column("revision", 100),
    Column("exclude", Boolean, nullable=False, default=False),
    Column("order_number", Integer, nullable=False, default=0),
    Index("group_filter_group", "group_id"),
)

vendor = Table(
    "vendor",
    metadata,
    key_column(),
    guid_column(),
    text_column("name", 100, unique=True),
)
