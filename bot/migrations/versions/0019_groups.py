"""Questions, the groups they join, and what editors did to them.

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    questions()
    groups()
    op.create_table(
        "group_edit",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("group_id", sa.Integer, nullable=False, index=True),
        sa.Column("detail", sa.JSON, nullable=False),
        sa.Column("undone_at", sa.DateTime),
    )
    reading()


def questions() -> None:
    """What customers asked."""
    op.create_table(
        "question",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("conversation_id", sa.String(64), nullable=False, index=True),
        sa.Column("message_id", sa.String(64), nullable=False),
        sa.Column("contact_id", sa.Integer, index=True),
        sa.Column("asked_at", sa.DateTime, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("product", sa.String(40)),
        sa.Column("intent", sa.String(40)),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("answered_by", sa.String(10), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("vector", sa.LargeBinary),
        sa.Column("group_id", sa.Integer),
        sa.Column("nearness", sa.Double),
        sa.Column("pinned", sa.Boolean, nullable=False),
        sa.Column("simulated", sa.Boolean, nullable=False),
        sa.UniqueConstraint("conversation_id", "message_id"),
    )
    op.create_index("ix_question_group_id_asked_at", "question", ["group_id", "asked_at"])
    counted = ["asked_at", "group_id", "simulated", "answered_by"]
    op.create_index("ix_question_counted", "question", counted)


def groups() -> None:
    """What they have in common."""
    op.create_table(
        "question_group",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("label_es", sa.Text),
        sa.Column("label_en", sa.Text),
        sa.Column("name_es", sa.String(200)),
        sa.Column("name_en", sa.String(200)),
        sa.Column("topic", sa.String(40)),
        sa.Column("product", sa.String(40)),
        sa.Column("mark", sa.String(12), nullable=False),
        sa.Column("merged_into", sa.Integer),
        sa.Column("size", sa.Integer, nullable=False, index=True),
        sa.Column("size_es", sa.Integer, nullable=False),
        sa.Column("size_en", sa.Integer, nullable=False),
        sa.Column("centre", sa.LargeBinary),
        sa.Column("first_at", sa.DateTime),
        sa.Column("last_at", sa.DateTime),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("updated_at", sa.DateTime, nullable=False),
    )


def reading() -> None:
    """How far was read, and where the questions of each language lie."""
    op.create_table(
        "question_space",
        sa.Column("language", sa.String(2), primary_key=True),
        sa.Column("model", sa.String(120), nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("total", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "collected",
        sa.Column("source", sa.String(16), primary_key=True),
        sa.Column("upto", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("collected", "question_space", "group_edit", "question_group", "question"):
        op.drop_table(table)
