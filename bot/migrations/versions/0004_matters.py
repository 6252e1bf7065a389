"""Matters after the sale: returns of several items, refunds, repairs, claims, and their history.

Revision ID: 0004
Revises: 0003
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

CUSTOMER: list[sa.Column[Any]] = [
    sa.Column("street", sa.String(200), nullable=False, server_default=""),
    sa.Column("forget_asked_at", sa.DateTime),
    sa.Column("forgotten_at", sa.DateTime),
]
PRODUCT: list[sa.Column[Any]] = [
    sa.Column("line", sa.String(40), nullable=False, server_default="")
]
ORDER: list[sa.Column[Any]] = [
    sa.Column("expected_on", sa.Date),
    sa.Column("street", sa.String(200)),
    sa.Column("postcode", sa.String(12)),
    sa.Column("city", sa.String(80)),
    sa.Column("country", sa.String(2)),
]
RETURN: list[sa.Column[Any]] = [
    sa.Column("condition", sa.String(16)),
    sa.Column("wish", sa.String(16), nullable=False, server_default="refund"),
    sa.Column("way", sa.String(16), nullable=False, server_default="pick_up"),
    sa.Column("shipping_cents", sa.Integer, nullable=False, server_default="0"),
    sa.Column("label", sa.String(200)),
]
ADDED = {"customer": CUSTOMER, "product": PRODUCT, "purchase_order": ORDER}
TABLES = ("return_item", "refund", "repair", "claim", "invoice", "state_change", "done_request")
STANDING = sa.text("standing")


def upgrade() -> None:
    """Make the tables, then move what a return of one item held into them."""
    for table, columns in ADDED.items():
        for column in columns:
            op.add_column(table, column._copy())
    for column in RETURN:
        op.add_column("return_request", column._copy())
    returns()
    repairs_and_claims()
    records()
    move_returns()


def downgrade() -> None:
    """Put a return's first item back where it was, and drop the tables."""
    restore_returns()
    for table in reversed(TABLES):
        op.drop_table(table)
    for table, columns in ADDED.items():
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.drop_column(column.name)


def parent(
    name: str, target: str, kind: Any, nullable: bool = False, index: bool = False
) -> sa.Column[Any]:
    """A column that refers to the key `target`."""
    return sa.Column(name, kind, sa.ForeignKey(target), nullable=nullable, index=index)


def returns() -> None:
    """The items of returns, and refunds."""
    op.create_table(
        "return_item",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        parent("return_number", "return_request.number", sa.Integer(), index=True),
        parent("order_number", "purchase_order.number", sa.String(20)),
        parent("product_id", "product.id", sa.String(40)),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("standing", sa.Boolean, nullable=False),
    )
    standing("ix_return_item_standing", "return_item", ["order_number", "product_id"])
    op.create_table(
        "refund",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        parent("order_number", "purchase_order.number", sa.String(20), index=True),
        parent("return_number", "return_request.number", sa.Integer(), nullable=True),
        sa.Column("amount_cents", sa.Integer, nullable=False),
        sa.Column("means", sa.String(20), nullable=False),
        sa.Column("partial", sa.Boolean, nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("asked_at", sa.DateTime, nullable=False),
        sa.Column("expected_on", sa.Date, nullable=False),
        sa.Column("done_at", sa.DateTime),
    )


def repairs_and_claims() -> None:
    """Repairs and claims."""
    op.create_table(
        "repair",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        parent("customer_id", "customer.id", sa.String(36), index=True),
        parent("order_number", "purchase_order.number", sa.String(20), nullable=True),
        parent("product_id", "product.id", sa.String(40)),
        sa.Column("serial_number", sa.String(40)),
        sa.Column("serial_key", sa.String(40)),
        sa.Column("fault", sa.Text, nullable=False),
        sa.Column("covered", sa.Boolean),
        sa.Column("low_cents", sa.Integer),
        sa.Column("high_cents", sa.Integer),
        sa.Column("slot_id", sa.String(60), unique=True),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("standing", sa.Boolean, nullable=False),
        sa.Column("message_id", sa.String(64)),
        sa.Column("opened_at", sa.DateTime, nullable=False),
    )
    standing("ix_repair_standing", "repair", ["serial_key"])
    op.create_table(
        "claim",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        parent("customer_id", "customer.id", sa.String(36), nullable=True, index=True),
        parent("order_number", "purchase_order.number", sa.String(20), nullable=True),
        parent("product_id", "product.id", sa.String(40), nullable=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("message_id", sa.String(64)),
        sa.Column("opened_at", sa.DateTime, nullable=False),
    )


def records() -> None:
    """Invoices, the history, and what requests led to."""
    op.create_table(
        "invoice",
        sa.Column("number", sa.String(24), primary_key=True),
        sa.Column(
            "order_number",
            sa.String(20),
            sa.ForeignKey("purchase_order.number"),
            nullable=False,
            unique=True,
        ),
        sa.Column("issued_on", sa.Date, nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
    )
    op.create_table(
        "state_change",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("customer_id", sa.String(36), index=True),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("was", sa.String(400)),
        sa.Column("became", sa.String(400), nullable=False),
        sa.Column("by", sa.String(120), nullable=False),
        sa.Column("why", sa.String(500), nullable=False),
        sa.Column("message_id", sa.String(64)),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_index("ix_state_change_kind_number", "state_change", ["kind", "number"])
    op.create_table(
        "done_request",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("result", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )


def standing(name: str, table: str, columns: list[str]) -> None:
    """A unique index over the rows that stand."""
    op.create_index(
        name, table, columns, unique=True, sqlite_where=STANDING, postgresql_where=STANDING
    )


def move_returns() -> None:
    """A return's item and its money get rows of their own."""
    op.execute(
        "INSERT INTO return_item (return_number, order_number, product_id, quantity, standing) "
        "SELECT number, order_number, product_id, 1, status != 'rejected' FROM return_request"
    )
    op.execute(
        "INSERT INTO refund (number, order_number, return_number, amount_cents, means, partial, "
        "status, asked_at, expected_on, done_at) SELECT r.number + 30000, r.order_number, "
        "r.number, r.refund_cents, o.payment, r.refund_cents < o.total_cents, 'done', "
        "r.refunded_at, date(r.refunded_at), r.refunded_at FROM return_request r "
        "JOIN purchase_order o ON o.number = r.order_number WHERE r.refund_cents IS NOT NULL"
    )
    op.drop_index("ix_return_request_standing", "return_request")
    with op.batch_alter_table("return_request") as batch:
        batch.drop_constraint("fk_return_request_product_id_product", type_="foreignkey")
        for name in ("product_id", "refund_cents", "refunded_at"):
            batch.drop_column(name)
    op.create_index("ix_return_request_order_number", "return_request", ["order_number"])


def restore_returns() -> None:
    """The columns of a return of one item, filled from its first item and its refund."""
    op.drop_index("ix_return_request_order_number", "return_request")
    op.add_column("return_request", sa.Column("product_id", sa.String(40)))
    op.add_column("return_request", sa.Column("refund_cents", sa.Integer))
    op.add_column("return_request", sa.Column("refunded_at", sa.DateTime))
    of = "WHERE return_number = return_request.number"
    done = f"FROM refund {of} AND refund.status = 'done'"
    op.execute(
        f"UPDATE return_request SET product_id = (SELECT min(product_id) FROM return_item {of}), "
        f"refund_cents = (SELECT min(amount_cents) {done}), "
        f"refunded_at = (SELECT min(done_at) {done}), status = "
        "CASE WHEN status IN ('cancelled', 'exchanged') THEN 'rejected' ELSE status END"
    )
    with op.batch_alter_table("return_request") as batch:
        batch.alter_column("product_id", existing_type=sa.String(40), nullable=False)
        batch.create_foreign_key(
            "fk_return_request_product_id_product", "product", ["product_id"], ["id"]
        )
        for column in RETURN:
            batch.drop_column(column.name)
    stands = sa.text("status != 'rejected'")
    op.create_index(
        "ix_return_request_standing",
        "return_request",
        ["order_number", "product_id"],
        unique=True,
        sqlite_where=stands,
        postgresql_where=stands,
    )
