"""A form that a person took over is not gone on with after them, in both languages."""

import asyncio
from collections.abc import Callable

import pytest

from bot.conversations import Ending, Hands, MessageDraft
from bot.database import Database
from bot.words import PERSON
from tests.customer import Customer, words_of
from tests.product import Product

pytestmark = pytest.mark.rasa


async def handled(product: Product, conversation_id: str) -> None:
    """An agent claims the conversation and gives it back to the assistant."""
    database = Database(f"sqlite+aiosqlite:///{product.folder / 'mostrador.db'}")
    hands, notice = Hands(database), MessageDraft("system", "…")
    await hands.claim(conversation_id, "ana", notice)
    words = MessageDraft("agent", "¡Arreglado! / All done!", author_name="Ana")
    await hands.say(conversation_id, "ana", words)
    await hands.resolve(conversation_id, "ana", Ending("bot"), notice)
    await database.close()


@pytest.mark.parametrize(
    ("language", "matter", "question", "answer"),
    [
        ("es", "quiero devolver la cafetera", "¿Puedo pagar con Bizum?", "Bizum"),
        ("en", "i want to return the coffee machine", "Can I pay with PayPal?", "PayPal"),
    ],
)
def test_assistant_has_a_clean_context_after_a_person(
    product: Product,
    customer: Callable[[str], Customer],
    language: str,
    matter: str,
    question: str,
    answer: str,
) -> None:
    one = customer(language)
    asked = one.say(matter)[-1]["text"]
    one.say("persona", PERSON)
    asyncio.run(handled(product, one.conversation_id))
    replies = one.say(question)
    assert answer in words_of(replies)
    assert asked not in words_of(replies), "the form is over"
    assert asked in words_of(one.say(matter)), "and begins from the first question"
