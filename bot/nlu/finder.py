"""Everything of the shop that a text names: codes, days, amounts, postcodes and products.

Depends on the finders beside it and on the standard library, not on Rasa.
"""

from __future__ import annotations

from datetime import date

from bot.nlu.amounts import amounts, postcodes
from bot.nlu.codes import emails, order_numbers, serial_numbers
from bot.nlu.dates import dates
from bot.nlu.products import Product, ProductNames
from bot.nlu.spans import Span, without_overlaps
from bot.nlu.spoken import heard
from bot.nlu.text import fold


class Finder:
    """Everything of the shop that a text names."""

    def __init__(self, products: list[Product]) -> None:
        self._prefixes = [product.serial_prefix for product in products]
        self._names = ProductNames(products)

    def find(self, text: str, today: date) -> list[Span]:
        """Spans without overlaps; the finder that is harder to mistake goes first."""
        folded = fold(text)
        told = heard(folded)
        spoken = [
            *serial_numbers(told.text, self._prefixes),
            *order_numbers(told.text),
            *amounts(told.text),
            *postcodes(told.text),
        ]
        return without_overlaps(
            [
                *emails(folded),
                *serial_numbers(folded, self._prefixes),
                *order_numbers(folded),
                *amounts(folded),
                *dates(folded, today),
                *map(told.back, spoken),
                *self._names.find(folded),
            ]
        )
