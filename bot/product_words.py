"""The names of products in a text: which product they name, and the text without them.

Depends on the product names of `bot.nlu` and on how a question is said without its product.
"""

from bot.nlu.products import ProductNames
from bot.nlu.spans import without_overlaps
from bot.nlu.text import fold
from bot.rephrasing import without_product

MOST = 4
"""Names that are taken out of one text: nobody asks about more, and each costs a search."""


class ProductWords:
    """Finds the company's products in texts. Without `names` nothing is found."""

    def __init__(self, names: ProductNames | None = None) -> None:
        self._names = names

    def product_in(self, text: str) -> str | None:
        """The id of the product that `text` names last."""
        named = self._named(text)
        return named[-1][1] if named else None

    def without(self, text: str) -> str:
        """`text` without what names a product, "it" in its place; `text` where nothing is left."""
        left = text
        for _ in range(MOST):
            named = self._named(left)
            if not named:
                break
            left = without_product(left, named[-1][0])
        return left if any(map(str.isalpha, left)) else text

    def _named(self, text: str) -> list[tuple[str, str]]:
        """The words and the product of each name, in the order of the text."""
        if self._names is None:
            return []
        found = without_overlaps(self._names.find(fold(text)))
        return [(text[one.start : one.end], one.value) for one in found]
