"""Questions that lean on the one before, and a no that leads on, against the real product."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.customer import Customer, words_of
from tests.product import Product

pytestmark = pytest.mark.rasa

# language, the question, then what leans on it: the document and words of each answer.
CHAINS = [
    (
        "en",
        "How do I descale the Levante?",
        [
            ("how often?", "levante.en", "3 months"),
            ("how long does it take?", "levante.en", "25 min"),
        ],
    ),
    (
        "es",
        "¿Cada cuánto se cambia el filtro HEPA del purificador?",
        [("¿y en el robot?", "cierzo.es", "3 meses"), ("¿y en el otro?", "gregal.es", "4400")],
    ),
    (
        "es",
        "¿Cómo descalcifico la Levante?",
        [("¿y cada cuánto?", "levante.es", "3 meses")],
    ),
    (
        "es",
        "¿Cada cuánto se limpia el robot?",
        [("¿y en la freidora?", "siroco.es", "Cada semana"), ("¿y el robot?", "cierzo.es", "Cada")],
    ),
    (
        "es",
        "¿Cada cuánto engraso el grupo de café?",
        [("¿con qué?", "levante.es", "grasa"), ("¿cuánta grasa?", "levante.es", "5 g")],
    ),
    (
        "en",
        "How often do I clean the drum?",
        [("and the pump filter?", "garbi.en", "3 months"), ("how do I do it?", "garbi.en", "1.")],
    ),
    (
        "en",
        "How often should I change the filter on the Gregal?",
        [
            ("and on the robot?", "cierzo.en", "3 months"),
            ("and for the other model?", "gregal.en", "About the Gregal"),
        ],
    ),
]


def place_of(replies: list[dict[str, Any]]) -> str:
    """Where the answer stands; empty for one without a citation."""
    cited = [one for reply in replies for one in reply["data"].get("citations", ())]
    return str(cited[0]["url"]) if cited else ""


@pytest.mark.parametrize(("language", "question", "chain"), CHAINS)
def test_a_question_leans_on_the_one_before(
    customer: Callable[[str], Customer],
    language: str,
    question: str,
    chain: list[tuple[str, str, str]],
) -> None:
    one = customer(language)
    assert place_of(one.say(question))
    for text, document, words in chain:
        replies = one.say(text)
        assert f"/manuals/{document}?" in place_of(replies), words_of(replies)
        assert words in words_of(replies)


@pytest.mark.parametrize(
    ("language", "first", "then", "document"),
    [
        ("en", "How do I descale the Levante?", "How much is delivery to Portugal?", ""),
        ("es", "¿Cómo descalcifico la Levante?", "¿qué significa E02 en la lavadora?", "garbi.es"),
    ],
)
def test_a_complete_question_takes_nothing_along(
    customer: Callable[[str], Customer], language: str, first: str, then: str, document: str
) -> None:
    one = customer(language)
    one.say(first)
    replies = one.say(then)
    assert document in place_of(replies), words_of(replies)
    assert "escal" not in words_of(replies)


@pytest.mark.parametrize(
    ("language", "first", "then", "which"),
    [
        ("en", "How do I clean the robot's sensors?", "what does E02 mean", "Which one"),
        ("es", "¿Cómo limpio los sensores del robot?", "¿qué significa E02?", "¿De cuál"),
    ],
)
def test_a_code_of_other_products_asks_which(
    customer: Callable[[str], Customer], language: str, first: str, then: str, which: str
) -> None:
    one = customer(language)
    one.say(first)
    replies = one.say(then)
    assert which in words_of(replies)
    assert f"/manuals/garbi.{language}?" in place_of(one.press("Garbí", replies))


def test_a_wish_for_a_language_is_granted_with_the_last_answer(
    customer: Callable[[str], Customer],
) -> None:
    one = customer("es")
    one.say("¿Cada cuánto se cambia el filtro HEPA del purificador?")
    replies = one.say("in English please")
    assert "/manuals/gregal.en?" in place_of(replies), words_of(replies)


def test_gibberish_in_a_form_leaves_the_language_alone(
    customer: Callable[[str], Customer],
) -> None:
    one = customer("es")
    one.say("¿Dónde está mi pedido?")
    for text in ("asdf qwer", "Will Smith"):
        said = words_of(one.say(text))
        assert "pedido" in said or "persona" in said


@pytest.mark.parametrize(
    ("language", "question", "no", "why"),
    [
        ("en", "How often should the Gregal filter be changed?", "did not help", "another product"),
        (
            "es",
            "¿Cada cuánto se cambia el filtro HEPA del Gregal?",
            "No me ha",
            "sobre otro aparato",
        ),
    ],
)
def test_a_no_leads_to_the_answer_about_another_product(
    customer: Callable[[str], Customer], language: str, question: str, no: str, why: str
) -> None:
    one = customer(language)
    replies = one.press(no, one.say(question))
    replies = one.press("Cierzo", one.press(why, replies))
    assert f"/manuals/cierzo.{language}?" in place_of(replies), words_of(replies)


def test_a_no_in_words_leads_to_other_answers(customer: Callable[[str], Customer]) -> None:
    one = customer("es")
    one.say("¿Cada cuánto se descalcifica la cafetera?")
    replies = one.say("no, eso no es lo que yo pregunto")
    first = replies[0]["data"]["buttons"][0]
    assert place_of(one.press(first["title"], replies)) or first["payload"].count("faq:")


def test_an_answer_is_there_for_agents_alone(
    customer: Callable[[str], Customer], product: Product
) -> None:
    replies = customer("en").say("How do I descale the Levante?")
    path = f"/answers/{replies[0]['data']['answer']}"
    assert httpx.get(f"{product.url}/api{path}").status_code == 401
    login = {"email": "ana@tramontana.example", "password": "levante y poniente"}
    with httpx.Client(base_url=product.url) as agent:
        agent.post("/console/login", data=login)
        page = agent.get(f"/console{path}")
    assert page.status_code == 200
    assert "<mark>" in page.text
