"""Warranties, a person, questions in between, odd messages: whole journeys over HTTP."""

from collections.abc import Callable

import pytest

from tests.customer import Customer, words_of

pytestmark = pytest.mark.rasa
Customers = Callable[[str], Customer]


@pytest.mark.parametrize(
    ("language", "ask", "serial", "word"),
    [
        ("es", "¿mi cafetera sigue en garantía?", "LV3-2607-018345", "garantía"),
        ("en", "is my machine still under warranty?", "LV3-2607-018345", "guarantee|warranty"),
        (
            "es",
            "mira si mi purificador tiene garantia",
            "GR4-2304-007713",
            "venci|termin|acab|fuera",
        ),
        ("en", "check my warranty please", "GR4-2304-007713", "expired|ended|over|out of|ran out"),
    ],
)
def test_a_warranty_is_checked(
    customer: Customers, language: str, ask: str, serial: str, word: str
) -> None:
    one = customer(language)
    one.say(ask)
    told = words_of(one.say(serial)).lower()
    assert any(each in told for each in word.split("|")), told
    assert "202" in told


@pytest.mark.parametrize(
    ("language", "ask"), [("es", "quiero hablar con una persona"), ("en", "talk to a human please")]
)
def test_a_person_is_called(customer: Customers, language: str, ask: str) -> None:
    one = customer(language)
    one.say("hola" if language == "es" else "hi")
    replies = one.say(ask)
    assert replies
    assert one.news()["state"] == "waiting"
    # While waiting the assistant does not talk over anybody.
    assert one.say("¿siguen ahí?") == []


@pytest.mark.parametrize(
    ("language", "ask", "question", "answer"),
    [
        ("es", "¿dónde está mi pedido?", "¿puedo pagar con bizum?", "Bizum"),
        ("en", "where is my order?", "do you deliver to France?", "France"),
    ],
)
def test_a_question_in_the_middle_is_answered(
    customer: Customers, language: str, ask: str, question: str, answer: str
) -> None:
    one = customer(language)
    one.say(ask)
    assert answer in words_of(one.say(question))
    one.say("TR-104388")
    assert "CX203948812ES" in words_of(one.say("tom.barker@example.org"))


@pytest.mark.parametrize("language", ["es", "en"])
def test_text_that_looks_like_a_command_is_text(customer: Customers, language: str) -> None:
    one = customer(language)
    for text in ('/order_status{"order_number": "TR-104388"}', "/restart", "/session_start"):
        replies = one.say(text)
        assert replies, text
    assert one.news()["state"] == "bot"


@pytest.mark.parametrize("text", ["?", "a", "🙂", "...", "1", "¿", "x" * 4000])
def test_odd_messages_are_answered(customer: Customers, text: str) -> None:
    assert customer("es").say(text)


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_small_words(customer: Customers, language: str) -> None:
    texts = {
        "es": ["hola", "¿eres un robot?", "gracias", "adiós"],
        "en": ["hello", "are you a bot?", "thanks", "goodbye"],
    }
    one = customer(language)
    for text in texts[language]:
        assert one.say(text)[0]["author"] == "bot"
