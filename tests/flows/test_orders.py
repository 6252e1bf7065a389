"""Orders: followed, late, cancelled, sent elsewhere, invoiced, incomplete."""

import pytest

from actions.orders.addresses import city_in, country_of, parts_in, street_in
from actions.orders.status import NOT_HERE
from bot.backoffice import Proof
from bot.database import Database
from tests.action_calls import Conversation, desk, said

TOM = "tom.barker@example.org"
RUI = "rui.almeida@correo.example"
MARTA = "marta.vidal@example.com"
LUCIA = "lucia.ferrer@example.com"


def known(talk: Conversation, number: str, email: str) -> None:
    talk.slots.update(order_number=number, email=email)


async def test_a_late_order_offers_a_claim_that_is_opened_once(
    talk: Conversation, shop: Database
) -> None:
    known(talk, "TR-104475", "a.mackenzie@example.org")
    talk.hears("where is my order?", "order_status")
    await talk.fills("order_status_form")
    told = await talk.runs("action_order_status")
    assert said(told) == ["utter_order_processing", "utter_order_late"]
    talk.form = None
    talk.hears("/order_status", "order_status", order_wish="late")
    await talk.fills("order_status_form")
    assert said(await talk.runs("action_order_status")) == ["utter_delay_claim_opened"]
    assert talk.slots["order_wish"] is None
    talk.form = None
    talk.hears("where is my order?", "order_status")
    await talk.fills("order_status_form")
    assert said(await talk.runs("action_order_status"))[-1] == "utter_order_late_claimed"
    claims = (await desk(shop).backoffice.record_of("c018")).claims
    assert [(one.kind, one.order_number) for one in claims] == [("delay", "TR-104475")]


async def test_a_parcel_that_never_came_is_claimed(talk: Conversation, shop: Database) -> None:
    known(talk, "TR-104512", "lucia.ferrer@example.com")
    talk.hears("/order_status", "order_status", order_wish="not_received")
    await talk.fills("order_status_form")
    assert said(await talk.runs("action_order_status")) == ["utter_delay_claim_opened"]
    (claim,) = (await desk(shop).backoffice.record_of("c001")).claims
    assert "does not have it" in claim.text


async def test_an_order_is_cancelled_after_a_yes(talk: Conversation, shop: Database) -> None:
    known(talk, "TR-104549", RUI)
    talk.hears("cancel my order", "cancel_order")
    await talk.fills("cancel_order_form")
    assert talk.asked == "confirmed"
    (summary,) = await talk.runs("action_ask_cancel_order_form_confirmed")
    assert (summary["items"], summary["amount"]) == ("Levante", "€429.00")
    talk.hears("yes, cancel it", "cancel_order")
    await talk.fills("cancel_order_form")
    (told,) = await talk.runs("action_cancel_order")
    assert told["response"] == "utter_cancel_order_done"
    assert "/policies/refunds?lang=en#1.2" in told["clauses"]
    found = await desk(shop).backoffice.find_order("TR-104549", RUI)
    assert found.status == "cancelled"


@pytest.mark.parametrize(
    ("number", "email", "response"),
    [
        ("TR-104388", TOM, "utter_cancel_order_shipped"),
        ("TR-104512", "lucia.ferrer@example.com", "utter_cancel_order_delivered"),
        ("TR-104552", "diego.fuentes@example.com", "utter_cancel_order_cancelled"),
    ],
)
async def test_too_late_to_cancel(
    talk: Conversation, number: str, email: str, response: str
) -> None:
    known(talk, number, email)
    talk.hears("cancel my order", "cancel_order")
    await talk.fills("cancel_order_form")
    assert talk.asked is None
    assert said(await talk.runs("action_cancel_order")) == [response]


async def test_a_no_keeps_the_order(talk: Conversation, shop: Database) -> None:
    known(talk, "TR-104549", RUI)
    talk.hears("cancel my order", "cancel_order")
    await talk.fills("cancel_order_form")
    talk.hears("no", "deny")
    await talk.fills("cancel_order_form")
    assert said(await talk.runs("action_cancel_order")) == ["utter_cancel_order_kept"]
    assert (await desk(shop).backoffice.find_order("TR-104549", RUI)).status == "processing"


async def test_an_address_is_asked_part_by_part_and_read_back(
    talk: Conversation, shop: Database
) -> None:
    known(talk, "TR-104557", MARTA)
    talk.hears("i want to change the delivery address", "change_address")
    await talk.fills("address_form")
    for text, next_one in (
        ("Carrer de Sants 10, *2.º*", "address_postcode"),
        ("08014", "address_city"),
        ("Barcelona", "confirmed"),
    ):
        talk.hears(text, "inform")
        await talk.fills("address_form")
        assert talk.asked == next_one
    (summary,) = await talk.runs("action_ask_address_form_confirmed")
    assert summary["address"] == r"Carrer de Sants 10, \*2.º\*, 08014 Barcelona, ES"
    talk.hears("no, the postcode is 08015", "inform")
    await talk.fills("address_form")
    assert (talk.slots["address_postcode"], talk.asked) == ("08015", "confirmed")
    talk.hears("yes", "affirm")
    await talk.fills("address_form")
    assert said(await talk.runs("action_change_address")) == ["utter_address_done"]
    found = await desk(shop).backoffice.find_order("TR-104557", MARTA)
    assert found.address is not None
    assert (found.address.postcode, found.address.city) == ("08015", "Barcelona")


async def test_a_whole_address_is_taken_at_once(talk: Conversation) -> None:
    known(talk, "TR-104557", MARTA)
    talk.hears("send it to Calle Mayor 5, 28013 Madrid please", "change_address")
    await talk.fills("address_form")
    assert talk.asked == "confirmed"
    assert talk.slots["address_street"] == "Calle Mayor 5"


async def test_too_late_to_send_it_elsewhere(talk: Conversation) -> None:
    known(talk, "TR-104388", TOM)
    talk.hears("change my address", "change_address")
    await talk.fills("address_form")
    assert talk.asked is None
    assert said(await talk.runs("action_change_address")) == ["utter_address_shipped"]


@pytest.mark.parametrize(
    ("number", "email", "response"),
    [
        ("TR-104512", "lucia.ferrer@example.com", "utter_invoice"),
        ("TR-104557", MARTA, "utter_invoice_not_yet"),
        ("TR-104552", "diego.fuentes@example.com", "utter_invoice_cancelled"),
    ],
)
async def test_an_invoice(talk: Conversation, number: str, email: str, response: str) -> None:
    known(talk, number, email)
    talk.hears("i need the invoice", "request_invoice")
    await talk.fills("invoice_form")
    assert said(await talk.runs("action_invoice")) == [response]


async def test_a_missing_part_is_written_down(talk: Conversation, shop: Database) -> None:
    known(talk, "TR-104512", "lucia.ferrer@example.com")
    talk.hears("missing parts", "report_missing_part")
    await talk.fills("missing_form")
    assert talk.asked == "claim_text"
    talk.hears("the *drip tray* is not there", "out_of_scope")
    await talk.fills("missing_form")
    (told,) = await talk.runs("action_report_missing")
    assert (told["response"], told["item"]) == ("utter_missing_opened", "Levante")
    assert told["told"] == r"the \*drip tray\* is not there"
    (claim,) = (await desk(shop).backoffice.record_of("c001")).claims
    assert (claim.kind, claim.number) == ("missing", told["claim_number"])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("me falta una pieza del pedido", False), ("a part is missing from my order", False),
        ("the box came incomplete, some things weren't in there", False),
        ("faltan cosas en la caja", False), ("falta el filtro", True),
        ("it came without the hose", True), ("no venía el cable de la freidora", True),
    ],
)  # fmt: skip
async def test_a_message_that_does_not_say_what_is_missing_is_asked(
    talk: Conversation, words: str, says: bool
) -> None:
    talk.hears(words, "report_missing_part", order_number="TR-104512", email=LUCIA)
    await talk.fills("missing_form")
    assert talk.asked == (None if says else "claim_text")


async def test_a_yes_does_not_say_what_is_missing(talk: Conversation) -> None:
    talk.hears("parts missing", "report_missing_part", order_number="TR-104512", email=LUCIA)
    await talk.fills("missing_form")
    talk.hears("yes please", "affirm")
    assert said(await talk.fills("missing_form")) == ["utter_invalid_claim_text"]
    assert talk.asked == "claim_text"


async def test_what_is_missing_of_which_product(talk: Conversation, shop: Database) -> None:
    known(talk, "TR-104535", "rosa.barcelo@correo.example")
    talk.hears("it came without the charging base", "report_missing_part")
    await talk.fills("missing_form")
    assert talk.asked == "claim_item"
    talk.hears("the robot", "inform", product="cierzo")
    await talk.fills("missing_form")
    assert talk.asked is None
    await talk.runs("action_report_missing")
    record = await desk(shop).backoffice.record_of(Proof(customer_id="c017").customer_id)
    assert record.claims[-1].product_id == "cierzo"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "mandadlo a la Calle Mayor 5, 2.º B, 28013 Madrid",
            {"street": "Calle Mayor 5, 2.º B", "postcode": "28013", "city": "Madrid"},
        ),
        (
            "Rua do Almada 210, 4050-290 Porto",
            {"street": "Rua do Almada 210", "postcode": "4050-290", "city": "Porto"},
        ),
        ("quiero cambiar la dirección", {}),
        ("no, la calle es Calle Colón 3", {"street": "Calle Colón 3"}),
        ("Calle de Cuba", {}),
        ("el código postal es 28014", {"postcode": "28014"}),
    ],
)
def test_parts_of_an_address(text: str, parts: dict[str, str]) -> None:
    assert parts_in(text) == parts


def test_streets_towns_and_countries() -> None:
    assert street_in("Mayor 5, bajo") == "Mayor 5, bajo"
    assert street_in("no lo sé") is None
    assert city_in("es Getafe") == "Getafe"
    assert city_in("¿cuánto tarda?") is None
    assert country_of("4050-290", "", "ES") == "PT"
    assert country_of("66000", "Perpignan, Francia", "ES") == "FR"


async def test_who_says_at_once_that_it_never_came_has_a_claim(talk: Conversation) -> None:
    talk.hears("it says delivered but i never got it, TR-104512, 17003", "order_status")
    await talk.fills("order_status_form")
    assert talk.asked is None
    told = said(await talk.runs("action_order_status"))
    assert told == ["utter_order_delivered", "utter_delay_claim_opened"]


@pytest.mark.parametrize(
    ("text", "never_came"),
    [
        ("pone entregado pero no lo tengo", True),
        ("no me ha llegado nada", True),
        ("my parcel never came", True),
        ("i haven't received it", True),
        ("¿dónde está mi pedido?", False),
        ("where is my order", False),
        ("no tengo el número de mi pedido", False),
        ("i don't have the number of my order", False),
    ],
)
def test_words_for_a_parcel_that_never_came(text: str, never_came: bool) -> None:
    assert bool(NOT_HERE.search(text)) is never_came
