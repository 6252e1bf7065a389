"""Where a return or a repair is collected, where that is not the usual address.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both columns."""
    op.add_column("return_request", sa.Column("address", sa.JSON))
    op.add_column("repair", sa.Column("address", sa.JSON))


def downgrade() -> None:
    """Drop both."""
    op.drop_column("repair", "address")
    op.drop_column("return_request", "address")
