"""Contacts say why they were not answered, and why an answer did not help.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the two columns."""
    op.add_column("contact", sa.Column("cause", sa.String(16)))
    op.add_column("contact", sa.Column("feedback_reason", sa.String(16)))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("contact", "feedback_reason")
    op.drop_column("contact", "cause")
