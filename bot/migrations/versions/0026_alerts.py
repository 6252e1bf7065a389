"""Alerts of broken standards, weekly reports, files of mails, and the short survey.

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None
DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")


def upgrade() -> None:
    """Make the tables."""
    survey()
    alerts()
    reports()
    op.create_table(
        "mail_attachment",
        sa.Column("mail_id", sa.String(40), primary_key=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("mime", sa.String(80), nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )


def survey() -> None:
    """The short survey in five dimensions."""
    op.create_table(
        "quality_survey",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("conversation_id", sa.String(64), nullable=False, unique=True),
        sa.Column("language", sa.String(2), nullable=False),
        *(sa.Column(name, sa.Integer) for name in DIMENSIONS),
        sa.Column("asked_at", sa.DateTime, nullable=False, index=True),
        sa.Column("answered_at", sa.DateTime),
        sa.Column("simulated", sa.Boolean, nullable=False),
    )


def alerts() -> None:
    """What standards are held to, and when they were not kept."""
    op.create_table(
        "alert_rule",
        sa.Column("standard", sa.String(40), primary_key=True),
        sa.Column("target", sa.Double, nullable=False),
        sa.Column("days", sa.Integer, nullable=False),
        sa.Column("least", sa.Integer, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("changed_by", sa.String(36), nullable=False),
        sa.Column("changed_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "alert",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("standard", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("target", sa.Double, nullable=False),
        sa.Column("days", sa.Integer, nullable=False),
        sa.Column("value", sa.Double, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("began_at", sa.DateTime, nullable=False, index=True),
        sa.Column("ended_at", sa.DateTime),
        sa.Column("ended_value", sa.Double),
        sa.Column("ended_why", sa.String(8)),
        sa.Column("seen_by", sa.String(36)),
        sa.Column("seen_at", sa.DateTime),
        sa.Column("simulated", sa.Boolean, nullable=False),
        sa.Column("open", sa.Integer),
        sa.UniqueConstraint("standard", "open"),
    )


def reports() -> None:
    """Who wants the weekly report, and for which week it was sent."""
    op.create_table(
        "report_wish",
        sa.Column("agent_id", sa.String(36), primary_key=True),
        sa.Column("weekly", sa.Boolean, nullable=False),
        sa.Column("alerts", sa.Boolean, nullable=False),
    )
    op.create_table(
        "weekly_report",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("week", sa.Date, nullable=False),
        sa.Column("agent_id", sa.String(36), nullable=False),
        sa.Column("mail_id", sa.String(40), nullable=False),
        sa.Column("sent_at", sa.DateTime, nullable=False),
        sa.UniqueConstraint("week", "agent_id"),
    )


def downgrade() -> None:
    """Drop them."""
    tables = ("mail_attachment", "weekly_report", "report_wish", "alert", "alert_rule")
    for table in (*tables, "quality_survey"):
        op.drop_table(table)
