"""Registering a product, whole, over HTTP; both languages."""

from collections.abc import Callable

import pytest

from tests.customer import Customer, words_of

pytestmark = pytest.mark.rasa
Customers = Callable[[str], Customer]
ASK = {"es": "vengo a registrar mi aparato", "en": "i have come to register my appliance"}
YES = {"es": "sí, todo bien", "en": "yes, all good"}


@pytest.mark.parametrize(
    ("language", "lines", "shown"),
    [
        ("es", ["LV3-2601-123456", "me llamo Eva Ruiz", "eva@example.com", "en mayo de 2025",
                "en Electro Paco"], ["Eva Ruiz", "1 de mayo de 2025", "Electro Paco"]),
        ("en", ["CZ2-2601-123457", "my name is Sam Hill", "sam@example.com", "on 3/5/2025",
                "at Home Bits"], ["Sam Hill", "3 May 2025", "Home Bits"]),
    ],
)  # fmt: skip
def test_a_product_of_another_shop_is_registered(
    customer: Customers, language: str, lines: list[str], shown: list[str]
) -> None:
    one = customer(language)
    one.say(ASK[language])
    for line in lines[:-1]:
        one.say(line)
    summary = words_of(one.say(lines[-1]))
    for value in [lines[0], lines[2], *shown]:
        assert value in summary
    assert lines[0] in words_of(one.say(YES[language]))
    again = customer(language)
    again.say(ASK[language])
    taken = words_of(again.say(lines[0]))
    assert lines[2] not in taken
    assert shown[0] not in taken


@pytest.mark.parametrize(
    ("language", "order", "serial"),
    [("es", "TR-104526", "CZ2-2609-019377"), ("en", "TR-104531", "GR4-2609-023641")],
)
def test_who_is_known_only_says_yes(
    customer: Customers, language: str, order: str, serial: str
) -> None:
    emails = {"es": "grace.oconnor@example.org", "en": "teresa.llorens@example.com"}
    one = customer(language)
    one.say({"es": f"¿dónde está mi pedido {order}?", "en": f"where is order {order}?"}[language])
    one.say(emails[language])
    one.say(ASK[language])
    summary = words_of(one.say(serial))
    assert emails[language] in summary
    assert serial in words_of(one.say(YES[language]))


@pytest.mark.parametrize(
    ("language", "leave"), [("es", "mejor déjalo, cancela"), ("en", "forget it, cancel")]
)
def test_it_can_be_left_at_any_moment(customer: Customers, language: str, leave: str) -> None:
    one = customer(language)
    one.say(ASK[language])
    one.say("LV3-2601-123459")
    one.say(leave)
    assert "LV3-2601-123459" not in words_of(one.say({"es": "hola", "en": "hello"}[language]))
