"""The flows behind Rasa's forms, through the real webhook over the sample shop's orders."""

import pytest

from bot.database import Database
from tests.action_calls import Conversation, contacts, said

LUCIA = "lucia.ferrer@example.com"
TOM = "tom.barker@example.org"


async def give_order(talk: Conversation, form: str, number: str, email: str) -> list[str]:
    """Answer the form's first two questions; what is said after them."""
    await talk.fills(form)
    talk.hears(number, "inform", order_number=number)
    await talk.fills(form)
    talk.hears(email, "inform", email=email)
    return said(await talk.fills(form))


async def test_an_order_is_told_and_logged_once(talk: Conversation, shop: Database) -> None:
    talk.hears("where is my order?", "order_status", 0.8)
    await give_order(talk, "order_status_form", "TR-104388", TOM)
    assert talk.asked is None
    told = (await talk.runs("action_order_status"))[0]
    assert told["response"] == "utter_order_shipped"
    assert told["tracking_number"] == "CX203948812ES"
    assert told["items"] == "Cierzo"
    (contact,) = await contacts(shop)
    assert (contact.text, contact.message_id) == ("where is my order?", "message-1")
    assert (contact.intent, contact.outcome) == ("order_status", "transaction")
    assert contact.confidence == pytest.approx(0.8)


async def test_what_is_known_is_not_asked(talk: Conversation) -> None:
    talk.hears("where is TR-104388?", "order_status", order_number="TR-104388", email=TOM)
    assert await talk.fills("order_status_form") == []
    assert talk.asked is None


async def test_another_order_is_asked_for(talk: Conversation) -> None:
    talk.slots.update(order_number="TR-104388", email=TOM)
    talk.hears("and another order?", "order_status")
    await talk.fills("order_status_form")
    assert talk.asked == "order_number"


async def test_wrong_pairs_are_all_refused_alike(talk: Conversation) -> None:
    talk.hears("where is my order?", "order_status")
    assert await give_order(talk, "order_status_form", "TR-104388", "eve@example.org") == [
        "utter_order_not_found"
    ]
    assert (talk.asked, talk.slots["email"]) == ("order_number", None)
    assert await give_order(talk, "order_status_form", "TR-999999", "eve@example.org") == []
    assert talk.asked is None
    assert said(await talk.runs("action_order_status")) == ["utter_give_up"]


async def test_two_useless_answers_end_the_form(talk: Conversation, shop: Database) -> None:
    talk.hears("where is my order?", "order_status")
    await talk.fills("order_status_form")
    talk.hears("i don't know", "deny")
    assert said(await talk.fills("order_status_form")) == ["utter_unknown_order_number"]
    talk.hears("blue", "nlu_fallback")
    assert await talk.fills("order_status_form") == []
    assert talk.asked is None
    told = await talk.runs("action_order_status")
    assert said(told) == ["utter_give_up"]
    assert told[0]["again"] == "/order_status"
    (contact,) = await contacts(shop)
    assert (contact.outcome, contact.reason) == ("unanswered", "low_confidence")


async def test_a_correction_replaces_the_number(talk: Conversation) -> None:
    talk.hears("where is my order?", "order_status")
    await talk.fills("order_status_form")
    talk.hears("TR-104388", "inform", order_number="TR-104388")
    await talk.fills("order_status_form")
    talk.hears("no, TR-104540", "inform", order_number="TR-104540")
    assert said(await talk.fills("order_status_form")) == ["utter_noted"]
    assert talk.asked == "email"
    assert talk.slots["order_number"] == "TR-104540"


@pytest.mark.parametrize("intent", ["faq_question", "cancel", "ask_for_person", "request_return"])
async def test_another_matter_is_left_to_the_rules(talk: Conversation, intent: str) -> None:
    talk.hears("where is my order?", "order_status")
    await talk.fills("order_status_form")
    talk.hears("do you take cards", intent)
    before = dict(talk.slots)
    assert await talk.fills("order_status_form") == []
    assert talk.slots == before


async def test_another_request_with_a_number_makes_the_form_step_aside(
    talk: Conversation,
) -> None:
    talk.hears("i want to return something", "request_return")
    await talk.fills("return_form")
    talk.hears("where is TR-104388?", "order_status", order_number="TR-104388")
    answer = await talk.http.post("/webhook", json=talk.call("validate_return_form"))
    assert answer.status_code == 400
    assert answer.json()["action_name"] == "return_form"


async def test_after_an_aside_the_form_asks_the_same(talk: Conversation) -> None:
    talk.hears("where is my order?", "order_status")
    await talk.fills("order_status_form")
    talk.hears("how many days to return?", "faq_question")
    await talk.runs("action_answer")
    assert await talk.fills("order_status_form") == []
    assert talk.asked == "order_number"
    assert talk.slots["form_attempts"] == 0


async def test_a_number_out_of_the_blue_goes_on_with_the_latest_flow(talk: Conversation) -> None:
    talk.hears("where is TR-104540?", "order_status", order_number="TR-104540", email=TOM)
    talk.events += [
        {"event": "active_loop", "name": "order_status_form"},
        {"event": "active_loop", "name": None},
    ]
    talk.hears("sorry, TR-104388", "inform", order_number="TR-104388")
    assert said(await talk.runs("action_inform"))[0] == "utter_order_shipped"
    talk.events.clear()
    talk.hears("TR-104388", "inform", order_number="TR-104388")
    assert said(await talk.runs("action_inform")) == ["utter_what_for"]


async def test_a_serial_number_wins_over_the_order_that_is_known(talk: Conversation) -> None:
    talk.slots.update(order_number="TR-104388", email=TOM)
    talk.hears("is my robot still under guarantee?", "check_warranty", product="cierzo")
    await talk.fills("warranty_form")
    assert talk.slots["serial_unknown"] is True
    assert said(await talk.runs("action_warranty")) == ["utter_warranty_not_delivered"]
    talk.events.append({"event": "active_loop", "name": None})
    talk.hears("LV3-2607-018345", "inform", serial_number="LV3-2607-018345")
    assert said(await talk.runs("action_inform")) == ["utter_warranty_covered"]
    assert talk.slots["serial_unknown"] is None
    assert talk.slots["product"] == "levante"


async def test_a_product_that_is_not_in_the_known_order_leads_to_asking(talk: Conversation) -> None:
    talk.slots.update(order_number="TR-104388", email=TOM)
    talk.hears("is my coffee machine under guarantee?", "check_warranty", product="levante")
    await talk.fills("warranty_form")
    assert talk.asked == "serial_number"
