"""What all forms have in common, through the real webhook over the sample shop's orders."""

import pytest

from actions.forms.choices import count_in, ordinal
from actions.forms.confirming import NO, YES
from actions.forms.pieces import digits_in, joined
from actions.wording import plain
from bot.database import Database
from bot.identity import Limits
from tests.action_calls import Conversation, client, desk, said

LUCIA = "lucia.ferrer@example.com"
ROSA = "rosa.barcelo@correo.example"
TOM = "tom.barker@example.org"


async def sign_in(talk: Conversation, shop: Database, customer_id: str) -> None:
    await desk(shop).identity.remember("conversation-1", customer_id)


async def test_the_postcode_does_instead_of_the_email(talk: Conversation) -> None:
    talk.hears("where is TR-104388?", "order_status", order_number="TR-104388")
    await talk.fills("order_status_form")
    assert talk.asked == "email"
    talk.hears("the postcode is 07012", "inform")
    await talk.fills("order_status_form")
    assert talk.asked is None
    assert said(await talk.runs("action_order_status"))[0] == "utter_order_shipped"


async def test_whoever_is_known_is_asked_for_nothing(talk: Conversation, shop: Database) -> None:
    await sign_in(talk, shop, "c001")
    talk.hears("i want to return my coffee machine", "request_return", product="levante")
    await talk.fills("return_form")
    assert (talk.slots["order_number"], talk.asked) == ("TR-104512", "return_reason")


async def test_whoever_has_several_orders_chooses(talk: Conversation, shop: Database) -> None:
    await sign_in(talk, shop, "c003")
    talk.hears("i need an invoice", "request_invoice")
    await talk.fills("invoice_form")
    assert talk.asked == "order_number"
    (question,) = await talk.runs("action_ask_order_number")
    assert question["response"] == "utter_which_order"
    assert any("TR-104557" in button["title"] for button in question["buttons"])
    talk.hears("the one with the washing machine", "inform", product="garbi")
    await talk.fills("invoice_form")
    assert talk.slots["order_number"] == "TR-101277"
    assert talk.asked is None


async def test_the_latest_order_is_chosen_by_its_place(talk: Conversation, shop: Database) -> None:
    await sign_in(talk, shop, "c003")
    talk.hears("i need an invoice", "request_invoice")
    await talk.fills("invoice_form")
    talk.hears("the latest one", "inform")
    await talk.fills("invoice_form")
    assert talk.slots["order_number"] == "TR-104557"


async def test_a_number_that_is_not_theirs_needs_a_proof(
    talk: Conversation, shop: Database
) -> None:
    await sign_in(talk, shop, "c001")
    talk.hears("where is TR-104388?", "order_status", order_number="TR-104388")
    await talk.fills("order_status_form")
    assert talk.asked == "email"
    talk.hears(LUCIA, "inform", email=LUCIA)
    assert said(await talk.fills("order_status_form")) == ["utter_order_not_found"]


async def test_after_the_last_attempt_even_the_right_words_are_refused(shop: Database) -> None:
    at = desk(shop)
    at.identity._limits = Limits(attempts=1, slowest_s=0)
    async with client(at) as http:
        talk = Conversation(http)
        for number, email in (("TR-104388", LUCIA), ("TR-104388", TOM)):
            talk.form = None
            talk.hears("where is it?", "order_status", order_number=number, email=email)
            assert await talk.fills("order_status_form") == []
            assert talk.asked is None
            assert said(await talk.runs("action_order_status")) == ["utter_give_up"]


async def test_a_number_in_pieces(talk: Conversation) -> None:
    talk.hears("where is my order?", "order_status")
    await talk.fills("order_status_form")
    talk.hears("one zero four", "inform")
    await talk.fills("order_status_form")
    assert talk.asked == "order_number"
    (told,) = await talk.runs("action_ask_order_number")
    assert (told["response"], told["digits"]) == ("utter_number_so_far", "104")
    talk.hears("and then five one two", "nlu_fallback")
    await talk.fills("order_status_form")
    assert (talk.slots["order_number"], talk.asked) == ("TR-104512", "email")
    assert talk.slots["form_attempts"] == 0


async def test_the_email_is_taken_back(talk: Conversation) -> None:
    talk.hears("my e-mail is eve@example.org", "order_status", email="eve@example.org")
    await talk.fills("order_status_form")
    assert talk.asked == "order_number"
    talk.hears("sorry, I got the e-mail wrong", "nlu_fallback")
    await talk.fills("order_status_form")
    assert talk.slots["email"] is None
    assert talk.slots["form_attempts"] == 0


async def test_the_other_order_of_two(talk: Conversation, shop: Database) -> None:
    await sign_in(talk, shop, "c017")
    talk.hears("i want to return the robot", "request_return", product="cierzo")
    await talk.fills("return_form")
    assert talk.slots["order_number"] == "TR-104535"
    talk.hears("no, the other order", "deny")
    await talk.fills("return_form")
    assert talk.slots["order_number"] != "TR-104535"


async def test_what_was_gathered_goes_to_the_person(talk: Conversation) -> None:
    talk.slots.update(order_number="TR-104512", return_reason="faulty", language="es")
    talk.slots["return_items"] = [["levante", 1]]
    talk.language = "es"
    talk.hears("quiero hablar con alguien", "ask_for_person")
    (told,) = await talk.runs("action_handoff")
    assert told["response"] == "utter_handoff_known"
    assert told["known"] == "- Pedido: TR-104512\n- Productos: 1 × Levante\n- Motivo: falla"
    known = {"order_number": "TR-104512", "return_reason": "faulty"}
    gathered = known | {"return_items": [["levante", 1]]}
    assert told["custom"] == {"handoff": {"reason": "asked_for_person"}, "gathered": gathered}


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("uno cero cuatro", "104"),
        ("TR 104", "104"),
        ("one oh four double five two", "104552"),
        ("es el 10 45 12", "104512"),
        ("do you deliver in 2 days?", None),
        ("no lo sé", None),
    ],
)
def test_digits_in_words(text: str, digits: str | None) -> None:
    assert digits_in(text) == digits


def test_too_many_digits_start_again() -> None:
    assert joined("10451", "104512") == "104512"
    assert joined("104", "1045123") is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("el segundo", 1),
        ("the first one", 0),
        ("el más reciente", 0),
        ("the oldest", 2),
        ("ese", None),
    ],
)
def test_places_in_a_list(text: str, place: int | None) -> None:
    options = ["a", "b", "c"]
    assert ordinal(text, options) == (None if place is None else options[place])


@pytest.mark.parametrize(
    ("text", "count"),
    [("los dos", 2), ("just one", 1), ("solo una", 1), ("2", 2), ("three", None), ("no sé", None)],
)
def test_counts(text: str, count: int | None) -> None:
    assert count_in(text, 2) == count


@pytest.mark.parametrize("text", ["sí", "vale, adelante", "Yes please", "ok", "perfecto, ábrela"])
def test_yes(text: str) -> None:
    assert YES.search(text)
    assert not NO.match(text)


@pytest.mark.parametrize("text", ["no", "No, gracias", "mejor no", "nope", "déjalo"])
def test_no(text: str) -> None:
    assert NO.match(text)


@pytest.mark.parametrize(
    "text", ["no, el motivo es otro", "no, the other one", "sí pero en tienda"]
)
def test_neither_yes_nor_no(text: str) -> None:
    assert not NO.match(text)
    assert not YES.search(text)


def test_customers_words_mean_nothing_in_markdown() -> None:
    assert plain("Calle *Mayor* 5\n[x](https://evil.example)") == (
        r"Calle \*Mayor\* 5 \[x\]\(https:" + "\u200b" + r"//evil.example\)"
    )
