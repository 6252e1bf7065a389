"""What the service standards are computed from.

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the three tables."""
    facts()
    op.create_index("ix_fact_day_kind", "fact", ["day", "kind"])
    op.create_index("ix_fact_question_id", "fact", ["question_id"])
    op.create_table(
        "fact_day",
        sa.Column("day", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(8), primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("packed", sa.Integer, nullable=False),
        sa.Column("data", sa.LargeBinary),
    )
    op.create_table(
        "fact_mark",
        sa.Column("name", sa.String(24), primary_key=True),
        sa.Column("number", sa.BigInteger, nullable=False),
    )


def facts() -> None:
    """What each matter, hand-over, promise and score came to."""
    times = ("value", "first_s", "first_open_s", "done_s", "done_open_s", "assistant_s")
    held = ("queue_s", "queue_open_s", "agent_s", "agent_open_s", "customer_s", "customer_open_s")
    op.create_table(
        "fact",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("ref", sa.String(80), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("day", sa.Integer, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("product", sa.String(64)),
        sa.Column("topic", sa.String(40)),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("simulated", sa.Boolean, nullable=False),
        sa.Column("customer", sa.String(32), nullable=False),
        sa.Column("known", sa.Boolean, nullable=False),
        sa.Column("wish", sa.Boolean, nullable=False),
        sa.Column("contact_id", sa.Integer),
        sa.Column("question_id", sa.Integer),
        sa.Column("group_id", sa.Integer),
        sa.Column("label", sa.String(24), nullable=False),
        sa.Column("reason", sa.String(24)),
        sa.Column("handed", sa.Boolean, nullable=False),
        sa.Column("resolved", sa.Integer),
        sa.Column("helped", sa.Integer),
        sa.Column("first_by", sa.String(10)),
        *(sa.Column(name, sa.Double) for name in (*times, *held)),
        sa.Column("replies", sa.JSON, nullable=False),
        sa.UniqueConstraint("conversation_id", "kind", "ref"),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("fact_mark", "fact_day", "fact"):
        op.drop_table(table)
