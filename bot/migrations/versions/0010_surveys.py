"""What customers answer to the questions about the service.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "survey",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("conversation_id", sa.String(64), nullable=False, index=True),
        sa.Column("customer", sa.String(32)),
        sa.Column("kind", sa.String(4), nullable=False),
        sa.Column("about", sa.String(40), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("awaits", sa.String(8)),
        sa.Column("score", sa.Integer),
        sa.Column("comment", sa.Text),
        sa.Column("asked_at", sa.DateTime, nullable=False, index=True),
        sa.Column("answered_at", sa.DateTime),
    )
    op.create_index("ix_survey_customer_kind", "survey", ["customer", "kind"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("survey")
