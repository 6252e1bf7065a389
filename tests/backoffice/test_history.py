"""Every change is written down with who, when and why, and told once, or not at all."""

import json

import pytest
from sqlalchemy import select

from bot.backoffice import Address, SqlBackoffice, WrongState
from bot.backoffice.matter_tables import StateChangeRow
from bot.backoffice.states import FLOWS, check_step
from bot.database import Database
from bot.webhooks import WebhookEvent
from tests.backoffice.rows import EMAIL, NOW, wish

ELSEWHERE = Address("Carrer Nou 3", "08001", "Barcelona", "ES")


async def changes(shop: Database) -> list[StateChangeRow]:
    async with shop.read() as session:
        return list(await session.scalars(select(StateChangeRow).order_by(StateChangeRow.id)))


async def news(shop: Database) -> list[dict[str, object]]:
    async with shop.read() as session:
        rows = await session.scalars(select(WebhookEvent))
        return [json.loads(row.body) for row in rows]


async def test_who_when_from_to_why_and_in_which_message(
    shop: Database, sql: SqlBackoffice
) -> None:
    await sql.open_return("104512", EMAIL, wish("levante", "faulty"), "m1")
    await sql.moves.move("return", "RMA-20031", "rejected", "ana@x.example", "no photo")
    first, second = await changes(shop)
    assert (first.kind, first.number, first.was, first.became) == (
        "return",
        "RMA-20031",
        None,
        "requested",
    )
    assert (first.by, first.at, first.message_id) == ("customer", NOW, "m1")
    assert (second.was, second.became, second.by, second.why) == (
        "requested",
        "rejected",
        "ana@x.example",
        "no photo",
    )


async def test_news_of_a_cancelled_order(shop: Database, sql: SqlBackoffice) -> None:
    await sql.cancel_order("104600", EMAIL, "m1")
    told = {one["type"]: one["data"] for one in await news(shop)}
    assert set(told) == {"order.cancelled", "refund.pending"}
    assert told["order.cancelled"] == {
        "kind": "order",
        "number": "TR-104600",
        "was": "processing",
        "became": "cancelled",
        "customer_id": "c1",
        "by": "customer",
        "at": "2026-06-15T10:00:00.000Z",
        "message_id": "m1",
    }


async def test_news_of_an_address_does_not_repeat_it(shop: Database, sql: SqlBackoffice) -> None:
    await sql.change_address("104600", EMAIL, ELSEWHERE, "m1")
    [told] = await news(shop)
    assert told["type"] == "order.address_changed"
    assert "Carrer" not in json.dumps(told)
    [change] = await changes(shop)
    assert change.became == "Carrer Nou 3, 08001 Barcelona, ES"


async def test_address_in_the_history_goes_with_its_customer(
    shop: Database, sql: SqlBackoffice
) -> None:
    await sql.change_address("104600", EMAIL, ELSEWHERE, "m1")
    for state in ("shipped", "delivered", "returned"):
        await sql.moves.move("order", "TR-104600", state, "shop")
    assert (await sql.forget("c1", "m2")).done
    written = " ".join(f"{one.was} {one.became} {one.why}" for one in await changes(shop))
    assert "Carrer" not in written


async def test_what_fails_leaves_no_trace(shop: Database, sql: SqlBackoffice) -> None:
    with pytest.raises(WrongState):
        await sql.moves.move("order", "TR-104512", "cancelled", "shop")
    assert await changes(shop) == []
    assert await news(shop) == []


async def test_nobody_wants_news_and_none_is_written(shop: Database) -> None:
    quiet = SqlBackoffice(shop, lambda: NOW)
    await quiet.cancel_order("104600", EMAIL, "m1")
    assert await news(shop) == []
    assert len(await changes(shop)) == 2


@pytest.mark.parametrize("kind", FLOWS)
def test_every_state_can_be_reached_and_leads_to_known_ones(kind: str) -> None:
    flow = FLOWS[kind]
    reached = {next(iter(flow))}
    for _ in flow:
        reached |= {after for one in reached for after in flow[one]}
    assert reached == set(flow)


@pytest.mark.parametrize("kind", FLOWS)
def test_final_states_are_final(kind: str) -> None:
    final = [state for state, after in FLOWS[kind].items() if not after]
    assert final
    for was in final:
        for becomes in FLOWS[kind]:
            with pytest.raises(WrongState):
                check_step(kind, "X-1", was, becomes)
