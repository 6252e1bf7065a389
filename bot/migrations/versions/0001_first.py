"""The first tables: conversations, contacts, agents, the FAQ and the shop.

A migration is a record of its day: it repeats the columns and imports no table of ours.

Revision ID: 0001
Revises: nothing
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Parents before the tables that refer to them.
TABLES = (
    "agent",
    "agent_session",
    "contact",
    "conversation",
    "message",
    "escalation",
    "faq",
    "customer",
    "product",
    "purchase_order",
    "order_item",
    "product_registration",
    "return_request",
)


def upgrade() -> None:
    """Make every table."""
    agents()
    contacts()
    conversations()
    faq()
    catalogue()
    orders()
    returns()


def downgrade() -> None:
    """Drop every table; its indexes go with it."""
    for table in reversed(TABLES):
        op.drop_table(table)


def parent(name: str, target: str, length: int, index: bool = False) -> sa.Column[str]:
    """A column that refers to the text key `target`."""
    key = sa.ForeignKey(target)
    return sa.Column(name, sa.String(length), key, nullable=False, index=index)


def agents() -> None:
    """Accounts and logins."""
    op.create_table(
        "agent",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("email", sa.String(200), nullable=False, unique=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "agent_session",
        sa.Column("key_hash", sa.String(64), primary_key=True),
        parent("agent_id", "agent.id", 36),
        sa.Column("expires_at", sa.DateTime, nullable=False),
    )


def contacts() -> None:
    """The contact log."""
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("conversation_id", sa.String(64), nullable=False, index=True),
        sa.Column("message_id", sa.String(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("intent", sa.String(40), nullable=False),
        sa.Column("confidence", sa.Double, nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False, index=True),
        sa.Column("reason", sa.String(24)),
        sa.Column("product", sa.String(40)),
        sa.Column("faq_id", sa.String(80)),
        sa.Column("passage_id", sa.String(16)),
        sa.Column("index_version", sa.String(40)),
        sa.Column("feedback", sa.Integer),
        sa.Column("created_at", sa.DateTime, nullable=False, index=True),
        sa.UniqueConstraint("conversation_id", "message_id"),
    )


def conversations() -> None:
    """Conversations, their messages and their escalations."""
    op.create_table(
        "conversation",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("state", sa.String(8), nullable=False, index=True),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("last_seq", sa.Integer, nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("assigned_agent", sa.String(36)),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("updated_at", sa.DateTime, nullable=False),
    )
    messages()
    op.create_table(
        "escalation",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        parent("conversation_id", "conversation.id", 36, index=True),
        sa.Column("reason", sa.String(24), nullable=False),
        sa.Column("agent", sa.String(36)),
        sa.Column("outcome", sa.String(16)),
        sa.Column("asked_at", sa.DateTime, nullable=False),
        sa.Column("claimed_at", sa.DateTime),
        sa.Column("ended_at", sa.DateTime),
    )


def messages() -> None:
    """What was said."""
    op.create_table(
        "message",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        parent("conversation_id", "conversation.id", 36),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("client_id", sa.String(64), nullable=False),
        sa.Column("author", sa.String(8), nullable=False),
        sa.Column("author_name", sa.String(80), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("payload", sa.Text),
        sa.Column("data", sa.JSON, nullable=False),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("turn", sa.String(8), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("asked_at", sa.DateTime),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.UniqueConstraint("conversation_id", "seq"),
        sa.UniqueConstraint("conversation_id", "client_id"),
    )
    op.create_index("ix_message_turn_asked_at", "message", ["turn", "asked_at"])


def faq() -> None:
    """The FAQ, both languages in a row."""
    op.create_table(
        "faq",
        sa.Column("id", sa.String(80), primary_key=True),
        sa.Column("topic", sa.String(40), nullable=False),
        sa.Column("question_es", sa.Text, nullable=False),
        sa.Column("answer_es", sa.Text, nullable=False),
        sa.Column("question_en", sa.Text, nullable=False),
        sa.Column("answer_en", sa.Text, nullable=False),
        sa.Column("variants_es", sa.JSON, nullable=False),
        sa.Column("variants_en", sa.JSON, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("published", sa.Boolean, nullable=False),
        sa.Column("updated_at", sa.DateTime, nullable=False),
    )


def catalogue() -> None:
    """Customers and products."""
    op.create_table(
        "customer",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("email", sa.String(200), nullable=False, unique=True),
        sa.Column("phone", sa.String(40)),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("postcode", sa.String(12), nullable=False),
        sa.Column("city", sa.String(80), nullable=False),
    )
    op.create_table(
        "product",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("model", sa.String(40), nullable=False),
        sa.Column("serial_prefix", sa.String(12), nullable=False),
        sa.Column("category_es", sa.String(120), nullable=False),
        sa.Column("category_en", sa.String(120), nullable=False),
        sa.Column("price_cents", sa.Integer, nullable=False),
        sa.Column("synonyms", sa.JSON, nullable=False),
    )


def orders() -> None:
    """Orders and their lines."""
    op.create_table(
        "purchase_order",
        sa.Column("number", sa.String(20), primary_key=True),
        parent("customer_id", "customer.id", 36, index=True),
        sa.Column("channel", sa.String(8), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("placed_at", sa.DateTime, nullable=False),
        sa.Column("shipped_at", sa.DateTime),
        sa.Column("delivered_at", sa.DateTime),
        sa.Column("carrier", sa.String(60)),
        sa.Column("tracking_number", sa.String(40)),
        sa.Column("total_cents", sa.Integer, nullable=False),
        sa.Column("payment", sa.String(20), nullable=False),
    )
    op.create_table(
        "order_item",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        parent("order_number", "purchase_order.number", 20, index=True),
        parent("product_id", "product.id", 40),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("unit_price_cents", sa.Integer, nullable=False),
        sa.Column("serial_number", sa.String(40)),
        sa.Column("serial_key", sa.String(40), index=True),
    )


def returns() -> None:
    """Registered products and return requests, of which one at a time may stand."""
    op.create_table(
        "product_registration",
        sa.Column("serial_key", sa.String(40), primary_key=True),
        sa.Column("serial_number", sa.String(40), nullable=False),
        parent("product_id", "product.id", 40),
        parent("customer_id", "customer.id", 36, index=True),
        sa.Column("registered_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "return_request",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        parent("order_number", "purchase_order.number", 20),
        parent("product_id", "product.id", 40),
        sa.Column("reason", sa.String(16), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("message_id", sa.String(64)),
        sa.Column("opened_at", sa.DateTime, nullable=False),
        sa.Column("refund_cents", sa.Integer),
        sa.Column("refunded_at", sa.DateTime),
    )
    stands = sa.text("status != 'rejected'")
    op.create_index(
        "ix_return_request_standing",
        "return_request",
        ["order_number", "product_id"],
        unique=True,
        sqlite_where=stands,
        postgresql_where=stands,
    )
