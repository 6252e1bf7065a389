"""Registering: what is asked, what is read back, and what is never told."""

from datetime import date

import pytest
from sqlalchemy import select

from actions.register import month_in
from bot.backoffice.tables import RegistrationRow
from bot.database import Database
from tests.action_calls import Conversation, contacts, desk, said

OURS, NOT_OURS, TAKEN = "CZ2-2609-019377", "LV3-2601-123456", "LV3-2607-018345"
FORM = "register_form"


async def hears(
    talk: Conversation, text: str, intent: str = "inform", **entities: str
) -> list[str]:
    talk.hears(text, intent, 0.9, "", **entities)
    return said(await talk.fills(FORM))


async def test_a_product_of_another_shop_is_registered(talk: Conversation, shop: Database) -> None:
    await hears(talk, "i want to register my coffee machine", "register_product")
    await hears(talk, NOT_OURS, serial_number=NOT_OURS)
    await hears(talk, "my name is Eva *Ruiz*", "greet")
    await hears(talk, "eva@example.com", email="eva@example.com")
    assert talk.asked == "register_bought_on"
    assert await hears(talk, "tomorrow", date="2100-01-01") == ["utter_invalid_register_bought_on"]
    await hears(talk, "in May 2025")
    await hears(talk, "at Electro Paco", "manual_question")
    assert talk.asked == "confirmed"
    (summary,) = await talk.runs("action_ask_register_form_confirmed")
    assert summary["response"] == "utter_register_summary_elsewhere"
    assert summary["name"] == r"Eva \*Ruiz\*"
    assert (summary["bought"], summary["shop"]) == ("1 May 2025", "Electro Paco")
    await hears(talk, "yes", "affirm")
    (told,) = await talk.runs("action_register")
    assert (told["response"], told["item"]) == ("utter_registered", "Levante")
    async with shop.read() as session:
        row = (
            await session.scalars(
                select(RegistrationRow).where(RegistrationRow.serial_number == NOT_OURS)
            )
        ).one()
        assert (row.bought_on, row.bought_at) == (date(2025, 5, 1), "Electro Paco")
    (contact,) = await contacts(shop)
    assert (contact.intent, contact.outcome) == ("register_product", "transaction")


async def test_who_is_known_is_not_asked_who_they_are(talk: Conversation, shop: Database) -> None:
    await desk(shop).identity.remember("conversation-1", "c024")
    await hears(talk, f"register {OURS}", "register_product", serial_number=OURS)
    assert talk.asked == "confirmed"
    (summary,) = await talk.runs("action_ask_register_form_confirmed")
    assert (summary["response"], summary["email"]) == (
        "utter_register_summary",
        r"grace.oconnor@example.org",
    )
    await hears(talk, "yes", "affirm")
    assert said(await talk.runs("action_register")) == ["utter_registered"]
    talk.form = None
    await hears(talk, f"register {OURS}", "register_product", serial_number=OURS)
    assert said(await talk.runs("action_register")) == ["utter_register_yours"]


async def test_by_whom_it_is_registered_is_told_to_nobody(talk: Conversation) -> None:
    await hears(talk, f"register {TAKEN}", "register_product", serial_number=TAKEN)
    assert talk.asked is None
    (told,) = await talk.runs("action_register")
    assert told["response"] == "utter_register_taken"
    assert "ferrer" not in str(told).lower()


async def test_a_no_registers_nothing(talk: Conversation, shop: Database) -> None:
    await desk(shop).identity.remember("conversation-1", "c024")
    await hears(talk, f"register {OURS}", "register_product", serial_number=OURS)
    await hears(talk, "no", "deny")
    assert said(await talk.runs("action_register")) == ["utter_register_left"]
    assert not (await desk(shop).backoffice.warranty(OURS)).registered


async def test_a_registration_under_somebodys_e_mail_opens_none_of_their_orders(
    talk: Conversation, shop: Database
) -> None:
    """Else whoever knows an e-mail would be that customer."""
    lucia = "lucia.ferrer@example.com"
    await hears(talk, f"register {NOT_OURS}", "register_product", serial_number=NOT_OURS)
    for text in ("Eve", lucia, "in May 2025", "a shop", "yes"):
        entities = {"email": text} if "@" in text else {}
        await hears(talk, text, "affirm" if text == "yes" else "inform", **entities)
    assert said(await talk.runs("action_register")) == ["utter_registered"]
    identity = desk(shop).identity
    owned = await identity.by_serial("conversation-1", NOT_OURS, lucia)
    assert owned.order_number is None
    assert await identity.customer_of("conversation-1") is None


async def test_two_useless_answers_offer_a_person(talk: Conversation) -> None:
    await hears(talk, "register something", "register_product")
    assert await hears(talk, "no idea", "deny") == ["utter_unknown_serial_number"]
    await hears(talk, "blue", "nlu_fallback")
    assert said(await talk.runs("action_register")) == ["utter_give_up"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("mayo de 2025", "2025-05-01"),
        ("in December 2024", "2024-12-01"),
        ("05/2025", "2025-05-01"),
        ("creo que septiembre del 2023", "2023-09-01"),
        ("ni idea", None),
    ],
)
def test_months(text: str, day: str | None) -> None:
    assert month_in(text) == day
