"""Solved conversations to find again.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "solved",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("escalation_id", sa.Integer, nullable=False, unique=True),
        sa.Column("conversation_id", sa.String(36), nullable=False, index=True),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("topic", sa.String(40)),
        sa.Column("product", sa.String(64)),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("reply", sa.Text, nullable=False),
        sa.Column("solved_at", sa.DateTime, nullable=False),
        sa.Column("model", sa.String(120)),
        sa.Column("vector", sa.LargeBinary),
    )
    op.create_index("ix_solved_model_id", "solved", ["model", "id"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("solved")
