"""What a message is sent to Rasa as when its words leave no choice: danger, before any intent.

Depends on the words of danger and the product names of `bot.nlu`.
"""

import json

from bot import dangers
from bot.nlu.products import ProductNames
from bot.nlu.spans import without_overlaps
from bot.nlu.text import fold


class Leads:
    """The payload that a text leads to, whatever the classifier thinks of it."""

    def __init__(self, names: ProductNames) -> None:
        self._names = names

    def __call__(self, text: str) -> str | None:
        """`/safety` with the product that `text` names last; None for what is no danger."""
        if dangers.read(text) != "danger":
            return None
        named = without_overlaps(self._names.find(fold(text)))
        return "/safety" + (json.dumps({"product": named[-1].value}) if named else "")
