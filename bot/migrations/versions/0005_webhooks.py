"""News for other systems that waits to be sent, and what became of it.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "webhook_event",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("next_at", sa.DateTime, nullable=False),
        sa.Column("last_status", sa.Integer),
        sa.Column("last_error", sa.String(300)),
        sa.Column("created_at", sa.DateTime, nullable=False, index=True),
        sa.Column("delivered_at", sa.DateTime),
    )
    op.create_index("ix_webhook_event_state_next_at", "webhook_event", ["state", "next_at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("webhook_event")
