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

MORE_SPANISH = """
Adiós | ¿y en el robot? | ¿y cada cuánto? | la cafetera no enciende | ¿Enviáis a Canarias?
no me sirve la respuesta | quiero cancelar el pedido | se oye un ruido raro | hola, tengo una duda
¿Dónde pongo el detergente? | E02 en la lavadora, qué hago | vivo en calle Mayor 3, ¿me lo envían?
my email no es ese, es otro correo | ok pero cuánto cuesta | ¿cómo hago el reset del router?
"""

MORE_ENGLISH = """
Goodbye | and on the robot? | and how often? | do you deliver to Canarias?
that answer was no help | i want to cancel the order | can i use the siroco in a restaurant
you're going round in circles, pass me to a colleague | E02 on the Garbí, what do I do
how do i conect the robot to my wifi | where's the valencia shop | it's the siroco
where can I eat well in Valencia and Barcelona | my manual says "vacíe la bandeja", what is that?
"""

# Whatever the conversation's language, these are not the other one.
NAMES = """
Ana García López | María de la Fuente | maria de la fuente | Juan de los Santos y Ruiz | John Smith
Will Smith | May Lee | Emily Clarke | José | Levante | Siroco | Terral TR-12 | Levante LV-300
El Corte | San Sebastián | New York | Calle de la Rosa 12, 3º B, Madrid | Avenida del Puerto 41
c/ Mayor 3, 28013 Madrid | Plaza de la Reina 2 | 12 Baker Street | 46002 Valencia | Manolo
"""

GIBBERISH = """
asdf qwer | asdf qwer zxcv | lkjhgf dsa poiu | blorp snarf | fdsa la jkl | wug wug | xx yy zz
qwerty uiop | hjkl hjkl hjkl | jajaja | hahaha | lorem ipsum dolor | foo bar | bla bla bla | mmm
grfx blnt spqr tttt | ñlkj ñlkj | sdf del sdf | aaa bbb ccc ddd eee fff
"""

ALIKE = """
no | No. | ok | okay | vale | vale vale | ok vale | sí | si | yes | no no | perfecto | error E04
wifi | app | robot | E02 | no ok | email | my cafetera leaks | ok perfecto gracias bye
TR-104512, ana@example.com | 429 € | +34 600 123 456 | ¡! | ¿?
"""

WISHES = [
    ("in English please", "en"), ("In English", "en"), ("English, please!", "en"),
    ("can we speak English?", "en"), ("do you speak english", "en"), ("en inglés, por favor", "en"),
    ("¿puede hablarme en inglés?", "en"), ("I don't speak Spanish", "en"), ("English", "en"),
    ("sorry, I do not understand Spanish", "en"), ("switch to English", "en"),
    ("en español", "es"), ("En español, por favor", "es"), ("¿habla español?", "es"),
    ("castellano", "es"), ("in Spanish please", "es"), ("do you speak Spanish?", "es"),
    ("no hablo inglés", "es"), ("no entiendo inglés", "es"), ("Spanish please", "es"),
]  # fmt: skip

NEITHER = """
TR-104512 | ana.garcia@example.com | 600 123 456 | LV3-2407-018345 | ok | no | E4 | Levante 3
12/07/2024 | 429,00 € | 👍 | ? | RMA-20031 | CX203948812ES | www.example.com/hello |
"""


def each(table: str) -> list[str]:
    """The messages of a table."""
    return [one.strip() for one in table.replace("\n", "|").split("|") if one.strip()]


@pytest.mark.parametrize("text", each(SPANISH + "|" + MORE_SPANISH))
def test_spanish(detector: LanguageDetector, text: str) -> None:
    assert [detector.detect(text, one) for one in ("es", "en")] == ["es", "es"]


@pytest.mark.parametrize("text", each(ENGLISH + "|" + MORE_ENGLISH))
def test_english(detector: LanguageDetector, text: str) -> None:
    assert [detector.detect(text, one) for one in ("es", "en")] == ["en", "en"]


@pytest.mark.parametrize(("text", "wanted"), WISHES)
def test_a_wish_for_a_language_is_granted_at_once(
    detector: LanguageDetector, text: str, wanted: str
) -> None:
    assert [detector.detect(text, one) for one in ("es", "en")] == [wanted, wanted]


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("¿tienen el manual en inglés?", "es"),
        ("do you have the manual in Spanish?", "en"),
        ("cómo pongo la pantalla en inglés", "es"),
        ("how do I set the display to Spanish", "en"),
    ],
)
def test_a_question_about_a_language_is_no_wish_for_it(
    detector: LanguageDetector, text: str, spoken: str
) -> None:
    assert [detector.detect(text, one) for one in ("es", "en")] == [spoken, spoken]


@pytest.mark.parametrize("text", ["", *each("|".join((NEITHER, NAMES, GIBBERISH, ALIKE)))])
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
