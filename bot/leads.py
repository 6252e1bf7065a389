"""What a message is sent to Rasa as when its words leave no choice: danger, before any intent,
and the title of a topic that was offered.

Depends on the words of danger and the product names of `bot.nlu`.
"""

import json
from collections.abc import Awaitable, Callable

from bot import dangers
from bot.nlu.products import ProductNames
from bot.nlu.spans import without_overlaps
from bot.nlu.text import fold

Offered = Callable[[str, str], Awaitable[bool]]
"""Whether a topic of this title was offered in a conversation."""


class Topics:
    """What the title of an offered topic is sent as: a question about what it names.

    A title ("Removing the transport bolts (Garbí GB-8)") is no sentence that the classifier knows.
    """

    def __init__(self, offered: Offered, names: ProductNames) -> None:
        self._offered = offered
        self._names = names

    async def __call__(self, conversation_id: str, text: str) -> str | None:
        """`/manual_question` with the product named; None for what was not offered."""
        if not await self._offered(conversation_id, text):
            return None
        return "/manual_question" + product_in(self._names, text)


class Leads:
    """The payload that a text leads to, whatever the classifier thinks of it."""

    def __init__(self, names: ProductNames) -> None:
        self._names = names

    def __call__(self, text: str) -> str | None:
        """`/safety` with the product that `text` names last; None for what is no danger."""
        if dangers.read(text) != "danger":
            return None
        return "/safety" + product_in(self._names, text)


def product_in(names: ProductNames, text: str) -> str:
    """The product that `text` names last, as a payload has it; empty where none is named."""
    named = without_overlaps(names.find(fold(text)))
    return json.dumps({"product": named[-1].value}) if named else ""
