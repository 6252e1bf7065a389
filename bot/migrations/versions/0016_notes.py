"""Notes, labels, canned replies and drafts of agents.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TABLES = ("draft", "canned_reply", "conversation_label", "mention", "note")


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "note",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column(
            "conversation_id",
            sa.String(36),
            sa.ForeignKey("conversation.id"),
            nullable=False,
            index=True,
        ),
        sa.Column("agent_id", sa.String(36), nullable=False),
        sa.Column("author_name", sa.String(80), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "mention",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("note_id", sa.Integer, sa.ForeignKey("note.id"), nullable=False),
        sa.Column("agent_id", sa.String(36), nullable=False, index=True),
        sa.Column("conversation_id", sa.String(36), nullable=False),
        sa.Column("seen_at", sa.DateTime),
        sa.UniqueConstraint("note_id", "agent_id"),
    )
    op.create_table(
        "conversation_label",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column(
            "conversation_id", sa.String(36), sa.ForeignKey("conversation.id"), nullable=False
        ),
        sa.Column("name", sa.String(40), nullable=False, index=True),
        sa.Column("agent_id", sa.String(36), nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.UniqueConstraint("conversation_id", "name"),
    )
    op.create_table(
        "canned_reply",
        sa.Column("shortcut", sa.String(32), primary_key=True),
        sa.Column("es", sa.Text, nullable=False),
        sa.Column("en", sa.Text, nullable=False),
        sa.Column("updated_by", sa.String(36), nullable=False),
        sa.Column("updated_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "draft",
        sa.Column("agent_id", sa.String(36), primary_key=True),
        sa.Column("conversation_id", sa.String(36), primary_key=True),
        sa.Column("kind", sa.String(5), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
        sa.Column("updated_at", sa.DateTime, nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    for table in TABLES:
        op.drop_table(table)
