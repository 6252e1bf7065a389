"""Guarantees: dates for anybody with the number, clauses for whoever bought it."""

import pytest

from bot.database import Database
from tests.action_calls import Conversation, contacts, desk, said

LUCIA = "lucia.ferrer@example.com"
FORM = "warranty_form"


async def of_order(
    talk: Conversation, number: str, email: str, opener: str = "is it covered?"
) -> None:
    talk.hears(opener, "check_warranty", order_number=number)
    await talk.fills(FORM)
    talk.hears(email, "inform", email=email)
    await talk.fills(FORM)


async def test_anybody_with_the_number_learns_the_dates(talk: Conversation, shop: Database) -> None:
    talk.hears("is my purifier covered?", "check_warranty", product="gregal")
    await talk.fills(FORM)
    assert talk.asked == "serial_number"
    talk.hears("GR4-2304-007713", "inform", serial_number="GR4-2304-007713")
    await talk.fills(FORM)
    assert talk.asked is None
    (told,) = await talk.runs("action_warranty")
    assert (told["response"], told["item"]) == ("utter_warranty_expired", "Gregal")
    assert "[1.2 Length](https://shop.example/policies/warranty" in told["why"]
    assert "It is registered" in told["registered"]
    assert [one["payload"] for one in told["buttons"]] == ["/request_repair"]
    assert talk.slots["product"] == "gregal"
    (contact,) = await contacts(shop)
    assert (contact.outcome, contact.product) == ("transaction", "gregal")


async def test_the_buyer_learns_every_clause(talk: Conversation) -> None:
    talk.hears("is my coffee machine covered?", "check_warranty", product="levante")
    await talk.fills(FORM)
    talk.hears("i don't have it", "deny")
    assert said(await talk.fills(FORM)) == ["utter_by_order_instead"]
    assert talk.asked == "order_number"
    await of_order(talk, "TR-104512", LUCIA)
    (told,) = await talk.runs("action_warranty")
    assert told["response"] == "utter_warranty_covered"
    for clause in ("#1.2", "#1.3", "#2.1", "#4.1", "#3.1", "#3.2"):
        assert clause in told["why"], clause
    assert [one["payload"] for one in told["buttons"]] == ["/request_repair", "/request_return"]


async def test_a_cause_that_is_not_covered_is_named_with_its_clause(talk: Conversation) -> None:
    opener = "is it covered? it is full of limescale"
    await of_order(talk, "TR-104512", LUCIA, opener)
    (told,) = await talk.runs("action_warranty")
    assert told["response"] == "utter_warranty_cause_not_covered"
    assert "#3.1" in told["why"]


@pytest.mark.parametrize(
    ("number", "email", "response"),
    [
        ("TR-104388", "tom.barker@example.org", "utter_warranty_not_delivered"),
        ("TR-104552", "diego.fuentes@example.com", "utter_warranty_order_cancelled"),
        ("TR-103900", "emily.clarke@example.org", "utter_warranty_already_returned"),
        ("TR-097352", "pilar.gimeno@correo.example", "utter_warranty_expired"),
        ("TR-101498", "17004", "utter_warranty_covered"),
    ],
)
async def test_each_verdict_has_its_words(
    talk: Conversation, number: str, email: str, response: str
) -> None:
    await of_order(talk, number, email)
    assert said(await talk.runs("action_warranty")) == [response]


async def test_every_product_of_an_order_is_told(talk: Conversation) -> None:
    await of_order(talk, "TR-102702", "rosa.barcelo@correo.example")
    told = await talk.runs("action_warranty")
    assert [one["item"] for one in told] == ["Siroco", "Gregal"]


async def test_an_unknown_serial_number_is_asked_again(talk: Conversation) -> None:
    talk.hears("check LV3-0000-000000", "check_warranty", serial_number="LV3-0000-000000")
    assert said(await talk.fills(FORM)) == ["utter_serial_not_found"]
    assert talk.asked == "serial_number"


async def test_the_serial_number_of_another_product_is_forgotten(talk: Conversation) -> None:
    talk.slots["serial_number"] = "GR4-2304-007713"
    talk.hears("and my coffee machine?", "check_warranty", product="levante")
    assert await talk.fills(FORM) == []
    assert talk.asked == "serial_number"


async def test_who_is_known_learns_the_clauses_by_the_number_alone(
    talk: Conversation, shop: Database
) -> None:
    await desk(shop).identity.remember("conversation-1", "c001")
    talk.hears("LV3-2607-018345?", "check_warranty", serial_number="LV3-2607-018345")
    await talk.fills(FORM)
    (told,) = await talk.runs("action_warranty")
    assert "#2.1" in told["why"]


async def test_a_wrong_e_mail_tells_nothing(talk: Conversation) -> None:
    talk.hears("is it covered?", "check_warranty", order_number="TR-104512")
    await talk.fills(FORM)
    talk.hears("eve@example.org", "inform", email="eve@example.org")
    assert said(await talk.fills(FORM)) == ["utter_order_not_found"]
    assert talk.asked == "order_number"
