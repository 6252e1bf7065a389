"""What must hold for every order, item, request and day, whatever the figures are."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.backoffice.views import Order, OrderItem
from bot.policies import Policies, RefundAsked, ReturnAsked, WarrantyAsked
from bot.policies.days import local_day, months_later
from bot.policies.decisions import REFUND_CODES, RETURN_CODES, WARRANTY_CODES, Decision
from bot.policies.refunds import MEANS
from bot.policies.warranty import CAUSES, PROOFS
from tests.policies.sales import POLICIES, ages, items, returns_asked, sales

DISTANCE_LAW = date(2014, 6, 13)
THREE_YEARS = date(2022, 1, 1)
warranties_asked = st.builds(
    WarrantyAsked,
    st.none() | st.sampled_from(CAUSES),
    st.none() | st.sampled_from(PROOFS),
    st.booleans(),
    st.integers(0, 90),
    st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)


def age_of(order: Order, days: int) -> date:
    return local_day(order.delivered_at or order.placed_at) + timedelta(days)


def is_told_well(decision: Decision) -> None:
    """Both languages say the verdict and each finding, at a clause of its version."""
    for language in ("es", "en"):
        texts = [decision.say(language), *(one.say(language) for one in decision.findings)]
        assert all(texts)
        assert not [one for one in texts if "{" in one or "None" in one]
    for one in decision.findings:
        edition = POLICIES.on(one.clause.policy, one.clause.since)
        assert edition.clauses[one.clause.id] == one.clause
        assert one.url("en").startswith(f"/policies/{one.clause.policy}?")
        assert one.url().endswith(f"#{one.clause.id}")


@given(order=sales(), item=items, asked=returns_asked, age=ages)
def test_every_return_has_exactly_one_verdict(
    order: Order, item: OrderItem, asked: ReturnAsked, age: int
) -> None:
    today = age_of(order, age)
    found = POLICIES.decide_return(order, item, asked, today)
    assert found == POLICIES.decide_return(order, item, asked, today)
    assert found.code in RETURN_CODES
    assert found.allowed is (found.code == "inside_window")
    assert found.version == POLICIES.on("returns", local_day(order.placed_at)).version
    assert found.cost_eur >= 0
    assert (found.until is None) is (order.delivered_at is None)
    assert bool(found.remedies) is found.allowed or found.code == "faulty_in_guarantee"
    if found.allowed:
        assert found.until is not None
        assert today <= found.until
        assert found.amount_eur is not None
        assert found.amount_eur >= 0
        assert found.means
    is_told_well(found)


@given(order=sales(), item=items, asked=returns_asked)
def test_a_return_once_refused_for_its_day_stays_refused(
    order: Order, item: OrderItem, asked: ReturnAsked
) -> None:
    start = age_of(order, -2)
    codes = [
        POLICIES.decide_return(order, item, asked, start + timedelta(days)).code
        for days in (*range(45), 700, 731, 735, 1090, 1096, 1100, 4000)
    ]
    allowed = [code == "inside_window" for code in codes]
    assert allowed == sorted(allowed, reverse=True)
    in_guarantee = [code == "faulty_in_guarantee" for code in codes]
    after = in_guarantee[in_guarantee.index(True) :] if True in in_guarantee else []
    assert after == sorted(after, reverse=True)


@given(order=sales(), item=items, asked=returns_asked, age=st.integers(0, 14))
def test_no_return_is_refused_while_the_law_gives_the_right(
    order: Order, item: OrderItem, asked: ReturnAsked, age: int
) -> None:
    sealed = item.line != "consumables" or asked.condition in (None, "unused")
    by_law = (
        order.channel == "web"
        and order.delivered_at is not None
        and order.status not in ("cancelled", "returned")
        and item.return_status in (None, "rejected")
        and local_day(order.placed_at) >= DISTANCE_LAW
        and (sealed or asked.reason != "withdrawal")
    )
    found = POLICIES.decide_return(order, item, asked, age_of(order, age))
    if by_law:
        assert found.allowed
        assert found.withdrawal_right
    if asked.reason != "withdrawal":
        assert found.cost_eur == 0
        assert found.deduction_up_to_eur == 0


def least_guarantee(order: Order) -> date | None:
    """What the law gives, worked out apart from the engine."""
    if order.delivered_at is None:
        return None
    long = order.country in ("ES", "PT") and local_day(order.placed_at) >= THREE_YEARS
    return months_later(local_day(order.delivered_at), 36 if long else 24)


@given(order=sales(), item=items, asked=warranties_asked, age=ages)
def test_every_fault_has_exactly_one_verdict_and_never_less_than_the_law(
    order: Order, item: OrderItem, asked: WarrantyAsked, age: int
) -> None:
    today, least = age_of(order, age), least_guarantee(order)
    found = POLICIES.decide_warranty(order, item, asked, today)
    assert found == POLICIES.decide_warranty(order, item, asked, today)
    assert found.code in WARRANTY_CODES
    assert found.allowed is (found.code == "covered")
    assert (found.until is None) is (least is None)
    assert bool(found.cost_eur) is (found.code in ("expired", "cause_not_covered"))
    if least and found.until:
        assert found.until >= least
        if found.code == "expired":
            assert today > least
    if found.repair_eur:
        assert Decimal(0) < found.repair_eur[0] < found.repair_eur[1]
    is_told_well(found)


@given(order=sales(), item=items, asked=warranties_asked)
def test_a_guarantee_once_over_stays_over(
    order: Order, item: OrderItem, asked: WarrantyAsked
) -> None:
    start = age_of(order, 0)
    covered = [
        POLICIES.decide_warranty(order, item, asked, start + timedelta(days)).allowed
        for days in range(0, 4200, 97)
    ]
    assert covered == sorted(covered, reverse=True)


@given(
    order=sales(),
    item=items,
    returned=st.none() | returns_asked,
    days=st.tuples(*(st.none() | st.integers(0, 60) for _ in range(3))),
    means=st.none() | st.sampled_from(MEANS),
    age=st.integers(0, 100),
)
def test_every_refund_has_exactly_one_verdict_and_the_law_s_fourteen_days(
    order: Order,
    item: OrderItem,
    returned: ReturnAsked | None,
    days: tuple[int | None, ...],
    means: str | None,
    age: int,
) -> None:
    received, cancelled, refunded = (None if one is None else age_of(order, one) for one in days)
    asked = RefundAsked(returned, None, received, cancelled, refunded, means)
    found = POLICIES.decide_refund(order, item, asked, age_of(order, age))
    assert found.code in REFUND_CODES
    assert found.allowed is (found.code in ("due", "overdue"))
    if found.code == "due" and received and found.until and order.status != "cancelled":
        assert found.until <= received + timedelta(14)
    if found.amount_eur is not None:
        assert 0 <= found.amount_eur <= item.unit_price_eur * item.quantity
    is_told_well(found)


@given(order=sales(), item=items, returned=returns_asked, received=st.integers(0, 60))
def test_money_once_due_stays_due_until_it_is_paid(
    order: Order, item: OrderItem, returned: ReturnAsked, received: int
) -> None:
    asked = RefundAsked(returned, received_on=age_of(order, received))
    owed = [
        POLICIES.decide_refund(order, item, asked, age_of(order, age)).allowed
        for age in range(0, 200, 7)
    ]
    assert len(set(owed)) == 1


def test_reading_the_files_again_gives_the_same_rules() -> None:
    again = Policies(POLICIES.book)
    assert again.book.editions == POLICIES.book.editions
