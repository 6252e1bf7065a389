"""Drafts of FAQ entries, their versions and their history.

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the four tables."""
    drafts()
    versions()
    op.create_table(
        "faq_event",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column(
            "draft_id", sa.Integer, sa.ForeignKey("faq_draft.id"), nullable=False, index=True
        ),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("before", sa.Integer),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("undone_at", sa.DateTime),
    )
    op.create_index("ix_faq_event_kind_at", "faq_event", ["kind", "at"])
    op.create_table(
        "faq_source",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column(
            "draft_id", sa.Integer, sa.ForeignKey("faq_draft.id"), nullable=False, index=True
        ),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("conversation_id", sa.String(64), index=True),
        sa.Column("passage_id", sa.String(16)),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("url", sa.String(300), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )


def drafts() -> None:
    """Entries as the office has them."""
    op.create_table(
        "faq_draft",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("faq_id", sa.String(80), nullable=False, unique=True),
        sa.Column("group_id", sa.Integer, index=True),
        sa.Column("state", sa.String(10), nullable=False, index=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("live_version", sa.Integer),
        sa.Column("approved_version", sa.Integer),
        sa.Column("topic", sa.String(40), nullable=False),
        sa.Column("question_es", sa.Text, nullable=False),
        sa.Column("question_en", sa.Text, nullable=False),
        sa.Column("missing", sa.String(5), nullable=False),
        sa.Column("publish_at", sa.DateTime),
        sa.Column("retire_at", sa.DateTime),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("updated_at", sa.DateTime, nullable=False),
        sa.Column("updated_by", sa.String(36), nullable=False),
    )


def versions() -> None:
    """Every wording that they had."""
    op.create_table(
        "faq_version",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("draft_id", sa.Integer, sa.ForeignKey("faq_draft.id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("why", sa.String(10), nullable=False),
        sa.Column("of", sa.Integer),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("by", sa.String(36), nullable=False),
        sa.Column("approved_at", sa.DateTime),
        sa.Column("approved_by", sa.String(36)),
        sa.UniqueConstraint("draft_id", "number"),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("faq_source", "faq_event", "faq_version", "faq_draft"):
        op.drop_table(table)
