"""A greeting before a question, and thanks after it, are not sent to the assistant with it."""

import pytest

from bot.courtesies import without_greeting
from bot.rasa_client import RasaClient
from tests.core.fake_rasa import FakeRasa


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Hello. nobody will be in at noon", "nobody will be in at noon"),
        ("Buenas, compatibilidad de la Levante con Siri", "compatibilidad de la Levante con Siri"),
        ("Hola, buenas tardes. ¿Dónde está mi pedido?", "¿Dónde está mi pedido?"),
        ("university discount. Thank you", "university discount"),
        ("¿a qué teléfono llamo, gracias", "¿a qué teléfono llamo"),
        ("Hi, do you deliver to Madeira, thanks!", "do you deliver to Madeira"),
    ],
)
def test_manners_around_a_question_are_left_off(text: str, left: str) -> None:
    assert without_greeting(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "hola",
        "Hola, buenas",
        "hello, good morning",
        "thanks, bye",
        "muchas gracias",
        "good morning",
        "hi robot",
        "gracias por la respuesta, pero no funciona",
        "buenas noticias: ya ha llegado",
        "",
    ],
)
def test_the_rest_stays_as_it_is(text: str) -> None:
    assert without_greeting(text) == text


async def test_the_words_travel_whole_beside_what_is_sent(rasa: FakeRasa) -> None:
    async with rasa.client() as http:
        client = RasaClient(http, 2.0)
        await client.say("c1", "Hola, ¿qué plazo hay?", language="es", client_message="m1")
    [heard] = rasa.heard
    assert heard["message"] == "¿qué plazo hay?"
    assert heard["metadata"]["text"] == "Hola, ¿qué plazo hay?"
