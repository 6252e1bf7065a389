"""Wishes to be forgotten that wait for open matters.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "erasure_wish",
        sa.Column("customer_id", sa.String(36), primary_key=True),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("asked_at", sa.DateTime, nullable=False),
        sa.Column("done_at", sa.DateTime),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("erasure_wish")
