"""Customers whom the shop has signed in: asked for nothing, they choose among their orders."""

import time
from collections.abc import Callable, Iterator

import jwt
import pytest

from tests.customer import Customer, words_of
from tests.product import SHOPS_SECRET, Product

pytestmark = pytest.mark.rasa
SignedIn = Callable[[str, str], Customer]


@pytest.fixture
def signed_in(product: Product) -> Iterator[SignedIn]:
    """Makes customers with a token of the shop."""
    made: list[Customer] = []

    def make(language: str, customer_id: str) -> Customer:
        claims = {"sub": customer_id, "aud": "mostrador", "exp": int(time.time()) + 600}
        token = jwt.encode(claims, SHOPS_SECRET, algorithm="HS256")
        made.append(Customer(product.url, language, customer=token))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_only_order_is_known(signed_in: SignedIn, language: str) -> None:
    one = signed_in(language, "c009")
    told = words_of(one.say("¿dónde está mi pedido?" if language == "es" else "where is my order?"))
    assert "CX203951067ES" in told


@pytest.mark.parametrize("language", ["es", "en"])
def test_one_of_several_is_chosen_in_words_or_by_its_button(
    signed_in: SignedIn, language: str
) -> None:
    one, spanish = signed_in(language, "c003"), language == "es"
    replies = one.say("necesito la factura de mi compra" if spanish else "i need my invoice please")
    assert "TR-101277" in str(replies[-1]["data"])
    told = words_of(one.say("el de la lavadora" if spanish else "the washing machine one"))
    assert "F-TR-101277" in told
    replies = one.say(
        "quiero la factura de otro pedido" if spanish else "the invoice of another order"
    )
    assert "F-TR-103955" in words_of(one.press("TR-103955", replies))


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_product_is_enough_to_know_the_order(signed_in: SignedIn, language: str) -> None:
    one, spanish = signed_in(language, "c001"), language == "es"
    told = words_of(
        one.say("quiero devolver la cafetera" if spanish else "return my coffee machine")
    )
    assert "TR-104512" not in told
    assert "mail" not in told
    assert "correo" not in told


@pytest.mark.parametrize("language", ["es", "en"])
def test_another_customers_order_stays_closed(signed_in: SignedIn, language: str) -> None:
    one, spanish = signed_in(language, "c001"), language == "es"
    told = words_of(
        one.say("¿dónde está el pedido TR-104388?" if spanish else "where is TR-104388?")
    )
    assert "CX203948812ES" not in told
    told = words_of(one.say("lucia.ferrer@example.com"))
    assert "CX203948812ES" not in told
