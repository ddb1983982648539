"""Commands that their station has given up: kept beside the applied ones, and never applied."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Every command known so far was applied."""
    voided: sa.Column[bool] = sa.Column(
        "voided", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("command", voided)
