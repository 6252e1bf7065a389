"""Who had a conversation, and every change of hands.

Revision ID: 0012
Revises: 0011
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def conversation() -> list[sa.Column[Any]]:
    """What a conversation gets."""
    return [
        sa.Column("last_agent", sa.String(36)),
        sa.Column("merged_into", sa.String(36)),
        sa.Column("offline", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("reply_email", sa.String(200)),
        sa.Column("customer_got_seq", sa.Integer, nullable=False, server_default="0"),
        sa.Column("customer_read_seq", sa.Integer, nullable=False, server_default="0"),
        sa.Column("agent_read_seq", sa.Integer, nullable=False, server_default="0"),
    ]


def escalation() -> list[sa.Column[Any]]:
    """What an escalation gets."""
    return [
        sa.Column("topic", sa.String(40)),
        sa.Column("product", sa.String(64)),
        sa.Column("routed_to", sa.String(36)),
        sa.Column("routed_at", sa.DateTime),
        sa.Column("returned", sa.Integer, nullable=False, server_default="0"),
        sa.Column("result_topic", sa.String(40)),
        sa.Column("first_reply_at", sa.DateTime),
    ]


def upgrade() -> None:
    """Add the columns, and make the table of changes."""
    for column in conversation():
        op.add_column("conversation", column)
    for column in escalation():
        op.add_column("escalation", column)
    op.create_index("ix_escalation_ended_at_asked_at", "escalation", ["ended_at", "asked_at"])
    op.execute("UPDATE escalation SET outcome = 'solved' WHERE outcome = 'resolved'")
    op.create_table(
        "hand_change",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column(
            "conversation_id",
            sa.String(36),
            sa.ForeignKey("conversation.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("escalation_id", sa.Integer),
        sa.Column("at", sa.DateTime, nullable=False, index=True),
        sa.Column("from_state", sa.String(8), nullable=False),
        sa.Column("to_state", sa.String(8), nullable=False),
        sa.Column("from_agent", sa.String(36)),
        sa.Column("to_agent", sa.String(36)),
        sa.Column("why", sa.String(24), nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("hand_change")
    op.drop_index("ix_escalation_ended_at_asked_at", "escalation")
    for table, columns in (("escalation", escalation()), ("conversation", conversation())):
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.drop_column(column.name)
