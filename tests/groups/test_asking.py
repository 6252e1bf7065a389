"""What is a question and what is not, in both languages; and what of it is compared."""

import pytest

from bot.groups.asking import asked_of_people, is_asked, opens_with
from bot.groups.meaning import SIGN, SMALL, Meaning, token_weights, without_manners
from bot.product_words import ProductWords
from tests.groups.conftest import Dictionary


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("¿Dónde está mi pedido?", "order_status"),
        ("factura", "request_invoice"),
        ("quiero devolver la freidora", "request_return"),
        ("no me llega el paquete", "nlu_fallback"),
        ("how do I descale it", "manual_question"),
        ("do you ship to Portugal", "nlu_fallback"),
        ("delete my data", "delete_my_data"),
        ("dónde puedo ver los aparatos en persona", "faq_question"),
        ("where can I see them in person", "nlu_fallback"),
        ("what to do with a broken appliance", "nlu_fallback"),
    ],
)
def test_questions_and_requests_count(text: str, intent: str) -> None:
    assert is_asked(text, intent)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("hola", "greet"),
        ("¡Muchas gracias!", "faq_question"),
        ("thanks, bye", "nlu_fallback"),
        ("sí", "affirm"),
        ("no", "deny"),
        ("TR-104512", "order_status"),
        ("46021", "nlu_fallback"),
        ("ana@example.com", "nlu_fallback"),
        ("quiero hablar con una persona", "nlu_fallback"),
        ("I want to talk to a person", "ask_for_person"),
        ("in English please", "language_switch"),
        ("no me ha servido", "feedback_negative"),
        ("ya lo he probado y sigue igual", "nlu_fallback"),
        ("I am not happy with that", "nlu_fallback"),
        ("Pues no me convence, la verdad.", "nlu_fallback"),
        ("/order_status", "order_status"),
        ("cuéntame un chiste", "out_of_scope"),
        ("you are useless", "out_of_scope"),
        ("👍", "affirm"),
        ("???", "nlu_fallback"),
        ("", "faq_question"),
        ("-", "faq_question"),
    ],
)
def test_the_rest_does_not(text: str, intent: str) -> None:
    assert not is_asked(text, intent)


@pytest.mark.parametrize(
    "text",
    [
        "¿Cuánto tarda el reembolso?",
        "The fryer does not turn on any more",
        "por cierto, ¿me pueden mandar la factura?",
        "could you also cancel my other order?",
        "which towns are you in",
        "could you tell me where my order is",
        "en qué tiendas lo tienen",
    ],
)
def test_agents_are_asked(text: str) -> None:
    assert asked_of_people(text)


@pytest.mark.parametrize(
    "text",
    [
        "vale, gracias",
        "¿sigue ahí?",
        "are you there?",
        "TR-104512, Claire Dubois",
        "ya lo he probado y sigue igual",
        "yes",
        "la de la cocina",
        "perfect, that works now",
        "I was told that before and it is no use.",
        "Me parece fatal.",
    ],
)
def test_talk_with_an_agent_is_no_question(text: str) -> None:
    assert asked_of_people(text) is None


def test_what_opens_may_be_told_and_not_asked() -> None:
    assert opens_with("mi pedido llegó ayer con la caja abierta")
    assert opens_with("me dijeron que llegaba el lunes y nada")
    assert opens_with("hola") is None
    assert opens_with("Pues no me convence, la verdad.") is None
    assert opens_with("I find that very poor.") is None
    assert opens_with("TR-104512") is None


def test_of_a_long_story_the_question_counts() -> None:
    story = "Buenos días. " + "Compré la cafetera en mayo y estoy contento con ella. " * 6
    question = "¿Con qué producto se descalcifica el depósito?"
    assert asked_of_people(f"{story}{question}") == question


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Hola, buenas tardes: ¿dónde está mi pedido?", "¿dónde está mi pedido?"),
        ("hi there, where is my order please", "where is my order"),
        ("Where is it? Thanks a lot!", "Where is it?"),
        ("hola", "hola"),
        ("gracias por el envío, ¿cuándo llega?", "gracias por el envío, ¿cuándo llega?"),
        ("una duda, ¿hacen factura?", "¿hacen factura?"),
    ],
)
def test_manners_are_left_out(text: str, left: str) -> None:
    assert without_manners(text).lstrip("¿") == left.lstrip("¿")


def test_products_are_left_out(products: ProductWords) -> None:
    meaning = Meaning(Dictionary(), products)
    assert meaning.compared("How do I descale the Levante?") == "How do I descale it?"
    assert "terral" not in meaning.compared("¿Dónde está el número de serie del Terral?").lower()
    assert meaning.compared("Levante") == "Levante"
    assert products.product_in("my coffee machine leaks") == "levante"
    assert products.product_in("it leaks") is None


def test_small_words_and_signs_weigh_little() -> None:
    text = "¿Dónde está el pedido?"
    spans = [(-7, -1), (0, 1), (1, 6), (7, 11), (12, 14), (15, 21), (21, 22)]
    assert token_weights(text, spans) == [SIGN, SIGN, SMALL, SMALL, SMALL, 1.0, SIGN]


def test_a_part_of_a_word_weighs_as_the_word() -> None:
    assert token_weights("the descaling", [(0, 3), (4, 6), (6, 13)]) == [SMALL, 1.0, 1.0]
