"""Whether a page of help was helpful, and what was looked for there.

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "help_vote",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("page", sa.String(200), nullable=False),
        sa.Column("visitor", sa.String(64), nullable=False),
        sa.Column("helpful", sa.Boolean, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False, index=True),
        sa.UniqueConstraint("page", "visitor"),
    )
    op.create_index("ix_help_vote_counts", "help_vote", ["page", "helpful", "at"])
    op.create_table(
        "help_search",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("text", sa.String(200), nullable=False),
        sa.Column("found", sa.Boolean, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.UniqueConstraint("day", "language", "text"),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("help_search", "help_vote"):
        op.drop_table(table)
