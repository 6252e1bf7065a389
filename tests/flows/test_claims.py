"""How far a report about an order is: told with the order, and to whoever asks for it."""

import pytest

from actions.orders.claims import order_asked_about
from bot.backoffice import Claim
from bot.database import Database, now
from tests.action_calls import Conversation, desk, said


@pytest.mark.parametrize(
    ("number", "email", "response", "about"),
    [
        ("TR-104526", "grace.oconnor@example.org", "open", "what arrived damaged"),
        ("TR-104505", "ainhoa.etxeberria@example.com", "in_progress", "what was missing"),
        ("TR-103702", "j.ortega@correo.example", "rejected", "what arrived damaged"),
        ("TR-103811", "priya.nair@example.org", "resolved", "a wrong product"),
    ],
)
async def test_a_report_is_told_with_its_order(
    talk: Conversation, number: str, email: str, response: str, about: str
) -> None:
    talk.hears("my order?", "order_status", order_number=number, email=email)
    await talk.fills("order_status_form")
    told = (await talk.runs("action_order_status"))[-1]
    assert (told["response"], told["about"]) == (f"utter_claim_is_{response}", about)
    assert told["opened"].endswith("20" + told["opened"][-2:])


async def test_a_delay_that_is_claimed_is_told_once(talk: Conversation) -> None:
    talk.slots.update(order_number="TR-104388", email="tom.barker@example.org")
    talk.hears("my order?", "order_status")
    await talk.fills("order_status_form")
    told = said(await talk.runs("action_order_status"))
    assert told == ["utter_order_shipped", "utter_order_late_claimed"]


@pytest.mark.parametrize("text", ["what about my claim?", "¿cómo va la reclamación?", "CLM-40006?"])
async def test_who_is_known_asks_for_the_report_alone(
    talk: Conversation, shop: Database, text: str
) -> None:
    await desk(shop).identity.remember("conversation-1", "c024")
    talk.hears(text, "order_status")
    await talk.fills("order_status_form")
    assert (talk.asked, talk.slots["order_number"]) == (None, "TR-104526")
    assert "utter_claim_is_open" in said(await talk.runs("action_order_status"))


def claim(number: str, order: str, status: str = "open") -> Claim:
    return Claim(number, "c1", order, None, "damaged", "x", status, now())


def test_of_several_open_reports_none_is_guessed() -> None:
    both = [claim("CLM-40001", "TR-1"), claim("CLM-40002", "TR-2")]
    assert order_asked_about("and my claim?", both) is None
    assert order_asked_about("and my claim?", [both[0], claim("CLM-40002", "TR-2", "resolved")])
    assert order_asked_about("and clm 40002?", both) == "TR-2"
    assert order_asked_about("where is my order?", both[:1]) is None
