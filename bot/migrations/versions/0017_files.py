"""Files that were sent in conversations.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "file",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column(
            "conversation_id", sa.String(36), sa.ForeignKey("conversation.id"), nullable=False
        ),
        sa.Column("author", sa.String(8), nullable=False),
        sa.Column("name", sa.String(160), nullable=False),
        sa.Column("mime", sa.String(40), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("width", sa.Integer),
        sa.Column("height", sa.Integer),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("sent_at", sa.DateTime),
        sa.Column("erased_at", sa.DateTime),
        sa.Column("removed_at", sa.DateTime),
    )
    op.create_index("ix_file_conversation_id", "file", ["conversation_id"])
    op.create_index("ix_file_erased_at", "file", ["erased_at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("file")
