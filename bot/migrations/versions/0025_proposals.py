"""Training examples proposed from confirmed groups.

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the four tables."""
    op.create_table(
        "confirmed_group",
        sa.Column("group_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("intent", sa.String(40), nullable=False, index=True),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("state", sa.String(10), nullable=False, index=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("decided_by", sa.String(36)),
        sa.Column("decided_at", sa.DateTime),
        sa.Column("left_out", sa.JSON, nullable=False),
        sa.Column("simulated", sa.Boolean, nullable=False),
    )
    examples()
    scores()


def examples() -> None:
    """The lines of proposals."""
    op.create_table(
        "proposed_example",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("proposal_id", sa.Integer, nullable=False, index=True),
        sa.Column("group_id", sa.Integer, nullable=False),
        sa.Column("question_id", sa.Integer, nullable=False, index=True),
        sa.Column("conversation_id", sa.String(64), nullable=False, index=True),
        sa.Column("intent", sa.String(40), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("why", sa.String(10), nullable=False),
        sa.Column("taken_for", sa.String(40)),
        sa.Column("confidence", sa.Double),
        sa.Column("removed", sa.Boolean, nullable=False),
    )


def scores() -> None:
    """Their measurements."""
    op.create_table(
        "proposal_score",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("proposal_id", sa.Integer, nullable=False, index=True),
        sa.Column("asked_at", sa.DateTime, nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("state", sa.String(12), nullable=False, index=True),
        sa.Column("slot", sa.Integer, unique=True),
        sa.Column("owner", sa.String(32)),
        sa.Column("beat_at", sa.DateTime),
        sa.Column("ended_at", sa.DateTime),
        sa.Column("stage", sa.String(12), nullable=False),
        sa.Column("done", sa.Double, nullable=False),
        sa.Column("base", sa.String(64), nullable=False, index=True),
        sa.Column("patch", sa.String(64), nullable=False),
        sa.Column("test_file", sa.String(200), nullable=False),
        sa.Column("result", sa.JSON),
        sa.Column("problem", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("proposal_score", "proposed_example", "proposal", "confirmed_group"):
        op.drop_table(table)
