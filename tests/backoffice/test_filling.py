"""An empty shop is filled from its files; wrong files and full shops are left alone."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.backoffice import ReturnItem, ReturnRequest, SqlBackoffice, local_day
from bot.backoffice.filling import days_ago, fill
from bot.backoffice.matter_tables import ReturnRow, StateChangeRow
from bot.backoffice.states import FLOWS
from bot.backoffice.tables import OrderRow
from bot.database import Database
from bot.records import BadFile

PRODUCTS = Path("data/sample/products.csv")
SHOP = Path("data/sample/shop.json")
Sample = dict[str, Any]
Change = Callable[[Sample], object]


@pytest.fixture
def sample() -> Sample:
    """The sample shop as it is written."""
    shop: Sample = json.loads(SHOP.read_text(encoding="utf-8"))
    return shop


async def test_sample_fills_an_empty_shop_once(database: Database, sample: Sample) -> None:
    counts = await fill(database, PRODUCTS, SHOP)
    assert counts["customer"] == len(sample["customers"])
    assert counts["purchase_order"] == len(sample["orders"])
    assert counts["product_registration"] == len(sample["registrations"])
    for table, name in [
        ("return_request", "returns"),
        ("refund", "refunds"),
        ("repair", "repairs"),
        ("claim", "claims"),
    ]:
        assert counts[table] == len(sample[name])
    assert await fill(database, PRODUCTS, SHOP) == {}


async def test_sample_is_as_old_as_it_says(database: Database, sample: Sample) -> None:
    emails = {one["id"]: one["email"] for one in sample["customers"]}
    await fill(database, PRODUCTS, SHOP)
    backoffice = SqlBackoffice(database)
    for one in sample["orders"]:
        order = await backoffice.find_order(one["number"], emails[one["customer_id"]])
        age = (backoffice.today() - local_day(order.placed_at)).days
        assert age == one["placed_days_ago"]
        assert float(order.total_eur) == one["total_eur"]
        assert len(order.items) == len(one["items"])


def test_sample_has_matters_in_every_state(sample: Sample) -> None:
    kinds = {"order": "orders", "return": "returns", "repair": "repairs", "claim": "claims"}
    for kind, name in {**kinds, "refund": "refunds"}.items():
        found = {one.get("status") or one["states"][-1]["to"] for one in sample[name]}
        assert set(FLOWS[kind]) == found, kind


async def test_sample_can_be_seen_whole_by_every_customer(
    database: Database, sample: Sample
) -> None:
    await fill(database, PRODUCTS, SHOP)
    backoffice = SqlBackoffice(database)
    repairs = claims = 0
    for one in sample["customers"]:
        record = await backoffice.record_of(one["id"])
        repairs, claims = repairs + len(record.repairs), claims + len(record.claims)
        assert record.customer.address.street
    nobodys = [one for one in sample["claims"] if one["customer_id"] is None]
    assert (repairs, claims + len(nobodys)) == (len(sample["repairs"]), len(sample["claims"]))


async def test_histories_of_the_sample_end_where_the_matters_are(database: Database) -> None:
    await fill(database, PRODUCTS, SHOP)
    async with database.read() as session:
        rows = await session.scalars(select(StateChangeRow).order_by(StateChangeRow.id))
        last = {(row.kind, row.number): row.became for row in rows}
        for order in await session.scalars(select(OrderRow)):
            assert last[("order", order.number)] == order.status
        for asked in await session.scalars(select(ReturnRow)):
            assert last[("return", f"RMA-{asked.number}")] == asked.status


async def test_numbers_go_on_after_the_sample_s(database: Database, sample: Sample) -> None:
    await fill(database, PRODUCTS, SHOP)
    order = next(one for one in sample["orders"] if one["number"] == "TR-104535")
    email = next(one["email"] for one in sample["customers"] if one["id"] == order["customer_id"])
    asked = ReturnRequest((ReturnItem("siroco", 2),), "withdrawal", way="shop")
    opened = await SqlBackoffice(database).open_return("104535", email, asked, "m1")
    assert opened.number == "RMA-20032"


def test_days_ago_is_far_from_midnight_and_never_to_come() -> None:
    at = datetime(2026, 3, 1, 6)
    assert days_ago(at)(0) == at
    assert days_ago(at)(1) == datetime(2026, 2, 28, 10)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda shop: shop["orders"][2].update(customer_id="c9"), r"orders\[2\]: .*customer 'c9'"),
        (
            lambda shop: shop["orders"][1]["items"][0].update(product_id="toaster"),
            r"orders\[1\]\.items\[0\]: there is no product 'toaster'",
        ),
        (
            lambda shop: shop["orders"][1]["items"][0].update(quantity="x"),
            r"orders\[1\]\.items\[0\]\.quantity: .*got 'x'",
        ),
        (lambda shop: shop["orders"][0].update(number="97352"), r"orders\[0\]: .*like TR-104512"),
        (lambda shop: shop["orders"][0].update(delivered_days_ago=None), r"orders\[0\]: .*without"),
        (lambda shop: shop["orders"][0].update(placed_days_ago=3), r"orders\[0\]: .*in this order"),
        (lambda shop: shop["orders"].append(shop["orders"][0]), "number: 'TR-.*is there 2 times"),
        (
            lambda shop: shop["customers"].append({**shop["customers"][0], "id": "x"}),
            "customers: email: .*2 times",
        ),
        (
            lambda shop: shop["registrations"][0].update(serial_number="ZZ9-1"),
            r"registrations\[0\]: no product's prefix",
        ),
        (lambda shop: shop["registrations"][0].update(customer_id="c9"), r"ns\[0\]: .*'c9'"),
        (
            lambda shop: shop["returns"][0].update(items=[{"product_id": "garbi"}]),
            r"returns\[0\]: order 'TR",
        ),
        (
            lambda shop: shop["returns"][0]["states"].pop(1),
            r"returns\[0\]: .*RMA-19871 cannot go from requested to received",
        ),
        (
            lambda shop: shop["returns"][0]["states"][0].update(days_ago=1),
            r"returns\[0\]: .*before it is requested",
        ),
        (
            lambda shop: shop["returns"].append({**shop["returns"][-1], "number": "RMA-20040"}),
            "returns: open return of: .*2 times",
        ),
        (lambda shop: shop["refunds"][1].update(return_number="RMA-1"), r"refunds\[1\]: .*'RMA-1'"),
        (lambda shop: shop["repairs"][0].update(customer_id="c9"), r"repairs\[0\]: .*'c9'"),
        (lambda shop: shop["claims"][0].update(about="boredom"), r"claims\[0\]\.about"),
        (lambda shop: shop.pop("returns"), "returns: Field required"),
    ],
)
async def test_wrong_shop_is_refused_whole(
    database: Database, sample: Sample, tmp_path: Path, change: Change, said: str
) -> None:
    change(sample)
    path = tmp_path / "shop.json"
    path.write_text(json.dumps(sample), encoding="utf-8")
    with pytest.raises(BadFile, match=said) as caught:
        await fill(database, PRODUCTS, path)
    assert str(path) in caught.value.message
    assert await SqlBackoffice(database).products() == []
