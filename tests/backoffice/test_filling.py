"""An empty shop is filled from its files; wrong files and full shops are left alone."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.backoffice import Backoffice, local_day
from bot.backoffice.filling import days_ago, fill
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
    assert counts["return_request"] == len(sample["returns"])
    assert await fill(database, PRODUCTS, SHOP) == {}


async def test_sample_is_as_old_as_it_says(database: Database, sample: Sample) -> None:
    emails = {one["id"]: one["email"] for one in sample["customers"]}
    await fill(database, PRODUCTS, SHOP)
    backoffice = Backoffice(database)
    for one in sample["orders"]:
        order = await backoffice.find_order(one["number"], emails[one["customer_id"]])
        age = (backoffice.today() - local_day(order.placed_at)).days
        assert age == one["placed_days_ago"]
        assert float(order.total_eur) == one["total_eur"]
        assert len(order.items) == len(one["items"])


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
        (lambda shop: shop["returns"][0].update(product_id="garbi"), r"returns\[0\]: order 'TR"),
        (lambda shop: shop["returns"][0].update(refund_eur=None), r"returns\[0\]: .*refunded"),
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
    assert await Backoffice(database).products() == []
