"""Orders, returns, refunds, warranties, a person: whole journeys over HTTP, both languages."""

from collections.abc import Callable

import pytest

from tests.customer import Customer, words_of

pytestmark = pytest.mark.rasa
Customers = Callable[[str], Customer]


@pytest.mark.parametrize("language", ["es", "en"])
def test_an_order_is_followed(customer: Customers, language: str) -> None:
    one = customer(language)
    asked = {"es": "¿dónde está mi pedido TR-104388?", "en": "where is my order TR-104388?"}
    assert "mail" in words_of(one.say(asked[language])) or language == "es"
    told = words_of(one.say("tom.barker@example.org"))
    assert "CX203948812ES" in told
    assert "Correos Express" in told


@pytest.mark.parametrize("language", ["es", "en"])
def test_somebody_elses_order_is_not_told(customer: Customers, language: str) -> None:
    asked = {"es": "quiero saber cómo va mi pedido TR-104388", "en": "track my order TR-104388"}
    said = []
    for number, email in (("TR-104388", "eve@example.org"), ("TR-999999", "eve@example.org")):
        one = customer(language)
        one.say(asked[language].replace("TR-104388", number))
        said.append(words_of(one.say(email)).replace(number, "N"))
    assert said[0] == said[1], "the answer must not tell whether the order exists"
    assert "CX203948812ES" not in said[0]


@pytest.mark.parametrize(
    ("language", "ask"),
    [("es", "quiero devolver la cafetera"), ("en", "I want to return my coffee machine")],
)
def test_a_return_is_opened_once(customer: Customers, language: str, ask: str) -> None:
    numbers = []
    for _ in range(2):
        one = customer(language)
        one.say(ask)
        one.say("TR-104512")
        replies = one.say("lucia.ferrer@example.com")
        replies = one.press("", replies)
        numbers.append(words_of(replies))
    assert "RMA-" in numbers[0], numbers
    rma = numbers[0][numbers[0].index("RMA-") :][:9]
    assert rma in numbers[1]


@pytest.mark.parametrize(
    ("language", "ask"),
    [("es", "quiero devolver la lavadora"), ("en", "I want to return the washing machine")],
)
def test_outside_the_window_is_said(customer: Customers, language: str, ask: str) -> None:
    one = customer(language)
    one.say(ask)
    one.say("TR-101277")
    replies = one.press("", one.say("marta.vidal@example.com"))
    assert "30" in words_of(replies)
    assert "RMA-" not in words_of(replies)


@pytest.mark.parametrize(
    ("language", "ask"),
    [("es", "¿cuándo me devuelven el dinero de mi pedido?"), ("en", "where is my refund?")],
)
def test_a_refund_is_told_with_its_amount(customer: Customers, language: str, ask: str) -> None:
    one = customer(language)
    replies = one.say(ask)
    if "TR-" not in words_of(replies) and "pedido" not in words_of(replies):
        replies = one.say({"es": "quiero mi reembolso", "en": "I want my money back"}[language])
    one.say("TR-103900")
    told = words_of(one.say("emily.clarke@example.org"))
    assert "389" in told
    assert "RMA-20007" in told


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
