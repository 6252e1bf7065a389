"""Guarantees by serial number and by order, whole, over HTTP; both languages."""

from collections.abc import Callable

import pytest

from tests.customer import Customer, words_of

pytestmark = pytest.mark.rasa
Customers = Callable[[str], Customer]


@pytest.mark.parametrize(
    ("language", "ask", "serial", "word"),
    [
        ("es", "¿mi cafetera sigue en garantía?", "LV3-2607-018345", "2029"),
        ("en", "is my machine still under warranty?", "lv3 2607 018345", "2029"),
        ("es", "mira si mi purificador tiene garantia", "GR4-2304-007713", "terminó"),
        ("en", "check my warranty please", "GR4-2304-007713", "ended"),
    ],
)
def test_anybody_may_ask_by_serial_number(
    customer: Customers, language: str, ask: str, serial: str, word: str
) -> None:
    one = customer(language)
    one.say(ask)
    told = words_of(one.say(serial))
    assert word in told
    assert "/policies/warranty" in told
    assert "@" not in told, "no personal data"


@pytest.mark.parametrize(
    ("language", "ask", "lost"),
    [
        ("es", "¿me cubre todavía la garantía de la lavadora?", "no lo tengo a mano ahora"),
        ("en", "does the guarantee still cover the washing machine?", "i don't have it here"),
    ],
)
def test_by_order_the_clauses_are_told(
    customer: Customers, language: str, ask: str, lost: str
) -> None:
    one = customer(language)
    for line in (ask, lost, "TR-101277"):
        one.say(line)
    told = words_of(one.say("marta.vidal@example.com"))
    assert "GB8-2509-012060" in told
    for clause in ("#1.2", "#1.3", "#2.1", "#4.1", "#3.1"):
        assert clause in told


@pytest.mark.parametrize(
    ("language", "ask"),
    [
        ("es", "¿está en garantía lo del pedido TR-104512?"),
        ("en", "is order TR-104512 in guarantee?"),
    ],
)
def test_a_wrong_e_mail_learns_nothing(customer: Customers, language: str, ask: str) -> None:
    said = []
    for number in ("TR-104512", "TR-999999"):
        one = customer(language)
        one.say(ask.replace("TR-104512", number))
        said.append(words_of(one.say("eve@example.org")).replace(number, "N"))
    assert said[0] == said[1]


@pytest.mark.parametrize("language", ["es", "en"])
def test_from_the_guarantee_to_a_repair_without_asking_again(
    customer: Customers, language: str
) -> None:
    one = customer(language)
    one.say({"es": "quiero consultar una garantía", "en": "i want to check a guarantee"}[language])
    replies = one.say("CZ2-2403-005208")
    replies = one.press({"es": "reparación", "en": "repair"}[language], replies)
    assert "?" in words_of(replies)
    fault = {"es": "no carga en la base", "en": "it does not charge on its base"}
    replies = one.say(fault[language])
    for _ in range(2):
        if len([1 for one in replies for _ in one["data"].get("buttons", ())]) < 3:
            break
        replies = one.say({"es": "saltar", "en": "skip"}[language])
    assert "#1.2" in words_of(one.say("ainhoa.etxeberria@example.com")), "the number was known"


@pytest.mark.parametrize(
    ("language", "ask"),
    [("es", "garantía del LV3-0000-000001"), ("en", "guarantee of LV3-0000-000001")],
)
def test_an_unknown_number_is_said_and_asked_again(
    customer: Customers, language: str, ask: str
) -> None:
    one = customer(language)
    assert "LV3-0000-000001" in words_of(one.say(ask))
    assert "2029" in words_of(one.say("LV3-2607-018345"))
