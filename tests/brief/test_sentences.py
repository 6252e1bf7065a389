"""Which sentence of a text asks or tells something."""

import pytest

from bot.brief.sentences import (
    is_answer,
    is_reply,
    is_wish,
    most_telling,
    says_nothing,
    telling,
)
from bot.notes import fill, read_replies
from bot.settings import Settings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("El Cierzo pierde agua por debajo, quiero hablar con una persona",
         "El Cierzo pierde agua por debajo"),
        ("The robot does not charge and blinks red. Can I speak to someone?",
         "The robot does not charge and blinks red."),
        ("Hola. La cafetera pierde agua. ¿Cómo lo arreglo?",
         "La cafetera pierde agua. ¿Cómo lo arreglo?"),
        ("¿Me toman el pelo? Quiero devolver la freidora.", "Quiero devolver la freidora."),
        ("necesito que alguien me diga por qué pierde agua",
         "necesito que alguien me diga por qué pierde agua"),
        ("Can somebody tell me when my order arrives?",
         "Can somebody tell me when my order arrives?"),
        ("el motor ya no funciona", "el motor ya no funciona"),
    ],
)  # fmt: skip
def test_the_sentence_that_asks_or_tells_most_is_taken(text: str, expected: str) -> None:
    assert telling(text) == expected


@pytest.mark.parametrize(
    "text",
    ["Hola, buenos días", "Thanks a lot!", "Quiero hablar con una persona", "un agente por favor",
     "I need to speak with a real person", "¿Hay alguien ahí?", "hello??", "SOIS UNOS INÚTILES",
     "are you kidding me?", "...", "👍", "Gracias, ya funciona", "it works now, thanks", "sí"],
)  # fmt: skip
def test_nothing_is_asked_or_told(text: str) -> None:
    assert telling(text) is None
    assert says_nothing(text)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("Necesito una persona", True),
        ("can i talk to somebody?", True),
        ("mejor póngame con una persona", True),
        ("I want a manager, not a robot", True),
        ("Quiero hablar con una persona de mi reembolso", False),
        ("I need somebody to fix my washing machine", False),
    ],
)
def test_a_wish_for_a_person_is_told_from_a_matter(text: str, wish: bool) -> None:
    assert is_wish(text) == wish


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("Hola, soy Ana. ¿En qué puedo ayudarle?", False),
        ("One moment, let me check.", False),
        ("Hola, Lucía. Vacíe la bandeja y empújela hasta que haga clic.", True),
        ("Your refund was sent on Monday.", True),
    ],
)
def test_a_reply_is_told_from_a_greeting(text: str, reply: bool) -> None:
    assert is_reply(text) == reply


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize(
    ("shortcut", "answers"),
    [
        *(("hola", False), ("un-momento", False), ("serie", False), ("factura", False)),
        *(("pedido", False), ("siento", False), ("algo-mas", False)),
        *(("recogida", True), ("reembolso", True)),
    ],
)
def test_canned_manners_answer_nothing(shortcut: str, answers: bool, language: str) -> None:
    known = {"customer": "Rosa Barceló", "agent": "Luis Vega", "order": "TR-1", "product": "Cierzo"}
    [reply] = [one for one in read_replies(Settings().replies_file) if one.shortcut == shortcut]
    assert is_answer(fill(reply.text(language), known)) == answers
    assert is_answer(fill(reply.text(language), {**known, "customer": None})) == answers


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["la lavadora no centrifuga", "hola?", "hay alguien?"], 0),
        (["my aircon leaks on the floor", "sorry, doorbell. still there?"], 0),
        (["necesito la factura de mi pedido", "es para hoy, urge"], 0),
        (["how do I pay?", "the washer shows E02"], 1),
        (["hola", "póngame con una persona"], 1),
    ],
)
def test_the_newest_words_that_tell_something(texts: list[str], told: int) -> None:
    assert most_telling(texts)[0] == texts[told]


def test_what_was_added_to_them_is_told_too() -> None:
    assert most_telling(["No enciende", "hola?", "Y ahora hace ruido", "hay alguien?"]) == [
        "No enciende",
        "Y ahora hace ruido",
    ]
    assert most_telling(["la lavadora no centrifuga", "hola?"]) == ["la lavadora no centrifuga"]


def test_nothing_said_tells_nothing() -> None:
    assert most_telling([]) == []
