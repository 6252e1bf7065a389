"""Refunds: how much, by which means, until when; late money goes to a person."""

import pytest
from sqlalchemy import delete

from bot.backoffice import Proof
from bot.backoffice.matter_tables import RefundRow
from bot.database import Database
from tests.action_calls import Conversation, contacts, desk, said


@pytest.mark.parametrize(
    ("number", "email", "responses"),
    [
        ("TR-103900", "emily.clarke@example.org", ["utter_refund_is_done"]),
        ("TR-104117", "priya.nair@example.org", ["utter_refund_is_pending"]),
        ("TR-104552", "diego.fuentes@example.com", ["utter_refund_is_sent"]),
        ("TR-104330", "isabel.quintana@example.com", ["utter_refund_exchanged"]),
        ("TR-104447", "claire.dubois@example.org", ["utter_refund_return_approved"]),
        ("TR-103702", "j.ortega@correo.example", ["utter_refund_return_rejected"]),
        ("TR-104388", "tom.barker@example.org", ["utter_refund_no_return"]),
        (
            "TR-104505",
            "ainhoa.etxeberria@example.com",
            ["utter_refund_is_failed", "utter_refund_handoff"],
        ),
    ],
)
async def test_a_refund_is_told(
    talk: Conversation, number: str, email: str, responses: list[str]
) -> None:
    talk.hears("where is my money?", "request_refund", order_number=number, email=email)
    await talk.fills("refund_form")
    assert talk.asked is None
    assert said(await talk.runs("action_refund_status")) == responses


async def test_a_part_is_called_a_part(talk: Conversation) -> None:
    talk.slots.update(order_number="TR-103518", email="manuel.cabrera@correo.example")
    talk.hears("where is my money?", "request_refund")
    await talk.fills("refund_form")
    (told,) = await talk.runs("action_refund_status")
    assert (told["amount"], told["means"]) == ("€112.10", "Bizum")
    assert told["part"] == "It is part of what you paid."


async def test_when_to_expect_it_comes_with_its_clause(talk: Conversation) -> None:
    talk.slots.update(order_number="TR-104447", email="claire.dubois@example.org")
    talk.hears("where is my money?", "request_refund")
    await talk.fills("refund_form")
    (told,) = await talk.runs("action_refund_status")
    assert "/policies/refunds?lang=en#1.1" in told["clauses"]


@pytest.mark.parametrize(
    ("number", "email", "reason"),
    [
        (
            "TR-104552",
            "diego.fuentes@example.com",
            {"es": "que se canceló", "en": "which was cancelled"},
        ),
        ("TR-103900", "emily.clarke@example.org", {"es": "RMA-20007", "en": "RMA-20007"}),
    ],
)
async def test_what_the_money_is_for_is_told(
    talk: Conversation, number: str, email: str, reason: dict[str, str]
) -> None:
    for language, words in reason.items():
        talk.slots.update(order_number=number, email=email, language=language)
        talk.language = language
        talk.hears("?", "request_refund")
        await talk.fills("refund_form")
        (told,) = await talk.runs("action_refund_status")
        assert words in told["reason"]
        assert number in told["reason"]


async def test_a_cancelled_order_without_money_on_its_way_says_so(
    talk: Conversation, shop: Database
) -> None:
    async with shop.write() as session:
        await session.execute(delete(RefundRow).where(RefundRow.order_number == "TR-104552"))
    talk.slots.update(order_number="TR-104552", email="diego.fuentes@example.com")
    talk.hears("where is my money?", "request_refund")
    await talk.fills("refund_form")
    (told,) = await talk.runs("action_refund_status")
    assert told["response"] == "utter_refund_cancelled"
    assert "/policies/refunds?lang=en#" in told["clauses"]


async def test_money_that_came_back_goes_to_a_person(talk: Conversation, shop: Database) -> None:
    talk.slots.update(order_number="TR-104505", email="ainhoa.etxeberria@example.com")
    talk.hears("where is my money?", "request_refund")
    await talk.fills("refund_form")
    told = (await talk.runs("action_refund_status"))[-1]
    assert told["custom"] == {
        "handoff": {"reason": "policy_exception"},
        "gathered": {"order_number": "TR-104505"},
    }
    assert "TR-104505" in told["known"]
    (contact,) = await contacts(shop)
    assert (contact.outcome, contact.reason) == ("escalated", "policy_exception")


async def test_a_return_named_while_asked_about_the_refund_is_the_answer(
    talk: Conversation,
) -> None:
    talk.hears("where is my money?", "request_refund")
    await talk.fills("refund_form")
    talk.hears("of the return of TR-103900", "request_return", order_number="TR-103900")
    assert await talk.fills("refund_form") == []
    assert talk.asked == "email"


async def test_money_is_asked_for_by_the_number_of_the_return(talk: Conversation) -> None:
    talk.hears("where is the money of RMA-20007?", "request_refund")
    await talk.fills("refund_form")
    assert talk.asked == "email"
    talk.hears("03730", "inform", postcode="03730")
    await talk.fills("refund_form")
    (told,) = await talk.runs("action_refund_status")
    assert (told["response"], talk.slots["return_number"]) == ("utter_refund_is_done", None)
    assert "RMA-20007" in told["reason"]


async def test_whoever_is_known_hears_of_the_one_refund(talk: Conversation, shop: Database) -> None:
    await desk(shop).identity.remember("conversation-1", Proof(customer_id="c006").customer_id)
    talk.hears("where is my money?", "request_refund")
    await talk.fills("refund_form")
    assert (talk.slots["order_number"], talk.asked) == ("TR-103900", None)
