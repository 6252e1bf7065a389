"""Questions of customers, over HTTP against the real product: the answer, and where it stands."""

from collections.abc import Callable

import httpx
import pytest

from tests.customer import Customer, words_of
from tests.product import Product

pytestmark = pytest.mark.rasa

# language, question, document, a word of the heading, words of the answer
MANUAL = [
    ("en", "How do I descale the Levante?", "levante.en", "Descaling", "125 ml"),
    ("es", "¿Cómo descalcifico la cafetera Levante?", "levante.es", "escalcifica", "125 ml"),
    ("en", "what does error E02 mean on the washing machine", "garbi.en", "Error codes", "drain"),
    ("es", "cada cuanto cambio el filtro hepa del gregal", "gregal.es", "", "4400 horas"),
    ("en", "How long do chicken wings take in the Siroco?", "siroco.en", "", "24 min"),
    ("es", "¿Qué gas lleva el Terral y cuánto?", "terral.es", "", "R290"),
    ("en", "Cierzo shows C09, what should I do?", "cierzo.en", "Error codes", "duct"),
    ("es", "cómo quito los pernos de transporte de la lavadora", "garbi.es", "pernos", "1."),
    ("en", "how do I connect the robot to wifi", "cierzo.en", "Wi-Fi", "2.4"),
    ("es", "¿cuánta agua cabe en el depósito de la Levante?", "levante.es", "", "litros"),
    ("en", "how do I clean the pump filter of the Garbí?", "garbi.en", "pump filter", "1."),
    ("es", "¿se puede lavar el cajón de la Siroco en el lavavajillas?", "siroco.es", "", ""),
]
FAQ = [
    ("es", "¿Puedo pagar con Bizum?", "Bizum"),
    ("en", "how much is postage", "€3.90"),
    ("es", "que horario tienen las tiendas", ":"),
    ("en", "where are your shops?", "Figueres"),
    ("es", "cuantos dias tengo para devolver algo", "30 días"),
    ("en", "Can I pay in instalments?", ""),
    ("es", "¿por qué sus productos tienen nombre de viento?", ""),
    ("en", "do I need to register my product?", ""),
]
UNANSWERABLE = [
    ("es", "¿quién ganó el mundial de 2010?"),
    ("en", "which is better, Dyson or Rowenta?"),
    ("es", "receta de la tortilla de patatas"),
    ("en", "what is the capital of Australia?"),
]


@pytest.mark.parametrize(("language", "question", "document", "heading", "words"), MANUAL)
def test_a_manual_answers_with_its_page(
    customer: Callable[[str], Customer],
    product: Product,
    language: str,
    question: str,
    document: str,
    heading: str,
    words: str,
) -> None:
    replies = customer(language).say(question)
    citation = replies[0]["data"]["citations"][0]
    assert f"/manuals/{document}?" in citation["url"], words_of(replies)
    assert heading.lower() in citation["heading"].lower()
    assert words in words_of(replies)
    page = httpx.get(citation["url"], follow_redirects=True)
    assert page.status_code == 200
    assert 'id="cited"' in page.text
    if citation["file_url"]:
        assert httpx.get(citation["file_url"]).content.startswith(b"%PDF")
        assert citation["file_url"].endswith(f"#page={citation['page']}")


@pytest.mark.parametrize(("language", "question", "words"), FAQ)
def test_the_faq_answers(
    customer: Callable[[str], Customer], language: str, question: str, words: str
) -> None:
    replies = customer(language).say(question)
    assert words in words_of(replies)
    assert not replies[0]["data"].get("notice")


@pytest.mark.parametrize(("language", "question"), UNANSWERABLE)
def test_what_is_not_written_is_not_answered(
    customer: Callable[[str], Customer], language: str, question: str
) -> None:
    replies = customer(language).say(question)
    assert not any(reply["data"].get("citations") for reply in replies), words_of(replies)
    assert any(reply["data"].get("buttons") for reply in replies)


def test_the_language_follows_the_customer(customer: Callable[[str], Customer]) -> None:
    one = customer("es")
    assert "espresso" in words_of(one.say("How do I make two espressos at once?")).lower()
    assert one.news()["language"] == "en"
    one.say("¿Y cómo vacío la bandeja de la cafetera?")
    assert one.news()["language"] == "es"
