"""Danger, complaints, privacy, languages, small talk, opinions, two matters: whole journeys."""

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from tests.customer import Customer, words_of
from tests.product import Product

pytestmark = pytest.mark.rasa
Customers = Callable[[str], Customer]
Replies = list[dict[str, Any]]


def rows(product: Product, query: str, *values: str) -> list[tuple[Any, ...]]:
    """What the service's database says."""
    with sqlite3.connect(product.folder / "mostrador.db") as database:
        return database.execute(query, values).fetchall()


def reason_of(product: Product, customer: Customer) -> str:
    query = "SELECT reason FROM escalation WHERE conversation_id = ? ORDER BY id DESC"
    return str(rows(product, query, customer.conversation_id)[0][0])


DANGER = {
    "es": ("quiero devolver la freidora", "la freidora está echando humo negro", "Desenchufe"),
    "en": ("I want to return the fryer", "black smoke is pouring out of my fryer", "Unplug"),
}


@pytest.mark.parametrize("language", ["es", "en"])
def test_danger_leads_from_inside_a_form(
    customer: Customers, product: Product, language: str
) -> None:
    first, danger, advice = DANGER[language]
    one = customer(language)
    one.say(first)
    replies = one.say(danger)
    assert "112" in words_of(replies)
    assert advice in words_of(replies)
    assert [one for one in replies if one["data"].get("citations")]
    assert one.news()["state"] == "waiting"
    assert reason_of(product, one) == "safety"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "¿la freidora echa humo la primera vez que se usa?"),
        ("en", "can I make smoked salmon in the fryer?"),
        ("es", "no sale humo, solo quiero saber dónde está mi pedido"),
    ],
)
def test_harmless_words_call_nobody(customer: Customers, language: str, text: str) -> None:
    one = customer(language)
    assert "112" not in words_of(one.say(text))
    assert one.news()["state"] == "bot"


@pytest.mark.parametrize(
    ("language", "text"),
    [("es", "ahora está saliendo fuego de la lavadora"), ("en", "now it is giving me shocks")],
)
def test_danger_while_waiting_makes_it_urgent(
    customer: Customers, product: Product, language: str, text: str
) -> None:
    one = customer(language)
    one.say({"es": "quiero hablar con una persona", "en": "talk to a human please"}[language])
    assert "112" in words_of(one.say(text))
    assert reason_of(product, one) == "safety"


COMPLAINT = {
    "es": ("el repartidor llegó tres semanas tarde y me gritó, es una vergüenza", "Registrar"),
    "en": ("your driver came three weeks late and yelled at me, it is a disgrace", "Record"),
}


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_complaint_is_recorded(customer: Customers, language: str) -> None:
    text, button = COMPLAINT[language]
    one = customer(language)
    heard = one.say(text)
    assert text in words_of(heard)
    assert "CLM-" in words_of(one.press(button, heard))


@pytest.mark.parametrize(
    ("language", "ask", "person"),
    [
        ("es", "quiero poner una reclamación", "prefiero una persona"),
        ("en", "I want to file a complaint", "I'd rather have a person"),
    ],
)
def test_a_complaint_is_asked_for_once_and_goes_to_a_person(
    customer: Customers, product: Product, language: str, ask: str, person: str
) -> None:
    one = customer(language)
    one.say(ask)
    one.say(COMPLAINT[language][0])
    assert COMPLAINT[language][0] in words_of(one.say(person))
    assert one.news()["state"] == "waiting"
    assert reason_of(product, one) == "negative_feedback"


@pytest.mark.parametrize(
    ("language", "ask"),
    [("es", "¿qué datos guardan de mí?"), ("en", "what data do you keep about me?")],
)
def test_what_is_kept_is_told(customer: Customers, language: str, ask: str) -> None:
    replies = customer(language).say(ask)
    assert "/privacy?lang=" in words_of(replies)


@pytest.mark.parametrize(
    ("language", "ask", "yes"),
    [("es", "borren todos mis datos", "sí"), ("en", "erase all my data", "yes")],
)
def test_data_is_deleted_for_its_owner(
    customer: Customers, product: Product, language: str, ask: str, yes: str
) -> None:
    number, email = {
        "es": ("TR-102477", "diego.fuentes@example.com"),
        "en": ("TR-099061", "oliver.hughes@example.org"),
    }[language]
    one = customer(language)
    one.say({"es": "me llamo Diego", "en": "my name is Oliver"}[language])
    one.say(ask)
    one.say(number)
    one.say(email)
    assert "DEL-" in words_of(one.say(yes))
    said = rows(product, "SELECT text FROM message WHERE conversation_id = ?", one.conversation_id)
    kept = " ".join(str(text) for (text,) in said)
    assert email not in kept
    assert {"es": "Diego", "en": "Oliver"}[language] not in kept


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_no_deletes_nothing(customer: Customers, language: str) -> None:
    one = customer(language)
    one.say({"es": "borren todos mis datos", "en": "erase all my data"}[language])
    one.say("TR-104388")
    one.say("tom.barker@example.org")
    replies = one.say("no")
    assert "DEL-" not in words_of(replies)


@pytest.mark.parametrize(
    ("language", "order", "wish", "asked"),
    [
        (
            "es",
            "¿dónde está mi pedido?",
            "¿le importa seguir en inglés? my spanish is bad",
            "order",
        ),
        ("en", "where is my order?", "I'd rather go on in Spanish if that is all right", "pedido"),
    ],
)
def test_the_language_changes_and_the_form_stays(
    customer: Customers, language: str, order: str, wish: str, asked: str
) -> None:
    one = customer(language)
    one.say(order)
    assert asked in words_of(one.say(wish))
    assert one.news()["language"] == {"es": "en", "en": "es"}[language]
    one.say("TR-104388")
    assert "CX203948812ES" in words_of(one.say("tom.barker@example.org"))


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("es", ["¿cómo estás?", "cuéntame un chiste", "¿quién te ha creado?", "eres muy majo"]),
        ("en", ["how are you?", "tell me a joke", "who made you?", "you are very kind"]),
    ],
)
def test_small_talk_is_answered(customer: Customers, language: str, texts: list[str]) -> None:
    one = customer(language)
    said = [words_of(one.say(text)) for text in texts]
    assert all(said)
    assert len(set(said)) == len(said)


@pytest.mark.parametrize(
    ("language", "insults"),
    [("es", ["eres un inútil", "vete a la mierda"]), ("en", ["you idiot", "stupid machine"])],
)
def test_two_insults_offer_a_person(customer: Customers, language: str, insults: list[str]) -> None:
    one = customer(language)
    assert not words_of(one.say(insults[0])).count("@person")
    replies = one.say(insults[1])
    payloads = [button["payload"] for one in replies for button in one["data"].get("buttons", ())]
    assert payloads == ["@person"]


def invoice_given(one: Customer, language: str) -> Replies:
    """An invoice, asked for and given."""
    one.say({"es": "la factura del pedido TR-104447", "en": "invoice of TR-104447"}[language])
    return one.say("claire.dubois@example.org")


@pytest.mark.parametrize(("language", "score"), [("es", "muy bien"), ("en", "4")])
def test_an_opinion_in_words_is_kept(
    customer: Customers, product: Product, language: str, score: str
) -> None:
    one = customer(language)
    asked = invoice_given(one, language)
    assert asked[-1]["data"]["survey"] == "csat"
    replies = one.say(score)
    if replies[-1]["data"].get("survey") == "nps":
        replies = one.press("9", replies)
    one.say({"es": "rápido y claro, mi móvil es 600 123 123", "en": "quick, I am 07911 123456"}
            [language])  # fmt: skip
    query = "SELECT kind, score, comment FROM survey WHERE conversation_id = ? ORDER BY id"
    kept = rows(product, query, one.conversation_id)
    assert kept[0][:2] == ("csat", {"es": 5, "en": 4}[language])
    assert "[PHONE]" in str(kept[-1][2])


@pytest.mark.parametrize("language", ["es", "en"])
def test_no_opinion_is_fine(customer: Customers, language: str) -> None:
    one = customer(language)
    invoice_given(one, language)
    ask = {"es": "¿puedo pagar con bizum?", "en": "do you deliver to France?"}[language]
    assert {"es": "Bizum", "en": "France"}[language] in words_of(one.say(ask))


@pytest.mark.parametrize(
    ("language", "text", "first", "second"),
    [
        (
            "es",
            "¿dónde está mi pedido y además se puede pagar con bizum?",
            "CX203948812ES",
            "Bizum",
        ),
        ("en", "where is my order, and also do you deliver to France?", "CX203948812ES", "France"),
    ],
)
def test_two_matters_of_one_message_are_settled_one_after_the_other(
    customer: Customers, language: str, text: str, first: str, second: str
) -> None:
    one = customer(language)
    opened = words_of(one.say(text))
    assert second not in opened
    one.say("TR-104388")
    told = words_of(one.say("tom.barker@example.org"))
    assert told.index(first) < told.rindex(second)
