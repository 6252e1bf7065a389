"""Spanish or English, from short messages; in doubt the conversation keeps its language."""

import pytest

from bot.language import LanguageDetector, known

SPANISH = """
Hola | Hola, buenas | Gracias | Muchas gracias | Devolución | ¿Dónde está mi pedido?
donde esta mi pedido | no funciona | No me calienta | quiero devolverlo
Quiero hablar con una persona | mi hervidor no enciende | el robot no carga
¿qué garantía tiene? | garantia | cuanto tarda el reembolso | pierde agua por abajo
¿Cómo limpio el filtro? | descalcificar la cafetera | Mi pedido es TR-104512 | buenos días
Buenas tardes | necesito una factura | está roto | hace mucho ruido | no, gracias
sí, por favor | cambiar la batería | se ha roto el asa | ¿tienen recambios? | ayuda
"""

ENGLISH = """
Hello | Hi there | Thank you | Thanks a lot | Refund | Where is my order? | where is my parcel
it does not work | It won't turn on | I want to return it | I want to talk to a person
my kettle does not heat | the robot is not charging | it shows error E4
how long is the warranty? | warranty | how long does a refund take
water leaks from the bottom | How do I clean the filter? | descale the coffee maker
My order is TR-104512 | good morning | I need an invoice | it is broken | it is very noisy
no, thank you | yes, please | replace the battery | do you have spare parts? | help me
"""

NEITHER = """
TR-104512 | ana.garcia@example.com | 600 123 456 | LV3-2407-018345 | ok | no | E4 | Levante 3
12/07/2024 | 429,00 € | 👍 | ? | RMA-20031 | CX203948812ES | www.example.com/hello |
"""


def each(table: str) -> list[str]:
    """The messages of a table."""
    return [one.strip() for one in table.replace("\n", "|").split("|") if one.strip()]


@pytest.mark.parametrize("text", each(SPANISH))
def test_spanish(detector: LanguageDetector, text: str) -> None:
    assert [detector.detect(text, one) for one in ("es", "en")] == ["es", "es"]


@pytest.mark.parametrize("text", each(ENGLISH))
def test_english(detector: LanguageDetector, text: str) -> None:
    assert [detector.detect(text, one) for one in ("es", "en")] == ["en", "en"]


@pytest.mark.parametrize("text", ["", *each(NEITHER)])
def test_what_says_too_little_keeps_the_conversations(
    detector: LanguageDetector, text: str
) -> None:
    assert [detector.detect(text, one) for one in ("es", "en")] == ["es", "en"]


def test_long_text_is_fine(detector: LanguageDetector) -> None:
    assert detector.detect("quiero devolver la cafetera " * 1000, "en") == "es"


@pytest.mark.parametrize(
    ("language", "spoken"),
    [("en", "en"), ("en-GB", "en"), ("EN_us", "en"), ("es-MX", "es"), ("fr", "es"), (None, "es")],
)
def test_known_languages(language: str | None, spoken: str) -> None:
    assert known(language) == spoken
