"""Orders for the tests of policies, and every order there may be."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from bot.backoffice.policy import ORDER_STATUSES, RETURN_STATUSES
from bot.backoffice.views import Order, OrderItem
from bot.policies import Policies
from bot.policies.cases import CHANNELS, CONDITIONS, PAYMENTS, REASONS
from bot.policies.returns import WAYS, ReturnAsked

SAMPLE = Path("data/sample/policies")
POLICIES = Policies.read(SAMPLE)
PRICES = {"levante": Decimal("429.00"), "garbi": Decimal("499.00")}
LINES = {"filters": "consumables"}
PRODUCTS = ("levante", "cierzo", "gregal", "garbi", "siroco", "terral", "filters", "unheard-of")
COUNTRIES = ("ES", "PT", "FR", "DE")


def moment(text: str) -> datetime:
    """A day, at ten in the morning UTC, or a moment."""
    at = datetime.fromisoformat(text)
    return at if "T" in text else at.replace(hour=10)


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def sale(**values: Any) -> Order:
    """An order of one coffee machine, delivered on 4 May 2026."""
    facts: dict[str, Any] = {
        "number": "TR-104512",
        "status": "delivered",
        "channel": "web",
        "country": "ES",
        "placed_at": datetime(2026, 5, 1, 10),
        "shipped_at": None,
        "delivered_at": datetime(2026, 5, 4, 10),
        "carrier": None,
        "tracking_number": None,
        "total_eur": Decimal("429.00"),
        "payment": "card",
        "items": [],
    }
    return Order(**facts | values)


def sold(product: str = "levante", returned: str | None = None) -> OrderItem:
    price = PRICES.get(product, Decimal("100.00"))
    line = LINES.get(product, "")
    return OrderItem(product, product, 1, price, return_status=returned, line=line)


def row_sale(row: dict[str, str]) -> tuple[Order, OrderItem]:
    """The order and item of a line of a table of cases."""
    delivered = row.get("delivered", row["placed"] if row["status"] == "delivered" else "")
    order = sale(
        placed_at=moment(row["placed"]),
        delivered_at=moment(delivered) if delivered else None,
        status=row["status"],
        channel=row["channel"],
        country=row["country"],
        payment=row.get("payment", "card"),
    )
    return order, sold(row.get("product", "levante"), row["returned"] or None)


DAYS = st.dates(date(2008, 1, 1), date(2032, 12, 31))


@st.composite
def sales(draw: st.DrawFn) -> Order:
    """Any order: also ones that no shop should have, such as delivered and cancelled."""
    placed = draw(DAYS)
    late = draw(st.none() | st.integers(0, 60))
    at = datetime(placed.year, placed.month, placed.day, draw(st.integers(0, 23)), 30)
    return sale(
        placed_at=at,
        delivered_at=None if late is None else at + timedelta(late),
        status=draw(st.sampled_from(ORDER_STATUSES)),
        channel=draw(st.sampled_from(CHANNELS)),
        country=draw(st.sampled_from(COUNTRIES)),
        payment=draw(st.sampled_from([*PAYMENTS, "cheque"])),
    )


items = st.builds(sold, st.sampled_from(PRODUCTS), st.none() | st.sampled_from(RETURN_STATUSES))
returns_asked = st.builds(
    ReturnAsked,
    st.sampled_from(REASONS),
    st.none() | st.sampled_from(CONDITIONS),
    st.sampled_from(WAYS),
)
ages = st.integers(-5, 40) | st.integers(0, 1500)
