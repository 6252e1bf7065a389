"""What editors decided about unanswered questions, product terms, and questions by day.

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the three tables."""
    days()
    op.create_table(
        "gap_decision",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("group_id", sa.Integer, nullable=False),
        sa.Column("cause", sa.String(16), nullable=False),
        sa.Column("fix", sa.String(16), nullable=False),
        sa.Column("draft_id", sa.Integer),
        sa.Column("detail", sa.JSON, nullable=False),
        sa.Column("undone_at", sa.DateTime),
    )
    op.create_index("ix_gap_decision_group_id_cause", "gap_decision", ["group_id", "cause"])
    op.create_table(
        "product_term",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("word", sa.String(60), nullable=False),
        sa.Column("product", sa.String(40), nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("removed_at", sa.DateTime),
    )


def days() -> None:
    """Questions counted by day; the service fills it."""
    counts = ("asked", "unanswered", "alone", "to_agent", "up", "down")
    op.create_table(
        "question_day",
        sa.Column("day", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("group_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("language", sa.String(2), primary_key=True),
        sa.Column("product", sa.String(40), primary_key=True),
        sa.Column("channel", sa.String(16), primary_key=True),
        sa.Column("cause", sa.String(16), primary_key=True),
        sa.Column("simulated", sa.Boolean, primary_key=True),
        *(sa.Column(name, sa.Integer, nullable=False) for name in counts),
        sa.Column("agent_s", sa.Double, nullable=False),
        sa.Column("last_at", sa.DateTime, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_question_day_group_id_day", "question_day", ["group_id", "day"])


def downgrade() -> None:
    """Drop them."""
    for table in ("product_term", "gap_decision", "question_day"):
        op.drop_table(table)
