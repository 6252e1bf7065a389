"""What the trained assistant takes for one matter and what for several; answers stay whole."""

import httpx
import pytest

from bot.matters import Matters
from bot.rasa_client import RasaClient
from tests.customer import Customer, words_of
from tests.matters_table import CASES, Case
from tests.product import Product

pytestmark = pytest.mark.rasa


async def test_a_table_of_messages_is_cut_where_it_should_be(product: Product) -> None:
    address = f"http://127.0.0.1:{product.rasa_port}"

    async def count(case: Case, rasa: RasaClient) -> int:
        async def asked_for(_: str) -> str | None:
            return case.asked

        return len(await Matters(rasa.understand, asked_for).of(case.text, "one"))

    async with httpx.AsyncClient(base_url=address) as http:
        rasa = RasaClient(http, 20.0)
        found = {case: await count(case, rasa) for case in CASES}
    assert [(case.text, parts) for case, parts in found.items() if parts != case.count] == []


@pytest.mark.parametrize("language", ["es", "en"])
def test_an_answer_of_two_parts_is_one_answer(product: Product, language: str) -> None:
    spanish = language == "es"
    one = Customer(product.url, language)
    one.say("quiero devolver la cafetera" if spanish else "I want to return my coffee machine")
    one.say("TR-104512")
    one.say("lucia.ferrer@example.com")
    told = words_of(
        one.say("no me gusta y está sin abrir" if spanish else "I don't like it and it is unopened")
    )
    assert "lo otro" not in told
    assert "other thing" not in told
    one.close()
