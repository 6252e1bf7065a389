"""The rules as the backoffice asks them: today's figures, and those of older orders."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.backoffice.policy import (
    ORDER_STATUSES,
    RETURN_REASONS,
    RETURN_STATUSES,
    VERDICTS,
    local_day,
    months_later,
    standing_policies,
    verdict_of,
)
from bot.backoffice.views import Order, OrderItem, Verdict
from bot.policies.returns import ReturnAsked

DELIVERED = date(2026, 5, 4)
ITEM = OrderItem("levante", "Levante", 1, Decimal("429.00"))


RULES = standing_policies()


def return_verdict(bought: Order, item: OrderItem, reason: str, today: date) -> Verdict:
    """Whether `item` may go back for `reason` on the day `today`."""
    return verdict_of(RULES.decide_return(bought, item, ReturnAsked(reason), today))


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10)


def order(delivered: date | None = DELIVERED, **values: object) -> Order:
    facts: dict[str, object] = {
        "number": "TR-104512",
        "status": "delivered",
        "channel": "web",
        "country": "ES",
        "placed_at": noon((delivered or DELIVERED) - timedelta(3)),
        "shipped_at": None,
        "delivered_at": noon(delivered) if delivered else None,
        "carrier": None,
        "tracking_number": None,
        "total_eur": Decimal("429.00"),
        "payment": "card",
        "items": [ITEM],
    }
    return Order(**facts | values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("days", "reason", "code", "withdrawal_right"),
    [
        (0, "withdrawal", "inside_window", True),
        (14, "withdrawal", "inside_window", True),
        (15, "withdrawal", "inside_window", False),
        (30, "withdrawal", "inside_window", False),
        (31, "withdrawal", "outside_window", False),
        (30, "faulty", "inside_window", False),
        (31, "faulty", "faulty_in_guarantee", False),
        (31, "damaged", "faulty_in_guarantee", False),
        (31, "wrong_item", "outside_window", False),
    ],
)
def test_window_edges(days: int, reason: str, code: str, withdrawal_right: bool) -> None:
    verdict = return_verdict(order(), ITEM, reason, DELIVERED + timedelta(days))
    assert (verdict.code, verdict.withdrawal_right) == (code, withdrawal_right)
    assert verdict.allowed is (code == "inside_window")


def test_shop_purchases_have_the_window_but_no_right_of_withdrawal() -> None:
    verdict = return_verdict(order(channel="shop"), ITEM, "withdrawal", DELIVERED)
    assert (verdict.allowed, verdict.withdrawal_right) == (True, False)


@pytest.mark.parametrize("reason", RETURN_REASONS)
def test_only_a_change_of_mind_pays_the_pick_up(reason: str) -> None:
    cost = return_verdict(order(), ITEM, reason, DELIVERED).shipping_cost_eur
    assert cost == (Decimal("6.90") if reason == "withdrawal" else 0)


def test_faulty_after_the_guarantee_is_outside_the_window() -> None:
    last = date(2029, 5, 4)
    assert return_verdict(order(), ITEM, "faulty", last).until == last
    assert return_verdict(order(), ITEM, "faulty", last + timedelta(1)).code == "outside_window"


@given(
    order_status=st.sampled_from(ORDER_STATUSES),
    return_status=st.sampled_from([None, *RETURN_STATUSES[:-1]]),
    reason=st.sampled_from(RETURN_REASONS),
    channel=st.sampled_from(["web", "shop"]),
    country=st.sampled_from(["ES", "PT", "FR", "DE"]),
    delivered=st.none() | st.dates(date(2026, 1, 4), date(2030, 1, 1)),
    age=st.integers(-5, 2000),
)
def test_every_item_and_reason_has_one_verdict(
    order_status: str,
    return_status: str | None,
    reason: str,
    channel: str,
    country: str,
    delivered: date | None,
    age: int,
) -> None:
    bought = order(delivered, status=order_status, channel=channel, country=country)
    item = OrderItem("levante", "Levante", 1, Decimal(9), None, "RMA-20031", return_status)
    today = (delivered or DELIVERED) + timedelta(age)
    verdict = return_verdict(bought, item, reason, today)
    assert verdict == return_verdict(bought, item, reason, today)
    assert verdict.code in VERDICTS
    assert verdict.allowed is (verdict.code == "inside_window")
    assert verdict.shipping_cost_eur in (0, Decimal("6.90"))
    if verdict.allowed:
        assert delivered is not None
        assert verdict.until == delivered + timedelta(30) >= today
        assert return_status is None
        assert order_status not in ("cancelled", "returned")
    if verdict.withdrawal_right:
        assert verdict.allowed
        assert age <= 14
    if verdict.code == "faulty_in_guarantee":
        assert reason in ("faulty", "damaged")
        assert verdict.until == RULES.guarantee_ends(bought)
    if delivered is None:
        assert verdict.until is None


@given(
    delivered=st.dates(date(2026, 1, 4), date(2030, 1, 1)), reason=st.sampled_from(RETURN_REASONS)
)
def test_a_return_once_refused_for_its_day_stays_refused(delivered: date, reason: str) -> None:
    allowed = [
        return_verdict(order(delivered), ITEM, reason, delivered + timedelta(age)).allowed
        for age in range(40)
    ]
    assert allowed == [True] * 31 + [False] * 9


@pytest.mark.parametrize(
    ("country", "bought", "ends"),
    [
        ("ES", date(2021, 12, 31), date(2024, 1, 3)),
        ("ES", date(2022, 1, 1), date(2025, 1, 4)),
        ("pt", date(2024, 1, 1), date(2027, 1, 4)),
        ("FR", date(2024, 1, 1), date(2026, 1, 4)),
        ("DE", date(2024, 1, 1), date(2026, 1, 4)),
    ],
)
def test_the_guarantee_is_that_of_the_country_and_the_day(
    country: str, bought: date, ends: date
) -> None:
    sold = order(bought + timedelta(3), country=country)
    assert RULES.guarantee_ends(sold) == ends


def test_an_older_order_is_judged_by_the_rules_of_its_day() -> None:
    old = order(date(2021, 3, 4), placed_at=noon(date(2021, 3, 1)))
    verdict = return_verdict(old, ITEM, "withdrawal", date(2021, 3, 19))
    assert (verdict.code, verdict.until) == ("outside_window", date(2021, 3, 18))
    assert verdict.shipping_cost_eur == Decimal("9.90")


def test_the_day_of_purchase_decides_the_months_and_delivery_the_start() -> None:
    late = order(date(2022, 1, 3), placed_at=datetime(2021, 12, 30))
    assert RULES.guarantee_ends(late) == date(2024, 1, 3)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2025, 11, 30), 1, date(2025, 12, 30)),
    ],
)
def test_months_later(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@given(day=st.dates(date(1990, 1, 1), date(2090, 1, 1)), months=st.integers(0, 120))
def test_months_later_keeps_the_day_or_ends_the_month(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later + timedelta(1)).day == 1


def test_days_are_the_company_s_own() -> None:
    assert local_day(datetime(2026, 6, 14, 22, 30)) == date(2026, 6, 15)
    assert local_day(datetime(2026, 1, 14, 22, 30)) == date(2026, 1, 14)
    assert local_day(datetime.now(UTC).replace(tzinfo=None)) >= date(2026, 1, 1)
