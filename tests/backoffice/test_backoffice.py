"""The backoffice over a small shop: found orders, returns, guarantees, catalogue."""

import asyncio
from datetime import date
from decimal import Decimal

import pytest

from bot.backoffice import (
    Backoffice,
    ItemNotInOrder,
    OrderNotFound,
    ReturnRefused,
    SerialNotFound,
    SqlBackoffice,
    UnknownReason,
)
from bot.database import Database
from tests.backoffice.rows import EMAIL, NOW, item, order, wish


@pytest.mark.parametrize("number", ["TR-104512", "tr104512", "104512"])
@pytest.mark.parametrize("email", [EMAIL, " LUCIA.FERRER@EXAMPLE.COM "])
async def test_order_found(backoffice: Backoffice, number: str, email: str) -> None:
    found = await backoffice.find_order(number, email)
    assert (found.number, found.country, found.total_eur) == ("TR-104512", "ES", Decimal("429.00"))
    assert [one.name for one in found.items] == ["Levante", "Cierzo"]
    assert found.items[0].return_number is None


async def test_order_not_found_says_the_same_of_both_causes(backoffice: Backoffice) -> None:
    said = []
    for number, email in [("104512", "claire@example.org"), ("999999", EMAIL), ("x", EMAIL)]:
        with pytest.raises(OrderNotFound) as caught:
            await backoffice.find_order(number, email)
        assert caught.value.status_code == 404
        said.append(caught.value.message.replace(repr(number), "N"))
    assert len(set(said)) == 1


@pytest.mark.parametrize("wildcard", ["%", "_ucia.ferrer@example.com", ""])
async def test_e_mail_is_compared_not_matched(backoffice: Backoffice, wildcard: str) -> None:
    with pytest.raises(OrderNotFound):
        await backoffice.find_order("104512", wildcard)


async def test_return_is_opened_once(backoffice: Backoffice) -> None:
    first = await backoffice.open_return("104512", EMAIL, wish("levante", "faulty"), "m1")
    again = await backoffice.open_return(
        "TR-104512", EMAIL.upper(), wish("levante", "withdrawal"), "m2"
    )
    assert first == again
    assert (first.number, first.status, first.opened_at) == ("RMA-20031", "requested", NOW)
    assert await backoffice.returns_of("104512", EMAIL) == [first]
    found = await backoffice.find_order("104512", EMAIL)
    assert [one.return_number for one in found.items] == ["RMA-20031", None]


async def test_same_return_asked_at_once_is_one(backoffice: Backoffice) -> None:
    asked = (
        backoffice.open_return("104512", EMAIL, wish("levante", "faulty"), f"m{n}")
        for n in range(8)
    )
    assert len({one.number for one in await asyncio.gather(*asked)}) == 1


async def test_numbers_grow_without_doubles(shop: Database, backoffice: Backoffice) -> None:
    async with shop.write() as session:
        session.add_all([order(f"TR-2000{n:02d}", 2) for n in range(12)])
        await session.flush()
        session.add_all([item(f"TR-2000{n:02d}", "levante") for n in range(12)])
    asked = (
        backoffice.open_return(f"2000{n:02d}", EMAIL, wish("levante", "faulty"), "m")
        for n in range(12)
    )
    numbers = sorted(one.number for one in await asyncio.gather(*asked))
    assert numbers == [f"RMA-{20031 + n}" for n in range(12)]


@pytest.mark.parametrize(
    ("number", "product", "reason", "code"),
    [
        ("100100", "levante", "withdrawal", "outside_window"),
        ("100100", "levante", "faulty", "faulty_in_guarantee"),
        ("104600", "levante", "withdrawal", "not_delivered"),
        ("104700", "levante", "withdrawal", "order_cancelled"),
    ],
)
async def test_return_refused(
    backoffice: Backoffice, number: str, product: str, reason: str, code: str
) -> None:
    with pytest.raises(ReturnRefused, match=code) as caught:
        await backoffice.open_return(number, EMAIL, wish(product, reason), "m1")
    assert (caught.value.verdict.code, caught.value.status_code) == (code, 409)
    assert await backoffice.returns_of(number, EMAIL) == []


async def test_return_of_what_was_not_bought(backoffice: Backoffice) -> None:
    with pytest.raises(ItemNotInOrder, match=r"'garbi'.*1 x levante, 1 x cierzo"):
        await backoffice.open_return("104512", EMAIL, wish("garbi", "faulty"), "m1")
    with pytest.raises(UnknownReason):
        await backoffice.open_return("104512", EMAIL, wish("levante", "bored"), "m1")
    with pytest.raises(OrderNotFound):
        await backoffice.open_return(
            "104512", "claire@example.org", wish("levante", "faulty"), "m1"
        )


async def test_refunded_return_stands(sql: SqlBackoffice, backoffice: Backoffice) -> None:
    await backoffice.open_return("104512", EMAIL, wish("levante", "withdrawal"), "m1")
    for state in ("approved", "received", "refunded"):
        await sql.moves.move("return", "RMA-20031", state, "shop")
    with pytest.raises(ReturnRefused, match="already_returned"):
        await backoffice.open_return("104512", EMAIL, wish("levante", "withdrawal"), "m2")
    (refunded,) = await backoffice.returns_of("104512", EMAIL)
    assert (refunded.refund_eur, refunded.refunded_at) == (Decimal("422.10"), NOW)


async def test_rejected_return_makes_way(sql: SqlBackoffice, backoffice: Backoffice) -> None:
    await backoffice.open_return("104512", EMAIL, wish("levante", "withdrawal"), "m1")
    await sql.moves.move("return", "RMA-20031", "rejected", "shop")
    second = await backoffice.open_return("104512", EMAIL, wish("levante", "faulty"), "m3")
    assert second.number == "RMA-20032"
    found = await backoffice.find_order("104512", EMAIL)
    assert [one.return_number for one in found.items] == ["RMA-20032", None]
    assert [one.status for one in await backoffice.returns_of("104512", EMAIL)] == [
        "rejected",
        "requested",
    ]


async def test_warranty_by_serial(backoffice: Backoffice) -> None:
    valid = await backoffice.warranty("lv3 2605 000001")
    assert (valid.serial_number, valid.product_id) == ("LV3-2605-000001", "levante")
    assert (valid.status, valid.registered) == ("valid", True)
    assert (valid.starts_on, valid.ends_on) == (date(2026, 6, 6), date(2029, 6, 6))
    assert (await backoffice.warranty("CZ2-2205-000004")).status == "expired"


async def test_warranty_in_france_is_shorter(backoffice: Backoffice) -> None:
    found = await backoffice.warranty("LV3-2405-000005")
    assert (found.status, found.ends_on) == ("expired", date(2026, 5, 26))


async def test_registered_but_not_sold_by_us_is_unknown(backoffice: Backoffice) -> None:
    found = await backoffice.warranty("LV3-2601-777777")
    assert (found.status, found.ends_on, found.registered) == ("unknown", None, True)


@pytest.mark.parametrize("serial", ["LV3-0000-000000", "", "---"])
async def test_unknown_serial(backoffice: Backoffice, serial: str) -> None:
    with pytest.raises(SerialNotFound) as caught:
        await backoffice.warranty(serial)
    assert caught.value.status_code == 404


async def test_last_sale_of_a_serial_counts(shop: Database, backoffice: Backoffice) -> None:
    async with shop.write() as session:
        session.add(order("TR-104550", 2))
        await session.flush()
        session.add(item("TR-104550", "cierzo", "CZ2-2205-000004"))
    assert (await backoffice.warranty("CZ2-2205-000004")).starts_on == date(2026, 6, 13)


async def test_warranty_of_order(backoffice: Backoffice) -> None:
    both = await backoffice.warranty_of_order("104512", EMAIL)
    assert [(one.product_id, one.status, one.registered) for one in both] == [
        ("levante", "valid", True),
        ("cierzo", "valid", False),
    ]
    assert await backoffice.warranty_of_order("104512", EMAIL, "cierzo") == both[1:]
    (coming,) = await backoffice.warranty_of_order("104600", EMAIL)
    assert (coming.status, coming.serial_number, coming.registered) == ("unknown", None, False)
    with pytest.raises(OrderNotFound):
        await backoffice.warranty_of_order("104512", "claire@example.org")


async def test_products_by_name(backoffice: Backoffice) -> None:
    names = [(one.name, one.synonyms) for one in await backoffice.products()]
    assert names == [("Cierzo", ("café",)), ("Levante", ("café",))]


async def test_today_is_the_company_s(backoffice: Backoffice) -> None:
    assert backoffice.today() == date(2026, 6, 15)
