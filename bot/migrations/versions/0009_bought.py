"""When and where a product that is registered was bought.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both columns."""
    op.add_column("product_registration", sa.Column("bought_on", sa.Date))
    op.add_column("product_registration", sa.Column("bought_at", sa.String(120)))


def downgrade() -> None:
    """Drop both."""
    op.drop_column("product_registration", "bought_at")
    op.drop_column("product_registration", "bought_on")
