"""Returns: whole journeys over HTTP in both languages, the unhappy ones too."""

from collections.abc import Callable

import pytest

from tests.customer import Customer, words_of

pytestmark = pytest.mark.rasa
Customers = Callable[[str], Customer]

LUCIA = "lucia.ferrer@example.com"
ROSA = "rosa.barcelo@correo.example"
MARTA = "marta.vidal@example.com"


def tell(one: Customer, *texts: str) -> str:
    """Say several things; the words of the last answer."""
    replies = [one.say(text) for text in texts]
    assert all(replies)
    return words_of(replies[-1])


@pytest.mark.parametrize(
    ("language", "said", "yes"),
    [
        ("es", ["devuelvo mi cafetera", "TR-104512", LUCIA, "no me convence"], "sí, ábrala"),
        ("en", ["i'm returning my coffee machine", "TR-104512", "17003", "changed my mind"], "yes"),
    ],
)
def test_a_return_is_opened_followed_and_cancelled(
    customer: Customers, language: str, said: list[str], yes: str
) -> None:
    one, spanish = customer(language), language == "es"
    tell(one, *said)
    rest = ["sin abrir", "el dinero", "que vengan a por ella"]
    summary = tell(one, *(rest if spanish else ["unopened", "my money", "collect it"]))
    assert "/policies/returns?lang=" in summary
    assert "422" in summary
    told = tell(one, yes)
    rma = told[told.index("RMA-") :][:9]
    # Asked for again it is the same one.
    again = one.say(
        "quiero devolver la cafetera" if spanish else "i want to return the coffee machine"
    )
    if rma not in words_of(again):
        again = one.say("no me gusta" if spanish else "i don't like it")
    assert rma in words_of(again)
    assert rma in tell(one, "¿cómo va mi devolución?" if spanish else "where is my return?")
    assert rma in tell(
        one, "me lo quedo, cancelad la devolución" if spanish else "cancel my return"
    )
    assert rma in tell(one, "sí" if spanish else "yes")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("es", ["quiero devolver una cosa", "TR-104535", ROSA, "la freidora", "las dos"]),
        ("en", ["i want to return something", "TR-104535", ROSA, "the air fryer", "both"]),
    ],
)
def test_answers_are_corrected_on_the_way(
    customer: Customers, language: str, said: list[str]
) -> None:
    one, spanish = customer(language), language == "es"
    tell(one, *said)
    tell(one, "no, mejor solo una" if spanish else "no, just one")
    tell(one, "es que ya no la quiero" if spanish else "i don't want it any more")
    tell(
        one,
        "perdón, el motivo es que no funciona"
        if spanish
        else "sorry, the reason is that it doesn't work",
    )
    tell(one, "otra igual" if spanish else "another one")
    tell(one, "recogida" if spanish else "collection")
    told = tell(
        one, "no, mejor lo llevo a la tienda" if spanish else "no, i'd rather take it to a shop"
    )
    assert "Siroco" in told
    assert "2 × Siroco" not in told
    assert ("en una tienda" if spanish else "at a shop") in told
    said_no = tell(one, "no")
    assert "RMA-" not in said_no


@pytest.mark.parametrize("language", ["es", "en"])
def test_too_late_is_said_with_its_clause_and_a_person_may_decide(
    customer: Customers, language: str
) -> None:
    one, spanish = customer(language), language == "es"
    tell(one, "quiero devolver la lavadora" if spanish else "i want to return the washing machine")
    replies = [one.say(text) for text in ("TR-101277", MARTA)][-1]
    replies = one.say("no me gusta" if spanish else "i don't like it")
    assert "#2.1" in words_of(replies)
    assert "RMA-" not in words_of(replies)
    told = words_of(one.press("excepción" if spanish else "exception", replies))
    assert "TR-101277" in told
    assert "Garbí" in told
    assert one.news()["state"] == "waiting"


@pytest.mark.parametrize("language", ["es", "en"])
def test_what_fails_after_the_period_is_repaired(customer: Customers, language: str) -> None:
    one, spanish = customer(language), language == "es"
    tell(one, "quiero devolver la lavadora" if spanish else "i want to return the washing machine")
    tell(one, "TR-101277", MARTA)
    told = tell(one, "no funciona" if spanish else "it doesn't work")
    assert "/policies/warranty" in told


@pytest.mark.parametrize("language", ["es", "en"])
def test_an_exchange_from_the_website_leads_to_what_there_is(
    customer: Customers, language: str
) -> None:
    one, spanish = customer(language), language == "es"
    tell(one, "quiero cambiar mi purificador por otro" if spanish else "i want to swap my purifier")
    tell(one, "TR-103811", "priya.nair@example.org")
    told = tell(one, "no me gusta" if spanish else "i don't like it")
    assert "RMA-" not in told
    assert "2.1" in told


@pytest.mark.parametrize("language", ["es", "en"])
def test_damage_on_arrival_is_put_on_record(customer: Customers, language: str) -> None:
    one, spanish = customer(language), language == "es"
    tell(one, "el aspirador ha llegado roto" if spanish else "the vacuum arrived broken")
    tell(one, "TR-104526")
    told = tell(one, "grace.oconnor@example.org")
    if "RMA-" not in told:
        told = tell(one, "solo avisar" if spanish else "just letting you know")
    assert "CLM-" in told or "RMA-20029" in told


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_question_in_the_middle_of_a_return(customer: Customers, language: str) -> None:
    one, spanish = customer(language), language == "es"
    tell(one, "quiero devolver el pedido TR-104447" if spanish else "return order TR-104447")
    told = tell(one, "¿puedo pagar con bizum?" if spanish else "do you deliver to France?")
    assert ("Bizum" if spanish else "France") in told
    told = tell(one, "claire.dubois@example.org", "no me gusta" if spanish else "i don't like it")
    assert "RMA-20026" in told


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_return_is_left_at_any_time(customer: Customers, language: str) -> None:
    one, spanish = customer(language), language == "es"
    tell(one, "quiero devolver la freidora" if spanish else "i want to return the fryer")
    told = tell(one, "déjalo, cancelar" if spanish else "never mind, cancel")
    assert "TR-" not in told
    told = tell(one, "gracias" if spanish else "thanks")
    assert "TR-" not in told


@pytest.mark.parametrize(
    ("language", "ask", "wrong", "told"),
    [
        ("es", "¿cómo va la devolución RMA-20012?", "RMA-20999", "ha llegado"),
        ("en", "where is my return RMA-20012?", "RMA-20999", "has arrived"),
    ],
)
def test_a_return_is_followed_by_its_own_number_by_its_owner_alone(
    customer: Customers, language: str, ask: str, wrong: str, told: str
) -> None:
    said = []
    for number in ("RMA-20012", wrong):
        one = customer(language)
        said.append(tell(one, ask.replace("RMA-20012", number), "eve@example.org"))
    assert said[0].replace("RMA-20012", "N") == said[1].replace(wrong, "N")
    assert told in tell(customer(language), ask, "priya.nair@example.org")


@pytest.mark.parametrize(
    ("language", "said", "lives", "other"),
    [
        (
            "es",
            ["quiero devolver la freidora, no funciona", "TR-104535", ROSA, "las dos",
             "el dinero", "recogida"],
            "Carrer dels Horts 26",
            "no, mejor en Avenida de Roma 12, 08015 Barcelona",
        ),
        (
            "en",
            ["i want to return my coffee machine, it does not work", "TR-104196",
             "hannah.price@example.com", "my money", "collect it"],
            "Carrer de sa Lluna 4",
            "no, at Calle Larga 3, 11003 Cádiz",
        ),
    ],
)  # fmt: skip
def test_where_a_return_is_collected_is_read_back_and_changed(
    customer: Customers, language: str, said: list[str], lives: str, other: str
) -> None:
    one = customer(language)
    assert lives in tell(one, *said)
    told = tell(one, other)
    assert other.partition(" en " if language == "es" else " at ")[2] in told
    assert lives not in told
    assert "RMA-" not in tell(one, "no")


@pytest.mark.parametrize("language", ["es", "en"])
def test_nobody_who_is_refused_is_asked_how_it_went(customer: Customers, language: str) -> None:
    one, spanish = customer(language), language == "es"
    tell(one, "quiero devolver la lavadora" if spanish else "i want to return the washing machine")
    replies = [one.say(text) for text in ("TR-101277", MARTA)][-1]
    replies = one.say("no me gusta" if spanish else "i don't like it")
    assert "#2.1" in words_of(replies)
    assert not any("survey" in reply["data"] for reply in replies)
