"""Mails out and in.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "mail_sent",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("conversation_id", sa.String(36), index=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("to", sa.String(200), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("html", sa.Text, nullable=False),
        sa.Column("message_id", sa.String(200), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("next_at", sa.DateTime, nullable=False),
        sa.Column("last_error", sa.String(300)),
        sa.Column("created_at", sa.DateTime, nullable=False, index=True),
        sa.Column("sent_at", sa.DateTime),
        sa.UniqueConstraint("message_id", name="uq_mail_sent_message_id"),
    )
    op.create_index("ix_mail_sent_state_next_at", "mail_sent", ["state", "next_at"])
    op.create_table(
        "mail_due",
        sa.Column("message_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("conversation_id", sa.String(36), nullable=False, index=True),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("to", sa.String(200), nullable=False),
        sa.Column("said_at", sa.DateTime, nullable=False),
        sa.Column("mail_id", sa.String(40), index=True),
    )
    op.create_table(
        "mail_received",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("message_id", sa.String(300), nullable=False),
        sa.Column("sender", sa.String(200), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("reason", sa.String(24)),
        sa.Column("conversation_id", sa.String(36), index=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("raw", sa.LargeBinary),
        sa.Column("received_at", sa.DateTime, nullable=False, index=True),
    )
    op.create_table(
        "mailbox",
        sa.Column("name", sa.String(200), primary_key=True),
        sa.Column("uid_validity", sa.BigInteger, nullable=False),
        sa.Column("last_uid", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("mailbox", "mail_received", "mail_due", "mail_sent"):
        op.drop_table(table)
