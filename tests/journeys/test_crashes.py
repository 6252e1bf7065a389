"""Killing Rasa, the service, or both in the middle of a conversation loses no message."""

import time
import uuid

import httpx
import pytest

from tests.customer import Customer, words_of
from tests.product import Product

pytestmark = pytest.mark.rasa


def wait_for(customer: Customer, word: str, seconds: float = 60) -> list[dict[str, object]]:
    """The conversation's messages once one of them holds `word`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            messages: list[dict[str, object]] = customer.news()["messages"]
        except httpx.HTTPError:
            messages = []
        if any(word in str(one["text"]) for one in messages if one["author"] != "customer"):
            return messages
        time.sleep(0.3)
    raise AssertionError(f"{word!r} was never said: {customer.news()}")


def test_everything_dies_and_nothing_is_lost(own_product: Product) -> None:
    own_product.start()
    own_product.wait_until_ready()
    customer = Customer(own_product.url, "es")
    customer.say("¿Cuánto cuesta el envío?")

    # Rasa alone: told plainly, a person is offered, the message is kept.
    own_product.kill("rasa")
    told = customer.say("¿Cómo descalcifico la cafetera Levante?")
    assert told[0]["data"]["notice"] == "assistant_unavailable"
    assert told[0]["data"]["buttons"][0]["payload"] == "@person"
    own_product.start("rasa")
    messages = wait_for(customer, "vuelve a estar disponible")
    answer = messages[-1]
    assert answer["author"] == "bot"
    assert "125 ml" in str(answer["text"])

    # The service, while a message is on its way.
    client_id = str(uuid.uuid4())
    body = {"client_id": client_id, "text": "¿Puedo pagar con Bizum?"}
    auth = {"Authorization": f"Bearer {customer.token}"}
    path = f"{own_product.url}/api/conversations/current/messages"
    own_product.kill("rasa")
    own_product.kill("service")
    with pytest.raises(httpx.HTTPError):
        httpx.post(path, json=body, headers=auth, timeout=5)
    own_product.start()
    own_product.wait_until_ready()
    # The client sends it again with the same id, twice: it is one message.
    assert httpx.post(path, json=body, headers=auth, timeout=30).status_code in (200, 201)
    assert httpx.post(path, json=body, headers=auth, timeout=30).status_code == 200
    messages = wait_for(customer, "Bizum")
    assert [one["client_id"] for one in messages].count(client_id) == 1
    assert [one["seq"] for one in messages] == list(range(1, len(messages) + 1))

    # Both, with a message accepted and not yet answered.
    own_product.kill("rasa")
    customer.say("¿Dónde están sus tiendas?")
    own_product.kill("service")
    own_product.start()
    own_product.wait_until_ready()
    messages = wait_for(customer, "Figueres")
    assert words_of(messages).count("¿Dónde están sus tiendas?") >= 1  # type: ignore[arg-type]
    assert customer.say("gracias")[0]["author"] == "bot"
    customer.close()
