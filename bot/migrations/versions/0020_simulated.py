"""What a simulator made says so.

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Mark conversations; those that are there were real."""
    column = sa.Column("simulated", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("conversation", column)


def downgrade() -> None:
    """Drop the mark."""
    with op.batch_alter_table("conversation") as table:
        table.drop_column("simulated")
