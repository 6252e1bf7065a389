"""The flows behind Rasa's forms, through the real webhook over the sample shop's orders."""

from typing import Any

import pytest

from actions.returns import reason_in
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
    assert await talk.fills("order_status_form") == []
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


async def test_a_return_is_opened_once(talk: Conversation) -> None:
    numbers: list[dict[str, Any]] = []
    for _ in range(2):
        talk.hears("i want to return the levante", "request_return", product="levante")
        if talk.slots.get("order_number"):
            await talk.fills("return_form")
        else:
            await give_order(talk, "return_form", "TR-104512", LUCIA)
        assert talk.asked == "return_reason"
        talk.hears("/inform", "inform", return_reason="withdrawal")
        await talk.fills("return_form")
        assert talk.asked is None
        numbers += await talk.runs("action_open_return")
    assert said(numbers) == ["utter_return_opened", "utter_return_already_open"]
    assert numbers[0]["return_number"] == numbers[1]["return_number"]
    assert numbers[0]["shipping_cost"] == "€6.90"


@pytest.mark.parametrize(
    ("number", "email", "reason", "response"),
    [
        ("TR-104512", LUCIA, "faulty", "utter_return_opened_free"),
        ("TR-101277", "marta.vidal@example.com", "withdrawal", "utter_return_outside_window"),
        ("TR-101277", "marta.vidal@example.com", "faulty", "utter_return_faulty_in_guarantee"),
        ("TR-104388", TOM, "withdrawal", "utter_return_not_delivered"),
        ("TR-104552", "diego.fuentes@example.com", "withdrawal", "utter_return_order_cancelled"),
    ],
)
async def test_each_verdict_has_its_words(
    talk: Conversation, number: str, email: str, reason: str, response: str
) -> None:
    talk.slots.update(order_number=number, email=email)
    talk.hears("i want to return it", "request_return", return_reason=reason)
    await talk.fills("return_form")
    assert talk.asked is None
    assert said(await talk.runs("action_open_return")) == [response]
    assert talk.slots["return_reason"] is None


async def test_the_product_of_an_order_with_several_is_asked(talk: Conversation) -> None:
    talk.slots.update(
        order_number="TR-102702", email="rosa.barcelo@correo.example", product="levante"
    )
    talk.hears("i want to return something, it is faulty", "request_return")
    await talk.fills("return_form")
    assert talk.asked == "return_item"
    (question,) = await talk.runs("action_ask_return_item")
    assert [button["title"] for button in question["buttons"]] == ["Siroco", "Gregal"]
    talk.hears("the levante", "inform", product="levante")
    assert said(await talk.fills("return_form")) == ["utter_invalid_return_item"]
    talk.hears("the gregal", "inform", product="gregal")
    await talk.fills("return_form")
    assert (talk.slots["return_item"], talk.slots["return_reason"]) == ("gregal", "faulty")
    assert talk.asked is None


async def test_a_reason_in_words_is_understood(talk: Conversation) -> None:
    talk.slots.update(order_number="TR-104512", email=LUCIA)
    talk.hears("quiero devolver la cafetera", "request_return", product="levante")
    await talk.fills("return_form")
    talk.hears("me la mandasteis golpeada", "request_repair")
    await talk.fills("return_form")
    assert talk.slots["return_reason"] == "damaged"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("es que no me gusta nada", "withdrawal"),
        ("he cambiado de idea", "withdrawal"),
        ("i just don't want it", "withdrawal"),
        ("no funciona", "faulty"),
        ("it stopped working after two days", "faulty"),
        ("ha llegado rota", "damaged"),
        ("it arrived smashed", "damaged"),
        ("no es lo que pedí", "wrong_item"),
        ("you sent me the wrong one", "wrong_item"),
        ("porque sí", None),
    ],
)
def test_reasons(text: str, reason: str | None) -> None:
    assert reason_in(text) == reason


@pytest.mark.parametrize(
    ("number", "email", "responses"),
    [
        ("TR-103900", "emily.clarke@example.org", ["utter_refund_refunded"]),
        ("TR-104388", TOM, ["utter_refund_no_return"]),
        ("TR-104552", "diego.fuentes@example.com", ["utter_refund_cancelled_order"]),
    ],
)
async def test_a_refund_is_told(
    talk: Conversation, number: str, email: str, responses: list[str]
) -> None:
    talk.hears("where is my money?", "request_refund")
    await give_order(talk, "refund_form", number, email)
    assert said(await talk.runs("action_refund_status")) == responses


async def test_a_guarantee_by_serial_number(talk: Conversation) -> None:
    talk.hears("is my purifier covered?", "check_warranty", product="gregal")
    await talk.fills("warranty_form")
    assert talk.asked == "serial_number"
    talk.hears("GR4-2304-007713", "inform", serial_number="GR4-2304-007713")
    await talk.fills("warranty_form")
    assert talk.asked is None
    (told,) = await talk.runs("action_warranty")
    assert (told["response"], told["item"]) == ("utter_warranty_expired", "Gregal")


async def test_a_guarantee_by_order_without_the_serial_number(talk: Conversation) -> None:
    talk.hears("is my coffee machine covered?", "check_warranty", product="levante")
    await talk.fills("warranty_form")
    talk.hears("i don't have it", "deny")
    assert said(await talk.fills("warranty_form")) == ["utter_by_order_instead"]
    assert talk.asked == "order_number"
    talk.hears("TR-104512", "inform", order_number="TR-104512")
    await talk.fills("warranty_form")
    talk.hears(LUCIA, "inform", email=LUCIA)
    await talk.fills("warranty_form")
    assert said(await talk.runs("action_warranty")) == ["utter_warranty_valid"]


async def test_an_unknown_serial_number_is_asked_again(talk: Conversation) -> None:
    talk.hears("check LV3-0000-000000", "check_warranty", serial_number="LV3-0000-000000")
    assert said(await talk.fills("warranty_form")) == ["utter_serial_not_found"]
    assert talk.asked == "serial_number"


async def test_the_serial_number_of_another_product_is_forgotten(talk: Conversation) -> None:
    talk.slots["serial_number"] = "GR4-2304-007713"
    talk.hears("and my coffee machine?", "check_warranty", product="levante")
    assert await talk.fills("warranty_form") == []
    assert talk.asked == "serial_number"


async def test_a_number_out_of_the_blue_goes_on_with_the_latest_flow(talk: Conversation) -> None:
    talk.hears("where is TR-104540?", "order_status", order_number="TR-104540", email=TOM)
    talk.events += [
        {"event": "active_loop", "name": "order_status_form"},
        {"event": "active_loop", "name": None},
    ]
    talk.hears("sorry, TR-104388", "inform", order_number="TR-104388")
    assert said(await talk.runs("action_inform")) == ["utter_order_shipped"]
    talk.events.clear()
    talk.hears("TR-104388", "inform", order_number="TR-104388")
    assert said(await talk.runs("action_inform")) == ["utter_what_for"]


async def test_a_serial_number_wins_over_the_order_that_is_known(talk: Conversation) -> None:
    talk.slots.update(order_number="TR-104388", email=TOM)
    talk.hears("is my robot still under guarantee?", "check_warranty", product="cierzo")
    await talk.fills("warranty_form")
    assert talk.slots["serial_unknown"] is True
    assert said(await talk.runs("action_warranty")) == ["utter_warranty_none"]
    talk.events.append({"event": "active_loop", "name": None})
    talk.hears("LV3-2607-018345", "inform", serial_number="LV3-2607-018345")
    assert said(await talk.runs("action_inform")) == ["utter_warranty_valid"]
    assert talk.slots["serial_unknown"] is None
    assert talk.slots["product"] == "levante"


async def test_a_product_that_is_not_in_the_known_order_leads_to_asking(talk: Conversation) -> None:
    talk.slots.update(order_number="TR-104388", email=TOM)
    talk.hears("is my coffee machine under guarantee?", "check_warranty", product="levante")
    await talk.fills("warranty_form")
    assert talk.asked == "serial_number"


async def test_a_return_named_while_asked_about_the_refund_is_the_answer(
    talk: Conversation,
) -> None:
    talk.hears("where is my money?", "request_refund")
    await talk.fills("refund_form")
    talk.hears("of the return of TR-103900", "request_return", order_number="TR-103900")
    assert await talk.fills("refund_form") == []
    assert talk.asked == "email"
