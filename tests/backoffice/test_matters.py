"""What customers ask for after the sale, through our tables and over the wire."""

import asyncio
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pypdfium2
import pytest
from sqlalchemy import select

from bot.backoffice import (
    Address,
    AlreadyRegistered,
    Backoffice,
    BadRequest,
    Bought,
    ClaimRequest,
    Customer,
    CustomerNotFound,
    ItemNotInOrder,
    MatterNotFound,
    NotInvoiced,
    OrderNotFound,
    Proof,
    RepairRequest,
    ReturnItem,
    ReturnRefused,
    ReturnRequest,
    SerialNotFound,
    SlotTaken,
    SqlBackoffice,
    TooLate,
    UnknownSerial,
    UnknownWord,
    WrongState,
)
from bot.backoffice.matter_tables import StateChangeRow
from bot.backoffice.tables import RegistrationRow
from bot.database import Database
from bot.policies.overrides import Overrides, Wanted
from bot.webhooks.tables import WebhookEvent
from tests.backoffice.rows import EMAIL, NOW, wish

SERIAL = "LV3-2605-000001"
ELSEWHERE = Address("Rua Nova 8", "4050-290", "Porto", "PT")
HOME = Address("Carrer Nou 3", "08001", "Barcelona", "ES")
BOTH = ReturnRequest((ReturnItem("levante"), ReturnItem("cierzo")), "withdrawal", way="shop")


def stranger(email: str = "ana@example.com") -> Customer:
    return Customer("", "Ana", email, None, "es", HOME)


@pytest.mark.parametrize("proof", ["17003", " 17 003 ", Proof(customer_id="c1"), EMAIL])
async def test_order_by_postcode_or_account(backoffice: Backoffice, proof: Proof | str) -> None:
    found = await backoffice.find_order("104512", proof)
    assert found.customer_id == "c1"
    assert found.address == Address("Mar 7", "17003", "Girona", "ES")


@pytest.mark.parametrize("proof", ["66000", "", "0", "-", Proof(customer_id="c2"), Proof()])
async def test_wrong_proof_finds_nothing(backoffice: Backoffice, proof: Proof | str) -> None:
    with pytest.raises(OrderNotFound):
        await backoffice.find_order("104512", proof)
    with pytest.raises(SerialNotFound):
        await backoffice.find_serial(SERIAL, proof)


async def test_serial_is_the_buyer_s_and_the_one_s_who_registered_it(
    backoffice: Backoffice,
) -> None:
    bought = await backoffice.find_serial("lv3 2605 000001", EMAIL)
    assert (bought.order_number, bought.registered) == ("TR-104512", True)
    gift = await backoffice.register_product("CZ2-2605-000002", stranger(), "k1")
    assert (gift.order_number, gift.registered) == (None, True)
    assert await backoffice.find_serial("CZ2-2605-000002", "ana@example.com") == gift
    assert (await backoffice.find_serial("CZ2-2605-000002", EMAIL)).registered is False


async def test_registering_again_changes_nothing_and_somebody_else_may_not(
    backoffice: Backoffice,
) -> None:
    first = await backoffice.register_product("LV3-2601-999999", stranger(), "k1")
    assert await backoffice.register_product("LV3-2601-999999", stranger(), "k2") == first
    with pytest.raises(AlreadyRegistered):
        await backoffice.register_product("LV3-2601-999999", stranger("eva@example.com"), "k3")
    with pytest.raises(UnknownSerial, match="'XX1-1'"):
        await backoffice.register_product("XX1-1", stranger(), "k4")


async def test_day_and_shop_of_a_registration_are_kept(shop: Database, sql: SqlBackoffice) -> None:
    bought = Bought(date(2026, 3, 5), " Electro Paco ")
    await sql.register_product("LV3-2601-999999", stranger(), "k1", bought)
    async with shop.read() as session:
        row = await session.get_one(RegistrationRow, "LV32601999999")
        assert (row.bought_on, row.bought_at) == (date(2026, 3, 5), "Electro Paco")


async def test_return_of_several_items(backoffice: Backoffice) -> None:
    opened = await backoffice.open_return("104512", EMAIL, BOTH, "m1")
    assert [one.product_id for one in opened.items] == ["levante", "cierzo"]
    assert (opened.way, opened.shipping_cost_eur, opened.label) == ("shop", Decimal("0.00"), None)
    assert await backoffice.find_return("rma 20031", "17003") == opened
    with pytest.raises(MatterNotFound):
        await backoffice.find_return("RMA-20031", "claire@example.org")


async def test_label_goes_with_the_way_that_needs_it(backoffice: Backoffice) -> None:
    asked = wish("levante", "faulty", way="label", wish="exchange")
    opened = await backoffice.open_return("104512", EMAIL, asked, "m1")
    assert (opened.label or "").startswith("RMA-20031-")
    assert opened.wish == "exchange"


async def test_cancelled_return_makes_way_for_another(backoffice: Backoffice) -> None:
    opened = await backoffice.open_return("104512", EMAIL, BOTH, "m1")
    cancelled = await backoffice.cancel_return(opened.number, EMAIL, "m2")
    assert cancelled.status == "cancelled"
    assert await backoffice.cancel_return(opened.number, EMAIL, "m3") == cancelled
    again = await backoffice.open_return("104512", EMAIL, BOTH, "m4")
    assert again.number == "RMA-20032"


async def test_what_has_arrived_cannot_be_cancelled(
    sql: SqlBackoffice, backoffice: Backoffice
) -> None:
    await backoffice.open_return("104512", EMAIL, BOTH, "m1")
    for state in ("approved", "received"):
        await sql.moves.move("return", "RMA-20031", state, "shop")
    with pytest.raises(WrongState, match="RMA-20031 is received"):
        await backoffice.cancel_return("RMA-20031", EMAIL, "m2")


async def test_refund_begins_when_the_return_arrives(
    sql: SqlBackoffice, backoffice: Backoffice
) -> None:
    asked = wish("levante", "withdrawal", condition="unused")
    await backoffice.open_return("104512", EMAIL, asked, "m1")
    for state in ("approved", "received"):
        await sql.moves.move("return", "RMA-20031", state, "shop")
    [refund] = await backoffice.refunds_of("104512", EMAIL)
    assert (refund.amount_eur, refund.means, refund.partial) == (Decimal("422.10"), "card", True)
    assert (refund.status, refund.expected_on) == ("pending", date(2026, 6, 29))
    await sql.moves.move("return", "RMA-20031", "refunded", "shop")
    [refund] = await backoffice.refunds_of("104512", EMAIL)
    assert (refund.status, refund.done_at) == ("done", NOW)
    assert (await backoffice.find_return("RMA-20031", EMAIL)).refund_eur == Decimal("422.10")


async def test_same_request_gives_the_same_even_when_things_went_on(
    backoffice: Backoffice,
) -> None:
    first = await backoffice.open_return("104512", EMAIL, BOTH, "m1")
    await backoffice.cancel_return(first.number, EMAIL, "m2")
    again = await backoffice.open_return("104512", EMAIL, BOTH, "m1")
    assert (again.number, again.status) == (first.number, "cancelled")


async def test_one_message_may_ask_for_two_returns(backoffice: Backoffice) -> None:
    first = await backoffice.open_return("104512", EMAIL, wish("levante", "faulty"), "m1")
    second = await backoffice.open_return("104512", EMAIL, wish("cierzo", "faulty"), "m1")
    assert first.number != second.number


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (wish("levante", "faulty", 2), ItemNotInOrder),
        (wish("levante", "faulty", 0), ItemNotInOrder),
        (ReturnRequest((), "faulty"), BadRequest),
        (wish("levante", "faulty", way="pigeon"), UnknownWord),
        (wish("levante", "faulty", condition="new"), UnknownWord),
        (wish("levante", "faulty", override="good customer"), BadRequest),
    ],
)
async def test_wrong_return_is_refused_in_words(
    backoffice: Backoffice, asked: ReturnRequest, error: type[Exception]
) -> None:
    with pytest.raises(error):
        await backoffice.open_return("104512", EMAIL, asked, "m1")


async def test_agent_overrides_the_policy_by_name(backoffice: Backoffice) -> None:
    late = wish("levante", "withdrawal")
    with pytest.raises(ReturnRefused) as caught:
        await backoffice.open_return("100100", EMAIL, late, "m1")
    assert (caught.value.verdict.code, caught.value.members["product_id"]) == (
        "outside_window",
        "levante",
    )
    agreed = wish("levante", "withdrawal", override="promised", override_by="ana@x.example")
    assert (await backoffice.open_return("100100", EMAIL, agreed, "m2")).status == "requested"


@pytest.mark.parametrize(("allowed", "number"), [(True, "100100"), (False, "104512")])
async def test_what_an_agent_decided_beforehand_stands_over_the_policy(
    sql: SqlBackoffice, shop: Database, allowed: bool, number: str
) -> None:
    decided = Wanted(f"TR-{number}", "levante", "returns", "outside_window", "3.0", allowed, "Ill.")
    await Overrides(shop).add(decided, "a1", "Ana", "r-1")
    asked = wish("levante", "withdrawal")
    if allowed:
        assert (await sql.open_return(number, EMAIL, asked, "m1")).status == "requested"
    else:
        with pytest.raises(ReturnRefused):
            await sql.open_return(number, EMAIL, asked, "m1")


async def test_order_is_cancelled_and_paid_back(backoffice: Backoffice) -> None:
    order = await backoffice.cancel_order("104600", EMAIL, "m1", "too late")
    assert order.status == "cancelled"
    assert await backoffice.cancel_order("104600", EMAIL, "m1", "too late") == order
    [refund] = await backoffice.refunds_of("104600", EMAIL)
    assert (refund.amount_eur, refund.partial, refund.return_number) == (429, False, None)
    with pytest.raises(TooLate, match="delivered") as caught:
        await backoffice.cancel_order("104512", EMAIL, "m2")
    assert caught.value.members == {"status": "delivered"}


async def test_address_changes_until_it_is_shipped(
    sql: SqlBackoffice, backoffice: Backoffice
) -> None:
    order = await backoffice.change_address("104600", "17003", HOME, "m1")
    assert (order.address, order.country) == (HOME, "ES")
    assert await backoffice.change_address("104600", "17003", HOME, "m1") == order
    assert (await backoffice.find_order("104600", "08001")).number == "TR-104600"
    await sql.moves.move("order", "TR-104600", "shipped", "shop")
    with pytest.raises(TooLate):
        await backoffice.change_address("104600", EMAIL, HOME, "m2")
    with pytest.raises(BadRequest, match="street"):
        await backoffice.change_address("104600", EMAIL, Address("", "1", "x", "ES"), "m3")


async def test_invoice_is_a_pdf_that_names_order_and_total(backoffice: Backoffice) -> None:
    spanish = await backoffice.invoice("104512", EMAIL)
    english = await backoffice.invoice("104512", EMAIL, "en")
    texts = []
    for found in (spanish, english):
        page = pypdfium2.PdfDocument(found.pdf)[0]
        texts.append(page.get_textpage().get_text_bounded())
        assert (found.number, found.order_number) == ("F-TR-104512", "TR-104512")
    assert all("TR-104512" in one and "429.00 €" in one and "Lucía" in one for one in texts)
    assert ("Factura" in texts[0], "Invoice" in texts[1]) == (True, True)
    assert (await backoffice.invoice("104512", EMAIL)).pdf == spanish.pdf
    with pytest.raises(NotInvoiced):
        await backoffice.invoice("104600", EMAIL)


async def test_repair_in_and_out_of_guarantee(backoffice: Backoffice) -> None:
    inside = RepairRequest("It drips", serial_number=SERIAL)
    opened = await backoffice.open_repair(inside, EMAIL, "m1")
    assert (opened.number, opened.covered, opened.order_number) == ("REP-30011", True, "TR-104512")
    assert opened.price_high_eur == 0
    assert await backoffice.find_repair("rep-30011", EMAIL) == opened
    outside = RepairRequest("No carga", order_number="090000", product_id="cierzo")
    paid = await backoffice.open_repair(outside, EMAIL, "m2")
    assert (paid.covered, paid.status) == (False, "booked")
    assert 0 < (paid.price_low_eur or 0) <= (paid.price_high_eur or 0)
    unknown = RepairRequest("It hums", serial_number="LV3-2601-777777")
    assert (await backoffice.open_repair(unknown, EMAIL, "m3")).covered is None
    with pytest.raises(MatterNotFound):
        await backoffice.find_repair("REP-30011", "66000")


async def test_a_repair_has_its_past(sql: SqlBackoffice, backoffice: Backoffice) -> None:
    asked = RepairRequest("It drips", serial_number="LV3-2605-000001")
    number = (await backoffice.open_repair(asked, EMAIL, "m1")).number
    for state in ("received", "repairing"):
        await sql.moves.move("repair", number, state, "shop")
    found = await backoffice.find_repair(number, EMAIL)
    assert [one.became for one in found.steps] == ["booked", "received", "repairing"]
    assert (await backoffice.record_of(found.customer_id)).repairs == (found,)


async def quoted(sql: SqlBackoffice, backoffice: Backoffice) -> str:
    """The number of a repair whose quote waits for an answer."""
    asked = RepairRequest("No carga", order_number="090000", product_id="cierzo")
    number = (await backoffice.open_repair(asked, EMAIL, "m1")).number
    await sql.moves.move("repair", number, "received", "shop")
    await sql.moves.quote(number, Decimal("83.50"), "workshop@x.example")
    return number


async def test_a_quote_is_one_price(sql: SqlBackoffice, backoffice: Backoffice) -> None:
    found = await backoffice.find_repair(await quoted(sql, backoffice), EMAIL)
    assert (found.status, found.price_low_eur) == ("quoted", Decimal("83.50"))
    assert found.price_high_eur == found.price_low_eur


@pytest.mark.parametrize(("accepted", "becomes"), [(True, "repairing"), (False, "declined")])
async def test_a_quote_is_answered_once(
    shop: Database, sql: SqlBackoffice, backoffice: Backoffice, accepted: bool, becomes: str
) -> None:
    number = await quoted(sql, backoffice)
    answered = await backoffice.answer_quote(number, EMAIL, accepted, "m2")
    assert (answered.status, answered.steps[-1].became) == (becomes, becomes)
    assert await backoffice.answer_quote(number, EMAIL, accepted, "m2") == answered
    assert await backoffice.answer_quote(number, EMAIL, accepted, "m3") == answered
    with pytest.raises(WrongState):
        await backoffice.answer_quote(number, EMAIL, not accepted, "m4")
    async with shop.read() as session:
        rows = list(await session.scalars(select(StateChangeRow).filter_by(number=number)))
        news = list(await session.scalars(select(WebhookEvent.type)))
    assert [(one.became, one.by, one.message_id) for one in rows][-1] == (becomes, "customer", "m2")
    assert len(rows) == 4
    assert news[-1] == f"repair.{becomes}"


async def test_nobody_answers_a_quote_of_somebody_else_or_before_it_is_there(
    sql: SqlBackoffice, backoffice: Backoffice
) -> None:
    number = await quoted(sql, backoffice)
    with pytest.raises(MatterNotFound):
        await backoffice.answer_quote(number, "66000", True, "m2")
    asked = RepairRequest("It drips", serial_number=SERIAL)
    other = (await backoffice.open_repair(asked, EMAIL, "m3")).number
    with pytest.raises(WrongState):
        await backoffice.answer_quote(other, EMAIL, True, "m4")
    with pytest.raises(BadRequest, match="-1"):
        await sql.moves.quote(other, Decimal(-1), "shop")


async def test_a_collection_may_be_elsewhere(backoffice: Backoffice) -> None:
    asked = RepairRequest("It drips", serial_number=SERIAL, address=ELSEWHERE)
    opened = await backoffice.open_repair(asked, EMAIL, "m1")
    assert opened.address == ELSEWHERE
    back = await backoffice.open_return(
        "104512", EMAIL, replace(wish("cierzo", "faulty"), address=ELSEWHERE), "m2"
    )
    assert (await backoffice.find_return(back.number, EMAIL)).address == ELSEWHERE
    nowhere = replace(ELSEWHERE, street=" ")
    with pytest.raises(BadRequest, match="street"):
        await backoffice.open_repair(replace(asked, address=nowhere), EMAIL, "m3")


async def test_open_repair_of_a_serial_stands(sql: SqlBackoffice, backoffice: Backoffice) -> None:
    asked = RepairRequest("It drips", serial_number=SERIAL)
    first = await backoffice.open_repair(asked, EMAIL, "m1")
    again = await backoffice.open_repair(asked, EMAIL, "m2")
    assert again == first
    await sql.moves.move("repair", first.number, "cancelled", "shop")
    assert (await backoffice.open_repair(asked, EMAIL, "m3")).number == "REP-30012"


async def test_slot_is_given_once_and_comes_back(
    sql: SqlBackoffice, backoffice: Backoffice
) -> None:
    first, second, *_ = await backoffice.free_slots("drop_off")
    assert (first.id, first.place) == ("drop_off/figueres/2026-06-16/10", "figueres")
    assert first.starts_at.hour == 8
    asked = RepairRequest("It drips", first.id, SERIAL)
    opened = await backoffice.open_repair(asked, EMAIL, "m1")
    assert opened.slot == first
    assert (await backoffice.free_slots("drop_off"))[0] == second
    other = RepairRequest("No carga", first.id, order_number="090000", product_id="cierzo")
    with pytest.raises(SlotTaken):
        await backoffice.open_repair(other, EMAIL, "m2")
    await sql.moves.move("repair", opened.number, "cancelled", "shop")
    assert (await backoffice.open_repair(other, EMAIL, "m3")).slot == first


@pytest.mark.parametrize(
    "slot", ["x", "drop_off/figueres/2026-06-14/10", "home/address/2026-06-16/3"]
)
async def test_slot_that_never_was_is_refused(backoffice: Backoffice, slot: str) -> None:
    with pytest.raises(SlotTaken):
        await backoffice.open_repair(RepairRequest("It drips", slot, SERIAL), EMAIL, "m1")


async def test_slots_are_on_working_days(backoffice: Backoffice) -> None:
    for way in ("drop_off", "pick_up", "home"):
        found = await backoffice.free_slots(way, 100)
        days = {one.starts_at.date() for one in found}
        assert all(day.weekday() < 5 and day > NOW.date() for day in days)
        assert len(days) >= 5
    with pytest.raises(UnknownWord):
        await backoffice.free_slots("by_pigeon")


async def test_repair_without_fault_or_product_is_refused(backoffice: Backoffice) -> None:
    with pytest.raises(BadRequest, match="Describe"):
        await backoffice.open_repair(RepairRequest("  ", serial_number=SERIAL), EMAIL, "m1")
    with pytest.raises(BadRequest, match="serial number, or an order"):
        await backoffice.open_repair(RepairRequest("It drips"), EMAIL, "m2")


@pytest.mark.parametrize("kind", ["damaged", "wrong", "missing", "delay"])
async def test_claim_about_an_order(backoffice: Backoffice, kind: str) -> None:
    asked = ClaimRequest(kind, "The lid is cracked", "104512", "levante")
    opened = await backoffice.open_claim(asked, EMAIL, "m1")
    assert (opened.number, opened.customer_id, opened.status) == ("CLM-40011", "c1", "open")
    assert await backoffice.open_claim(asked, EMAIL, "m1") == opened
    with pytest.raises(OrderNotFound):
        await backoffice.open_claim(asked, "66000", "m2")
    with pytest.raises(BadRequest):
        await backoffice.open_claim(ClaimRequest(kind, "It is late"), EMAIL, "m3")


async def test_danger_is_written_down_whoever_says_it(backoffice: Backoffice) -> None:
    opened = await backoffice.open_claim(ClaimRequest("safety", "It smokes"), None, "m1")
    assert (opened.customer_id, opened.kind) == (None, "safety")
    with pytest.raises(BadRequest):
        await backoffice.open_claim(ClaimRequest("safety", "It smokes", "104512"), None, "m2")


async def test_record_has_all_of_a_customer(backoffice: Backoffice) -> None:
    await backoffice.open_return("104512", EMAIL, BOTH, "m1")
    await backoffice.cancel_order("104600", EMAIL, "m2")
    found = await backoffice.record_of("c1")
    assert (found.customer.name, found.customer.address.city) == ("Lucía", "Girona")
    assert len(found.orders) == 5
    owned = {(one.serial_number, one.registered) for one in found.products}
    assert ("LV3-2601-777777", True) in owned
    assert (SERIAL, True) in owned
    assert [one.number for one in found.returns] == ["RMA-20031"]
    assert [one.order_number for one in found.refunds] == ["TR-104600"]
    with pytest.raises(CustomerNotFound):
        await backoffice.record_of("nobody")


async def test_forgetting_waits_for_open_matters(
    sql: SqlBackoffice, backoffice: Backoffice
) -> None:
    await backoffice.invoice("104512", EMAIL)
    asked = await backoffice.forget("c1", "m1")
    assert not asked.done
    assert {one.why for one in asked.kept} >= {"open matter: TR-104600"}
    assert (await backoffice.find_order("104512", EMAIL)).number == "TR-104512"
    for state in ("shipped", "delivered", "returned"):
        await sql.moves.move("order", "TR-104600", state, "shop")
    done = await backoffice.forget("c1", "m1")
    assert done.done
    assert [one.what for one in done.kept] == ["invoices", "orders"]
    assert done.kept[0].until == date(2032, 12, 31)


async def test_forgotten_customer_is_nobody_and_invoices_stay(
    sql: SqlBackoffice, backoffice: Backoffice
) -> None:
    for state in ("shipped", "delivered", "returned"):
        await sql.moves.move("order", "TR-104600", state, "shop")
    before = (await backoffice.invoice("104512", EMAIL)).pdf
    assert (await backoffice.forget("c1", "m1")).done
    record = await backoffice.record_of("c1")
    assert record.customer.name == "-"
    assert "lucia" not in record.customer.email
    assert (record.customer.phone, record.customer.address.street) == (None, "")
    for proof in (EMAIL, "17003", ""):
        with pytest.raises(OrderNotFound):
            await backoffice.find_order("104512", proof)
    assert (await backoffice.invoice("104512", Proof(customer_id="c1"))).pdf == before


async def test_many_at_once_open_one_of_each(backoffice: Backoffice) -> None:
    slot = (await backoffice.free_slots("home"))[0]
    repair = RepairRequest("It drips", slot.id, SERIAL)
    claim = ClaimRequest("missing", "No tray", "104512")
    asked = [
        [backoffice.open_return("104512", EMAIL, BOTH, "m1") for _ in range(6)],
        [backoffice.open_repair(repair, EMAIL, "m1") for _ in range(6)],
        [backoffice.open_claim(claim, EMAIL, "m1") for _ in range(6)],
        [backoffice.cancel_order("104600", EMAIL, "m1") for _ in range(6)],
    ]
    results = await asyncio.gather(*(one for kind in asked for one in kind))
    assert len({one.number for one in results}) == 4
    assert len(await backoffice.refunds_of("104600", EMAIL)) == 1


async def test_key_is_needed(backoffice: Backoffice) -> None:
    with pytest.raises(BadRequest, match="key"):
        await backoffice.cancel_order("104600", EMAIL, "")


async def test_where_something_was_collected_is_forgotten_too(sql: SqlBackoffice) -> None:
    order = await sql.find_order("102000", "66000")
    asked = RepairRequest("It drips", order_number=order.number, product_id="levante")
    number = (await sql.open_repair(replace(asked, address=ELSEWHERE), "66000", "m1")).number
    for state in ("received", "repairing", "ready", "done"):
        await sql.moves.move("repair", number, state, "shop")
    assert (await sql.forget("c2", "m2")).done
    assert (await sql.find_repair(number, Proof(customer_id="c2"))).address is None
