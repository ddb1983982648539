"""Commands that their station has given up, and that must not be applied any more."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table."""
    text = sa.String(100).with_variant(sa.String(100, collation="C"), "postgresql")
    op.create_table(
        "voided_command",
        sa.Column("id", text, nullable=False),
        sa.Column("time", sa.String(24), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_voided_command"),
    )
