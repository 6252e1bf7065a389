"""What agents can do and whether they are there, and what they did.

Revision ID: 0015
Revises: 0014
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def agent() -> list[sa.Column[Any]]:
    """What an account gets."""
    return [
        sa.Column("capacity", sa.Integer, nullable=False, server_default="4"),
        sa.Column("languages", sa.JSON, nullable=False, server_default='["es", "en"]'),
        sa.Column("topics", sa.JSON, nullable=False, server_default="[]"),
        sa.Column("picture", sa.String(32), nullable=False, server_default=""),
        sa.Column("active", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.Column("sound", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.Column("notify", sa.Boolean, nullable=False, server_default=sa.false()),
    ]


def upgrade() -> None:
    """Add the columns, and make the tables."""
    for column in agent():
        op.add_column("agent", column)
    op.create_table(
        "agent_picture",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "presence",
        sa.Column("agent_id", sa.String(36), sa.ForeignKey("agent.id"), primary_key=True),
        sa.Column("chosen", sa.String(8), nullable=False),
        sa.Column("chosen_at", sa.DateTime, nullable=False),
        sa.Column("came_at", sa.DateTime),
        sa.Column("last_seen", sa.DateTime),
        sa.Column("active_since", sa.DateTime),
        sa.Column("last_active", sa.DateTime),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.DateTime, nullable=False, index=True),
        sa.Column("agent_id", sa.String(36), nullable=False),
        sa.Column("action", sa.String(40), nullable=False, index=True),
        sa.Column("conversation_id", sa.String(36), index=True),
        sa.Column("detail", sa.JSON, nullable=False),
    )
    op.create_index("ix_audit_agent_id_at", "audit", ["agent_id", "at"])


def downgrade() -> None:
    """Drop them."""
    for table in ("audit", "presence", "agent_picture"):
        op.drop_table(table)
    with op.batch_alter_table("agent") as batch:
        for column in agent():
            batch.drop_column(column.name)
