"""Promises to customers who wait, and call-backs.

Revision ID: 0013
Revises: 0012
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def conversation() -> "sa.Column[Any]":
    """Whose it is."""
    key = sa.ForeignKey("conversation.id")
    return sa.Column("conversation_id", sa.String(36), key, nullable=False, index=True)


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "promise",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        conversation(),
        sa.Column("escalation_id", sa.Integer, sa.ForeignKey("escalation.id"), index=True),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("said_at", sa.DateTime, nullable=False, index=True),
        sa.Column("due_at", sa.DateTime, nullable=False),
        sa.Column("kept_at", sa.DateTime),
        sa.Column("kept", sa.Boolean),
        sa.Column("settled_at", sa.DateTime),
        sa.Column("detail", sa.JSON, nullable=False),
    )
    op.create_index("ix_promise_settled_at_due_at", "promise", ["settled_at", "due_at"])
    op.create_table(
        "callback",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        conversation(),
        sa.Column("phone", sa.String(20), nullable=False),
        sa.Column("slot_at", sa.DateTime, nullable=False),
        sa.Column("ends_at", sa.DateTime, nullable=False),
        sa.Column("place", sa.Integer),
        sa.Column("state", sa.String(10), nullable=False, index=True),
        sa.Column("agent", sa.String(36)),
        sa.Column("called_at", sa.DateTime),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.UniqueConstraint("slot_at", "place"),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("callback")
    op.drop_table("promise")
