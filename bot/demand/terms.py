"""Words that customers have for a product and that the list of products does not know, and words
that are taken for a product and are none. The look-up reads them with every question.

Held in memory and read again when the table changes. Depends on the database alone.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from bot.database import Database, now
from bot.demand.tables import ProductTerm
from bot.errors import Spoken
from bot.nlu.text import fold

LONGEST = 60
NO_PRODUCT = ""


class NoTerm(Spoken):
    """What was written is no word that can be found in a question."""

    def __init__(self) -> None:
        super().__init__(
            "Write the word as customers write it: two letters or more.",
            "Escriba la palabra tal como la escriben los clientes: dos letras o más.",
            422,
        )


@dataclass(frozen=True, slots=True)
class Named:
    """The product that a text names by one of the words (None: it only seems to name one), and
    the word as it is written there."""

    product: str | None
    words: str


class ProductTerms:
    """The words of one database. `clock` gives the present in naive UTC."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = now) -> None:
        self._database = database
        self._clock = clock
        self._version: tuple[int, int] | None = None
        self._products: dict[str, str] = {}
        self._pattern: re.Pattern[str] | None = None

    async def teach(self, word: str, product: str, by: str) -> ProductTerm:
        """From now on `word` means `product`, or none where that is empty. `NoTerm`."""
        plain = " ".join(fold(word).split())[:LONGEST]
        if len(re.sub(r"\W", "", plain)) < 2:
            raise NoTerm
        row = ProductTerm(word=plain, product=product, by=by, at=self._clock())
        same = (ProductTerm.word == plain, ProductTerm.removed_at.is_(None))
        async with self._database.write() as session:
            await session.execute(update(ProductTerm).where(*same).values(removed_at=self._clock()))
            session.add(row)
        await self.refresh()
        return row

    async def forget(self, word_id: int) -> None:
        """The word means nothing any more."""
        mine = (ProductTerm.id == word_id, ProductTerm.removed_at.is_(None))
        async with self._database.write() as session:
            await session.execute(update(ProductTerm).where(*mine).values(removed_at=self._clock()))
        await self.refresh()

    async def all(self) -> list[ProductTerm]:
        """Those that hold, by word."""
        holds = ProductTerm.removed_at.is_(None)
        async with self._database.read() as session:
            query = select(ProductTerm).where(holds).order_by(ProductTerm.word)
            return list(await session.scalars(query))

    async def refresh(self) -> None:
        """Read the table again where it changed."""
        counted = select(func.count(), func.count(ProductTerm.removed_at))
        async with self._database.read() as session:
            count, removed = (await session.execute(counted)).one()
        if (count, removed) != self._version:
            self._products = {one.word: one.product for one in await self.all()}
            self._pattern = _pattern([*self._products])
            self._version = (count, removed)

    def find(self, text: str) -> Named | None:
        """The longest of the words in `text`; None where it has none of them."""
        found = self._pattern.search(fold(text)) if self._pattern else None
        if found is None:
            return None
        words = text[found.start() : found.end()]
        return Named(self._products[_plain(found[0])] or None, words)


def _pattern(words: list[str]) -> re.Pattern[str] | None:
    """Finds the words, the longest first, whatever the spaces between their parts."""
    parts = (re.escape(one).replace(r"\ ", r"\s+") for one in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)") if words else None


def _plain(text: str) -> str:
    return " ".join(text.split())
